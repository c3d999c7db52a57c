/**
 * @file The reference meaning of asynchronous schedules: training on one device, one microbatch after the other, in which every parameter
 * is read in the version that the schedule says, in forward and backward alike, and gradients are applied to the newest.
 */
import { findPasses } from "../../src/analysis/passes.ts";
import type { Step } from "../../src/analysis/step.ts";
import { evaluateOp } from "../../src/ir/evaluate.ts";
import type { ValueId } from "../../src/ir/graph.ts";
import { numElements, type TensorData, type TensorType } from "../../src/ir/types.ts";

type Values = Map<ValueId, TensorData>;

/**
 * @param step       one update's; its batch inputs' dim 0 is the batch
 * @param inputs     whole batches, of `numUpdates` updates
 * @param versionOf  how many updates the weights of input `input` have seen that microbatch `k` reads
 * @returns the outputs as `numUpdates` calls one after the other leave them; batch outputs are left out
 */
export function evaluateDelayed(
  step: Step,
  inputs: readonly TensorData[],
  numUpdates: number,
  versionOf: (input: number, microbatch: number) => number,
): (TensorData | undefined)[] {
  const { graph, microbatches, stateOf, batchInputs } = step;
  const passes = findPasses(step);
  const typesOf = (values: readonly ValueId[]): TensorType[] => values.map((value) => graph.types[value]);
  const run = (known: Values, isWanted: (op: number) => boolean): Values => {
    graph.ops.forEach((op, index) => {
      if (!isWanted(index)) return;
      const operands = op.operands.map((value) => known.get(value)!);
      const results = evaluateOp(op, typesOf(op.operands), typesOf(op.results), operands);
      op.results.forEach((value, i) => {
        known.set(value, results[i]);
      });
    });
    return known;
  };
  const isBatch = new Set(batchInputs.map(({ input }) => input));
  const piece = (input: number, k: number): TensorData => {
    const length = numElements(graph.types[graph.inputs[input].value].shape);
    return inputs[input].slice(k * length, (k + 1) * length) as TensorData;
  };
  const versions: TensorData[][] = [[...inputs]];
  let outputs: (TensorData | undefined)[] = [];
  for (let update = 0; update < numUpdates; update++) {
    const total: Values = new Map();
    for (let k = update * microbatches; k < (update + 1) * microbatches; k++) {
      const known: Values = new Map(
        graph.inputs.map(({ value }, input) => {
          return [value, isBatch.has(input) ? piece(input, k) : versions[versionOf(input, k)][input]];
        }),
      );
      run(known, (op) => passes[op] !== "update");
      for (const value of step.accumulated) {
        const term = known.get(value);
        const before = total.get(value);
        if (term) total.set(value, before ? sum(graph.types[value], before, term) : term);
      }
    }
    graph.inputs.forEach(({ value }, input) => {
      if (!isBatch.has(input)) total.set(value, versions[update][input]);
    });
    run(total, (op) => passes[op] === "update");
    outputs = graph.outputs.map(({ value }) => total.get(value));
    const next = [...versions[update]];
    stateOf.forEach((input, output) => {
      if (input >= 0) next[input] = outputs[output]!;
    });
    versions.push(next);
  }
  return outputs;
}

function sum(type: TensorType, a: TensorData, b: TensorData): TensorData {
  const add = { kind: "add", attrs: {}, operands: [0, 1], results: [2] } as const;
  return evaluateOp(add, [type, type], [type], [a, b])[0];
}
