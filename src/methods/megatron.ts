/**
 * @file Megatron-LM's 3D parallelism (Narayanan et al., SC'21). Layers go to pipeline stages. Within a stage, matmul
 * pairs are split over a tensor-parallel group (`tensor-parallel.ts`) and the batch over the replicas of that group.
 * Sequence parallelism (Korthikanti et al. 2022) splits the values between the matmul pairs along the sequence over the
 * same group, which turns all-reduces into reduce-scatters and all-gathers. Context parallelism splits all values along
 * the sequence over a group of its own: queries stay, keys and values are gathered for attention (Grattafiori et al.
 * 2024, §3.3.2). Expert parallelism divides the experts among groups of replicas, and the tokens go to their experts
 * and back by all-to-all (Lepikhin et al. 2021). ZeRO splits training state over the replicas and the context-parallel
 * group (`split-state.ts`): stage 1 is Megatron-LM's distributed optimizer, stage 3 FSDP. Devices are numbered as in
 * Megatron-LM: tensor-parallel ranks vary fastest, then context-parallel ranks, replicas, and stages.
 */
import { type DimClass, findDimClasses } from "../analysis/dim-classes.ts";
import { findRoles, type Roles } from "../analysis/roles.ts";
import type { StageStep } from "../analysis/stage-step.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import { divisorsOf } from "../base/integers.ts";
import type { ValueId } from "../ir/graph.ts";
import { axesSize, type Mesh, type Placement } from "../plan/placement.ts";
import type { OpPlan, Plan } from "../plan/plan.ts";
import { valuePlacements } from "../sharding/check-plan.ts";
import { completePlan, type Seeds } from "../sharding/propagate.ts";
import { findExpertDims } from "./expert-dims.ts";
import { findWeights } from "./hidden-classes.ts";
import { checkBatchDivides, type Method, stepOf } from "./method.ts";
import { findSequenceDims, isWideAlong } from "./sequence-dims.ts";
import { isSplitState, numShards, splitState, type ZeroStage } from "./split-state.ts";
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
  /** Number of devices that share each sequence; defaults to 1. */
  readonly contextParallel?: number;
  /** Number of replicas that divide the experts among them; defaults to 1. It divides `dataParallel`. */
  readonly expertParallel?: number;
  /** Splits over the replicas: 1 the optimizer state, 2 also the gradients, 3 also the weights. */
  readonly zero?: ZeroStage;
}

/** Megatron-LM's plan. The default schedule is interleaved 1F1B for 2 or more `chunks`, else 1F1B. */
export function megatron(options: MegatronOptions): Method {
  const { pipelineParallel: stages = 1, tensorParallel: ways = 1, sequenceParallel = false, chunks, layers } = options;
  const {
    contextParallel: context = 1,
    expertParallel: experts = 1,
    zero = 0,
    schedule = chunks !== undefined && chunks > 1 ? "interleaved-1f1b" : "1f1b",
  } = options;
  const shown = Object.entries(options).filter(([, value]) => value !== undefined);
  const textOf = (value: unknown) => (Array.isArray(value) ? JSON.stringify(value) : value);
  const name = `megatron(${shown.map(([key, value]) => `${key}=${textOf(value)}`).join(", ")})`;
  return {
    name,
    *plan(request) {
      const step = stepOf(request);
      const { devices } = request;
      const replicas = options.dataParallel ?? Math.max(1, Math.floor(devices / (stages * ways * context)));
      const degrees = { pipelineParallel: stages, tensorParallel: ways, dataParallel: replicas };
      checkDegrees({ ...degrees, ...(context !== 1 && { contextParallel: context }) }, devices);
      if (sequenceParallel && ways === 1)
        throw new InvalidConfig(
          "megatron: sequenceParallel",
          "splits over the tensor-parallel group; raise tensorParallel to 2",
        );
      if (!Number.isInteger(experts) || experts < 1 || replicas % experts !== 0)
        throw new InvalidConfig(
          "megatron: expertParallel",
          `${experts} does not divide ${replicas} replicas; use ${divisorsOf(replicas).join(", ")}`,
          { expertParallel: experts, replicas },
        );
      if (![0, 1, 2, 3].includes(zero)) throw new InvalidConfig("megatron: zero", `got ${zero}; give 0, 1, 2 or 3`);
      checkBatchDivides(step, replicas, "megatron");
      const layout = new Layout(step, { replicas, ways, context, experts, zero, sequenceParallel });
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

function checkExperts(step: Step, isWeight: readonly boolean[], ways: number): void {
  if (findExpertDims(step, isWeight, ways).ops.some((factor) => factor >= 0)) return;
  const hasExperts = findExpertDims(step, isWeight, 1).ops.some((factor) => factor >= 0);
  throw new InvalidConfig(
    "megatron: expertParallel",
    hasExperts
      ? `${ways} devices do not divide the experts of any layer; lower it`
      : "the step has no experts (products that read a weight of each expert at once); leave it out",
    { expertParallel: ways },
  );
}

interface LayoutOptions {
  readonly replicas: number;
  /** Number of devices that share one copy of a stage's parameters. */
  readonly ways: number;
  /** Number of devices that share each sequence. */
  readonly context: number;
  /** Number of replicas that divide the experts among them. */
  readonly experts: number;
  readonly zero: ZeroStage;
  readonly sequenceParallel: boolean;
}

/** The placements of values in every stage, chosen on the whole step so that adjacent stages agree. */
class Layout {
  readonly #mesh: Mesh;
  readonly #isSplit: (value: ValueId, dim: number) => boolean;
  readonly #zero: ZeroStage;
  readonly #context: number;
  readonly #experts: number;
  /** By value: whether it is a weight or a view of one; of a plan that divides experts. */
  readonly #isWeight: readonly boolean[];
  readonly #roles: Roles;
  /** By value: its sequence dim, or −1. */
  readonly #sequenceDims: readonly number[] | undefined;
  /** Values that sequence parallelism splits. */
  readonly #isAlongSequence: (value: ValueId) => boolean;
  /** Axes over which state is split. */
  readonly #shardAxes: readonly string[];

  constructor(step: Step, { replicas, ways, context, experts, zero, sequenceParallel }: LayoutOptions) {
    const classes = findDimClasses(step.graph);
    const split = ways === 1 ? new Set<DimClass>() : chooseClasses(step, classes, ways, "megatron");
    this.#isSplit = (value, dim) => split.has(classes.ofDim(value, dim));
    this.#roles = findRoles(step);
    this.#zero = zero;
    this.#context = context;
    this.#experts = experts;
    this.#isWeight = experts > 1 ? findWeights(step) : [];
    if (experts > 1) checkExperts(step, this.#isWeight, experts);
    const option = context > 1 ? "contextParallel" : sequenceParallel ? "sequenceParallel" : undefined;
    const parts = context * (sequenceParallel ? ways : 1);
    this.#sequenceDims = option === undefined ? undefined : findSequenceDims(step, classes, parts, option);
    const isWide = this.#sequenceDims ? isWideAlong(step, this.#sequenceDims) : () => false;
    this.#isAlongSequence = (value) => sequenceParallel && this.#sequenceDims![value] >= 0 && isWide(value);
    const states = step.graph.inputs.flatMap(({ value }, input) => {
      if (!isSplitState(this.#roles.inputs[input], zero)) return [];
      const { dtype, shape } = step.graph.types[value];
      return [{ dtype, shape: shape.map((size, dim) => size / (this.#isSplit(value, dim) ? ways : 1)) }];
    });
    const isOverContext = context > 1 && numShards(states, replicas * context) === replicas * context;
    this.#shardAxes = ["data", ...(experts > 1 ? ["expert"] : []), ...(isOverContext ? ["context"] : [])];
    const possible = zero === 0 || isOverContext ? replicas : numShards(states, replicas);
    // The replicas that divide the experts share their other state.
    const shards = possible % experts === 0 ? possible : replicas;
    this.#mesh = {
      axes: [
        ...(shards < replicas ? [{ name: "replica", size: replicas / shards }] : []),
        { name: "data", size: shards / experts },
        ...(experts > 1 ? [{ name: "expert", size: experts }] : []),
        ...(context > 1 ? [{ name: "context", size: context }] : []),
        { name: "model", size: ways },
      ],
    };
  }

  /** The mesh axes over which the batch is split. */
  get #batchAxes(): string[] {
    const others = ["model", "context"];
    return this.#mesh.axes.flatMap(({ name, size }) => (!others.includes(name) && size > 1 ? [name] : []));
  }

  plan(part: StageStep, method: string): Plan {
    const { values, inputs } = part;
    const plain = this.#withoutZero(part, method);
    if (this.#zero === 0 || axesSize(this.#mesh, this.#shardAxes) === 1) return plain;
    return splitState(plain, part.step, this.#zero, {
      // Experts are divided already.
      axesOf: ({ dims }) =>
        dims.flat().includes("expert") ? this.#shardAxes.filter((axis) => axis !== "expert") : this.#shardAxes,
      outputs: this.#seeds(part, { context: true, sequence: true }).outputs,
      roleOfInput: (local) => {
        const source = inputs[local];
        return source.kind === "input" ? this.#roles.inputs[source.input] : "other";
      },
      isGradient: (local) => this.#roles.values[values[local]] === "gradient",
    });
  }

  #withoutZero(part: StageStep, method: string): Plan {
    const complete = (seeds: Seeds): Plan => completePlan(part.step, this.#mesh, seeds, method);
    return this.#byExpert(part, this.#withoutExperts(part, complete), complete);
  }

  #withoutExperts(part: StageStep, complete: (seeds: Seeds) => Plan): Plan {
    const base = this.#alongContext(part, complete(this.#seeds(part)), complete);
    // Keep the tensor-parallel blocks as they are, and split the values that they leave replicated along the sequence.
    const ops = new Map<number, OpPlan["factors"]>();
    base.ops.forEach(({ factors, partial }, op) => {
      if (factors.flat().includes("model") || partial.model !== undefined) ops.set(op, factors);
    });
    const values = new Map<ValueId, Placement>();
    const placements = valuePlacements(part.step.graph, base);
    for (const value of part.step.graph.ops.flatMap(({ results }) => results)) {
      const { dims } = placements[value];
      if (dims.flat().includes("model") || !this.#isAlongSequence(part.values[value])) continue;
      values.set(value, { dims: this.#alongSequence(part.values[value], dims), partial: [] });
    }
    return values.size === 0
      ? base
      : complete({ ...this.#seeds(part, { context: true, sequence: true }), ops, values });
  }

  /** `base` with the ops of experts divided by expert, no longer by the examples of the same replicas. */
  #byExpert(part: StageStep, base: Plan, complete: (seeds: Seeds) => Plan): Plan {
    if (this.#experts === 1) return base;
    const { graph } = part.step;
    const isWeight = part.values.map((value) => this.#isWeight[value]);
    const { values, ops } = findExpertDims(part.step, isWeight, this.#experts);
    const byExpert = (dims: Placement["dims"], own: number): Placement["dims"] =>
      dims.map((axes, dim) => {
        const others = axes.filter((axis) => axis !== "expert");
        return dim === own ? [...others, "expert"] : others;
      });
    const inputs = base.inputs.map(({ placement }, input): [number, Placement] => {
      const own = values[graph.inputs[input].value];
      return [input, own < 0 ? placement : { ...placement, dims: byExpert(placement.dims, own) }];
    });
    const seeds = base.ops.map(({ factors }, op): [number, OpPlan["factors"]] => [
      op,
      ops[op] < 0 ? factors : byExpert(factors, ops[op]),
    ]);
    const { outputs } = this.#seeds(part, { context: true, sequence: true });
    return complete({ inputs: new Map(inputs), outputs, ops: new Map(seeds) });
  }

  /**
   * `base` with the values that have one sequence dim split over the context-parallel group. Attention follows its
   * queries.
   */
  #alongContext(part: StageStep, base: Plan, complete: (seeds: Seeds) => Plan): Plan {
    if (this.#context === 1) return base;
    const values = new Map<ValueId, Placement>();
    const placements = valuePlacements(part.step.graph, base);
    for (const value of part.step.graph.ops.flatMap(({ results }) => results)) {
      const dims = this.#overContext(part.values[value], placements[value].dims);
      if (dims !== placements[value].dims) values.set(value, { dims, partial: [] });
    }
    return complete({ ...this.#seeds(part, { context: true }), values });
  }

  #seeds(
    { step, values, inputs: sources, outputs: targets }: StageStep,
    { context, sequence }: { readonly context?: boolean; readonly sequence?: boolean } = {},
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
      const split = context && (isBetween || batchDim !== undefined) ? this.#overContext(value, dims) : dims;
      return { dims: isBetween && sequence ? this.#alongSequence(value, split) : split, partial: [] };
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

  /** Splits the sequence dim of a value over the context-parallel group. */
  #overContext(value: ValueId, dims: Placement["dims"]): Placement["dims"] {
    const sequence = this.#sequenceDims?.[value] ?? -1;
    if (sequence < 0 || this.#context === 1) return dims;
    return dims.map((axes, dim) => (dim === sequence ? [...axes, "context"] : axes));
  }

  /** Splits the sequence dim of a value over the tensor-parallel group, unless the group already splits another dim. */
  #alongSequence(value: ValueId, dims: Placement["dims"]): Placement["dims"] {
    if (!this.#isAlongSequence(value) || dims.flat().includes("model")) return dims;
    return dims.map((axes, dim) => (dim === this.#sequenceDims![value] ? [...axes, "model"] : axes));
  }
}
