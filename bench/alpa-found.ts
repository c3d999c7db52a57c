/**
 * @file The plans that Alpa found for p3.16xlarge hosts (8 × V100 16 GB), from its repository: `benchmark/alpa/suite_auto_gpt.py`,
 * `suite_auto_moe.py` and `suite_wresnet.py` ("perf_test_auto"). All recompute every layer and run 1F1B.
 */

export interface AlpaStage {
  /** How many of Alpa's layers. */
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
  /** Measured, where the operations are known that its 10^12 operations per second count (`osdi22_artifact/results_e2e_ref.tsv`). */
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
  const devices = plan.stages.reduce((sum, one) => sum + one.devices, 0);
  return { ...plan, measuredSeconds: gptOperations(plan.batch, layers, hidden) / (teraflops * 1e12 * devices) };
});

const moe = (
  [
    ["380m", 512, [stage(1, 1)]],
    ["690m", 32, [stage(8, 2, 2)]],
    ["1.3b", 32, equal(2, stage(4, 2, 2))],
    ["2.4b", 32, equal(2, stage(4, 4, 4))],
    ["10b", 16, equal(2, stage(4, 8, 8))],
    ["27b", 128, equal(8, stage(1, 4, 4))],
    ["70b", 64, equal(8, stage(1, 8, 8))],
  ] satisfies Row[]
).map((row) => planOf("alpa-moe", "f16", 1024, row));

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

/** By stage of the 13B model: layers, and the rows of its logical mesh. */
const wideResnet13b = [4, 4, 4, 4, 4, 4, 5, 4].map((layers, i) => stage(layers, 8, [8, 1, 8, 1, 8, 8, 1, 8][i]));

export const alpaPlans: readonly AlpaPlan[] = [
  ...gpt,
  ...moe,
  ...wideResnet,
  planOf("wide-resnet", "f32", 1520, ["13b", 38, wideResnet13b]),
];
