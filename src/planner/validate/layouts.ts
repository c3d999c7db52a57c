/**
 * @file The layouts of a published run: one if the point specifies it completely. If something is unpublished (the
 * microbatch, the chunks, all degrees), the few layouts that are possible.
 */
import { Unsupported } from "../../base/errors.ts";
import { divisorsOf, greatestCommonDivisor } from "../../base/integers.ts";
import type { Remat } from "../../plan/plan.ts";
import { findSchedule } from "../../schedules/registry.ts";
import { divideBlocks, type Layout } from "../predict/layout.ts";
import { alpaPlansOf } from "./alpa-plans.ts";
import { engineOf, hasDistributedOptimizer, isOfAlpa } from "./engine.ts";
import { globalBatch, replicasOf } from "./measured.ts";
import type { Point } from "./point.ts";

interface Degrees {
  readonly tensor: number;
  readonly pipeline: number;
  readonly data: number;
  /** Devices that share each sequence. */
  readonly context?: number;
  /** Replicas that divide the experts among them. */
  readonly experts?: number;
}

const maxDevicesPerHost = 8;

/**
 * Returns the possible layouts of a run of a model of `blocks` blocks.
 * @throws Unsupported naming the part of the layout that no named method expresses
 */
export function layoutsOf(point: Point, blocks: number): readonly Layout[] {
  refuseUnknown(point);
  const layouts = degreesOf(point, blocks)
    .flatMap((degrees) => expertDegrees(point, degrees))
    .flatMap((degrees) => withDegrees(point, blocks, degrees));
  if (layouts.length === 0) throw new Unsupported("batch", "no microbatch divides the batch of a replica");
  return layouts;
}

function refuseUnknown({ schedule = "" }: Point): void {
  if (/Interleaved ?Zero ?Bubble/i.test(schedule))
    throw new Unsupported("schedule", `"${schedule}" is not among the schedules`);
}

/** The degrees of parallelism as published, or those that the system of the run could choose. */
function degreesOf(point: Point, blocks: number): readonly Degrees[] {
  const { parallel, hardware, system = "" } = point;
  const devices = hardware?.n_gpus ?? 8;
  const data = replicasOf(point);
  if (parallel && data !== undefined && Number.isInteger(data)) {
    const { tp: tensor = 1, pp: pipeline = 1, cp: context = 1 } = parallel;
    if (tensor * pipeline * context * data === devices) return [{ tensor, pipeline, data, context }];
    if (point.kind === "layer_time") return [{ tensor, pipeline: 1, data: 1 }];
    throw new Unsupported(
      "parallel",
      `tensor ${tensor} × pipeline ${pipeline} × data ${data} × context ${context} is not the number of devices, ${devices}`,
    );
  }
  const known = alpaPlansOf(point);
  if (known.length > 0) return known;
  const all = divisorsOf(devices).flatMap((tensor) =>
    divisorsOf(devices / tensor).map((pipeline) => ({ tensor, pipeline, data: devices / tensor / pipeline })),
  );
  const batch = globalBatch(point) ?? 0;
  const possible = all.filter(({ tensor, pipeline, data: replicas }) => {
    if (batch % replicas !== 0) return false;
    if (tensor > maxDevicesPerHost || pipeline > blocks) return false;
    if (/^inter-op/i.test(system)) return pipeline === devices;
    if (/^intra-op/i.test(system)) return pipeline === 1;
    if (/^pp-dp/i.test(system)) return tensor === 1;
    if (/^deepspeed/i.test(system)) return pipeline === 1;
    // If a run on more than 64 devices has no published layout, tensor parallelism is assumed to span each host.
    return devices <= 64 ? replicas <= maxDevicesPerHost || pipeline === 1 : tensor === maxDevicesPerHost;
  });
  if (possible.length > 0) return possible;
  throw new Unsupported("parallel", `no division of ${devices} devices suits a model of ${blocks} blocks`);
}

/**
 * The ways to divide the experts among replicas: as published; in DeepSpeed among as many as divide them; in Alpa,
 * whose search decides, so or not at all.
 */
function expertDegrees(point: Point, degrees: Degrees): readonly Degrees[] {
  const { parallel, model, system = "" } = point;
  if (parallel?.ep !== undefined) return [{ ...degrees, experts: parallel.ep }];
  const most = model?.experts ? greatestCommonDivisor(model.experts, degrees.data) : 1;
  if (most === 1 || !(isOfAlpa(point) || /^deepspeed/i.test(system))) return [degrees];
  const divided = { ...degrees, experts: most };
  return isOfAlpa(point) ? [degrees, divided] : [divided];
}

function withDegrees(point: Point, blocks: number, degrees: Degrees): Layout[] {
  const { tensor, pipeline, data, context = 1, experts = 1 } = degrees;
  const { batch } = point;
  const isLayer = point.kind === "layer_time";
  checkedChunks(pipeline, blocks);
  const zero = zeroOf(point);
  const remat = rematOf(point);
  const all = isLayer ? data * (batch?.micro_batch ?? 1) : globalBatch(point);
  const perReplica = all === undefined ? undefined : all / data;
  const counts = microbatchesOf(point, perReplica, pipeline);
  const choices = sequenceParallelism(point, tensor).flatMap((sequenceParallel) =>
    counts.map((count) => ({ ...count, sequenceParallel })),
  );
  return choices.flatMap(({ microbatch, numMicrobatches, sequenceParallel }) =>
    schedulesOf(point, blocks, pipeline, numMicrobatches).map(
      ({ schedule, chunks }): Layout => ({
        ...{ tensor, pipeline, data, zero, remat, schedule, chunks, microbatch, numMicrobatches },
        ...(context > 1 && { context }),
        ...(experts > 1 && { experts }),
        sequenceParallel,
        isSynchronized: !schedule.startsWith("zb") || /without optimizer post-validation/i.test(point.notes ?? ""),
        precision: precisionOf(point),
        blocks: divideBlocks(blocks, checkedChunks(pipeline * chunks, blocks)),
      }),
    ),
  );
}

/** Refuses more chunks than blocks; the first and the last chunk may hold the embedding and the head alone. */
function checkedChunks(chunks: number, blocks: number): number {
  if (chunks <= blocks + 2) return chunks;
  throw new Unsupported("parallel", `${chunks} chunks of a pipeline need as many blocks, the model has ${blocks}`);
}

/**
 * Whether tensor parallelism splits norms and residuals along the sequence; both if the point does not say and its
 * engine can. Megatron-LM demands it for the overlap of its collectives (`--tp-comm-overlap`).
 */
function sequenceParallelism(point: Point, tensor: number): readonly boolean[] {
  const { sp } = point.parallel ?? {};
  if (tensor === 1) return [false];
  if (sp !== undefined) return [sp];
  const engine = engineOf(point);
  if (engine === "megatron-core-tp-overlap") return [true];
  return engine === "fsdp" || engine === "megatron-core" ? [true, false] : [false];
}

/** The possible sizes of a microbatch of one replica, in examples, with the number of microbatches. */
function microbatchesOf(
  point: Point,
  perReplica: number | undefined,
  pipeline: number,
): { microbatch: number; numMicrobatches: number }[] {
  const { batch, model } = point;
  const { micro_batch: microbatch, num_microbatches: times, local_batch: local } = batch ?? {};
  if (microbatch !== undefined) {
    const numMicrobatches = times ?? (perReplica ?? microbatch) / microbatch;
    if (Number.isInteger(numMicrobatches)) return [{ microbatch, numMicrobatches }];
    throw new Unsupported(
      "batch",
      `the ${perReplica} examples of a replica are not a multiple of the microbatch, ${microbatch}`,
    );
  }
  if (perReplica === undefined || !Number.isInteger(perReplica))
    throw new Unsupported("batch", "the point gives neither the batch nor the microbatch of a replica as an integer");
  if (times !== undefined && perReplica % times === 0)
    return [{ microbatch: perReplica / times, numMicrobatches: times }];
  // Without a pipeline, frameworks process the local batch as one microbatch. In a pipeline torchtitan divides it into
  // as many as there are stages (`pipeline_parallel_microbatches or parallel_dims.pp`, pipeline_llama.py of 2024).
  if (local !== undefined && pipeline === 1) return [{ microbatch: local, numMicrobatches: 1 }];
  if (local !== undefined && typeof point.parallel?.fsdp === "number" && perReplica % pipeline === 0)
    return [{ microbatch: perReplica / pipeline, numMicrobatches: pipeline }];
  const [known] = alpaPlansOf(point);
  if (known) return [{ microbatch: perReplica / known.numMicrobatches, numMicrobatches: known.numMicrobatches }];
  const searched = isOfAlpa(point) ? alpaMicrobatches(point).filter((count) => perReplica % count === 0) : [];
  if (searched.length > 0)
    return searched.map((numMicrobatches) => ({ microbatch: perReplica / numMicrobatches, numMicrobatches }));
  // Images are smaller than sequences, and batch normalization needs several.
  const usual = model?.image === undefined ? [1, 2, 4, 8] : [8, 16, 32, 64];
  const possible = usual.filter((size) => perReplica % size === 0);
  return (possible.length > 0 ? possible : [1]).map((size) => ({
    microbatch: size,
    numMicrobatches: perReplica / size,
  }));
}

/**
 * The numbers of microbatches that Alpa's benchmarks search, smallest microbatches first (`suite_auto_gpt.py`,
 * `suite_auto_moe.py` and `suite_wresnet.py` of its repository).
 */
const alpaMicrobatches = ({ model }: Point): readonly number[] =>
  model?.image !== undefined ? [42, 38, 32, 24] : model?.experts ? [128, 64, 32, 16] : [1024, 512, 256, 128, 64, 32];

/**
 * The schedule by its published name, with its chunks per stage; several if the number of chunks is unpublished. A run
 * without a name for its schedule may interleave, but those of Alpa's paper, which name a system, do not.
 */
function schedulesOf(
  { schedule: text = "", parallel, system }: Point,
  blocks: number,
  pipeline: number,
  numMicrobatches: number,
): { schedule: string; chunks: number }[] {
  if (pipeline === 1) return [{ schedule: "1f1b", chunks: 1 }];
  const { vpp } = parallel ?? {};
  const one = (schedule: string, chunks = findSchedule(schedule).defaultChunks) => [{ schedule, chunks }];
  if (/gpipe/i.test(text)) return one("gpipe");
  if (/zb-?v/i.test(text)) return one("zb-v");
  if (/zb-?(2p|h2)/i.test(text)) return one("zb-h2");
  if (/zb-?(1p|h1)/i.test(text)) return one("zb-h1");
  // Llama 3 interleaves chunks of one layer: its first chunk has the embedding alone, its last one the head
  // (The Llama 3 Herd of Models, section 3.3.2, balanced pipelines).
  if (typeof parallel?.fsdp === "string" && (blocks + 2) % pipeline === 0 && numMicrobatches % pipeline === 0)
    return one("interleaved-1f1b", (blocks + 2) / pipeline);
  const isUnknown = vpp === undefined && text === "" && system === undefined;
  const isInterleaved = isUnknown || (vpp !== undefined ? vpp > 1 : /interleaved|1F1B-I/i.test(text));
  const perStage = Math.max(...divideBlocks(blocks, pipeline));
  if (!isInterleaved || numMicrobatches % pipeline !== 0 || perStage < 2) return one("1f1b");
  if (vpp !== undefined) return one("interleaved-1f1b", vpp);
  const possible = divisorsOf(perStage).filter((chunks) => chunks > 1 && (!isUnknown || pipeline * chunks <= blocks));
  const interleaved = possible.flatMap((chunks) => one("interleaved-1f1b", chunks));
  return isUnknown ? [...one("1f1b"), ...interleaved] : interleaved;
}

function zeroOf(point: Point): Layout["zero"] {
  const { parallel, system = "" } = point;
  const { zero, fsdp, cp = 1, pp = 1 } = parallel ?? {};
  if (zero !== undefined) return zero;
  // FSDP shards over replicas and context-parallel ranks (torchtitan's mesh `dp_shard_cp`, in parallelize_llama). In a
  // pipeline it keeps gathered parameters until the step ends (`reshard_after_forward=False`, parallelize_llama.py),
  // and reduces gradients after the last microbatch (`_configure_data_parallel_mode` of torch.distributed.pipelining).
  if (typeof fsdp === "number") return fsdp * cp === 1 ? 0 : pp > 1 ? 1 : 3;
  // In words: what is sharded. Llama 3 shards optimizer states and gradients (its paper, section 3.3.2).
  if (typeof fsdp === "string") return /grad/i.test(fsdp) ? 2 : 1;
  if (/^deepspeed/i.test(system)) return 2;
  // All of Alpa's benchmarks set `prefer_reduce_scatter`: with microbatches, gradient sums stay whole (its variant for
  // gradient accumulation) and the update is split, as in ZeRO-1.
  if (isOfAlpa(point)) return 1;
  return hasDistributedOptimizer(point) ? 1 : 0;
}

function rematOf({ recompute = "" }: Point): Remat {
  if (/full|per layer/i.test(recompute)) return "full";
  return /selective/i.test(recompute) ? "selective" : "fused";
}

function precisionOf({ precision = "", hardware }: Point): Layout["precision"] {
  if (/fp32|f32/i.test(precision)) return "f32";
  // A V100 has no bf16.
  return /^fp16$/i.test(precision) || /V100/i.test(hardware?.gpu ?? "") ? "f16" : "bf16";
}
