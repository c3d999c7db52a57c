/**
 * @file The cost of a slice of layers on a mesh: its intra-operator problem, solved without a memory limit but with a
 * price per byte of memory. A price of 0 gives the fastest choice; higher prices favor splits that save memory, as ZeRO
 * and tensor parallelism do. The choices at several prices are the candidates of a stage, and the lowest cost at price
 * 0 is a lower bound on all of them.
 */

import type { Pass } from "../../../analysis/passes.ts";
import { rematerializedLayer } from "../../../analysis/remat.ts";
import { findRoles, isWeightRole } from "../../../analysis/roles.ts";
import type { Step } from "../../../analysis/step.ts";
import { memoize, memoizeWeakly } from "../../../base/memoize.ts";
import type { StopSignal } from "../../../base/stop-signal.ts";
import type { Fusion } from "../../../cluster/device.ts";
import { findConstants } from "../../../ir/constants.ts";
import type { ValueId } from "../../../ir/graph.ts";
import type { KernelPorts } from "../../../ir/kernel-ports.ts";
import { bytesOf } from "../../../ir/types.ts";
import { localType, type Placement } from "../../../plan/placement.ts";
import type { Plan, Remat } from "../../../plan/plan.ts";
import { fusedPorts } from "../../../sharding/facts/fused-ports.ts";
import { buildIntraOp, type IntraOpOptions, type IntraOpProblem } from "../../../sharding/problem/intra-op.ts";
import { MeshTables } from "../../../sharding/problem/mesh-tables.ts";
import { boundSharding } from "../../../solver/bounds/fast-bound.ts";
import { untilFirstChoice } from "../../../solver/first-choice.ts";
import { evaluateChoice, numStrategies, type ShardingProblem } from "../../../solver/problem.ts";
import { searchSharding } from "../../../solver/solve.ts";
import type { SolveOptions } from "../../../solver/types.ts";
import type { StageMemory } from "../../../stage-search/memory-rule.ts";
import { partFilter } from "../intra-space.ts";
import { cheapestWithin } from "./cheapest-within.ts";
import type { LayerSlice } from "./layer-slices.ts";
import { leanPorts } from "./lean-ports.ts";
import { weightGradientReads } from "./weight-gradient-reads.ts";

export interface LayerCost {
  /** Seconds of forward and backward of one microbatch, without what `rematCosts` adds. */
  readonly seconds: number;
  /** By kind of recomputation, what it costs. */
  readonly rematCosts: Readonly<Record<Remat, RematCost>>;
  /** Seconds of the update: gradient synchronization and optimizer. */
  readonly perStepSeconds: number;
  readonly memory: StageMemory;
  /** Placements of the values that the slice receives and sends, in the order of its boundaries. */
  readonly placements: BoundaryPlacements;
}

/**
 * The cost of one kind of recomputation, per microbatch: the extra seconds and the activations still saved. With
 * `fused` as the baseline (`LayerSlice.least`), `none` costs extra seconds too: it writes activations to memory and
 * reads them back, which `fused` avoids.
 */
export interface RematCost {
  readonly seconds: number;
  /** Bytes of saved activations; with `full`, only the values received from the layers before. */
  readonly savedBytes: number;
}

export interface BoundaryPlacements {
  readonly before: { readonly inputs: readonly Placement[]; readonly outputs: readonly Placement[] };
  readonly after: { readonly inputs: readonly Placement[]; readonly outputs: readonly Placement[] };
}

/** A pass; the prologue counts as forward. */
type TimedPass = Exclude<Pass, "prologue">;

/** Time and work limits of one solve, and its relative gap. */
const solveOptions = { seconds: 5, work: 6e7, gap: 5e-3 };

/** The intra-operator problem of a slice on a mesh, to be solved at several memory prices. */
export class LayerProblem {
  readonly #slice: LayerSlice;
  readonly #tables: MeshTables;
  readonly #built: IntraOpProblem;
  readonly #roles: ReturnType<typeof findRoles>;
  /**
   * By node: whether its op depends on no data (masks, learning rates). The slice of every layer that reads such an op
   * contains it, but a stage computes it only once.
   */
  readonly #isDataIndependent: Uint8Array;
  /** The problem where memory costs nothing. One object, since the solver remembers what it reduces to. */
  readonly #free: ShardingProblem;

  /** @param options  `options.filter` is the filter of the whole step */
  static *build(
    slice: LayerSlice,
    { filter, ...options }: Omit<IntraOpOptions, "memoryBytes">,
  ): Generator<void, LayerProblem> {
    const tables = options.tables ?? new MeshTables(options.mesh, options.cost);
    const built = yield* buildIntraOp(slice.step, {
      ...options,
      tables,
      ports: slice.ports?.(options.cost.fusion),
      memoryBytes: Number.POSITIVE_INFINITY,
      ...(filter && { filter: partFilter(slice.part, filter) }),
    });
    return new LayerProblem(slice, tables, built);
  }

  private constructor(slice: LayerSlice, tables: MeshTables, built: IntraOpProblem) {
    this.#slice = slice;
    this.#tables = tables;
    this.#built = built;
    this.#roles = findRoles(slice.step);
    this.#isDataIndependent = new Uint8Array(built.problem.numNodes);
    dataIndependentOps(slice.step).forEach((isIndependent, op) => {
      if (isIndependent) this.#isDataIndependent[built.opNodes[op]] = 1;
    });
    this.#free = { ...built.problem, costs: this.#priced(0) };
  }

  /** The choice on a mesh of one device, where every node has one strategy. */
  onlyChoice(): Int32Array {
    return new Int32Array(this.#built.problem.numNodes);
  }

  /**
   * Returns the cheapest choice when every byte costs `secondsPerByte`, and a lower bound on its cost, both without
   * data-independent ops. Once `signal` is aborted, returns the cheapest choice so far.
   */
  *solve(secondsPerByte: number, signal?: StopSignal): Generator<void, { choice: Int32Array; bound: number }> {
    const priced = secondsPerByte === 0 ? this.#free : { ...this.#built.problem, costs: this.#priced(secondsPerByte) };
    const { choice, bound } = yield* searchSharding(
      priced,
      untilFirstChoice({ ...solveOptions, signal }, solveOptions.seconds),
    );
    return { choice: Int32Array.from(choice), bound };
  }

  /**
   * Lower bound on the seconds per step of any choice, without data-independent ops. Takes about a third of the time of
   * solving, or less when it may stop at `targetSeconds`.
   */
  bound(targetSeconds: number): Generator<void, number> {
    return boundSharding(this.#free, targetSeconds);
  }

  /**
   * The cheapest choice whose peak memory is at most `limitBytes` with `inFlight` microbatches in flight, of which the
   * weight gradients of `waiting` are put off, and that peak.
   * @throws Infeasible when there is none
   */
  *solveWithin(
    limitBytes: number,
    { inFlight, waiting }: { readonly inFlight: number; readonly waiting: number },
    options: SolveOptions,
  ): Generator<void, { choice: ArrayLike<number>; peakBytes: number }> {
    const { problem } = this.#built;
    const { nodeStart, numNodes } = problem;
    const usages = problem.usages.slice();
    const nodes = Array.from({ length: numNodes }, (_, node) => node);
    const isHeld = nodes.map((node) => this.#isHeld(node));
    const isRead = nodes.map((node) => waiting > 0 && this.#isReadByWeightGradients(node));
    // The first choice splits nothing.
    const bytesOf = (is: (node: number) => boolean): number =>
      nodes.reduce((sum, node) => sum + (is(node) ? problem.usages[nodeStart[node]] : 0), 0);
    const needsMore =
      bytesOf((node) => isRead[node] && !isHeld[node]) > bytesOf((node) => isHeld[node] && !isRead[node]);
    // The most is held either before a backward pass, or at its end, when the most weight gradients wait.
    const late = needsMore ? waiting : 0;
    const liveTo = problem.liveTo.slice();
    const holdOn = (node: number): void => {
      liveTo[node] = Math.max(liveTo[node], this.#slice.step.numAccumulateOps + 1);
    };
    for (const node of nodes) {
      let times = isHeld[node] ? inFlight : 1;
      if (late > 0 && isRead[node]) {
        if (!isHeld[node]) times = Math.max(1, late);
        holdOn(node);
      } else if (late > 0 && isHeld[node]) {
        times = Math.max(inFlight - late, Math.min(1, inFlight));
        if (inFlight - late >= 1) holdOn(node);
      }
      for (let s = nodeStart[node]; s < nodeStart[node + 1]; s++) usages[s] *= times;
    }
    const limited = { ...problem, usages, liveTo, usageLimit: limitBytes };
    const weights = this.#weights();
    const choice = yield* cheapestWithin(limited, (node) => weights[node] > 0, options);
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
      if (this.#isDataIndependent[node]) costs.fill(0, problem.nodeStart[node], problem.nodeStart[node + 1]);
    for (let node = 0; node < problem.numNodes; node++)
      for (let s = problem.nodeStart[node]; s < problem.nodeStart[node + 1]; s++)
        costs[s] += secondsPerByte * weights[node] * problem.usages[s];
    return costs;
  }

  /** By node: 1 if its value stays in memory between steps or from forward to backward, else 0. */
  #weights(): number[] {
    const { problem, inputNodes, producers } = this.#built;
    const isSaved = (node: number): boolean =>
      this.#isLive(node, this.#backwardStart) &&
      !(
        this.#slice.least === "fused" &&
        producers[node] >= 0 &&
        !recomputing(this.#slice).by("fused").saved.has(producers[node])
      );
    const weights = Array.from({ length: problem.numNodes }, (_, node): number =>
      isSaved(node) || this.#isAccumulator(node) ? 1 : 0,
    );
    inputNodes.forEach((node, input) => {
      const role = this.#roles.inputs[input];
      const isHeld = isWeightRole(role) || role === "optimizer" || this.#slice.before.inputs.includes(input);
      weights[node] = isHeld ? 1 : 0;
    });
    return weights;
  }

  /** The time, in ops, at which the backward pass begins. */
  get #backwardStart(): number {
    return this.#slice.numForwardOps + 1;
  }

  #isLive(node: number, time: number): boolean {
    const { liveFrom, liveTo } = this.#built.problem;
    return liveFrom[node] <= time && time < liveTo[node];
  }

  /** Whether a node is held once per microbatch in flight: saved for the backward pass, or received before it. */
  #isHeld(node: number): boolean {
    const { inputNodes } = this.#built;
    if (this.#slice.before.inputs.some((input) => inputNodes[input] === node)) return true;
    const isInput = this.#built.producers[node] < 0;
    return !isInput && this.#isLive(node, this.#backwardStart) && !this.#isAccumulator(node);
  }

  /** Whether the ops of weight gradients read a node that other ops of the microbatch make, or that is received. */
  #isReadByWeightGradients(node: number): boolean {
    const { producers, inputNodes } = this.#built;
    const { ops, inputs } = weightGradientReads(this.#slice);
    if (producers[node] < 0) return inputs.some((input) => inputNodes[input] === node);
    return ops.has(producers[node]) && !this.#isDataIndependent[node] && !this.#isAccumulator(node);
  }

  /** Whether a node accumulates a sum over the microbatches. */
  #isAccumulator(node: number): boolean {
    const { liveFrom, liveTo } = this.#built.problem;
    const { microbatches, numAccumulateOps } = this.#slice.step;
    return microbatches > 1 && liveFrom[node] <= 1 && liveTo[node] > numAccumulateOps + 1;
  }

  /** The cost of a choice of a layer. */
  evaluateLayer(choice: ArrayLike<number>): LayerCost {
    const cost = this.evaluate(choice, false);
    const ports = recomputing(this.#slice).ports(this.#tables.cost.fusion);
    const baseline = this.#computeSeconds(choice, [...this.#built.opNodes.keys()], ports);
    return {
      ...cost,
      rematCosts: {
        none: { ...this.#rematCost(choice, "none", baseline), savedBytes: cost.memory.activationBytesPerMicrobatch },
        fused: this.#rematCost(choice, "fused", baseline),
        selective: this.#rematCost(choice, "selective", baseline),
        full: this.#rematCost(choice, "full", baseline),
      },
    };
  }

  /** The cost of a choice without further recomputation. Includes data-independent ops if `isStage`. */
  evaluate(choice: ArrayLike<number>, isStage: boolean): Omit<LayerCost, "rematCosts"> {
    const { problem, inputNodes, inputPlacements } = this.#built;
    const { step, before, after, feedbackInputs } = this.#slice;
    const { graph, microbatches } = step;
    const exchanged = new Set([...before.inputs, ...after.inputs, ...feedbackInputs.values()]);
    const isInput = new Uint8Array(problem.numNodes);
    const isBoundary = new Uint8Array(problem.numNodes);
    inputNodes.forEach((node, input) => {
      isInput[node] = 1;
      if (exchanged.has(input)) isBoundary[node] = 1;
    });
    /** The phase to which the seconds of a node belong. */
    const passOf = (node: number): TimedPass => {
      if (isBoundary[node]) return "backward";
      if (isInput[node]) return "update";
      if (this.#isAccumulator(node)) return "backward";
      // The final sum that the update reads is computed once per step.
      const op = Math.max(this.#built.producers[node], problem.liveFrom[node] - 1);
      if (op >= step.numAccumulateOps) return "update";
      return op < this.#slice.numForwardOps ? "forward" : "backward";
    };
    const skipped = isStage ? new Uint8Array(problem.numNodes) : this.#isDataIndependent;
    const seconds = secondsByPass(problem, choice, passOf, skipped);

    const inputBytes = (input: number): number => this.#inputBytes(choice, input);
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
      if (this.#isAccumulator(node)) gradsBytes += usage(node);
      else {
        if (this.#isLive(node, this.#backwardStart)) heldBytes += usage(node);
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
    let waitingBytes = sum(weightGradientReads(this.#slice).inputs);
    for (let node = 0; node < problem.numNodes; node++)
      if (!isInput[node] && !skipped[node] && this.#isReadByWeightGradients(node)) waitingBytes += usage(node);
    const batchBytes = graph.inputs.reduce(
      (bytes, _, input) =>
        bytes + (this.#roles.inputs[input] === "batch" && !exchanged.has(input) ? microbatches * inputBytes(input) : 0),
      0,
    );
    const placementOf = (input: number): Placement => inputPlacements[input][choice[inputNodes[input]]];
    const placements = (side: LayerSlice["before"]) => ({
      inputs: side.inputs.map(placementOf),
      outputs: side.outputs.flatMap((output) =>
        feedbackInputs.has(output) ? [placementOf(feedbackInputs.get(output)!)] : [],
      ),
    });
    return {
      seconds: seconds.forward / microbatches + seconds.backward / microbatches,
      perStepSeconds: seconds.update,
      memory: {
        paramsBytes: bytesOfRole("parameter") + bytesOfRole("frozen"),
        gradsBytes,
        optimizerBytes: bytesOfRole("optimizer"),
        activationBytesPerMicrobatch: heldBytes + sum(before.inputs),
        waitingBytesPerMicrobatch: waitingBytes,
        temporaryBytes: peakBytes - heldBytes + sum(after.inputs) + batchBytes,
      },
      placements: { before: placements(before), after: placements(after) },
    };
  }

  /** Bytes of an input on one device. */
  #inputBytes(choice: ArrayLike<number>, input: number): number {
    const { inputNodes, inputPlacements } = this.#built;
    const { graph } = this.#slice.step;
    const placement = inputPlacements[input][choice[inputNodes[input]]];
    return bytesOf(localType(graph.types[graph.inputs[input].value], placement, this.#tables.mesh));
  }

  /**
   * The cost of `remat` under a choice. Recomputed ops form kernels with the backward ops around them, so the seconds
   * that it adds are those of all kernels of the rewritten step less the baseline.
   * @param baseline  seconds of the original ops with the traffic of `leanPorts`, which `LayerCost.seconds` holds
   */
  #rematCost(choice: ArrayLike<number>, remat: Remat, baseline: number): RematCost {
    const { problem, producers } = this.#built;
    const { step, before } = this.#slice;
    const { recomputed, saved, ops, step: rewritten } = recomputing(this.#slice).by(remat);
    let seconds = this.#computeSeconds(choice, ops, fusedPorts(rewritten, this.#tables.cost.fusion)) - baseline;
    let savedBytes = before.inputs.reduce((bytes, input) => bytes + this.#inputBytes(choice, input), 0);
    for (let node = 0; node < problem.numNodes; node++) {
      const producer = producers[node];
      if (producer < 0 || this.#isDataIndependent[node] || this.#isAccumulator(node)) continue;
      if (saved.has(producer)) savedBytes += problem.usages[problem.nodeStart[node] + choice[node]];
    }
    for (let edge = 0; edge < problem.numEdges; edge++) {
      const [from, to] = [problem.edgeFrom[edge], problem.edgeTo[edge]];
      if (!recomputed.has(producers[to])) continue;
      seconds += problem.edgeTables[edge][choice[from] * numStrategies(problem, to) + choice[to]] / step.microbatches;
    }
    return { seconds, savedBytes };
  }

  /** Seconds of computation of ops of the step, in microbatches, each with its memory traffic. */
  #computeSeconds(
    choice: ArrayLike<number>,
    ops: readonly number[],
    ports: readonly (KernelPorts | undefined)[],
  ): number {
    const { strategies, opNodes } = this.#built;
    const { graph, numAccumulateOps } = this.#slice.step;
    return ops.reduce((sum, op, index) => {
      const node = opNodes[op];
      if (this.#isDataIndependent[node] || op >= numAccumulateOps) return sum;
      return sum + this.#tables.secondsOf(graph, graph.ops[op], strategies[op], ports[index])[choice[node]];
    }, 0);
  }
}

/**
 * The slice's step as one layer. `by` gives, by kind of recomputation, that step rewritten, and the ops that it
 * recomputes and saves; `ports` the memory traffic of the baseline.
 */
const recomputing = memoizeWeakly((slice: LayerSlice) => {
  const { step, isForward, least, flash } = slice;
  const opLayers = Int32Array.from(dataIndependentOps(step), (isIndependent) => (isIndependent ? -1 : 0));
  const layer = { numLayers: 1, isForward, opLayers };
  const by = memoize((choice: Remat) => rematerializedLayer(step, layer, choice, { flash }));
  return { by, ports: memoize((fusion: Fusion) => leanPorts(step, by(least), fusion)) };
});

/** By op: whether it is computed from constants and scalars only. */
function dataIndependentOps({ graph }: Step): boolean[] {
  const isKnown = (input: ValueId): boolean => graph.types[input].shape.length === 0;
  const isConstant = findConstants(graph, { isKnown });
  return graph.ops.map(({ operands }) => operands.every((operand) => isConstant[operand]));
}

/** Seconds per phase of the edges and of the nodes that are not skipped. An edge counts in the phase of its target. */
function secondsByPass(
  problem: ShardingProblem,
  choice: ArrayLike<number>,
  passOf: (node: number) => TimedPass,
  skipped: Uint8Array,
): Record<TimedPass, number> {
  const seconds = { forward: 0, backward: 0, update: 0 };
  const passes = Array.from({ length: problem.numNodes }, (_, node) => passOf(node));
  for (let node = 0; node < problem.numNodes; node++)
    if (!skipped[node]) seconds[passes[node]] += problem.costs[problem.nodeStart[node] + choice[node]];
  for (let edge = 0; edge < problem.numEdges; edge++) {
    const [from, to] = [problem.edgeFrom[edge], problem.edgeTo[edge]];
    const entry = choice[from] * numStrategies(problem, to) + choice[to];
    seconds[passes[to]] += problem.edgeTables[edge][entry];
  }
  return seconds;
}
