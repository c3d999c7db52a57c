/** @file Plans a question with the planner. It runs in a web worker and in Node alike. */
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { type Cluster, numDevices } from "../cluster/cluster.ts";
import { parseCluster } from "../cluster/parse.ts";
import { exampleSpecs } from "../frontends/jaxjs/example.ts";
import { init } from "../frontends/jaxjs/jax.ts";
import { fixedPlan } from "../methods/fixed-plan.ts";
import type { JointResult } from "../methods/joint/joint-problem.ts";
import { megatron } from "../methods/megatron.ts";
import type { Method } from "../methods/method.ts";
import { namedMethods } from "../methods/named-methods.ts";
import { pipedream } from "../methods/pipedream.ts";
import { type Constraints, constrain } from "../methods/search/constraints.ts";
import { parsePin } from "../methods/search/pin-text.ts";
import { catalogue } from "../models/catalogue.ts";
import { planFromJson } from "../plan/plan-file.ts";
import { planStep } from "../planner/compile.ts";
import type { PlannedGraph, PlanOptions } from "../planner/plan-source.ts";
import type { Configuration } from "./answer.ts";
import { planFileModel } from "./file-model.ts";
import { canPin, modelName, type Question, studioMethods } from "./question.ts";

/** A planned question. */
export interface PlannedQuestion {
  readonly planned: PlannedGraph;
  readonly cluster: Cluster;
  /** The question's part of an answer. */
  readonly configuration: Configuration;
}

/** The callbacks and the signal by which a caller follows and ends the planning. */
export interface Watch extends Pick<PlanOptions, "signal" | "graceSeconds" | "onPass" | "onProgress"> {
  /** Called with what a search over stages has tried. */
  readonly onResult?: (result: JointResult) => void;
}

/** Plans a question. @throws InvalidConfig, Unsupported or Infeasible with what to change */
export async function planQuestion(question: Question, { onResult, ...watch }: Watch = {}): Promise<PlannedQuestion> {
  if (!question.modelFile) catalogueEntry(question.model);
  if (question.batch < 1 && !question.modelFile?.isModule)
    throw new InvalidConfig("batch", "got 0; give the examples per step");
  const cluster = parseCluster(question.cluster);
  const { memoryGB, seconds, microbatches, precision, remat, batch } = question;
  const method = methodOf(question, onResult);
  const fixed = method.defaults;
  const devices = fixed?.devices ?? numDevices(cluster);
  if (devices > numDevices(cluster))
    throw new InvalidConfig("cluster", `has ${numDevices(cluster)} devices, the plan is for ${devices}; choose more`);
  // A plan from a file has its own microbatches and recomputation.
  const isFree = fixed === undefined;
  await init("wasm");
  const options: PlanOptions = {
    ...watch,
    method,
    cluster,
    devices,
    precision,
    ...(memoryGB > 0 && { memoryBytes: memoryGB * 1e9 }),
    ...(seconds > 0 && { seconds }),
    ...(isFree && microbatches > 0 && { microbatches }),
    ...(isFree && remat !== "" && { remat }),
  };
  const found = question.modelFile
    ? await planFileModel(question.modelFile, question, options)
    : { planned: await planCatalogueModel(question, options), batch };
  return {
    ...{ planned: found.planned, cluster },
    configuration: { model: modelName(question), batch: found.batch, precision },
  };
}

function planCatalogueModel({ model: name, batch }: Question, options: PlanOptions): Promise<PlannedGraph> {
  const model = catalogueEntry(name).make();
  return planStep(model.trainStep, exampleSpecs(model, batch), { ...options, batchArgs: model.batchArgs });
}

function catalogueEntry(name: string) {
  const entry = catalogue.get(name);
  if (entry) return entry;
  throw new InvalidConfig("model", `unknown model "${name}"${suggestion(name, catalogue.keys())}`);
}

/** The method of a question with its pins, or the plan of its file. */
export function methodOf(question: Question, onResult?: Watch["onResult"]): Method {
  const { method, pins, pipelineParallel, tensorParallel, planFile } = question;
  if (planFile) return fixedPlan(planFromJson(planFile.text, planFile.name));
  if (pins.length > 0 && !canPin(method))
    throw new InvalidConfig("pins", `are not for ${method}; remove them or choose ${studioMethods.shard}`);
  if (method === "megatron") return megatron({ pipelineParallel, tensorParallel });
  if (method === "pipedream") return pipedream();
  const named = Object.hasOwn(namedMethods, method) ? namedMethods[method] : undefined;
  if (!named)
    throw new InvalidConfig("method", `unknown method "${method}"${suggestion(method, Object.keys(studioMethods))}`);
  return named.make({ ...constraintsOf(question), onResult });
}

const constraintsOf = ({ pins }: Question): Constraints =>
  constrain(pins.length === 0 ? {} : { pin: Object.fromEntries(pins.map((text) => parsePin(text, "pin"))) });
