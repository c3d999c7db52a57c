/** @file A file of published training runs: hardware, model, layout, batch and measurements of each. */
import * as z from "zod";
import { InvalidConfig } from "../../base/errors.ts";
import { jsonMistake } from "../../base/json-mistake.ts";

const count = z.int().positive();
const positive = z.number().positive();

const hardware = z.looseObject({
  gpu: z.string(),
  n_gpus: count,
  gpus_per_node: count.optional(),
  intra: z.string().optional(),
  inter: z.string().optional(),
});

const model = z.looseObject({
  arch: z.string().optional(),
  name: z.string().optional(),
  params_b: positive.optional(),
  layers: count.optional(),
  hidden: count.optional(),
  heads: count.optional(),
  kv_heads: count.optional(),
  ffn: count.optional(),
  seq: count.optional(),
  vocab: count.optional(),
  experts: count.optional(),
  expert_group_size: count.optional(),
  base_channels: count.optional(),
  width_factor: count.optional(),
  image: count.optional(),
});

const parallel = z.looseObject({
  tp: count.optional(),
  pp: count.optional(),
  dp: count.optional(),
  cp: count.optional(),
  ep: count.optional(),
  vpp: count.optional(),
  sp: z.boolean().optional(),
  zero: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).optional(),
  fsdp: z.union([count, z.string()]).optional(),
  model_parallel_size: count.optional(),
});

const batch = z.looseObject({
  global_batch: count.optional(),
  local_batch: count.optional(),
  batch_per_dp: z.union([count, z.string()]).optional(),
  micro_batch: count.optional(),
  num_microbatches: count.optional(),
});

const measured = z.looseObject({
  iter_time_s: positive.optional(),
  tflops_per_gpu: positive.optional(),
  agg_pflops: positive.optional(),
  mfu: positive.optional(),
  tflops_convention: z.string().optional(),
  samples_per_s: positive.optional(),
  samples_per_gpu_per_s: positive.optional(),
  tokens_per_gpu_per_s: positive.optional(),
  total_ms: positive.optional(),
  peak_mem_gb: positive.optional(),
  peak_mem_gib: positive.optional(),
  mem_gb_pair: z.array(positive).optional(),
  oom: z.boolean().optional(),
});

const point = z.looseObject({
  id: z.string().min(1),
  source: z.string().min(1),
  kind: z.string(),
  hardware: hardware.optional(),
  model: model.optional(),
  parallel: parallel.optional(),
  batch: batch.optional(),
  system: z.string().optional(),
  task: z.string().optional(),
  precision: z.string().optional(),
  recompute: z.string().optional(),
  schedule: z.string().optional(),
  techniques: z.string().optional(),
  notes: z.string().optional(),
  measured: measured.default({}),
  derived: z.looseObject({ iter_time_s: positive.optional() }).optional(),
});

const fileSchema = z.looseObject({ schema: z.literal("alpa-ts-validation/1"), points: z.array(point).min(1) });

/** One published run. Unknown fields are kept and not used. */
export type Point = z.output<typeof point>;

/**
 * The points of a parsed file.
 * @throws InvalidConfig naming `from` (the file) and the path of the first mistake, or an id that two points share
 */
export function pointsFromJson(json: unknown, from = "points file"): readonly Point[] {
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) throw new InvalidConfig(from, jsonMistake(json, parsed.error, "the list of points"));
  const seen = new Set<string>();
  for (const { id } of parsed.data.points) {
    if (seen.has(id)) throw new InvalidConfig(from, `two points have the id "${id}"; give each its own`, { id });
    seen.add(id);
  }
  return parsed.data.points;
}
