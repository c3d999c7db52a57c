/**
 * @file `alpa run step.mlir`: runs a train step in StableHLO text on this machine's devices, passing its state from
 * step to step.
 */
import { availableParallelism } from "node:os";
import { argumentRoles } from "../analysis/argument-roles.ts";
import { batchSize } from "../analysis/step.ts";
import { ModuleExecutable } from "../api/module-executable.ts";
import { numberOf } from "../base/units.ts";
import { decode } from "../ir/evaluate/data.ts";
import { allocateData, numElements, type TensorData, type TensorType } from "../ir/types.ts";
import { fixedPlan } from "../methods/fixed-plan.ts";
import { compileLate } from "../node/compile-late.ts";
import { lossOutput } from "../planner/imported-step.ts";
import { noticesOf, planGraph } from "../planner/plan-source.ts";
import { tensorFileEndings, writeTensors } from "../tensor-files/formats.ts";
import { constraintsOf } from "./constraint-flags.ts";
import { methodOf } from "./methods.ts";
import { drawInputs, readInputs } from "./module-inputs.ts";
import { checkOutputFiles } from "./output-file.ts";
import { ExecutableRun } from "./run-executable.ts";
import { type RunOptions, readPlan, readProfile, refuseExampleOptions } from "./run-options.ts";
import { LiveLine } from "./run-report.ts";
import { argumentsOf, checkBatch, type LoadedStep, loadStep, moduleRemat, stepFor } from "./subject.ts";
import { timelineEndings } from "./timeline-file.ts";

export async function runModule(path: string, options: RunOptions, signal: AbortSignal): Promise<void> {
  compileLate();
  refuseExampleOptions(path, options);
  const seed = options.seed ?? 0;
  await checkOutputFiles([
    ["--save-plan", options.savePlan],
    ["--outputs", options.outputs, tensorFileEndings],
    ["--timeline", options.timeline, timelineEndings],
    ["--simulate", options.simulate, timelineEndings],
  ]);
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
  const numSteps = options.steps ?? 1;
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
  const inputs = new Map((read ?? drawn()).map((data, input) => [input, data]));
  const executable = await ModuleExecutable.start(planned, { timeline: options.timeline !== undefined });
  try {
    const title = `${path}, ${method.name}, ${numberOf(devices, "device")}`;
    const report = await ExecutableRun.begin(executable, { title, options, devices, live });
    const lossAt = lossOutput(graph, step.stateOf, options);
    const { losses, stepSeconds } = await runSteps(executable, { inputs, numSteps, lossAt, signal, live });
    await report.writeTimeline(stepSeconds.length);
    if (options.outputs && stepSeconds.length > 0) await writeOutputs(options.outputs, executable, traced);
    const facts = {
      ...{ example: path, method: method.name, devices, batch, seed, losses, stepSeconds },
      ...(options.roles && { roles }),
    };
    report.end(facts, signal);
  } finally {
    live.end();
    await executable.stop();
  }
}

interface Steps {
  readonly inputs: ReadonlyMap<number, TensorData>;
  readonly numSteps: number;
  /** Index of the loss output. */
  readonly lossAt: number | undefined;
  readonly signal: AbortSignal;
  readonly live: LiveLine;
}

/** Runs steps. After the first, state is the result of the previous step; all other inputs stay the same. */
async function runSteps(executable: ModuleExecutable, { inputs, numSteps, lossAt, signal, live }: Steps) {
  const losses: number[] = [];
  const stepSeconds: number[] = [];
  const isState = new Set(executable.program.stateOf);
  const repeated = new Map([...inputs].filter(([input]) => !isState.has(input)));
  for (let i = 0; i < numSteps && !signal.aborted; i++) {
    const begin = performance.now();
    await executable.run(i === 0 ? inputs : repeated);
    if (lossAt !== undefined) losses.push(await lossOf(executable, lossAt));
    stepSeconds.push((performance.now() - begin) / 1e3);
    live.step(i + 1, losses.at(-1), stepSeconds);
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

/** The stacked tensor of the given layers. */
function joined(type: TensorType, layers: readonly TensorData[]): TensorData {
  if (layers.length === 1) return layers[0];
  const data = allocateData(type.dtype, numElements(type.shape));
  layers.forEach((layer, i) => {
    data.set(layer as never, i * layer.length);
  });
  return data;
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
      return { name: `out${output}`, type: types[value], data: joined(types[value], layers) };
    }),
  );
  writeTensors(path, tensors);
}
