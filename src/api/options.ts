/** @file The options of `parallelize`, checked before anything is traced or started. */
import { availableParallelism } from "node:os";
import type { Precision } from "../analysis/precision.ts";
import { type DeviceLost, InvalidConfig, Unsupported } from "../base/errors.ts";
import { nearestName, suggestion } from "../base/suggest.ts";
import type { Engine } from "../engines/engine.ts";
import { threads } from "../engines/threads/index.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import type { Method, SearchBudget, Target } from "../methods/method.ts";
import { type Remat, rematChoices } from "../plan/plan.ts";
import type { PlanOptions } from "../planner/plan-source.ts";

/** Precisions that train without a scaled loss; masks and sums overflow f16. */
export const trainingPrecisions = ["f32", "bf16"] as const satisfies readonly Precision[];
export type TrainingPrecision = (typeof trainingPrecisions)[number];

export interface ParallelizeOptions extends Target, SearchBudget, Pick<PlanOptions, "signal" | "onProgress"> {
  /** Parallelization method. Default: `dataParallel()`. */
  readonly method?: Method;
  /** The engine that runs the program. Default: `threads()`, worker threads of this machine. */
  readonly engine?: Engine;
  /** Number of devices of the engine. Default: the number that a fixed plan was made for, or one per core. */
  readonly devices?: number;
  /** Number of microbatches per step (gradient accumulation). Default: the method's choice, or 1. */
  readonly microbatches?: number;
  /**
   * What the backward pass of every layer recomputes to save memory: "fused", what its kernels recompute without
   * another pass over memory where ops are fused; "selective", values that are cheap for their size; "full", everything
   * but the values between layers. Default: the method's choice, or "fused" for a cluster whose engine fuses kernels,
   * or "none".
   */
  readonly remat?: Remat;
  /**
   * Element type of what is computed per example: forward and backward pass. With "bf16", the state, the update and the
   * sums over microbatches stay f32, and the weights are converted in every step. Default: "f32".
   */
  readonly precision?: TrainingPrecision;
  /**
   * Positions of the arguments whose dim 0 is the batch. Default: inferred. The last argument that is not returned as
   * state gives the batch size; every argument but the first with that many rows is batch, unless it is returned as
   * state. Scalars and single random keys inside these arguments do not count as batch.
   */
  readonly batchArgs?: readonly number[];
  /**
   * Positions of the arguments that are state: the step returns their next values (parameters, optimizer state). No
   * other argument is state then. Default: inferred; an argument is state if a part of the result has its tree and
   * types and is derived from it. `Executable.roles` lists what was found.
   */
  readonly stateArgs?: readonly number[];
  /**
   * Positions of arguments whose values are compiled into the program. The step may use them as sizes or in an `if`; a
   * new value compiles the step again. All other plain numbers become inputs, which the step may use only as arrays.
   * alpa-js cannot observe `===`, so a number that the step both computes with and compares with `===` must be listed
   * here.
   */
  readonly staticArgs?: readonly number[];
  /**
   * Goes on with the devices that are left when some die or hang (`DeviceLost`): plans for fewer devices with the same
   * method, or with `auto()` if that refuses, and repeats the step from the state that the others hold. If they do not
   * hold all of it, the call rejects with `DeviceLost`; the next call, with a state from a checkpoint, goes on with the
   * devices that are left. Default: false, every call after `DeviceLost` rejects until `stop()`.
   */
  readonly elastic?: boolean;
  /** Records when each device did what in the last step (`Executable.timeline`). */
  readonly timeline?: boolean;
  /**
   * Called with a sentence when the step is compiled again, naming the argument that changed and how, or the devices
   * that were lost; and once for each argument that looks like state but is not treated as state, with the reason.
   * Default: `console.warn`.
   * @param lost  the devices that were lost, if these are why
   */
  readonly onCompile?: (message: string, lost?: DeviceLost) => void;
}

/** The options with defaults filled in. */
export type Settings = ParallelizeOptions &
  Required<Pick<ParallelizeOptions, "method" | "devices" | "engine" | "staticArgs" | "onCompile">>;

/** Fills in defaults. @throws InvalidConfig for an unknown option or an invalid value */
export function checkOptions(options: ParallelizeOptions): Settings {
  if (typeof options !== "object" || options === null)
    throw new InvalidConfig(
      "parallelize",
      `got ${options === null ? "null" : typeof options} for options; give an object`,
    );
  for (const name of Object.keys(options))
    if (!Object.hasOwn(checks, name))
      throw new InvalidConfig(`parallelize: ${name}`, `is not an option${suggestion(name, Object.keys(checks))}`);
  for (const [name, check] of Object.entries(checks)) {
    const value = options[name as keyof ParallelizeOptions];
    const mistake = value === undefined ? undefined : check(value);
    if (mistake !== undefined) throw new InvalidConfig(`parallelize: ${name}`, mistake);
  }
  const { method = dataParallel(), engine = threads(), batchArgs = [], staticArgs = [], stateArgs = [] } = options;
  checkDisjoint({ staticArgs, batchArgs });
  checkDisjoint({ stateArgs, batchArgs });
  checkDisjoint({ stateArgs, staticArgs });
  const devices = options.devices ?? method.defaults?.devices ?? Math.min(availableParallelism(), engine.maxDevices);
  checkNumDevices(devices, engine);
  if (options.elastic && !engine.isElastic)
    throw new Unsupported(
      "parallelize: elastic",
      `the engine ${engine.name} has all devices in one process, so all are lost with it; give it 2 processes or more, or use threads()`,
    );
  return {
    ...options,
    method,
    engine,
    devices,
    staticArgs,
    onCompile: options.onCompile ?? ((message) => console.warn(message)),
  };
}

function checkNumDevices(devices: number, { name, maxDevices }: Engine): void {
  if (devices <= maxDevices) return;
  throw new InvalidConfig(
    "parallelize: devices",
    `got ${devices}, and the engine ${name} runs at most ${maxDevices} devices on one machine, each a thread of about 10 MB; ` +
      `this machine has ${availableParallelism()} cores; alpa plan --cluster plans for clusters of any size`,
  );
}

/** Refuses an argument position that both options list. */
function checkDisjoint(options: Readonly<Record<string, readonly number[]>>): void {
  const [[name, own], [otherName, other]] = Object.entries(options);
  const both = own.find((position) => other.includes(position));
  if (both === undefined) return;
  throw new InvalidConfig(
    `parallelize: ${name}`,
    `argument ${both} is in ${otherName} too; leave it out of one of them`,
  );
}

/** Returns what is wrong with a value, or undefined. */
type Check = (value: unknown) => string | undefined;

const positions: Check = (value) => {
  if (!Array.isArray(value)) return `got ${shown(value)}; give a list of positions, such as [1, 2]`;
  const wrong = value.find((position) => !Number.isInteger(position) || position < 0);
  if (wrong !== undefined || value.includes(undefined))
    return `got ${shown(wrong)} in the list; give positions of arguments, counted from 0`;
  return undefined;
};

const checks: Readonly<Record<keyof ParallelizeOptions, Check>> = {
  method: methodMistake,
  devices(value) {
    return Number.isInteger(value) && (value as number) >= 1
      ? undefined
      : `got ${shown(value)}; give an integer of 1 or more`;
  },
  engine: (value) =>
    typeof (value as Partial<Engine>)?.createTeam === "function"
      ? undefined
      : `got ${shown(value)}; give an engine, such as threads()`,
  microbatches: (value) =>
    Number.isInteger(value) && (value as number) >= 1 ? undefined : `got ${shown(value)}; give an integer of 1 or more`,
  remat: (value) =>
    rematChoices.includes(value as Remat) ? undefined : `got ${shown(value)}; give ${rematChoices.join(", ")}`,
  precision: (value) =>
    trainingPrecisions.includes(value as TrainingPrecision)
      ? undefined
      : `got ${shown(value)}; give ${trainingPrecisions.join(" or ")}`,
  batchArgs: positions,
  stateArgs: positions,
  staticArgs: positions,
  elastic: booleanMistake,
  timeline: booleanMistake,
  onCompile: functionMistake,
  cluster: (value) => objectMistake(value, "what parseCluster() returns"),
  profile: (value) => objectMistake(value, "what parseProfile() returns"),
  memoryBytes: (value) => numberMistake(value, "a number of bytes above 0"),
  seconds: (value) => numberMistake(value, "a number of seconds above 0"),
  gap: (value) => (value === 0 ? undefined : numberMistake(value, "a share of 0 or more, such as 0.01")),
  signal: (value) =>
    typeof (value as Partial<AbortSignal>)?.aborted === "boolean"
      ? undefined
      : `got ${shown(value)}; give an AbortSignal`,
  onProgress: functionMistake,
};

function booleanMistake(value: unknown): string | undefined {
  return typeof value === "boolean" ? undefined : `got ${shown(value)}; give true or false`;
}

function functionMistake(value: unknown): string | undefined {
  return typeof value === "function" ? undefined : `got ${shown(value)}; give a function`;
}

function objectMistake(value: unknown, what: string): string | undefined {
  return typeof value === "object" && value !== null ? undefined : `got ${shown(value)}; give ${what}`;
}

function numberMistake(value: unknown, what: string): string | undefined {
  return typeof value === "number" && value > 0 ? undefined : `got ${shown(value)}; give ${what}`;
}

/** The function call that makes each method, by method name; used to suggest a fix. */
const methodCalls: Readonly<Record<string, string>> = {
  data: "dataParallel()",
  dataParallel: "dataParallel()",
  tensor: "tensorParallel()",
  tensorParallel: "tensorParallel()",
  zero1: "zero({ stage: 1 })",
  zero2: "zero({ stage: 2 })",
  zero3: "zero({ stage: 3 })",
  fsdp: "fsdp()",
  shard: "shard()",
  auto: "auto()",
  manual: "manual({ mesh, placements })",
  megatron: "megatron({ … })",
  pipeshard: "pipeshard({ stages })",
  pipedream: "pipedream()",
};

function methodMistake(value: unknown): string | undefined {
  if (typeof value === "string") {
    const call = methodCalls[nearestName(value, Object.keys(methodCalls)) ?? "data"];
    return `got "${value}"; give what a function returns, such as ${call}, imported from alpa-js`;
  }
  if (typeof value === "function") return `got the function ${value.name || "itself"}; give what it returns: call it`;
  const { name, plan } = (typeof value === "object" && value !== null ? value : {}) as Partial<Method>;
  if (typeof name === "string" && typeof plan === "function") return undefined;
  return `got ${shown(value)}; give what a function such as dataParallel() or zero({ stage: 3 }) returns`;
}

/** A short text for a value in an error. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
