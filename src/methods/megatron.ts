/**
 * @file Megatron-LM's 3D parallelism (Narayanan et al., SC'21). Layers go to pipeline stages. Within a stage, matmul
 * pairs are split over a tensor-parallel group (`tensor-parallel.ts`) and the batch over the replicas of that group.
 * Sequence parallelism (Korthikanti et al. 2022) splits the values between the matmul pairs along the sequence over the
 * same group, which turns all-reduces into reduce-scatters and all-gathers. ZeRO-1 ("distributed optimizer") splits
 * optimizer state over the replicas. Devices are numbered as in Megatron-LM: tensor-parallel ranks vary fastest, then
 * replicas, then stages.
 */
import { analyzeBatch } from "../analysis/batch.ts";
import { type DimClass, type DimClasses, findDimClasses } from "../analysis/dim-classes.ts";
import { findRoles } from "../analysis/roles.ts";
import type { StageStep } from "../analysis/stage-step.ts";
import { type Step, summedValues } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import { divisorsOf } from "../base/integers.ts";
import type { ValueId } from "../ir/graph.ts";
import { isMatmul } from "../ir/ops.ts";
import { bytesOf, numElements, type TensorType } from "../ir/types.ts";
import { axesSize, type Mesh, type Placement } from "../plan/placement.ts";
import type { OpPlan, Plan } from "../plan/plan.ts";
import { valuePlacements } from "../sharding/check-plan.ts";
import { completePlan, type Seeds } from "../sharding/propagate.ts";
import { findWeights } from "./hidden-classes.ts";
import { checkBatchDivides, type Method, stepOf } from "./method.ts";
import { type PlanStage, planStages, type StageOptions } from "./stages/cut-stages.ts";
import { chooseClasses } from "./tensor-parallel.ts";

export interface MegatronOptions extends Pick<StageOptions, "layers" | "schedule" | "chunks"> {
  /** Number of replicas that share the batch; defaults to the devices divided by the other two degrees. */
  readonly dataParallel?: number;
  /** Number of stages; defaults to 1. */
  readonly pipelineParallel?: number;
  /** The layers of each stage, or of each of its chunks, in the model's order; by default about equal FLOPs each. */
  readonly stageLayers?: readonly (readonly number[])[];
  /** Number of devices that share one copy of a stage's parameters; defaults to 1. */
  readonly tensorParallel?: number;
  /** Splits the values between tensor-parallel blocks along the sequence. */
  readonly sequenceParallel?: boolean;
  /** 1 splits optimizer state over the replicas. */
  readonly zero?: 0 | 1;
}

/** Megatron-LM's plan. The default schedule is interleaved 1F1B for 2 or more `chunks`, else 1F1B. */
export function megatron(options: MegatronOptions): Method {
  const { pipelineParallel: stages = 1, tensorParallel: ways = 1, sequenceParallel = false, chunks, layers } = options;
  const { zero = 0, schedule = chunks !== undefined && chunks > 1 ? "interleaved-1f1b" : "1f1b" } = options;
  const shown = Object.entries(options).filter(([, value]) => value !== undefined);
  const textOf = (value: unknown) => (Array.isArray(value) ? JSON.stringify(value) : value);
  const name = `megatron(${shown.map(([key, value]) => `${key}=${textOf(value)}`).join(", ")})`;
  return {
    name,
    *plan(request) {
      const step = stepOf(request);
      const { devices } = request;
      const replicas = options.dataParallel ?? Math.max(1, Math.floor(devices / (stages * ways)));
      checkDegrees({ pipelineParallel: stages, tensorParallel: ways, dataParallel: replicas }, devices);
      if (zero !== 0 && zero !== 1) throw new InvalidConfig("megatron: zero", `got ${zero}; give 0 or 1`);
      checkBatchDivides(step, replicas, "megatron");
      const layout = new Layout(step, { replicas, ways, splitsOptimizer: zero === 1, sequenceParallel });
      const planStage: PlanStage = function* (part) {
        yield;
        return layout.plan(part, name);
      };
      const listed = checkStageLists(options.stageLayers, stages * (chunks ?? 1)) ?? stages;
      const plan = yield* planStages(step, devices, { stages: listed, layers, schedule, chunks }, name, planStage);
      return { step, plan };
    },
  };
}

function checkStageLists(lists: MegatronOptions["stageLayers"], numChunks: number): MegatronOptions["stageLayers"] {
  if (lists === undefined || lists.length === numChunks) return lists;
  throw new InvalidConfig(
    "megatron: stageLayers",
    `got ${lists.length} lists of layers for ${numChunks} chunks (pipelineParallel times chunks); make them equal`,
  );
}

function checkDegrees(degrees: Readonly<Record<string, number>>, devices: number): void {
  for (const [degree, size] of Object.entries(degrees))
    if (!Number.isInteger(size) || size < 1)
      throw new InvalidConfig(`megatron: ${degree}`, `got ${size}; give an integer of 1 or more`);
  const product = Object.values(degrees).reduce((all, size) => all * size, 1);
  if (product === devices) return;
  const text = Object.entries(degrees).map(([degree, size]) => `${degree} ${size}`);
  throw new InvalidConfig(
    "megatron",
    `${text.join(" × ")} is ${product} devices, the step runs on ${devices}; make them equal`,
    { ...degrees, devices },
  );
}

interface LayoutOptions {
  readonly replicas: number;
  /** Number of devices that share one copy of a stage's parameters. */
  readonly ways: number;
  readonly splitsOptimizer: boolean;
  readonly sequenceParallel: boolean;
}

/** The placements of values in every stage, chosen on the whole step so that adjacent stages agree. */
class Layout {
  readonly #mesh: Mesh;
  readonly #isSplit: (value: ValueId, dim: number) => boolean;
  /** Optimizer-state inputs that are split over the replicas. */
  readonly #optimizer: ReadonlySet<number>;
  /** By value: the sequence dim to split, or −1. */
  readonly #sequenceDims: readonly number[] | undefined;

  constructor(step: Step, { replicas, ways, splitsOptimizer, sequenceParallel }: LayoutOptions) {
    const classes = findDimClasses(step.graph);
    const split = ways === 1 ? new Set<DimClass>() : chooseClasses(step, classes, ways, "megatron");
    this.#isSplit = (value, dim) => split.has(classes.ofDim(value, dim));
    const { inputs } = findRoles(step);
    this.#optimizer = new Set(splitsOptimizer ? [...inputs.keys()].filter((i) => inputs[i] === "optimizer") : []);
    this.#sequenceDims = sequenceParallel ? findSequenceDims(step, classes, ways) : undefined;
    const shards = this.#optimizerShards(step, replicas, ways);
    this.#mesh = {
      axes: [
        ...(shards < replicas ? [{ name: "replica", size: replicas / shards }] : []),
        { name: "data", size: shards },
        { name: "model", size: ways },
      ],
    };
  }

  /**
   * The number of replicas over which optimizer state is split. If a tensor has no dim that divides by all of them, the
   * divisor of their number with the fewest bytes per device.
   */
  #optimizerShards({ graph }: Step, replicas: number, ways: number): number {
    const states = [...this.#optimizer].map((input) => graph.inputs[input].value);
    const bytesPerDevice = (shards: number): number =>
      states.reduce((sum, value) => {
        const { shape } = graph.types[value];
        const local = shape.map((size, dim) => size / (this.#isSplit(value, dim) ? ways : 1));
        const bytes = bytesOf({ ...graph.types[value], shape: local });
        return sum + (local.some((size) => size % shards === 0) ? bytes / shards : bytes);
      }, 0);
    const all = divisorsOf(replicas).reverse();
    return all.reduce((best, shards) => (bytesPerDevice(shards) < bytesPerDevice(best) ? shards : best), replicas);
  }

  /** The mesh axes over which the batch is split. */
  get #batchAxes(): string[] {
    return this.#mesh.axes.flatMap(({ name, size }) => (name !== "model" && size > 1 ? [name] : []));
  }

  plan(part: StageStep, method: string): Plan {
    const { graph } = part.step;
    const values = this.#gradientSums(part, method);
    const base = completePlan(part.step, this.#mesh, { ...this.#seeds(part, false), values }, method);
    if (!this.#sequenceDims) return base;
    // Keep the tensor-parallel blocks as they are, and split the values that they leave replicated along the sequence.
    const ops = new Map<number, OpPlan["factors"]>();
    base.ops.forEach(({ factors, partial }, op) => {
      if (factors.flat().includes("model") || partial.model !== undefined) ops.set(op, factors);
    });
    const placements = valuePlacements(graph, base);
    for (const value of graph.ops.flatMap(({ results }) => results)) {
      const isReplicated = !placements[value].dims.flat().includes("model");
      if (!isReplicated || this.#sequenceDims[part.values[value]] < 0) continue;
      const { dims } = placements[value];
      values.set(value, { dims: this.#alongSequence(part.values[value], dims), partial: [] });
    }
    return completePlan(part.step, this.#mesh, { ...this.#seeds(part, true), ops, values }, method);
  }

  /**
   * Where the sums over the microbatches lie: as without split optimizer state, so that replicas reduce their gradients
   * once in a step and not in each microbatch.
   */
  #gradientSums(part: StageStep, method: string): Map<ValueId, Placement> {
    const sums = new Map<ValueId, Placement>();
    if (this.#optimizer.size === 0 || part.step.microbatches === 1) return sums;
    const seeds = this.#seeds(part, false, new Set());
    const placements = valuePlacements(part.step.graph, completePlan(part.step, this.#mesh, seeds, method));
    for (const value of summedValues(part.step)) sums.set(value, { dims: placements[value].dims, partial: [] });
    return sums;
  }

  #seeds(
    { step, values, inputs: sources, outputs: targets }: StageStep,
    isAlongSequence: boolean,
    splitOptimizer = this.#optimizer,
  ): Seeds {
    const batchAxes = this.#batchAxes;
    const inputDims = new Map(step.batchInputs.map(({ input, dim }) => [input, dim]));
    const outputDims = new Map(step.batchOutputs.map(({ output, dim }) => [output, dim]));
    const place = (local: ValueId, batchDim: number | undefined, isBetween: boolean): Placement => {
      const value = values[local];
      const isModel = (dim: number) => (isBetween || batchDim === undefined) && this.#isSplit(value, dim);
      const dims = step.graph.types[local].shape.map((_, dim): readonly string[] =>
        dim === batchDim ? batchAxes : isModel(dim) ? ["model"] : [],
      );
      return { dims: isBetween && isAlongSequence ? this.#alongSequence(value, dims) : dims, partial: [] };
    };
    const inputs = new Map(
      step.graph.inputs.map(({ value }, i): [number, Placement] => {
        const source = sources[i];
        const placement = place(value, inputDims.get(i), source.kind === "value");
        const isOptimizer = source.kind === "input" && splitOptimizer.has(source.input);
        return [i, isOptimizer ? this.#overReplicas(step.graph.types[value], placement) : placement];
      }),
    );
    const outputs = new Map(
      [...outputDims].map(([output, dim]) => [
        output,
        place(step.graph.outputs[output].value, dim, targets[output].kind === "value"),
      ]),
    );
    return { inputs, outputs };
  }

  /** Splits the sequence dim of a value over the tensor-parallel group, unless the group already splits another dim. */
  #alongSequence(value: ValueId, dims: Placement["dims"]): Placement["dims"] {
    const sequence = this.#sequenceDims?.[value] ?? -1;
    if (sequence < 0 || dims.flat().includes("model")) return dims;
    return dims.map((axes, dim) => (dim === sequence ? [...axes, "model"] : axes));
  }

  /**
   * Also splits the first dim of `placement` that divides evenly over the replicas that share the state; if possible
   * one that the tensor-parallel group does not split, so that replicas reduce and gather in one collective.
   */
  #overReplicas({ shape }: TensorType, { dims }: Placement): Placement {
    const shards = axesSize(this.#mesh, ["data"]);
    const divides = (dim: number): boolean => shape[dim] % (axesSize(this.#mesh, dims[dim]) * shards) === 0;
    const possible = [...shape.keys()].filter(divides);
    const chosen = possible.find((dim) => dims[dim].length === 0) ?? possible[0];
    const split = dims.map((axes, dim) => (dim === chosen && shards > 1 ? [...axes, "data"] : axes));
    return { dims: split, partial: [] };
  }
}

/**
 * By value: the sequence dim to split, or −1 for values that are not per example or have a single element per token.
 * Sequence dims are the dims of the batch inputs, other than the batch dim, along which no weight is contracted.
 */
function findSequenceDims(step: Step, classes: DimClasses, ways: number): number[] {
  if (ways === 1)
    throw new InvalidConfig(
      "megatron: sequenceParallel",
      "splits over the tensor-parallel group; raise tensorParallel to 2",
    );
  const { graph, batchInputs, numAccumulateOps } = step;
  const isWeight = findWeights(step);
  const sequence = new Set<DimClass>();
  for (const { input, dim } of batchInputs) {
    const { value } = graph.inputs[input];
    graph.types[value].shape.forEach((_, other) => {
      if (other !== dim) sequence.add(classes.ofDim(value, other));
    });
  }
  graph.ops.forEach(({ kind, operands }, op) => {
    if (!isMatmul(kind)) return;
    classes.rules[op].factors.forEach((factor, f) => {
      const isInWeight = operands.some(
        (value, i) => isWeight[value] && classes.rules[op].operands[i].flat().includes(f),
      );
      if (isInWeight || factor.kind === "whole") sequence.delete(classes.ofFactor(op, f));
    });
  });

  const { states } = analyzeBatch(graph, batchInputs, 1);
  // With microbatches of one example, a value that depends on the batch belongs to that one example.
  const isOfOne = batchInputs.every(({ input, dim }) => graph.types[graph.inputs[input].value].shape[dim] === 1);
  const dims = graph.types.map(() => -1);
  graph.ops.slice(0, numAccumulateOps).forEach(({ results }) => {
    for (const value of results) {
      const { shape } = graph.types[value];
      const state = states[value];
      const along = shape.flatMap((_, dim) => (sequence.has(classes.ofDim(value, dim)) ? [dim] : []));
      const examples = state.kind === "split" ? shape[state.dim] : isOfOne && state.kind === "total" ? 1 : undefined;
      if (examples === undefined || along.length !== 1 || shape[along[0]] % ways !== 0) continue;
      const tokens = examples * shape[along[0]];
      if (numElements(shape) > tokens) dims[value] = along[0];
    }
  });
  if (dims.some((dim) => dim >= 0)) return dims;
  throw new InvalidConfig(
    "megatron: sequenceParallel",
    `no sequence dim that divides by ${ways} goes through the network; leave it out or change tensorParallel`,
  );
}
