/**
 * @file Plans that Alpa found for p3.16xlarge hosts (8 × V100 16 GB). From its repository:
 * `benchmark/alpa/suite_auto_gpt.py`, `suite_auto_moe.py` and `suite_wresnet.py` ("perf_test_auto"), all of which
 * recompute every layer and run 1F1B. From its branch `osdi22_artifact`: the ablation of the intra-operator level,
 * `exp_intra_ablation.py` with `results_intra_ablation_ref.tsv`.
 */

export interface AlpaStage {
  /** Number of Alpa's layers. */
  readonly layers: number;
  /** Devices of one host. */
  readonly devices: number;
  /** The logical mesh over them. */
  readonly shape: readonly [number, number];
}

export interface AlpaPlan {
  /** A model of the catalogue. */
  readonly model: string;
  readonly cluster: string;
  readonly precision: "f16" | "f32";
  readonly batch: number;
  readonly microbatches: number;
  readonly stages: readonly AlpaStage[];
  /**
   * Measured seconds, for models whose counted operations are known, since the file gives 10^12 operations per second
   * (`osdi22_artifact/results_e2e_ref.tsv`).
   */
  readonly measuredSeconds?: number;
}

const stage = (layers: number, devices: number, rows = 1): AlpaStage => ({
  layers,
  devices,
  shape: [rows, devices / rows],
});

const equal = (count: number, one: AlpaStage): AlpaStage[] => Array<AlpaStage>(count).fill(one);

const clusterOf = (devices: number): string => (devices < 8 ? `1x${devices}` : `${devices / 8}x8`);

type Row = readonly [size: string, microbatches: number, stages: readonly AlpaStage[]];

const planOf = (
  family: string,
  precision: "f16" | "f32",
  batch: number,
  [size, microbatches, stages]: Row,
): AlpaPlan => ({
  model: `${family}-${size}`,
  cluster: `${clusterOf(stages.reduce((sum, { devices }) => sum + devices, 0))}:v100-16gb`,
  precision,
  batch,
  microbatches,
  stages,
});

/** A plan with its measured seconds, given the seconds of all devices together. */
const measuredIn = (plan: AlpaPlan, deviceSeconds: number): AlpaPlan => ({
  ...plan,
  measuredSeconds: deviceSeconds / plan.stages.reduce((sum, { devices }) => sum + devices, 0),
});

/** Operations of a step with recomputation, as Alpa counts them (`alpa/util.py`). */
function gptOperations(batch: number, layers: number, hidden: number): number {
  const [length, vocabulary] = [1024, 51200];
  return batch * length * hidden * (96 * layers * hidden * (1 + length / (6 * hidden)) + 6 * vocabulary);
}

const gpt = (
  [
    [24, 1024, 45.07, ["350m", 512, [stage(1, 1)]]],
    [24, 1536, 57.92, ["760m", 128, equal(2, stage(3, 1))]],
    [24, 2048, 58.21, ["1.3b", 128, equal(2, stage(3, 2, 2))]],
    [32, 2560, 61.61, ["2.6b", 128, [stage(2, 2, 2), stage(2, 2, 2), stage(4, 4, 4)]]],
    [32, 4096, 60.0, ["6.7b", 64, equal(2, stage(4, 8, 2))]],
    [48, 5120, 59.9, ["15b", 128, equal(4, stage(4, 8, 2))]],
    [48, 8192, 57, ["39b", 1024, equal(16, stage(1, 4))]],
  ] satisfies [layers: number, hidden: number, teraflops: number, Row][]
).map(([layers, hidden, teraflops, row]): AlpaPlan => {
  const plan = planOf("alpa-gpt", "f16", 1024, row);
  return measuredIn(plan, gptOperations(plan.batch, layers, hidden) / (teraflops * 1e12));
});

/**
 * Operations of a step of a MoE (`compute_moe_tflops` of `benchmark/alpa/util.py`); every other layer has experts.
 */
function moeOperations(batch: number, layers: number, hidden: number, experts: number): number {
  const [length, vocabulary, group] = [1024, 32000, 2048];
  const attention = 8 * hidden ** 2 + 4 * length * hidden;
  const dense = attention + 32 * hidden ** 2;
  const routed = attention + 64 * hidden ** 2 + 2 * hidden * experts + 4 * group + 8 * hidden * group;
  return batch * length * (2 * layers * (dense + routed) + 6 * hidden * vocabulary);
}

const moe = (
  [
    [8, 768, 8, 45.46, ["380m", 512, [stage(1, 1)]]],
    [8, 768, 16, 43.03, ["690m", 32, [stage(8, 2, 2)]]],
    [16, 768, 16, 39.92, ["1.3b", 32, equal(2, stage(4, 2, 2))]],
    [16, 1024, 16, 45.76, ["2.4b", 32, equal(2, stage(4, 4, 4))]],
    [16, 1536, 32, 45.36, ["10b", 16, equal(2, stage(4, 8, 8))]],
    [16, 2048, 48, 38.84, ["27b", 128, equal(8, stage(1, 4, 4))]],
    [32, 2048, 64, 36.55, ["70b", 64, equal(8, stage(1, 8, 8))]],
  ] satisfies [layers: number, hidden: number, experts: number, teraflops: number, Row][]
).map(([layers, hidden, experts, teraflops, row]): AlpaPlan => {
  const plan = planOf("alpa-moe", "f16", 1024, row);
  return measuredIn(plan, moeOperations(plan.batch, layers, hidden, experts) / (teraflops * 1e12));
});

const wideResnet = (
  [
    ["250m", 24, [stage(16, 1)]],
    ["500m", 24, [stage(16, 2)]],
    ["1b", 24, [stage(16, 4)]],
    ["2b", 24, [stage(8, 4, 4), stage(8, 4)]],
    ["4b", 32, [stage(5, 4, 4), stage(4, 4, 4), stage(7, 8, 8)]],
    ["6.8b", 32, [stage(5, 8, 8), stage(4, 8, 8), stage(4, 8, 8), stage(3, 8, 8)]],
  ] satisfies Row[]
).map((row) => planOf("wide-resnet", "f32", 1536, row));

/** The stages of the 13B model: layers, and rows of the logical mesh. */
const wideResnet13b = [4, 4, 4, 4, 4, 4, 5, 4].map((layers, i) => stage(layers, 8, [8, 1, 8, 1, 8, 8, 1, 8][i]));

export const alpaPlans: readonly AlpaPlan[] = [
  ...gpt,
  ...moe,
  ...wideResnet,
  planOf("wide-resnet", "f32", 1520, ["13b", 38, wideResnet13b]),
];

/** Mean seconds of a step and GiB of a device, or that the run ran out of memory. */
export type Measured = { readonly seconds: number; readonly gib: number } | "does not fit";

/** One model on the devices of one host, in one microbatch, without a pipeline. GPT and MoE recompute every layer. */
export interface AlpaIntraRow {
  readonly family: "gpt" | "moe" | "wide-resnet";
  readonly devices: number;
  readonly batch: number;
  /** Width: hidden, or the first channels of a Wide-ResNet-50 of width factor 2. */
  readonly sizes: { readonly width: number; readonly heads?: number; readonly experts?: number };
  /** Measurements by logical mesh. For MoE the file has one run each, assumed to be on the first mesh listed. */
  readonly solver: readonly (readonly [shape: readonly [number, number], Measured])[];
  readonly data: Measured;
  readonly zero2: Measured;
  readonly zero3: Measured;
}

const no: Measured = "does not fit";
const took = (seconds: number, gib: number): Measured => ({ seconds, gib });

/** 8 layers over 1024 tokens; vocabularies of 25600 (GPT) and 51200; experts share groups of 1024 tokens. */
export const alpaIntraRows: readonly AlpaIntraRow[] = [
  {
    family: "gpt",
    devices: 1,
    batch: 8,
    sizes: { width: 2048, heads: 16 },
    solver: [[[1, 1], took(0.4538, 9.54)]],
    data: took(0.4554, 9.54),
    zero2: took(0.454, 9.54),
    zero3: took(0.4542, 9.54),
  },
  {
    family: "gpt",
    devices: 2,
    batch: 8,
    sizes: { width: 3072, heads: 24 },
    solver: [
      [[2, 1], took(0.5367, 10.34)],
      [[1, 2], took(0.5753, 9.52)],
    ],
    data: no,
    zero2: took(0.537, 10.34),
    zero3: took(0.6356, 9.59),
  },
  {
    family: "gpt",
    devices: 4,
    batch: 8,
    sizes: { width: 4096, heads: 32 },
    solver: [
      [[4, 1], took(0.4331, 12.42)],
      [[2, 2], took(0.5815, 8.74)],
      [[1, 4], took(0.4457, 7.77)],
    ],
    data: no,
    zero2: took(0.4333, 12.42),
    zero3: took(0.4976, 10.02),
  },
  {
    family: "gpt",
    devices: 8,
    batch: 8,
    sizes: { width: 5760, heads: 40 },
    solver: [
      [[8, 1], no],
      [[4, 2], took(0.5803, 11.08)],
      [[2, 4], took(0.5028, 8.44)],
      [[1, 8], took(0.4539, 7.75)],
    ],
    data: no,
    zero2: no,
    zero3: took(0.5219, 13.0),
  },
  {
    family: "moe",
    devices: 1,
    batch: 8,
    sizes: { width: 1024, heads: 32, experts: 8 },
    solver: [[[1, 1], took(0.4982, 8.33)]],
    data: took(0.4978, 8.33),
    zero2: took(0.4987, 8.33),
    zero3: took(0.4987, 8.33),
  },
  {
    family: "moe",
    devices: 2,
    batch: 8,
    sizes: { width: 1280, heads: 40, experts: 16 },
    solver: [[[2, 1], took(0.4261, 9.72)]],
    data: no,
    zero2: took(0.6656, 12.7),
    zero3: took(0.7949, 10.84),
  },
  {
    family: "moe",
    devices: 4,
    batch: 8,
    sizes: { width: 1536, heads: 24, experts: 16 },
    solver: [[[4, 1], took(0.2672, 6.59)]],
    data: no,
    zero2: took(0.4299, 13.62),
    zero3: took(0.5132, 9.55),
  },
  {
    family: "moe",
    devices: 8,
    batch: 8,
    sizes: { width: 1536, heads: 24, experts: 32 },
    solver: [[[8, 1], took(0.1622, 5.63)]],
    data: no,
    zero2: no,
    zero3: took(0.5495, 13.93),
  },
  {
    family: "wide-resnet",
    devices: 1,
    batch: 32,
    sizes: { width: 160 },
    solver: [[[1, 1], took(0.9282, 10.25)]],
    data: took(0.9269, 10.25),
    zero2: took(0.9289, 10.25),
    zero3: took(0.929, 10.25),
  },
  {
    family: "wide-resnet",
    devices: 2,
    batch: 32,
    sizes: { width: 224 },
    solver: [[[2, 1], took(0.951, 8.34)]],
    data: took(1.156, 10.22),
    zero2: took(0.9911, 9.25),
    zero3: took(1.0202, 7.76),
  },
  {
    family: "wide-resnet",
    devices: 4,
    batch: 32,
    sizes: { width: 320 },
    solver: [
      [[4, 1], took(0.9725, 8.19)],
      [[2, 2], took(1.1895, 9.32)],
    ],
    data: no,
    zero2: took(1.1014, 10.78),
    zero3: took(1.0836, 7.19),
  },
  {
    family: "wide-resnet",
    devices: 8,
    batch: 32,
    sizes: { width: 448 },
    solver: [
      [[8, 1], took(0.937, 7.95)],
      [[4, 2], took(1.2719, 10.57)],
      [[2, 4], took(1.1135, 9.71)],
    ],
    data: no,
    zero2: no,
    zero3: took(1.2554, 10.17),
  },
];
