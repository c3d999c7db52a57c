/** @file A row of a comparison: the priced plan of a method, or the reason why there is none. */
import { bytesText } from "../../base/units.ts";
import { type Cluster, numDevices } from "../../cluster/cluster.ts";
import { peakFlopsPerSecond } from "../../cluster/device.ts";
import type { KindTraffic } from "../../simulate/traffic.ts";

/** The step that all rows are about. */
export interface Question {
  readonly model: string;
  readonly cluster: Cluster;
  readonly batch: number;
  readonly precision: "f32" | "bf16" | "f16";
  /** Bytes that a device may use. */
  readonly memoryBytes: number;
  /** Products of one step, without recomputation. */
  readonly flops: number;
  /** Tokens of one step; undefined for a model of other inputs. */
  readonly tokens?: number;
}

/** Peak bytes of the fullest device, and their kinds. */
export interface PeakMemory {
  readonly peakBytes: number;
  readonly limitBytes: number;
  readonly parameters?: number;
  readonly optimizer?: number;
  readonly gradients?: number;
  /** The rest of the peak: activations, messages, workspace, the batch. */
  readonly other?: number;
}

/** The price of a plan by the cost model and the simulator. Unknown values are omitted. */
export interface Priced {
  readonly seconds: number;
  readonly memory: PeakMemory;
  /** Idle share of the step, the mean over the devices. */
  readonly bubble?: number;
  /** Seconds of collectives, the mean over the devices. */
  readonly communicationSeconds?: number;
  /** Bytes of a step, of all devices together. */
  readonly traffic?: readonly KindTraffic[];
}

export interface CompareRow {
  readonly method: string;
  /** `fits`; `too large`: priced, but over the memory; `refused`: nothing was priced; `stopped`: by the user. */
  readonly status: "fits" | "too large" | "refused" | "stopped";
  /** The reason why the row is not `fits`, or a note. */
  readonly reason?: string;
  /** Degrees, schedule, microbatches, recomputation. */
  readonly configuration?: string;
  readonly seconds?: number;
  /** The lower bound of `auto`: no plan of its search takes fewer estimated seconds. */
  readonly boundSeconds?: number;
  readonly bubble?: number;
  readonly communicationSeconds?: number;
  readonly traffic?: readonly KindTraffic[];
  readonly memory?: PeakMemory;
  /** Products of the model per second and device, recomputation not counted. */
  readonly flopsPerDevice?: number;
  /** `flopsPerDevice` over the peak of the device. */
  readonly mfu?: number;
  readonly tokensPerSecond?: number;
  readonly examplesPerSecond?: number;
  /** Seconds of the search for the row's plan, on the clock of the comparison. */
  readonly searchSeconds: number;
  /** Number of priced layouts, and of all layouts. */
  readonly priced?: number;
  readonly layouts?: number;
  /** Settings that a user writes to get the plan. */
  readonly configurationLines: number;
  /** Days, GPU-hours and cost of training on a number of tokens. */
  readonly training?: TrainingCost;
  /** Median seconds of a step on this machine. */
  readonly measuredSeconds?: number;
}

export interface TrainingCost {
  readonly days: number;
  readonly gpuHours: number;
  readonly cost?: number;
}

/** The numbers of a row that follow from its seconds. */
function ratesOf(
  { cluster, batch, precision, flops, tokens }: Question,
  seconds: number,
): Pick<CompareRow, "flopsPerDevice" | "mfu" | "tokensPerSecond" | "examplesPerSecond"> {
  const devices = numDevices(cluster);
  const flopsPerDevice = flops / seconds / devices;
  const peak = cluster.hosts.reduce(
    (sum, { device, numDevices: count }) => sum + (count * peakFlopsPerSecond(device, precision)) / devices,
    0,
  );
  return {
    flopsPerDevice,
    mfu: flopsPerDevice / peak,
    examplesPerSecond: batch / seconds,
    ...(tokens !== undefined && { tokensPerSecond: tokens / seconds }),
  };
}

/** The row of a priced plan. */
export function rowOf(
  question: Question,
  about: Omit<CompareRow, "status" | keyof Priced>,
  priced: Priced,
): CompareRow {
  const { peakBytes, limitBytes } = priced.memory;
  const fits = peakBytes <= limitBytes;
  return {
    ...about,
    status: fits ? "fits" : "too large",
    ...(!fits && { reason: `needs ${bytesText(Math.round(peakBytes))} of ${bytesText(limitBytes)} on a device` }),
    ...priced,
    ...ratesOf(question, priced.seconds),
  };
}

/** Days, GPU-hours and cost of training on `tokens` at a row's rate. @param price  of a GPU-hour */
export function trainingCost(
  { tokensPerSecond }: CompareRow,
  devices: number,
  tokens: number,
  price: number | undefined,
): TrainingCost | undefined {
  if (tokensPerSecond === undefined) return undefined;
  const hours = tokens / tokensPerSecond / 3600;
  const gpuHours = hours * devices;
  return { days: hours / 24, gpuHours, ...(price !== undefined && { cost: price * gpuHours }) };
}
