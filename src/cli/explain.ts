/** @file `alpa explain`: a saved plan in plain words. */
import type { Command } from "commander";
import type { Precision } from "../analysis/precision.ts";
import { InvalidConfig } from "../base/errors.ts";
import { bytesText } from "../base/units.ts";
import { leastMemoryBytes, numDevices } from "../cluster/cluster.ts";
import { init } from "../frontends/jaxjs/jax.ts";
import { fixedPlan } from "../methods/fixed-plan.ts";
import type { Method } from "../methods/method.ts";
import { compileLate } from "../node/compile-late.ts";
import type { Plan } from "../plan/plan.ts";
import { compareNamedMethods } from "../planner/compare/compare.ts";
import type { CompareRow } from "../planner/compare/row.ts";
import type { StepOf } from "../planner/explain-plan/alternatives.ts";
import { explainPlan } from "../planner/explain-plan/explain-plan.ts";
import { explainText } from "../planner/explain-plan/explain-text.ts";
import type { RoleChoices } from "../planner/imported-step.ts";
import { readCluster } from "./cluster-flag.ts";
import { blocksOf, processorSeconds, progressPrinter, spaceOf } from "./comparison.ts";
import { Interrupted, withInterrupt } from "./interrupt.ts";
import { integerOption, positiveOption, precisionOption } from "./options.ts";
import { withRoleOptions } from "./role-flags.ts";
import { readPlan, readProfile } from "./run-options.ts";
import { loadSubject } from "./subject.ts";

interface ExplainFlags extends RoleChoices {
  readonly model: string;
  readonly cluster: string;
  readonly batch?: number;
  readonly sequence?: number;
  readonly precision: Precision;
  readonly profile?: string;
  readonly seconds: number;
  readonly others: boolean;
  readonly json?: boolean;
}

export function registerExplain(program: Command): void {
  const command = program
    .command("explain")
    .description("explain the choices of a saved plan in plain words, and what other choices would cost")
    .argument("<plan.json>", "a plan that --save-plan wrote")
    .requiredOption("--model <model|file>", "the model of the plan, as in alpa plan")
    .requiredOption("-c, --cluster <text|file.json>", "the cluster that the plan is for, for example 1x8:a100-80gb")
    .option("-b, --batch <n>", "examples per step of the plan (default: the model's)", integerOption("--batch", 1))
    .option("--sequence <n>", "tokens per example of a config.json", integerOption("--sequence", 1))
    .addOption(precisionOption(", as the plan was made with"))
    .option("--profile <file>", "use the measurements of alpa profile in place of the cost model's numbers")
    .option("--seconds <n>", "processor seconds for each of the other methods", positiveOption("--seconds"), 4)
    .option("--no-others", "do not price other methods");
  withRoleOptions(command)
    .optionsGroup("Output:")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n" +
        "  $ alpa plan gpt2-medium --cluster 1x8:a100-80gb --batch 64 --method zero2 --save-plan plan.json\n" +
        "  $ alpa explain plan.json --model gpt2-medium --cluster 1x8:a100-80gb --batch 64\n" +
        "\nFor one op: alpa plan … --explain dot_general.7",
    )
    .action(runExplain);
}

async function runExplain(path: string, flags: ExplainFlags): Promise<void> {
  compileLate();
  const { model, precision } = flags;
  const saved = await readPlan(path, "plan");
  const cluster = await readCluster(flags.cluster);
  const method = fixedPlan(saved);
  const devices = method.defaults!.devices!;
  if (devices > numDevices(cluster))
    throw new InvalidConfig(
      "--cluster",
      `${cluster.name} has ${numDevices(cluster)} devices, the plan is for ${devices}; give a larger one`,
    );
  const profile = await readProfile(flags.profile);
  const subject = await loadSubject(model, { ...flags, saved });
  await init("wasm");
  const limitBytes = leastMemoryBytes(cluster);
  const target = { cluster, limitBytes, ...(profile && { profile }) };
  const common = { cluster, devices, precision, ...(profile && { profile }) };
  await withInterrupt(async (signal) => {
    const planned = await subject.plan({ ...common, method });
    const explanation = await explainPlan(planned, target, async (choice) => {
      const { step } = await subject.plan({ ...common, method: cutAs(saved, method, choice) });
      return step;
    });
    const { batch } = subject;
    const others: CompareRow[] = [];
    if (flags.others) {
      const blocks = blocksOf(model);
      const compared = await compareNamedMethods({
        question: { model, cluster, batch, precision, memoryBytes: limitBytes, flops: 0 },
        target,
        space: spaceOf(model, cluster, { devices, batch, precision }),
        plan: (options) => subject.plan({ ...common, ...options }),
        blocks,
        ...{ seconds: flags.seconds, now: processorSeconds, signal },
        onProgress: progressPrinter(),
      });
      others.push(...compared.map(({ row }) => row));
    }
    const title = `${model}, batch ${batch}, ${precision}, on ${cluster.name} (${bytesText(limitBytes)} a device)`;
    const facts = { model, cluster: cluster.name, devices, batch, precision, ...explanation };
    const rows = others.map(({ method: name, status, reason, configuration, seconds, memory }) => {
      return { method: name, status, reason, configuration, seconds, peakBytes: memory?.peakBytes };
    });
    console.log(flags.json ? JSON.stringify({ ...facts, others: rows }) : explainText(title, explanation, others));
    if (signal.aborted) throw new Interrupted();
  });
}

/** Cuts the step as the plan does, except for `choice`. The plan that it returns is a placeholder. */
function cutAs(saved: Plan, { name, defaults }: Method, { microbatches, recomputes }: Parameters<StepOf>[0]): Method {
  const { graph: _, ...plan } = saved;
  const { remat, layers, ...rest } = defaults!;
  return {
    name,
    defaults: { ...rest, microbatches, ...(recomputes && { remat, layers }) },
    *plan(request) {
      yield;
      return { step: request.step(microbatches), plan };
    },
  };
}
