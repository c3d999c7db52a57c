/** @file Answers a question of a figure as `alpa plan` does: it reads the same command line and plans alike. */
import { Command } from "commander";
import { numDevices } from "../cluster/cluster.ts";
import { lower } from "../lower/lower.ts";
import type { JointResult } from "../methods/joint/joint-problem.ts";
import { explainPlanned } from "../planner/explain.ts";
import type { PlanAnswer } from "../planner/figures/figure.ts";
import { type Question, questionArgs } from "../planner/figures/question.ts";
import { type ConfigurationReport, reportPlan } from "../planner/report/plan-report.ts";
import { simulatedStep } from "../planner/report/simulated-step.ts";
import { simulateProgram } from "../simulate/simulate.ts";
import { readCluster } from "./cluster-flag.ts";
import { constraintsOf } from "./constraint-flags.ts";
import { methodOf } from "./methods.ts";
import { type PlanFlags, planCommand } from "./plan.ts";
import { loadSubject, type Subject } from "./subject.ts";

/** A planned question, and what was asked. */
export interface PlannedQuestion extends Pick<PlanAnswer, "planned" | "cluster" | "results" | "progress"> {
  readonly subject: Subject;
  readonly memoryBytes?: number;
  readonly configuration: ConfigurationReport;
  /** The op to explain. */
  readonly explain?: string;
}

/** Plans what the question asks for. Once aborted, a search gives its best plan so far. */
export async function planQuestion(question: Question, signal: AbortSignal): Promise<PlannedQuestion> {
  const [, name, ...options] = questionArgs(question);
  const command = planCommand(new Command("plan")).exitOverride();
  const flags = command.parse([name, ...options], { from: "user" }).opts<PlanFlags>();
  const subject = await loadSubject(name, flags);
  const cluster = await readCluster(flags.cluster);
  const devices = flags.devices ?? numDevices(cluster);
  const { memoryBytes, ...constraints } = constraintsOf(flags, subject.pins);
  const results: JointResult[] = [];
  const progress: PlanAnswer["progress"][number][] = [];
  const start = performance.now();
  const onResult = (result: JointResult): void => void results.push(result);
  const planned = await subject.plan({
    method: methodOf({ ...flags, devices }, subject, { ...constraints, memoryBytes, onResult }),
    ...{ cluster, devices, signal, memoryBytes, seconds: flags.seconds },
    ...{ microbatches: flags.microbatches, precision: flags.precision },
    remat: flags.remat ?? subject.rematFor?.(flags.method),
    onProgress: (now) => progress.push({ ...now, atSeconds: (performance.now() - start) / 1e3 }),
  });
  const { step, plan } = planned;
  const configuration = {
    ...{ model: name, cluster: cluster.name, devices, batch: subject.batch, precision: flags.precision },
    microbatches: step.microbatches * (plan.pipeline?.numUpdates ?? 1),
    remat: plan.remat ?? [],
  };
  return {
    planned,
    cluster,
    results,
    progress,
    subject,
    configuration,
    ...(memoryBytes !== undefined && { memoryBytes }),
    ...(flags.explain !== undefined && { explain: flags.explain }),
  };
}

/** Plans, lowers and simulates what the question asks for. */
export async function answerPlan(question: Question, signal: AbortSignal): Promise<PlanAnswer> {
  const { planned, configuration, memoryBytes, explain, cluster, results, progress } = await planQuestion(
    question,
    signal,
  );
  const program = lower(planned.step, planned.plan);
  const simulation = simulateProgram(program, { cluster });
  const simulated = simulatedStep(program, simulation);
  const report = reportPlan(planned, configuration, { cluster, memoryBytes, simulated });
  const explanation = explain === undefined ? undefined : explainPlanned(planned, explain);
  return { explanation, question, planned, report, program, simulation, cluster, results, progress };
}
