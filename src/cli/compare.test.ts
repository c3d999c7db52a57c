/** @file `alpa compare`: the documented JSON, rows equal to `alpa plan`, measured rows, what is refused. */
import { beforeAll, describe, expect, test } from "vitest";
import { alpa, type Ended } from "../../test/support/command-line.ts";
import type { CompareRow } from "../planner/compare/row.ts";

const model = "test/support/small-example.ts";
const asked = ["compare", model, "--cluster", "2:threads", "--microbatches", "4", "--seconds", "2"];

describe("an example on two threads", () => {
  let ended: Ended;
  let rows: CompareRow[];
  beforeAll(async () => {
    ended = await alpa(...asked, "--measure", "--json");
    rows = JSON.parse(ended.out).rows;
  }, 300_000);
  const row = (name: string): CompareRow => rows.find(({ method }) => method === name)!;

  test("--json prints the documented keys; every row has numbers or a reason", () => {
    expect(ended.code, ended.err).toBe(0);
    expect(Object.keys(JSON.parse(ended.out).question).sort()).toEqual(
      ["batch", "cluster", "devices", "flops", "memoryBytes", "model", "precision"].sort(),
    );
    expect(rows.map(({ method }) => method)).toEqual([
      ...["data parallel", "ZeRO-1", "ZeRO-2", "ZeRO-3", "PipeDream", "PipeDream-flush", "GPipe", "Megatron-LM"],
      ...["Alpa as published", "auto"],
    ]);
    for (const { status, seconds, reason } of rows) expect(status === "fits" ? seconds : reason).toBeTruthy();
    expect(ended.err).toContain("data parallel: fits, ");
  });

  test("what fits was run, and its measured seconds stand beside the predicted ones", () => {
    for (const { status, measuredSeconds } of rows) expect(measuredSeconds! > 0).toBe(status === "fits");
  });

  test("auto is as fast as any row that trains on the same weights", () => {
    const others = rows.filter(({ status, method }) => status === "fits" && method !== "PipeDream");
    expect(row("auto").seconds).toBe(Math.min(...others.map(({ seconds }) => seconds!)));
  });

  test("a row is what alpa plan says of its layout", async () => {
    const { configuration, seconds, memory, bubble } = row("GPipe");
    expect(configuration).toBe("2 stages of 1, gpipe, 4 microbatches");
    const flags = ["--cluster", "2:threads", "--microbatches", "4", "--json"];
    const { out } = await alpa(
      "plan",
      model,
      "--method",
      "pipeshard",
      "--stages",
      "2",
      "--schedule",
      "gpipe",
      ...flags,
    );
    const report = JSON.parse(out);
    expect(seconds).toBe(report.simulated.seconds);
    expect(memory!.peakBytes).toBe(report.peakBytes);
    const bubbles = report.stages.map(({ simulated }: { simulated: { bubble: number } }) => simulated.bubble);
    expect(bubble).toBeCloseTo((bubbles[0] + bubbles[1]) / 2, 12);
    const zero = JSON.parse((await alpa("plan", model, "--method", "zero3", ...flags)).out).stages[0].memory;
    const { parameters, gradients, optimizer } = row("ZeRO-3").memory!;
    expect({ parameters, gradients, optimizer }).toEqual({
      ...{ parameters: zero.parameters, gradients: zero.gradients, optimizer: zero.optimizer },
    });
  });
});

test("a model of the catalogue: the table, its layouts, and what a training takes", async () => {
  const flags = ["--batch", "16", "--precision", "bf16", "--seconds", "0.1", "--tokens", "1e9", "--price", "2"];
  const { code, out, err } = await alpa("compare", "gpt2-small", "--cluster", "1x4:a100-80gb", ...flags);
  expect(code, err).toBe(0);
  expect(out).toMatch(/^method +step +TFLOP\/s +MFU +tokens\/s .* days +GPU-hours +cost$/m);
  expect(out).toMatch(
    /^Megatron-LM: data \d, .* of \d+ layouts priced\n {2}peak: parameters .*\n {2}sent in hosts: reduce_/m,
  );
  expect(out).toMatch(/^auto +/m);
}, 300_000);

test.each([
  [["--price", "2"], "--price: needs --tokens, because it is multiplied by the training's GPU-hours; add --tokens"],
  [["--tokens", "1e9"], "--tokens: mlp does not train on token ids; leave it out"],
  [["--measure", "--precision", "bf16"], "--measure: threads compute in f32, got --precision bf16; leave it out"],
  [["--measure", "--cluster", "1x2:h100"], "--measure: runs on threads of this machine, got 1x2:h100"],
])("%j is refused", async (flags, sentence) => {
  const { code, err } = await alpa("compare", "mlp", "--cluster", "2:threads", ...flags);
  expect(err).toContain(sentence);
  expect(code).toBe(2);
});

test("a model of the catalogue is measured on random data", async () => {
  const { code, out, err } = await alpa(
    ...["compare", "simple-mlp", "--cluster", "2:threads", "--batch", "32", "--microbatches", "1", "--seconds", "2"],
    ...["--measure", "--json"],
  );
  expect(code, err).toBe(0);
  const rows = JSON.parse(out).rows as CompareRow[];
  const measured = rows.filter(({ measuredSeconds }) => measuredSeconds! > 0).map(({ method }) => method);
  expect(measured).toEqual(rows.filter(({ status }) => status === "fits").map(({ method }) => method));
  expect(measured).toContain("ZeRO-3");
}, 300_000);
