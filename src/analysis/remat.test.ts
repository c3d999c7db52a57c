import { describe, expect, test } from "vitest";
import { randomBatchGraph, randomInputs } from "../../test/support/random-batch-graph.ts";
import { conv, gpt, maskedChain, mlp, moe, smallGpt, stepOf } from "../../test/support/train-steps.ts";
import { type Random, seededRandom } from "../base/random.ts";
import { usersOf } from "../ir/graph.ts";
import { removeDeadCode } from "../ir/rewrites/dead-code.ts";
import { rematPart } from "../ir/scope.ts";
import type { TensorData } from "../ir/types.ts";
import { verifyGraph } from "../ir/verify.ts";
import { type Remat, rematChoices } from "../plan/plan.ts";
import { evaluateStep } from "./evaluate-step.ts";
import { findLayers, type Layers } from "./layers.ts";
import { findPasses } from "./passes.ts";
import { rematerialize } from "./remat.ts";
import type { Step } from "./step.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
const cases = Number(process.env.ALPA_CASES ?? 200);

function expectSame(step: Step, other: Step, data: readonly TensorData[], label: string): void {
  verifyGraph(other.graph);
  const expected = evaluateStep(step, data);
  evaluateStep(other, data).forEach((actual, i) => {
    expect(actual, `${label}, output ${i}`).toEqual(expected[i]);
  });
}

const randomChoices = (random: Random, count: number): Remat[] =>
  Array.from({ length: count }, () => random.pick(rematChoices));

/** Random layers, and a random set of forward ops that contains the producers of its operands. */
function randomLayers(random: Random, { graph }: Step): Layers {
  const isForward = graph.ops.map(() => false);
  const users = usersOf(graph);
  const most = random.int(graph.ops.length);
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    const readers = graph.ops[op].results.flatMap((result) => users[result]);
    isForward[op] = readers.some((reader) => isForward[reader]) || (op < most && random.int(3) === 0);
  }
  const numLayers = 1 + random.int(3);
  return {
    numLayers,
    opLayers: Int32Array.from(graph.ops, (_, op) => {
      if (random.int(8) === 0) return random.int(numLayers + 1) - 1;
      return Math.floor((numLayers * (isForward[op] ? op : graph.ops.length - 1 - op)) / graph.ops.length);
    }),
    isForward,
    inputLayers: new Int32Array(graph.inputs.length),
    forwardFlops: [],
    boundaryBytes: [],
    classes: [],
  };
}

test(`the same results, bit for bit: ${cases} random steps with any layers`, () => {
  let numAdded = 0;
  for (let run = 0; run < cases; run++) {
    const caseSeed = seed * 1_000_003 + run;
    const random = seededRandom(caseSeed);
    const graph = randomBatchGraph(random, 6, 10 + random.int(30));
    const isInput = new Set(graph.inputs.map(({ value }) => value));
    const made = graph.outputs.flatMap(({ value }) => (isInput.has(value) ? [] : [value]));
    const step: Step = {
      graph,
      microbatches: 2,
      prologue: [],
      numPrologueOps: 0,
      numAccumulateOps: graph.ops.length,
      batchInputs: [],
      batchOutputs: [],
      accumulated: [...new Set(made)],
      reducers: new Map(),
      stateOf: graph.outputs.map(() => -1),
    };
    const layers = randomLayers(random, step);
    const remat = rematerialize(step, layers, randomChoices(random, layers.numLayers), { flash: random.int(2) === 0 });
    expectSame(step, remat, randomInputs(graph, random), `case ${caseSeed}`);
    numAdded += remat.graph.ops.length - removeDeadCode(step.graph).ops.length;
  }
  expect(numAdded).toBeGreaterThan(cases / 2);
});

describe.each([
  ["mlp", mlp(8, [8, 16, 16, 16, 16, 8])],
  ["gpt", gpt(8, { ...smallGpt, layers: 4 })],
  ["moe", moe(8)],
  ["conv", conv(8)],
  ["a chain with totals of the batch", maskedChain(8)],
] as const)("%s", (_, traced) => {
  test.each([1, 2, 4])("in %d microbatches: the same results, clones are backward in their layer", (microbatches) => {
    const step = stepOf(traced, microbatches);
    const layers = findLayers(step, { numLayers: "auto" });
    const random = seededRandom(seed);
    const mixed = randomChoices(random, layers.numLayers);
    for (const choices of ["none", "selective", "full", mixed] as const) {
      const remat = rematerialize(step, layers, choices);
      expectSame(step, remat, traced.inputs, `${choices}`);
      if (choices === "none") expect(remat).toBe(step);
      const passes = findPasses(remat);
      const rematLayers = findLayers(remat, { numLayers: "auto" });
      expect(rematLayers.numLayers).toBe(layers.numLayers);
      if (choices !== mixed) expect(rematLayers.classes).toEqual(layers.classes);
      remat.graph.ops.forEach(({ scope }, op) => {
        const part = rematPart(scope);
        if (part === undefined) return;
        expect(passes[op]).toBe("backward");
        if (rematLayers.opLayers[op] >= 0) expect(`remat:${rematLayers.opLayers[op]}`).toBe(part);
      });
    }
  });
});
