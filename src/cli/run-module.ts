/**
 * @file `alpa run step.mlir`: runs a train step in StableHLO text on this machine's devices, passing its state from
 * step to step.
 */
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { argumentRoles } from "../analysis/argument-roles.ts";
import { batchSize } from "../analysis/step.ts";
import { runFacts, type SaveOptions, type SaveReport, StateSaver } from "../api/save-state.ts";
import { DeviceLost, Unsupported } from "../base/errors.ts";
import { numberOf } from "../base/units.ts";
import { listCheckpoints } from "../checkpoint/folders.ts";
import { decode } from "../ir/evaluate/data.ts";
import type { TensorData } from "../ir/types.ts";
import { fixedPlan } from "../methods/fixed-plan.ts";
import { MetricsFile } from "../metrics/metrics-file.ts";
import { compileLate } from "../node/compile-late.ts";
import { lossOutput } from "../planner/imported-step.ts";
import { noticesOf, planGraph } from "../planner/plan-source.ts";
import { tensorFileEndings, writeTensors } from "../tensor-files/formats.ts";
import { constraintsOf } from "./constraint-flags.ts";
import { RunEarlyStop } from "./early-stop.ts";
import { methodOf } from "./methods.ts";
import { checkMetricsPath } from "./metrics-flag.ts";
import { type EarlierStart, ModuleDevices } from "./module-devices.ts";
import { drawInputs, readInputs } from "./module-inputs.ts";
import { joinLayers, ModuleState } from "./module-state.ts";
import { NotFiniteSteps } from "./not-finite.ts";
import { checkOutputFiles } from "./output-file.ts";
import { checkSteps, ResumedRun, resumedText } from "./resumed-run.ts";
import { checkCheckpointFlags, RunCheckpoints } from "./run-checkpoints.ts";
import { ExecutableRun } from "./run-executable.ts";
import { engineOf, type RunOptions, readPlan, readProfile } from "./run-options.ts";
import { LiveLine } from "./run-report.ts";
import { argumentsOf, checkBatch, type LoadedStep, loadStep, moduleRemat, shardingPins, stepFor } from "./subject.ts";
import { timelineEndings } from "./timeline-file.ts";

export async function runModule(path: string, options: RunOptions, signal: AbortSignal): Promise<void> {
  const engine = engineOf(options);
  if (options.precision !== "f32")
    throw new Unsupported(`--precision ${options.precision}`, "a module has the types of its text; leave it out");
  if (options.onNan === "skip")
    throw new Unsupported("--on-nan skip", "a module's text says what its step does; give warn or stop");
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
  const constraints = constraintsOf(options, shardingPins(traced, options));
  const given = saved && fixedPlan(saved);
  const devices = options.devices ?? given?.defaults?.devices ?? availableParallelism();
  const method = given ?? methodOf({ ...options, devices }, { name: graph.name }, constraints);
  const firstStep = resumed?.manifest.step ?? 0;
  const numSteps = options.steps ?? firstStep + 1;
  checkSteps(numSteps, resumed);
  const live = new LiveLine(numSteps, batch);
  live.say(`compiling ${graph.name} for ${numberOf(devices, "device")} (${method.name}) …`);
  const planning = {
    ...{ method, devices, signal },
    microbatches: options.microbatches,
    ...(!given && { remat: options.remat ?? moduleRemat(traced, options.method) }),
    profile: await readProfile(options.profile),
    memoryBytes: constraints.memoryBytes,
  };
  const planned = await planGraph(traced, planning);
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
  const running = await ModuleDevices.start({ traced, planning, engine, flags: options, live }, planned);
  try {
    const { executable } = running;
    const title = `${path}, ${method.name}, ${numberOf(devices, "device")}`;
    const report = await ExecutableRun.begin(executable, { title, options, devices, live });
    const lossAt = lossOutput(graph, step.stateOf, options);
    const saver = new StateSaver();
    let copying: Promise<unknown> = Promise.resolve();
    const save = async (dir: string, saved: SaveOptions): Promise<SaveReport> => {
      const { executable: saving } = running;
      const run = runFacts(saving, path);
      const copy = saver.copy(dir, saved, async () => ({
        ...{ step: saved.step!, run },
        tensors: await state.tensors(saving),
      }));
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
    const metricsFrom = (step: number) =>
      options.metrics === undefined ? undefined : new MetricsFile(options.metrics, { firstStep: step });
    let metrics = metricsFrom(firstStep);
    const early = new RunEarlyStop(options.patience, firstStep, live);
    const notFinite = new NotFiniteSteps(options.onNan, live);
    /** The newest checkpoint that this run has saved, or else its start. */
    const earlier = async (): Promise<EarlierStart> => {
      await checkpoints.settled();
      const last = options.checkpoint === undefined ? undefined : listCheckpoints(options.checkpoint).at(-1);
      const saved = last && last.step > firstStep ? ResumedRun.open({ resume: last.path }) : undefined;
      const first = { step: firstStep, inputs, name: firstStep > 0 ? `step ${firstStep}` : "the initial state" };
      if (saved) {
        const loaded = [...data];
        state.replace(loaded, await saved.tensors(state.leaves()));
        Object.assign(first, { step: last!.step, inputs: new Map(loaded.entries()), name: basename(saved.path) });
      }
      checkpoints.backTo(first.step);
      metrics = metricsFrom(first.step);
      early.backTo(first.step);
      return first;
    };
    const differences = resumed?.differences(executable, path, { batch, seed });
    if (resumed && differences) live.note(resumedText(resumed, differences));
    const { losses, stepSeconds, output } = await runSteps(running, {
      ...{ inputs, firstStep, numSteps, lossAt, signal, live, earlier },
      beforeStep: () => copying,
      afterStep(at, loss, seconds) {
        metrics?.write(at, { loss: loss ?? Number.NaN, seconds, examplesPerSecond: batch / seconds });
        checkpoints.afterStep(at, undefined, loss ?? 0);
        if (loss === undefined) return false;
        return notFinite.isDue(at, loss, false) || early.isDue(at, loss);
      },
    });
    const failedSave = await checkpoints.end(firstStep + stepSeconds.length, undefined, losses.at(-1) ?? 0);
    report.goOnWith(running.executable);
    await report.writeTimeline(stepSeconds.length);
    if (options.outputs && stepSeconds.length > 0) await writeOutputs(options.outputs, output, traced);
    const facts = {
      ...{ example: path, method: method.name, devices, batch, seed, losses, stepSeconds },
      ...(options.roles && { roles }),
      ...(resumed && { resumed: { path: resumed.path, step: firstStep, differences: differences ?? [] } }),
      ...(options.checkpoint !== undefined && { checkpoints: checkpoints.saves }),
      ...(options.elastic && { lostDevices: running.lost }),
    };
    report.end(facts, signal, failedSave);
  } finally {
    live.end();
    await running.stop();
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
  readonly earlier: () => Promise<EarlierStart>;
}

/**
 * Runs steps. After the first, state is the result of the previous step; all other inputs stay the same.
 * @returns `output` reads an output of the last step
 */
async function runSteps(running: ModuleDevices, steps: Steps) {
  const { inputs, firstStep, numSteps, beforeStep, afterStep, lossAt, signal, live, earlier } = steps;
  const losses: number[] = [];
  const stepSeconds: number[] = [];
  const isState = new Set(running.executable.program.stateOf);
  const repeated = new Map([...inputs].filter(([input]) => !isState.has(input)));
  running.executable.write(inputs);
  /** The outputs of the last step, if devices were lost in it. */
  let outputs: readonly TensorData[] | undefined;
  const output = async (index: number): Promise<TensorData> => outputs?.[index] ?? running.executable.output(index);
  for (let i = firstStep; i < numSteps && !signal.aborted; i++) {
    const begin = performance.now();
    await beforeStep();
    outputs = undefined;
    try {
      await running.executable.run(repeated);
    } catch (error) {
      if (!(error instanceof DeviceLost)) throw error;
      const next = await running.goOn(error, { step: i, inputs: repeated }, earlier);
      ({ outputs } = next);
      if (!outputs) {
        losses.length = Math.min(losses.length, next.step - firstStep);
        stepSeconds.length = next.step - firstStep;
        i = next.step - 1;
        continue;
      }
    }
    if (lossAt !== undefined) {
      const { dtype } = running.executable.program.outputs[lossAt].type;
      losses.push(Number(decode(await output(lossAt), dtype)[0]));
    }
    const seconds = (performance.now() - begin) / 1e3;
    stepSeconds.push(seconds);
    live.step(i + 1, losses.at(-1), stepSeconds);
    if (afterStep(i + 1, losses.at(-1), seconds)) break;
  }
  live.end();
  return { losses, stepSeconds, output };
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
  outputOf: (index: number) => Promise<TensorData>,
  { imported, parts }: LoadedStep,
): Promise<void> {
  const { outputs, types } = imported.graph;
  const tensors = await Promise.all(
    outputs.map(async ({ value }, output) => {
      const ports = parts?.outputs[output] ?? [output];
      const layers = await Promise.all(ports.map(outputOf));
      const isComplex = imported.complexOutputs[output];
      return { name: `out${output}`, type: types[value], data: joinLayers(types[value], layers), isComplex };
    }),
  );
  writeTensors(path, tensors);
}
