/** @file What a joint search has tried: its settings, and the stages of the best one by layers and submesh. */
import type { JointResult } from "../../methods/joint/joint-problem.ts";

/** A setting with its lower bound and its best plan, in estimated seconds of a step. */
export interface SettingOutcome {
  readonly schedule: string;
  readonly microbatches: number;
  readonly boundSeconds: number;
  /** Absent where no plan of the setting was needed or possible. */
  readonly seconds?: number;
}

/** The stages of one number of layers on one submesh. */
export interface StageCell {
  readonly numLayers: number;
  /** Index into `submeshes`. */
  readonly submesh: number;
  /**
   * `solved`: a stage has a cost; `too large`: none fits in memory; `not needed`: the bound ruled all of them out
   * before they were priced.
   */
  readonly state: "solved" | "too large" | "not needed";
  /** Seconds per microbatch of the fastest one. */
  readonly seconds?: number;
  readonly isChosen: boolean;
}

export interface SearchOutcome {
  readonly settings: readonly SettingOutcome[];
  readonly numSolved: number;
  /** Of the best setting. */
  readonly best?: {
    readonly schedule: string;
    readonly microbatches: number;
    readonly seconds: number;
    readonly boundSeconds: number;
    readonly numLayers: number;
    readonly submeshes: readonly { readonly numHosts: number; readonly devicesPerHost: number }[];
    readonly stages: readonly { readonly layers: readonly (readonly [number, number])[]; readonly devices: number }[];
    readonly cells: readonly StageCell[];
  };
}

export function searchOutcome({ tried, best, numSolved }: JointResult): SearchOutcome {
  const settings = tried.map(({ schedule, microbatches, boundSeconds, best: own }) => ({
    ...{ schedule, microbatches, boundSeconds },
    ...(own && { seconds: own.seconds }),
  }));
  if (!best) return { settings, numSolved };
  const { stages, seconds, lowerBoundSeconds, listCandidates } = best.stages;
  const submeshes: { numHosts: number; devicesPerHost: number }[] = [];
  const submeshOf = ({ numHosts, devicesPerHost }: (typeof submeshes)[number]): number => {
    const known = submeshes.findIndex((each) => each.numHosts === numHosts && each.devicesPerHost === devicesPerHost);
    return known >= 0 ? known : submeshes.push({ numHosts, devicesPerHost }) - 1;
  };
  const sizeOf = (chunks: (typeof stages)[number]["chunks"]): number =>
    chunks.reduce((sum, { firstLayer, lastLayer }) => sum + lastLayer - firstLayer + 1, 0);
  const cells = new Map<string, StageCell>();
  for (const { chunks, submesh, outcome } of listCandidates()) {
    const [numLayers, index] = [sizeOf(chunks), submeshOf(submesh)];
    const key = `${numLayers} ${index}`;
    const known = cells.get(key) ?? { numLayers, submesh: index, state: "not needed", isChosen: false };
    cells.set(
      key,
      withOutcome(known, outcome.kind, outcome.kind === "possible" ? outcome.candidate.seconds : Infinity),
    );
  }
  for (const { chunks, submesh } of stages) {
    const key = `${sizeOf(chunks)} ${submeshOf(submesh)}`;
    const cell = cells.get(key);
    if (cell) cells.set(key, { ...cell, isChosen: true });
  }
  return {
    ...{ settings, numSolved },
    best: {
      ...{ schedule: best.setting.schedule, microbatches: best.setting.microbatches, seconds },
      boundSeconds: lowerBoundSeconds,
      numLayers: stages.reduce((sum, { chunks }) => sum + sizeOf(chunks), 0),
      submeshes,
      stages: stages.map(({ chunks, devices }) => ({
        layers: chunks.map(({ firstLayer, lastLayer }) => [firstLayer, lastLayer] as const),
        devices: devices.length,
      })),
      cells: [...cells.values()],
    },
  };
}

/** A cell with one more stage. */
function withOutcome(cell: StageCell, kind: "possible" | "infeasible" | "skipped", seconds: number): StageCell {
  if (kind === "possible") return { ...cell, state: "solved", seconds: Math.min(seconds, cell.seconds ?? Infinity) };
  return kind === "infeasible" && cell.state === "not needed" ? { ...cell, state: "too large" } : cell;
}
