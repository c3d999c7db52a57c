import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { randomBatchGraph, randomInputs } from "../../test/support/random-batch-graph.ts";
import { runStages } from "../../test/support/run-stages.ts";
import { conv, gpt, mlp, moe, smallGpt, stepOf } from "../../test/support/train-steps.ts";
import { Unsupported } from "../base/errors.ts";
import { seededRandom } from "../base/random.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { verifyGraph } from "../ir/verify.ts";
import { findLayers } from "./layers.ts";
import { splitMicrobatches } from "./microbatch.ts";
import { findRoles } from "./roles.ts";
import { StageCutter, type StagePlace } from "./stage-step.ts";
import type { Step } from "./step.ts";

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const straight = (count: number): StagePlace[] => range(count).map((stage) => ({ stage, chunk: 0 }));

describe.each([
  ["mlp", mlp(8, [8, 16, 16, 16, 8]), 4],
  ["gpt", gpt(8, { ...smallGpt, layers: 4 }), 4],
  ["moe", moe(8), 2],
  ["conv", conv(8), 3],
] as const)("%s", (_, traced, numStages) => {
  const expected = evaluateGraph(traced.graph, traced.inputs);

  test.each([1, 2, 8])("its stages together = the whole, in %d microbatches", (microbatches) => {
    const step = stepOf(traced, microbatches);
    const cutter = new StageCutter(step);
    const layers = findLayers(step, { numLayers: numStages });
    const places: StagePlace[][] = [straight(numStages)];
    if (numStages === 4) {
      places.push([0, 1, 0, 1].map((stage, i) => ({ stage, chunk: i >> 1 })));
      places.push([0, 1, 1, 0].map((stage, i) => ({ stage, chunk: i >> 1 })));
    }
    for (const one of places) {
      const assignment = cutter.assign(layers, one);
      const parts = range(assignment.numStages).map((stage) => cutter.stageStep(assignment, stage));
      for (const part of parts) verifyGraph(part.step.graph);
      runStages(step, parts, traced.inputs).forEach((actual, i) => {
        expectClose(
          actual,
          expected[i],
          traced.graph.types[traced.graph.outputs[i].value],
          traced.graph.outputs[i].name,
        );
      });
      // Every parameter, its gradient and its optimizer state are on one stage.
      const roles = findRoles(step);
      const found = parts.flatMap((part) => {
        const own = findRoles(part.step);
        return part.inputs.flatMap((source, i) =>
          source.kind === "input" && source.isHeld ? [[source.input, own.inputs[i]]] : [],
        );
      });
      const state = found.filter(([, role]) => role === "parameter" || role === "optimizer");
      expect(state.sort(([a], [b]) => Number(a) - Number(b))).toEqual(
        range(roles.inputs.length).flatMap((input) =>
          roles.inputs[input] === "parameter" || roles.inputs[input] === "optimizer"
            ? [[input, roles.inputs[input]]]
            : [],
        ),
      );
    }
  });
});

test("stages of gpt blocks exchange only the residual stream and its gradient, split along the batch", () => {
  const step = stepOf(gpt(8, { ...smallGpt, layers: 3 }), 2);
  const cutter = new StageCutter(step);
  const assignment = cutter.assign(findLayers(step, { numLayers: "auto" }), straight(3));
  const [, { step: middle, inputs, outputs }] = range(3).map((stage) => cutter.stageStep(assignment, stage));
  const shapes = (indices: readonly number[], ports: Step["graph"]["inputs"]) =>
    indices.map((index) => middle.graph.types[ports[index].value].shape);
  const stream = [4, smallGpt.length, smallGpt.width];
  expect(shapes(middle.received!, middle.graph.inputs)).toEqual([stream, stream]);
  expect(shapes(middle.sent!, middle.graph.outputs)).toEqual([stream, stream]);
  expect(middle.batchInputs).toEqual(middle.received!.map((input) => ({ input, dim: 0 })));
  expect(middle.batchOutputs).toEqual(middle.sent!.map((output) => ({ output, dim: 0 })));
  expect(inputs.filter(({ kind }) => kind === "value")).toHaveLength(2);
  expect(outputs.filter(({ kind }) => kind === "value")).toHaveLength(2);
});

test("random graphs with a batch, random ops on each stage", () => {
  let run = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const random = seededRandom(seed);
    const graph = randomBatchGraph(random, 24, 4 + random.int(12));
    const batchInputs = [
      { input: 0, dim: 0 },
      { input: 1, dim: 1 },
    ];
    let step: Step;
    try {
      step = splitMicrobatches(graph, {
        batchInputs,
        microbatches: random.pick([1, 2, 3]),
        stateOf: graph.outputs.map(() => -1),
      });
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      continue;
    }
    run++;
    const numStages = 1 + random.int(3);
    const opLayers = Int32Array.from(step.graph.ops, () => random.int(numStages));
    const inputLayers = Int32Array.from(step.graph.inputs, () => random.int(numStages));
    const cutter = new StageCutter(step);
    const assignment = cutter.assign({ opLayers, inputLayers }, straight(numStages));
    const parts = range(numStages).map((stage) => cutter.stageStep(assignment, stage));
    for (const part of parts) verifyGraph(part.step.graph);
    const inputs = randomInputs(graph, random);
    const expected = evaluateGraph(graph, inputs);
    runStages(step, parts, inputs).forEach((actual, i) => {
      const { value, name } = graph.outputs[i];
      expectClose(actual, expected[i], graph.types[value], `seed ${seed}, output ${name}`);
    });
  }
  expect(run).toBeGreaterThan(75);
});
