/**
 * @file Orders the ops of one group of a per-device graph into units: segments of computation and collectives. Ops run
 *   in rounds of (general computation, elementwise updates, collectives), each as early as its operands allow. So
 *   segments are few and large, and reductions start as soon as their operand exists. Ops whose early execution would
 *   only hold memory longer are delayed.
 */
import { connectedGroups } from "../base/connected-groups.ts";
import { getOrMake } from "../base/memoize.ts";
import { findScores } from "../ir/attention.ts";
import type { ValueId } from "../ir/graph.ts";
import { isCollective } from "../ir/ops.ts";
import { rematPart } from "../ir/scope.ts";
import { bytesOf } from "../ir/types.ts";
import { isDeferredGather } from "../sharding/reshard/deferred-gather.ts";
import type { StepView } from "./step-view.ts";

export type Unit =
  | { readonly kind: "segment"; readonly kernel: "general" | "elementwise"; readonly ops: readonly number[] }
  | { readonly kind: "collective"; readonly op: number };

const general = 0;
const elementwise = 1;
const collective = 2;
const numClasses = 3;

/**
 * The units of a group's ops `ops` in execution order.
 * @param buffered values of the group that must end in a buffer: outputs, accumulated values, values that other groups
 *   or stages read
 */
export function orderOps(view: StepView, ops: readonly number[], buffered: ReadonlySet<ValueId>): Unit[] {
  const { graph, definers } = view;
  const isOwn = new Set(ops);
  const inGroup = (value: ValueId) => isOwn.has(definers[value]);
  const needed = neededOps(view, ops, buffered);
  const classOf = (index: number): number =>
    isCollective(graph.ops[index].kind) ? collective : view.updates.has(index) ? elementwise : general;

  /**
   * By op: its slot. Slot s is round ⌊s/3⌋ of class s mod 3. Ops of one class share a slot even if one reads the other.
   */
  const slots = new Map<number, number>();
  const firstSlot = (from: number, own: number): number =>
    from + ((own - (from % numClasses) + numClasses) % numClasses);
  let latest = 0;
  /**
   * By rematerialized layer: the slot in which its recomputation begins. It comes after the slots of all earlier ops,
   * so that the recomputed values are not made together with the originals, which would save no memory.
   */
  const begins = new Map<string, number>();
  const bytesAmong = (values: readonly ValueId[], among: ReadonlySet<ValueId>): number =>
    values.reduce((sum, value) => (among.has(value) ? sum + bytesOf(graph.types[value]) : sum), 0);
  /** Values of which only a part remains once they are reduced. */
  const reduced = new Set(
    needed.flatMap((index) => (graph.ops[index].kind === "reduce_scatter" ? graph.ops[index].operands : [])),
  );
  /** The last slot of computation, and the bytes that wait for its end. */
  let filled = { slot: -1, bytes: 0 };
  /** The first slot of what follows. Ops on the scores of attention stay together: between slots, scores are kept. */
  let next = 0;
  const { isScore, makesScores, groups } = findScores(graph);
  const groupOf = new Map(groups.flatMap((group) => group.map((index) => [index, group] as const)));
  /** By attention kernel: the slot in which all that it reads is there. Its first op waits for its last operand. */
  const kernelSlots = new Map<readonly number[], number>();
  const kernelSlot = (index: number): number => {
    const group = groupOf.get(index);
    if (!group) return 0;
    return getOrMake(kernelSlots, group, () =>
      group
        .flatMap((each) => view.readsOf(each))
        .reduce((slot, value) => Math.max(slot, slots.get(definers[value]) ?? 0), 0),
    );
  };
  /** Results of collectives that depend on inputs only. */
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
      if (isDeferredGather(graph.types[operands[0]], graph.types[results[0]])) earliest = Math.max(earliest, latest);
    }
    const isOfScores = makesScores[index] === 1 || operands.some((value) => isScore[value] === 1);
    const slot = firstSlot(Math.max(earliest, isOfScores ? kernelSlot(index) : next), classOf(index));
    slots.set(index, slot);
    latest = Math.max(latest, slot);
    if (classOf(index) !== general) continue;
    if (slot > filled.slot) filled = { slot, bytes: 0 };
    if (slot === filled.slot) filled.bytes += bytesAmong(results, reduced);
    if (filled.bytes > maxWaitingBytes) next = filled.slot + 1;
  }
  delay(view, needed, slots, inGroup, buffered, classOf);

  const bySlot = new Map<number, number[]>();
  for (const index of needed) {
    const slot = slots.get(index)!;
    const ops = bySlot.get(slot);
    if (ops) ops.push(index);
    else bySlot.set(slot, [index]);
  }
  /** Groups of ops that read each other's results. */
  const connected = (among: readonly number[]): number[][] =>
    connectedGroups(among, (index) => view.readsOf(index).map((value) => definers[value]));
  const order = new UnitOrder(view);
  for (const slot of [...bySlot.keys()].sort((a, b) => a - b)) {
    const ops = bySlot.get(slot)!;
    if (slot % numClasses === collective) for (const op of ops) order.append({ kind: "collective", op });
    else if (slot % numClasses === general) {
      const results = ops.flatMap((index) => graph.ops[index].results);
      const parts = bytesAmong(results, buffered) > maxWaitingBytes ? connected(ops) : [ops];
      for (const part of parts) order.append({ kind: "segment", kernel: "general", ops: part });
    } else for (const part of connected(ops)) order.insert({ kind: "segment", kernel: "elementwise", ops: part });
  }
  return order.units;
}

const opsOf = (unit: Unit): readonly number[] => (unit.kind === "segment" ? unit.ops : [unit.op]);

/**
 * Units in execution order. An update runs right after the unit that completes its operands, while they are still in
 * the cache, but not before a unit that reads the same tensors: they may be state that the update overwrites.
 */
class UnitOrder {
  readonly #view: StepView;
  /** Each appended unit, followed by its updates. The first entry holds updates that wait for nothing. */
  readonly #groups: Unit[][] = [[]];
  /** By value: the last entry of `#groups` that makes it or, if it has rank > 0, reads it. */
  readonly #lastUse = new Map<ValueId, number>();

  constructor(view: StepView) {
    this.#view = view;
  }

  get units(): Unit[] {
    return this.#groups.flat();
  }

  append(unit: Unit): void {
    this.#groups.push([unit]);
    this.#note(unit, this.#groups.length - 1);
  }

  insert(update: Unit): void {
    const read = opsOf(update).flatMap((index) => this.#view.readsOf(index));
    const group = read.reduce((latest, value) => Math.max(latest, this.#lastUse.get(value) ?? 0), 0);
    this.#groups[group].push(update);
    this.#note(update, group);
  }

  #note(unit: Unit, group: number): void {
    const { graph } = this.#view;
    for (const index of opsOf(unit)) {
      const tensors = this.#view.readsOf(index).filter((value) => graph.types[value].shape.length > 0);
      for (const value of [...graph.ops[index].results, ...tensors]) {
        this.#lastUse.set(value, Math.max(group, this.#lastUse.get(value) ?? 0));
      }
    }
  }
}

/**
 * The ops that some buffered value depends on, in order. Inlined ops are included only if they must end in a buffer.
 */
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

/**
 * A segment ends when it has made this many bytes of gradients that are then reduced to parts. One whose results for
 * buffers take more is cut into its independent parts, so that gradients are added to their sums after each.
 */
const maxWaitingBytes = 1 << 26;

/** Bytes that a delayed op must save to be worth a round of its own. */
const minBytesSaved = 4096;

/**
 * Moves an op to just before its first reader if that frees more memory than it keeps alive: a gathered or converted
 * parameter is made when it is needed. Inputs are in memory anyway, so reading them later costs nothing. The scores of
 * attention are always made right before they are read, so that one segment holds the whole chain.
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
  const { makesScores } = findScores(graph);
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
    // A round of its own costs one more run, so it must save more.
    const isJoining = latest === limit || occupied.has(latest);
    const isWorthIt = saved >= (isJoining ? 1 : minBytesSaved) || makesScores[index] === 1;
    if (!isWorthIt) continue;
    slots.set(index, latest);
    occupied.add(latest);
  }
}
