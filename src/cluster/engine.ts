/**
 * @file Engines by what they do besides the ops of a step: which collectives run beside compute, in how large buckets
 * data parallelism communicates, which sends are waited for, what recomputation repeats. Each engine names the release
 * notes, manual or code that say so. The threads engine and XLA run one instruction after another.
 */

/** Libraries with kernels of flash attention. */
export type AttentionLibrary = "sdpa" | "fused";

export interface Engine {
  readonly name: string;
  /** The release, manual or code that says what follows. */
  readonly source: string;
  /** Reductions of gradients over replicas run beside the backward pass, each as soon as its gradient is done. */
  readonly overlapsGradients: boolean;
  /** Gathers of split parameters run beside compute, ahead of their use; those of new parameters into the next step. */
  readonly overlapsParameters: boolean;
  /** Gathers and reductions of tensor parallelism run beside the product that reads or makes what they move. */
  readonly overlapsTensorParallel: boolean;
  /** Products of weight gradients add to the sums over the microbatches; other engines add in a kernel of its own. */
  readonly fusesGradientSums?: boolean;
  /** The schedules in which a stage that sends waits until its message has arrived; in others, and by default, none. */
  readonly waitsForSends?: "all schedules" | "one chunk";
  /** Layers that recompute everything also repeat what nothing reads, such as their last product. */
  readonly repeatsWholeLayers?: true;
  /** Models train with dropout of the scores of attention, in a kernel of its own after the softmax. */
  readonly attentionDropout?: true;
  /**
   * Gathers of parameters and reductions of gradients take a list with a tensor per device. The host makes each and
   * launches its copy while the device waits.
   */
  readonly usesTensorLists?: true;
  /** Parameters of up to as many elements stay whole: the collective that gathers them after the update is small. */
  readonly maxWholeElements?: number;
  /** ZeRO stores a tensor with no dim that divides by the replicas flat and padded. */
  readonly padsState?: true;
  /** A parameter is gathered ahead only while gathered ones of fewer elements are in use. Default: no limit. */
  readonly maxLiveElements?: number;
  /** The library of its flash attention. Default: `fused`. */
  readonly attention?: AttentionLibrary;
  /** Elements of the buckets in which gradients are reduced and parameters gathered; by the number of replicas. */
  readonly bucket?: (replicas: number) => number;
}

const none = { overlapsGradients: false, overlapsParameters: false, overlapsTensorParallel: false };
const wholeBuffer = (): number => Number.POSITIVE_INFINITY;
const megatronBucket = (replicas: number): number => Math.max(40e6, 1e6 * replicas);
/** `CheckpointFunction.backward` runs the function of its layers again (megatron/mpu/random.py, core since 2022). */
const checkpoints = { repeatsWholeLayers: true } as const;
/** `--attention-dropout` is 0.1 by default (megatron/arguments.py): `torch.nn.Dropout` in model/transformer.py. */
const dropout = { attentionDropout: true } as const;

const core = {
  ...checkpoints,
  overlapsGradients: true,
  overlapsParameters: true,
  fusesGradientSums: true,
  waitsForSends: "one chunk",
  bucket: megatronBucket,
} as const;

export const engines = {
  sequential: {
    name: "sequential",
    source: "one instruction after another, as the threads engine and XLA run",
    ...none,
  },
  megatron: {
    name: "megatron",
    source:
      "Megatron-LM of 2021: one all-reduce of the contiguous gradient buffer after the backward pass; batch_isend_irecv, wait and torch.cuda.synchronize after each task (megatron/p2p_communication.py, commit 1dccefd)",
    ...none,
    ...checkpoints,
    ...dropout,
    waitsForSends: "all schedules",
    bucket: wholeBuffer,
  },
  "megatron-2022": {
    name: "megatron-2022",
    source:
      "Megatron-LM of 2022 and early 2023: the same, and products that add weight gradients to their sums (commit 83b1e42, 13 February 2022)",
    ...none,
    ...checkpoints,
    ...dropout,
    fusesGradientSums: true,
    waitsForSends: "all schedules",
    bucket: wholeBuffer,
  },
  "megatron-zero-bubble": {
    name: "megatron-zero-bubble",
    source:
      "zero bubble's fork of Megatron-LM (sail-sg/zero-bubble-pipeline-parallelism): 1F1B as in Megatron-Core, interleaved with overlap_p2p_comm, zero-bubble schedules drop the handles of their sends (zerobubble/runtime.py)",
    ...none,
    ...checkpoints,
    ...dropout,
    fusesGradientSums: true,
    waitsForSends: "one chunk",
    bucket: wholeBuffer,
  },
  "megatron-core": {
    name: "megatron-core",
    source:
      "Megatron-Core: --overlap-grad-reduce, --overlap-param-gather with the distributed optimizer; buckets of max(40M, 1M × replicas) parameters (distributed_data_parallel_config.py); weight gradients are added in the product unless --no-gradient-accumulation-fusion is given; sends are waited for unless the schedule is interleaved (overlap_p2p_comm, since commit f9283c5 of 31 May 2023)",
    ...core,
    overlapsTensorParallel: false,
  },
  "megatron-core-tp-overlap": {
    name: "megatron-core-tp-overlap",
    source: "the same with --tp-comm-overlap (Transformer Engine user buffers): products in as many parts as devices",
    ...core,
    overlapsTensorParallel: true,
  },
  "deepspeed-zero-3": {
    name: "deepspeed-zero-3",
    source:
      "DeepSpeed's ZeRO-3 of March to October 2021 (v0.3.12, before #1188): a collective for each parameter (_allgather_param, _reduce_scatter_gradient in zero/partition_parameters.py), lists of a tensor per device, torch.cuda.synchronize() before each gather; the next parameter is gathered beside compute (prefetch_next_sub_modules, zero/stage3.py), a reduction ends before the next gather; parameters are flat, padded to the devices (_partition_param); stage3_param_persistence_threshold is 100,000, stage3_max_live_parameters 1,000,000,000",
    ...none,
    ...checkpoints,
    ...dropout,
    overlapsParameters: true,
    usesTensorLists: true,
    padsState: true,
    maxWholeElements: 100_000,
    maxLiveElements: 1e9,
  },
  fsdp: {
    name: "fsdp",
    source:
      "PyTorch FSDP2: a layer's parameters are one collective; the next layer's are gathered ahead (fully_shard); scaled_dot_product_attention takes FlashAttention-2 on Hopper, too, and cuDNN on Blackwell (torchtitan/models/attention.py)",
    attention: "sdpa",
    overlapsGradients: true,
    overlapsParameters: true,
    overlapsTensorParallel: false,
    bucket: wholeBuffer,
  },
} as const satisfies Record<string, Engine>;

export type EngineName = keyof typeof engines;

/** The engine of several devices: theirs if they have the same, else the one without overlap. */
export const commonEngine = (names: readonly (EngineName | undefined)[]): Engine =>
  names[0] !== undefined && names.every((name) => name === names[0]) ? engines[names[0]] : engines.sequential;

/**
 * Whether a device that runs some tasks waits until its messages have arrived. Schedules of several chunks, and those
 * that put off weight gradients, communicate beside compute unless the engine waits in all schedules.
 */
export const waitsForSends = (
  { waitsForSends: kind }: Engine,
  tasks: readonly { readonly kind: string; readonly chunk: number }[],
): boolean =>
  kind === "all schedules" ||
  (kind === "one chunk" && tasks.every(({ kind, chunk }) => chunk === 0 && kind !== "backward-weight"));
