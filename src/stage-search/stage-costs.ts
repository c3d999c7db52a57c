/** @file Requests the costs of stages, once for equal stages, and turns them into the options of the chain solver. */

import { Infeasible } from "../base/errors.ts";
import { range } from "../base/integers.ts";
import { prefixSums } from "../base/prefix-sums.ts";
import { numDevices } from "../cluster/cluster.ts";
import { enumerateSubmeshes, type Submesh } from "../cluster/submesh.ts";
import { minDevices } from "./chain.ts";
import type { ChainOption, ChainProblem } from "./chain-problem.ts";
import type { Intervals } from "./intervals.ts";
import { type DownstreamRange, downstreamRanges, type MemoryRule, stageBytes } from "./memory-rule.ts";
import type { HostRun } from "./place-stages.ts";
import type { RejectedConfig, StageCandidate, StageProblem, TriedCandidate } from "./stage-problem.ts";
import { splitSeconds } from "./step-seconds.ts";

/** A range of numbers of stages, from `least` to `most`. */
export interface StageCount {
  readonly least: number;
  readonly most: number;
  /** Whether each number is searched separately; otherwise it is searched together with all smaller ones. */
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

/** Requests and keeps the costs of intervals, once for equal intervals. */
export class StageCosts<C> {
  readonly #problem: StageProblem<C>;
  readonly #rule: MemoryRule;
  readonly #runs: readonly HostRun[];
  readonly #submeshes: readonly Submesh[];
  readonly #intervals: Intervals;
  /** By group of layers: a lower bound on the device-seconds of a microbatch. */
  readonly #minSeconds?: readonly number[];
  /** Candidates by [class][submesh]; undefined if not requested yet. */
  readonly #answers: (readonly (StageCandidate<C> | RejectedConfig<C>)[] | undefined)[][];
  readonly #skipped = new Map<string, string>();
  #feasible: { readonly candidate: StageCandidate<C>; readonly submesh: number; readonly interval: number }[] = [];

  constructor(problem: StageProblem<C>, rule: MemoryRule, intervals: Intervals, runs: readonly HostRun[]) {
    this.#problem = problem;
    this.#rule = rule;
    this.#runs = runs;
    this.#submeshes = (problem.submeshes ?? enumerateSubmeshes(problem.cluster)).filter(
      ({ host, numHosts, devicesPerHost }) =>
        devicesPerHost <= host.numDevices && runs.some((run) => run.host === host && run.numHosts >= numHosts),
    );
    this.#intervals = intervals;
    const { minDeviceSeconds } = problem;
    this.#minSeconds =
      minDeviceSeconds && intervals.layersOf.map((own) => own.reduce((sum, layer) => sum + minDeviceSeconds[layer], 0));
    this.#answers = intervals.classes.map(() => []);
  }

  #sizeOf(submesh: number): number {
    return this.#submeshes[submesh].numHosts * this.#submeshes[submesh].devicesPerHost;
  }

  #request(interval: number, submesh: number): void {
    if (this.#answers[interval][submesh]) return;
    const { begin, end } = this.#intervals.classes[interval];
    const answer = this.#problem.stageCost(this.#intervals.layers.chunks(begin, end), this.#submeshes[submesh]);
    this.#answers[interval][submesh] = answer;
    for (const candidate of answer) {
      if (!("infeasible" in candidate)) this.#feasible.push({ candidate, submesh, interval });
    }
  }

  /** Requests the costs of the stages of pipelines of equal submeshes with about equal work. */
  requestUniform(maxStages: number): void {
    const { cluster } = this.#problem;
    const sums = prefixSums(this.#minSeconds!);
    const total = sums.at(-1)!;
    for (const submesh of this.#submeshes.keys()) {
      const numStages = Math.min(Math.floor(numDevices(cluster) / this.#sizeOf(submesh)), maxStages);
      let begin = 0;
      for (let stage = 1; stage <= numStages; stage++) {
        let end = begin + 1;
        const share = (total * stage) / numStages;
        const nearer = () =>
          Math.abs((sums[end + 1] ?? Number.POSITIVE_INFINITY) - share) < Math.abs(sums[end] - share);
        while (stage === numStages ? end < this.#intervals.layers.numGroups : nearer()) end++;
        const interval = this.#intervals.classOf[begin]?.[end - 1] ?? -1;
        if (interval >= 0) this.#request(interval, submesh);
        begin = end;
      }
    }
  }

  /** Requests the costs of all stages that can be part of a plan of less than `limitSeconds`. */
  requestAll(limitSeconds: number): void {
    const { cluster, numMicrobatches } = this.#problem;
    const sums = this.#minSeconds && prefixSums(this.#minSeconds);
    const ramp = this.#rule.schedule.rampShare(this.#rule.numChunks);
    const all = numDevices(cluster);
    this.#intervals.classes.forEach(({ begin, end }, interval) => {
      for (const submesh of this.#submeshes.keys()) {
        const size = this.#sizeOf(submesh);
        if (sums && limitSeconds < Number.POSITIVE_INFINITY) {
          const inside = sums[end] - sums[begin];
          const outside = sums.at(-1)! - inside;
          const others = outside === 0 ? 0 : outside / (all - size);
          const own = inside / size;
          // One of the other stages takes at least their average.
          const least = (numMicrobatches - ramp) * Math.max(own, others) + ramp * (own + others);
          if (least > limitSeconds) {
            if (!this.#answers[interval][submesh]) {
              this.#skipped.set(
                `${interval},${submesh}`,
                `a step with it takes at least ${least.toPrecision(4)} s, ` +
                  `and one of ${limitSeconds.toPrecision(4)} s is known`,
              );
            }
            continue;
          }
        }
        this.#request(interval, submesh);
      }
    });
  }

  /** By feasible candidate: the numbers of stages after it with which it fits in a pipeline of up to `maxStages`. */
  downstreamRanges(maxStages: number): readonly (DownstreamRange | undefined)[] {
    const rangeOf = downstreamRanges(this.#rule, maxStages);
    return this.#feasible.map(({ candidate, submesh }) =>
      rangeOf(candidate.memory, this.#submeshes[submesh].host.device.memoryBytes),
    );
  }

  /** The chain problem of the candidates that can be part of a plan faster than `limitSeconds`. */
  chainProblem(
    ranges: readonly (DownstreamRange | undefined)[],
    { maxStages, exactly, numUpdates, limitSeconds }: ChainLimits,
  ): ChainProblem {
    const { transferSeconds } = this.#problem;
    const model = { ...this.#rule, numUpdates };
    const byClass: number[][] = this.#intervals.classes.map(() => []);
    this.#feasible.forEach(({ interval, candidate: { seconds, perStepSeconds } }, index) => {
      if (!ranges[index]) return;
      const { topSeconds } = splitSeconds(model, { seconds, perStepSeconds, transferSeconds: 0 });
      if (topSeconds < limitSeconds) byClass[interval].push(index);
    });
    const groupsOf = this.#submeshes.map(({ host, numHosts }) =>
      [...this.#runs.keys()].filter((run) => this.#runs[run].host === host && this.#runs[run].numHosts >= numHosts),
    );
    const options = this.#intervals.chainClasses.map(({ interval, entries }) => {
      const transfers: number[] = [];
      const own: StageOption<C>[] = [];
      for (const index of byClass[interval]) {
        const { candidate, submesh: of } = this.#feasible[index];
        const submesh = this.#submeshes[of];
        transfers[of] ??= transferSeconds
          ? entries.reduce((sum, layer) => sum + transferSeconds(layer, submesh), 0)
          : 0;
        const { seconds, perStepSeconds } = candidate;
        const { addSeconds, topSeconds } = splitSeconds(model, {
          seconds,
          perStepSeconds,
          transferSeconds: transfers[of],
        });
        for (const group of groupsOf[of]) {
          own.push({
            addSeconds,
            topSeconds,
            group,
            devices: this.#sizeOf(of),
            downstream: ranges[index]!,
            submesh,
            candidate,
            transferSeconds: transfers[of],
          });
        }
      }
      return own;
    });
    return {
      numLayers: this.#intervals.layers.numGroups,
      capacities: this.#runs.map((run) => run.numDevices),
      options,
      classOf: (begin, end) => this.#intervals.chainClassOf[begin][end - 1],
      maxStages,
      exactly,
    };
  }

  /** Every candidate, with the reason if it is rejected. */
  tried(maxStages: number): TriedCandidate<C>[] {
    const rangeOf = downstreamRanges(this.#rule, maxStages);
    return this.#intervals.classes.flatMap(({ begin, end, numEqual }, interval) =>
      this.#submeshes.flatMap((submesh, index): TriedCandidate<C>[] => {
        const { host } = submesh;
        const equal = { chunks: this.#intervals.layers.chunks(begin, end), numEqual };
        const reason = this.#skipped.get(`${interval},${index}`);
        if (reason !== undefined) return [{ ...equal, submesh, outcome: { kind: "skipped", reason } }];
        return (this.#answers[interval][index] ?? []).map((candidate) => {
          if ("infeasible" in candidate) {
            const { config, infeasible } = candidate;
            return { ...equal, submesh, outcome: { kind: "infeasible", config, reason: infeasible } };
          }
          const downstream = rangeOf(candidate.memory, host.device.memoryBytes);
          if (downstream) return { ...equal, submesh, outcome: { kind: "possible", candidate, downstream } };
          const needed = stageBytes(this.#rule, candidate.memory, maxStages - 1, maxStages);
          const why =
            `needs ${gigabytes(needed)} per device as the last stage, ` +
            `${host.device.name} has ${gigabytes(host.device.memoryBytes)}`;
          return { ...equal, submesh, outcome: { kind: "infeasible", config: candidate.config, reason: why } };
        });
      }),
    );
  }

  /** The error if there is no plan, with the fewest devices that would suffice. */
  infeasible(counts: readonly StageCount[]): Infeasible {
    const { cluster, schedule, layerClasses } = this.#problem;
    const numLayers = layerClasses.length;
    const tried = this.tried(Math.min(...counts.map((count) => count.least)));
    const numPossible = tried.filter(({ outcome }) => outcome.kind === "possible").length;
    const least = Math.min(
      ...counts.flatMap(({ least: first, most, exactly }) =>
        range(most - first + 1).map((more) =>
          minDevices(
            this.chainProblem(this.downstreamRanges(first + more), {
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
    const what =
      `no pipeline of ${numLayers} layers under ${schedule.name} fits the ${numDevices(cluster)} devices of ` +
      cluster.name;
    const others = reason ? `, most others fail because: ${reason}` : "";
    const why =
      least > numDevices(cluster) && least < Number.POSITIVE_INFINITY
        ? `the smallest one takes ${least} devices`
        : `${numPossible} of ${tried.length} candidates fit by themselves${others}`;
    return new Infeasible("stages", `${what}: ${why}; use more devices, more microbatches, remat or ZeRO`, {
      numLayers,
      numDevices: numDevices(cluster),
      numCandidates: tried.length,
      numPossible,
      ...(least < Number.POSITIVE_INFINITY ? { leastDevices: least } : {}),
    });
  }
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toPrecision(4)} GB`;
