/**
 * @file The choice among a few plans of a small step: each is lowered and its program simulated, so that what the
 * search leaves out (updates in one pass, messages that overlap, waiting between stages) counts too. What is simulated
 * is what runs.
 */
import { AlpaError } from "../../base/errors.ts";
import { lower } from "../../lower/lower.ts";
import { simulateProgram } from "../../simulate/simulate.ts";
import { dataParallel } from "../data-parallel.ts";
import type { Method, PlannedStep, PlanRequest, Target } from "../method.ts";
import { tensorParallel } from "../tensor-parallel.ts";
import { zero } from "../zero.ts";

/**
 * Plans the request by each method that people know, as far as it suits the step.
 * @param take  takes a plan, and says whether to go on
 */
export function* plansByName(request: PlanRequest, take: (planned: PlannedStep) => boolean): Generator<unknown, void> {
  const methods: Method[] = [dataParallel(), tensorParallel(), ...([1, 2, 3] as const).map((stage) => zero({ stage }))];
  for (const method of methods) {
    yield;
    try {
      if (!take(yield* method.plan(request))) return;
    } catch (error) {
      // A batch that does not divide, a network without matmul chains, too little memory.
      if (!(error instanceof AlpaError) || error.code === "internal") throw error;
    }
  }
}

/** Seconds of a step as its program is simulated; Infinity when it does not fit in memory. */
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

/** The plan that is simulated to take the fewest seconds; the first of those that tie. */
export function fastest<P extends { readonly simulatedSeconds: number }>(plans: readonly P[]): P {
  const least = Math.min(...plans.map(({ simulatedSeconds: seconds }) => seconds));
  return plans.find(({ simulatedSeconds: seconds }) => seconds <= least * (1 + tie))!;
}
