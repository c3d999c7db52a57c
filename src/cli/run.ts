/** @file `alpa run`: trains an example on the devices of this machine. */
import { availableParallelism } from "node:os";
import type { Command, Option } from "commander";
import { trainingPrecisions } from "../api/options.ts";
import { parallelize } from "../api/parallelize.ts";
import { DeviceLost, InvalidConfig } from "../base/errors.ts";
import { numberOf } from "../base/units.ts";
import { initialState, stateSpecs } from "../frontends/jaxjs/example.ts";
import { init as initJax } from "../frontends/jaxjs/jax.ts";
import { MetricsFile } from "../metrics/metrics-file.ts";
import { skipNotFinite } from "../optim/skip-not-finite.ts";
import { checkedBatches } from "./checked-batches.ts";
import { constraintsOf, withConstraintOptions } from "./constraint-flags.ts";
import { RunEarlyStop } from "./early-stop.ts";
import { evaluate } from "./evaluate.ts";
import { withInterrupt } from "./interrupt.ts";
import { learningRateOf } from "./learning-rate.ts";
import { exampleNames, loadExample } from "./load-model.ts";
import { earlierState, withLostDeviceOptions } from "./lost-devices.ts";
import { methodHelp, methodNames, methodOf } from "./methods.ts";
import { checkMetricsPath } from "./metrics-flag.ts";
import { NotFiniteSteps, onNanChoices } from "./not-finite.ts";
import { choiceOption, integerOption, placeOption, rematOption } from "./options.ts";
import { checkOutputFiles } from "./output-file.ts";
import { withPipelineOptions } from "./pipeline-flags.ts";
import { checkSteps, ResumedRun, resumedText } from "./resumed-run.ts";
import { refuseModuleOptions, withRoleOptions, withShardingOption } from "./role-flags.ts";
import { checkCheckpointFlags, RunCheckpoints, withCheckpointOptions } from "./run-checkpoints.ts";
import { ExecutableRun } from "./run-executable.ts";
import { runModule } from "./run-module.ts";
import { engineOf, planFromFile, type RunOptions, readProfile } from "./run-options.ts";
import { LiveLine } from "./run-report.ts";
import { isModule } from "./subject.ts";
import { timelineEndings } from "./timeline-file.ts";

/** Example command lines of the help text. */
const runExamples = [
  "alpa run mlp --devices 2",
  "alpa run gpt --devices 4 --method tensor --steps 50",
  "alpa run mlp --devices 2 --method zero2 --microbatches 4 --json",
  "alpa run mlp --devices 2 --method manual --mesh model=2 --place 'state.params[1].w=_,model'",
  "alpa run gpt --devices 4 --method megatron --pipeline-parallel 2 --tensor-parallel 2 --microbatches 8",
  "alpa run gpt --method shard --save-plan plan.json && alpa run gpt --plan plan.json",
  "alpa run mlp --devices 4 --method shard --max-tensor-parallel 2 --memory 500MB --pin 'params[0].w=_,2'",
  "alpa run gpt --checkpoint saved --checkpoint-every 50 --keep 3",
  "alpa run gpt --devices 4 --elastic --checkpoint saved --checkpoint-every 50",
  "alpa run gpt --devices 4 --method zero3 --resume saved --checkpoint saved --steps 600",
  "alpa run step.mlir --devices 4 --method shard --inputs in.npz --outputs out.npz --steps 10",
];

export function registerRun(program: Command): void {
  const command = program
    .command("run")
    .description(
      "train an example, your own file, or a train step in StableHLO text, on several devices (worker threads) of this machine",
    )
    .argument(
      "<example|file.ts|file.mlir>",
      `one of ${exampleNames().join(", ")}, a module that exports an example, or a train step in StableHLO text`,
    )
    .option(
      "-d, --devices <n>",
      `number of devices (default: ${availableParallelism()}, or what --plan is for)`,
      integerOption("--devices", 1),
    )
    .option(
      "--engine <name>",
      "threads: worker threads of this machine; xla: JAX in Python processes of this machine",
      choiceOption("--engine", ["threads", "xla"]),
      "threads",
    )
    .option(
      "--python <file>",
      "the Python with jax for --engine xla (default: $ALPA_PYTHON, what alpa xla setup made, or python3)",
    )
    .option(
      "--processes <n>",
      "number of Python processes for --engine xla, which share the devices (default: 1)",
      integerOption("--processes", 1),
    )
    .option(
      "-m, --method <name>",
      "parallelization method, one of those below; data needs no search",
      choiceOption("--method", methodNames()),
      "data",
    )
    .option("--mesh <axes>", "mesh of --method manual (default: model=2, the rest data)")
    .addOption(placeOption())
    .option("--plan <file>", "run the plan in this file, with its devices, microbatches and remat")
    .option("--save-plan <file>", "write the plan that runs to this file")
    .option("--profile <file>", "search with the measurements of alpa profile");
  withPipelineOptions(withConstraintOptions(command))
    .optionsGroup("Training:")
    .option(
      "--microbatches <n>",
      "number of microbatches (gradient accumulation; default: 1, or the method's choice)",
      integerOption("--microbatches", 1),
    )
    .addOption(rematOption())
    .option(
      "--precision <type>",
      "f32 or bf16: element type of what is computed per example; the state stays f32",
      choiceOption("--precision", trainingPrecisions),
      "f32",
    )
    .option(
      "-s, --steps <n>",
      "training steps (default: the example's; 1 for a StableHLO module)",
      integerOption("--steps", 1),
    )
    .option("-b, --batch <n>", "examples per step (default: the example's)", integerOption("--batch", 1))
    .option(
      "--seed <n>",
      "seed of initial parameters and data order (default: 0, or that of --resume)",
      integerOption("--seed", 0),
    );
  command.option(
    "--on-nan <choice>",
    "what to do when the loss is not finite: warn and train on, stop at once, or skip the step's update",
    choiceOption("--on-nan", onNanChoices),
    "warn",
  );
  command.option(
    "--patience <n>",
    "stop early, when the loss has not been lower than its lowest for n steps",
    integerOption("--patience", 1),
  );
  withLostDeviceOptions(command);
  withCheckpointOptions(command);
  withShardingOption(withRoleOptions(command))
    .option(
      "--inputs <file>",
      "the arguments of the first step: .npz or .safetensors with arg0, arg1, … or the arguments' names (default: random ones by --seed)",
    )
    .option("--outputs <file>", "write the results of the last step: .npz or .safetensors with out0, out1, …")
    .optionsGroup("Output:")
    .option("--timeline <file>", "draw the last step, as measured: .svg, or .json for Perfetto and chrome://tracing")
    .option("--simulate <file>", "draw a step as the simulator predicts it, in the same way")
    .option(
      "--metrics <file>",
      "write loss, seconds and examples/s of every step: .jsonl, .csv, or a folder (dir/) for TensorBoard",
    )
    .option("--roles", "print what each argument is: trained or frozen weight, optimizer state, batch, key, number")
    .option("--json", "print one JSON object: losses, seconds, per-device bytes and seconds")
    .addHelpText(
      "after",
      `\nMethods:\n  ${methodHelp()}\n\nExamples:\n${runExamples.map((line) => `  $ ${line}`).join("\n")}`,
    )
    .action(async (name: string, options: RunOptions, { options: known }: Command) => {
      if (options.plan !== undefined) refusePlanChoices(command, known);
      await withInterrupt((signal) => (isModule(name) ? runModule(name, options, signal) : run(name, options, signal)));
    });
}

/** Options that may be combined with `--plan`: they do not influence the plan, or are checked against it. */
const allowedWithPlan = new Set(
  (
    "plan savePlan devices engine python processes microbatches profile steps batch seed timeline simulate roles json " +
    "inputs outputs state batchArgs loss checkpoint checkpointEvery keep resume metrics onNan patience elastic stallSeconds precision"
  ).split(" "),
);

/** Refuses options that choose a plan together with `--plan`. */
function refusePlanChoices(command: Command, known: readonly Option[]): void {
  for (const option of known) {
    const name = option.attributeName();
    if (!allowedWithPlan.has(name) && command.getOptionValueSource(name) === "cli")
      throw new InvalidConfig(option.long!, "chooses a plan, and --plan names one; leave out one of them");
  }
}

/** What a step returns; `isSkipped` with `--on-nan skip` only. */
interface StepResult {
  readonly state: unknown;
  readonly loss: { item(): Promise<number> };
  readonly isSkipped?: { item(): Promise<number> };
}

async function run(name: string, options: RunOptions, signal: AbortSignal): Promise<void> {
  refuseModuleOptions(name, options);
  const engine = engineOf(options);
  const example = await loadExample(name);
  await checkOutputFiles([
    ["--save-plan", options.savePlan],
    ["--timeline", options.timeline, timelineEndings],
    ["--simulate", options.simulate, timelineEndings],
  ]);
  await checkMetricsPath(options.metrics);
  await checkCheckpointFlags(options);
  const resumed = ResumedRun.open(options);
  const constraints = constraintsOf(options);
  const profile = await readProfile(options.profile);
  const planned = options.plan === undefined ? undefined : await planFromFile(options.plan);
  const devices = options.devices ?? planned?.defaults?.devices ?? availableParallelism();
  const method = planned ?? methodOf({ ...options, devices }, example, constraints);
  const { microbatches } = options;
  const seed = options.seed ?? resumed?.manifest.seed ?? 0;
  const batch = options.batch ?? resumed?.manifest.data?.batchSize ?? example.defaults.batch;
  const numSteps = options.steps ?? example.defaults.steps;
  const firstStep = resumed?.manifest.step ?? 0;
  checkSteps(numSteps, resumed);
  await initJax("wasm");
  const live = new LiveLine(numSteps, batch);
  const lostDevices: string[] = [];
  /** Whether the latest loss is told, and the new plan for it is not. */
  let hasGoneBack = false;
  const step = parallelize(options.onNan === "skip" ? skipNotFinite(example.trainStep) : example.trainStep, {
    method,
    devices,
    microbatches,
    precision: options.precision,
    ...(!planned && { remat: options.remat }),
    batchArgs: example.batchArgs,
    engine,
    elastic: options.elastic ?? false,
    profile,
    memoryBytes: constraints.memoryBytes,
    signal,
    timeline: options.timeline !== undefined,
    onCompile(message, lost) {
      live.note(message);
      if (lost && !hasGoneBack) lostDevices.push(message);
      if (lost) hasGoneBack = false;
    },
  });
  const losses: number[] = [];
  const stepSeconds: number[] = [];
  try {
    const batchesBefore = resumed?.batchesDrawn(batch) ?? 0;
    const batchesFrom = (step: number) => {
      const drawn = checkedBatches(example, seed, batch);
      for (let i = 0; i < batchesBefore + step - firstStep; i++) drawn.next();
      return drawn;
    };
    let batches = batchesFrom(firstStep);
    const checkpoints = new RunCheckpoints({
      ...options,
      save: step.save,
      facts: { seed, name: example.name },
      ...{ batch, batchesBefore, firstStep, live },
    });
    const rateAt = learningRateOf(example);
    const metricsFrom = (step: number) =>
      options.metrics === undefined ? undefined : new MetricsFile(options.metrics, { firstStep: step });
    let metrics = metricsFrom(firstStep);
    const early = new RunEarlyStop(options.patience, firstStep, live);
    const notFinite = new NotFiniteSteps(options.onNan, live);
    const first = batches.next().value;
    live.say(`compiling ${example.name} for ${numberOf(devices, "device")} (${method.name}) …`);
    const executable = await step.getExecutable(stateSpecs(example) as never, ...(first as never[]));
    let state: unknown = resumed ? await resumed.state(example, seed, live, executable) : initialState(example, seed);
    const title = `${example.name}, ${method.name}, ${numberOf(devices, "device")}`;
    const report = await ExecutableRun.begin(executable, { title, options, devices, live });
    const differences = resumed?.differences(executable, example.name, { batch, seed });
    if (resumed && differences) live.note(resumedText(resumed, differences));
    let given: typeof first | undefined = first;
    for (let i = firstStep; i < numSteps; i++) {
      if (signal.aborted) break;
      const begin = performance.now();
      const arrays = given ?? batches.next().value;
      given = undefined;
      let loss: number;
      let isSkipped: boolean;
      try {
        const result = (await step(state as never, ...(arrays as never[]))) as StepResult;
        ({ state } = result);
        loss = await result.loss.item();
        isSkipped = (await result.isSkipped?.item()) === 1;
      } catch (error) {
        if (!options.elastic || !(error instanceof DeviceLost) || !error.isStateLost) throw error;
        await checkpoints.settled();
        const earlier = await earlierState({ example, flags: options, seed, firstStep, live });
        const text = `${error.message}; goes back to ${earlier.name}, ${numberOf(i - earlier.step, "step")} to repeat`;
        live.warn(text);
        lostDevices.push(text);
        hasGoneBack = true;
        checkpoints.backTo(earlier.step);
        ({ state } = earlier);
        batches = batchesFrom(earlier.step);
        metrics = metricsFrom(earlier.step);
        early.backTo(earlier.step);
        notFinite.backTo(earlier.step);
        losses.length = earlier.step - firstStep;
        stepSeconds.length = earlier.step - firstStep;
        i = earlier.step - 1;
        continue;
      }
      stepSeconds.push((performance.now() - begin) / 1e3);
      losses.push(loss);
      const seconds = stepSeconds.at(-1)!;
      metrics?.write(i + 1, {
        ...{ loss, seconds, examplesPerSecond: batch / seconds },
        ...(rateAt && { learningRate: rateAt(i + 1) }),
      });
      const isWrong = notFinite.isDue(i + 1, loss, isSkipped);
      live.step(i + 1, loss, stepSeconds, rateAt);
      checkpoints.afterStep(i + 1, state, loss);
      if (isWrong || early.isDue(i + 1, loss)) break;
    }
    live.end();
    if (step.lastExecutable) report.goOnWith(step.lastExecutable);
    const failedSave = await checkpoints.end(firstStep + losses.length, state, losses.at(-1) ?? 0);
    await report.writeTimeline(stepSeconds.length);
    const isStopped = signal.aborted || (options.onNan === "stop" && !losses.every(Number.isFinite));
    const evaluation = isStopped ? undefined : await evaluate(example, step, state, live);
    const facts = {
      ...{ example: example.name, method: method.name, devices, batch, seed, losses, stepSeconds },
      ...(options.roles && { roles: executable.roles }),
      ...(evaluation && { evaluation }),
      ...(resumed && { resumed: { path: resumed.path, step: firstStep, differences: differences ?? [] } }),
      ...(options.checkpoint !== undefined && { checkpoints: checkpoints.saves }),
      ...(options.elastic && { lostDevices }),
      ...(notFinite.skipped && { skippedSteps: notFinite.skipped }),
    };
    report.end(facts, signal, failedSave);
  } finally {
    live.end();
    await step.stop();
  }
}
