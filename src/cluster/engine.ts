/**
 * @file Engines by their overlap of communication: which collectives run beside compute, and in how large buckets data
 * parallelism communicates. Each engine names the release notes or manual that say so. The threads engine and XLA run
 * one instruction after another.
 */

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
  readonly sumsInProducts?: boolean;
  /** Elements of the buckets in which gradients are reduced and parameters gathered; by the number of replicas. */
  readonly bucket?: (replicas: number) => number;
}

const none = { overlapsGradients: false, overlapsParameters: false, overlapsTensorParallel: false };
const wholeBuffer = (): number => Number.POSITIVE_INFINITY;
const megatronBucket = (replicas: number): number => Math.max(40e6, 1e6 * replicas);

export const engines = {
  sequential: {
    name: "sequential",
    source: "one instruction after another, as the threads engine and XLA run",
    ...none,
  },
  megatron: {
    name: "megatron",
    source:
      "Megatron-LM to v3.0 (2021, 2022): one all-reduce of the contiguous gradient buffer after the backward pass",
    ...none,
    bucket: wholeBuffer,
  },
  "megatron-core": {
    name: "megatron-core",
    source:
      "Megatron-Core: --overlap-grad-reduce, --overlap-param-gather with the distributed optimizer; buckets of max(40M, 1M × replicas) parameters (distributed_data_parallel_config.py); weight gradients are added in the product unless --no-gradient-accumulation-fusion is given",
    overlapsGradients: true,
    overlapsParameters: true,
    overlapsTensorParallel: false,
    sumsInProducts: true,
    bucket: megatronBucket,
  },
  "megatron-core-tp-overlap": {
    name: "megatron-core-tp-overlap",
    source: "the same with --tp-comm-overlap (Transformer Engine user buffers): products in as many parts as devices",
    overlapsGradients: true,
    overlapsParameters: true,
    overlapsTensorParallel: true,
    sumsInProducts: true,
    bucket: megatronBucket,
  },
  fsdp: {
    name: "fsdp",
    source: "PyTorch FSDP2: a layer's parameters are one collective; the next layer's are gathered ahead (fully_shard)",
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
