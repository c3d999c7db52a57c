/**
 * @file Plans that Alpa's search found for its figure 7, as its benchmarks load them (`perf_test_suite` of
 * `suite_auto_gpt.py` and `suite_auto_moe.py`, `perf_test_auto_suite` of `suite_wresnet.py` in benchmark/alpa): those
 * whose stages are alike.
 */
import type { Point } from "./point.ts";

export interface AlpaPlan {
  readonly pipeline: number;
  /** The logical mesh of a stage. The batch is split over the first axis. */
  readonly data: number;
  readonly tensor: number;
  readonly numMicrobatches: number;
}

type Row = readonly [
  devices: number,
  hidden: number | undefined,
  pipeline: number,
  data: number,
  tensor: number | "free",
  numMicrobatches: number,
];

/**
 * By architecture: devices, hidden size, stages, logical mesh of each, microbatches. A mesh of one axis is free if Alpa
 * may split over it what it likes, not only the batch.
 */
const plans: Readonly<Record<string, readonly Row[]>> = {
  gpt: [
    [1, 1024, 1, 1, 1, 512],
    [4, 2048, 2, 2, 1, 128],
    [16, 4096, 2, 2, 4, 64],
    [32, 5120, 4, 2, 4, 128],
    [64, 8192, 16, 1, 4, 1024],
  ],
  "moe-gshard": [
    [1, 768, 1, 1, 1, 512],
    [4, 768, 2, 2, 1, 32],
    [8, 1024, 2, 4, 1, 32],
    [16, 1536, 2, 8, "free", 16],
    [32, 2048, 8, 4, "free", 128],
    [64, 2048, 8, 8, "free", 64],
  ],
  "wide-resnet": [
    [1, undefined, 1, 1, 1, 24],
    [4, undefined, 1, 4, "free", 24],
  ],
};

/** The plan of a run of Alpa's search if it is known and its stages are alike; two if the batch may stay whole. */
export function alpaPlansOf({ system, model, hardware }: Point): readonly AlpaPlan[] {
  if (system !== "Alpa") return [];
  const row = plans[model?.arch ?? ""]?.find(
    ([devices, hidden]) => devices === hardware?.n_gpus && hidden === model?.hidden,
  );
  if (!row) return [];
  const [, , pipeline, data, tensor, numMicrobatches] = row;
  const common = { pipeline, numMicrobatches };
  if (tensor !== "free") return [{ ...common, data, tensor }];
  return [
    { ...common, data, tensor: 1 },
    { ...common, data: 1, tensor: data },
  ];
}
