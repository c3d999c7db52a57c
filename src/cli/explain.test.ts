/** @file `alpa explain`: words and keys, alternatives equal to plans made that way, what is refused. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "explain-"));
const where = ["--cluster", "1x4:a100-80gb", "--batch", "64"];
const twoStages = ["--method", "pipeshard", "--stages", "2", "--intra", "zero1"];

/** Plans the example gpt and saves the plan. */
async function plan(name: string, ...flags: string[]): Promise<{ path: string; report: never }> {
  const path = join(folder, `${name}.json`);
  const { code, out, err } = await alpa("plan", "gpt", ...where, ...flags, "--save-plan", path, "--json");
  expect(code, err).toBe(0);
  return { path, report: JSON.parse(out) as never };
}

interface Report {
  readonly simulated: { readonly seconds: number };
  readonly peakBytes: number;
}

let saved: string;
let explained: Record<string, never>;
beforeAll(async () => {
  ({ path: saved } = await plan("full", ...twoStages, "--microbatches", "8", "--remat", "full"));
  const { code, out, err } = await alpa("explain", saved, "--model", "gpt", ...where, "--no-others", "--json");
  expect(code, err).toBe(0);
  explained = JSON.parse(out);
}, 120_000);

test.each([
  ["no recomputation", ["--microbatches", "8", "--remat", "none"]],
  ["schedule gpipe", ["--microbatches", "8", "--remat", "full", "--schedule", "gpipe"]],
  ["4 microbatches", ["--microbatches", "4", "--remat", "full"]],
  ["16 microbatches", ["--microbatches", "16", "--remat", "full"]],
])("%s costs what a plan made that way costs", async (choice, flags) => {
  const { report } = await plan("other", ...twoStages, ...flags);
  const { simulated, peakBytes } = report as Report;
  const found = (explained.alternatives as { choice: string; seconds: number; peakBytes: number }[]).find(
    (each) => each.choice === choice,
  )!;
  // Searched splits may differ a little with the number of microbatches.
  expect(Math.abs(found.seconds / simulated.seconds - 1)).toBeLessThan(0.02);
  expect(Math.abs(found.peakBytes / peakBytes - 1)).toBeLessThan(0.02);
});

test("--json prints the documented keys", () => {
  expect(Object.keys(explained).sort()).toEqual(
    [
      ...[
        "alternatives",
        "batch",
        "bubble",
        "cluster",
        "communicationSeconds",
        "devices",
        "memory",
        "method",
        "microbatches",
        "model",
        "others",
      ],
      ...["precision", "remat", "schedule", "seconds", "stages", "traffic"],
    ].sort(),
  );
  expect(explained).toMatchObject({
    remat: { layers: 4, fused: 0, selective: 0, full: 4 },
    stages: [
      { devices: 2, inFlight: 2 },
      { devices: 2, inFlight: 1 },
    ],
  });
  const [{ axes }] = explained.stages as unknown as [{ axes: Record<string, unknown>[] }];
  expect(axes).toMatchObject([{ name: "data", size: 2 }]);
  expect([...(axes[0].splits as string[])].sort()).toEqual(["batch", "optimizer state"]);
});

test("in words: stages, splits, recomputation, the runner-up", async () => {
  const { out } = await alpa("explain", saved, "--model", "gpt", ...where, "--seconds", "0.2");
  expect(out).toMatch(/^ {2}A step takes .* predicted\. A device computes \d+\.\d % of it/m);
  expect(out).toMatch(/^ {2}2 stages of 2 devices pass 8 microbatches on by 1f1b\.$/m);
  expect(out).toMatch(/^ {2}Axis data of 2 devices splits optimizer state and batch; collectives over it take /m);
  expect(out).toMatch(/^ {2}Of 4 layers, 4 fully recompute .*: \d+\.\d % more FLOPs in every microbatch\.$/m);
  expect(out).toMatch(/^ {2}Without, a step would take .* less\) and the fullest device would hold .* also fits\.$/m);
  expect(out).toMatch(/^ {2}data parallel: data 4, /m);
  expect(out).toMatch(/is faster by .* a step/);
}, 120_000);

test("a plan of one stage on one device splits nothing", async () => {
  const one = ["--cluster", "1x1:a100-80gb", "--batch", "64"];
  const path = join(folder, "one.json");
  await alpa("plan", "gpt", ...one, "--method", "data", "--remat", "none", "--save-plan", path);
  const { code, out } = await alpa("explain", path, "--model", "gpt", ...one, "--no-others");
  expect(code).toBe(0);
  expect(out).toContain("One stage of 1 device holds the whole model");
  expect(out).toContain("Nothing is split: every stage is one device.");
  expect(out).toContain("None: all activations are saved");
});

test("a plan of default recomputation says what its kernels compute again, and what saving it would take", async () => {
  const one = ["--cluster", "1x1:a100-80gb", "--batch", "64"];
  const path = join(folder, "fused.json");
  await alpa("plan", "gpt", ...one, "--method", "data", "--save-plan", path);
  const { out } = await alpa("explain", path, "--model", "gpt", ...one, "--no-others");
  expect(out).toMatch(/^ {2}Of 4 layers, 4 within kernels \(fused\) recompute .*: 0\.\d % more FLOPs/m);
  expect(out).toMatch(/^ {2}Without, a step would take .*, which also fits\.$/m);
});

test.each([
  [["--cluster", "1x2:a100-80gb", "--batch", "64"], "--cluster: 1x2:a100-80gb has 2 devices, the plan is for 4"],
  [
    ["--cluster", "1x4:a100-80gb", "--batch", "32"],
    "plan: is for a batch of 64, got 32; use a batch of 64, or make a plan for 32",
  ],
])("%j is refused", async (flags, sentence) => {
  const { code, err } = await alpa("explain", saved, "--model", "gpt", ...flags);
  expect(err).toContain(sentence);
  expect(code).toBe(2);
});
