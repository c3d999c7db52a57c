/** @file Answers a question of a figure as `alpa plan` does: it reads the same command line and plans alike. */
import { Command } from "commander";
import { numDevices } from "../cluster/cluster.ts";
import { lower } from "../lower/lower.ts";
import type { JointResult } from "../methods/joint/joint-problem.ts";
import type { PlanAnswer } from "../planner/figures/figure.ts";
import { type Question, questionArgs } from "../planner/figures/question.ts";
import { reportPlan } from "../planner/report/plan-report.ts";
import { simulatedStep } from "../planner/report/simulated-step.ts";
import { simulateProgram } from "../simulate/simulate.ts";
import { readCluster } from "./cluster-flag.ts";
import { constraintsOf } from "./constraint-flags.ts";
import { methodOf } from "./methods.ts";
import { type PlanFlags, planCommand } from "./plan.ts";
import { loadSubject } from "./subject.ts";

/** Plans, lowers and simulates what the question asks for. Once aborted, a search gives its best plan so far. */
export async function answerPlan(question: Question, signal: AbortSignal): Promise<PlanAnswer> {
  const [, name, ...options] = questionArgs(question);
  const command = planCommand(new Command("plan")).exitOverride();
  const flags = command.parse([name, ...options], { from: "user" }).opts<PlanFlags>();
  const subject = await loadSubject(name, flags);
  const cluster = await readCluster(flags.cluster);
  const devices = flags.devices ?? numDevices(cluster);
  const constraints = constraintsOf(flags);
  const results: JointResult[] = [];
  const progress: PlanAnswer["progress"][number][] = [];
  const start = performance.now();
  const planned = await subject.plan({
    method: methodOf({ ...flags, devices }, subject, { ...constraints, onResult: (result) => results.push(result) }),
    ...{ cluster, devices, signal, memoryBytes: constraints.memoryBytes, seconds: flags.seconds },
    ...{ microbatches: flags.microbatches, precision: flags.precision, remat: flags.remat },
    onProgress: (now) => progress.push({ ...now, atSeconds: (performance.now() - start) / 1e3 }),
  });
  const { step, plan } = planned;
  const program = lower(step, plan);
  const simulation = simulateProgram(program, { cluster });
  const configuration = {
    ...{ model: name, cluster: cluster.name, devices, batch: subject.batch, precision: flags.precision },
    microbatches: step.microbatches * (plan.pipeline?.numUpdates ?? 1),
    remat: plan.remat ?? [],
  };
  const simulated = simulatedStep(program, simulation);
  const report = reportPlan(planned, configuration, { cluster, memoryBytes: constraints.memoryBytes, simulated });
  return { question, planned, report, cluster, program, simulation, results, progress };
}
