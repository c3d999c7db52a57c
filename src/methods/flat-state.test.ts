/** @file Flat state: partitioned steps = one device, whatever the number of devices; padding is never read. */
import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { planNow } from "../../test/support/plan-now.ts";
import { collectivesOf, runPlan } from "../../test/support/run-plan.ts";
import { clippedChain, gpt, mlp, stepOf, type TracedStep } from "../../test/support/train-steps.ts";
import type { Step } from "../analysis/step.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { numElements, type TensorData, type TensorType } from "../ir/types.ts";
import { flattenState } from "./flat-state.ts";
import { megatron } from "./megatron.ts";

/** `data` of a tensor as a flat one stores it; `rest` fills the padding. */
function flattened(data: TensorData, type: TensorType, rest: number): TensorData {
  const flat = new Float32Array(numElements(type.shape)).fill(rest);
  flat.set(data as Float32Array);
  return flat;
}

const typesOfInputs = ({ graph }: Step): TensorType[] => graph.inputs.map(({ value }) => graph.types[value]);

const cases: [string, (batch: number) => TracedStep][] = [
  ["mlp", (batch) => mlp(batch)],
  ["gpt", (batch) => gpt(batch)],
  ["clipped by the global norm", (batch) => clippedChain(batch, false)],
  ["clipped, a weight used twice", (batch) => clippedChain(batch, true)],
];

test.each(cases.flatMap(([name, make]) => [3, 5, 7].map((devices) => [name, devices, make] as const)))(
  "%s on %i devices = one device",
  (_, devices, make) => {
    const traced = make(2 * devices);
    const expected = evaluateGraph(traced.graph, traced.inputs);
    for (const zero of [1, 2, 3] as const)
      for (const microbatches of [1, 2]) {
        const own = stepOf(traced, microbatches);
        const step = flattenState(own, zero, devices);
        const plan = planNow(megatron({ dataParallel: devices, zero }), step, devices);
        const [before, after] = [typesOfInputs(own), typesOfInputs(step)];
        const isFlat = after.map(({ shape }, i) => shape.length !== before[i].shape.length);
        if (zero === 3) expect(isFlat).toContain(true);
        for (const rest of [0, 1e6]) {
          const inputs = traced.inputs.map((data, i) => (isFlat[i] ? flattened(data, after[i], rest) : data));
          runPlan(step, plan, inputs).forEach((actual, i) => {
            const { value, name } = traced.graph.outputs[i];
            const type = traced.graph.types[value];
            expectClose(actual.slice(0, numElements(type.shape)), expected[i], type, name);
          });
        }
        if (zero < 3) continue;
        plan.inputs.forEach(({ placement }, input) => {
          if (isFlat[input]) expect(placement.dims).toEqual([["data"]]);
        });
        expect(collectivesOf(step, plan)).toContain("reduce_scatter(data)");
      }
  },
);

test("dims that divide stay as they are", () => {
  const step = stepOf(mlp(8), 1);
  expect(flattenState(step, 3, 4)).toBe(step);
});
