/**
 * @file The stage search (Alpa §5.2): layers cut into stages, each on a submesh in one of its configurations (logical mesh shape,
 * remat, …), so that the step is shortest under the schedule asked for and every stage fits its memory. What a stage costs is asked
 * of a function, so this level knows nothing of how a stage is sharded.
 *
 * The model: a step takes Σ (r·tᵢ + xᵢ) + max ((m − r)·tᵢ + u·sᵢ) seconds, where stage i takes tᵢ per microbatch, xᵢ for the
 * transfers at its input, sᵢ per update for gradient sync and optimizer, there are m microbatches and u updates, and r is the
 * schedule's ramp share: Alpa's Σ tᵢ + (m − 1)·max tᵢ for 1F1B and GPipe. Devices may stay idle.
 */
import { Infeasible, InvalidConfig, Unsupported } from "../base/errors.ts";
import { type Cluster, numDevices } from "../cluster/cluster.ts";
import { enumerateSubmeshes, type Submesh } from "../cluster/submesh.ts";
import {
  type ChainAnswer,
  type ChainOption,
  type ChainPlan,
  type ChainProblem,
  leastDevices,
  solveChain,
} from "./chain.ts";
import {
  dependsOnStagesBehindOnly,
  type MemoryRule,
  maxStagesBehind,
  type StageMemory,
  stageBytes,
} from "./memory-rule.ts";
import { type HostRun, hostRuns, placeStages } from "./place-stages.ts";
import { range, type ScheduleRule } from "./schedules/schedule.ts";

/** One configuration of a stage that can run. */
export interface StageCandidate<C> {
  readonly config: C;
  /** Forward and backward of one microbatch. */
  readonly seconds: number;
  /** What an update adds: gradient sync and optimizer. */
  readonly perStepSeconds: number;
  readonly memory: StageMemory;
}

/** One configuration that cannot, and why. */
export interface RejectedConfig<C> {
  readonly config: C;
  readonly infeasible: string;
}

/** What the layers firstLayer … lastLayer cost on a submesh, in every configuration that is worth trying. */
export type StageCost<C> = (
  firstLayer: number,
  lastLayer: number,
  submesh: Submesh,
) => readonly (StageCandidate<C> | RejectedConfig<C>)[];

export interface StageProblem<C> {
  readonly cluster: Cluster;
  readonly schedule: ScheduleRule;
  readonly numMicrobatches: number;
  /**
   * Pieces per stage; the schedule's own number when left out. A stage's layers are then a multiple of it, and are priced as one
   * interval, though its pieces lie apart: right where layers are alike, to be priced again by the caller where they are not.
   */
  readonly numChunks?: number;
  readonly microbatchesPerUpdate?: number;
  /** One number per layer; equal numbers are equal layers, and runs of equal layers are asked for once. */
  readonly layerClasses: readonly number[];
  readonly stageCost: StageCost<C>;
  /** Seconds per microbatch to bring a stage's input to `submesh` and its gradient back; 0 when left out. Not asked for layer 0. */
  readonly transferSeconds?: (firstLayer: number, submesh: Submesh) => number;
  /** Submeshes to try; all of the cluster's when left out. */
  readonly submeshes?: readonly Submesh[];
  /** Exactly so many stages; any number when left out. */
  readonly numStages?: number;
  /**
   * Per layer, device-seconds that a microbatch takes at the very least: no stage on n devices is faster than their sum / n. With
   * it, intervals and submeshes that cannot be part of a best plan are not asked for.
   */
  readonly leastDeviceSeconds?: readonly number[];
  /** Asked now and then; when it says yes, the best plan so far is returned with its gap. */
  readonly shouldStop?: () => boolean;
}

export interface PlannedStage<C> {
  /** The interval it was priced as. */
  readonly firstLayer: number;
  readonly lastLayer: number;
  /** Its layers by chunk: as many as the interval has, where the schedule puts the stage's pieces in the model. */
  readonly pieces: readonly { readonly firstLayer: number; readonly lastLayer: number }[];
  readonly submesh: Submesh;
  readonly devices: readonly number[];
  readonly candidate: StageCandidate<C>;
  readonly transferSeconds: number;
  /** Microbatches (for schedules with chunks: microbatch and chunk pairs) whose activations it holds. */
  readonly inFlight: number;
  readonly memoryBytes: number;
}

/** A configuration that was tried, or a submesh that was not and why. Equal intervals are listed once. */
export interface TriedCandidate<C> {
  readonly firstLayer: number;
  readonly lastLayer: number;
  /** How many intervals of the model are equal to this one, itself included. */
  readonly numEqual: number;
  readonly submesh: Submesh;
  readonly outcome:
    | { readonly kind: "possible"; readonly candidate: StageCandidate<C>; readonly maxStagesBehind: number }
    | { readonly kind: "infeasible"; readonly config: C; readonly reason: string }
    | { readonly kind: "skipped"; readonly reason: string };
}

export interface StageSearchResult<C> {
  readonly stages: readonly PlannedStage<C>[];
  readonly seconds: number;
  /** No plan of these candidates takes less under the model. */
  readonly lowerBoundSeconds: number;
  /** (seconds − lowerBoundSeconds) / seconds; 0 unless the search was stopped. */
  readonly gap: number;
  /** Every candidate with its cost or the reason it is out; made when asked for, as there may be a million. */
  readonly listCandidates: () => TriedCandidate<C>[];
}

/** Most states of devices used per group that the program can tell apart. */
const maxDeviceStates = 1 << 22;

/**
 * The best stages for a problem.
 * Throws InvalidConfig when the numbers contradict each other or the schedule, Infeasible when no plan fits, Unsupported for clusters
 * whose hosts change kind too often.
 */
export function searchStages<C>(problem: StageProblem<C>): StageSearchResult<C> {
  const { cluster, schedule, numMicrobatches, layerClasses } = problem;
  const numChunks = problem.numChunks ?? schedule.defaultChunks;
  const rule: MemoryRule = { schedule, numMicrobatches, numChunks };
  const counts = stageCounts(problem, numChunks);
  const numLayers = layerClasses.length;
  const runs = hostRuns(cluster);
  if (runs.reduce((product, run) => product * (run.numDevices + 1), 1) > maxDeviceStates) {
    throw new Unsupported(
      `cluster ${cluster.name}`,
      `its hosts change kind ${runs.length - 1} times; order the hosts by kind`,
    );
  }

  const costs = new StageCosts(problem, rule, runs);
  const shouldStop = problem.shouldStop ?? (() => false);
  let best: (ChainPlan & { numStages: number }) | undefined;
  let lowerBound = Number.POSITIVE_INFINITY;
  const solve = () => {
    lowerBound = Number.POSITIVE_INFINITY;
    let previous: Int32Array | undefined;
    for (const { maxStages, exactly } of counts) {
      const behind = costs.stagesBehind(maxStages);
      // A limit on stages that changes nothing for any candidate was searched with the limit before.
      if (previous && !exactly && behind.every((most, i) => most === Math.min(previous![i], maxStages - 1))) continue;
      previous = behind;
      const numUpdates = numMicrobatches / microbatchesPerUpdate(problem, maxStages);
      // Cheaper without the limit on stages; mostly the plan keeps it anyway, or no plan is better than the best one known.
      const free = behind.map((most) => (most === maxStages - 1 ? numLayers : most));
      let answer: ChainAnswer = exactly
        ? { lowerBound: 0 }
        : solveChain(costs.chainProblem(free, numLayers, false, numUpdates), best?.seconds, shouldStop);
      if (exactly || (answer.plan && answer.plan.stages.length > maxStages)) {
        answer = solveChain(costs.chainProblem(behind, maxStages, exactly, numUpdates), best?.seconds, shouldStop);
      }
      if (answer.plan) best = { ...answer.plan, numStages: answer.plan.stages.length };
      lowerBound = Math.min(lowerBound, answer.lowerBound);
    }
  };
  if (problem.leastDeviceSeconds && runs.length === 1) {
    costs.askUniform(counts[0].maxStages);
    solve();
  }
  costs.askAll(best?.seconds ?? Number.POSITIVE_INFINITY);
  solve();
  if (!best) throw costs.infeasible(counts);

  const { stages, seconds, numStages } = best;
  const options = stages.map(({ option }) => option as StageOption<C>);
  const devices = placeStages(
    cluster,
    options.map(({ submesh, group }) => ({ submesh, run: runs[group] })),
  );
  lowerBound = Math.min(seconds, lowerBound);
  const sizes = stages.map(({ begin, end }) => (end - begin) / numChunks);
  const pieces = piecesOf(schedule, sizes, numChunks);
  return {
    stages: stages.map(({ begin, end }, stage) => ({
      firstLayer: begin,
      lastLayer: end - 1,
      pieces: pieces[stage],
      submesh: options[stage].submesh,
      devices: devices[stage],
      candidate: options[stage].candidate,
      transferSeconds: options[stage].transferSeconds,
      inFlight: schedule.inFlight(stage, numStages, numMicrobatches, numChunks),
      memoryBytes: stageBytes(rule, options[stage].candidate.memory, stage, numStages),
    })),
    seconds,
    lowerBoundSeconds: lowerBound,
    gap: seconds === 0 ? 0 : (seconds - lowerBound) / seconds,
    listCandidates: () => costs.tried(numLayers),
  };
}

/** By stage and chunk, the layers of its piece, when the pieces of stage i have `sizes[i]` layers each. */
function piecesOf(schedule: ScheduleRule, sizes: readonly number[], numChunks: number) {
  const places = sizes.flatMap((size, stage) =>
    range(numChunks).map((chunk) => ({ stage, chunk, size, piece: schedule.pieceOf(stage, chunk, sizes.length) })),
  );
  const pieces: { firstLayer: number; lastLayer: number }[][] = sizes.map(() => []);
  let firstLayer = 0;
  for (const { stage, chunk, size } of places.sort((a, b) => a.piece - b.piece)) {
    pieces[stage][chunk] = { firstLayer, lastLayer: firstLayer + size - 1 };
    firstLayer += size;
  }
  return pieces;
}

interface StageCount {
  readonly maxStages: number;
  readonly exactly: boolean;
}

/**
 * The limits on the number of stages to search with, one after the other. One program finds the best of all numbers up to a limit,
 * unless the schedule forbids some numbers; where the memory of a stage depends on the number of all stages, the limits go down.
 */
function stageCounts<C>(problem: StageProblem<C>, numChunks: number): StageCount[] {
  const { cluster, schedule, numMicrobatches, layerClasses, numStages } = problem;
  const numLayers = layerClasses.length;
  if (!Number.isInteger(numMicrobatches) || numMicrobatches < 1) {
    throw new InvalidConfig("stages", `got ${numMicrobatches} microbatches; give an integer of 1 or more`);
  }
  const findProblem = (count: number) =>
    schedule.findProblem({
      numStages: count,
      numMicrobatches,
      numChunks,
      microbatchesPerUpdate: microbatchesPerUpdate(problem, count),
    });
  if (numStages !== undefined) {
    if (!Number.isInteger(numStages) || numStages < 1) {
      throw new InvalidConfig("stages", `got ${numStages} stages; give an integer of 1 or more`);
    }
    const needed = numStages * numChunks;
    if (numLayers < needed) {
      const chunks = numChunks > 1 ? ` of ${numChunks} chunks` : "";
      throw new InvalidConfig(
        "stages",
        `${numStages} stages${chunks} need at least ${needed} layers, got ${numLayers}; lower the stages or raise the layers`,
        { numStages, numChunks, numLayers },
      );
    }
    if (numDevices(cluster) < numStages) {
      throw new InvalidConfig(
        "stages",
        `${numStages} stages need at least ${numStages} devices, ${cluster.name} has ${numDevices(cluster)}; lower the stages`,
        { numStages, numDevices: numDevices(cluster) },
      );
    }
    const found = findProblem(numStages);
    if (found !== undefined) throw new InvalidConfig(`schedule ${schedule.name}`, found, { numStages, numChunks });
    return [{ maxStages: numStages, exactly: true }];
  }
  const most = Math.min(Math.floor(numLayers / numChunks), numDevices(cluster));
  const all = range(most).map((index) => most - index);
  const legal = all.filter((count) => findProblem(count) === undefined);
  if (legal.length === 0) {
    const found =
      most < 1
        ? `${numChunks} chunks per stage need at least ${numChunks} layers, got ${numLayers}; lower the chunks`
        : findProblem(1)!;
    throw new InvalidConfig(`schedule ${schedule.name}`, found, { numChunks, numLayers, numMicrobatches });
  }
  const samePerUpdate = all.every(
    (count) => microbatchesPerUpdate(problem, count) === microbatchesPerUpdate(problem, most),
  );
  if (legal.length < most || !samePerUpdate) return legal.map((maxStages) => ({ maxStages, exactly: true }));
  const rule = { schedule, numMicrobatches, numChunks };
  const limits = dependsOnStagesBehindOnly(rule, most) ? [most] : all;
  return limits.map((maxStages) => ({ maxStages, exactly: false }));
}

const microbatchesPerUpdate = <C>(problem: StageProblem<C>, numStages: number): number =>
  problem.microbatchesPerUpdate ?? problem.schedule.defaultMicrobatchesPerUpdate(numStages, problem.numMicrobatches);

interface StageOption<C> extends ChainOption {
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
class StageCosts<C> {
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
    return Int32Array.from(this.#feasible, ({ candidate, submesh }) =>
      maxStagesBehind(this.#rule, candidate.memory, this.#submeshes[submesh].host.device.memoryBytes, maxStages),
    );
  }

  chainProblem(behind: Int32Array, maxStages: number, exactly: boolean, numUpdates: number): ChainProblem {
    const { numMicrobatches, transferSeconds } = this.#problem;
    const { schedule, numChunks } = this.#rule;
    const ramp = schedule.rampShare(numChunks);
    const byClass: number[][] = this.#classes.map(() => []);
    this.#feasible.forEach(({ interval }, index) => {
      if (behind[index] >= 0) byClass[interval].push(index);
    });
    const groupsOf = this.#submeshes.map(({ host, numHosts }) =>
      [...this.#runs.keys()].filter((run) => this.#runs[run].host === host && this.#runs[run].numHosts >= numHosts),
    );
    const options = this.#chainClasses.map(({ interval, firstLayer }) =>
      byClass[interval].flatMap((index): StageOption<C>[] => {
        const { candidate, submesh } = this.#feasible[index];
        const transfer = firstLayer === 0 ? 0 : (transferSeconds?.(firstLayer, this.#submeshes[submesh]) ?? 0);
        return groupsOf[submesh].map((group) => ({
          addSeconds: ramp * candidate.seconds + transfer,
          topSeconds: (numMicrobatches - ramp) * candidate.seconds + numUpdates * candidate.perStepSeconds,
          group,
          devices: this.#sizeOf(submesh),
          maxBehind: behind[index],
          submesh: this.#submeshes[submesh],
          candidate,
          transferSeconds: transfer,
        }));
      }),
    );
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
          const behind = maxStagesBehind(this.#rule, candidate.memory, host.device.memoryBytes, maxStages);
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
    const tried = this.tried(counts.at(-1)!.maxStages);
    const numPossible = tried.filter(({ outcome }) => outcome.kind === "possible").length;
    const least = Math.min(
      ...counts.map(({ maxStages, exactly }) =>
        leastDevices(this.chainProblem(this.stagesBehind(maxStages), maxStages, exactly, 1)),
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

function prefixSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return sums;
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toPrecision(4)} GB`;
