/**
 * @file The last choice among a few plans of a small step: each is lowered and its program simulated, so that what the search leaves out
 * (updates in one pass, messages that overlap, waiting between stages) counts too. What is simulated is what runs.
 */
import { AlpaError } from "../../base/errors.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import type { Profile } from "../../cost/profile.ts";
import { lower } from "../../lower/lower.ts";
import { simulateProgram } from "../../simulate/simulate.ts";
import { dataParallel } from "../data-parallel.ts";
import type { ChosenPlan, Method } from "../method.ts";
import { tensorParallel } from "../tensor-parallel.ts";
import { zero } from "../zero.ts";

interface Devices {
  readonly cluster: Cluster;
  readonly profile?: Profile;
  readonly memoryBytes?: number;
}

/** The plans of the methods that people know, as far as they suit the step. */
export function plansByName(step: ChosenPlan["step"], devices: number, search: Devices): ChosenPlan[] {
  const methods: Method[] = [
    dataParallel(search),
    tensorParallel(search),
    ...([1, 2, 3] as const).map((stage) => zero({ ...search, stage })),
  ];
  return methods.flatMap((method) => {
    try {
      return [{ step, plan: method.plan(step, devices) }];
    } catch (error) {
      // A batch that does not divide, a network without matmul chains, too little memory.
      if (error instanceof AlpaError && error.code !== "internal") return [];
      throw error;
    }
  });
}

/** What simulated seconds cannot tell from one another, relatively. */
const tie = 1e-3;

/** The plan whose program is simulated to take the fewest seconds; the first of those that tie. */
export function fastest(plans: readonly ChosenPlan[], { cluster, profile, memoryBytes }: Devices): ChosenPlan {
  const limitBytes = Math.min(
    memoryBytes ?? Number.POSITIVE_INFINITY,
    ...cluster.hosts.map((h) => h.device.memoryBytes),
  );
  const timed = plans.map((chosen) => {
    const { seconds, meshes } = simulateProgram(lower(chosen.step, chosen.plan), { cluster, profile });
    const fits = meshes.every((mesh) => mesh.memory.peakBytes <= limitBytes);
    return { chosen, seconds: fits ? seconds : Number.POSITIVE_INFINITY };
  });
  const least = Math.min(...timed.map(({ seconds }) => seconds));
  return timed.find(({ seconds }) => seconds <= least * (1 + tie))!.chosen;
}
