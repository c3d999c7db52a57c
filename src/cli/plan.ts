/** @file `alpa plan`: plans a training step for a cluster without running it. It needs shapes only, no data. */
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { argumentRoles } from "../analysis/argument-roles.ts";
import type { Precision } from "../analysis/precision.ts";
import { InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { textTable } from "../base/text-table.ts";
import { bytesText, secondsText } from "../base/units.ts";
import { numDevices } from "../cluster/cluster.ts";
import { hostPresets } from "../cluster/host-presets.ts";
import { drawStageMap } from "../draw/stage-map.ts";
import { lower } from "../lower/lower.ts";
import type { JointResult } from "../methods/joint/joint-problem.ts";
import type { Target } from "../methods/method.ts";
import { compileLate } from "../node/compile-late.ts";
import { opPlanText } from "../plan/diff.ts";
import type { Plan, Remat } from "../plan/plan.ts";
import { planToJson } from "../plan/plan-file.ts";
import { explainPlanned } from "../planner/explain.ts";
import { shardedTexts } from "../planner/hlo-text.ts";
import { lossOutput, type RoleChoices } from "../planner/imported-step.ts";
import type { PlannedGraph } from "../planner/plan-source.ts";
import { noticesOf } from "../planner/plan-source.ts";
import { mapStages } from "../planner/report/map-stages.ts";
import { type ConfigurationReport, type PlanReport, reportPlan } from "../planner/report/plan-report.ts";
import { planText } from "../planner/report/plan-text.ts";
import { rolesSummary } from "../planner/report/roles-summary.ts";
import { rolesTable } from "../planner/report/roles-table.ts";
import { candidatesJson } from "../planner/report/search-candidates.ts";
import { type SimulatedStep, simulatedStep } from "../planner/report/simulated-step.ts";
import { workWarnings } from "../planner/report/work-warnings.ts";
import { type Explanation, findOp } from "../sharding/explain.ts";
import type { SimulateOptions } from "../simulate/seconds.ts";
import { simulateProgram } from "../simulate/simulate.ts";
import { readCluster } from "./cluster-flag.ts";
import { type ConstraintFlags, constraintExamples, constraintsOf, withConstraintOptions } from "./constraint-flags.ts";
import { Dump } from "./dump.ts";
import { planReport } from "./html-report.ts";
import { Interrupted, withLaterInterrupt } from "./interrupt.ts";
import { modelHelp } from "./load-model.ts";
import { methodHelp, methodNames, methodOf } from "./methods.ts";
import { choiceOption, integerOption, placeOption, positiveOption, precisionOption, rematOption } from "./options.ts";
import { checkOutputFiles, writeOutput } from "./output-file.ts";
import { pictureEndings, writePicture } from "./picture-file.ts";
import { type PipelineFlags, withPipelineOptions } from "./pipeline-flags.ts";
import { showProgress } from "./progress.ts";
import { type ShardingFlags, withRoleOptions, withShardingOption } from "./role-flags.ts";
import { readProfile } from "./run-options.ts";
import { studioFolder } from "./studio.ts";
import { isModule, loadSubject } from "./subject.ts";
import { timelineEndings, writeSimulatedTimeline } from "./timeline-file.ts";

export interface PlanFlags extends ConstraintFlags, PipelineFlags, RoleChoices, ShardingFlags {
  readonly cluster: string;
  readonly devices?: number;
  readonly method: string;
  readonly mesh?: string;
  readonly place: readonly string[];
  readonly batch?: number;
  readonly sequence?: number;
  readonly microbatches?: number;
  readonly profile?: string;
  readonly precision: Precision;
  readonly remat?: Remat;
  readonly seconds?: number;
  readonly candidates?: string;
  readonly savePlan?: string;
  readonly explain?: string;
  readonly hlo?: string;
  readonly timeline?: string;
  readonly trace?: string;
  readonly map?: string;
  readonly html?: string;
  readonly roles?: boolean;
  readonly dump?: string;
  readonly json?: boolean;
}

/** Example command lines of the help text. */
const planExamples = [
  "alpa plan gpt2-medium --cluster 1x8:a100-80gb --batch 64 --microbatches 4",
  "alpa plan mlp --cluster 1x8:a100-80gb --explain dot_general.7",
  "alpa plan mlp --cluster 4:threads --method zero2 --json",
  "alpa plan gpt2-small --cluster 1x8:h100 --batch 64 --html report.html",
  "alpa plan gpt3-13b --cluster 8x8:a100-80gb --batch 256 --precision bf16 --method auto",
  "alpa plan gpt --cluster 2x4:v100-16gb --memory 30MB --save-plan plan.json --hlo step.mlir",
  "alpa plan step.mlir.gz --cluster 8x8:h100 --method auto --batch-args x,y",
  "alpa plan config.json --cluster 2x8:h100 --batch 64 --sequence 2048 --precision bf16 --method auto",
  ...constraintExamples,
];

export function registerPlan(program: Command): void {
  planCommand(program.command("plan")).action(runPlan);
}

/** Adds the description, argument and options of `alpa plan` to a command. */
export function planCommand(bare: Command): Command {
  const command = bare
    .description("plan a training step for any cluster, without running it")
    .argument(
      "<model|file.ts|file.mlir|config.json>",
      "an example, a model of the catalogue (both below), a module that exports an example, a train step in StableHLO text, or a config.json of Hugging Face",
    )
    .option(
      "-c, --cluster <text|file.json>",
      "hosts x devices : device, for example 1x8:a100-80gb",
      `1x${availableParallelism()}:threads`,
    )
    .option("-d, --devices <n>", "the cluster's first n devices (default: all)", integerOption("--devices", 1))
    .option(
      "-m, --method <name>",
      "parallelization method, one of those below",
      choiceOption("--method", methodNames()),
      "shard",
    )
    .option("--mesh <axes>", "mesh of --method manual, for example data=2,model=2")
    .addOption(placeOption())
    .option("-b, --batch <n>", "examples per step (default: the model's)", integerOption("--batch", 1))
    .option(
      "--sequence <n>",
      "tokens per example of a config.json (default: the model's longest context, 4096 at most)",
      integerOption("--sequence", 1),
    )
    .option(
      "--microbatches <n>",
      "number of microbatches (gradient accumulation; default: 1, or the method's choice)",
      integerOption("--microbatches", 1),
    )
    .addOption(rematOption())
    .option("--profile <file>", "use the measurements of alpa profile in place of the cost model's numbers")
    .addOption(precisionOption(": element type of what is computed per example; the state stays f32"))
    .option(
      "--seconds <n>",
      "time limit of the search (default: 10 per mesh shape; 25 with --method auto or --stages auto); Ctrl-C takes the best plan so far",
      positiveOption("--seconds"),
    )
    .option(
      "--candidates <file.json>",
      "write every stage that --method auto or --stages auto tried, with its cost or why it was rejected, as JSON",
    );
  return withShardingOption(withRoleOptions(withPipelineOptions(withConstraintOptions(command))))
    .optionsGroup("Output:")
    .option("--save-plan <file>", "write the plan; alpa run --plan runs it")
    .option("--explain <op>", "why an op is split as it is, for example dot_general.7: what --hlo writes as %7")
    .option("--hlo <file>", "write the step as StableHLO with the sharding of every value")
    .option("--timeline <file>", "draw the simulated step: .svg or .png, or .json for Perfetto and chrome://tracing")
    .option("--trace <file.json>", "write the simulated step for Perfetto and chrome://tracing")
    .option("--map <file>", "draw the devices and layers of each stage: .svg or .png")
    .option("--html <file.html>", "write the plan with its views as one HTML file that opens without a server")
    .option("--roles", "print what each argument is: trained or frozen weight, optimizer state, batch, key, number")
    .option("--dump <folder>", "write the graph after every pass, the plan and the program as text files")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `\nModels:\n  ${modelHelp()}\n\nDevices of a cluster:\n  ${Object.keys(hostPresets).join(", ")}\n\nMethods:\n  ${methodHelp()}\n\nExamples:\n${planExamples.map((line) => `  $ ${line}`).join("\n")}`,
    );
}

async function runPlan(name: string, flags: PlanFlags): Promise<void> {
  compileLate();
  await checkOutputFiles([
    ["--candidates", flags.candidates, [".json"]],
    ["--save-plan", flags.savePlan],
    ["--hlo", flags.hlo],
    ["--timeline", flags.timeline, timelineEndings],
    ["--trace", flags.trace, [".json"]],
    ["--map", flags.map, pictureEndings],
    ["--html", flags.html, [".html"]],
  ]);
  const studio = flags.html === undefined ? undefined : await studioFolder();
  const subject = await loadSubject(name, flags);
  const cluster = await readCluster(flags.cluster);
  const devices = flags.devices ?? numDevices(cluster);
  if (devices > numDevices(cluster))
    throw new InvalidConfig(
      "--devices",
      `${devices} asked for, ${cluster.name} has ${numDevices(cluster)}; give a larger --cluster`,
    );
  const constraints = constraintsOf(flags, subject.pins);
  const { memoryBytes } = constraints;
  const profile = await readProfile(flags.profile);
  const target: Target = { cluster, memoryBytes, ...(profile && { profile }) };
  const { batch } = subject;
  if (flags.candidates && flags.method !== "auto" && flags.stages !== "auto")
    throw new InvalidConfig(
      "--candidates",
      `are what --method auto or --stages auto tries, got --method ${flags.method}`,
    );
  const results: JointResult[] = [];
  const dump = flags.dump === undefined ? undefined : await Dump.in(flags.dump);
  const showSearch = showProgress();
  // Before the search there is no plan to save, and tracing does not yield: Ctrl-C ends the process at once.
  const planned = await withLaterInterrupt(async (signal, listen) => {
    signal.addEventListener("abort", () => {
      process.stderr.write("stopping: completing the best plan so far; Ctrl-C again ends without one …\n");
    });
    const planning = subject.plan({
      method: methodOf({ ...flags, devices }, subject, {
        ...constraints,
        onResult: (result) => results.push(result),
      }),
      ...target,
      seconds: flags.seconds,
      signal,
      onProgress: (progress) => {
        listen();
        showSearch(progress);
      },
      devices,
      microbatches: flags.microbatches,
      precision: flags.precision,
      remat: flags.remat ?? subject.rematFor?.(flags.method),
      onGraph: dump?.onGraph,
      onStep: ({ graph }) => {
        // The step that `auto` finally chooses may have other ops than the steps that it tries first.
        if (flags.explain !== undefined && flags.method !== "auto") findOp(graph, flags.explain);
      },
      onPass: (pass) => {
        if (passText[pass]) process.stderr.write(`${passText[pass]} …\n`);
      },
    });
    const found = await planning.catch((error: unknown) => {
      if (!(signal.aborted && error instanceof RuntimeFailure)) throw error;
      process.stderr.write(`stopped: ${error.message}\n`);
      throw new Interrupted();
    });
    if (signal.aborted) process.stderr.write("stopped: the best plan so far\n");
    return found;
  });
  if (flags.candidates) await writeOutput("--candidates", flags.candidates, candidatesJson(results));
  const { step, plan } = planned;
  await dump?.write(planned);
  for (const notice of noticesOf(planned)) process.stderr.write(`notice: ${notice}\n`);
  const roles = flags.roles || isModule(name) ? argumentRoles(step, planned.argumentOf) : undefined;
  const lossAt = isModule(name) ? lossOutput(step.graph, step.stateOf, flags) : undefined;
  const loss = lossAt === undefined ? undefined : step.graph.outputs[lossAt].name;
  const isDrawn = [flags.timeline, flags.trace, flags.map].some(Boolean);
  // Simulating a very large program takes long, so it is done only when a drawing needs it.
  const isLarge = plan.estimate !== undefined && step.graph.ops.length * step.microbatches > maxSimulatedOps;
  const isSimulated = isDrawn || (plan.stages.length > 1 && !isLarge);
  const title = `${name}, ${plan.method}, batch ${batch} on ${cluster.name}`;
  const simulated = isSimulated
    ? await simulate(planned, { cluster, profile: target.profile }, flags, title)
    : undefined;
  const configuration: ConfigurationReport = {
    model: name,
    cluster: cluster.name,
    devices,
    batch,
    microbatches: step.microbatches * (plan.pipeline?.numUpdates ?? 1),
    precision: flags.precision,
    remat: plan.remat ?? [],
  };
  const report = reportPlan(planned, configuration, { ...target, cluster, simulated });
  warnAboutMemory(report, plan);
  const stepSeconds = (simulated ?? report.estimate)?.seconds ?? 0;
  for (const text of workWarnings(step, plan, report.undividedDims, stepSeconds))
    process.stderr.write(`warning: ${text}\n`);
  if (flags.map) {
    const heading = `${title}: ${secondsText(simulated!.seconds)} a step, simulated`;
    await writePicture("--map", flags.map, (theme) => drawStageMap(cluster, mapStages(report.stages), heading, theme));
  }
  if (studio !== undefined)
    await writeOutput("--html", flags.html!, planReport(planned, cluster, configuration, title, studio));
  if (flags.explain !== undefined) process.stderr.write(`pricing the other strategies of ${flags.explain} …\n`);
  const explanation = flags.explain === undefined ? undefined : explainPlanned(planned, flags.explain);
  if (flags.savePlan) await writeOutput("--save-plan", flags.savePlan, planToJson(plan));
  if (flags.hlo) await writeOutput("--hlo", flags.hlo, shardedTexts(step, plan).join("\n"));
  if (flags.json)
    console.log(
      JSON.stringify({
        ...report,
        ...(roles && { roles }),
        ...(loss !== undefined && { loss }),
        ...(explanation && { explanation }),
      }),
    );
  else {
    const summary = roles && isModule(name) ? [rolesSummary(roles, loss)] : [];
    const tables = [
      ...summary,
      ...(roles && flags.roles ? [rolesTable(roles)] : []),
      ...(explanation ? [explanationText(explanation)] : []),
    ];
    console.log([planText(report), ...tables].join("\n\n"));
  }
}

/**
 * Warns on stderr about the first stage that does not fit in memory. A search limits the estimated peak; the plan's
 * program may hold more, as kernels and the order of instructions need buffers.
 */
function warnAboutMemory({ stages }: PlanReport, { estimate }: Plan): void {
  const index = stages.findIndex(({ memory: { peak = 0, limit } }) => peak > limit);
  if (index < 0) return;
  const { peak = 0, limit } = stages[index].memory;
  const where = stages.length > 1 ? ` of stage ${index}` : "";
  const isEstimatedToFit = estimate !== undefined && estimate.peakBytes <= limit;
  const estimated = isEstimatedToFit ? ` (the search's estimate is ${bytesText(estimate.peakBytes)})` : "";
  const remedy = isEstimatedToFit ? "a lower --memory, " : "";
  process.stderr.write(
    `warning: the plan does not fit: the peak of ${bytesText(peak)}${where} is over the ${bytesText(limit)} of a ` +
      `device${estimated}; try ${remedy}more --microbatches, --remat full, --method zero3 or more devices\n`,
  );
}

/** Largest product of ops and microbatches at which a pipeline is always simulated. */
const maxSimulatedOps = 1e6;

/** Simulates the plan's whole program with all microbatches, and draws its timeline if the flags ask for it. */
async function simulate(
  { step, plan }: PlannedGraph,
  options: SimulateOptions,
  { timeline, trace }: PlanFlags,
  title: string,
): Promise<SimulatedStep> {
  process.stderr.write("simulating …\n");
  const program = lower(step, plan);
  const simulation = simulateProgram(program, options);
  for (const [flag, file] of Object.entries({ "--timeline": timeline, "--trace": trace }))
    if (file) await writeSimulatedTimeline(flag, file, program, simulation, `${title}: a step, simulated`);
  return simulatedStep(program, simulation);
}

const passText: Readonly<Record<string, string>> = {
  trace: "tracing",
  simplify: "simplifying",
  plan: "planning",
};

/** Reads a cluster from its text form or from a JSON file. */
function explanationText({ op, source, chosen, elsewhere, runnersUp }: Explanation): string {
  const table = textTable([
    [op, "operands", "results", "compute", "result bytes", "whole step"],
    ...[chosen, ...runnersUp].map((cost, i) => [
      `${i === 0 ? "chosen: " : ""}${opPlanText(cost.plan)}`,
      cost.operands.join(" "),
      cost.results.join(" "),
      secondsText(cost.computeSeconds),
      bytesText(cost.resultBytes),
      Number.isFinite(cost.stepSeconds) ? secondsText(cost.stepSeconds) : "does not fit",
    ]),
  ]);
  const numbers = `resharding its operands takes ${secondsText(chosen.communicationSeconds)}; the alternatives are priced with all other ops ${elsewhere}`;
  return `${source ? `${op} is from ${source}\n` : ""}${table}\n${numbers}`;
}
