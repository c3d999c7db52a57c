/**
 * @file The costs of the layers of each class on a logical mesh, by class, mesh and number of microbatches.
 * Until a class is solved for a mesh there is a floor: what one device takes for it, shared out evenly, and what is
 * known for larger microbatches and fewer hosts, which take no more per example and device.
 */
import { runToCompletion } from "../../../base/cooperative.ts";
import type { StopSignal } from "../../../base/stop-signal.ts";
import { type Cluster, type HostKind, hostOfDevice } from "../../../cluster/cluster.ts";
import { logicalMesh } from "../../../cluster/mesh.ts";
import { meshShapes, placeSubmesh, type Submesh } from "../../../cluster/submesh.ts";
import { mostGrowth } from "../../../cost/collectives.ts";
import { type MeshCost, meshCost } from "../../../cost/mesh-cost.ts";
import type { Profile } from "../../../cost/profile.ts";
import type { Mesh, Placement } from "../../../plan/placement.ts";
import type { Remat } from "../../../plan/plan.ts";
import { type ChoiceFilter, MeshTables } from "../../../sharding/problem/intra-op.ts";
import type { StageMemory } from "../../../stage-search/memory-rule.ts";
import type { IntraSpace } from "../intra-space.ts";
import { type BoundaryPlacements, type MadeAgain, type PieceCost, PieceProblem } from "./layer-problem.ts";
import type { Piece, Pieces } from "./layer-slices.ts";

/** A logical mesh over a submesh's real links. */
export interface StageMesh {
  readonly mesh: Mesh;
  readonly cost: MeshCost;
  readonly tables: MeshTables;
  readonly numDevices: number;
  /** The choices of the whole step that the mesh allows; all when left out. */
  readonly filter?: ChoiceFilter;
  /** Tells it from all other meshes. */
  readonly key: string;
  /** Meshes of fewer hosts, on which a device can do what `times` devices do on this one. */
  readonly smaller: readonly { readonly key: string; readonly times: number }[];
}

/** The choices found for a class on a mesh. */
export interface LayerChoices {
  /** By price level, the fastest first. */
  readonly levels: readonly PieceCost[];
  /** No choice takes fewer seconds per step: m·seconds + perStepSeconds. */
  readonly boundSeconds: number;
}

/** Prices of memory, as the share of a layer's time that all its memory at price 0 is worth. */
const prices = [0, 0.3, 3];

export class LayerCosts {
  readonly pieces: Pieces;
  readonly cluster: Cluster;
  readonly #profile?: Profile;
  readonly #intra?: IntraSpace;
  readonly #meshes = new Map<Submesh, readonly StageMesh[]>();
  readonly #meshByKey = new Map<string, StageMesh>();
  /** One device by itself, by its kind. */
  readonly #aloneByName = new Map<string, MeshTables>();
  readonly #floors = new Map<string, PieceCost>();
  readonly #solved = new Map<string, LayerChoices>();
  /** By class and mesh, the bounds by number of microbatches. */
  readonly #bounds = new Map<string, Map<number, number>>();
  /** By class, mesh and number of microbatches: bounds on a layer of a chain that nothing is brought to. */
  readonly #openBounds = new Map<string, number>();
  /** By mesh. */
  readonly #solvedOn = new Map<string, readonly { readonly layer: number; readonly microbatches: number }[]>();
  readonly #joins = new Map<string, number>();
  /**
   * What is known for large sizes may fall short by so much of what p times smaller ones take, p times; of measured
   * ones nothing is known.
   */
  readonly #growth: number;
  numSolved = 0;

  /**
   * @param intra  what a stage may do on its devices; anything when left out, else in one number of microbatches only
   */
  constructor(pieces: Pieces, cluster: Cluster, profile?: Profile, intra?: IntraSpace) {
    this.pieces = pieces;
    this.cluster = cluster;
    this.#profile = profile;
    this.#intra = intra;
    this.#growth = profile ? Number.POSITIVE_INFINITY : Math.max(...cluster.hosts.map(({ link }) => mostGrowth(link)));
  }

  /**
   * The logical meshes of a submesh. Inside a host, the shapes of two axes that are no coarser view of another; over
   * hosts, those whose first axis runs over whole hosts and parts of them and the second inside a host.
   */
  meshes(submesh: Submesh): readonly StageMesh[] {
    const known = this.#meshes.get(submesh);
    if (known) return known;
    const { host, numHosts, devicesPerHost } = submesh;
    const devices = placeSubmesh(this.cluster, submesh)!;
    const isSymmetric = host.link.topology === "switch" && (numHosts === 1 || devicesPerHost === 1);
    const open =
      this.#intra?.(devices.length) ??
      shapesOf(numHosts, devicesPerHost, isSymmetric).map((shape) => ({
        mesh: { axes: shape.map((size, i) => ({ name: axisNames[i], size })) },
      }));
    const meshes = open.map((each): StageMesh => {
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

  /** A layer's cost on one device of the submesh's kind. */
  floor(layer: number, submesh: Submesh, microbatches: number): PieceCost {
    const { name } = submesh.host.device;
    const key = `${name} ${this.#classOf(layer)} ${microbatches}`;
    let floor = this.#floors.get(key);
    if (!floor) {
      let tables = this.#aloneByName.get(name);
      if (!tables) {
        const device = this.cluster.hostOf.findIndex((_, d) => hostOfDevice(this.cluster, d) === submesh.host);
        const axes = [{ name: axisNames[0], size: 1 }];
        tables = new MeshTables({ axes }, meshCost(logicalMesh(this.cluster, axes, [device]), this.#profile));
        this.#aloneByName.set(name, tables);
      }
      const { mesh, cost } = tables;
      const problem = runToCompletion(PieceProblem.build(this.#piece(layer, microbatches), { mesh, cost, tables }));
      floor = problem.evaluate(runToCompletion(problem.solve(0)).choice, false);
      this.#floors.set(key, floor);
    }
    return floor;
  }

  /** The solved choices of a layer on a mesh. */
  known(layer: number, mesh: StageMesh, microbatches: number): LayerChoices | undefined {
    return this.#solved.get(this.#caseOf(layer, mesh, microbatches));
  }

  /**
   * What a layer may cost on a mesh: what is known of it, or else what is known of another class there or of
   * microbatches of another size, in proportion to what one device takes for both. Undefined when nothing is known on
   * the mesh.
   */
  guess(layer: number, submesh: Submesh, mesh: StageMesh, microbatches: number): readonly PieceCost[] | undefined {
    const known = this.known(layer, mesh, microbatches);
    if (known) return known.levels;
    const others = this.#solvedOn.get(mesh.key) ?? [];
    const distance = (other: { layer: number; microbatches: number }): number =>
      Math.abs(Math.log(other.microbatches / microbatches)) +
      (this.#classOf(other.layer) === this.#classOf(layer) ? 0 : 0.5);
    const [nearest] = others.toSorted((a, b) => distance(a) - distance(b));
    if (!nearest) return undefined;
    const own = this.floor(layer, submesh, microbatches);
    const other = this.floor(nearest.layer, submesh, nearest.microbatches);
    const [cost] = this.known(nearest.layer, mesh, nearest.microbatches)!.levels;
    const scale = (amount: number, here: number, there: number): number => (there > 0 ? (amount * here) / there : here);
    const bytes = (of: (memory: StageMemory) => number) => scale(of(cost.memory), of(own.memory), of(other.memory));
    const again = (remat: Remat): MadeAgain => {
      const [found, here, there] = [cost, own, other].map((each) => each.again[remat]);
      return {
        seconds: scale(found.seconds, here.seconds, there.seconds),
        keptBytes: scale(found.keptBytes, here.keptBytes, there.keptBytes),
      };
    };
    return [
      {
        seconds: scale(cost.seconds, own.seconds, other.seconds),
        again: { none: again("none"), selective: again("selective"), full: again("full") },
        perStepSeconds: scale(cost.perStepSeconds, own.perStepSeconds, other.perStepSeconds),
        memory: {
          paramsBytes: bytes((memory) => memory.paramsBytes),
          gradsBytes: bytes((memory) => memory.gradsBytes),
          optimizerBytes: bytes((memory) => memory.optimizerBytes),
          activationBytesPerMicrobatch: bytes((memory) => memory.activationBytesPerMicrobatch),
          temporaryBytes: bytes((memory) => memory.temporaryBytes),
        },
        placements: cost.placements,
      },
    ];
  }

  /**
   * No choice for a layer takes fewer seconds per step, from what is solved of it: on this mesh or on fewer hosts, for
   * so many microbatches or for larger ones. 0 when nothing is.
   *
   * Proof: what a mesh of p times the hosts can do, devices of the smaller one can do in p times the seconds. Every
   * split of the larger mesh is one of the smaller (of a dim's factors only the first is ever split, so none hangs on
   * another one being split up), each device computes and sends at most p times as much, among fewer hosts, and neither
   * an op nor, but for `mostGrowth`, a collective takes more than p times the seconds for p times the sizes. The same
   * holds for microbatches of p times the examples.
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
   * What to look at first to know more of a layer on a mesh: the mesh itself, or, as long as nothing is known of them,
   * larger microbatches or half the hosts, which bound the mesh too, and many others.
   * @param usual  the number of microbatches that bounds for smaller ones are drawn from
   */
  telling(
    layer: number,
    mesh: StageMesh,
    microbatches: number,
    usual: number,
  ): { mesh: StageMesh; microbatches: number } {
    if (this.#growth >= 1.1) return { mesh, microbatches };
    const own = microbatches > usual && microbatches % usual === 0 ? usual : microbatches;
    const half = mesh.smaller.find(({ times }) => times === 2);
    const fewer = half && this.#meshByKey.get(half.key);
    if (fewer && this.boundSeconds(layer, fewer, own) === 0) return { mesh: fewer, microbatches: own };
    return { mesh, microbatches: this.isBounded(layer, mesh, own) ? microbatches : own };
  }

  /** Bounds a layer on a mesh, no further than to `enough` seconds per step. */
  *bound(layer: number, mesh: StageMesh, microbatches: number, enough: number): Generator<void, void> {
    const problem = yield* PieceProblem.build(this.#piece(layer, microbatches), mesh);
    yield;
    this.#setBound(layer, mesh, microbatches, yield* problem.bound(enough));
  }

  /** Solves a layer on a mesh for the fastest choice; once `signal` is aborted, for the fastest that it has found. */
  *solve(layer: number, mesh: StageMesh, microbatches: number, signal?: StopSignal): Generator<void, void> {
    const problem = yield* PieceProblem.build(this.#piece(layer, microbatches), mesh);
    yield;
    const { choice, bound } = yield* problem.solve(0, signal);
    const key = this.#caseOf(layer, mesh, microbatches);
    this.#solved.set(key, { levels: [problem.evaluate(choice, false)], boundSeconds: bound });
    this.#setBound(layer, mesh, microbatches, bound);
    this.#solvedOn.set(mesh.key, [...(this.#solvedOn.get(mesh.key) ?? []), { layer, microbatches }]);
    this.numSolved++;
  }

  /**
   * No choice for a layer of a chain takes fewer seconds per step when nothing need be brought from it to where the
   * next one wants it: so much the last of a stage's equal layers takes. 0 when nothing is known.
   */
  openSeconds(layer: number, mesh: StageMesh, microbatches: number): number {
    return this.#openBounds.get(this.#caseOf(layer, mesh, microbatches)) ?? 0;
  }

  /** Finds {@link openSeconds}; false when it is known, or the layer is not of a chain. */
  *boundOpen(layer: number, mesh: StageMesh, microbatches: number): Generator<void, boolean> {
    const key = this.#caseOf(layer, mesh, microbatches);
    if (this.#openBounds.has(key) || !this.isChained(layer, microbatches)) return false;
    const first = this.#firstOf(layer);
    const problem = yield* PieceProblem.build(this.pieces.piece(first, first, microbatches, false), mesh);
    yield;
    this.#openBounds.set(key, yield* problem.bound(Number.POSITIVE_INFINITY));
    return true;
  }

  #setBound(layer: number, { key: mesh }: StageMesh, microbatches: number, seconds: number): void {
    const key = `${this.#classOf(layer)} ${mesh}`;
    const bounds = this.#bounds.get(key) ?? new Map<number, number>();
    this.#bounds.set(key, bounds.set(microbatches, seconds));
  }

  /** Whether anything was found out about a layer on this very mesh. */
  isBounded(layer: number, { key }: StageMesh, microbatches: number): boolean {
    return this.#bounds.get(`${this.#classOf(layer)} ${key}`)?.has(microbatches) ?? false;
  }

  /** Adds the choice for the next higher price of memory; false when there is none. */
  *solveLeaner(layer: number, mesh: StageMesh, microbatches: number, signal?: StopSignal): Generator<void, boolean> {
    const key = this.#caseOf(layer, mesh, microbatches);
    const { levels, boundSeconds } = this.#solved.get(key)!;
    const price = prices[levels.length];
    if (price === undefined) return false;
    const problem = yield* PieceProblem.build(this.#piece(layer, microbatches), mesh);
    const { paramsBytes, gradsBytes, optimizerBytes, activationBytesPerMicrobatch } = levels[0].memory;
    const bytes = paramsBytes + gradsBytes + optimizerBytes + activationBytesPerMicrobatch;
    yield;
    const { choice } = yield* problem.solve((price * boundSeconds) / bytes, signal);
    this.#solved.set(key, { levels: [...levels, problem.evaluate(choice, false)], boundSeconds });
    this.numSolved++;
    return true;
  }

  /** Whether layers of this class follow one another, and are priced so. */
  isChained(layer: number, microbatches: number): boolean {
    return this.#piece(layer, microbatches).isChained;
  }

  /**
   * Seconds per microbatch to bring what layer `layer` and the next one exchange from where one leaves it to where the
   * other needs it.
   */
  joinSeconds(layer: number, level: number, mesh: StageMesh, microbatches: number): number {
    const [own, next] = [this.#classOf(layer), this.#classOf(layer + 1)];
    const key = `${own} ${next} ${level} ${mesh.key} ${microbatches}`;
    let seconds = this.#joins.get(key);
    if (seconds === undefined) {
      const [here, there] = [layer, layer + 1].map((each) => ({
        piece: this.#piece(each, microbatches),
        placements: this.known(each, mesh, microbatches)!.levels[level].placements,
      }));
      seconds =
        own === next && here.piece.isChained
          ? 0
          : this.#between(mesh, here.piece, here.placements, there.placements, "behind", "before") +
            this.#between(mesh, there.piece, there.placements, here.placements, "before", "behind");
      this.#joins.set(key, seconds);
    }
    return seconds;
  }

  #between(
    { tables: { reshard } }: StageMesh,
    { step: { graph }, ...piece }: Piece,
    from: BoundaryPlacements,
    to: BoundaryPlacements,
    leaving: "before" | "behind",
    entering: "before" | "behind",
  ): number {
    let seconds = 0;
    from[leaving].outputs.forEach((placement: Placement, position) => {
      const wanted = to[entering].inputs[position];
      if (!wanted || wanted.dims.length !== placement.dims.length) return;
      const type = graph.types[graph.outputs[piece[leaving].outputs[position]].value];
      seconds += reshard.between(type, placement, wanted, 1);
    });
    return seconds;
  }

  #classOf(layer: number): number {
    return this.pieces.layers.classes[layer];
  }

  /** The first layer of its class. */
  #firstOf(layer: number): number {
    return this.pieces.layers.classes.indexOf(this.#classOf(layer));
  }

  /** Class, mesh and number of microbatches, in one. */
  #caseOf(layer: number, { key }: StageMesh, microbatches: number): string {
    return `${this.#classOf(layer)} ${key} ${microbatches}`;
  }

  #piece(layer: number, microbatches: number): Piece {
    const { classes } = this.pieces.layers;
    const first = this.#firstOf(layer);
    const isChained = classes[first + 1] === classes[first];
    return this.pieces.piece(first, first, microbatches, isChained);
  }
}

const axisNames = ["x", "y"];

const keyOf = ({ device }: HostKind, numHosts: number, shape: readonly number[]): string =>
  `${device.name} ${numHosts}: ${shape.join("x")}`;

/**
 * The same mesh with fewer hosts, for a mesh whose first axis runs over whole hosts and whose second stays inside one.
 */
function smallerOf({ host, numHosts, devicesPerHost }: Submesh, axes: Mesh["axes"]): StageMesh["smaller"] {
  if (axes.length !== 2 || devicesPerHost % axes[1].size !== 0) return [];
  const [x, y] = axes.map(({ size }) => size);
  return Array.from({ length: numHosts }, (_, i) => i + 1)
    .filter((times) => times > 1 && numHosts % times === 0)
    .map((times) => {
      const shape = [x / times, y];
      // In a host whose devices are all alike the order of the axes does not matter.
      const isSorted = times === numHosts && host.link.topology === "switch";
      return { key: keyOf(host, numHosts / times, isSorted ? shape.sort((a, b) => a - b) : shape), times };
    });
}

/** @param isSymmetric  whether devices are all alike to one another, so that the order of the axes does not matter */
function shapesOf(numHosts: number, devicesPerHost: number, isSymmetric: boolean): number[][] {
  const inside = meshShapes(devicesPerHost, 2).filter(([, size]) => size > 1);
  if (numHosts > 1 && inside.length > 0) return inside.map(([parts, size]) => [numHosts * parts, size]);
  const all = numHosts * devicesPerHost;
  const long = meshShapes(all, 2).filter((shape) => shape.every((size) => size > 1));
  const shapes = isSymmetric ? long.filter(([a, b]) => a <= b) : long;
  return shapes.length > 0 ? shapes : [[all]];
}
