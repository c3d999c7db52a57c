/**
 * @file Runs the stages' parts of a step side by side on the reference interpreter, each op as soon as its stage has come to it and has
 * what it reads; values go between stages as the parts' inputs and outputs say. Knows nothing of the cut itself.
 */
import type { StageStep } from "../../src/analysis/stage-step.ts";
import type { Step } from "../../src/analysis/step.ts";
import { evaluateOp } from "../../src/ir/evaluate.ts";
import type { ValueId } from "../../src/ir/graph.ts";
import { allocateData, numElements, type TensorData, type TensorType } from "../../src/ir/types.ts";
import { shardOf, wholeOf } from "../../src/plan/shard.ts";

/** One stage at work: what it has, and which op is next. */
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
  const pieceOf = (input: number, k: number): TensorData => {
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
        if (source.kind === "input") values.set(part.step.graph.inputs[i].value, pieceOf(source.input, k));
      });
    }
  };
  /** Hands what `from` makes to the stages that read it. */
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
  const region = (bounds: (local: Step) => readonly [number, number], isLoop: boolean): void => {
    for (const worker of workers) [worker.next] = bounds(worker.part.step);
    for (let isMoving = true; isMoving; ) {
      isMoving = false;
      for (const worker of workers) {
        const { part, values } = worker;
        const { graph: local } = part.step;
        for (const end = bounds(part.step)[1]; worker.next < end; worker.next++) {
          const op = local.ops[worker.next];
          if (!op.operands.every((operand) => values.has(operand))) break;
          isMoving = true;
          const typesOf = (ids: readonly ValueId[]) => ids.map((id) => local.types[id]);
          const operands = op.operands.map((operand) => values.get(operand)!);
          evaluateOp(op, typesOf(op.operands), typesOf(op.results), operands).forEach((data, i) => {
            values.set(op.results[i], data);
          });
          deliver(worker, isLoop, new Set(op.results));
        }
      }
    }
    for (const { part, next } of workers)
      if (next < bounds(part.step)[1]) throw new Error(`stage ${part.stage} waits at op ${next} for ever`);
  };

  const totals = workers.map(() => new Map<ValueId, TensorData>());
  const loop = (bounds: (local: Step) => readonly [number, number], isLast: boolean): void => {
    for (let k = 0; k < microbatches; k++) {
      for (const { values } of workers) values.clear();
      workers.forEach(({ values }, w) => {
        for (const [value, data] of isLast ? early[w] : []) values.set(value, data);
      });
      holdInputs(k);
      region(bounds, true);
      workers.forEach(({ part, values }, w) => {
        const [begin, end] = bounds(part.step);
        const made = new Set(part.step.graph.ops.slice(begin, end).flatMap(({ results }) => results));
        for (const value of part.step.accumulated.filter((sum) => made.has(sum))) {
          const type = part.step.graph.types[value];
          const before = totals[w].get(value);
          totals[w].set(value, before ? add(type, before, values.get(value)!) : values.get(value)!);
        }
        if (!isLast) return;
        part.step.batchOutputs.forEach(({ output }) => {
          const target = part.outputs[output];
          if (target.kind === "output") pieces[target.output].push(values.get(part.step.graph.outputs[output].value)!);
        });
      });
    }
    if (microbatches === 1) return;
    workers.forEach(({ values }, w) => {
      values.clear();
      for (const [value, data] of totals[w]) values.set(value, data);
    });
    for (const worker of workers) deliver(worker, false, new Set(worker.values.keys()));
  };
  const pieces: TensorData[][] = graph.outputs.map(() => []);
  let early: readonly ReadonlyMap<ValueId, TensorData>[] = workers.map(() => new Map());
  if (step.numPrologueOps > 0) loop((local) => [0, local.numPrologueOps], false);
  early = workers.map(({ values }) => new Map(values));
  loop((local) => [local.numPrologueOps, local.numAccumulateOps], true);
  if (microbatches > 1) {
    workers.forEach(({ values }, w) => {
      for (const [value, data] of early[w]) values.set(value, data);
    });
    holdInputs(0);
    region((local) => [local.numAccumulateOps, local.graph.ops.length], false);
  }

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

function add(type: TensorType, a: TensorData, b: TensorData): TensorData {
  const op = { kind: "add", attrs: {}, operands: [0, 1], results: [2] } as const;
  return evaluateOp(op, [type, type], [type], [a, b])[0];
}
