/**
 * @file The cost of a stage from the costs of its layers: what they take, added up, and what is lost where unequal layers meet. Memory is
 * that of all layers together, but of the largest layer for what lives only inside one.
 */

import { memoize } from "../../base/memoize.ts";
import { prefixSums } from "../../base/prefix-sums.ts";
import type { Submesh } from "../../cluster/submesh.ts";
import type { LayerRun, StageCandidate, StageCost } from "../../pipeline/stage-problem.ts";
import type { Remat } from "../../plan/plan.ts";
import type { LayerCosts, StageMesh } from "./layer-costs.ts";
import type { PieceCost } from "./piece-costs.ts";

/** How the layers of a stage run. */
export interface StageConfig {
  readonly mesh: StageMesh;
  /** Price of memory, as an index; 0 is the fastest choice. */
  readonly level: number;
  /** What the backward part of each layer makes again. */
  readonly remat: Remat;
}

/** Candidates of stages whose layers are all solved for a mesh. */
export function foundStages(costs: LayerCosts, microbatches: number, remats: readonly Remat[]): StageCost<StageConfig> {
  const { classes } = costs.pieces.layers;
  const layers = [...classes.keys()];
  const levelsOf = memoize((submesh: Submesh) =>
    costs.meshes(submesh).flatMap((mesh) => {
      const known = layers.map((layer) => costs.known(layer, mesh, microbatches)?.levels);
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

/** Candidates by what their layers may cost, on meshes of which anything is known. */
export function guessedStages(
  costs: LayerCosts,
  microbatches: number,
  remats: readonly Remat[],
): StageCost<StageConfig> {
  const { classes } = costs.pieces.layers;
  const meshesOf = memoize((submesh: Submesh) =>
    costs.meshes(submesh).map((mesh) => {
      const all = [...classes.keys()].map((layer) => costs.guess(layer, submesh, mesh, microbatches)?.[0]);
      return { mesh, sums: new LayerSums(all, classes) };
    }),
  );
  return (pieces, submesh) =>
    meshesOf(submesh).flatMap(({ mesh, sums }) =>
      sums.hasUnknown(pieces)
        ? []
        : remats.map((remat) => ({ config: { mesh, level: 0, remat }, ...sums.of(pieces, remat) })),
    );
}

/**
 * Candidates that no stage is faster or smaller than: layers that are not solved for a mesh take what one device takes, shared out
 * evenly. One for all the meshes of which nothing is known.
 */
export function leastStages(costs: LayerCosts, microbatches: number, remats: readonly Remat[]): StageCost<StageConfig> {
  const { classes } = costs.pieces.layers;
  const layers = [...classes.keys()];
  const floorsOf = memoize((submesh: Submesh) => {
    const floors = layers.map((layer) => costs.floor(layer, submesh, microbatches));
    return { sums: new LayerSums(floors, classes), floors };
  });
  const boundsOf = memoize((submesh: Submesh) => {
    const { floors } = floorsOf(submesh);
    return costs.meshes(submesh).map((mesh) => {
      let isKnown = false;
      const bounds = layers.map((layer) => {
        const { seconds, perStepSeconds } = floors[layer];
        const floor = (microbatches * seconds + perStepSeconds) / mesh.numDevices;
        const own = costs.boundSeconds(layer, mesh, microbatches);
        isKnown ||= own > 0;
        return {
          own: Math.max(own, floor),
          excess: costs.isChained(layer, microbatches) ? Math.max(0, own - floor) : 0,
        };
      });
      // Where a run of equal layers ends, nothing must be brought to where the next one needs it.
      const ends = bounds.map(({ excess }, layer) => (classes[layer] === classes[layer + 1] ? 0 : excess));
      return {
        mesh,
        isKnown,
        bounds: prefixSums(bounds.map(({ own }) => own)),
        ends: prefixSums(ends),
        excess: bounds.map(({ excess }) => excess),
      };
    });
  });
  return (pieces, submesh) => {
    const { sums } = floorsOf(submesh);
    let isUnknown = false;
    return boundsOf(submesh).flatMap(({ mesh, isKnown, bounds, ends, excess }) => {
      if (!isKnown && isUnknown) return [];
      isUnknown ||= !isKnown;
      const bound = pieces.reduce(
        (sum, { firstLayer: first, lastLayer: last }) =>
          sum + bounds[last + 1] - bounds[first] - (ends[last] - ends[first]) - excess[last],
        0,
      );
      return remats.map((remat) => {
        const [none, whole] = [sums.of(pieces, "none"), sums.of(pieces, remat)];
        const share = (amount: number): number => amount / mesh.numDevices;
        const { paramsBytes, gradsBytes, optimizerBytes, activationBytesPerMicrobatch } = whole.memory;
        return {
          config: { mesh, level: 0, remat },
          seconds: share(whole.seconds),
          perStepSeconds: bound - microbatches * share(none.seconds),
          memory: {
            paramsBytes: share(paramsBytes),
            gradsBytes: share(gradsBytes),
            optimizerBytes: share(optimizerBytes),
            activationBytesPerMicrobatch: share(activationBytesPerMicrobatch),
            temporaryBytes: 0,
          },
        };
      });
    });
  };
}

/** What any pieces take together, from what each takes. */
type SumName = "seconds" | "perStep" | "params" | "grads" | "optimizer" | `${Remat} seconds` | `${Remat} kept`;

class LayerSums {
  readonly #classes: readonly number[];
  readonly #byClass = new Map<number, PieceCost>();
  readonly #unknown: readonly number[];
  readonly #sums: Readonly<Record<SumName, readonly number[]>>;

  constructor(layers: readonly (PieceCost | undefined)[], classes: readonly number[]) {
    this.#classes = classes;
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
      return pieces.reduce((all, { firstLayer, lastLayer }) => all + sums[lastLayer + 1] - sums[firstLayer], 0);
    };
    let temporaryBytes = 0;
    for (const { firstLayer, lastLayer } of pieces) {
      for (let layer = firstLayer; layer <= lastLayer; layer++) {
        const isNew = layer === firstLayer || this.#classes[layer] !== this.#classes[layer - 1];
        if (!isNew) continue;
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
