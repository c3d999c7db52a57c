/**
 * @file Orders the ops of one group of a per-device graph into tasks: segments of computation and collectives. Ops go
 * in rounds of (general computation, elementwise updates, collectives), each as early as its operands allow, so
 * segments are few and large and reductions start as soon as there is something to reduce. Ops that only make memory
 * last longer wait.
 */
import type { ValueId } from "../ir/graph.ts";
import { isCollective } from "../ir/ops.ts";
import { rematPart } from "../ir/scope.ts";
import { bytesOf } from "../ir/types.ts";
import { isGatheredLate } from "../sharding/reshard/deferred-gather.ts";
import type { StepView } from "./step-view.ts";

export type Task =
  | { readonly kind: "segment"; readonly kernel: "general" | "elementwise"; readonly ops: readonly number[] }
  | { readonly kind: "collective"; readonly op: number };

const general = 0;
const elementwise = 1;
const collective = 2;
const numClasses = 3;

/**
 * The tasks of a group's ops `ops` in execution order.
 * @param buffered values of the group that must end in a buffer: outputs, accumulated values, what other groups or
 *   stages read
 */
export function scheduleGroup(view: StepView, ops: readonly number[], buffered: ReadonlySet<ValueId>): Task[] {
  const { graph, definers } = view;
  const isOwn = new Set(ops);
  const inGroup = (value: ValueId) => isOwn.has(definers[value]);
  const needed = neededOps(view, ops, buffered);
  const classOf = (index: number): number =>
    isCollective(graph.ops[index].kind) ? collective : view.updates.has(index) ? elementwise : general;

  /** Slot s is round ⌊s/3⌋ of class s mod 3. Ops of one class share a slot even when one reads the other. */
  const slots = new Map<number, number>();
  const firstSlot = (from: number, own: number): number =>
    from + ((own - (from % numClasses) + numClasses) % numClasses);
  let latest = 0;
  /**
   * The ops at which the layers' recomputing backward parts begin: each in a round after everything before
   * it, so that their clones are not made together with the values that they spare.
   */
  const begins = new Map<string, number>();
  /** Values that collectives make of inputs alone. */
  const ofInputs = new Set<ValueId>();
  for (const index of needed) {
    const { kind, operands, results, scope } = graph.ops[index];
    const remat = rematPart(scope);
    if (remat !== undefined && !begins.has(remat)) begins.set(remat, slots.size > 0 ? latest + 1 : 0);
    let earliest = view
      .readsOf(index)
      .reduce(
        (slot, value) => (inGroup(value) ? Math.max(slot, slots.get(definers[value])!) : slot),
        remat === undefined ? 0 : begins.get(remat)!,
      );
    if (isCollective(kind) && (!inGroup(operands[0]) || ofInputs.has(operands[0]))) {
      ofInputs.add(results[0]);
      if (isGatheredLate(graph.types[operands[0]], graph.types[results[0]])) earliest = Math.max(earliest, latest);
    }
    const slot = firstSlot(earliest, classOf(index));
    slots.set(index, slot);
    latest = Math.max(latest, slot);
  }
  delay(view, needed, slots, inGroup, buffered, classOf);

  const bySlot = new Map<number, number[]>();
  for (const index of needed) {
    const slot = slots.get(index)!;
    const ops = bySlot.get(slot);
    if (ops) ops.push(index);
    else bySlot.set(slot, [index]);
  }
  const order = new TaskOrder(view);
  for (const slot of [...bySlot.keys()].sort((a, b) => a - b)) {
    const ops = bySlot.get(slot)!;
    if (slot % numClasses === collective) for (const op of ops) order.append({ kind: "collective", op });
    else if (slot % numClasses === general) order.append({ kind: "segment", kernel: "general", ops });
    else for (const part of connected(view, ops)) order.insert({ kind: "segment", kernel: "elementwise", ops: part });
  }
  return order.tasks;
}

const opsOf = (task: Task): readonly number[] => (task.kind === "segment" ? task.ops : [task.op]);

/**
 * Tasks in execution order. An update is put right behind the task that completes what it reads, while that is still in
 * the cache; but not before a task that reads the same tensors, which may be state that the update overwrites.
 */
class TaskOrder {
  readonly #view: StepView;
  /** Each appended task with the updates behind it; the first entry is for updates that wait for nothing. */
  readonly #groups: Task[][] = [[]];
  /** The last group that makes a value, or reads it when it is a tensor. */
  readonly #lastUse = new Map<ValueId, number>();

  constructor(view: StepView) {
    this.#view = view;
  }

  get tasks(): Task[] {
    return this.#groups.flat();
  }

  append(task: Task): void {
    this.#groups.push([task]);
    this.#note(task, this.#groups.length - 1);
  }

  insert(update: Task): void {
    const read = opsOf(update).flatMap((index) => this.#view.readsOf(index));
    const group = read.reduce((latest, value) => Math.max(latest, this.#lastUse.get(value) ?? 0), 0);
    this.#groups[group].push(update);
    this.#note(update, group);
  }

  #note(task: Task, group: number): void {
    const { graph } = this.#view;
    for (const index of opsOf(task)) {
      const tensors = this.#view.readsOf(index).filter((value) => graph.types[value].shape.length > 0);
      for (const value of [...graph.ops[index].results, ...tensors]) {
        this.#lastUse.set(value, Math.max(group, this.#lastUse.get(value) ?? 0));
      }
    }
  }
}

/** Ops that some buffered value depends on, in order; inlined ones only when they must end in a buffer. */
function neededOps(view: StepView, ops: readonly number[], buffered: ReadonlySet<ValueId>): number[] {
  const { graph } = view;
  const wanted = new Set(buffered);
  const needed: number[] = [];
  for (const index of [...ops].reverse()) {
    if (!graph.ops[index].results.some((value) => wanted.has(value))) continue;
    needed.push(index);
    for (const value of view.readsOf(index)) wanted.add(value);
  }
  return needed.reverse();
}

/** Bytes that must be saved for a round of its own. */
const minBytesSaved = 4096;

/**
 * Moves ops later, to just before their first reader, where that frees more memory than it keeps: a gathered or
 * converted parameter is made when it is needed. Inputs are there all the time and cost nothing to keep.
 */
function delay(
  view: StepView,
  needed: readonly number[],
  slots: Map<number, number>,
  inGroup: (value: ValueId) => boolean,
  buffered: ReadonlySet<ValueId>,
  classOf: (index: number) => number,
): void {
  const { graph } = view;
  const readers = new Map<ValueId, number[]>();
  for (const index of needed) {
    for (const value of view.readsOf(index)) {
      const known = readers.get(value);
      if (known) known.push(index);
      else readers.set(value, [index]);
    }
  }
  const occupied = new Set(slots.values());
  for (const index of [...needed].reverse()) {
    const op = graph.ops[index];
    const own = classOf(index);
    const after = op.results.flatMap((value) => readers.get(value) ?? []);
    if (after.length === 0 || op.results.some((value) => buffered.has(value))) continue;
    const limit = Math.min(...after.map((reader) => slots.get(reader)!));
    const latest = limit - ((limit - own + numClasses) % numClasses);
    if (latest <= slots.get(index)!) continue;
    const kept = view.readsOf(index).filter((value) => {
      if (!inGroup(value) || buffered.has(value)) return false;
      return readers.get(value)!.every((reader) => reader === index || slots.get(reader)! < latest);
    });
    const bytes = (values: readonly ValueId[]) =>
      values.reduce((total, value) => total + bytesOf(graph.types[value]), 0);
    const saved = bytes(op.results) - bytes(kept);
    // A round of its own costs another run, so it must be for something.
    const isJoining = latest === limit || occupied.has(latest);
    if (saved < (isJoining ? 1 : minBytesSaved)) continue;
    slots.set(index, latest);
    occupied.add(latest);
  }
}

/** The ops grouped by who reads whose result, each group in order. */
function connected(view: StepView, ops: readonly number[]): number[][] {
  const group = new Map(ops.map((index) => [index, index]));
  const root = (index: number): number => {
    let at = index;
    while (group.get(at) !== at) at = group.get(at)!;
    return at;
  };
  for (const index of ops) {
    for (const value of view.readsOf(index)) {
      const definer = view.definers[value];
      if (group.has(definer)) group.set(root(index), root(definer));
    }
  }
  const parts = new Map<number, number[]>();
  for (const index of ops) parts.set(root(index), [...(parts.get(root(index)) ?? []), index]);
  return [...parts.values()];
}
