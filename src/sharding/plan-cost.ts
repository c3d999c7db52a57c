/**
 * @file The cost of any plan under the objective of the intra-operator problem: the seconds of one device's computation
 * and of the collectives. Collectives reshard every value from the placement of its producer to those of its readers. A
 * value with several readers is resharded once, to the placement in the plan, and from there for each reader. If the
 * plan names no such placement, the cheapest is assumed, as in the problem; the same holds for sums over the
 * microbatches. A value takes memory from the op that produces it to its last reader.
 */
import { opRepeats, type Step, summedValues } from "../analysis/step.ts";
import { InvalidConfig, Unsupported } from "../base/errors.ts";
import { PairMap } from "../base/pair-map.ts";
import type { MeshCost } from "../cost/mesh-cost.ts";
import type { ValueId } from "../ir/graph.ts";
import type { KernelPorts } from "../ir/kernel-ports.ts";
import { bytesOf } from "../ir/types.ts";
import { localType, type Placement, withoutTrivialAxes } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { planPlacements } from "./check-plan.ts";
import { fusedPorts } from "./facts/fused-ports.ts";
import { liveRanges, stepEnd } from "./facts/live-ranges.ts";
import { findSyncPoints } from "./facts/sync-points.ts";
import { ReshardSeconds } from "./reshard/reshard-seconds.ts";
import { type OpPlacements, zeroValues } from "./strategies/op-placements.ts";
import { isFree, opWork } from "./strategies/op-work.ts";

export interface PlanCost {
  /** The objective: compute and communication, nothing overlapped. */
  readonly seconds: number;
  readonly computeSeconds: number;
  readonly communicationSeconds: number;
  /** Most bytes that a device holds at any time. */
  readonly peakBytes: number;
}

/** A placement in which a reader needs a value, `times` per step. */
interface Need {
  readonly placement: Placement;
  readonly times: number;
  /** Whether the reader is in the update. */
  readonly isApplied: boolean;
  /** The number of synchronization points of the reshard to this placement. */
  readonly syncPoints: number;
}

/**
 * Returns the seconds of one step of `plan` under a cost model of its mesh, and the bytes that it needs per device.
 * @throws InvalidConfig when the plan does not suit the step or the model, Unsupported for plans of several stages
 */
export function planCost(step: Step, plan: Plan, cost: MeshCost): PlanCost {
  const { graph } = step;
  if (plan.stages.length !== 1)
    throw new Unsupported("planCost", `the plan has ${plan.stages.length} stages; price each stage's step by itself`);
  const [{ mesh }] = plan.stages;
  for (const { name, size } of mesh.axes)
    if (!cost.axes.some((axis) => axis.name === name && axis.size === size))
      throw new InvalidConfig(
        "planCost",
        `the cost model has no axis ${name}=${size} of the plan; use that of its mesh`,
      );
  if (plan.ops.length !== graph.ops.length || plan.inputs.length !== graph.inputs.length)
    throw new InvalidConfig(
      "planCost",
      `the plan has ${plan.ops.length} ops and ${plan.inputs.length} inputs, the step ${graph.ops.length} and ` +
        `${graph.inputs.length}; give the step it was made for`,
    );

  const reshard = new ReshardSeconds(mesh, cost);
  const repeats = opRepeats(step);
  const placements = planPlacements(graph, plan);
  const zeros = zeroValues(graph);
  const needs: Need[][] = graph.types.map(() => []);
  const { forReader, forAll } = findSyncPoints(step);
  const need = (value: ValueId, wanted: Placement, facts: Omit<Need, "placement">): void => {
    // Zeros are a sum of zeros: they count as partial on any axis that does not split them.
    const placement = zeros.has(value) ? { dims: wanted.dims, partial: [] } : wanted;
    needs[value].push({ placement: withoutTrivialAxes(placement, mesh), ...facts });
  };
  graph.ops.forEach(({ operands }, index) => {
    operands.forEach((value, position) => {
      const isApplied = index >= step.numAccumulateOps;
      const facts = { times: repeats[index], isApplied, syncPoints: forReader(value, index) };
      need(value, placements[index].operands[position], facts);
    });
  });
  graph.outputs.forEach(({ value }, output) => {
    const isSent = step.sent?.includes(output) ?? false;
    const facts = { times: isSent ? step.microbatches : 1, isApplied: !isSent, syncPoints: forAll(value) };
    need(value, plan.outputs[output].placement, facts);
  });

  let communicationSeconds = 0;
  const between = (value: ValueId, from: Placement, to: Placement, { times, syncPoints }: Repetition): number => {
    const seconds = reshard.between(graph.types[value], from, to, syncPoints);
    return seconds === 0 ? 0 : times * seconds;
  };
  /** The cheapest route from a placement to the given needs; through one shared placement if they are several. */
  const routeOnce = (value: ValueId, from: Placement, all: readonly Need[]): Route => {
    const candidates = [from, ...(all.length > 1 ? all.map(({ placement }) => placement) : [])];
    const secondsFrom = (shared: Placement): number =>
      all.reduce((sum, each) => sum + between(value, shared, each.placement, each), 0);
    const once = { times: 1, syncPoints: 0 };
    return cheapest(
      candidates.map((shared) => ({ shared, seconds: between(value, from, shared, once) + secondsFrom(shared) })),
    );
  };
  const sums = summedValues(step);
  /** The route from a placement to all readers of a value; `shared` is that of its sum over the microbatches. */
  const routeToReaders = (value: ValueId, from: Placement): Route => {
    const isTotal = ({ isApplied }: Need): boolean => isApplied && sums.has(value);
    const direct = needs[value].filter((each) => !isTotal(each));
    const { shared, seconds } = routeOnce(value, from, needs[value].filter(isTotal));
    const others = direct.reduce((sum, each) => sum + between(value, from, each.placement, each), 0);
    return { shared, seconds: seconds + others };
  };

  const ranges = liveRanges(step, cost.fusion);
  const held = new HeldBytes(stepEnd(step));
  const localBytes = (value: ValueId, placement: Placement): number =>
    bytesOf(localType(graph.types[value], placement, mesh));
  const isBatch = new Set(step.batchInputs.map(({ input }) => input));
  graph.inputs.forEach(({ value }, input) => {
    const placement = withoutTrivialAxes(plan.inputs[input].placement, mesh);
    communicationSeconds += routeToReaders(value, placement).seconds;
    held.addAlways(localBytes(value, placement) * (isBatch.has(input) ? step.microbatches : 1));
  });
  const reshards = new Map(plan.reshards?.map(({ value, placement }) => [value, withoutTrivialAxes(placement, mesh)]));
  const computeSeconds = computeSecondsOf(step, plan, cost, placements);
  graph.ops.forEach((op, index) => {
    op.results.forEach((value, position) => {
      const produced = placements[index].results[position];
      const planned = reshards.get(value);
      const once = { times: repeats[index], syncPoints: forAll(value) };
      const needed = needs[value].length > 1 ? needs[value].map((each) => each.placement) : [];
      const candidates = planned ? [planned] : [produced, ...needed];
      const { shared, seconds } = cheapest(
        candidates.map((shared) => ({
          shared,
          seconds: between(value, produced, shared, once) + routeToReaders(value, shared).seconds,
        })),
      );
      communicationSeconds += seconds;
      if (isFree(op)) return;
      const { from, to, totalFrom } = ranges[value];
      held.add(localBytes(value, shared), from, totalFrom ?? to);
      if (totalFrom === undefined) return;
      held.add(localBytes(value, routeToReaders(value, shared).shared), totalFrom, to);
    });
  });
  const peakBytes = held.peak();
  return { seconds: computeSeconds + communicationSeconds, computeSeconds, communicationSeconds, peakBytes };
}

/** The seconds of one device's computation in one step of a plan of one stage: the first part of {@link planCost}. */
export function computeSecondsOf(
  step: Step,
  plan: Plan,
  cost: MeshCost,
  placements: readonly OpPlacements[] = planPlacements(step.graph, plan),
): number {
  const { graph } = step;
  const [{ mesh }] = plan.stages;
  const repeats = opRepeats(step);
  const fused = fusedPorts(step, cost.fusion);
  // Ops that share their placements are priced once.
  const known = new PairMap<OpPlacements, KernelPorts | undefined, number>();
  return graph.ops.reduce((sum, op, index) => {
    const seconds = known.getOrMake(placements[index], fused[index], () => {
      const work = opWork(graph, op, { plan: plan.ops[index], ...placements[index] }, mesh, fused[index]);
      return work ? cost.op(work) : 0;
    });
    return sum + repeats[index] * seconds;
  }, 0);
}

/** The number of reshards of a value per step, and of synchronization points per reshard. */
type Repetition = Pick<Need, "times" | "syncPoints">;

/** A route of reshards from a value's placement to its readers: through `shared`, in `seconds` altogether. */
interface Route {
  readonly shared: Placement;
  readonly seconds: number;
}

const cheapest = (routes: readonly Route[]): Route => routes.reduce((a, b) => (b.seconds < a.seconds ? b : a));

/** The bytes held at each of the times 0 … `endTime`. */
class HeldBytes {
  readonly #changes: Float64Array;

  constructor(endTime: number) {
    this.#changes = new Float64Array(endTime + 2);
  }

  addAlways(bytes: number): void {
    this.#changes[0] += bytes;
  }

  /** Holds `bytes` for times `from` <= t < `to`. */
  add(bytes: number, from: number, to: number): void {
    this.#changes[from] += bytes;
    this.#changes[to] -= bytes;
  }

  peak(): number {
    let [held, most] = [0, 0];
    for (const change of this.#changes) {
      held += change;
      most = Math.max(most, held);
    }
    return most;
  }
}
