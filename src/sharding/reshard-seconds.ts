/**
 * @file Seconds of changing a value's placement, for tables of many placements: one shortest-path search per source placement
 * and type gives the cost to every other, and equal questions are answered from memory.
 */
import type { MeshCost } from "../cost/mesh-cost.ts";
import { bytesOf, type TensorType, typeText } from "../ir/types.ts";
import type { Mesh, Placement } from "../plan/placement.ts";
import { placementKey, type ReshardStep, reshardCosts, type StepCost } from "./reshard.ts";

/** Placements of one value, one per strategy of a node; `key` is equal for equal lists. */
export interface PlacementList {
  readonly placements: readonly Placement[];
  readonly key: string;
}

export class ReshardSeconds {
  readonly #mesh: Mesh;
  readonly #stepSeconds: StepCost;
  readonly #known = new Map<string, ReadonlyMap<string, number>>();
  readonly #tables = new Map<string, Float64Array>();

  constructor(mesh: Mesh, cost: MeshCost) {
    this.#mesh = mesh;
    this.#stepSeconds = collectiveSeconds(cost);
  }

  /** Seconds from one placement to another of a value of (whole) type `type`; Infinity when no collective leads there. */
  between(type: TensorType, from: Placement, to: Placement): number {
    const key = `${typeText(type)} ${placementKey(from)}`;
    let costs = this.#known.get(key);
    if (!costs) {
      costs = reshardCosts(type, from, this.#mesh, this.#stepSeconds);
      this.#known.set(key, costs);
    }
    return costs.get(placementKey(to)) ?? Number.POSITIVE_INFINITY;
  }

  /** Row-major table of the seconds from every placement of one list to every one of another, `times` over. */
  table(type: TensorType, from: PlacementList, to: PlacementList, times: number): Float64Array {
    const key = `${typeText(type)}:${times}:${from.key}:${to.key}`;
    let table = this.#tables.get(key);
    if (!table) {
      table = Float64Array.from(
        from.placements.flatMap((source) => to.placements.map((target) => times * this.between(type, source, target))),
      );
      this.#tables.set(key, table);
    }
    return table;
  }
}

/** Local slices move nothing over links; a small cost keeps them from being used for nothing. */
const sliceSeconds = 1e-7;

/** A reshard step priced by the mesh's collective model. */
export const collectiveSeconds =
  (cost: MeshCost): StepCost =>
  (step: ReshardStep): number =>
    step.kind === "all_slice"
      ? sliceSeconds
      : cost.collective(step.kind, step.attrs.axes)(Math.max(bytesOf(step.input), bytesOf(step.output)));
