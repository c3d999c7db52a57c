/**
 * @file Megatron-LM's 3D parallelism (Narayanan et al., SC'21). Layers go to pipeline stages. Within a stage, matmul
 * pairs are split over a tensor-parallel group (`tensor-parallel.ts`) and the batch over the replicas of that group.
 * Sequence parallelism (Korthikanti et al. 2022) splits the values between the matmul pairs along the sequence over the
 * same group, which turns all-reduces into reduce-scatters and all-gathers. ZeRO splits training state over the
 * replicas (`split-state.ts`): stage 1 is Megatron-LM's distributed optimizer, stage 3 FSDP. Devices are numbered as in
 * Megatron-LM: tensor-parallel ranks vary fastest, then replicas, then stages.
 */
import { analyzeBatch } from "../analysis/batch.ts";
import { type DimClass, type DimClasses, findDimClasses } from "../analysis/dim-classes.ts";
import { findRoles, type Roles } from "../analysis/roles.ts";
import type { StageStep } from "../analysis/stage-step.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { ValueId } from "../ir/graph.ts";
import { isMatmul } from "../ir/ops.ts";
import { numElements } from "../ir/types.ts";
import { axesSize, type Mesh, type Placement } from "../plan/placement.ts";
import type { OpPlan, Plan } from "../plan/plan.ts";
import { valuePlacements } from "../sharding/check-plan.ts";
import { completePlan, type Seeds } from "../sharding/propagate.ts";
import { findWeights } from "./hidden-classes.ts";
import { checkBatchDivides, type Method, stepOf } from "./method.ts";
import { isSplitState, numShards, shardAxis, splitState, type ZeroStage } from "./split-state.ts";
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
  /** Splits over the replicas: 1 the optimizer state, 2 also the gradients, 3 also the weights. */
  readonly zero?: ZeroStage;
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
      if (![0, 1, 2, 3].includes(zero)) throw new InvalidConfig("megatron: zero", `got ${zero}; give 0, 1, 2 or 3`);
      checkBatchDivides(step, replicas, "megatron");
      const layout = new Layout(step, { replicas, ways, zero, sequenceParallel });
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
  readonly zero: ZeroStage;
  readonly sequenceParallel: boolean;
}

/** The placements of values in every stage, chosen on the whole step so that adjacent stages agree. */
class Layout {
  readonly #mesh: Mesh;
  readonly #isSplit: (value: ValueId, dim: number) => boolean;
  readonly #zero: ZeroStage;
  readonly #roles: Roles;
  /** By value: the sequence dim to split, or −1. */
  readonly #sequenceDims: readonly number[] | undefined;

  constructor(step: Step, { replicas, ways, zero, sequenceParallel }: LayoutOptions) {
    const classes = findDimClasses(step.graph);
    const split = ways === 1 ? new Set<DimClass>() : chooseClasses(step, classes, ways, "megatron");
    this.#isSplit = (value, dim) => split.has(classes.ofDim(value, dim));
    this.#roles = findRoles(step);
    this.#zero = zero;
    this.#sequenceDims = sequenceParallel ? findSequenceDims(step, classes, ways) : undefined;
    const states = step.graph.inputs.flatMap(({ value }, input) => {
      if (!isSplitState(this.#roles.inputs[input], zero)) return [];
      const { dtype, shape } = step.graph.types[value];
      return [{ dtype, shape: shape.map((size, dim) => size / (this.#isSplit(value, dim) ? ways : 1)) }];
    });
    const shards = zero === 0 ? replicas : numShards(states, replicas);
    this.#mesh = {
      axes: [
        ...(shards < replicas ? [{ name: "replica", size: replicas / shards }] : []),
        { name: shardAxis, size: shards },
        { name: "model", size: ways },
      ],
    };
  }

  /** The mesh axes over which the batch is split. */
  get #batchAxes(): string[] {
    return this.#mesh.axes.flatMap(({ name, size }) => (name !== "model" && size > 1 ? [name] : []));
  }

  plan(part: StageStep, method: string): Plan {
    const { values, inputs } = part;
    const plain = this.#withoutZero(part, method);
    if (this.#zero === 0 || axesSize(this.#mesh, [shardAxis]) === 1) return plain;
    return splitState(plain, part.step, this.#zero, {
      outputs: this.#seeds(part, this.#sequenceDims !== undefined).outputs,
      roleOfInput: (local) => {
        const source = inputs[local];
        return source.kind === "input" ? this.#roles.inputs[source.input] : "other";
      },
      isGradient: (local) => this.#roles.values[values[local]] === "gradient",
    });
  }

  #withoutZero(part: StageStep, method: string): Plan {
    const { graph } = part.step;
    const base = completePlan(part.step, this.#mesh, this.#seeds(part, false), method);
    if (!this.#sequenceDims) return base;
    // Keep the tensor-parallel blocks as they are, and split the values that they leave replicated along the sequence.
    const ops = new Map<number, OpPlan["factors"]>();
    base.ops.forEach(({ factors, partial }, op) => {
      if (factors.flat().includes("model") || partial.model !== undefined) ops.set(op, factors);
    });
    const values = new Map<ValueId, Placement>();
    const placements = valuePlacements(graph, base);
    for (const value of graph.ops.flatMap(({ results }) => results)) {
      const isReplicated = !placements[value].dims.flat().includes("model");
      if (!isReplicated || this.#sequenceDims[part.values[value]] < 0) continue;
      const { dims } = placements[value];
      values.set(value, { dims: this.#alongSequence(part.values[value], dims), partial: [] });
    }
    return completePlan(part.step, this.#mesh, { ...this.#seeds(part, true), ops, values }, method);
  }

  #seeds(
    { step, values, inputs: sources, outputs: targets }: StageStep,
    isAlongSequence: boolean,
  ): Required<Pick<Seeds, "inputs" | "outputs">> {
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
      step.graph.inputs.map(({ value }, i): [number, Placement] => [
        i,
        place(value, inputDims.get(i), sources[i].kind === "value"),
      ]),
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
