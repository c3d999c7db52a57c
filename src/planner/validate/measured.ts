/** @file The measurements of a published run: seconds of a step and peak bytes, by the convention of its source. */
import { hardwareOf } from "./hardware.ts";
import type { Point } from "./point.ts";
import { resnetBlocks, resnetClasses } from "./subject.ts";

const GiB = 2 ** 30;

/** Examples of a step, over all replicas; undefined when the point does not say. */
export function globalBatch({ batch, parallel, hardware }: Point): number | undefined {
  if (!batch) return undefined;
  const {
    global_batch: all,
    local_batch: local,
    micro_batch: micro,
    num_microbatches: times,
    batch_per_dp: per,
  } = batch;
  if (all !== undefined) return all;
  const replicas = replicasOf({ parallel, hardware });
  if (replicas === undefined) return undefined;
  if (local !== undefined) return local * replicas;
  if (per !== undefined && Number(per) > 0) return Number(per) * replicas;
  return micro === undefined ? undefined : micro * (times ?? 1) * replicas;
}

/** Data-parallel replicas, including FSDP's. Defaults to the devices divided by the other degrees. */
export function replicasOf({ parallel, hardware }: Pick<Point, "parallel" | "hardware">): number | undefined {
  if (!parallel) return undefined;
  const { dp, fsdp, tp = 1, pp = 1, cp = 1 } = parallel;
  const sharded = typeof fsdp === "number" ? fsdp : undefined;
  if (dp !== undefined) return dp;
  return sharded ?? (hardware && hardware.n_gpus / (tp * pp * cp));
}

/** FLOPs of a step of a GPT by Narayanan et al. 2021, equation 3, with 3 passes, or 4 with recomputation. */
function gptFlops(batch: number, { model }: Point, passes: 3 | 4): number | undefined {
  if (!model?.layers || !model.hidden || !model.seq || !model.vocab) return undefined;
  const { layers, hidden, seq, vocab } = model;
  const matrix = 24 * passes * batch * seq * layers * hidden ** 2;
  return matrix * (1 + seq / (6 * hidden)) + 6 * batch * seq * hidden * vocab;
}

/** FLOPs of a step as Alpa's benchmark counts them: its GPTs with recomputation except for the head, MoE without. */
function alpaFlops(batch: number, point: Point): number | undefined {
  const { model } = point;
  if (!model?.layers || !model.hidden || !model.seq || !model.vocab) return undefined;
  const { layers, hidden, seq, vocab, experts, expert_group_size: group = 2048 } = model;
  if (experts === undefined)
    return batch * seq * hidden * (96 * layers * hidden * (1 + seq / (6 * hidden)) + 6 * vocab);
  const attention = 8 * hidden ** 2 + 4 * seq * hidden;
  const dense = attention + 32 * hidden ** 2;
  const routed = attention + 64 * hidden ** 2 + 2 * hidden * experts + 4 * group + 8 * hidden * group;
  return batch * seq * (2 * layers * (dense + routed) + 6 * hidden * vocab);
}

/**
 * FLOPs of a step of a residual network: convolutions and the last product, in 3 passes, or 4 with recomputation, which
 * Alpa counts. The first convolution has one pass less, because images need no gradient.
 */
function resnetFlops(batch: number, { model, recompute = "" }: Point): number | undefined {
  const { layers, base_channels: channels = 64, width_factor: width = 1, image = 224 } = model ?? {};
  const groups = resnetBlocks(layers);
  if (!groups) return undefined;
  const passes = /full|per layer/i.test(recompute) ? 4 : 3;
  let [size, inputs] = [image / 4, channels];
  let products = (1 - 1 / passes) * 3 * channels * 49 * (image / 2) ** 2;
  groups.forEach((blocks, group) => {
    const own = channels * 2 ** group;
    for (let block = 0; block < blocks; block++) {
      const before = size;
      if (group > 0 && block === 0) size /= 2;
      const weights = 13 * own * own * width + (block === 0 ? 4 * inputs * own : 0);
      products += inputs * own * before ** 2 + weights * size ** 2;
      inputs = 4 * own;
    }
  });
  return 2 * passes * batch * (products + inputs * resnetClasses);
}

/** Model FLOPs of a step of a Llama: its products forward and backward, with causal attention (half of the scores). */
function llamaFlops(batch: number, { model }: Point): number | undefined {
  if (!model?.layers || !model.hidden || !model.seq || !model.vocab || !model.ffn || !model.heads) return undefined;
  const { layers, hidden, seq, vocab, ffn, heads, kv_heads: kv = heads } = model;
  const block = 2 * hidden ** 2 * (1 + kv / heads) + 3 * hidden * ffn;
  return 6 * batch * seq * (layers * block + hidden * vocab) + 6 * batch * seq ** 2 * hidden * layers;
}

/** Seconds of a step, as published or derived from published throughput; undefined if neither is published. */
export function measuredSeconds(point: Point): number | undefined {
  const { measured, derived, hardware, model, kind } = point;
  if (kind !== "train_step") return measured.total_ms === undefined ? undefined : measured.total_ms / 1e3;
  const printed = measured.iter_time_s ?? derived?.iter_time_s;
  if (printed !== undefined) return printed;
  const batch = globalBatch(point);
  if (batch === undefined || !hardware) return undefined;
  const { n_gpus: gpus } = hardware;
  if (measured.tokens_per_gpu_per_s !== undefined && model?.seq)
    return (batch * model.seq) / (gpus * measured.tokens_per_gpu_per_s);
  if (measured.samples_per_gpu_per_s !== undefined) return batch / (gpus * measured.samples_per_gpu_per_s);
  if (measured.samples_per_s !== undefined) return batch / measured.samples_per_s;
  const flops = flopsOf(batch, point);
  const rate = flopsPerSecond(point);
  return flops === undefined || rate === undefined ? undefined : flops / rate;
}

function flopsOf(batch: number, point: Point): number | undefined {
  const { model, system, measured } = point;
  if (/resnet/i.test(model?.arch ?? "")) return resnetFlops(batch, point);
  if (model?.kv_heads !== undefined) return llamaFlops(batch, point);
  if (model?.experts !== undefined || (system !== undefined && measured.agg_pflops !== undefined))
    return alpaFlops(batch, point);
  const isWithRecomputation = /full recompute|hardware/i.test(measured.tflops_convention ?? "");
  return gptFlops(batch, point, isWithRecomputation ? 4 : 3);
}

/** FLOP/s of all devices together. */
function flopsPerSecond(point: Point): number | undefined {
  const { measured, hardware } = point;
  if (!hardware) return undefined;
  if (measured.tflops_per_gpu !== undefined) return measured.tflops_per_gpu * 1e12 * hardware.n_gpus;
  if (measured.agg_pflops !== undefined) return measured.agg_pflops * 1e15;
  if (measured.mfu === undefined) return undefined;
  const { flopsPerSecond: peaks } = hardwareOf(point).host(1).device;
  return measured.mfu * (peaks.bf16 ?? peaks.f16 ?? 0) * hardware.n_gpus;
}

/** Measured peak bytes of a device. */
export function measuredBytes({ measured }: Point): number | undefined {
  if (measured.peak_mem_gib !== undefined) return measured.peak_mem_gib * GiB;
  const gigabytes = measured.peak_mem_gb ?? measured.mem_gb_pair?.[0];
  return gigabytes === undefined ? undefined : gigabytes * 1e9;
}
