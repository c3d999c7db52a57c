/**
 * @file Intra-operator search: the best plan of a step over several mesh shapes, among the choices that a method
 * allows. `shard` allows all choices; ZeRO and the other methods are constraints on the same problem.
 */

import { opRepeats, type Step } from "../../analysis/step.ts";
import { within } from "../../base/cooperative.ts";
import { Infeasible, RuntimeFailure } from "../../base/errors.ts";
import { range } from "../../base/integers.ts";
import { PairMap } from "../../base/pair-map.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { bytesText } from "../../base/units.ts";
import { threadsCluster } from "../../cluster/host-presets.ts";
import { logicalMesh } from "../../cluster/mesh.ts";
import { checkHasDevices } from "../../cluster/restrict.ts";
import { meshShapes } from "../../cluster/submesh.ts";
import { type MeshCost, meshCost } from "../../cost/mesh-cost.ts";
import type { KernelPorts } from "../../ir/kernel-ports.ts";
import { signaturesOf } from "../../ir/signatures.ts";
import type { Mesh } from "../../plan/placement.ts";
import type { Plan } from "../../plan/plan.ts";
import { fusedPorts } from "../../sharding/facts/fused-ports.ts";
import { type MemoryShortage, memoryShortage } from "../../sharding/memory-diagnosis.ts";
import { planCost } from "../../sharding/plan-cost.ts";
import { tieLayers } from "../../sharding/problem/identical-layers.ts";
import { buildIntraOp, type IntraOpProblem } from "../../sharding/problem/intra-op.ts";
import { MeshTables } from "../../sharding/problem/mesh-tables.ts";
import type { ChoiceFilter } from "../../sharding/problem/node-choices.ts";
import { opWork } from "../../sharding/strategies/op-work.ts";
import { StrategyTable } from "../../sharding/strategies/strategies.ts";
import { untilFirstChoice } from "../../solver/first-choice.ts";
import { evaluateChoice } from "../../solver/problem.ts";
import { searchSharding } from "../../solver/solve.ts";
import type { ShardingSolution, SolveOptions, SolveProgress } from "../../solver/types.ts";
import type { SearchBudget, Target } from "../method.ts";
import { type Progress, ProgressTracker } from "../progress.ts";
import type { Constraints } from "./constraints.ts";

/**
 * Options of a method that searches. `seconds` is per mesh shape and defaults to 10. `gap` defaults to 0 (search until
 * the plan is proven optimal), or 0.01 for deep networks.
 */
export interface SearchOptions extends Constraints, Target, SearchBudget {}

/** The mesh shapes to search, with up to one axis per name in `names`. */
export function candidateMeshes(devices: number, names: readonly string[]): Mesh[] {
  const shapes = new Map<string, number[]>();
  for (let axes = 1; axes <= names.length; axes++) {
    for (const shape of meshShapes(devices, axes)) {
      const long = shape.filter((size) => size > 1);
      shapes.set(long.join("x"), long);
    }
  }
  // A coarser shape, whose axes are products of the axes of a finer one, adds no strategies.
  const maxAxes = Math.max(...[...shapes.values()].map((shape) => shape.length));
  const finest = [...shapes.values()].filter((shape) => shape.length === maxAxes);
  return finest.map((shape) => ({
    axes: shape.length === 0 ? [{ name: names[0], size: 1 }] : shape.map((size, i) => ({ name: names[i], size })),
  }));
}

/** Adds the cost model's estimate to a plan that no search made. */
export function withEstimate(step: Step, plan: Plan, { cluster, profile }: Target): Plan {
  const [{ mesh, devices }] = plan.stages;
  const cost = meshCost(logicalMesh(cluster ?? threadsCluster(devices.length), mesh.axes, devices), profile);
  const { seconds, peakBytes } = planCost(step, plan, cost);
  return { ...plan, estimate: { seconds, peakBytes } };
}

/** The input of one search. */
export interface PlanSearch extends Target, SearchBudget {
  readonly devices: number;
  readonly signal?: StopSignal;
  /** The plan's `method` text. */
  readonly method: string;
  readonly meshes: readonly Mesh[];
  /** The choices that the method allows on a mesh; all by default. */
  readonly filterOf?: (mesh: Mesh) => ChoiceFilter;
  /** Work limit per mesh, in table entries that the solver visits. */
  readonly work?: number;
  /** Tables by mesh, shared by searches on the same devices. */
  readonly tables?: Map<string, MeshTables>;
}

/**
 * Finds the fastest plan of `step` over all meshes, with a lower bound over all meshes.
 * @throws Infeasible when no plan fits in memory on any mesh, with the limit, the bytes needed and what dominates them
 */
export function* searchPlan(step: Step, search: PlanSearch): Generator<Progress, Plan> {
  const { devices, method, meshes, filterOf, memoryBytes, profile, signal, work, tables: shared = new Map() } = search;
  const cluster = search.cluster ?? threadsCluster(devices);
  checkHasDevices(cluster, devices, method);
  const isDeep = step.graph.ops.length >= deepNetworkOps;
  const ties = isDeep ? tieLayers(step) : undefined;
  const { seconds = 10, gap = isDeep ? 0.01 : 0 } = search;
  const tracker = new ProgressTracker(meshes.map((mesh) => [shapeText(mesh), 0]));
  let best: { readonly plan: Plan; readonly seconds: number; readonly peakBytes: number } | undefined;
  const failures: (Infeasible | RuntimeFailure)[] = [];
  for (const mesh of meshes) {
    const part = shapeText(mesh);
    yield tracker.progress;
    const tables =
      shared.get(part) ?? new MeshTables(mesh, meshCost(logicalMesh(cluster, mesh.axes, range(devices)), profile));
    shared.set(part, tables);
    const { cost } = tables;
    if (best && signal?.aborted) {
      tracker.raise(part, lowerBoundSeconds(step, mesh, cost));
      continue;
    }
    // Give up a mesh once its lower bound shows that it cannot improve the best plan by more than the gap.
    const stopSeconds = best ? (1 - gap) * best.seconds : Number.POSITIVE_INFINITY;
    let bound = 0;
    const stop: StopSignal = {
      get aborted() {
        return bound >= stopSeconds || signal?.aborted === true;
      },
    };
    const onProgress = (progress: SolveProgress): void => {
      bound = progress.bound;
      tracker.offer({ seconds: progress.cost });
      // The bound of a running solve may exceed the cost of the optimum by rounding; that of its solution does not.
      tracker.raise(part, bound * (1 - rounding));
    };
    try {
      const building = buildIntraOp(step, { mesh, cost, tables, memoryBytes, ties, filter: filterOf?.(mesh) });
      const built = yield* within(building, () => tracker.progress);
      const limits = { seconds, work, gap, signal: stop, onProgress };
      const solving = solveStep(step, built, untilFirstChoice(limits, best ? 0 : firstPlanSeconds));
      const solution = yield* within(solving, () => tracker.progress);
      tracker.raise(part, solution.bound);
      tracker.countSolved();
      if (!best || solution.cost < best.seconds) {
        const { peakUsage } = evaluateChoice(built.problem, solution.choice);
        best = { plan: built.decode(solution.choice, method), seconds: solution.cost, peakBytes: peakUsage };
      }
    } catch (error) {
      if (!(error instanceof Infeasible || error instanceof RuntimeFailure)) throw error;
      failures.push(error);
      if (error instanceof Infeasible) tracker.raise(part, Number.POSITIVE_INFINITY);
    }
  }
  if (!best) throw failures.sort((a, b) => fittingBytes(a) - fittingBytes(b))[0];
  yield tracker.progress;
  const { plan, peakBytes } = best;
  const boundSeconds = Math.min(tracker.progress.boundSeconds, best.seconds);
  return {
    ...plan,
    estimate: {
      seconds: best.seconds,
      boundSeconds,
      peakBytes,
      ...(isDeep && { symmetry: "identical-layers" as const }),
    },
  };
}

const shapeText = ({ axes }: Mesh): string => axes.map(({ name, size }) => `${name}=${size}`).join(" ");

/** Relative rounding of sums of seconds. */
const rounding = 1e-12;

/** Grace period to find a first plan after the user has stopped the search. */
const firstPlanSeconds = 2;

/** Identical layers share their strategies if the step has at least this many ops. */
const deepNetworkOps = 3000;

/**
 * Lower bound on the seconds of every plan on a mesh: the sum over the ops of the fewest seconds of computation,
 * without communication.
 */
function lowerBoundSeconds(step: Step, mesh: Mesh, cost: MeshCost): number {
  const { graph } = step;
  const repeats = opRepeats(step);
  const table = new StrategyTable(mesh);
  const fused = fusedPorts(step, cost.fusion);
  const signatures = signaturesOf(graph);
  const minSeconds = new PairMap<number, KernelPorts | undefined, number>();
  return graph.ops.reduce((sum, op, index) => {
    const seconds = minSeconds.getOrMake(signatures[index], fused[index], () => {
      const works = table.of(graph, index).map((strategy) => opWork(graph, op, strategy, mesh, fused[index]));
      return Math.min(...works.map((work) => (work ? cost.op(work) : 0)));
    });
    return sum + seconds * repeats[index];
  }, 0);
}

/**
 * Solves the problem. Errors are in terms of the step: the bytes needed and the values that need them, or constraints
 * that contradict one another.
 */
function* solveStep(step: Step, built: IntraOpProblem, options: SolveOptions): Generator<void, ShardingSolution> {
  try {
    return yield* searchSharding(built.problem, options);
  } catch (error) {
    if (!(error instanceof Infeasible || error instanceof RuntimeFailure)) throw error;
    if (error instanceof RuntimeFailure && options.signal?.aborted)
      throw new RuntimeFailure(
        "search",
        "was stopped before a plan that fits in memory was found; give more seconds or more memory",
      );
    const shortage = yield* memoryShortage(step, built, options.signal);
    const { usageLimit } = built.problem;
    if (error instanceof Infeasible)
      throw (
        shortage ??
        new Infeasible(
          "constraints",
          "they contradict one another: no placements satisfy them all; drop a pin or a forbidden split",
        )
      );
    if (shortage && (shortage.details as unknown as MemoryShortage).leastBytes > usageLimit) throw shortage;
    throw new RuntimeFailure(
      "search",
      `no plan that fits in ${bytesText(usageLimit)} per device was found in ${options.seconds} s; ` +
        `give more seconds or more memory${shortage ? ` (${shortage.message})` : ""}`,
    );
  }
}

/** The bytes that would suffice, from a memory error; Infinity for other errors, which are less informative. */
const fittingBytes = (error: unknown): number =>
  error instanceof Infeasible && typeof error.details.fittingBytes === "number"
    ? error.details.fittingBytes
    : Number.POSITIVE_INFINITY;
