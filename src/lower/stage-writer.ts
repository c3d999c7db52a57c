/**
 * @file Writes the instructions of one stage: the tasks of its groups, microbatch by microbatch in the order of the
 *   schedule. Sums live in accumulators, values are sent as soon as they are made and received just before they are
 *   read.
 */
import { InternalError, Unsupported } from "../base/errors.ts";
import { type Graph, type Op, opName, type ValueId } from "../ir/graph.ts";
import type { CollectiveKind, OpAttrs } from "../ir/ops.ts";
import { bytesOf, type TensorType } from "../ir/types.ts";
import type { Task } from "../schedules/schedule.ts";
import { type BoundGroup, type BoundUnit, bindGroups, type StageContext } from "./bound-groups.ts";
import type { Draft, StateWrite } from "./buffers.ts";
import type { Group } from "./groups.ts";
import type { Buffer, BufferId, Instruction, TaskSpan } from "./program.ts";
import { SegmentPool } from "./segments.ts";
import { StepView } from "./step-view.ts";

/** By value: its buffer, within one scope (the step, an update, a microbatch). */
type Places = Map<ValueId, BufferId>;

export class StageWriter {
  readonly #context: StageContext;
  readonly #graph: Graph;
  readonly #view: StepView;
  readonly #pool = new SegmentPool();
  readonly #buffers: Buffer[] = [];
  readonly #instructions: Instruction[] = [];
  readonly #spans: TaskSpan[] = [];
  readonly #numMicrobatches: number;
  readonly #valueNames: string[];
  /** By graph input: its buffer; undefined for received values. */
  readonly #inputs: readonly (BufferId | undefined)[];
  readonly #batchInputs: readonly { readonly value: ValueId; readonly buffer: BufferId }[];
  /** Values that hold the number of the microbatch, and the buffer that holds all numbers. */
  readonly #idValues: readonly ValueId[];
  readonly #ids: BufferId | undefined;
  /** Values that last for the whole step: inputs, and values received at its start. */
  readonly #lasting: Places = new Map();
  /** By number of updates done: the buffers of the state. */
  readonly #versions: Places[] = [new Map()];
  /** By update: sums over its microbatches, and values computed from them. */
  readonly #updates: Places[];
  /** By microbatch: the values that its loop has made so far. */
  readonly #microbatches: Places[];
  /** Buffers of outputs made microbatch by microbatch, by position among the stage's outputs. */
  readonly #perExample = new Map<number, BufferId>();
  readonly #groups: readonly BoundGroup[];

  constructor(context: StageContext) {
    const { step, part, numUpdates } = context;
    const { graph, inputs, outputs, groups } = part;
    this.#context = context;
    this.#graph = graph;
    this.#numMicrobatches = step.microbatches * numUpdates;
    const newState = graph.outputs.flatMap(({ value }, i) => (step.stateOf[outputs[i]] >= 0 ? [value] : []));
    this.#view = new StepView(graph, groups, newState, [...part.accumulated.keys()]);
    this.#valueNames = nameValues(graph);

    const isBatch = new Set(this.#numMicrobatches === 1 ? [] : step.batchInputs.map(({ input }) => input));
    this.#inputs = graph.inputs.map(({ value, name }, i) => {
      const from = inputs[i];
      if (!("input" in from)) return undefined;
      const type = graph.types[value];
      const isCut = isBatch.has(from.input);
      const buffer = this.#add({ kind: "input", name, type: isCut ? stacked(type, this.#numMicrobatches) : type });
      this.#lasting.set(value, buffer);
      return buffer;
    });
    this.#batchInputs = graph.inputs.flatMap(({ value }, i) => {
      const from = inputs[i];
      return "input" in from && isBatch.has(from.input) ? [{ value, buffer: this.#inputs[i]! }] : [];
    });
    if (this.#numMicrobatches > 1) {
      const isPerExample = new Set(step.batchOutputs.map(({ output }) => output));
      graph.outputs.forEach(({ value, name }, i) => {
        if (!isPerExample.has(outputs[i])) return;
        const type = stacked(graph.types[value], this.#numMicrobatches);
        this.#perExample.set(i, this.#add({ kind: "temporary", name, type }));
      });
    }
    this.#idValues = graph.ops.flatMap(({ kind, results }) => (kind === "microbatch_id" ? results : []));
    if (this.#idValues.length > 0) {
      const type: TensorType = { shape: [step.microbatches], dtype: "ui32" };
      this.#ids = this.#add({ kind: "temporary", name: "microbatch", type });
    }
    this.#updates = Array.from({ length: numUpdates }, () => new Map());
    this.#microbatches = Array.from({ length: this.#numMicrobatches }, (_, k) => this.#ownParts(k));
    const perExample = [...this.#perExample].map(([i, buffer]) => ({ value: graph.outputs[i].value, buffer }));
    this.#groups = bindGroups(context, this.#view, this.#pool, perExample);
  }

  /** Writes the whole step: `tasks` in a pipeline, otherwise one microbatch after another. */
  write(tasks: readonly Task[] | undefined): void {
    const { microbatches, prologue } = this.#context.step;
    this.#writeStart();
    this.#writeIds();
    for (const pass of prologue.keys()) {
      const loop = this.#inPhase("prologue", pass);
      for (let k = 0; k < this.#numMicrobatches; k++) for (const group of loop) this.#writeLoop(group, k, 0);
      // A pass ends: its values of single microbatches are forgotten.
      if (loop.length > 0) for (const k of this.#microbatches.keys()) this.#microbatches[k] = this.#ownParts(k);
      for (const update of this.#updates.keys())
        for (const group of this.#inPhase("totals", pass)) this.#writeOnce(group, update, 0);
    }
    if (tasks) {
      for (const task of tasks) this.#writeTask(task);
      return;
    }
    for (let k = 0; k < microbatches; k++)
      for (const group of this.#inPhase("accumulate")) this.#writeLoop(group, k, 0);
    this.#writeUpdate(0);
  }

  #inPhase(phase: Group["phase"], pass = 0): BoundGroup[] {
    return this.#groups
      .filter(({ group }) => group.phase === phase && group.pass === pass)
      .sort((a, b) => a.group.order - b.group.order);
  }

  #writeTask({ kind, chunk, microbatch, weightVersion }: Task): void {
    const begin = this.#instructions.length;
    if (kind === "update") this.#writeUpdate(Math.floor(microbatch / this.#context.step.microbatches));
    else {
      const group = this.#groups.find((bound) => bound.group.task === kind && bound.group.chunk === chunk);
      // A chunk may have nothing to do in a task: no parameters, or no gradient to send on.
      if (group) this.#writeLoop(group, microbatch, weightVersion ?? this.#versions.length - 1);
    }
    this.#spans.push({ kind, chunk, microbatch, begin, end: this.#instructions.length });
  }

  #add(buffer: Buffer): BufferId {
    return this.#buffers.push(buffer) - 1;
  }

  #temporary(value: ValueId, suffix = ""): BufferId {
    return this.#add({ kind: "temporary", name: this.#valueNames[value] + suffix, type: this.#graph.types[value] });
  }

  /** A view of microbatch k's part of a buffer that holds all parts of `value` one after another. */
  #part(of: BufferId, value: ValueId, k: number): BufferId {
    const type = this.#graph.types[value];
    const name = `${this.#buffers[of].name}#${k}`;
    return this.#add({ kind: "view", name, type, of, byteOffset: k * bytesOf(type) });
  }

  /** Views of microbatch k's parts of the batch inputs, and of its number. */
  #ownParts(k: number): Places {
    const parts = new Map(this.#batchInputs.map(({ value, buffer }) => [value, this.#part(buffer, value, k)]));
    const { microbatches } = this.#context.step;
    for (const value of this.#idValues) parts.set(value, this.#part(this.#ids!, value, k % microbatches));
    return parts;
  }

  /** Writes the numbers of all microbatches into one buffer. */
  #writeIds(): void {
    if (this.#ids === undefined) return;
    const { type } = this.#buffers[this.#ids];
    const iota: Op<"iota"> = { kind: "iota", attrs: { type, dim: 0 }, operands: [], results: [0] };
    const graph = { types: [type], inputs: [], outputs: [{ value: 0, name: "y0" }], ops: [iota] };
    const segment = this.#pool.intern("general", graph);
    this.#instructions.push({ microbatch: 0, kind: "run", segment, inputs: [], outputs: [this.#ids] });
  }

  /**
   * Sends this stage's inputs that other stages read. It sends copies, because state is overwritten at the end of the
   * step.
   */
  #writeStart(): void {
    const { transfers, stage, numUpdates } = this.#context;
    transfers.forEach(({ time, from, to, name }, transfer) => {
      if (time !== "start") return;
      if (numUpdates > 1) {
        throw new Unsupported(
          `input ${name}`,
          `is read by stages ${from.stage} and ${to.stage}, each of which has another version of it in an asynchronous ` +
            "schedule; use a synchronous one, or cut the stages so that one holds all its readers",
        );
      }
      if (from.stage === stage) {
        const buffer = this.#temporary(from.value, " sent");
        this.#instructions.push({ microbatch: 0, kind: "copy", into: buffer, from: this.#lasting.get(from.value)! });
        this.#instructions.push({ microbatch: 0, kind: "send", transfer, message: 0, buffer });
      }
      if (to.stage === stage) {
        const buffer = this.#temporary(to.value);
        this.#instructions.push({ microbatch: 0, kind: "recv", transfer, message: 0, buffer });
        this.#lasting.set(to.value, buffer);
      }
    });
  }

  /** Writes a group of prologue or loop for microbatch k, with weights of version `version`. */
  #writeLoop(bound: BoundGroup, k: number, version: number): void {
    const { step } = this.#context;
    const update = Math.floor(k / step.microbatches);
    const places = this.#microbatches[k];
    const sums = this.#updates[update];
    const suffix = this.#numMicrobatches > 1 ? `#${k}` : "";
    const parts = bound.perExample.map(({ value, buffer }) => ({ value, part: this.#part(buffer, value, k) }));
    const targets = new Map(parts.map(({ value, part }) => [value, part]));
    const at = this.#reader([places, sums, this.#versions[version], this.#lasting]);
    const place = (value: ValueId): BufferId => {
      if (!sums.has(value) && bound.writtenFirst.has(value)) sums.set(value, this.#temporary(value, " sum"));
      else return targets.get(value) ?? this.#temporary(value, suffix);
      return sums.get(value)!;
    };
    const isFirst = new Set(bound.combined.filter((value) => !sums.has(value)));
    const combine = (value: ValueId): void => {
      const from = at(value);
      if (step.microbatches === 1) sums.set(value, from);
      if (isFirst.has(value) && sums.get(value) === from) return;
      if (isFirst.has(value)) sums.set(value, this.#temporary(value, " sum"));
      const into = sums.get(value)!;
      if (isFirst.has(value)) this.#instructions.push({ microbatch: k, kind: "copy", into, from });
      else {
        const reducer = this.#context.part.accumulated.get(value)!;
        this.#instructions.push({ microbatch: k, kind: "accumulate", reducer, into, from });
      }
    };
    const pending = new Set(bound.combined);
    const onMade = (value: ValueId): void => {
      if (pending.delete(value)) combine(value);
    };
    this.#writeGroup(bound, { microbatch: k, message: k, places, at, place, onMade });
    for (const { value, part } of parts) {
      const from = at(value);
      if (from !== part) this.#instructions.push({ microbatch: k, kind: "copy", into: part, from });
    }
    // What this microbatch's earlier groups made is added last.
    for (const value of pending) combine(value);
  }

  /** Writes a group that runs once per update. */
  #writeOnce(bound: BoundGroup, update: number, microbatch: number): void {
    const places = this.#updates[update];
    const suffix = this.#updates.length > 1 ? `@${update}` : "";
    const scopes = [places, this.#versions[this.#versions.length - 1], this.#lasting];
    this.#writeGroup(bound, {
      microbatch,
      message: update,
      places,
      at: this.#reader(scopes),
      place: (value) => this.#temporary(value, suffix),
    });
  }

  #writeUpdate(update: number): void {
    for (const group of this.#inPhase("update")) this.#writeOnce(group, update, -1);
    const { step, part } = this.#context;
    const before = this.#versions[this.#versions.length - 1];
    const at = this.#reader([this.#updates[update], before, this.#lasting, this.#microbatches[update]]);
    const state = new Map(before);
    part.inputs.forEach((from, i) => {
      if (!("input" in from)) return;
      const output = part.outputs.findIndex((position) => step.stateOf[position] === from.input);
      if (output < 0) return;
      state.set(this.#graph.inputs[i].value, this.#perExample.get(output) ?? at(this.#graph.outputs[output].value));
    });
    this.#versions.push(state);
  }

  /** Returns a function that finds a value's buffer in the innermost scope that has one. */
  #reader(scopes: readonly Places[]): (value: ValueId) => BufferId {
    return (value) => {
      for (const places of scopes) {
        const buffer = places.get(value);
        if (buffer !== undefined) return buffer;
      }
      throw new InternalError("lower", `value ${value} (${this.#valueNames[value]}) has no buffer`);
    };
  }

  #writeGroup(
    { units, sends, receives }: BoundGroup,
    scope: {
      readonly microbatch: number;
      /** The number of the messages: the microbatch, or the update in groups that run once per update. */
      readonly message: number;
      readonly places: Places;
      readonly at: (value: ValueId) => BufferId;
      readonly place: (value: ValueId) => BufferId;
      /** Called with each value right after the unit that makes it. */
      readonly onMade?: (value: ValueId) => void;
    },
  ): void {
    const { transfers } = this.#context;
    const { microbatch, message, places, at } = scope;
    const send = (transfer: number) => {
      const buffer = at(transfers[transfer].from.value);
      this.#instructions.push({ microbatch, kind: "send", transfer, message, buffer });
    };
    const pending = new Set(receives);
    const receive = (transfer: number) => {
      const { value } = transfers[transfer].to;
      const buffer = this.#temporary(value, microbatch >= 0 ? `#${microbatch}` : "");
      this.#instructions.push({ microbatch, kind: "recv", transfer, message, buffer });
      places.set(value, buffer);
      pending.delete(transfer);
    };
    const made = new Set(units.flatMap(({ outputs }) => outputs));
    for (const transfer of sends) if (!made.has(transfers[transfer].from.value)) send(transfer);
    for (const unit of units) {
      for (const transfer of pending) if (unit.inputs.includes(transfers[transfer].to.value)) receive(transfer);
      const inputs = unit.inputs.map(at);
      const outputs = unit.outputs.map((value) => {
        const buffer = scope.place(value);
        places.set(value, buffer);
        return buffer;
      });
      this.#writeUnit(unit, microbatch, inputs, outputs);
      for (const transfer of sends) if (unit.outputs.includes(transfers[transfer].from.value)) send(transfer);
      for (const value of unit.outputs) scope.onMade?.(value);
    }
    for (const transfer of pending) receive(transfer);
  }

  #writeUnit(unit: BoundUnit, microbatch: number, inputs: readonly BufferId[], outputs: readonly BufferId[]): void {
    if (unit.kind === "segment") {
      this.#instructions.push({ microbatch, kind: "run", segment: unit.segment, inputs, outputs });
      return;
    }
    const op = this.#graph.ops[unit.op];
    const attrs = op.attrs as OpAttrs[CollectiveKind];
    this.#instructions.push({ microbatch, kind: op.kind, attrs, input: inputs[0], output: outputs[0] } as Instruction);
  }

  /** Gives every output its own buffer, or the buffer of its state, and returns the finished draft. */
  finish(): StageDraft {
    const { step, part } = this.#context;
    const graph = this.#graph;
    const early: Instruction[] = [];
    const late: Instruction[] = [];
    const claimed = new Set<BufferId>();
    const stateWrites: StateWrite[] = [];
    const outputs = new Array<BufferId>(graph.outputs.length);
    const ownOf = (position: number): BufferId | undefined => {
      const state = step.stateOf[part.outputs[position]];
      const input = state < 0 ? -1 : part.inputs.findIndex((from) => "input" in from && from.input === state);
      return input < 0 ? undefined : this.#inputs[input];
    };
    const last = this.#updates.length - 1;
    const before = this.#versions[last] ?? new Map();
    const at = this.#reader([
      this.#updates[last],
      before,
      this.#lasting,
      this.#microbatches[this.#numMicrobatches - 1],
    ]);
    // State first: it may take over the buffer of its value; other outputs of the same value get copies.
    const order = graph.outputs
      .map((_, i) => i)
      .sort((a, b) => Number(ownOf(b) !== undefined) - Number(ownOf(a) !== undefined));
    for (const position of order) {
      const { value, name } = graph.outputs[position];
      const own = ownOf(position);
      let from = this.#perExample.get(position) ?? at(value);
      if (from === own) {
        outputs[position] = own;
        continue;
      }
      if (claimed.has(from) || this.#buffers[from].kind === "input") {
        // The value is also an input or another output. Inputs are copied first, before anything overwrites them.
        const isInput = this.#buffers[from].kind === "input";
        const into = this.#add({ kind: "temporary", name, type: this.#buffers[from].type });
        (isInput ? early : late).push({ microbatch: isInput ? 0 : -1, kind: "copy", into, from });
        from = into;
      }
      claimed.add(from);
      if (own !== undefined) stateWrites.push({ from, into: own });
      outputs[position] = own ?? from;
    }
    const shift = early.length;
    return {
      draft: {
        buffers: this.#buffers,
        instructions: [...early, ...this.#instructions, ...late],
        segments: this.#pool.segments,
        spans: this.#spans.map((span) => ({ ...span, begin: span.begin + shift, end: span.end + shift })),
      },
      stateWrites,
      inputs: this.#inputs.flatMap((buffer) => (buffer === undefined ? [] : [buffer])),
      outputs,
    };
  }
}

/** A stage's instructions, the buffers of its inputs and outputs, and the state to write back. */
export interface StageDraft {
  readonly draft: Draft;
  readonly stateWrites: readonly StateWrite[];
  /** The buffers of the inputs that come from outside, in order. */
  readonly inputs: readonly BufferId[];
  readonly outputs: readonly BufferId[];
}

const stacked = (type: TensorType, count: number): TensorType => ({ ...type, shape: [count, ...type.shape] });

function nameValues(graph: Graph): string[] {
  const names = graph.types.map(() => "");
  graph.ops.forEach((op, index) => {
    for (const value of op.results) names[value] = opName(graph, index);
  });
  for (const { value, name } of graph.outputs) names[value] = name;
  for (const { value, name } of graph.inputs) names[value] = name;
  return names;
}
