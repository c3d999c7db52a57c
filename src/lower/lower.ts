/**
 * @file Lowering: a step and its plan → a Program. The step is partitioned, its regions are cut into segments and collectives, the
 * microbatch loops are unrolled with sums in accumulators, and every value gets a buffer that is freed at its last use.
 */
import type { Step } from "../analysis/step.ts";
import { InternalError } from "../base/errors.ts";
import { opName, type ValueId } from "../ir/graph.ts";
import type { CollectiveKind, OpAttrs } from "../ir/ops.ts";
import { bytesOf, type TensorType } from "../ir/types.ts";
import type { Plan } from "../plan/plan.ts";
import {
  type Draft,
  dropUnused,
  freeAtLastUse,
  reduceInPlace,
  type Settled,
  type StateWrite,
  updateStateInPlace,
} from "./buffers.ts";
import { partition } from "./partition.ts";
import type { Buffer, BufferId, Instruction, Program, ProgramPort } from "./program.ts";
import { scheduleRegion } from "./schedule.ts";
import { type BoundSegment, SegmentPool } from "./segments.ts";
import { StepView } from "./step-view.ts";

/** A task bound to the values of the per-device graph. */
type BoundTask =
  | ({ readonly kind: "segment" } & BoundSegment)
  | {
      readonly kind: "collective";
      readonly op: number;
      readonly inputs: readonly ValueId[];
      readonly outputs: readonly ValueId[];
    };

/**
 * The program of a step under a plan of one stage.
 * @throws InvalidConfig when the plan does not suit the step, Unsupported for plans of several stages
 */
export function lower(step: Step, plan: Plan): Program {
  const local = partition(step, plan);
  const writer = new ProgramWriter(local);
  if (local.numPrologueOps > 0) writer.writeLoop(0, local.numPrologueOps);
  writer.writeLoop(local.numPrologueOps, local.numAccumulateOps);
  writer.writeApply(local.numAccumulateOps);
  const { draft, inputs, outputs } = writer.finish();

  const isBatch = new Map(step.batchInputs.map(({ input, dim }) => [input, dim]));
  const isPerExample = new Map(step.batchOutputs.map(({ output, dim }) => [output, dim]));
  const port = (
    name: string,
    buffer: BufferId,
    type: TensorType,
    placement: ProgramPort["placement"],
    dim?: number,
  ) => {
    const base = { name, mesh: 0, buffer, placement };
    const { microbatches } = step;
    if (microbatches === 1 || dim === undefined) return { ...base, type };
    const shape = type.shape.map((size, d) => (d === dim ? size * microbatches : size));
    return { ...base, type: { ...type, shape }, batch: { dim, microbatches } };
  };
  const { graph } = step;
  return {
    name: graph.name,
    meshes: [{ ...plan.stages[0], ...draft, tasks: [] }],
    transfers: [],
    inputs: graph.inputs.map(({ name, value }, i) =>
      port(name, inputs[i], graph.types[value], plan.inputs[i].placement, isBatch.get(i)),
    ),
    outputs: graph.outputs.map(({ name, value }, i) =>
      port(name, outputs[i], graph.types[value], plan.outputs[i].placement, isPerExample.get(i)),
    ),
    stateOf: step.stateOf,
  };
}

/** Writes the instructions of a per-device step. */
class ProgramWriter {
  readonly #step: Step;
  readonly #view: StepView;
  readonly #pool = new SegmentPool();
  readonly #buffers: Buffer[] = [];
  readonly #instructions: Instruction[] = [];
  /** Where values lie that outlive a microbatch: inputs, accumulators, apply values. */
  readonly #lasting = new Map<ValueId, BufferId>();
  readonly #inputs: BufferId[];
  readonly #batchInputs: ReadonlySet<ValueId>;
  /** Buffers of outputs made microbatch by microbatch, by output index. */
  readonly #perExample = new Map<number, BufferId>();
  readonly #valueNames: string[];

  constructor(step: Step) {
    this.#step = step;
    const { graph, microbatches } = step;
    this.#view = new StepView(step);
    this.#valueNames = graph.types.map(() => "");
    graph.ops.forEach((op, index) => {
      for (const value of op.results) this.#valueNames[value] = opName(graph, index);
    });
    for (const { value, name } of graph.outputs) this.#valueNames[value] = name;
    for (const { value, name } of graph.inputs) this.#valueNames[value] = name;

    const isBatch = new Set(step.batchInputs.map(({ input }) => input));
    this.#batchInputs = new Set(microbatches === 1 ? [] : [...isBatch].map((input) => graph.inputs[input].value));
    this.#inputs = graph.inputs.map(({ value, name }) => {
      const type = graph.types[value];
      return this.#add({
        kind: "input",
        name,
        type: this.#batchInputs.has(value) ? stacked(type, microbatches) : type,
      });
    });
    for (const [i, { value }] of graph.inputs.entries()) this.#lasting.set(value, this.#inputs[i]);
    if (microbatches === 1) return;
    for (const { output } of step.batchOutputs) {
      const { value, name } = graph.outputs[output];
      const type = stacked(graph.types[value], microbatches);
      this.#perExample.set(output, this.#add({ kind: "temporary", name, type }));
    }
  }

  #add(buffer: Buffer): BufferId {
    return this.#buffers.push(buffer) - 1;
  }

  #temporary(value: ValueId, suffix = ""): BufferId {
    const name = this.#valueNames[value] + suffix;
    return this.#add({ kind: "temporary", name, type: this.#step.graph.types[value] });
  }

  /** Microbatch k's part of a buffer that holds the parts of `value` one after another. */
  #part(of: BufferId, value: ValueId, k: number): BufferId {
    const type = this.#step.graph.types[value];
    const name = `${this.#buffers[of].name}#${k}`;
    return this.#add({ kind: "view", name, type, of, byteOffset: k * bytesOf(type) });
  }

  /** The tasks of ops [begin, end), bound to values. `buffered` are the values that must outlive the region. */
  #tasks(begin: number, end: number, buffered: ReadonlySet<ValueId>): BoundTask[] {
    const { graph } = this.#step;
    const tasks = scheduleRegion(this.#view, begin, end, buffered);
    const readers = new Map<ValueId, number>();
    const opsOf = (task: (typeof tasks)[number]) => (task.kind === "segment" ? task.ops : [task.op]);
    // A value leaves its segment when it is buffered or when another task reads it.
    const maker = new Map<ValueId, number>();
    tasks.forEach((task, t) => {
      for (const index of opsOf(task)) for (const value of graph.ops[index].results) maker.set(value, t);
    });
    tasks.forEach((task, t) => {
      for (const index of opsOf(task)) {
        for (const value of this.#view.readsOf(index)) if (maker.get(value) !== t) readers.set(value, t);
      }
    });
    const isRead = (value: ValueId) => buffered.has(value) || readers.has(value);
    return tasks.map((task): BoundTask => {
      if (task.kind === "segment") {
        return { kind: "segment", ...this.#pool.add(this.#view, task.kernel, task.ops, isRead) };
      }
      const { operands, results } = graph.ops[task.op];
      return { kind: "collective", op: task.op, inputs: operands, outputs: results };
    });
  }

  #write(task: BoundTask, microbatch: number, inputs: readonly BufferId[], outputs: readonly BufferId[]): void {
    if (task.kind === "segment") {
      this.#instructions.push({ microbatch, kind: "run", segment: task.segment, inputs, outputs });
      return;
    }
    const op = this.#step.graph.ops[task.op];
    const attrs = op.attrs as OpAttrs[CollectiveKind];
    this.#instructions.push({ microbatch, kind: op.kind, attrs, input: inputs[0], output: outputs[0] } as Instruction);
  }

  /** Ops [begin, end) once per microbatch, with what is accumulated or put out per example. */
  writeLoop(begin: number, end: number): void {
    const { graph, microbatches, accumulated, numPrologueOps } = this.#step;
    const { definers } = this.#view;
    const isLast = begin === numPrologueOps;
    const isMadeHere = (value: ValueId) => definers[value] >= begin && definers[value] < end;
    const summed = new Set(accumulated.filter(isMadeHere));
    const perExample = [...this.#perExample].flatMap(([output, buffer]) => {
      const { value } = graph.outputs[output];
      const isHere = isMadeHere(value) || (isLast && definers[value] < 0);
      return isHere ? [{ value, buffer }] : [];
    });
    const outputs = microbatches === 1 ? graph.outputs.map(({ value }) => value) : [];
    const buffered = new Set([...summed, ...perExample.map(({ value }) => value), ...outputs]);
    const tasks = this.#tasks(begin, end, buffered);
    const accumulators = new Map([...summed].map((value) => [value, this.#temporary(value, " sum")]));

    for (let k = 0; k < microbatches; k++) {
      const lies = new Map(this.#lasting);
      for (const value of this.#batchInputs) lies.set(value, this.#part(this.#lasting.get(value)!, value, k));
      const suffix = microbatches > 1 ? `#${k}` : "";
      const parts = perExample.map(({ value, buffer }) => ({ value, part: this.#part(buffer, value, k) }));
      const targets = new Map(parts.map(({ value, part }) => [value, part]));
      for (const task of tasks) {
        for (const value of task.outputs) {
          const isWrittenFirst = k === 0 && summed.has(value);
          lies.set(
            value,
            isWrittenFirst ? accumulators.get(value)! : (targets.get(value) ?? this.#temporary(value, suffix)),
          );
        }
        const at = (value: ValueId): BufferId => {
          const buffer = lies.get(value);
          if (buffer === undefined) throw new InternalError("lower", `value ${value} has no buffer`);
          return buffer;
        };
        this.#write(task, k, task.inputs.map(at), task.outputs.map(at));
      }
      for (const { value, part } of parts) {
        const from = lies.get(value)!;
        if (from !== part) this.#instructions.push({ microbatch: k, kind: "copy", into: part, from });
      }
      for (const value of summed) {
        const [from, into] = [lies.get(value)!, accumulators.get(value)!];
        if (from !== into) this.#instructions.push({ microbatch: k, kind: "accumulate", into, from });
      }
      if (microbatches === 1) for (const [value, buffer] of lies) this.#lasting.set(value, buffer);
    }
    for (const [value, buffer] of accumulators) this.#lasting.set(value, buffer);
  }

  /** Ops from `begin` on, once per step. */
  writeApply(begin: number): void {
    const { graph } = this.#step;
    const buffered = new Set(graph.outputs.map(({ value }) => value));
    for (const task of this.#tasks(begin, graph.ops.length, buffered)) {
      for (const value of task.outputs) this.#lasting.set(value, this.#temporary(value));
      const at = (value: ValueId) => this.#lasting.get(value)!;
      this.#write(task, -1, task.inputs.map(at), task.outputs.map(at));
    }
  }

  /** Gives every output a buffer of its own or its state's, and settles the buffers. */
  finish(): Settled {
    const { graph, stateOf } = this.#step;
    const draft: Draft = { buffers: this.#buffers, instructions: this.#instructions, segments: this.#pool.segments };
    const early: Instruction[] = [];
    const late: Instruction[] = [];
    const claimed = new Set<BufferId>();
    const stateWrites: StateWrite[] = [];
    const outputs = new Array<BufferId>(graph.outputs.length);
    const isState = (output: number) => stateOf[output] >= 0;
    // State first: it may take a value's buffer over, other outputs of the same value get copies.
    const order = graph.outputs.map((_, i) => i).sort((a, b) => Number(isState(b)) - Number(isState(a)));
    for (const output of order) {
      const { value, name } = graph.outputs[output];
      const own = isState(output) ? this.#inputs[stateOf[output]] : undefined;
      let from = this.#perExample.get(output) ?? this.#lasting.get(value)!;
      if (from === own) {
        outputs[output] = own;
        continue;
      }
      if (claimed.has(from) || draft.buffers[from].kind === "input") {
        // The value is an input or another output too: copy inputs before anything overwrites them.
        const isInput = draft.buffers[from].kind === "input";
        const into = this.#add({ kind: "temporary", name, type: draft.buffers[from].type });
        (isInput ? early : late).push({ microbatch: isInput ? 0 : -1, kind: "copy", into, from });
        from = into;
      }
      claimed.add(from);
      if (own !== undefined) stateWrites.push({ from, into: own });
      outputs[output] = own ?? from;
    }
    draft.instructions = [...early, ...this.#instructions, ...late];
    updateStateInPlace(draft, stateWrites);
    const kept = new Set(outputs);
    reduceInPlace(draft, kept);
    freeAtLastUse(draft, kept);
    return dropUnused(draft, this.#inputs, outputs);
  }
}

const stacked = (type: TensorType, count: number): TensorType => ({ ...type, shape: [count, ...type.shape] });
