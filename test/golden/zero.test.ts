/**
 * @file ZeRO's published formulas: bytes of training state per device, and elements sent per step on the threads
 * engine.
 */

import { describe, expect, test } from "vitest";
import { gpt } from "../../examples/gpt.ts";
import { mlp } from "../../examples/mlp.ts";
import { splitMicrobatches } from "../../src/analysis/microbatch.ts";
import { findRoles } from "../../src/analysis/roles.ts";
import { matchState } from "../../src/analysis/state.ts";
import type { Step } from "../../src/analysis/step.ts";
import { type AnyExample, exampleSpecs, initialState } from "../../src/frontends/jaxjs/example.ts";
import { traceJaxjs } from "../../src/frontends/jaxjs/trace.ts";
import { dataParallel, getLastExecutable, type Method, optim, parallelize, zero } from "../../src/index.ts";
import { simplify } from "../../src/ir/simplify.ts";
import { bytesOf, numElements } from "../../src/ir/types.ts";
import { stateBytes, zeroStateBytes } from "../../src/sharding/state-bytes.ts";
import { planNow } from "../support/plan-now.ts";
import { collectivesInText } from "./alpa-model.ts";
import { bertMlmStep } from "./models.ts";

const adamFloat32 = { parameters: 4, gradients: 4, optimizer: 8 };

function stepOf(example: AnyExample, batch: number, microbatches: number): Step {
  const graph = simplify(traceJaxjs(example.trainStep as never, exampleSpecs(example, batch)).graph);
  const count = graph.inputs.length;
  const batchInputs = [count - 2, count - 1].map((input) => ({ input, dim: 0 }));
  return splitMicrobatches(graph, { batchInputs, microbatches, stateOf: matchState(graph, batchInputs) });
}

/** Shapes of the parameters. */
function parametersOf({ graph, ...step }: Step): (readonly number[])[] {
  const roles = findRoles({ graph, ...step });
  return graph.inputs.flatMap(({ value }, input) =>
    roles.inputs[input] === "parameter" ? [graph.types[value].shape] : [],
  );
}

const countOf = (shapes: readonly (readonly number[])[]): number =>
  shapes.reduce((sum, shape) => sum + numElements(shape), 0);

test("the paper's 7.5B parameters on 64 devices, mixed precision: 120, 31.4, 16.6 and 1.88 GB", () => {
  const gigabytes = ([0, 1, 2, 3] as const).map((stage) => {
    const { parameters, gradients, optimizer } = zeroStateBytes(stage, 7.5e9, 64, {
      parameters: 2,
      gradients: 2,
      optimizer: 12,
    });
    return ((parameters + gradients + optimizer) / 1e9).toPrecision(3);
  });
  expect(gigabytes).toEqual(["120", "31.4", "16.6", "1.88"]);
});

describe("bytes per device in the plans equal the formulas", () => {
  // Four microbatches, so that gradients stay in memory between them, as the formulas assume.
  test.each([2, 4, 8])("a network with a bias that may not divide, on %d devices", (devices) => {
    const example = mlp({ hidden: 32, layers: 2, optimizer: optim.adam(1e-3) });
    const step = stepOf(example, 64, 4);
    const shapes = parametersOf(step);
    const whole = shapes.filter((shape) => shape.every((size) => size % devices !== 0));
    const numSplit = countOf(shapes) - countOf(whole);
    const stepCountBytes = 8;
    const plans: [0 | 1 | 2 | 3, Method][] = [
      [0, dataParallel()],
      [1, zero({ stage: 1 })],
      [2, zero({ stage: 2 })],
      [3, zero({ stage: 3 })],
    ];
    for (const [stage, method] of plans) {
      const split = zeroStateBytes(stage, numSplit, devices, adamFloat32);
      // A bias of 10 that does not divide is replicated, and so is Adam's step count.
      const rest = zeroStateBytes(0, countOf(whole), devices, adamFloat32);
      expect(stateBytes(step, planNow(method, step, devices))).toEqual({
        parameters: split.parameters + rest.parameters,
        gradients: split.gradients + rest.gradients,
        optimizer: split.optimizer + rest.optimizer + stepCountBytes,
      });
    }
  });

  test("with one microbatch, stage 1 scatters gradients as soon as they are computed: at most the formula", () => {
    const step = stepOf(mlp({ hidden: 32, layers: 2, optimizer: optim.adam(1e-3) }), 64, 1);
    const { gradients } = stateBytes(step, planNow(zero({ stage: 1 }), step, 2));
    expect(gradients).toBeLessThanOrEqual(zeroStateBytes(1, countOf(parametersOf(step)), 2, adamFloat32).gradients);
  });
});

describe("collectives in the text of one device, if every tensor divides", () => {
  const step = stepOf(mlp({ hidden: 32, layers: 2, optimizer: optim.adam(1e-3) }), 64, 1);
  const numTensors = parametersOf(step).length;

  test.each([1, 2, 3] as const)(
    "stage %d: one reduce-scatter and one all-gather per tensor, the loss all-reduced",
    (stage) => {
      expect(collectivesInText(step, planNow(zero({ stage }), step, 2))).toEqual({
        reduce_scatter: numTensors,
        all_gather: numTensors,
        all_reduce: 1,
      });
    },
  );

  test("stage 3 gathers a large weight of a middle layer again for the backward pass", () => {
    const large = stepOf(mlp({ hidden: 1024, layers: 3, optimizer: optim.adam(1e-3) }), 64, 1);
    const tensors = parametersOf(large).length;
    // Of the three large weights, the first needs no input gradient, and the last is still gathered for its own.
    const { all_gather, ...rest } = collectivesInText(large, planNow(zero({ stage: 3 }), large, 2));
    expect(rest).toEqual({ reduce_scatter: tensors, all_reduce: 1 });
    expect(all_gather).toBe(tensors + 1);
  });
});

// Alpa's own test allows three tensors of two or more dims to be replicated (the token embedding and its two Adam
// moments).
describe("ZeRO-3 on BERT's masked language model, 4 devices", () => {
  const step = bertMlmStep({ layers: 2, batch: 32, length: 32, width: 16, heads: 4, vocabulary: 128 });
  const plan = planNow(zero({ stage: 3 }), step, 4);
  const state = findRoles(step).inputs.flatMap((role, input) =>
    role === "parameter" || role === "optimizer" ? [input] : [],
  );

  test("every matrix is split, and each device holds a fourth of all state except Adam's step count", () => {
    const { graph } = step;
    const numElementsOf = (input: number) => numElements(graph.types[graph.inputs[input].value].shape);
    const matrices = state.filter((input) => graph.types[graph.inputs[input].value].shape.length > 1);
    expect(matrices).toHaveLength(3 * (3 + 2 * 4 + 1));
    for (const input of matrices)
      expect(plan.inputs[input].placement.dims.flat(), graph.inputs[input].name).toEqual(["data"]);
    const numParameters = countOf(parametersOf(step));
    const { parameters, gradients, optimizer } = stateBytes(step, plan);
    const formula = zeroStateBytes(3, numParameters, 4, adamFloat32);
    expect({ parameters, gradients }).toEqual({ parameters: formula.parameters, gradients: formula.gradients });
    const counts = state.filter((input) => numElementsOf(input) === 1);
    expect(optimizer).toBe(formula.optimizer + 4 * counts.length);
  });

  test("each gradient is reduce-scattered, each parameter gathered; only the number of masked positions is all-reduced", () => {
    const tensors = parametersOf(step).length;
    expect(collectivesInText(step, plan)).toEqual({ reduce_scatter: tensors, all_gather: tensors, all_reduce: 1 });
  });
});

describe("elements sent per step, counted by the threads engine", () => {
  const layers = 2;
  const example = gpt({ layers, hidden: 512, heads: 8, seq: 16, optimizer: optim.adam(1e-3) });
  const devices = 2;

  async function train(method: Method, numDevices: number) {
    await using step = parallelize(example.trainStep, { method, devices: numDevices, batchArgs: [1, 2] });
    const batches = example.batches(1, 4);
    const losses: number[] = [];
    let state: unknown = initialState(example, 1);
    for (let i = 0; i < 2; i++) {
      const result = await step(state as never, ...(batches.next().value as never[]));
      state = result.state;
      losses.push(await result.loss.item());
    }
    const executable = getLastExecutable(step);
    const [{ collectives }] = executable.stats();
    /** Elements per step; a ring sends (n − 1)/n of them. */
    const elements = (kind: keyof typeof collectives): number =>
      (collectives[kind].bytes / 4 / executable.steps) * (numDevices / (numDevices - 1));
    return { losses, elements, memory: executable.memory(), step: executable.step, plan: executable.plan };
  }
  const alone = train(dataParallel(), 1);

  /**
   * Elements gathered again for the backward pass: parameters of 1 MiB or more, except the one whose backward follows
   * at once.
   */
  const gatheredTwice = (shapes: readonly (readonly number[])[]): number => {
    const large = shapes.filter((shape) => bytesOf({ shape, dtype: "f32" }) >= 1 << 20);
    return countOf(large) - 4 * 512 * 512;
  };

  test.each([
    ["data parallel", dataParallel(), 0],
    ["ZeRO-1", zero({ stage: 1 }), 1],
    ["ZeRO-2", zero({ stage: 2 }), 2],
    ["ZeRO-3", zero({ stage: 3 }), 3],
  ] as const)("%s", async (_, method, stage) => {
    const { losses, elements, memory, step, plan } = await train(method, devices);
    const expected = (await alone).losses;
    losses.forEach((loss, i) => {
      expect(Math.abs(loss - expected[i]) / expected[i]).toBeLessThan(1e-5);
    });
    const shapes = parametersOf(step);
    const numParameters = countOf(shapes);
    const share = (count: number): number => count / numParameters;
    if (stage === 0) {
      expect(share(elements("all_reduce"))).toBeCloseTo(2, 3);
    } else {
      // The embedding's gradient is a sum of two terms, each scattered separately; the loss is all-reduced.
      expect(share(elements("reduce_scatter"))).toBeCloseTo(1, 1);
      expect(share(elements("all_gather"))).toBeCloseTo(stage < 3 ? 1 : 1 + share(gatheredTwice(shapes)), 1);
      expect(share(elements("all_to_all") + elements("all_reduce"))).toBeLessThan(0.02);
    }
    const total = (["all_reduce", "reduce_scatter", "all_gather", "all_to_all"] as const).map(elements);
    const perParameter = share(total.reduce((sum, each) => sum + each, 0));
    expect(perParameter).toBeGreaterThan(stage < 3 ? 1.97 : 2.7);
    expect(perParameter).toBeLessThan(stage < 3 ? 2.03 : 3.03);

    // Between steps, the devices hold what the plan says, apart from the batch.
    const { parameters, optimizer } = stateBytes(step, plan);
    expect(memory[0].inputBytes / (parameters + optimizer)).toBeCloseTo(1, 3);
    const formula = zeroStateBytes(stage, numParameters, devices, adamFloat32);
    expect(memory[0].inputBytes / (formula.parameters + formula.optimizer)).toBeCloseTo(1, 3);
  });
});
