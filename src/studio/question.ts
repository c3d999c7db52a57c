/** @file The question that the studio answers: a model, a cluster, a batch and a method. Plain data. */
import type { Remat } from "../plan/plan.ts";

/** The degrees of Megatron-LM's layout; the remaining devices are replicas. */
export interface Degrees {
  readonly pipelineParallel: number;
  readonly tensorParallel: number;
}

/** A plan that the user gave as a file. */
export interface PlanFile {
  readonly name: string;
  readonly text: string;
  /** The plan as links carry it (`packed-plan.ts`), if it is short enough. */
  readonly packed?: string;
  /** Tells two files of one name apart. */
  readonly number: number;
}

/** A model that the user gave as a file. */
export interface ModelFile {
  readonly name: string;
  readonly text: string;
  /** True for StableHLO text, false for a config.json of Hugging Face. */
  readonly isModule: boolean;
  /** The batch arguments of a module, as `alpa plan --batch-args` takes them; inferred when absent. */
  readonly batchArgs?: string;
  /** Tells two files of one name apart. */
  readonly number: number;
}

export interface Question extends Degrees {
  /** A name of the catalogue. */
  readonly model: string;
  /** The model of a file, in place of `model`. Links do not carry it. */
  readonly modelFile?: ModelFile;
  /** Cluster text such as `1x8:a100-80gb`. */
  readonly cluster: string;
  /** Examples per step; 0 for the number that a module's shapes have. */
  readonly batch: number;
  /** Microbatches per step; 0 for the method's choice. */
  readonly microbatches: number;
  readonly precision: "f32" | "bf16" | "f16";
  readonly method: string;
  /** The recomputation of every layer; "" for the method's choice. */
  readonly remat: Remat | "";
  /** Limit of a device's memory in 10⁹ bytes; 0 for the device's own memory. */
  readonly memoryGB: number;
  /** Time limit of the search in seconds; 0 for the method's own. */
  readonly seconds: number;
  /** Pins as `alpa plan --pin` takes them: `dot_general.7=factors:_,2`. */
  readonly pins: readonly string[];
  /** The plan to show, in place of one that the method makes. Links carry it if it is packed. */
  readonly planFile?: PlanFile;
}

/** A text that is equal for equal questions. */
export const questionKey = ({ planFile, modelFile, ...question }: Question): string =>
  JSON.stringify({ ...question, planFile: planFile?.number, modelFile: modelFile?.number });

/** The name of a question's model. */
export const modelName = ({ model, modelFile }: Question): string => modelFile?.name ?? model;

/** The question of a link without a state: the default of every field. */
export const firstQuestion: Question = {
  model: "gpt2-small",
  cluster: "1x8:a100-80gb",
  batch: 64,
  microbatches: 4,
  precision: "bf16",
  method: "shard",
  pipelineParallel: 1,
  tensorParallel: 1,
  remat: "",
  memoryGB: 0,
  seconds: 0,
  pins: [],
};

/** Methods that the studio offers, each with a short name for people. */
export const studioMethods: Readonly<Record<string, string>> = {
  shard: "Best sharding (solver)",
  auto: "Auto: stages and shardings",
  data: "Data parallel",
  zero1: "ZeRO-1",
  zero2: "ZeRO-2",
  zero3: "ZeRO-3 / FSDP",
  tensor: "Tensor parallel",
  megatron: "Megatron-LM 3D",
  pipedream: "PipeDream",
};

/** Whether a method takes pins. */
export const canPin = (method: string): boolean =>
  ["shard", "data", "zero1", "zero2", "zero3", "tensor"].includes(method);

/** A cluster of equal hosts, as the form shows it. */
export interface EqualHosts {
  readonly hosts: number;
  readonly devices: number;
  readonly preset: string;
  /** The speed of each network card, if it is not the preset's: `25GB/s`. */
  readonly network?: string;
}

/** Reads cluster text; undefined for clusters of several kinds of hosts. */
export function equalHosts(cluster: string): EqualHosts | undefined {
  const [, hosts = "1", devices, preset, network] =
    /^\s*(?:(\d+)\s*x\s*)?(\d+)\s*:\s*([\w.-]+)\s*(?:@([^+]*))?$/.exec(cluster) ?? [];
  if (preset === undefined) return undefined;
  return { hosts: Number(hosts), devices: Number(devices), preset, ...(network !== undefined && { network }) };
}

export const clusterText = ({ hosts, devices, preset, network }: EqualHosts): string =>
  `${hosts}x${devices}:${preset}${network === undefined ? "" : `@${network}`}`;
