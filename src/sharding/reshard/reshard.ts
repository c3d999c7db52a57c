/**
 * @file Resharding: the cheapest sequence of collectives from one placement of a value to another on the same mesh,
 * found as a shortest path over placements. The steps are:
 *
 * - partial → replicated: all-reduce
 * - partial → split: reduce-scatter
 * - split → replicated: all-gather
 * - split dim a → split dim b: all-to-all
 * - replicated → split: local slice
 *
 * Only the minor axes of a dim can be gathered or moved, because a device's shard must stay one contiguous block of the
 * value.
 */

import { InternalError } from "../../base/errors.ts";
import { bytesSent } from "../../ir/bytes-sent.ts";
import type { CollectiveGroup, CollectiveKind, OpAttrs } from "../../ir/ops.ts";
import { bytesOf, type TensorType, typeText } from "../../ir/types.ts";
import { axesSize, localType, type Mesh, type Placement, placementText, samePlacement } from "../../plan/placement.ts";

/** One collective of a reshard, with the per-device types it reads and writes and the placement it leads to. */
export type ReshardStep = {
  [K in CollectiveKind]: {
    readonly kind: K;
    readonly attrs: OpAttrs[K];
    readonly input: TensorType;
    readonly output: TensorType;
    readonly placement: Placement;
  };
}[CollectiveKind];

/** The facts that the price of a collective depends on, with per-device types. */
export interface CollectiveWork {
  readonly kind: CollectiveKind;
  readonly attrs: CollectiveGroup;
  readonly input: TensorType;
  readonly output: TensorType;
}

/** The cost of a reshard step, in any unit that adds up. */
export type StepCost = (step: ReshardStep) => number;

/**
 * Starting a collective takes about as long as moving this many bytes (2 µs at 10 GB/s); a local slice needs no
 * synchronization.
 */
const startBytes = 20_000;
const sliceBytes = 1_000;

/** Bytes moved, plus a fixed number of bytes per step; a small weight on bytes written decides between equals. */
const defaultCost: StepCost = (step) =>
  bytesSent(step.kind, step.attrs.groupSize, bytesOf(step.input)) +
  1e-3 * bytesOf(step.output) +
  (step.kind === "all_slice" ? sliceBytes : startBytes);

/** Every way to list some of `items`, in every order: [a], [b], [a, b], [b, a]. */
function orderedSubsets(items: readonly string[]): string[][] {
  return items.flatMap((item) => {
    const others = items.filter((other) => other !== item);
    return [[item], ...orderedSubsets(others).map((rest) => [item, ...rest])];
  });
}

const replaceDim = (dims: Placement["dims"], dim: number, axes: readonly string[]): Placement["dims"] =>
  dims.map((old, d) => (d === dim ? axes : old));

/** The dims that a search may split in between, and the axes over which it may slice a replicated value. */
interface Scope {
  readonly dims: ReadonlySet<number>;
  readonly axes: ReadonlySet<string>;
}

/** Excludes paths through dims and axes that neither end splits: they are many and rarely cheaper. */
const scopeOf = (from: Placement, to: Placement): Scope => ({
  dims: new Set(from.dims.flatMap((axes, dim) => (axes.length > 0 || to.dims[dim].length > 0 ? [dim] : []))),
  axes: new Set(to.dims.flat()),
});

/** Every collective within `scope` that applies to a value of `type` placed by `from`. */
export function stepsFrom(type: TensorType, from: Placement, mesh: Mesh, scope?: Scope): ReshardStep[] {
  const input = localType(type, from, mesh);
  const steps: ReshardStep[] = [];
  const group = (axes: readonly string[]) => ({ axes, groupSize: axesSize(mesh, axes) });
  const place = (dims: Placement["dims"], partial: readonly string[]): Placement =>
    partial.length > 0 && from.reducer ? { dims, partial, reducer: from.reducer } : { dims, partial };
  const canSplit = (dim: number, axes: readonly string[]) =>
    (!scope || scope.dims.has(dim)) && input.shape[dim] % axesSize(mesh, axes) === 0;
  const push = <K extends CollectiveKind>(kind: K, attrs: OpAttrs[K], placement: Placement) =>
    steps.push({ kind, attrs, input, output: localType(type, placement, mesh), placement } as ReshardStep);

  const reducer = from.reducer ?? "add";
  const isUsed = new Set([...from.dims.flat(), ...from.partial]);
  const idle = mesh.axes
    .map((axis) => axis.name)
    .filter((name) => !isUsed.has(name) && (!scope || scope.axes.has(name)));

  for (const axes of orderedSubsets(from.partial)) {
    const left = from.partial.filter((axis) => !axes.includes(axis));
    // All orders of one set reduce the same group; keep the mesh's own.
    const isMeshOrder = axes.every(
      (axis, i) => i === 0 || from.partial.indexOf(axes[i - 1]) < from.partial.indexOf(axis),
    );
    if (isMeshOrder) push("all_reduce", { ...group(axes), reducer }, place(from.dims, left));
    if (reducer !== "add") continue;
    from.dims.forEach((old, dim) => {
      if (!canSplit(dim, axes)) return;
      push(
        "reduce_scatter",
        { ...group(axes), reducer, dim },
        place(replaceDim(from.dims, dim, old.concat(axes)), left),
      );
    });
  }
  from.dims.forEach((held, dim) => {
    for (let count = 1; count <= held.length; count++) {
      const axes = held.slice(held.length - count);
      const without = replaceDim(from.dims, dim, held.slice(0, held.length - count));
      push("all_gather", { ...group(axes), dim }, place(without, from.partial));
      without.forEach((old, splitDim) => {
        if (splitDim === dim || !canSplit(splitDim, axes)) return;
        const moved = replaceDim(without, splitDim, old.concat(axes));
        push("all_to_all", { ...group(axes), splitDim, concatDim: dim }, place(moved, from.partial));
      });
    }
    for (const axes of orderedSubsets(idle)) {
      if (!canSplit(dim, axes)) continue;
      push("all_slice", { ...group(axes), dim }, place(replaceDim(from.dims, dim, held.concat(axes)), from.partial));
    }
  });
  return steps;
}

/** A key that is equal for placements that put the same bytes on the same devices. */
export const placementKey = (placement: Placement): string =>
  [
    placement.dims.map((axes) => axes.join("+")).join(","),
    [...placement.partial].sort().join("+"),
    placement.reducer ?? "add",
  ].join("|");

/**
 * True if collectives can lead from `from` to `to`: no axis has to become partial, and partial terms have the same
 * reducer.
 */
export function canReshard(from: Placement, to: Placement): boolean {
  return (
    to.partial.every((axis) => from.partial.includes(axis)) &&
    (to.partial.length === 0 || (from.reducer ?? "add") === (to.reducer ?? "add"))
  );
}

/** The cost of a sequence of steps. */
export const reshardCost = (steps: readonly ReshardStep[], cost: StepCost = defaultCost): number =>
  steps.reduce((total, step) => total + cost(step), 0);

const plans = new Map<string, readonly ReshardStep[]>();

/**
 * The cheapest steps that bring a value of (unsharded) type `type` from placement `from` to `to`; empty if they are the
 * same. `cost` defaults to bytes moved plus a fixed cost per step.
 * @throws InternalError if `to` is partial on an axis where `from` is not
 */
export function planReshard(
  type: TensorType,
  from: Placement,
  to: Placement,
  mesh: Mesh,
  cost: StepCost = defaultCost,
): readonly ReshardStep[] {
  if (samePlacement(from, to)) return [];
  if (!canReshard(from, to)) {
    throw new InternalError(
      "reshard",
      `${typeText(type)} cannot go from ${placementText(from)} to ${placementText(to)}`,
    );
  }
  if (cost !== defaultCost) return cheapestPath(type, from, to, mesh, cost);
  const axes = mesh.axes.map((axis) => `${axis.name}=${axis.size}`).join(",");
  const key = `${typeText(type)} ${placementKey(from)} ${placementKey(to)} ${axes}`;
  let steps = plans.get(key);
  if (!steps) {
    steps = cheapestPath(type, from, to, mesh, cost);
    plans.set(key, steps);
  }
  return steps;
}

interface Reached {
  readonly placement: Placement;
  readonly cost: number;
  readonly previous: string;
  readonly step?: ReshardStep;
}

/** Dijkstra's algorithm until `target` is reached; the placements of one value on at most three axes are few. */
function shortestPaths(
  type: TensorType,
  from: Placement,
  mesh: Mesh,
  cost: StepCost,
  target: string,
  scope: Scope,
): Map<string, Reached> {
  const reached = new Map<string, Reached>([[placementKey(from), { placement: from, cost: 0, previous: "" }]]);
  const open = new Set(reached.keys());
  while (open.size > 0) {
    let current = "";
    let least = Number.POSITIVE_INFINITY;
    for (const key of open) {
      const known = reached.get(key)!;
      if (known.cost < least) [current, least] = [key, known.cost];
    }
    if (current === target) break;
    open.delete(current);
    for (const step of stepsFrom(type, reached.get(current)!.placement, mesh, scope)) {
      const key = placementKey(step.placement);
      const total = least + cost(step);
      const known = reached.get(key);
      const enough = reached.get(target)?.cost;
      if ((known && known.cost <= total) || (enough !== undefined && enough <= total)) continue;
      reached.set(key, { placement: step.placement, cost: total, previous: current, step });
      open.add(key);
    }
  }
  return reached;
}

function cheapestPath(type: TensorType, from: Placement, to: Placement, mesh: Mesh, cost: StepCost): ReshardStep[] {
  const target = placementKey(to.partial.length > 0 ? to : { dims: to.dims, partial: [] });
  const reached = shortestPaths(type, from, mesh, cost, target, scopeOf(from, to));
  const steps: ReshardStep[] = [];
  for (let at = reached.get(target); at?.step; at = reached.get(at.previous)) steps.unshift(at.step);
  if (steps.length === 0) {
    throw new InternalError(
      "reshard",
      `no path for ${typeText(type)} from ${placementText(from)} to ${placementText(to)}`,
    );
  }
  return steps;
}
