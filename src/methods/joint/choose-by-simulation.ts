/**
 * @file The choice among a few plans of a small step by simulation. Each plan is lowered to the program that would run,
 * and the simulator steps through it. Effects outside the cost model of the search then count too: overlapping
 * messages, waits between stages.
 */
import { isRefusal } from "../../base/errors.ts";
import { lower } from "../../lower/lower.ts";
import { simulateProgram } from "../../simulate/simulate.ts";
import { dataParallel } from "../data-parallel.ts";
import type { Method, PlannedStep, PlanRequest, Target } from "../method.ts";
import { tensorParallel } from "../tensor-parallel.ts";
import { zero } from "../zero.ts";

/**
 * Plans the request by each named method that suits the step.
 * @param take  called with each plan; returns whether to continue
 */
export function* plansOfNamedMethods(
  request: PlanRequest,
  take: (planned: PlannedStep) => boolean,
): Generator<unknown, void> {
  const methods: Method[] = [dataParallel(), tensorParallel(), ...([1, 2, 3] as const).map((stage) => zero({ stage }))];
  for (const method of methods) {
    yield;
    try {
      if (!take(yield* method.plan(request))) return;
    } catch (error) {
      // The method does not suit the step: the batch does not divide, there are no matmul chains, or memory is short.
      if (!isRefusal(error)) throw error;
    }
  }
}

/** Simulated seconds of a planned step; Infinity when it does not fit in memory. */
export function simulatedSeconds(
  { step, plan }: PlannedStep,
  { cluster, profile, memoryBytes = Number.POSITIVE_INFINITY }: Target & Required<Pick<Target, "cluster">>,
): number {
  const limitBytes = Math.min(memoryBytes, ...cluster.hosts.map(({ device }) => device.memoryBytes));
  const { seconds, meshes } = simulateProgram(lower(step, plan), { cluster, profile });
  return meshes.every(({ memory }) => memory.peakBytes <= limitBytes) ? seconds : Number.POSITIVE_INFINITY;
}

/** The relative difference below which simulated seconds count as equal. */
const tie = 1e-3;

/** The plan with the fewest simulated seconds; the first among ties. */
export function fastest<P extends { readonly simulatedSeconds: number }>(plans: readonly P[]): P {
  const fewestSeconds = Math.min(...plans.map(({ simulatedSeconds: seconds }) => seconds));
  return plans.find(({ simulatedSeconds: seconds }) => seconds <= fewestSeconds * (1 + tie))!;
}
