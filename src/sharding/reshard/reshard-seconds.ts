/**
 * @file Seconds of resharding a value, for tables of many placements. One shortest-path search per source placement and
 * type gives the seconds to every other placement; results are memoized.
 */
import type { MeshCost } from "../../cost/mesh-cost.ts";
import { bytesOf, type TensorType, typeText } from "../../ir/types.ts";
import type { Mesh, Placement } from "../../plan/placement.ts";
import { type CollectiveWork, placementKey, type StepCost, stepsFrom } from "./reshard.ts";

/** Placements of one value, one per strategy of a node. Equal lists are one object. */
export interface PlacementList {
  readonly placements: readonly Placement[];
  readonly keys: readonly string[];
  readonly id: number;
}

/** A placement that is one collective away. */
interface Neighbour {
  readonly key: string;
  readonly placement: Placement;
  readonly seconds: number;
  /** Whether the step is a local slice, which needs no other device. */
  readonly isLocal: boolean;
}

export class ReshardSeconds {
  readonly #mesh: Mesh;
  readonly #stepSeconds: StepCost;
  readonly #syncSeconds: number;
  /** Known seconds, by waiting time and type, then by the placements before and after. */
  readonly #known = new Map<string, Map<string, ReadonlyMap<string, number>>>();
  readonly #neighbours = new Map<string, Map<string, readonly Neighbour[]>>();
  readonly #tables = new Map<string, Float64Array>();
  readonly #lists = new Map<string, PlacementList>();
  readonly #types = new WeakMap<TensorType, string>();

  constructor(mesh: Mesh, cost: MeshCost) {
    this.#mesh = mesh;
    this.#stepSeconds = collectiveSeconds(cost);
    this.#syncSeconds = cost.syncSeconds;
  }

  /**
   * Seconds from one placement to another of a value of (unsharded) type `type`; Infinity if no collectives lead there.
   * @param syncPoints  number of synchronization points, counted if the reshard takes collectives
   */
  between(type: TensorType, from: Placement, to: Placement, syncPoints: number): number {
    return this.#secondsFrom(type, from, syncPoints).get(placementKey(to)) ?? Number.POSITIVE_INFINITY;
  }

  /** Returns the list of these placements, the same object for equal lists. */
  list(placements: readonly Placement[]): PlacementList {
    const keys = placements.map(placementKey);
    // A scalar's key is that of an unsplit vector.
    const key = `${placements[0]?.dims.length} ${keys.join(" ")}`;
    let list = this.#lists.get(key);
    if (!list) {
      list = { placements, keys, id: this.#lists.size };
      this.#lists.set(key, list);
    }
    return list;
  }

  #textOf(type: TensorType): string {
    let text = this.#types.get(type);
    if (text === undefined) {
      text = typeText(type);
      this.#types.set(type, text);
    }
    return text;
  }

  #secondsFrom(
    type: TensorType,
    from: Placement,
    syncPoints: number,
    key = placementKey(from),
  ): ReadonlyMap<string, number> {
    const waitSeconds = syncPoints * this.#syncSeconds;
    const known = within(this.#known, `${waitSeconds} ${this.#textOf(type)}`);
    let seconds = known.get(key);
    if (!seconds) {
      seconds = waitSeconds > 0 ? this.#syncPaths(type, key, from, waitSeconds) : this.#shortestPaths(type, key, from);
      known.set(key, seconds);
    }
    return seconds;
  }

  /** Adds the waiting time once to every path that involves other devices. */
  #syncPaths(type: TensorType, start: string, from: Placement, waitSeconds: number): Map<string, number> {
    const alone = this.#shortestPaths(type, start, from, ({ isLocal }) => isLocal);
    const together = this.#secondsFrom(type, from, 0);
    return new Map(
      [...together].map(([key, seconds]) => [
        key,
        Math.min(seconds + waitSeconds, alone.get(key) ?? Number.POSITIVE_INFINITY),
      ]),
    );
  }

  /** Dijkstra's algorithm; the placements of one value on at most three axes are few. */
  #shortestPaths(
    type: TensorType,
    start: string,
    from: Placement,
    mayTake: (step: Neighbour) => boolean = () => true,
  ): Map<string, number> {
    const neighbours = within(this.#neighbours, this.#textOf(type));
    const reached = new Map([[start, 0]]);
    const open = new Map([[start, from]]);
    while (open.size > 0) {
      let [current, least] = ["", Number.POSITIVE_INFINITY];
      for (const key of open.keys()) if (reached.get(key)! < least) [current, least] = [key, reached.get(key)!];
      const placement = open.get(current)!;
      open.delete(current);
      let next = neighbours.get(current);
      if (!next) {
        next = stepsFrom(type, placement, this.#mesh).map((step) => ({
          key: placementKey(step.placement),
          placement: step.placement,
          seconds: this.#stepSeconds(step),
          isLocal: step.kind === "all_slice",
        }));
        neighbours.set(current, next);
      }
      for (const neighbour of next) {
        const total = least + neighbour.seconds;
        if (!mayTake(neighbour) || (reached.get(neighbour.key) ?? Number.POSITIVE_INFINITY) <= total) continue;
        reached.set(neighbour.key, total);
        open.set(neighbour.key, neighbour.placement);
      }
    }
    return reached;
  }

  /** Row-major table of the seconds from every placement of one list to every one of another, multiplied by `times`. */
  table(type: TensorType, from: PlacementList, to: PlacementList, times: number, syncPoints: number): Float64Array {
    const key = `${this.#textOf(type)}:${times}:${syncPoints}:${from.id}:${to.id}`;
    const known = this.#tables.get(key);
    if (known) return known;
    const cols = to.keys.length;
    const table = new Float64Array(from.keys.length * cols);
    const rows = new Map<string, number>();
    from.keys.forEach((source, row) => {
      const equal = rows.get(source);
      if (equal !== undefined) {
        table.copyWithin(row * cols, equal * cols, (equal + 1) * cols);
        return;
      }
      rows.set(source, row);
      const seconds = this.#secondsFrom(type, from.placements[row], syncPoints, source);
      for (let col = 0; col < cols; col++)
        table[row * cols + col] = times * (seconds.get(to.keys[col]) ?? Number.POSITIVE_INFINITY);
    });
    this.#tables.set(key, table);
    return table;
  }
}

/** Returns the map in `maps` under `key`; adds an empty one if there is none. */
function within<T>(maps: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const known = maps.get(key) ?? new Map<string, T>();
  maps.set(key, known);
  return known;
}

/**
 * Local slices send nothing. This small cost on top of their copy keeps a reshard from taking slices that gain nothing.
 */
const sliceSeconds = 1e-7;

/** The price of collectives under the mesh's model. */
export const collectiveSeconds =
  (cost: MeshCost) =>
  (step: CollectiveWork): number =>
    step.kind === "all_slice"
      ? sliceSeconds + cost.slice(bytesOf(step.output))
      : cost.collective(step.kind, step.attrs.axes)(Math.max(bytesOf(step.input), bytesOf(step.output)));
