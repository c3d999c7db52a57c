/**
 * @file The cost of some layers on a mesh: the intra-operator problem of the piece, solved without a memory limit but
 * with a price on memory. A price of 0 gives the fastest choice; higher ones give what ZeRO and tensor parallelism do
 * when memory is short. So the choices of several prices are a stage's candidates, and the least cost at price 0 is a
 * bound on all of them.
 */
import type { Pass } from "../../../analysis/passes.ts";
import { rematOps } from "../../../analysis/remat.ts";
import { findRoles, isWeightRole } from "../../../analysis/roles.ts";
import type { Step } from "../../../analysis/step.ts";
import type { StopSignal } from "../../../base/stop-signal.ts";
import { bytesOf } from "../../../ir/types.ts";
import { localType, type Mesh, type Placement } from "../../../plan/placement.ts";
import type { Plan, Remat } from "../../../plan/plan.ts";
import { buildIntraOp, type IntraOpOptions, type IntraOpProblem } from "../../../sharding/problem/intra-op.ts";
import { boundSharding } from "../../../solver/bounds/fast-bound.ts";
import { untilFirstChoice } from "../../../solver/first-choice.ts";
import { evaluateChoice, numStrategies, type ShardingProblem } from "../../../solver/problem.ts";
import { searchSharding } from "../../../solver/solve.ts";
import type { SolveOptions } from "../../../solver/types.ts";
import type { StageMemory } from "../../../stage-search/memory-rule.ts";
import { partFilter } from "../intra-space.ts";
import type { Piece } from "./layer-slices.ts";

export interface PieceCost {
  /** Forward and backward of one microbatch, nothing recomputed. */
  readonly seconds: number;
  /** The extra work of the backward part when it recomputes forward values. */
  readonly again: Readonly<Record<Remat, MadeAgain>>;
  /** Seconds of the update: gradient synchronization and optimizer. */
  readonly perStepSeconds: number;
  readonly memory: StageMemory;
  /** Placements in which values arrive and leave, in the boundaries' order. */
  readonly placements: BoundaryPlacements;
}

/** Seconds and saved bytes of a choice of recomputation, per microbatch. */
export interface MadeAgain {
  readonly seconds: number;
  /** Activations that stay all the same; with `full`, what comes from the layers before. */
  readonly keptBytes: number;
}

export interface BoundaryPlacements {
  readonly before: { readonly inputs: readonly Placement[]; readonly outputs: readonly Placement[] };
  readonly behind: { readonly inputs: readonly Placement[]; readonly outputs: readonly Placement[] };
}

/** A pass that runs once per microbatch, or once per step. A prologue counts as forward. */
type Phase = Exclude<Pass, "prologue">;

/** Limits of one solve, and the gap that is good enough. */
const solveOptions = { seconds: 5, work: 6e7, gap: 5e-3 };
/** Grace period for a choice that fits in memory, when the user stops the search. */
const graceSeconds = 1;

/** The problem of a piece on a mesh, for several prices. */
export class PieceProblem {
  readonly #piece: Piece;
  readonly #mesh: Mesh;
  readonly #built: IntraOpProblem;
  readonly #roles: ReturnType<typeof findRoles>;
  /**
   * By node: whether it is of an op that every layer repeats (masks, learning rates), though a stage of several
   * computes it once.
   */
  readonly #isCommon: Uint8Array;
  readonly #commonOps: readonly boolean[];

  /** @param options  its `filter` is of the step that the piece is cut from */
  static *build(
    piece: Piece,
    { filter, ...options }: Omit<IntraOpOptions, "memoryBytes">,
  ): Generator<void, PieceProblem> {
    const built = yield* buildIntraOp(piece.step, {
      ...options,
      memoryBytes: Number.POSITIVE_INFINITY,
      ...(filter && { filter: partFilter(piece.part, filter) }),
    });
    return new PieceProblem(piece, options.mesh, built);
  }

  private constructor(piece: Piece, mesh: Mesh, built: IntraOpProblem) {
    this.#piece = piece;
    this.#mesh = mesh;
    this.#built = built;
    this.#roles = findRoles(piece.step);
    this.#isCommon = new Uint8Array(built.problem.numNodes);
    this.#commonOps = commonOps(piece.step);
    this.#commonOps.forEach((isCommon, op) => {
      if (isCommon) this.#isCommon[built.opNodes[op]] = 1;
    });
  }

  /**
   * The cheapest choice when every byte costs `secondsPerByte`, and the least that any choice costs so, without what is
   * common to all layers. Once `signal` is aborted, the cheapest found.
   */
  *solve(secondsPerByte: number, signal?: StopSignal): Generator<void, { choice: Int32Array; bound: number }> {
    const priced = { ...this.#built.problem, costs: this.#priced(secondsPerByte) };
    const { choice, bound } = yield* searchSharding(
      priced,
      untilFirstChoice({ ...solveOptions, signal }, solveOptions.seconds),
    );
    return { choice: Int32Array.from(choice), bound };
  }

  /**
   * No choice takes fewer seconds, without what is common to all layers; near to the least, for a third of what solving
   * takes, and less when it need not be above `enough`.
   */
  bound(enough: number): Generator<void, number> {
    return boundSharding({ ...this.#built.problem, costs: this.#priced(0) }, enough);
  }

  /**
   * The cheapest choice that holds at most `limitBytes` when the activations of `inFlight` microbatches are alive, and
   * what it holds.
   * @throws Infeasible when there is none
   */
  *solveWithin(
    limitBytes: number,
    inFlight: number,
    options: SolveOptions,
  ): Generator<void, { choice: ArrayLike<number>; peakBytes: number }> {
    const { problem, inputNodes } = this.#built;
    const usages = problem.usages.slice();
    const isInput = new Set(inputNodes);
    const arrives = new Set(this.#piece.before.inputs.map((input) => inputNodes[input]));
    for (let node = 0; node < problem.numNodes; node++) {
      const isHeld = !isInput.has(node) && this.#isLive(node, this.#turn) && !this.#isSum(node);
      if (!isHeld && !arrives.has(node)) continue;
      for (let s = problem.nodeStart[node]; s < problem.nodeStart[node + 1]; s++) usages[s] *= inFlight;
    }
    const limited = { ...problem, usages, usageLimit: limitBytes };
    const { choice } = yield* searchSharding(limited, untilFirstChoice(options, graceSeconds));
    return { choice, peakBytes: evaluateChoice(limited, choice).peakUsage };
  }

  decode(choice: ArrayLike<number>, method: string): Plan {
    return this.#built.decode(choice, method);
  }

  #priced(secondsPerByte: number): Float64Array {
    const { problem } = this.#built;
    const costs = problem.costs.slice();
    const weights = this.#weights();
    for (let node = 0; node < problem.numNodes; node++)
      if (this.#isCommon[node]) costs.fill(0, problem.nodeStart[node], problem.nodeStart[node + 1]);
    for (let node = 0; node < problem.numNodes; node++)
      for (let s = problem.nodeStart[node]; s < problem.nodeStart[node + 1]; s++)
        costs[s] += secondsPerByte * weights[node] * problem.usages[s];
    return costs;
  }

  /** By node: 1 for what stays between steps or between forward and backward, 0 for what does not. */
  #weights(): number[] {
    const { problem, inputNodes } = this.#built;
    const weights = Array.from({ length: problem.numNodes }, (_, node): number =>
      this.#isLive(node, this.#turn) || this.#isSum(node) ? 1 : 0,
    );
    inputNodes.forEach((node, input) => {
      const role = this.#roles.inputs[input];
      const isHeld = isWeightRole(role) || role === "optimizer" || this.#piece.before.inputs.includes(input);
      weights[node] = isHeld ? 1 : 0;
    });
    return weights;
  }

  /** When the backward part begins. */
  get #turn(): number {
    return this.#piece.numForwardOps + 1;
  }

  #isLive(node: number, time: number): boolean {
    const { liveFrom, liveTo } = this.#built.problem;
    return liveFrom[node] <= time && time < liveTo[node];
  }

  /** Whether a node holds a sum over the microbatches. */
  #isSum(node: number): boolean {
    const { liveFrom, liveTo } = this.#built.problem;
    const { microbatches, numAccumulateOps } = this.#piece.step;
    return microbatches > 1 && liveFrom[node] <= 1 && liveTo[node] > numAccumulateOps + 1;
  }

  /** The cost of a choice; `isStage` includes values that are common to all layers. */
  evaluate(choice: ArrayLike<number>, isStage: boolean): PieceCost {
    const { problem, inputNodes, inputPlacements } = this.#built;
    const { step, before, behind, homes } = this.#piece;
    const { graph, microbatches } = step;
    const exchanged = new Set([...before.inputs, ...behind.inputs, ...homes.values()]);
    const isInput = new Uint8Array(problem.numNodes);
    const isBoundary = new Uint8Array(problem.numNodes);
    inputNodes.forEach((node, input) => {
      isInput[node] = 1;
      if (exchanged.has(input)) isBoundary[node] = 1;
    });
    /** When a node is worked at. */
    const phaseOf = (node: number): Phase => {
      if (isBoundary[node]) return "backward";
      if (isInput[node]) return "update";
      if (this.#isSum(node)) return "backward";
      // A sum that the update reads is finished once per step.
      const op = Math.max(this.#built.producers[node], problem.liveFrom[node] - 1);
      if (op >= step.numAccumulateOps) return "update";
      return op < this.#piece.numForwardOps ? "forward" : "backward";
    };
    const skipped = isStage ? new Uint8Array(problem.numNodes) : this.#isCommon;
    const seconds = secondsByPhase(problem, choice, phaseOf, skipped);

    const inputBytes = (input: number): number => {
      const { value } = graph.inputs[input];
      return bytesOf(localType(graph.types[value], inputPlacements[input][choice[inputNodes[input]]], this.#mesh));
    };
    const bytesOfRole = (role: string): number =>
      graph.inputs.reduce(
        (sum, _, input) => sum + (this.#roles.inputs[input] === role && !exchanged.has(input) ? inputBytes(input) : 0),
        0,
      );
    const usage = (node: number): number => problem.usages[problem.nodeStart[node] + choice[node]];
    let [gradsBytes, heldBytes] = [0, 0];
    const load = new Float64Array(graph.ops.length + 4);
    for (let node = 0; node < problem.numNodes; node++) {
      if (isInput[node] || skipped[node]) continue;
      if (this.#isSum(node)) gradsBytes += usage(node);
      else {
        if (this.#isLive(node, this.#turn)) heldBytes += usage(node);
        load[problem.liveFrom[node]] += usage(node);
        load[problem.liveTo[node]] -= usage(node);
      }
    }
    let [peakBytes, liveBytes] = [0, 0];
    for (const change of load) {
      liveBytes += change;
      peakBytes = Math.max(peakBytes, liveBytes);
    }
    const sum = (inputs: readonly number[]): number => inputs.reduce((bytes, input) => bytes + inputBytes(input), 0);
    const boundaryBytes = sum(before.inputs);
    const batchBytes = graph.inputs.reduce(
      (bytes, _, input) =>
        bytes + (this.#roles.inputs[input] === "batch" && !exchanged.has(input) ? microbatches * inputBytes(input) : 0),
      0,
    );
    const placementOf = (input: number): Placement => inputPlacements[input][choice[inputNodes[input]]];
    const placements = (side: Piece["before"]) => ({
      inputs: side.inputs.map(placementOf),
      outputs: side.outputs.flatMap((output) => (homes.has(output) ? [placementOf(homes.get(output)!)] : [])),
    });
    const again = (remat: "selective" | "full"): MadeAgain => {
      const { seconds: extra, keptBytes } = this.#madeAgain(choice, remat, skipped);
      return { seconds: extra, keptBytes: keptBytes + boundaryBytes };
    };
    return {
      seconds: seconds.forward / microbatches + seconds.backward / microbatches,
      again: {
        none: { seconds: 0, keptBytes: heldBytes + boundaryBytes },
        selective: again("selective"),
        full: again("full"),
      },
      perStepSeconds: seconds.update,
      memory: {
        paramsBytes: bytesOfRole("parameter") + bytesOfRole("frozen"),
        gradsBytes,
        optimizerBytes: bytesOfRole("optimizer"),
        activationBytesPerMicrobatch: heldBytes + boundaryBytes,
        temporaryBytes: peakBytes - heldBytes + sum(behind.inputs) + batchBytes,
      },
      placements: { before: placements(before), behind: placements(behind) },
    };
  }

  /** Seconds and saved bytes of `remat` under a choice, without values that come from other layers. */
  #madeAgain(choice: ArrayLike<number>, remat: Remat, skipped: Uint8Array): MadeAgain {
    const { problem, producers } = this.#built;
    const { step, isForward } = this.#piece;
    const { again, kept } = rematOps(step, isForward, this.#commonOps, remat);
    let [seconds, keptBytes] = [0, 0];
    for (let node = 0; node < problem.numNodes; node++) {
      const maker = producers[node];
      if (maker < 0 || skipped[node] || this.#isSum(node)) continue;
      const entry = problem.nodeStart[node] + choice[node];
      if (again.has(maker)) seconds += problem.costs[entry];
      else if (kept.has(maker)) keptBytes += problem.usages[entry];
    }
    for (let edge = 0; edge < problem.numEdges; edge++) {
      const [from, to] = [problem.edgeFrom[edge], problem.edgeTo[edge]];
      if (!again.has(producers[to])) continue;
      seconds += problem.edgeTables[edge][choice[from] * numStrategies(problem, to) + choice[to]];
    }
    return { seconds: seconds / step.microbatches, keptBytes };
  }
}

/** By op: whether it is computed from constants and scalars only. */
function commonOps({ graph }: Step): boolean[] {
  const isOwn = graph.types.map(() => false);
  for (const { value } of graph.inputs) isOwn[value] = graph.types[value].shape.length > 0;
  return graph.ops.map(({ operands, results }) => {
    if (!operands.some((operand) => isOwn[operand])) return true;
    for (const result of results) isOwn[result] = true;
    return false;
  });
}

/** Seconds of nodes that are not skipped and of edges, by phase; an edge belongs to the later of its ends. */
function secondsByPhase(
  problem: ShardingProblem,
  choice: ArrayLike<number>,
  phaseOf: (node: number) => Phase,
  skipped: Uint8Array,
): Record<Phase, number> {
  const seconds = { forward: 0, backward: 0, update: 0 };
  const phases = Array.from({ length: problem.numNodes }, (_, node) => phaseOf(node));
  for (let node = 0; node < problem.numNodes; node++)
    if (!skipped[node]) seconds[phases[node]] += problem.costs[problem.nodeStart[node] + choice[node]];
  for (let edge = 0; edge < problem.numEdges; edge++) {
    const [from, to] = [problem.edgeFrom[edge], problem.edgeTo[edge]];
    const entry = choice[from] * numStrategies(problem, to) + choice[to];
    seconds[phases[to]] += problem.edgeTables[edge][entry];
  }
  return seconds;
}
