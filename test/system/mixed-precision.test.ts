/**
 * @file `parallelize` with `precision: "bf16"`: the forward and backward pass in 16 bits, the state in f32. Losses stay
 * within the rounding of those of jax-js in f32, under every kind of method, and the state passes between precisions.
 */
import { expect, test } from "vitest";
import { conv } from "../../examples/conv.ts";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { moe } from "../../examples/moe.ts";
import type { Engine } from "../../src/engines/engine.ts";
import { xla } from "../../src/engines/xla/index.ts";
import { type AnyExample, initialState } from "../../src/frontends/jaxjs/example.ts";
import { tree } from "../../src/frontends/jaxjs/jax.ts";
import {
  type DistributedArray,
  dataParallel,
  getLastExecutable,
  type Method,
  parallelize,
  pipeshard,
  tensorParallel,
  zero,
} from "../../src/index.ts";
import { alpa } from "../support/command-line.ts";
import { runOracle } from "../support/oracle.ts";
import { pythonWithJax, shortRows } from "../support/python-with-jax.ts";

const tiny = { layers: 2, hidden: 16, heads: 2, seq: 8 };
type Case = readonly [name: string, example: AnyExample, method: Method, microbatches: number];
const cases: readonly Case[] = [
  ["mlp, data", mlp({ hidden: 32, layers: 2 }), dataParallel(), 1],
  ["gpt, zero3 in 2 microbatches", gpt(tiny), zero({ stage: 3 }), 2],
  ["moe, tensor", moe({ ...tiny, experts: 2 }), tensorParallel(), 1],
  ["conv, pipeline", conv({ channels: [4, 8] }), pipeshard({ stages: 2 }), 2],
];
/** Relative rounding of bf16: half a unit in the last place. */
const rounding = 2 ** -9;

test.each(cases)("%s", (_, ...row) => checkBf16(...row));

const python = pythonWithJax("bf16 on the xla engine is not tested");

// Not moe: XLA keeps more digits inside of fused ops, so another expert can come first.
const onXla = cases.filter(([name]) => !name.startsWith("moe"));

test.skipIf(python === undefined).each(shortRows(1, onXla))(
  "%s, on the xla engine",
  { timeout: 300_000 },
  (_, ...row) => checkBf16(...row, xla({ python })),
);

async function checkBf16(example: AnyExample, method: Method, microbatches: number, engine?: Engine): Promise<void> {
  const { trainStep, batchArgs } = example;
  const options = { method, devices: 2, microbatches, batchArgs, engine } as const;
  await using step = parallelize(trainStep, { ...options, precision: "bf16" });
  const batches = example.batches(1, 8);
  let state: unknown = initialState(example, 1);
  const losses: number[] = [];
  for (let i = 0; i < 6; i++) {
    const result = await step(state as never, ...(batches.next().value as never[]));
    ({ state } = result);
    losses.push(await result.loss.item());
  }
  const { losses: expected } = runOracle(example, { steps: 6, seed: 1, batch: 8 });
  losses.forEach((loss, i) => {
    expect(Math.abs(loss - expected[i]) / expected[i], `step ${i + 1}`).toBeLessThan(8 * rounding);
  });
  expect(losses).not.toEqual(expected);
  const { graph } = getLastExecutable(step).step;
  const products = graph.ops.filter(({ kind }) => kind === "dot_general" || kind === "convolution");
  for (const { results } of products) expect(graph.types[results[0]].dtype).toBe("bf16");
  for (const leaf of tree.leaves(state as never) as DistributedArray[]) expect(leaf.dtype).not.toBe("bf16");
  // The same state goes on in f32.
  await using wide = parallelize(trainStep, options);
  const next = await wide(state as never, ...(batches.next().value as never[]));
  const { losses: more } = runOracle(example, { steps: 7, seed: 1, batch: 8 });
  expect(Math.abs((await next.loss.item()) - more[6]) / more[6]).toBeLessThan(8 * rounding);
}

test("alpa run --precision", async () => {
  const small = new URL("../support/small-example.ts", import.meta.url).pathname;
  const run = (...args: string[]) =>
    alpa("run", small, "--steps", "2", "--batch", "8", "--devices", "2", "--json", ...args);
  const [wide, narrow] = [await run(), await run("--precision", "bf16")];
  const [a, b] = [wide, narrow].map(({ out }) => JSON.parse(out).losses as number[]);
  expect(Math.abs(a[1] - b[1]) / a[1]).toBeLessThan(8 * rounding);
  expect(b).not.toEqual(a);
  expect((await run("--precision", "f16")).out).toContain("--precision: unknown name");
  expect(() => parallelize(() => {}, { precision: "f16" as never })).toThrow('precision: got "f16"; give f32 or bf16');
});
