/**
 * @file Runs a planned step on emulated devices with the reference interpreter: the partitioned step, microbatch by
 * microbatch.
 */
import { combine } from "../../src/analysis/evaluate-step.ts";
import { type Step, sectionsOf } from "../../src/analysis/step.ts";
import { ofMicrobatch } from "../../src/ir/evaluate.ts";
import type { Graph, Op, ValueId } from "../../src/ir/graph.ts";
import { isCollective, type OpAttrs } from "../../src/ir/ops.ts";
import { allocateData, numElements, type TensorData, type TensorType } from "../../src/ir/types.ts";
import { evaluateSpmd } from "../../src/lower/evaluate-spmd.ts";
import { partition } from "../../src/lower/partition.ts";
import { meshSize } from "../../src/plan/placement.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { shardOf, wholeOf } from "../../src/plan/shard.ts";
import { onlyMesh } from "../../src/sharding/check-plan.ts";

/** By device, its part of a value. */
type Shards = readonly TensorData[];

/**
 * @param inputs  elements of each input, the whole batch for batch inputs
 * @returns elements of each output, the whole batch for batch outputs
 */
export function runPlan(step: Step, plan: Plan, inputs: readonly TensorData[]): TensorData[] {
  const mesh = onlyMesh(plan);
  const local = partition(step, plan);
  const { graph, microbatches } = local;
  const devices = Array.from({ length: meshSize(mesh) }, (_, device) => device);
  const wholeType = (value: ValueId, dim: number): TensorType => {
    const { shape, dtype } = step.graph.types[value];
    return { dtype, shape: shape.map((size, d) => (d === dim ? size * microbatches : size)) };
  };
  const inputCuts = new Map(step.batchInputs.map(({ input, dim }) => [input, { dim, microbatches }]));
  const outputCuts = new Map(step.batchOutputs.map(({ output, dim }) => [output, { dim, microbatches }]));

  const held = step.graph.inputs.map(({ value }, i): Shards => {
    const type = wholeType(value, inputCuts.get(i)?.dim ?? -1);
    return devices.map((device) => shardOf(inputs[i], type, plan.inputs[i].placement, mesh, device, inputCuts.get(i)));
  });
  const values = new Map<ValueId, Shards>();
  const bindInputs = (k: number) => {
    graph.inputs.forEach(({ value }, i) => {
      const length = numElements(graph.types[value].shape);
      const from = inputCuts.has(i) ? k * length : 0;
      values.set(
        value,
        held[i].map((data) => data.slice(from, from + length)),
      );
    });
  };
  const run = (ops: readonly Op[], wanted: readonly ValueId[]): Shards[] => {
    const port = (value: ValueId) => ({ value, name: "" });
    const part: Graph = { ...graph, inputs: [...values.keys()].map(port), outputs: wanted.map(port), ops };
    return evaluateSpmd(part, mesh, [...values.values()]);
  };

  const parts = graph.outputs.map(({ value }, i) =>
    outputCuts.has(i)
      ? devices.map(() => allocateData(graph.types[value].dtype, microbatches * numElements(graph.types[value].shape)))
      : [],
  );
  const loop = (ops: readonly Op[], isLast: boolean) => {
    const made = new Set(ops.flatMap(({ results }) => results));
    const summed = local.accumulated.filter((value) => made.has(value));
    const perExample = isLast ? [...outputCuts.keys()] : [];
    const totals = new Map<ValueId, Shards>();
    for (let k = 0; k < microbatches; k++) {
      bindInputs(k);
      const wanted = [...summed, ...perExample.map((output) => graph.outputs[output].value)];
      const results = run(ofMicrobatch(ops, k), wanted);
      summed.forEach((value, i) => {
        const reducer = local.reducers.get(value) ?? "add";
        const join = (a: Shards, b: Shards): Shards =>
          a.map((data, device) => combine(reducer, graph.types[value], data, b[device]));
        totals.set(value, k === 0 ? results[i] : join(totals.get(value)!, results[i]));
      });
      perExample.forEach((output, i) => {
        results[summed.length + i].forEach((data, device) => {
          parts[output][device].set(data as never, k * data.length);
        });
      });
    }
    for (const [value, shards] of totals) values.set(value, shards);
  };
  const sections = sectionsOf(local);
  sections.slice(0, -1).forEach(({ begin, end, isLoop }, index) => {
    const ops = graph.ops.slice(begin, end);
    if (isLoop) loop(ops, index === sections.length - 2);
    else {
      const made = ops.flatMap(({ results }) => results);
      run(ops, made).forEach((shards, i) => {
        values.set(made[i], shards);
      });
    }
  });
  // With one microbatch, any value may be an output, so all ops run again.
  const others = graph.outputs.flatMap(({ value }, i) => (outputCuts.has(i) ? [] : [value]));
  const results = run(graph.ops.slice(microbatches === 1 ? 0 : local.numAccumulateOps), others);
  return graph.outputs.map((_, i) => {
    const cut = outputCuts.get(i);
    const type = wholeType(step.graph.outputs[i].value, cut?.dim ?? -1);
    return wholeOf(cut ? parts[i] : results.shift()!, type, plan.outputs[i].placement, mesh, cut);
  });
}

/** The collectives of a planned step that move data, in order, each with its axes: `all_reduce(data)`. */
export function collectivesOf(step: Step, plan: Plan): string[] {
  return partition(step, plan).graph.ops.flatMap((op) =>
    isCollective(op.kind) && op.kind !== "all_slice" ? [`${op.kind}(${(op.attrs as OpAttrs["all_reduce"]).axes})`] : [],
  );
}
