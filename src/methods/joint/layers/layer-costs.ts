/**
 * @file The costs of layers per class, logical mesh and number of microbatches. Until a class is solved for a mesh,
 * lower bounds are used. One is the cost on one device divided by the number of devices. Others follow from the bounds
 * for larger microbatches or fewer hosts: divided by how many times more work a device has per step there, they hold
 * here too, since work in larger parts is never less efficient, up to a factor `#growth` (proof at `boundSeconds`).
 */
import { runToCompletion } from "../../../base/cooperative.ts";
import { getOrMake } from "../../../base/memoize.ts";
import { Recent } from "../../../base/recent.ts";
import type { StopSignal } from "../../../base/stop-signal.ts";
import { type Cluster, hostOfDevice } from "../../../cluster/cluster.ts";
import { logicalMesh } from "../../../cluster/mesh.ts";
import { placeSubmesh, type Submesh } from "../../../cluster/submesh.ts";
import { maxGrowth } from "../../../cost/collectives.ts";
import { meshCost } from "../../../cost/mesh-cost.ts";
import type { Profile } from "../../../cost/profile.ts";
import type { Placement } from "../../../plan/placement.ts";
import type { Remat } from "../../../plan/plan.ts";
import { MeshTables } from "../../../sharding/problem/mesh-tables.ts";
import type { IntraSpace } from "../intra-space.ts";
import { type BoundaryPlacements, type LayerCost, LayerProblem, type RematCost } from "./layer-problem.ts";
import type { LayerSlice, LayerSlices } from "./layer-slices.ts";
import { axisNames, keyOf, type StageMesh, shapesOf, smallerOf } from "./stage-mesh.ts";

/** The solutions of a class on a mesh. */
export interface LayerChoices {
  /** By memory price, in the order of `prices`; the first is the fastest. */
  readonly byPrice: readonly LayerCost[];
  /** Lower bound on the seconds per step of any choice: microbatches · seconds + perStepSeconds. */
  readonly boundSeconds: number;
}

/**
 * Memory prices (Lagrange multipliers). A price is the cost assigned to the memory of the fastest choice, as a share of
 * the layer's seconds.
 */
const prices = [0, 0.3, 3];

/** A class is one of few layers if it has at most this share of them. */
const fewShare = 0.1;

/** The number of problems that are kept. */
const maxRecent = 16;

export class LayerCosts {
  readonly slices: LayerSlices;
  readonly cluster: Cluster;
  readonly #profile?: Profile;
  readonly #intra?: IntraSpace;
  readonly #meshes = new Map<Submesh, readonly StageMesh[]>();
  readonly #meshByKey = new Map<string, StageMesh>();
  /** Tables of a single device, by device name. */
  readonly #oneDeviceTables = new Map<string, MeshTables>();
  /** Costs on one device by device name and class, then by number of microbatches. */
  readonly #oneDeviceCosts = new Map<string, Map<number, LayerCost>>();
  readonly #solved = new Map<string, LayerChoices>();
  /** Lower bounds by class and mesh, then by number of microbatches. */
  readonly #bounds = new Map<string, Map<number, number>>();
  /** Lower bounds of repeated layers without the exit reshard, by class, mesh and number of microbatches. */
  readonly #boundsWithoutExit = new Map<string, number>();
  /** The layers solved on each mesh, by the mesh's key. */
  readonly #solvedOn = new Map<string, readonly { readonly layer: number; readonly microbatches: number }[]>();
  readonly #recent = new Recent<string, LayerProblem>(maxRecent);
  readonly #boundaryReshards = new Map<string, number>();
  /**
   * An op or collective of p times the size takes at most p · `#growth` times the seconds. Infinity with a measured
   * profile, for which no such limit is known.
   */
  readonly #growth: number;
  numSolved = 0;
  /** By number of microbatches: how many bounds have been computed. */
  readonly #numBounds = new Map<number, number>();

  /**
   * @param intra  the choices that the intra-stage method allows; all by default. If given, only one number of
   *   microbatches may be used.
   */
  constructor(slices: LayerSlices, cluster: Cluster, profile?: Profile, intra?: IntraSpace) {
    this.slices = slices;
    this.cluster = cluster;
    this.#profile = profile;
    this.#intra = intra;
    this.#growth = profile ? Number.POSITIVE_INFINITY : Math.max(...cluster.hosts.map(({ link }) => maxGrowth(link)));
  }

  /**
   * The logical meshes of a submesh. Within a host, these are the shapes of two axes that are not coarser than another
   * shape. Across hosts, the second axis stays within a host and the first axis spans the rest.
   */
  meshes(submesh: Submesh): readonly StageMesh[] {
    const known = this.#meshes.get(submesh);
    if (known) return known;
    const { host, numHosts, devicesPerHost } = submesh;
    const devices = placeSubmesh(this.cluster, submesh)!;
    const isSymmetric = host.link.topology === "switch" && (numHosts === 1 || devicesPerHost === 1);
    const shapes =
      this.#intra?.(devices.length) ??
      shapesOf(numHosts, devicesPerHost, isSymmetric).map((shape) => ({
        mesh: { axes: shape.map((size, i) => ({ name: axisNames[i], size })) },
      }));
    const meshes = shapes.map((each): StageMesh => {
      const { axes } = each.mesh;
      const cost = meshCost(logicalMesh(this.cluster, axes, devices), this.#profile);
      const tables = new MeshTables(each.mesh, cost);
      const key = keyOf(
        host,
        numHosts,
        axes.map(({ size }) => size),
      );
      return {
        ...each,
        cost,
        tables,
        numDevices: devices.length,
        key,
        smaller: this.#intra ? [] : smallerOf(submesh, axes),
      };
    });
    this.#meshes.set(submesh, meshes);
    for (const mesh of meshes) this.#meshByKey.set(mesh.key, mesh);
    return meshes;
  }

  /**
   * The cost of a layer on one device of the submesh's kind. For a class of few layers it may be a lower bound instead,
   * derived from the cost of larger microbatches: work in larger parts is never less efficient, and bytes per example
   * do not shrink. Ask for the costs of large microbatches first.
   */
  oneDeviceCost(layer: number, submesh: Submesh, microbatches: number): LayerCost {
    const { name } = submesh.host.device;
    const key = `${name} ${this.#classOf(layer)}`;
    const known = getOrMake(this.#oneDeviceCosts, key, () => new Map<number, LayerCost>());
    return getOrMake(known, microbatches, () => {
      // A step of one microbatch adds up no gradients, so its cost says nothing about those of several.
      const fewer = [...known.keys()].find((count) => count > 1 && microbatches % count === 0);
      if (fewer !== undefined && this.#isOfFew(layer) && !this.#profile)
        return partOf(known.get(fewer)!, microbatches / fewer);
      return this.#priceOnOneDevice(layer, submesh, microbatches);
    });
  }

  /** Whether the class of a layer has few layers. */
  #isOfFew(layer: number): boolean {
    const { classes, numLayers } = this.slices.layers;
    const own = this.#classOf(layer);
    return classes.filter((each) => each === own).length <= fewShare * numLayers;
  }

  #priceOnOneDevice(layer: number, submesh: Submesh, microbatches: number): LayerCost {
    const { host } = submesh;
    const tables = getOrMake(this.#oneDeviceTables, host.device.name, () => {
      const device = this.cluster.hostOf.findIndex((_, d) => hostOfDevice(this.cluster, d) === host);
      const axes = [{ name: axisNames[0], size: 1 }];
      return new MeshTables({ axes }, meshCost(logicalMesh(this.cluster, axes, [device]), this.#profile));
    });
    const { mesh, cost } = tables;
    const problem = runToCompletion(LayerProblem.build(this.#slice(layer, microbatches), { mesh, cost, tables }));
    return problem.evaluateLayer(problem.onlyChoice());
  }

  /** The solved choices of a layer on a mesh; undefined when it is unsolved. */
  solved(layer: number, mesh: StageMesh, microbatches: number): LayerChoices | undefined {
    return this.#solved.get(this.#keyOf(layer, mesh, microbatches));
  }

  /**
   * Estimates the cost of a layer on a mesh; returns the solved costs if there are any. The estimate scales the costs
   * of the most similar case solved on the mesh (another class or number of microbatches) by the ratio of the costs on
   * one device. Undefined if nothing is solved on the mesh.
   */
  estimate(layer: number, submesh: Submesh, mesh: StageMesh, microbatches: number): readonly LayerCost[] | undefined {
    const known = this.solved(layer, mesh, microbatches);
    if (known) return known.byPrice;
    const others = this.#solvedOn.get(mesh.key) ?? [];
    const distance = (other: { layer: number; microbatches: number }): number =>
      Math.abs(Math.log(other.microbatches / microbatches)) +
      (this.#classOf(other.layer) === this.#classOf(layer) ? 0 : 0.5);
    const [nearest] = others.toSorted((a, b) => distance(a) - distance(b));
    if (!nearest) return undefined;
    const own = this.oneDeviceCost(layer, submesh, microbatches);
    const other = this.oneDeviceCost(nearest.layer, submesh, nearest.microbatches);
    const [cost] = this.solved(nearest.layer, mesh, nearest.microbatches)!.byPrice;
    return [
      mapAmounts([cost, own, other], ([amount, here, there]) => (here * there > 0 ? (amount * here) / there : here)),
    ];
  }

  /**
   * Lower bound on the seconds per step of any choice for a layer. It follows from the bounds known for this mesh or
   * the same mesh on fewer hosts, and for this number of microbatches or its divisors; 0 if there are none.
   *
   * Proof: a mesh with 1/p of the hosts can do the work of the larger mesh in p times the seconds. Every split on the
   * larger mesh is also possible on the smaller one (only the first factor of a dim is ever split, so no split requires
   * another). Each device computes and sends at most p times as much, among fewer hosts. An op takes at most p times
   * the seconds for p times the size, and so does a collective up to the factor `maxGrowth`. The same argument holds
   * for microbatches of p times the examples.
   */
  boundSeconds(layer: number, { key, smaller }: StageMesh, microbatches: number): number {
    let bound = 0;
    for (const { key: other, times } of [{ key, times: 1 }, ...smaller]) {
      for (const [fewer, seconds] of this.#bounds.get(`${this.#classOf(layer)} ${other}`) ?? []) {
        const isSame = times === 1 && fewer === microbatches;
        if (microbatches % fewer === 0) bound = Math.max(bound, seconds / times / (isSame ? 1 : this.#growth));
      }
    }
    return bound;
  }

  /**
   * The case to bound first for a layer on a mesh. This is a case of larger microbatches or half the hosts if it has no
   * bound yet, because its bound also holds for this mesh and for many others. Otherwise it is the mesh itself.
   * @param reference  the number of microbatches from which bounds for smaller microbatches are derived
   */
  mostInformative(
    layer: number,
    mesh: StageMesh,
    microbatches: number,
    reference: number,
  ): { mesh: StageMesh; microbatches: number } {
    if (this.#growth >= 1.1) return { mesh, microbatches };
    const own = microbatches > reference && microbatches % reference === 0 ? reference : microbatches;
    const half = mesh.smaller.find(({ times }) => times === 2);
    const fewer = half && this.#meshByKey.get(half.key);
    if (fewer && this.boundSeconds(layer, fewer, own) === 0) return { mesh: fewer, microbatches: own };
    return { mesh, microbatches: this.isBounded(layer, mesh, own) ? microbatches : own };
  }

  /** Computes a lower bound of a layer on a mesh; may stop once it reaches `targetSeconds` per step. */
  *bound(layer: number, mesh: StageMesh, microbatches: number, targetSeconds: number): Generator<void, void> {
    const problem = yield* this.#problem(layer, mesh, microbatches);
    yield;
    this.#setBound(layer, mesh, microbatches, yield* problem.bound(targetSeconds));
  }

  /** Solves a layer on a mesh for the fastest choice; once `signal` is aborted, takes the fastest choice so far. */
  *solve(layer: number, mesh: StageMesh, microbatches: number, signal?: StopSignal): Generator<void, void> {
    const problem = yield* this.#problem(layer, mesh, microbatches);
    yield;
    const { choice, bound } = yield* problem.solve(0, signal);
    const key = this.#keyOf(layer, mesh, microbatches);
    this.#solved.set(key, { byPrice: [problem.evaluateLayer(choice)], boundSeconds: bound });
    this.#setBound(layer, mesh, microbatches, bound);
    this.#solvedOn.set(mesh.key, [...(this.#solvedOn.get(mesh.key) ?? []), { layer, microbatches }]);
    this.numSolved++;
  }

  /**
   * Lower bound on the seconds per step of a repeated layer without the reshard to the following layer, which the last
   * of a stage's identical layers does not need. 0 if it has not been computed.
   */
  boundSecondsWithoutExit(layer: number, mesh: StageMesh, microbatches: number): number {
    return this.#boundsWithoutExit.get(this.#keyOf(layer, mesh, microbatches)) ?? 0;
  }

  /** Computes {@link boundSecondsWithoutExit}. Returns false if it is known already or the layer is not repeated. */
  *boundWithoutExit(layer: number, mesh: StageMesh, microbatches: number): Generator<void, boolean> {
    const key = this.#keyOf(layer, mesh, microbatches);
    if (this.#boundsWithoutExit.has(key) || !this.isRepeated(layer, microbatches)) return false;
    const first = this.#firstOf(layer);
    const problem = yield* LayerProblem.build(this.slices.sliceFor(first, first, microbatches, false), mesh);
    yield;
    this.#boundsWithoutExit.set(key, yield* problem.bound(Number.POSITIVE_INFINITY));
    return true;
  }

  /** The problem of a layer, kept for a while: layers are often solved soon after they are bounded. */
  *#problem(layer: number, mesh: StageMesh, microbatches: number): Generator<void, LayerProblem> {
    const key = this.#keyOf(layer, mesh, microbatches);
    const known = this.#recent.get(key);
    if (known) return known;
    const problem = yield* LayerProblem.build(this.#slice(layer, microbatches), mesh);
    this.#recent.set(key, problem);
    return problem;
  }

  #setBound(layer: number, { key: mesh }: StageMesh, microbatches: number, seconds: number): void {
    const key = `${this.#classOf(layer)} ${mesh}`;
    const bounds = this.#bounds.get(key) ?? new Map<number, number>();
    this.#bounds.set(key, bounds.set(microbatches, seconds));
    this.#numBounds.set(microbatches, (this.#numBounds.get(microbatches) ?? 0) + 1);
  }

  /** The number of bounds computed so far that hold for this number of microbatches. */
  numBounds(microbatches: number): number {
    return [...this.#numBounds].reduce((sum, [count, own]) => (microbatches % count === 0 ? sum + own : sum), 0);
  }

  /** Whether a layer has been bounded on exactly this mesh, with exactly this number of microbatches. */
  isBounded(layer: number, { key }: StageMesh, microbatches: number): boolean {
    return this.#bounds.get(`${this.#classOf(layer)} ${key}`)?.has(microbatches) ?? false;
  }

  /** Solves a layer at the next higher memory price. Returns false when there is no higher price. */
  *solveForLessMemory(
    layer: number,
    mesh: StageMesh,
    microbatches: number,
    signal?: StopSignal,
  ): Generator<void, boolean> {
    const key = this.#keyOf(layer, mesh, microbatches);
    const { byPrice, boundSeconds } = this.#solved.get(key)!;
    const price = prices[byPrice.length];
    if (price === undefined) return false;
    const problem = yield* this.#problem(layer, mesh, microbatches);
    const { paramsBytes, gradsBytes, optimizerBytes, activationBytesPerMicrobatch } = byPrice[0].memory;
    const bytes = paramsBytes + gradsBytes + optimizerBytes + activationBytesPerMicrobatch;
    yield;
    const { choice } = yield* problem.solve((price * boundSeconds) / bytes, signal);
    this.#solved.set(key, { byPrice: [...byPrice, problem.evaluateLayer(choice)], boundSeconds });
    this.numSolved++;
    return true;
  }

  /** Whether a layer is solved as one of several identical layers in sequence, including the reshard between them. */
  isRepeated(layer: number, microbatches: number): boolean {
    return this.#slice(layer, microbatches).isRepeated;
  }

  /**
   * Seconds per microbatch to reshard the values that layer `layer` and the next one exchange, from the placement that
   * one produces to the placement that the other needs.
   */
  boundaryReshardSeconds(layer: number, priceIndex: number, mesh: StageMesh, microbatches: number): number {
    const [own, next] = [this.#classOf(layer), this.#classOf(layer + 1)];
    const key = `${own} ${next} ${priceIndex} ${mesh.key} ${microbatches}`;
    let seconds = this.#boundaryReshards.get(key);
    if (seconds === undefined) {
      const [here, there] = [layer, layer + 1].map((each) => ({
        slice: this.#slice(each, microbatches),
        placements: this.solved(each, mesh, microbatches)!.byPrice[priceIndex].placements,
      }));
      seconds =
        own === next && here.slice.isRepeated
          ? 0
          : this.#reshardSeconds(mesh, here.slice, here.placements, there.placements, "after", "before") +
            this.#reshardSeconds(mesh, there.slice, there.placements, here.placements, "before", "after");
      this.#boundaryReshards.set(key, seconds);
    }
    return seconds;
  }

  #reshardSeconds(
    { tables: { reshard } }: StageMesh,
    { step: { graph }, ...slice }: LayerSlice,
    from: BoundaryPlacements,
    to: BoundaryPlacements,
    leaving: "before" | "after",
    entering: "before" | "after",
  ): number {
    let seconds = 0;
    from[leaving].outputs.forEach((placement: Placement, position) => {
      const wanted = to[entering].inputs[position];
      if (!wanted || wanted.dims.length !== placement.dims.length) return;
      const type = graph.types[graph.outputs[slice[leaving].outputs[position]].value];
      seconds += reshard.between(type, placement, wanted, 1);
    });
    return seconds;
  }

  #classOf(layer: number): number {
    return this.slices.layers.classes[layer];
  }

  /** The first layer of its class. */
  #firstOf(layer: number): number {
    return this.slices.layers.classes.indexOf(this.#classOf(layer));
  }

  /** The key of a class, mesh and number of microbatches. */
  #keyOf(layer: number, { key }: StageMesh, microbatches: number): string {
    return `${this.#classOf(layer)} ${key} ${microbatches}`;
  }

  #slice(layer: number, microbatches: number): LayerSlice {
    const { classes } = this.slices.layers;
    const first = this.#firstOf(layer);
    const isRepeated = classes[first + 1] === classes[first];
    return this.slices.sliceFor(first, first, microbatches, isRepeated);
  }
}

/** The cost of 1/`times` of a microbatch, as though all that depends on its examples were proportional to them. */
const partOf = (cost: LayerCost, times: number): LayerCost =>
  mapAmounts([cost], ([amount], isOfMicrobatch) => (isOfMicrobatch ? amount / times : amount));

/**
 * The cost whose every amount is computed from that of `costs`, with the placements of the first.
 * @param of  `isOfMicrobatch` says whether the amount is of a microbatch, not of a step
 */
function mapAmounts(
  costs: readonly LayerCost[],
  of: (amounts: readonly number[], isOfMicrobatch: boolean) => number,
): LayerCost {
  const amount = (get: (cost: LayerCost) => number): number => of(costs.map(get), true);
  const stepAmount = (get: (cost: LayerCost) => number): number => of(costs.map(get), false);
  const rematCost = (remat: Remat): RematCost => ({
    seconds: amount(({ rematCosts }) => rematCosts[remat].seconds),
    savedBytes: amount(({ rematCosts }) => rematCosts[remat].savedBytes),
  });
  return {
    seconds: amount(({ seconds }) => seconds),
    rematCosts: {
      ...{ none: rematCost("none"), fused: rematCost("fused") },
      ...{ selective: rematCost("selective"), full: rematCost("full") },
    },
    perStepSeconds: stepAmount(({ perStepSeconds }) => perStepSeconds),
    memory: {
      paramsBytes: stepAmount(({ memory }) => memory.paramsBytes),
      gradsBytes: stepAmount(({ memory }) => memory.gradsBytes),
      optimizerBytes: stepAmount(({ memory }) => memory.optimizerBytes),
      activationBytesPerMicrobatch: amount(({ memory }) => memory.activationBytesPerMicrobatch),
      waitingBytesPerMicrobatch: amount(({ memory }) => memory.waitingBytesPerMicrobatch),
      temporaryBytes: amount(({ memory }) => memory.temporaryBytes),
    },
    placements: costs[0].placements,
  };
}
