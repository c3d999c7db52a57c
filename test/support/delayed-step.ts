/**
 * @file Reference semantics of asynchronous schedules: training on one device, one microbatch after another. Forward
 * and backward of a microbatch read the parameter version that the schedule prescribes; gradients update the newest
 * version.
 */
import { findPasses } from "../../src/analysis/passes.ts";
import type { Step } from "../../src/analysis/step.ts";
import { evaluateOp } from "../../src/ir/evaluate.ts";
import type { ValueId } from "../../src/ir/graph.ts";
import { numElements, type TensorData, type TensorType } from "../../src/ir/types.ts";

type Values = Map<ValueId, TensorData>;

/**
 * @param step       the step of one update; dim 0 of its batch inputs is the batch
 * @param inputs     inputs with the batches of all `numUpdates` updates
 * @param versionOf  the weight version (number of updates) of input `input` that microbatch `k` reads
 * @returns the outputs after `numUpdates` updates, without batch outputs
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
  const microbatchOf = (input: number, k: number): TensorData => {
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
          return [value, isBatch.has(input) ? microbatchOf(input, k) : versions[versionOf(input, k)][input]];
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
