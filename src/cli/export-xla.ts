/** @file `alpa export --to xla`: a step, its plan, its initial state and sample batches as a folder that JAX trains. */
import { argumentRoles } from "../analysis/argument-roles.ts";
import type { Precision } from "../analysis/precision.ts";
import { batchSize } from "../analysis/step.ts";
import { trainingPrecisions } from "../api/options.ts";
import { runFacts } from "../api/save-state.ts";
import { InvalidConfig, Unsupported } from "../base/errors.ts";
import { bytesText, numberOf } from "../base/units.ts";
import { type AnyExample, type AnyTrainable, batchSpecs, initialState } from "../frontends/jaxjs/example.ts";
import { type HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { init as initJax } from "../frontends/jaxjs/jax.ts";
import { bytesOf, numElements, type TensorData } from "../ir/types.ts";
import { fixedPlan } from "../methods/fixed-plan.ts";
import type { Method } from "../methods/method.ts";
import { placementText } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { planToJson } from "../plan/plan-file.ts";
import { argumentOf } from "../planner/argument-ports.ts";
import { lowerPlanned, planStep } from "../planner/compile.ts";
import { lossOutput, type RoleChoices } from "../planner/imported-step.ts";
import { noticesOf, type PlannedGraph, planGraph } from "../planner/plan-source.ts";
import type { NamedTensor } from "../tensor-files/tensor-file.ts";
import { checkedBatches } from "./checked-batches.ts";
import { type ConstraintFlags, constraintsOf } from "./constraint-flags.ts";
import { loadModel, usualBatch } from "./load-model.ts";
import { methodOf } from "./methods.ts";
import { drawInputs, readInputs } from "./module-inputs.ts";
import type { PipelineFlags } from "./pipeline-flags.ts";
import { refuseModuleOptions } from "./role-flags.ts";
import { argumentsOf, isModule, loadStep, moduleRemat, stepFor } from "./subject.ts";
import { writeXlaFolder } from "./xla-folder.ts";

export interface XlaExportFlags extends RoleChoices, ConstraintFlags, PipelineFlags {
  readonly out?: string;
  readonly batch?: number;
  readonly devices?: number;
  readonly method: string;
  readonly mesh?: string;
  readonly place: readonly string[];
  readonly microbatches?: number;
  readonly processes?: number;
  readonly steps?: number;
  readonly samples: number;
  readonly seed: number;
  readonly inputs?: string;
  readonly precision: Precision;
}

/** Maximum bytes of an initial state, which is made in this process's memory. */
const maxStateBytes = 8e9;

/** A planned step, the initial value of every input, and sample batches. */
interface Training {
  /** The name of the model or module in checkpoints. */
  readonly name: string;
  readonly planned: PlannedGraph;
  readonly values: readonly TensorData[];
  /** By batch, then by input. */
  readonly batches: readonly ReadonlyMap<number, TensorData>[];
  readonly steps: number;
  /** Examples per step. */
  readonly batch: number;
  /** By input: its name in checkpoints; undefined if it is not saved, or if no checkpoints can be made. */
  readonly savedNames?: readonly (string | undefined)[];
}

/** @param plan  an existing plan; without it the flags name a method */
export async function exportXla(name: string, plan: Plan | undefined, flags: XlaExportFlags): Promise<void> {
  const { out } = flags;
  if (out === undefined) throw new InvalidConfig("--out", "is missing; --to xla writes a folder, name it");
  const training = isModule(name) ? await moduleTraining(name, plan, flags) : await modelTraining(name, plan, flags);
  const { planned, values, batches, savedNames } = training;
  for (const notice of noticesOf(planned)) process.stderr.write(`notice: ${notice}\n`);
  const lowered = lowerPlanned(planned);
  const { program } = lowered;
  const loss = lossOutput(planned.step.graph, planned.step.stateOf, flags);
  if (loss === undefined)
    throw new Unsupported(name, "has no result that is one floating-point number; name the loss by --loss");
  const given = new Set(batches.flatMap((batch) => [...batch.keys()]));
  const tensor = (input: number, data: TensorData, label = ""): NamedTensor => {
    const { name: port, type } = program.inputs[input];
    if (data.length !== numElements(type.shape))
      throw new Unsupported(port, `has ${data.length} elements, of which a step takes ${numElements(type.shape)}`);
    return { name: label + port, type, data };
  };
  const processes = flags.processes ?? 1;
  const devices = 1 + Math.max(...program.meshes.flatMap((mesh) => mesh.devices));
  if (devices % processes !== 0)
    throw new InvalidConfig(
      "--processes",
      `${processes} processes cannot share ${numberOf(devices, "device")} evenly; give a divisor of ${devices}`,
    );
  await writeXlaFolder(out, {
    ...{ name, program, devices, processes, loss, steps: training.steps },
    planText: planToJson(planned.plan),
    plan: planned.plan,
    state: values.flatMap((data, input) => (given.has(input) ? [] : [tensor(input, data)])),
    batchNames: [...given].map((input) => program.inputs[input].name),
    samples: batches.flatMap((batch, k) => [...batch].map(([input, data]) => tensor(input, data, `${k}/`))),
    numSamples: batches.length,
    ...(savedNames && {
      checkpoint: {
        ...{ seed: flags.seed, batchSize: training.batch, run: runFacts(lowered, training.name) },
        tensors: program.inputs.flatMap(({ name: input, placement }, i) => {
          const saved = savedNames[i];
          return saved === undefined ? [] : [{ name: saved, input, placement: placementText(placement) }];
        }),
      },
    }),
  });
  process.stderr.write(`wrote ${out}: read ${out}/README.md\n`);
}

/** The name of a leaf of the state argument: its path without the argument's name, as `alpa run` saves it. */
const savedName = (port: string): string => port.replace(/^[^.[]+\.?/, "") || "value";

/** The method of a plan or of the flags, and its number of devices. */
function chosen(name: string, plan: Plan | undefined, flags: XlaExportFlags, model: AnyTrainable | { name: string }) {
  const method: Method | undefined = plan && fixedPlan(plan);
  const devices = flags.devices ?? method?.defaults?.devices;
  if (devices === undefined)
    throw new InvalidConfig("--devices", `is missing; say for how many devices ${name} is to be exported`);
  const constraints = constraintsOf(flags);
  const { memoryBytes } = constraints;
  const { microbatches } = flags;
  return { method: method ?? methodOf({ ...flags, devices }, model, constraints), devices, memoryBytes, microbatches };
}

async function modelTraining(name: string, plan: Plan | undefined, flags: XlaExportFlags): Promise<Training> {
  refuseModuleOptions(name, flags);
  if (flags.inputs !== undefined)
    throw new InvalidConfig("--inputs", `is for StableHLO modules, got ${name}; leave it out`);
  const model = await loadModel(name);
  const batch = flags.batch ?? usualBatch(name, model);
  const precision = trainingPrecisions.find((each) => each === flags.precision);
  if (precision === undefined)
    throw new InvalidConfig(
      "--precision",
      `is ${flags.precision}; a folder trains in ${trainingPrecisions.join(" or ")}`,
    );
  // As in alpa run, the state is f32 in either precision, so that each goes on from the other's checkpoints.
  const narrowWeights = "converted";
  const options = {
    ...chosen(name, plan, flags, model),
    batchArgs: model.batchArgs,
    precision,
    narrowWeights,
  } as const;
  checkState(model);
  await initJax("wasm");
  const state = initialState(model, flags.seed);
  const data = "batches" in model ? checkedBatches(model, flags.seed, batch) : undefined;
  const samples: (readonly HostArray[])[] = [];
  for (let k = 0; data && k < flags.samples; k++) samples.push(data.next().value);
  const planned = await planStep(model.trainStep, [state, ...(samples[0] ?? batchSpecs(model, batch))], options);
  const { traced } = planned;
  const position = argumentOf(traced);
  const drawn = data
    ? []
    : drawInputs(
        traced.graph,
        traced.graph.inputs.map(() => "batch"),
        flags.seed,
      );
  const isBatch = (input: number): boolean => position[input] > 0;
  const inputs = traced.graph.inputs.map((_, input) => input);
  const values = inputs.map((input) => {
    const { value } = traced.args.inputs[traced.leafOf[input]];
    return isBatch(input) ? (drawn[input] ?? samples[0][position[input] - 1].data) : (value as HostArray).data;
  });
  const batchOf = (tensors: readonly HostArray[] | undefined) =>
    new Map(inputs.filter(isBatch).map((input) => [input, tensors ? tensors[position[input] - 1].data : drawn[input]]));
  return {
    ...{ name: model.name, planned, values, batch },
    savedNames: inputs.map((input) => (position[input] === 0 ? savedName(traced.graph.inputs[input].name) : undefined)),
    batches: data ? samples.map(batchOf) : [batchOf(undefined)],
    steps: flags.steps ?? (model as AnyExample).defaults?.steps ?? 10,
  };
}

/** @throws Unsupported if the initial state is too large to be made here */
function checkState(model: AnyTrainable): void {
  let bytes = 0;
  const count = (shape: readonly number[]) => {
    bytes += 4 * numElements(shape);
    return new TensorSpec(shape);
  };
  model.init({ random: count, fill: count });
  if (bytes > maxStateBytes)
    throw new Unsupported(
      model.name,
      `has ${bytesText(bytes)} of initial state; at most ${bytesText(maxStateBytes)} can be exported, take a smaller model`,
    );
}

async function moduleTraining(path: string, plan: Plan | undefined, flags: XlaExportFlags): Promise<Training> {
  if (flags.precision !== "f32")
    throw new InvalidConfig("--precision", `is for models, got ${path}, which has its own types; leave it out`);
  const loaded = loadStep(path, flags);
  const traced = stepFor(loaded, { method: flags.method, saved: plan });
  const { graph } = traced;
  const options = chosen(path, plan, flags, { name: graph.name });
  const planned = await planGraph(traced, {
    ...options,
    ...(!plan && { remat: moduleRemat(traced, flags.method) }),
  });
  if (flags.inputs !== undefined && traced.parts)
    throw new Unsupported("--inputs", "cannot be cut into the layers of a pipeline here; leave it out");
  const roles = argumentRoles(planned.step, argumentsOf(traced)).map(({ role }) => role);
  const values = flags.inputs === undefined ? drawInputs(graph, roles, flags.seed) : readInputs(flags.inputs, graph);
  const bytes = graph.inputs.reduce((sum, { value }) => sum + bytesOf(graph.types[value]), 0);
  if (bytes > maxStateBytes)
    throw new Unsupported(path, `takes ${bytesText(bytes)}; at most ${bytesText(maxStateBytes)} can be exported`);
  const given = new Map(planned.step.batchInputs.map(({ input }) => [input, values[input]]));
  const isState = new Set(planned.step.stateOf);
  return {
    ...{ name: path, planned, values, batches: [given], steps: flags.steps ?? 10, batch: batchSize(traced) },
    ...(!traced.parts && {
      savedNames: graph.inputs.map(({ name }, input) => (isState.has(input) ? name : undefined)),
    }),
  };
}
