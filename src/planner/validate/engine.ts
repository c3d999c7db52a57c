/** @file The engine of a published run, from the framework and the switches that its point names. */
import type { Fusion } from "../../cluster/device.ts";
import type { EngineName } from "../../cluster/engine.ts";
import type { Point } from "./point.ts";

/**
 * The engine, whose entry in `cluster/engine.ts` names its source; undefined for one that is not among these.
 * - FSDP by its degree: torchtitan, llm-foundry and Llama 3 gather and reduce beside compute.
 * - Megatron-Core where the point names a switch of its overlap. Megatron-LM's README says of its runs on H100 that
 *   all communication is overlapped: data-parallel, tensor-parallel and pipeline-parallel. Megatron Bridge and NeMo
 *   overlap with the distributed optimizer unless told otherwise (communication overlap in the manual of Bridge).
 * - The ZeRO-3 rows of Narayanan et al. 2021 (table 2) ran in DeepSpeed (section 5.2).
 * - Korthikanti et al. is Megatron-LM of 2022, zero bubble its own fork; other Megatron-LM is of 2021, as is the one
 *   that Megatron-DeepSpeed of MT-NLG extends.
 */
export function engineOf(point: Point): EngineName | undefined {
  const text = textOf(point);
  if (point.parallel?.fsdp !== undefined) return "fsdp";
  if (isReadmeOnH100(point) || /tp[-_]comm[-_]overlap/i.test(text)) return "megatron-core-tp-overlap";
  if (/overlap[-_](grad[-_]reduce|param[-_]gather)|bridge|nemo/i.test(text)) return "megatron-core";
  if (point.parallel?.zero === 3 && /sc21/i.test(text)) return "deepspeed-zero-3";
  if (/^zb/i.test(text)) return "megatron-zero-bubble";
  if (/korthikanti/i.test(text)) return "megatron-2022";
  return /megatron|mtnlg/i.test(text) ? "megatron" : undefined;
}

/**
 * Whether a point implies Megatron's distributed optimizer. The overlap of parameter gathers requires it
 * (`--overlap-param-gather`); Megatron Bridge, NeMo and the README's runs on H100 use it.
 */
export const hasDistributedOptimizer = (point: Point): boolean =>
  isReadmeOnH100(point) || /overlap[-_]param[-_]gather|bridge|nemo/i.test(textOf(point));

/** Whether a point is of Alpa's own compiler: its search, or a part of its space. */
export const isOfAlpa = ({ system = "" }: Point): boolean => /^(alpa|intra-op|inter-op|pp-dp)\b/i.test(system);

/**
 * What the engine of a run fuses, if not what its device's preset says. FSDP has the flash attention of PyTorch 2
 * (`scaled_dot_product_attention`). Alpa's XLA of 2022 ends a kernel where it reduces: one kernel for softmax and norms
 * came with Triton, for Ampere and later, and was not the default in July 2024 (openxla/xla#14962).
 */
export function fusionOf(point: Point): Fusion | undefined {
  if (isOfAlpa(point)) return "loops";
  return engineOf(point) === "fsdp" ? "flash" : undefined;
}

const isReadmeOnH100 = ({ source }: Point): boolean => source === "megatron_readme_h100";

const textOf = ({ source, system = "", techniques = "", notes = "" }: Point): string =>
  [source, system, techniques, notes].join(" ");
