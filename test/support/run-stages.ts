/**
 * @file Runs the stages' parts of a step concurrently on the reference interpreter: each stage runs its ops in order,
 * as soon as their operands are there. Values go between stages as the parts' inputs and outputs declare; nothing else
 * is known of the split.
 */
import { combine } from "../../src/analysis/evaluate-step.ts";
import type { StageStep } from "../../src/analysis/stage-step.ts";
import { type Step, sectionsOf } from "../../src/analysis/step.ts";
import { evaluateOp, ofMicrobatch } from "../../src/ir/evaluate.ts";
import type { ValueId } from "../../src/ir/graph.ts";
import { allocateData, numElements, type TensorData, type TensorType } from "../../src/ir/types.ts";
import { shardOf, wholeOf } from "../../src/plan/shard.ts";

/** A stage while it runs: its values, and the index of its next op. */
interface Worker {
  readonly part: StageStep;
  readonly values: Map<ValueId, TensorData>;
  next: number;
}

const oneDevice = { axes: [{ name: "one", size: 1 }] };
const whole = ({ shape }: TensorType) => ({ dims: shape.map(() => []), partial: [] });

/**
 * @param inputs  elements of each input of the whole step, the whole batch for batch inputs
 * @returns elements of each of its outputs, the whole batch for batch outputs
 */
export function runStages(step: Step, parts: readonly StageStep[], inputs: readonly TensorData[]): TensorData[] {
  const { graph, microbatches } = step;
  const workers = parts.map((part): Worker => ({ part, values: new Map(), next: 0 }));
  const cutOf = (dim: number) => ({ dim, microbatches });
  const stacked = (type: TensorType, dim: number): TensorType => ({
    ...type,
    shape: type.shape.map((size, d) => (d === dim ? size * microbatches : size)),
  });
  const batchDims = new Map(step.batchInputs.map(({ input, dim }) => [input, dim]));
  const positionOf = (input: number, k: number): TensorData => {
    const type = graph.types[graph.inputs[input].value];
    const dim = batchDims.get(input);
    if (dim === undefined) return inputs[input];
    const all = shardOf(inputs[input], stacked(type, dim), whole(type), oneDevice, 0, cutOf(dim));
    const length = numElements(type.shape);
    return all.slice(k * length, (k + 1) * length) as TensorData;
  };
  const holdInputs = (k: number): void => {
    for (const { part, values } of workers) {
      part.inputs.forEach((source, i) => {
        if (source.kind === "input") values.set(part.step.graph.inputs[i].value, positionOf(source.input, k));
      });
    }
  };
  /** Passes results of `from` to the stages that read them. */
  const deliver = (from: Worker, perMicrobatch: boolean, only?: ReadonlySet<ValueId>): void => {
    from.part.outputs.forEach((target, i) => {
      const local = from.part.step.graph.outputs[i].value;
      if (target.kind !== "value" || target.perMicrobatch !== perMicrobatch || (only && !only.has(local))) return;
      for (const to of workers) {
        const input = to.part.inputs.findIndex(
          (source) =>
            source.kind === "value" && source.value === target.value && source.perMicrobatch === perMicrobatch,
        );
        if (input >= 0) to.values.set(to.part.step.graph.inputs[input].value, from.values.get(local)!);
      }
    });
  };
  /** Runs region `index` for microbatch `k`. */
  const runRegion = (index: number, k: number): void => {
    const regionOf = ({ part }: Worker) => sectionsOf(part.step)[index];
    for (const worker of workers) worker.next = regionOf(worker).begin;
    for (let isMoving = true; isMoving; ) {
      isMoving = false;
      for (const worker of workers) {
        const { part, values } = worker;
        const { graph: local } = part.step;
        for (const { end, isLoop } = regionOf(worker); worker.next < end; worker.next++) {
          const op = local.ops[worker.next];
          if (!op.operands.every((operand) => values.has(operand))) break;
          isMoving = true;
          const typesOf = (ids: readonly ValueId[]) => ids.map((id) => local.types[id]);
          const operands = op.operands.map((operand) => values.get(operand)!);
          evaluateOp(ofMicrobatch([op], k)[0], typesOf(op.operands), typesOf(op.results), operands).forEach(
            (data, i) => {
              values.set(op.results[i], data);
            },
          );
          deliver(worker, isLoop, new Set(op.results));
        }
      }
    }
    for (const worker of workers) {
      if (worker.next < regionOf(worker).end)
        throw new Error(`stage ${worker.part.stage} waits at op ${worker.next} for ever`);
    }
  };

  /** By stage: values that earlier regions computed once. */
  const made = workers.map(() => new Map<ValueId, TensorData>());
  const restore = (): void => {
    workers.forEach(({ values }, w) => {
      values.clear();
      for (const [value, data] of made[w]) values.set(value, data);
    });
  };
  const keep = (): void => {
    workers.forEach(({ values }, w) => {
      for (const [value, data] of values) made[w].set(value, data);
    });
  };
  const loop = (index: number, isLast: boolean): void => {
    const totals = workers.map(() => new Map<ValueId, TensorData>());
    for (let k = 0; k < microbatches; k++) {
      restore();
      holdInputs(k);
      runRegion(index, k);
      workers.forEach(({ part, values }, w) => {
        const { begin, end } = sectionsOf(part.step)[index];
        const own = new Set(part.step.graph.ops.slice(begin, end).flatMap(({ results }) => results));
        for (const value of part.step.accumulated.filter((sum) => own.has(sum))) {
          const type = part.step.graph.types[value];
          const reducer = part.step.reducers.get(value) ?? "add";
          const before = totals[w].get(value);
          totals[w].set(value, before ? combine(reducer, type, before, values.get(value)!) : values.get(value)!);
        }
        if (!isLast) return;
        part.step.batchOutputs.forEach(({ output }) => {
          const target = part.outputs[output];
          if (target.kind === "output") pieces[target.output].push(values.get(part.step.graph.outputs[output].value)!);
        });
      });
    }
    restore();
    workers.forEach(({ values }, w) => {
      for (const [value, data] of totals[w]) values.set(value, data);
    });
    for (const [w, worker] of workers.entries()) deliver(worker, false, new Set(totals[w].keys()));
    keep();
  };
  const pieces: TensorData[][] = graph.outputs.map(() => []);
  const sections = sectionsOf(step);
  sections.forEach(({ isLoop }, index) => {
    if (isLoop) loop(index, index === sections.length - 2);
    else {
      restore();
      holdInputs(0);
      runRegion(index, 0);
      keep();
    }
  });

  const cuts = new Map(step.batchOutputs.map(({ output, dim }) => [output, dim]));
  const results = new Array<TensorData>(graph.outputs.length);
  for (const { part, values } of workers) {
    part.outputs.forEach((target, i) => {
      if (target.kind !== "output") return;
      const type = graph.types[graph.outputs[target.output].value];
      const dim = cuts.get(target.output);
      if (dim === undefined) results[target.output] = values.get(part.step.graph.outputs[i].value)!;
      else {
        const held = allocateData(type.dtype, microbatches * numElements(type.shape));
        pieces[target.output].forEach((piece, k) => {
          held.set(piece as never, k * piece.length);
        });
        results[target.output] = wholeOf([held], stacked(type, dim), whole(type), oneDevice, cutOf(dim));
      }
    });
  }
  return results;
}
