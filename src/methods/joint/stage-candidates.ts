/**
 * @file The cost of a stage, composed of the costs of its layers: the sum of their seconds and of the reshards between
 * adjacent layers of different classes. Memory adds up too, except temporaries: their maximum over the layers counts.
 */

import { memoize } from "../../base/memoize.ts";
import { prefixSums } from "../../base/prefix-sums.ts";
import type { Submesh } from "../../cluster/submesh.ts";
import { type Remat, rematChoices } from "../../plan/plan.ts";
import type { LayerRange, StageCandidate, StageCost } from "../../stage-search/stage-problem.ts";
import type { LayerCosts } from "./layers/layer-costs.ts";
import type { LayerCost } from "./layers/layer-problem.ts";
import type { StageMesh } from "./layers/stage-mesh.ts";

/** The configuration of the layers of a stage. */
export interface StageConfig {
  readonly mesh: StageMesh;
  /** Index of the memory price; 0 is the fastest choice. */
  readonly priceIndex: number;
  /** The recomputation of each layer in the backward pass. */
  readonly remat: Remat;
}

/** Candidates on the meshes for which all layers of the stage are solved. */
export function solvedStages(
  costs: LayerCosts,
  microbatches: number,
  remats: readonly Remat[],
): StageCost<StageConfig> {
  const { classes } = costs.slices.layers;
  const layers = [...classes.keys()];
  const solvedOn = memoize((submesh: Submesh) =>
    costs.meshes(submesh).flatMap((mesh) => {
      const ofClass = memoize((each: number) => costs.solved(classes.indexOf(each), mesh, microbatches)?.byPrice);
      const known = classes.map(ofClass);
      const numPrices = known.reduce((most, byPrice) => Math.max(most, byPrice?.length ?? 0), 0);
      return Array.from({ length: numPrices }, (_, priceIndex) => {
        const all = known.map((byPrice) => byPrice?.[priceIndex]);
        const reshards = layers.map((layer) =>
          all[layer] && all[layer + 1] ? costs.boundaryReshardSeconds(layer, priceIndex, mesh, microbatches) : 0,
        );
        return { mesh, priceIndex, sums: new LayerSums(all, classes), reshards: prefixSums(reshards) };
      });
    }),
  );
  return (ranges, submesh) =>
    solvedOn(submesh).flatMap(({ mesh, priceIndex, sums, reshards }) => {
      if (sums.hasUnknown(ranges)) return [];
      const boundaryReshardSeconds = ranges.reduce(
        (sum, { firstLayer, lastLayer }) => sum + reshards[lastLayer] - reshards[firstLayer],
        0,
      );
      return remats.map((remat) => {
        const stage = sums.of(ranges, remat);
        return {
          config: { mesh, priceIndex, remat },
          ...stage,
          seconds: stage.seconds + boundaryReshardSeconds,
        };
      });
    });
}

/** The number of meshes to estimate per submesh; the fastest ones are taken. */
const numEstimatedMeshes = 2;

/** Candidates with estimated layer costs, on the meshes for which any layer is solved. */
export function estimatedStages(
  costs: LayerCosts,
  microbatches: number,
  remats: readonly Remat[],
): StageCost<StageConfig> {
  const { classes, numLayers } = costs.slices.layers;
  const meshesOf = memoize((submesh: Submesh) => {
    const meshes = costs.meshes(submesh).map((mesh) => {
      const ofClass = memoize(
        (each: number) => costs.estimate(classes.indexOf(each), submesh, mesh, microbatches)?.[0],
      );
      return { mesh, sums: new LayerSums(classes.map(ofClass), classes) };
    });
    const whole = [{ firstLayer: 0, lastLayer: numLayers - 1 }];
    const known = meshes
      .filter(({ sums }) => !sums.hasUnknown(whole))
      .map((each) => ({ ...each, ...each.sums.of(whole, "none") }));
    return known.sort((a, b) => a.seconds - b.seconds).slice(0, numEstimatedMeshes);
  });
  return (ranges, submesh) =>
    meshesOf(submesh).flatMap(({ mesh, sums }) =>
      remats.map((remat) => ({ config: { mesh, priceIndex: 0, remat }, ...sums.of(ranges, remat) })),
    );
}

/**
 * Lower bounds on the seconds and memory of a stage, one candidate per submesh and recomputation. An unsolved layer is
 * bounded by its cost on one device, divided by the number of devices.
 */
export function lowerBoundStages(
  costs: LayerCosts,
  microbatches: number,
  remats: readonly Remat[],
): StageCost<StageConfig> {
  const { classes } = costs.slices.layers;
  const oneDeviceCostsOf = memoize((submesh: Submesh) => {
    const ofClass = memoize((each: number) => costs.oneDeviceCost(classes.indexOf(each), submesh, microbatches));
    const oneDeviceCosts = classes.map(ofClass);
    return { sums: new LayerSums(oneDeviceCosts, classes), oneDeviceCosts };
  });
  const boundsOf = memoize((submesh: Submesh) => {
    const { oneDeviceCosts } = oneDeviceCostsOf(submesh);
    return costs.meshes(submesh).map((mesh) => {
      const ofClass = memoize((each: number) => {
        const layer = classes.indexOf(each);
        const { seconds, perStepSeconds } = oneDeviceCosts[layer];
        const evenSplit = (microbatches * seconds + perStepSeconds) / mesh.numDevices;
        const own = costs.boundSeconds(layer, mesh, microbatches);
        const withoutExit = Math.max(evenSplit, costs.boundSecondsWithoutExit(layer, mesh, microbatches));
        return {
          own: Math.max(own, evenSplit),
          excess: costs.isRepeated(layer, microbatches) ? Math.max(0, own - withoutExit) : 0,
        };
      });
      const bounds = classes.map(ofClass);
      // The last of several identical layers reshards nothing for a following one.
      const ends = bounds.map(({ excess }, layer) => (classes[layer] === classes[layer + 1] ? 0 : excess));
      return {
        mesh,
        bounds: prefixSums(bounds.map(({ own }) => own)),
        ends: prefixSums(ends),
        excess: bounds.map(({ excess }) => excess),
      };
    });
  });
  return (ranges, submesh) => {
    const { sums } = oneDeviceCostsOf(submesh);
    const stages = remats.map((remat) => sums.of(ranges, remat));
    // The memory bound is the same on all meshes of a submesh, so the mesh with the lowest time bound represents all.
    let [lowest, mesh] = [Number.POSITIVE_INFINITY, costs.meshes(submesh)[0]];
    for (const { mesh: other, bounds, ends, excess } of boundsOf(submesh)) {
      let bound = 0;
      for (const { firstLayer: first, lastLayer: last } of ranges)
        bound += bounds[last + 1] - bounds[first] - (ends[last] - ends[first]) - excess[last];
      if (bound < lowest) [lowest, mesh] = [bound, other];
    }
    const share = (amount: number): number => amount / mesh.numDevices;
    const withoutRemat = share(sums.sum(ranges, "seconds"));
    return stages.map(({ seconds, memory }, i) => ({
      config: { mesh, priceIndex: 0, remat: remats[i] },
      seconds: share(seconds),
      perStepSeconds: lowest - microbatches * withoutRemat,
      memory: {
        paramsBytes: share(memory.paramsBytes),
        gradsBytes: share(memory.gradsBytes),
        optimizerBytes: share(memory.optimizerBytes),
        activationBytesPerMicrobatch: share(memory.activationBytesPerMicrobatch),
        waitingBytesPerMicrobatch: share(memory.waitingBytesPerMicrobatch),
        temporaryBytes: 0,
      },
    }));
  };
}

/** The costs that add up over layers. */
type SumName =
  | "seconds"
  | "perStep"
  | "params"
  | "grads"
  | "optimizer"
  | "waiting"
  | `${Remat} seconds`
  | `${Remat} saved`;

class LayerSums {
  readonly #classes: readonly number[];
  /** By layer: the next layer of another class. */
  readonly #nextClass: readonly number[];
  readonly #byClass = new Map<number, LayerCost>();
  readonly #unknown: readonly number[];
  readonly #sums: Readonly<Record<SumName, readonly number[]>>;

  constructor(layers: readonly (LayerCost | undefined)[], classes: readonly number[]) {
    this.#classes = classes;
    const nextClass = [...classes.keys()];
    for (let layer = classes.length - 1; layer >= 0; layer--)
      nextClass[layer] = classes[layer] === classes[layer + 1] ? nextClass[layer + 1] : layer + 1;
    this.#nextClass = nextClass;
    layers.forEach((layer, i) => {
      if (layer) this.#byClass.set(classes[i], layer);
    });
    this.#unknown = prefixSums(layers.map((layer) => (layer ? 0 : 1)));
    const sum = (of: (layer: LayerCost) => number) => prefixSums(layers.map((layer) => (layer ? of(layer) : 0)));
    this.#sums = {
      seconds: sum(({ seconds }) => seconds),
      perStep: sum(({ perStepSeconds }) => perStepSeconds),
      params: sum(({ memory }) => memory.paramsBytes),
      grads: sum(({ memory }) => memory.gradsBytes),
      optimizer: sum(({ memory }) => memory.optimizerBytes),
      waiting: sum(({ memory }) => memory.waitingBytesPerMicrobatch),
      ...(Object.fromEntries(
        rematChoices.flatMap((remat) => [
          [`${remat} seconds`, sum(({ rematCosts }) => rematCosts[remat].seconds)],
          [`${remat} saved`, sum(({ rematCosts }) => rematCosts[remat].savedBytes)],
        ]),
      ) as Record<`${Remat} seconds` | `${Remat} saved`, number[]>),
    };
  }

  hasUnknown(ranges: readonly LayerRange[]): boolean {
    return ranges.some(({ firstLayer, lastLayer }) => this.#unknown[lastLayer + 1] > this.#unknown[firstLayer]);
  }

  sum(ranges: readonly LayerRange[], name: SumName): number {
    const sums = this.#sums[name];
    let all = 0;
    for (const { firstLayer, lastLayer } of ranges) all += sums[lastLayer + 1] - sums[firstLayer];
    return all;
  }

  of(ranges: readonly LayerRange[], remat: Remat): Omit<StageCandidate<never>, "config"> {
    const sum = (name: SumName): number => this.sum(ranges, name);
    let temporaryBytes = 0;
    for (const { firstLayer, lastLayer } of ranges) {
      for (let layer = firstLayer; layer <= lastLayer; layer = this.#nextClass[layer]) {
        const { memory, rematCosts } = this.#byClass.get(this.#classes[layer])!;
        const recomputed = Math.max(0, rematCosts.none.savedBytes - rematCosts[remat].savedBytes);
        temporaryBytes = Math.max(temporaryBytes, memory.temporaryBytes + recomputed);
      }
    }
    return {
      seconds: sum("seconds") + sum(`${remat} seconds`),
      perStepSeconds: sum("perStep"),
      memory: {
        paramsBytes: sum("params"),
        gradsBytes: sum("grads"),
        optimizerBytes: sum("optimizer"),
        activationBytesPerMicrobatch: sum(`${remat} saved`),
        waitingBytesPerMicrobatch: sum("waiting"),
        temporaryBytes,
      },
    };
  }
}
