/**
 * @file `alpa run step.mlir`: runs a train step in StableHLO text on this machine's devices, passing its state from
 * step to step.
 */
import { availableParallelism } from "node:os";
import { argumentRoles } from "../analysis/argument-roles.ts";
import { batchSize } from "../analysis/step.ts";
import { ModuleExecutable } from "../api/module-executable.ts";
import { runFacts, type SaveOptions, type SaveReport, StateSaver } from "../api/save-state.ts";
import { Unsupported } from "../base/errors.ts";
import { numberOf } from "../base/units.ts";
import { decode } from "../ir/evaluate/data.ts";
import type { TensorData } from "../ir/types.ts";
import { fixedPlan } from "../methods/fixed-plan.ts";
import { compileLate } from "../node/compile-late.ts";
import { lossOutput } from "../planner/imported-step.ts";
import { noticesOf, planGraph } from "../planner/plan-source.ts";
import { tensorFileEndings, writeTensors } from "../tensor-files/formats.ts";
import { constraintsOf } from "./constraint-flags.ts";
import { refuseLostDeviceFlags } from "./lost-devices.ts";
import { methodOf } from "./methods.ts";
import { checkMetricsPath, MetricsFile } from "./metrics-file.ts";
import { drawInputs, readInputs } from "./module-inputs.ts";
import { joinLayers, ModuleState } from "./module-state.ts";
import { checkOutputFiles } from "./output-file.ts";
import { checkSteps, ResumedRun, resumedText } from "./resumed-run.ts";
import { checkCheckpointFlags, RunCheckpoints } from "./run-checkpoints.ts";
import { ExecutableRun } from "./run-executable.ts";
import { type RunOptions, readPlan, readProfile } from "./run-options.ts";
import { LiveLine } from "./run-report.ts";
import { argumentsOf, checkBatch, type LoadedStep, loadStep, moduleRemat, stepFor } from "./subject.ts";
import { timelineEndings } from "./timeline-file.ts";

export async function runModule(path: string, options: RunOptions, signal: AbortSignal): Promise<void> {
  if (options.engine !== "threads")
    throw new Unsupported("--engine xla", "is not there for StableHLO modules yet; use --engine threads");
  refuseLostDeviceFlags(options, "StableHLO modules");
  compileLate();
  await checkCheckpointFlags(options);
  const resumed = ResumedRun.open(options);
  const seed = options.seed ?? resumed?.manifest.seed ?? 0;
  await checkOutputFiles([
    ["--save-plan", options.savePlan],
    ["--outputs", options.outputs, tensorFileEndings],
    ["--timeline", options.timeline, timelineEndings],
    ["--simulate", options.simulate, timelineEndings],
  ]);
  await checkMetricsPath(options.metrics);
  const loaded = loadStep(path, options);
  const saved = options.plan === undefined ? undefined : await readPlan(options.plan, "--plan");
  const traced = stepFor(loaded, { method: options.method, saved });
  const { graph } = traced;
  const batch = batchSize(traced);
  checkBatch(path, batch, options.batch);
  // Read the files before planning, so that a wrong file fails at once.
  const read =
    options.inputs === undefined ? undefined : layersOfInputs(traced, readInputs(options.inputs, loaded.graph));
  const constraints = constraintsOf(options);
  const given = saved && fixedPlan(saved);
  const devices = options.devices ?? given?.defaults?.devices ?? availableParallelism();
  const method = given ?? methodOf({ ...options, devices }, { name: graph.name }, constraints);
  const firstStep = resumed?.manifest.step ?? 0;
  const numSteps = options.steps ?? firstStep + 1;
  checkSteps(numSteps, resumed);
  const live = new LiveLine(numSteps, batch);
  live.say(`compiling ${graph.name} for ${numberOf(devices, "device")} (${method.name}) …`);
  const planned = await planGraph(traced, {
    ...{ method, devices, signal },
    microbatches: options.microbatches,
    ...(!given && { remat: options.remat ?? moduleRemat(traced, options.method) }),
    profile: await readProfile(options.profile),
    memoryBytes: constraints.memoryBytes,
  });
  for (const notice of noticesOf(planned)) process.stderr.write(`notice: ${notice}\n`);
  const { step } = planned;
  const roles = argumentRoles(step, argumentsOf(traced));
  const drawn = () =>
    drawInputs(
      graph,
      roles.map(({ role }) => role),
      seed,
    );
  const state = new ModuleState(traced, step.stateOf);
  for (const flag of ["checkpoint", "resume"] as const)
    if (options[flag] !== undefined) state.checkAny(path, `--${flag}`);
  const data = read ?? drawn();
  if (resumed) state.replace(data, await resumed.tensors(state.leaves()));
  const inputs = new Map(data.map((each, input) => [input, each]));
  const executable = await ModuleExecutable.start(planned, { timeline: options.timeline !== undefined });
  try {
    const title = `${path}, ${method.name}, ${numberOf(devices, "device")}`;
    const report = await ExecutableRun.begin(executable, { title, options, devices, live });
    const lossAt = lossOutput(graph, step.stateOf, options);
    const saver = new StateSaver();
    let copying: Promise<unknown> = Promise.resolve();
    const save = async (dir: string, saved: SaveOptions): Promise<SaveReport> => {
      const run = runFacts(executable, path);
      const copy = saver.copy(dir, saved, () => ({ step: saved.step!, run, tensors: state.tensors(executable) }));
      copying = copy.catch(() => {});
      return (await copy).report;
    };
    const checkpoints = new RunCheckpoints({
      ...options,
      save,
      facts: { seed, name: path },
      batch,
      batchesBefore: firstStep,
      firstStep,
      live,
    });
    const metrics = options.metrics === undefined ? undefined : new MetricsFile(options.metrics, firstStep);
    const differences = resumed?.differences(executable, path, { batch, seed });
    if (resumed && differences) live.note(resumedText(resumed, differences));
    const { losses, stepSeconds } = await runSteps(executable, {
      ...{ inputs, firstStep, numSteps, lossAt, signal, live },
      beforeStep: () => copying,
      afterStep(at, loss, seconds) {
        metrics?.write({ step: at, loss: loss ?? Number.NaN, seconds, examplesPerSecond: batch / seconds });
        checkpoints.afterStep(at, undefined, loss ?? 0);
        return options.onNan === "stop" && loss !== undefined && !Number.isFinite(loss);
      },
    });
    const failedSave = await checkpoints.end(firstStep + stepSeconds.length, undefined, losses.at(-1) ?? 0);
    await report.writeTimeline(stepSeconds.length);
    if (options.outputs && stepSeconds.length > 0) await writeOutputs(options.outputs, executable, traced);
    const facts = {
      ...{ example: path, method: method.name, devices, batch, seed, losses, stepSeconds },
      ...(options.roles && { roles }),
      ...(resumed && { resumed: { path: resumed.path, step: firstStep, differences: differences ?? [] } }),
      ...(options.checkpoint !== undefined && { checkpoints: checkpoints.saves }),
    };
    report.end(facts, signal, failedSave);
  } finally {
    live.end();
    await executable.stop();
  }
}

interface Steps {
  readonly inputs: ReadonlyMap<number, TensorData>;
  /** Steps trained before, and in all. */
  readonly firstStep: number;
  readonly numSteps: number;
  /** Awaited before each step. */
  readonly beforeStep: () => Promise<unknown>;
  /** Called after each step; ends the run if it returns true. */
  readonly afterStep: (step: number, loss: number | undefined, seconds: number) => boolean;
  /** Index of the loss output. */
  readonly lossAt: number | undefined;
  readonly signal: AbortSignal;
  readonly live: LiveLine;
}

/** Runs steps. After the first, state is the result of the previous step; all other inputs stay the same. */
async function runSteps(executable: ModuleExecutable, steps: Steps) {
  const { inputs, firstStep, numSteps, beforeStep, afterStep, lossAt, signal, live } = steps;
  const losses: number[] = [];
  const stepSeconds: number[] = [];
  const isState = new Set(executable.program.stateOf);
  const repeated = new Map([...inputs].filter(([input]) => !isState.has(input)));
  for (let i = firstStep; i < numSteps && !signal.aborted; i++) {
    const begin = performance.now();
    await beforeStep();
    await executable.run(i === firstStep ? inputs : repeated);
    if (lossAt !== undefined) losses.push(await lossOf(executable, lossAt));
    const seconds = (performance.now() - begin) / 1e3;
    stepSeconds.push(seconds);
    live.step(i + 1, losses.at(-1), stepSeconds);
    if (afterStep(i + 1, losses.at(-1), seconds)) break;
  }
  live.end();
  return { losses, stepSeconds };
}

async function lossOf(executable: ModuleExecutable, output: number): Promise<number> {
  const { dtype } = executable.program.outputs[output].type;
  return Number(decode(await executable.output(output), dtype)[0]);
}

/** Converts the module's arguments to inputs of the graph: stacked tensors are split into their layers. */
function layersOfInputs({ parts }: LoadedStep, inputs: readonly TensorData[]): TensorData[] {
  if (!parts) return [...inputs];
  const layers: TensorData[] = [];
  parts.inputs.forEach((ports, argument) => {
    const data = inputs[argument];
    const length = data.length / ports.length;
    ports.forEach((port, layer) => {
      layers[port] = ports.length === 1 ? data : data.slice(layer * length, (layer + 1) * length);
    });
  });
  return layers;
}

/** Writes every output as `out0`, `out1`, … in the order of the module's results. */
async function writeOutputs(
  path: string,
  executable: ModuleExecutable,
  { imported, parts }: LoadedStep,
): Promise<void> {
  const { outputs, types } = imported.graph;
  const tensors = await Promise.all(
    outputs.map(async ({ value }, output) => {
      const ports = parts?.outputs[output] ?? [output];
      const layers = await Promise.all(ports.map((port) => executable.output(port)));
      return { name: `out${output}`, type: types[value], data: joinLayers(types[value], layers) };
    }),
  );
  writeTensors(path, tensors);
}
