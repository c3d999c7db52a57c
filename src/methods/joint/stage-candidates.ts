/**
 * @file The cost of a stage from the costs of its layers: what they take, added up, and what is lost where unequal
 * layers meet. Memory is that of all layers together, but of the largest layer for what lives only inside one.
 */

import { memoize } from "../../base/memoize.ts";
import { prefixSums } from "../../base/prefix-sums.ts";
import type { Submesh } from "../../cluster/submesh.ts";
import type { Remat } from "../../plan/plan.ts";
import type { LayerRun, StageCandidate, StageCost } from "../../stage-search/stage-problem.ts";
import type { LayerCosts, StageMesh } from "./layers/layer-costs.ts";
import type { PieceCost } from "./layers/layer-problem.ts";

/** The configuration of the layers of a stage. */
export interface StageConfig {
  readonly mesh: StageMesh;
  /** Price of memory, as an index; 0 is the fastest choice. */
  readonly level: number;
  /** The recomputation in the backward part of each layer. */
  readonly remat: Remat;
}

/** Candidates of stages whose layers are all solved for a mesh. */
export function foundStages(costs: LayerCosts, microbatches: number, remats: readonly Remat[]): StageCost<StageConfig> {
  const { classes } = costs.pieces.layers;
  const layers = [...classes.keys()];
  const levelsOf = memoize((submesh: Submesh) =>
    costs.meshes(submesh).flatMap((mesh) => {
      const ofClass = memoize((each: number) => costs.known(classes.indexOf(each), mesh, microbatches)?.levels);
      const known = classes.map(ofClass);
      const numLevels = known.reduce((most, levels) => Math.max(most, levels?.length ?? 0), 0);
      return Array.from({ length: numLevels }, (_, level) => {
        const all = known.map((levels) => levels?.[level]);
        const joins = layers.map((layer) =>
          all[layer] && all[layer + 1] ? costs.joinSeconds(layer, level, mesh, microbatches) : 0,
        );
        return { mesh, level, sums: new LayerSums(all, classes), joins: prefixSums(joins) };
      });
    }),
  );
  return (pieces, submesh) =>
    levelsOf(submesh).flatMap(({ mesh, level, sums, joins }) => {
      if (sums.hasUnknown(pieces)) return [];
      const joinSeconds = pieces.reduce(
        (sum, { firstLayer, lastLayer }) => sum + joins[lastLayer] - joins[firstLayer],
        0,
      );
      return remats.map((remat) => {
        const stage = sums.of(pieces, remat);
        return { config: { mesh, level, remat }, ...stage, seconds: stage.seconds + joinSeconds };
      });
    });
}

/** The number of meshes of a submesh that are guessed at: those that seem fastest. */
const numGuessed = 2;

/** Candidates by what their layers may cost, on meshes of which anything is known. */
export function guessedStages(
  costs: LayerCosts,
  microbatches: number,
  remats: readonly Remat[],
): StageCost<StageConfig> {
  const { classes, numLayers } = costs.pieces.layers;
  const meshesOf = memoize((submesh: Submesh) => {
    const meshes = costs.meshes(submesh).map((mesh) => {
      const ofClass = memoize((each: number) => costs.guess(classes.indexOf(each), submesh, mesh, microbatches)?.[0]);
      return { mesh, sums: new LayerSums(classes.map(ofClass), classes) };
    });
    const whole = [{ firstLayer: 0, lastLayer: numLayers - 1 }];
    const known = meshes
      .filter(({ sums }) => !sums.hasUnknown(whole))
      .map((each) => ({ ...each, ...each.sums.of(whole, "none") }));
    return known.sort((a, b) => a.seconds - b.seconds).slice(0, numGuessed);
  });
  return (pieces, submesh) =>
    meshesOf(submesh).flatMap(({ mesh, sums }) =>
      remats.map((remat) => ({ config: { mesh, level: 0, remat }, ...sums.of(pieces, remat) })),
    );
}

/**
 * Candidates that no stage is faster or smaller than: layers that are not solved for a mesh take what one device takes,
 * shared out evenly. One for all the meshes of which nothing is known.
 */
export function leastStages(costs: LayerCosts, microbatches: number, remats: readonly Remat[]): StageCost<StageConfig> {
  const { classes } = costs.pieces.layers;
  const floorsOf = memoize((submesh: Submesh) => {
    const ofClass = memoize((each: number) => costs.floor(classes.indexOf(each), submesh, microbatches));
    const floors = classes.map(ofClass);
    return { sums: new LayerSums(floors, classes), floors };
  });
  const boundsOf = memoize((submesh: Submesh) => {
    const { floors } = floorsOf(submesh);
    return costs.meshes(submesh).map((mesh) => {
      const ofClass = memoize((each: number) => {
        const layer = classes.indexOf(each);
        const { seconds, perStepSeconds } = floors[layer];
        const floor = (microbatches * seconds + perStepSeconds) / mesh.numDevices;
        const own = costs.boundSeconds(layer, mesh, microbatches);
        const open = Math.max(floor, costs.openSeconds(layer, mesh, microbatches));
        return {
          own: Math.max(own, floor),
          excess: costs.isChained(layer, microbatches) ? Math.max(0, own - open) : 0,
        };
      });
      const bounds = classes.map(ofClass);
      // At the end of a run of equal layers no value is resharded for a next one.
      const ends = bounds.map(({ excess }, layer) => (classes[layer] === classes[layer + 1] ? 0 : excess));
      return {
        mesh,
        bounds: prefixSums(bounds.map(({ own }) => own)),
        ends: prefixSums(ends),
        excess: bounds.map(({ excess }) => excess),
      };
    });
  });
  return (pieces, submesh) => {
    const { sums } = floorsOf(submesh);
    const stages = remats.map((remat) => sums.of(pieces, remat));
    const none = sums.of(pieces, "none");
    // All the meshes of a submesh share memory out alike, so the one of the lowest bound stands for all.
    let [least, mesh] = [Number.POSITIVE_INFINITY, costs.meshes(submesh)[0]];
    for (const { mesh: other, bounds, ends, excess } of boundsOf(submesh)) {
      let bound = 0;
      for (const { firstLayer: first, lastLayer: last } of pieces)
        bound += bounds[last + 1] - bounds[first] - (ends[last] - ends[first]) - excess[last];
      if (bound < least) [least, mesh] = [bound, other];
    }
    const share = (amount: number): number => amount / mesh.numDevices;
    return stages.map(({ seconds, memory }, i) => ({
      config: { mesh, level: 0, remat: remats[i] },
      seconds: share(seconds),
      perStepSeconds: least - microbatches * share(none.seconds),
      memory: {
        paramsBytes: share(memory.paramsBytes),
        gradsBytes: share(memory.gradsBytes),
        optimizerBytes: share(memory.optimizerBytes),
        activationBytesPerMicrobatch: share(memory.activationBytesPerMicrobatch),
        temporaryBytes: 0,
      },
    }));
  };
}

/** The costs that add up over pieces. */
type SumName = "seconds" | "perStep" | "params" | "grads" | "optimizer" | `${Remat} seconds` | `${Remat} kept`;

class LayerSums {
  readonly #classes: readonly number[];
  /** By layer, the first one behind it of another class. */
  readonly #nextRun: readonly number[];
  readonly #byClass = new Map<number, PieceCost>();
  readonly #unknown: readonly number[];
  readonly #sums: Readonly<Record<SumName, readonly number[]>>;

  constructor(layers: readonly (PieceCost | undefined)[], classes: readonly number[]) {
    this.#classes = classes;
    const nextRun = [...classes.keys()];
    for (let layer = classes.length - 1; layer >= 0; layer--)
      nextRun[layer] = classes[layer] === classes[layer + 1] ? nextRun[layer + 1] : layer + 1;
    this.#nextRun = nextRun;
    layers.forEach((layer, i) => {
      if (layer) this.#byClass.set(classes[i], layer);
    });
    this.#unknown = prefixSums(layers.map((layer) => (layer ? 0 : 1)));
    const sum = (of: (layer: PieceCost) => number) => prefixSums(layers.map((layer) => (layer ? of(layer) : 0)));
    this.#sums = {
      seconds: sum(({ seconds }) => seconds),
      perStep: sum(({ perStepSeconds }) => perStepSeconds),
      params: sum(({ memory }) => memory.paramsBytes),
      grads: sum(({ memory }) => memory.gradsBytes),
      optimizer: sum(({ memory }) => memory.optimizerBytes),
      "none seconds": sum(({ again }) => again.none.seconds),
      "none kept": sum(({ again }) => again.none.keptBytes),
      "selective seconds": sum(({ again }) => again.selective.seconds),
      "selective kept": sum(({ again }) => again.selective.keptBytes),
      "full seconds": sum(({ again }) => again.full.seconds),
      "full kept": sum(({ again }) => again.full.keptBytes),
    };
  }

  hasUnknown(pieces: readonly LayerRun[]): boolean {
    return pieces.some(({ firstLayer, lastLayer }) => this.#unknown[lastLayer + 1] > this.#unknown[firstLayer]);
  }

  of(pieces: readonly LayerRun[], remat: Remat): Omit<StageCandidate<never>, "config"> {
    const sum = (name: SumName): number => {
      const sums = this.#sums[name];
      let all = 0;
      for (const { firstLayer, lastLayer } of pieces) all += sums[lastLayer + 1] - sums[firstLayer];
      return all;
    };
    let temporaryBytes = 0;
    for (const { firstLayer, lastLayer } of pieces) {
      for (let layer = firstLayer; layer <= lastLayer; layer = this.#nextRun[layer]) {
        const { memory, again } = this.#byClass.get(this.#classes[layer])!;
        const madeAgain = Math.max(0, again.none.keptBytes - again[remat].keptBytes);
        temporaryBytes = Math.max(temporaryBytes, memory.temporaryBytes + madeAgain);
      }
    }
    return {
      seconds: sum("seconds") + sum(`${remat} seconds`),
      perStepSeconds: sum("perStep"),
      memory: {
        paramsBytes: sum("params"),
        gradsBytes: sum("grads"),
        optimizerBytes: sum("optimizer"),
        activationBytesPerMicrobatch: sum(`${remat} kept`),
        temporaryBytes,
      },
    };
  }
}
