/** @file Asks for the costs of stages, once for equal ones, and turns them into the options of the chain solver. */

import { Infeasible } from "../base/errors.ts";
import { prefixSums } from "../base/prefix-sums.ts";
import { numDevices } from "../cluster/cluster.ts";
import { enumerateSubmeshes, type Submesh } from "../cluster/submesh.ts";
import { leastDevices } from "./chain.ts";
import type { ChainOption, ChainProblem } from "./chain-problem.ts";
import { type MemoryRule, maxStagesBehind, stageBytes } from "./memory-rule.ts";
import type { HostRun } from "./place-stages.ts";
import { range } from "./schedules/schedule.ts";
import type { RejectedConfig, StageCandidate, StageProblem, TriedCandidate } from "./stage-problem.ts";
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

/** Intervals of layers that are equal, layer by layer. */
interface IntervalClass {
  readonly firstLayer: number;
  readonly lastLayer: number;
  numEqual: number;
}

/** Asks for the costs of intervals, once for equal ones, and remembers what came of it. */
export class StageCosts<C> {
  readonly #problem: StageProblem<C>;
  readonly #rule: MemoryRule;
  readonly #runs: readonly HostRun[];
  readonly #submeshes: readonly Submesh[];
  readonly #numLayers: number;
  /** By [first layer][last layer], the number of the interval's class. */
  readonly #classOf: Int32Array[];
  /** The same, for intervals that also begin behind equal layers, so that their transfers are equal. */
  readonly #chainClassOf: Int32Array[];
  readonly #classes: IntervalClass[] = [];
  readonly #chainClasses: { readonly interval: number; readonly firstLayer: number }[] = [];
  /** By [class][submesh]; undefined when never asked. */
  readonly #answers: (readonly (StageCandidate<C> | RejectedConfig<C>)[] | undefined)[][];
  readonly #skipped = new Map<string, string>();
  #feasible: { readonly candidate: StageCandidate<C>; readonly submesh: number; readonly interval: number }[] = [];

  constructor(problem: StageProblem<C>, rule: MemoryRule, runs: readonly HostRun[]) {
    this.#problem = problem;
    this.#rule = rule;
    this.#runs = runs;
    this.#submeshes = (problem.submeshes ?? enumerateSubmeshes(problem.cluster)).filter(
      ({ host, numHosts, devicesPerHost }) =>
        devicesPerHost <= host.numDevices && runs.some((run) => run.host === host && run.numHosts >= numHosts),
    );
    const { layerClasses } = problem;
    this.#numLayers = layerClasses.length;
    const ids = new Map<string, number>();
    const chainIds = new Map<string, number>();
    const intern = (known: Map<string, number>, key: string) => {
      if (!known.has(key)) known.set(key, known.size);
      return known.get(key)!;
    };
    this.#classOf = layerClasses.map(() => new Int32Array(layerClasses.length).fill(-1));
    this.#chainClassOf = layerClasses.map(() => new Int32Array(layerClasses.length).fill(-1));
    for (let first = 0; first < layerClasses.length; first++) {
      let id = -1;
      for (let last = first; last < layerClasses.length; last++) {
        id = intern(ids, `${id},${layerClasses[last]}`);
        if ((last - first + 1) % rule.numChunks !== 0) continue;
        this.#classOf[first][last] = id;
        this.#classes[id] ??= { firstLayer: first, lastLayer: last, numEqual: 0 };
        this.#classes[id].numEqual++;
        const before = problem.transferSeconds ? (first === 0 ? "first" : layerClasses[first - 1]) : "any";
        const chain = intern(chainIds, `${before},${id}`);
        this.#chainClassOf[first][last] = chain;
        this.#chainClasses[chain] ??= { interval: id, firstLayer: first };
      }
    }
    this.#answers = Array.from({ length: ids.size }, () => []);
  }

  #sizeOf(submesh: number): number {
    return this.#submeshes[submesh].numHosts * this.#submeshes[submesh].devicesPerHost;
  }

  #ask(interval: number, submesh: number): void {
    if (this.#answers[interval][submesh]) return;
    const { firstLayer, lastLayer } = this.#classes[interval];
    const answer = this.#problem.stageCost(firstLayer, lastLayer, this.#submeshes[submesh]);
    this.#answers[interval][submesh] = answer;
    for (const candidate of answer) {
      if (!("infeasible" in candidate)) this.#feasible.push({ candidate, submesh, interval });
    }
  }

  /** Asks for the stages of pipelines of equal submeshes with about equal work. */
  askUniform(maxStages: number): void {
    const { cluster, leastDeviceSeconds } = this.#problem;
    const sums = prefixSums(leastDeviceSeconds!);
    const total = sums.at(-1)!;
    const { numChunks } = this.#rule;
    for (const submesh of this.#submeshes.keys()) {
      const numStages = Math.min(Math.floor(numDevices(cluster) / this.#sizeOf(submesh)), maxStages);
      let begin = 0;
      for (let stage = 1; stage <= numStages; stage++) {
        let end = begin + numChunks;
        const share = (total * stage) / numStages;
        const nearer = () =>
          Math.abs((sums[end + numChunks] ?? Number.POSITIVE_INFINITY) - share) < Math.abs(sums[end] - share);
        while (stage === numStages ? end + numChunks <= this.#numLayers : nearer()) end += numChunks;
        const interval = this.#classOf[begin]?.[end - 1] ?? -1;
        if (interval >= 0) this.#ask(interval, submesh);
        begin = end;
      }
    }
  }

  /** Asks for everything that can be part of a plan of less than `limitSeconds`. */
  askAll(limitSeconds: number): void {
    const { cluster, leastDeviceSeconds, numMicrobatches } = this.#problem;
    const sums = leastDeviceSeconds && prefixSums(leastDeviceSeconds);
    const ramp = this.#rule.schedule.rampShare(this.#rule.numChunks);
    const all = numDevices(cluster);
    this.#classes.forEach(({ firstLayer, lastLayer }, interval) => {
      for (const submesh of this.#submeshes.keys()) {
        const size = this.#sizeOf(submesh);
        if (sums && limitSeconds < Number.POSITIVE_INFINITY) {
          const inside = sums[lastLayer + 1] - sums[firstLayer];
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
    const options = this.#chainClasses.map(({ interval, firstLayer }) => {
      const transfers = this.#submeshes.map((submesh) =>
        firstLayer === 0 ? 0 : (transferSeconds?.(firstLayer, submesh) ?? 0),
      );
      return byClass[interval].flatMap((index): StageOption<C>[] => {
        const { candidate, submesh } = this.#feasible[index];
        const transfer = transfers[submesh];
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
      numLayers: this.#numLayers,
      capacities: this.#runs.map((run) => run.numDevices),
      options,
      classOf: (begin, end) => this.#chainClassOf[begin][end - 1],
      maxStages,
      exactly,
    };
  }

  tried(maxStages: number): TriedCandidate<C>[] {
    const behindOf = maxStagesBehind(this.#rule, maxStages);
    return this.#classes.flatMap((equal, interval) =>
      this.#submeshes.flatMap((submesh, index): TriedCandidate<C>[] => {
        const { host } = submesh;
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
    const { cluster, schedule } = this.#problem;
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
    const what = `no pipeline of ${this.#numLayers} layers under ${schedule.name} fits the ${numDevices(cluster)} devices of ${cluster.name}`;
    const why =
      least > numDevices(cluster) && least < Number.POSITIVE_INFINITY
        ? `the smallest one takes ${least} devices`
        : `${numPossible} of ${tried.length} candidates fit by themselves${reason ? `, most others fail because: ${reason}` : ""}`;
    return new Infeasible("stages", `${what}: ${why}; use more devices, more microbatches, remat or ZeRO`, {
      numLayers: this.#numLayers,
      numDevices: numDevices(cluster),
      numCandidates: tried.length,
      numPossible,
      ...(least < Number.POSITIVE_INFINITY ? { leastDevices: least } : {}),
    });
  }
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toPrecision(4)} GB`;
