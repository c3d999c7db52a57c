/** @file Asks for the costs of stages, once for equal ones, and turns them into the options of the chain solver. */

import { Infeasible } from "../base/errors.ts";
import { memoize } from "../base/memoize.ts";
import { prefixSums } from "../base/prefix-sums.ts";
import { numDevices } from "../cluster/cluster.ts";
import { enumerateSubmeshes, type Submesh } from "../cluster/submesh.ts";
import { leastDevices } from "./chain.ts";
import type { ChainOption, ChainProblem } from "./chain-problem.ts";
import type { FoldedLayers } from "./fold-layers.ts";
import { type MemoryRule, maxStagesBehind, stageBytes } from "./memory-rule.ts";
import type { HostRun } from "./place-stages.ts";
import { range } from "./schedules/schedule.ts";
import type { LayerRun, RejectedConfig, StageCandidate, StageProblem, TriedCandidate } from "./stage-problem.ts";
import { splitSeconds } from "./step-model.ts";

/** Numbers of stages, from `least` to `most`. */
export interface StageCount {
  readonly least: number;
  readonly most: number;
  /** Whether every number is searched by itself; otherwise together with all smaller ones. */
  readonly exactly: boolean;
}

interface ChainLimits {
  readonly maxStages: number;
  readonly exactly: boolean;
  readonly numUpdates: number;
  readonly limitSeconds: number;
}

export interface StageOption<C> extends ChainOption {
  readonly submesh: Submesh;
  readonly candidate: StageCandidate<C>;
  readonly transferSeconds: number;
}

/** Intervals of groups of layers that are equal, layer by layer. */
interface IntervalClass {
  readonly begin: number;
  readonly end: number;
  numEqual: number;
}

/** Asks for the costs of intervals, once for equal ones, and remembers what came of it. */
export class StageCosts<C> {
  readonly #problem: StageProblem<C>;
  readonly #rule: MemoryRule;
  readonly #runs: readonly HostRun[];
  readonly #submeshes: readonly Submesh[];
  readonly #layers: FoldedLayers;
  /** By [first group][last group], the number of the interval's class. */
  readonly #classOf: Int32Array[];
  /** The same, for intervals whose pieces also begin behind equal layers, so that their transfers are equal. */
  readonly #chainClassOf: Int32Array[];
  readonly #classes: IntervalClass[] = [];
  readonly #chainClasses: { readonly interval: number; readonly entries: readonly number[] }[] = [];
  /** By group, device-seconds of a microbatch at the very least. */
  readonly #leastSeconds?: readonly number[];
  /** By [class][submesh]; undefined when never asked. */
  readonly #answers: (readonly (StageCandidate<C> | RejectedConfig<C>)[] | undefined)[][];
  readonly #skipped = new Map<string, string>();
  #feasible: { readonly candidate: StageCandidate<C>; readonly submesh: number; readonly interval: number }[] = [];

  constructor(problem: StageProblem<C>, rule: MemoryRule, layers: FoldedLayers, runs: readonly HostRun[]) {
    this.#problem = problem;
    this.#rule = rule;
    this.#runs = runs;
    this.#submeshes = (problem.submeshes ?? enumerateSubmeshes(problem.cluster)).filter(
      ({ host, numHosts, devicesPerHost }) =>
        devicesPerHost <= host.numDevices && runs.some((run) => run.host === host && run.numHosts >= numHosts),
    );
    this.#layers = layers;
    const { layerClasses, leastDeviceSeconds } = problem;
    const ids = new Map<string, number>();
    const chainIds = new Map<string, number>();
    const intern = (known: Map<string, number>, key: string) => {
      if (!known.has(key)) known.set(key, known.size);
      return known.get(key)!;
    };
    const groups = range(layers.numGroups);
    /** Layers of group g, by chunk. */
    const layersOf = groups.map((group) =>
      layers.pieces(group, group + 1).map(({ firstLayer, lastLayer }) => layersBetween(firstLayer, lastLayer)),
    );
    const groupClasses = layersOf.map((chunks) =>
      chunks.map((own) => own.map((layer) => layerClasses[layer]).join(".")).join("/"),
    );
    this.#leastSeconds =
      leastDeviceSeconds &&
      layersOf.map((chunks) => chunks.flat().reduce((sum, layer) => sum + leastDeviceSeconds[layer], 0));
    this.#classOf = groups.map(() => new Int32Array(layers.numGroups).fill(-1));
    this.#chainClassOf = groups.map(() => new Int32Array(layers.numGroups).fill(-1));
    for (const first of groups) {
      let id = -1;
      for (let last = first; last < layers.numGroups; last++) {
        id = intern(ids, `${id},${groupClasses[last]}`);
        this.#classOf[first][last] = id;
        this.#classes[id] ??= { begin: first, end: last + 1, numEqual: 0 };
        this.#classes[id].numEqual++;
        const entries = problem.transferSeconds ? entriesOf(layers.pieces(first, last + 1)) : [];
        const before = entries.map((layer) => layerClasses[layer - 1]);
        const chain = intern(chainIds, `${before},${id}`);
        this.#chainClassOf[first][last] = chain;
        this.#chainClasses[chain] ??= { interval: id, entries };
      }
    }
    this.#answers = Array.from({ length: ids.size }, () => []);
  }

  #sizeOf(submesh: number): number {
    return this.#submeshes[submesh].numHosts * this.#submeshes[submesh].devicesPerHost;
  }

  #ask(interval: number, submesh: number): void {
    if (this.#answers[interval][submesh]) return;
    const { begin, end } = this.#classes[interval];
    const answer = this.#problem.stageCost(this.#layers.pieces(begin, end), this.#submeshes[submesh]);
    this.#answers[interval][submesh] = answer;
    for (const candidate of answer) {
      if (!("infeasible" in candidate)) this.#feasible.push({ candidate, submesh, interval });
    }
  }

  /** Asks for the stages of pipelines of equal submeshes with about equal work. */
  askUniform(maxStages: number): void {
    const { cluster } = this.#problem;
    const sums = prefixSums(this.#leastSeconds!);
    const total = sums.at(-1)!;
    for (const submesh of this.#submeshes.keys()) {
      const numStages = Math.min(Math.floor(numDevices(cluster) / this.#sizeOf(submesh)), maxStages);
      let begin = 0;
      for (let stage = 1; stage <= numStages; stage++) {
        let end = begin + 1;
        const share = (total * stage) / numStages;
        const nearer = () =>
          Math.abs((sums[end + 1] ?? Number.POSITIVE_INFINITY) - share) < Math.abs(sums[end] - share);
        while (stage === numStages ? end < this.#layers.numGroups : nearer()) end++;
        const interval = this.#classOf[begin]?.[end - 1] ?? -1;
        if (interval >= 0) this.#ask(interval, submesh);
        begin = end;
      }
    }
  }

  /** Asks for everything that can be part of a plan of less than `limitSeconds`. */
  askAll(limitSeconds: number): void {
    const { cluster, numMicrobatches } = this.#problem;
    const sums = this.#leastSeconds && prefixSums(this.#leastSeconds);
    const ramp = this.#rule.schedule.rampShare(this.#rule.numChunks);
    const all = numDevices(cluster);
    this.#classes.forEach(({ begin, end }, interval) => {
      for (const submesh of this.#submeshes.keys()) {
        const size = this.#sizeOf(submesh);
        if (sums && limitSeconds < Number.POSITIVE_INFINITY) {
          const inside = sums[end] - sums[begin];
          const outside = sums.at(-1)! - inside;
          const others = outside === 0 ? 0 : outside / (all - size);
          const own = inside / size;
          // Of the others, one takes at least their average, and all of them at least that.
          const least = (numMicrobatches - ramp) * Math.max(own, others) + ramp * (own + others);
          if (least > limitSeconds) {
            if (!this.#answers[interval][submesh]) {
              this.#skipped.set(
                `${interval},${submesh}`,
                `a step with it takes at least ${least.toPrecision(4)} s, and one of ${limitSeconds.toPrecision(4)} s is known`,
              );
            }
            continue;
          }
        }
        this.#ask(interval, submesh);
      }
    });
  }

  /** For every possible candidate, how many stages may follow it in a pipeline of up to `maxStages`, or −1. */
  stagesBehind(maxStages: number): Int32Array {
    const behind = maxStagesBehind(this.#rule, maxStages);
    return Int32Array.from(this.#feasible, ({ candidate, submesh }) =>
      behind(candidate.memory, this.#submeshes[submesh].host.device.memoryBytes),
    );
  }

  /** The chain of the candidates that can be part of a plan of less than `limitSeconds`. */
  chainProblem(behind: Int32Array, { maxStages, exactly, numUpdates, limitSeconds }: ChainLimits): ChainProblem {
    const { transferSeconds } = this.#problem;
    const model = { ...this.#rule, numUpdates };
    const byClass: number[][] = this.#classes.map(() => []);
    this.#feasible.forEach(({ interval }, index) => {
      if (behind[index] >= 0) byClass[interval].push(index);
    });
    const groupsOf = this.#submeshes.map(({ host, numHosts }) =>
      [...this.#runs.keys()].filter((run) => this.#runs[run].host === host && this.#runs[run].numHosts >= numHosts),
    );
    const options = this.#chainClasses.map(({ interval, entries }) => {
      const transferOf = memoize((submesh: number): number =>
        entries.reduce((sum, layer) => sum + transferSeconds!(layer, this.#submeshes[submesh]), 0),
      );
      return byClass[interval].flatMap((index): StageOption<C>[] => {
        const { candidate, submesh } = this.#feasible[index];
        const transfer = transferOf(submesh);
        const { seconds, perStepSeconds } = candidate;
        const split = splitSeconds(model, { seconds, perStepSeconds, transferSeconds: transfer });
        if (split.topSeconds >= limitSeconds) return [];
        return groupsOf[submesh].map((group) => ({
          ...split,
          group,
          devices: this.#sizeOf(submesh),
          maxBehind: behind[index],
          submesh: this.#submeshes[submesh],
          candidate,
          transferSeconds: transfer,
        }));
      });
    });
    return {
      numLayers: this.#layers.numGroups,
      capacities: this.#runs.map((run) => run.numDevices),
      options,
      classOf: (begin, end) => this.#chainClassOf[begin][end - 1],
      maxStages,
      exactly,
    };
  }

  tried(maxStages: number): TriedCandidate<C>[] {
    const behindOf = maxStagesBehind(this.#rule, maxStages);
    return this.#classes.flatMap(({ begin, end, numEqual }, interval) =>
      this.#submeshes.flatMap((submesh, index): TriedCandidate<C>[] => {
        const { host } = submesh;
        const equal = { pieces: this.#layers.pieces(begin, end), numEqual };
        const reason = this.#skipped.get(`${interval},${index}`);
        if (reason !== undefined) return [{ ...equal, submesh, outcome: { kind: "skipped", reason } }];
        return (this.#answers[interval][index] ?? []).map((candidate) => {
          if ("infeasible" in candidate) {
            const { config, infeasible } = candidate;
            return { ...equal, submesh, outcome: { kind: "infeasible", config, reason: infeasible } };
          }
          const behind = behindOf(candidate.memory, host.device.memoryBytes);
          if (behind >= 0)
            return { ...equal, submesh, outcome: { kind: "possible", candidate, maxStagesBehind: behind } };
          const needed = stageBytes(this.#rule, candidate.memory, maxStages - 1, maxStages);
          const why = `needs ${gigabytes(needed)} per device as the last stage, ${host.device.name} has ${gigabytes(host.device.memoryBytes)}`;
          return { ...equal, submesh, outcome: { kind: "infeasible", config: candidate.config, reason: why } };
        });
      }),
    );
  }

  /** Why there is no plan, with the fewest devices that would do. */
  infeasible(counts: readonly StageCount[]): Infeasible {
    const { cluster, schedule, layerClasses } = this.#problem;
    const numLayers = layerClasses.length;
    const tried = this.tried(Math.min(...counts.map((count) => count.least)));
    const numPossible = tried.filter(({ outcome }) => outcome.kind === "possible").length;
    const least = Math.min(
      ...counts.flatMap(({ least: first, most, exactly }) =>
        range(most - first + 1).map((more) =>
          leastDevices(
            this.chainProblem(this.stagesBehind(first + more), {
              maxStages: first + more,
              exactly,
              numUpdates: 1,
              limitSeconds: Number.POSITIVE_INFINITY,
            }),
          ),
        ),
      ),
    );
    const reasons = new Map<string, number>();
    for (const { outcome } of tried) {
      if (outcome.kind === "infeasible") reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1);
    }
    const [reason] = [...reasons].sort((a, b) => b[1] - a[1])[0] ?? [];
    const what = `no pipeline of ${numLayers} layers under ${schedule.name} fits the ${numDevices(cluster)} devices of ${cluster.name}`;
    const why =
      least > numDevices(cluster) && least < Number.POSITIVE_INFINITY
        ? `the smallest one takes ${least} devices`
        : `${numPossible} of ${tried.length} candidates fit by themselves${reason ? `, most others fail because: ${reason}` : ""}`;
    return new Infeasible("stages", `${what}: ${why}; use more devices, more microbatches, remat or ZeRO`, {
      numLayers,
      numDevices: numDevices(cluster),
      numCandidates: tried.length,
      numPossible,
      ...(least < Number.POSITIVE_INFINITY ? { leastDevices: least } : {}),
    });
  }
}

const layersBetween = (first: number, last: number): number[] => range(last - first + 1).map((index) => first + index);

/** The first layers of pieces whose input comes from another stage. */
const entriesOf = (pieces: readonly LayerRun[]): number[] =>
  pieces.flatMap(({ firstLayer }) =>
    firstLayer === 0 || pieces.some(({ lastLayer }) => lastLayer === firstLayer - 1) ? [] : [firstLayer],
  );

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toPrecision(4)} GB`;
