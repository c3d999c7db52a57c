/** @file The answer to a question as plain data: what the studio shows, and what a report file holds. */
import type { Cluster } from "../cluster/cluster.ts";
import { lower } from "../lower/lower.ts";
import { canShorten, priceByMicrobatch } from "../planner/compare/price-whole.ts";
import type { Priced } from "../planner/compare/row.ts";
import type { PlannedGraph } from "../planner/plan-source.ts";
import { noticesOf } from "../planner/plan-source.ts";
import {
  type ConfigurationReport,
  type PlanReport,
  reportPlan,
  withSimulation,
} from "../planner/report/plan-report.ts";
import { simulatedStep } from "../planner/report/simulated-step.ts";
import { workWarnings } from "../planner/report/work-warnings.ts";
import { simulateProgram } from "../simulate/simulate.ts";
import type { Timeline } from "./bars.ts";
import { timelineOf } from "./lanes.ts";
import { type MemoryCurve, memoryCurves } from "./memory-curve.ts";
import { type Rates, ratesOf } from "./rates.ts";

export interface Answer {
  readonly report: PlanReport;
  /** Hosts of the cluster in order, equal neighbours as one. */
  readonly hosts: readonly { readonly device: string; readonly count: number; readonly devices: number }[];
  readonly notices: readonly string[];
  /** The step of a program that is too large to simulate at once, composed from two of its microbatches. */
  readonly composed?: Priced;
  /** Of the predicted step, or of the simulated one if nothing was predicted. */
  readonly rates?: Rates;
}

/** The simulated step. */
export interface Picture {
  readonly timeline: Timeline;
  /** By stage. */
  readonly memory: readonly MemoryCurve[];
}

/** Largest product of ops and microbatches that is simulated: some ten seconds of work. */
const maxSimulatedOps = 1e7;

/** The configuration that an answer shows besides the plan. */
export type Configuration = Omit<ConfigurationReport, "cluster" | "devices" | "microbatches" | "remat">;

/** True if the plan's program is small enough to simulate at once. */
export const canSimulate = ({ step }: PlannedGraph): boolean =>
  step.graph.ops.length * step.microbatches <= maxSimulatedOps;

/** The answer before its program is simulated. */
export function answerOf(planned: PlannedGraph, cluster: Cluster, configuration: Configuration): Answer {
  const { step, plan, target } = planned;
  const whole: ConfigurationReport = {
    ...configuration,
    cluster: cluster.name,
    devices: plan.stages.reduce((sum, { devices }) => sum + devices.length, 0),
    microbatches: step.microbatches * (plan.pipeline?.numUpdates ?? 1),
    remat: plan.remat ?? [],
  };
  return withReport(planned, cluster, configuration, reportPlan(planned, whole, { ...target, cluster }));
}

/** The answer of a program that is too large to simulate at once; `undefined` if it cannot be composed either. */
export function composedAnswer(planned: PlannedGraph, cluster: Cluster, answer: Answer): Answer | undefined {
  if (!canShorten(planned)) return undefined;
  const limitBytes = Math.min(...answer.report.stages.map(({ memory }) => memory.limit));
  const { profile } = planned.target;
  return { ...answer, composed: priceByMicrobatch(planned, { cluster, profile, limitBytes }) };
}

/** Lowers and simulates a plan: its answer with simulated seconds, and the pictures. */
export function simulatedAnswer(
  planned: PlannedGraph,
  cluster: Cluster,
  configuration: Configuration,
  answer: Answer = answerOf(planned, cluster, configuration),
): { readonly answer: Answer; readonly picture: Picture } {
  const { step, plan, target } = planned;
  const program = lower(step, plan);
  const simulation = simulateProgram(program, { cluster, profile: target.profile });
  const report = withSimulation(planned, answer.report, simulatedStep(program, simulation));
  return {
    answer: withReport(planned, cluster, configuration, report),
    picture: { timeline: timelineOf(program, simulation), memory: memoryCurves(step, program, simulation) },
  };
}

function withReport(planned: PlannedGraph, cluster: Cluster, configuration: Configuration, report: PlanReport): Answer {
  const { step, plan } = planned;
  const seconds = report.simulated?.seconds ?? report.estimate?.seconds ?? 0;
  const shown = report.estimate?.seconds ?? report.simulated?.seconds;
  return {
    report,
    hosts: hostsOf(cluster),
    ...(shown !== undefined && { rates: ratesOf(planned, cluster, { ...configuration, seconds: shown }) }),
    notices: [...noticesOf(planned), ...workWarnings(step, plan, report.undividedDims, seconds)],
  };
}

function hostsOf({ hosts }: Cluster): Answer["hosts"] {
  const found: { device: string; count: number; devices: number }[] = [];
  for (const { device, numDevices: devices } of hosts) {
    const last = found.at(-1);
    if (last?.device === device.name && last.devices === devices) last.count++;
    else found.push({ device: device.name, count: 1, devices });
  }
  return found;
}
