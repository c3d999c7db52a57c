/**
 * @file The groups of a stage with the values around them: segments and collectives, sums over microbatches, outputs,
 *   transfers sent and received.
 */
import type { Step } from "../analysis/step.ts";
import type { ValueId } from "../ir/graph.ts";
import { isCollective } from "../ir/ops.ts";
import { isUnread } from "../ir/scope.ts";
import { type Group, phaseTime } from "./groups.ts";
import { orderOps } from "./order-ops.ts";
import type { BufferId } from "./program.ts";
import type { BoundSegment, SegmentPool } from "./segments.ts";
import type { StagePart } from "./stage-graph.ts";
import type { StageTransfer } from "./stage-transfer.ts";
import type { StepView } from "./step-view.ts";

/** The inputs of writing a stage. */
export interface StageContext {
  readonly step: Step;
  readonly stage: number;
  readonly part: StagePart;
  readonly transfers: readonly StageTransfer[];
  readonly numUpdates: number;
  readonly isPipeline: boolean;
}

/** A unit of a group bound to the values of the per-device graph. */
export type BoundUnit =
  | ({ readonly kind: "segment" } & BoundSegment)
  | {
      readonly kind: "collective";
      readonly op: number;
      readonly inputs: readonly ValueId[];
      readonly outputs: readonly ValueId[];
    };

/** A group, its units, and what is done with its values. */
export interface BoundGroup {
  readonly group: Group;
  readonly units: readonly BoundUnit[];
  /** Values made or received here that are combined over the microbatches. */
  readonly combined: readonly ValueId[];
  /** Combined values that nothing else reads: the first microbatch writes them directly into the total. */
  readonly writtenFirst: ReadonlySet<ValueId>;
  readonly perExample: readonly { readonly value: ValueId; readonly buffer: BufferId }[];
  /** The numbers of the transfers that this group sends and receives. */
  readonly sends: readonly number[];
  readonly receives: readonly number[];
}

/**
 * Binds the groups of a stage to values. Values that are read after their group ends get a buffer.
 * @param perExample outputs made microbatch by microbatch, and their buffers
 */
export function bindGroups(
  { step, stage, part, transfers, isPipeline }: StageContext,
  view: StepView,
  pool: SegmentPool,
  perExample: BoundGroup["perExample"],
): BoundGroup[] {
  const { graph, groups } = part;
  const { definers } = view;
  const members = new Map<Group, number[]>();
  const add = (group: Group | undefined, op?: number) => {
    if (!group) return;
    const known = members.get(group) ?? [];
    members.set(group, known);
    if (op !== undefined) known.push(op);
  };
  graph.ops.forEach(({ kind }, op) => {
    // The number of the microbatch is a view of a buffer that holds all numbers.
    if (kind !== "microbatch_id") add(groups[op], op);
  });
  for (const { from, to } of transfers) {
    if (from.stage === stage) add(from.group);
    if (to.stage === stage) add(to.group);
  }
  const sent = new Set(transfers.flatMap(({ from }) => (from.stage === stage ? [from.value] : [])));
  const unread = graph.ops.flatMap(({ scope, results }) => (isUnread(scope) ? results : []));
  const leaving = new Set([...graph.outputs.map(({ value }) => value), ...part.accumulated.keys(), ...sent, ...unread]);
  const groupOf = (value: ValueId) => (definers[value] < 0 ? undefined : groups[definers[value]]);
  const readElsewhere = new Set<ValueId>();
  /** Values that other groups of the loop read for the same microbatch. */
  const readInLoop = new Set<ValueId>();
  // Readers repeat a broadcast; only a collective needs it in a buffer.
  const readByCollectives = new Set(graph.ops.flatMap(({ kind, operands }) => (isCollective(kind) ? operands : [])));
  graph.ops.forEach(({ results }, op) => {
    if (view.isInlined[op] && !results.some((value) => leaving.has(value) || readByCollectives.has(value))) return;
    for (const value of view.readsOf(op)) {
      if (groupOf(value) === undefined || groupOf(value) === groups[op]) continue;
      readElsewhere.add(value);
      if (phaseTime(groups[op]) === phaseTime(groupOf(value)!)) readInLoop.add(value);
    }
  });
  /** By received value: the group that receives it. */
  const arrivals = new Map(
    transfers.flatMap(({ to }): [ValueId, Group | undefined][] => (to.stage === stage ? [[to.value, to.group]] : [])),
  );
  const loops = [...members.keys()].filter(({ phase }) => phase === "accumulate");
  if (loops.length === 0 && perExample.length > 0) {
    loops.push({ phase: "accumulate", pass: 0, task: isPipeline ? "forward" : undefined, chunk: 0, order: 0 });
    add(loops[0]);
  }
  return [...members].map(([group, ops]): BoundGroup => {
    const isMadeHere = (value: ValueId) => groupOf(value) === group;
    const buffered = new Set([...leaving, ...readElsewhere].filter(isMadeHere));
    const combined = [...part.accumulated.keys()].filter((value) => isMadeHere(value) || arrivals.get(value) === group);
    const isPlain = (value: ValueId) => !readInLoop.has(value) && !sent.has(value);
    return {
      group,
      units: bindUnits(view, pool, ops, buffered),
      combined,
      writtenFirst: new Set(step.microbatches > 1 ? combined.filter(isPlain) : []),
      // An input that is also an output has no defining group: the first loop group copies it.
      perExample: perExample.filter(
        ({ value }) => isMadeHere(value) || (groupOf(value) === undefined && group === loops[0]),
      ),
      sends: transfers.flatMap(({ from }, i) => (from.stage === stage && from.group === group ? [i] : [])),
      receives: transfers.flatMap(({ to }, i) => (to.stage === stage && to.group === group ? [i] : [])),
    };
  });
}

function bindUnits(
  view: StepView,
  pool: SegmentPool,
  ops: readonly number[],
  buffered: ReadonlySet<ValueId>,
): BoundUnit[] {
  const { graph } = view;
  const units = orderOps(view, ops, buffered);
  const opsOf = (unit: (typeof units)[number]) => (unit.kind === "segment" ? unit.ops : [unit.op]);
  // A value leaves its segment when it is buffered or when another unit reads it.
  const producer = new Map<ValueId, number>();
  units.forEach((unit, t) => {
    for (const index of opsOf(unit)) for (const value of graph.ops[index].results) producer.set(value, t);
  });
  const read = new Set<ValueId>();
  units.forEach((unit, t) => {
    for (const index of opsOf(unit)) {
      for (const value of view.readsOf(index)) if (producer.get(value) !== t) read.add(value);
    }
  });
  const isRead = (value: ValueId) => buffered.has(value) || read.has(value);
  return units.map((unit): BoundUnit => {
    if (unit.kind === "segment") {
      return { kind: "segment", ...pool.add(view, unit.kernel, unit.ops, isRead) };
    }
    const { operands, results } = graph.ops[unit.op];
    return { kind: "collective", op: unit.op, inputs: operands, outputs: results };
  });
}
