/**
 * @file Degrees of parallelism of a plan, in Megatron-LM's and DeepSpeed's terms, and notes on what they do not
 * express.
 */
import { analyzeBatch } from "../../analysis/batch.ts";
import { findRoles, isWeightRole, type Role } from "../../analysis/roles.ts";
import { batchSize, type Step } from "../../analysis/step.ts";
import { Unsupported } from "../../base/errors.ts";
import { isMatmul } from "../../ir/ops.ts";
import { opFlops } from "../../ir/table.ts";
import { numElements } from "../../ir/types.ts";
import { findExpertDims } from "../../methods/expert-dims.ts";
import { findWeights } from "../../methods/hidden-classes.ts";
import { axesSize } from "../../plan/placement.ts";
import type { Plan, Remat } from "../../plan/plan.ts";
import { stateBytesOfStages } from "../../sharding/state-bytes.ts";

export interface Parallelism {
  readonly dataParallel: number;
  readonly tensorParallel: number;
  /** Replicas that divide the experts among them. */
  readonly expertParallel: number;
  readonly pipelineParallel: number;
  /** ZeRO stage: 1 splits optimizer state over the replicas, 2 also gradients, 3 also parameters; 0 splits nothing. */
  readonly zeroStage: 0 | 1 | 2 | 3;
  /** Examples per step. */
  readonly batch: number;
  readonly microbatches: number;
  /** The 16-bit type of the matmuls, if they are in 16 bits. */
  readonly halfType?: "bf16" | "f16";
  /** For each stage, its number of layers over all chunks. */
  readonly stageLayers: readonly number[];
  readonly numChunks: number;
  readonly schedule?: string;
  /** The rematerialization of all layers; undefined if layers differ. */
  readonly remat: Remat | undefined;
  /** Sentences about parts of the plan that the degrees do not express. */
  readonly rest: readonly string[];
}

/**
 * Finds the degrees of a plan.
 * @param target  the system to name in errors
 * @throws Unsupported with all reasons, for plans that degrees cannot express
 */
export function findParallelism(step: Step, plan: Plan, target: string): Parallelism {
  const experts = findExpertDims(step, findWeights(step), 1);
  const axes = plan.stages.map((_, stage) => stageAxes(step, plan, stage, experts.ops));
  const sizes = axes.map(({ data, tensor }, stage) => {
    const { mesh } = plan.stages[stage];
    return { dataParallel: axesSize(mesh, data), tensorParallel: axesSize(mesh, tensor) };
  });
  const expertParallel = Math.max(...axes.map(({ expert }, stage) => axesSize(plan.stages[stage].mesh, expert)));
  const [first] = sizes;
  const obstacles = [
    ...axes.flatMap(({ others }) => others),
    ...sizes.flatMap(({ dataParallel, tensorParallel }, stage) =>
      dataParallel === first.dataParallel && tensorParallel === first.tensorParallel
        ? []
        : [
            `stage ${stage} has ${dataParallel} replicas of ${tensorParallel} devices, ` +
              `stage 0 ${first.dataParallel} of ${first.tensorParallel}`,
          ],
    ),
    ...(plan.pipeline && plan.pipeline.numUpdates > 1 ? ["its schedule does several updates in one step"] : []),
  ];
  if (obstacles.length > 0)
    throw new Unsupported(
      target,
      `cannot express this plan: ${obstacles.join("; ")}; plan with --method megatron, zero3 or tensor, or export it ` +
        "--to stablehlo",
      { obstacles },
    );
  const remats = new Set<Remat>(plan.remat ?? ["none"]);
  const halfType = productType(step);
  return {
    ...first,
    expertParallel,
    pipelineParallel: plan.stages.length,
    zeroStage: zeroStage(step, plan, axes, experts.values),
    batch: batchSize(step) * step.microbatches,
    microbatches: step.microbatches,
    ...(halfType && { halfType }),
    stageLayers: plan.stages.map(({ layers = [] }) => layers.reduce((sum, [from, to]) => sum + to - from + 1, 0)),
    numChunks: plan.pipeline?.numChunks ?? 1,
    ...(plan.pipeline && plan.stages.length > 1 && { schedule: plan.pipeline.schedule }),
    remat: remats.size === 1 ? [...remats][0] : undefined,
    rest: [
      ...(remats.size > 1 ? [`recomputation by layer: ${plan.remat!.join(", ")}`] : []),
      ...wholeWeights(step, plan, axes),
    ],
  };
}

/** The axes of a stage's mesh with size above 1, classified by what they split in its matmuls. */
interface StageAxes {
  readonly data: readonly string[];
  readonly tensor: readonly string[];
  /** The data axes that also divide experts. */
  readonly expert: readonly string[];
  /** Axes that are neither, with the reason. */
  readonly others: readonly string[];
}

/** An axis is a data or tensor axis if it has this use in more than this share of the matmuls' FLOPs. */
const mostWork = 0.5;
/** The other use of the axis is ignored in less than this share of the FLOPs. */
const littleWork = 0.05;

function stageAxes(step: Step, plan: Plan, stage: number, expertFactors: readonly number[]): StageAxes {
  const { graph, batchInputs } = step;
  const { batchFactors } = analyzeBatch(graph, batchInputs, 1);
  const [byBatch, byWeights, byExpert] = [0, 1, 2].map(() => new Map<string, number>());
  let total = 0;
  graph.ops.forEach((op, index) => {
    if (plan.ops[index].stage !== stage || !isMatmul(op.kind)) return;
    const flops = opFlops(graph, op);
    total += flops;
    plan.ops[index].factors.forEach((axes, factor) => {
      const isExpert = factor === expertFactors[index];
      const work = factor === batchFactors[index] ? byBatch : isExpert ? byExpert : byWeights;
      for (const axis of axes) work.set(axis, (work.get(axis) ?? 0) + flops);
    });
  });
  // An axis that splits the batch outside of experts divides them as a data axis does, else as tensor parallelism.
  for (const [axis, flops] of byExpert) {
    const work = byBatch.has(axis) ? byBatch : byWeights;
    work.set(axis, (work.get(axis) ?? 0) + flops);
  }
  const shares = plan.stages[stage].mesh.axes
    .filter(({ size }) => size > 1)
    .map(({ name }) => ({
      name,
      batch: (byBatch.get(name) ?? 0) / total,
      weights: (byWeights.get(name) ?? 0) / total,
    }));
  const isData = ({ batch, weights }: (typeof shares)[number]) => batch > mostWork && weights < littleWork;
  const isTensor = ({ batch, weights }: (typeof shares)[number]) => weights > mostWork && batch < littleWork;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  return {
    data: shares.filter(isData).map(({ name }) => name),
    tensor: shares.filter(isTensor).map(({ name }) => name),
    expert: shares.filter((axis) => isData(axis) && byExpert.has(axis.name)).map(({ name }) => name),
    others: shares
      .filter((axis) => !isData(axis) && !isTensor(axis))
      .map(
        ({ name, batch, weights }) =>
          `axis ${name}${plan.stages.length > 1 ? ` of stage ${stage}` : ""} splits the batch in ${percent(batch)} ` +
          `and weights in ${percent(weights)} of the products' work`,
      ),
  };
}

/** @param expertDims  by value: its dim of experts, or −1 */
function zeroStage(
  step: Step,
  plan: Plan,
  axes: readonly StageAxes[],
  expertDims: readonly number[],
): Parallelism["zeroStage"] {
  const isSplit = (has: (role: Role) => boolean): boolean => {
    const { inputs } = findRoles(step);
    let [all, split] = [0, 0];
    step.graph.inputs.forEach(({ value }, input) => {
      if (!has(inputs[input])) return;
      const { stage, placement } = plan.inputs[input];
      const { data, expert } = axes[stage];
      // Only the replicas that hold the same experts can share their state.
      const sharing = expertDims[value] < 0 ? data : data.filter((axis) => !expert.includes(axis));
      if (sharing.length === 0) return;
      const size = numElements(step.graph.types[value].shape);
      all += size;
      if (placement.dims.flat().some((axis) => sharing.includes(axis))) split += size;
    });
    return split > all / 2;
  };
  if (isSplit(isWeightRole)) return 3;
  if (!isSplit((role) => role === "optimizer")) return 0;
  const bytes = stateBytesOfStages(step, plan);
  const sum = (kind: "parameters" | "gradients") => bytes.reduce((total, stage) => total + stage[kind], 0);
  return sum("gradients") < 0.75 * sum("parameters") ? 2 : 1;
}

/** A note on the matmul weights that no tensor-parallel axis splits, if the plan has such an axis. */
function wholeWeights({ graph, ...step }: Step, plan: Plan, axes: readonly StageAxes[]): string[] {
  const { inputs } = findRoles({ graph, ...step });
  const whole = graph.inputs.flatMap(({ name, value }, input) => {
    const { stage, placement } = plan.inputs[input];
    const { tensor } = axes[stage];
    const isMatrix = graph.types[value].shape.length > 1 && isWeightRole(inputs[input]);
    if (!isMatrix || tensor.length === 0 || placement.dims.flat().some((axis) => tensor.includes(axis))) return [];
    return [name];
  });
  if (whole.length === 0) return [];
  return [`weights that tensor parallelism leaves whole: ${[...new Set(whole)].join(", ")}`];
}

/** The 16-bit type of the step's matmuls, if most of them are in 16 bits. */
function productType({ graph }: Step): Parallelism["halfType"] {
  const types = graph.ops.filter(({ kind }) => isMatmul(kind)).map(({ operands }) => graph.types[operands[0]].dtype);
  return (["bf16", "f16"] as const).find((dtype) => 2 * types.filter((type) => type === dtype).length > types.length);
}
