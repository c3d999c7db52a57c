/** @file The options of `parallelize`, and their check: a mistake is refused before anything is traced or started. */
import { availableParallelism } from "node:os";
import { InvalidConfig } from "../base/errors.ts";
import { nearestName, suggestion } from "../base/suggest.ts";
import type { Engine } from "../engines/engine.ts";
import { threads } from "../engines/threads/index.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import type { Method, SearchBudget, Target } from "../methods/method.ts";
import { type Remat, rematChoices } from "../plan/plan.ts";
import type { PlanOptions } from "../planner/plan-source.ts";

export interface ParallelizeOptions extends Target, SearchBudget, Pick<PlanOptions, "signal" | "onProgress"> {
  /** How the step is spread; `dataParallel()` when left out. */
  readonly method?: Method;
  /** What runs the step's program: `threads()`, worker threads of this machine, when left out. */
  readonly engine?: Engine;
  /** Number of devices of the engine; as many as cores, or as its plan is for, when left out. */
  readonly devices?: number;
  /** Microbatches per step (gradient accumulation); 1, or what the method chooses, when left out. */
  readonly microbatches?: number;
  /**
   * What the backward part of every layer computes again instead of keeping it, so that less memory does: "selective", what is cheap for
   * its size; "full", all but the values between layers. "none", or what the method chooses, when left out.
   */
  readonly remat?: Remat;
  /**
   * Positions of the arguments whose dim 0 is the batch. When left out: all but the first that have as many rows as the last of them, and
   * do not come back as state. Scalars and single random keys in them are no batch.
   */
  readonly batchArgs?: readonly number[];
  /**
   * Positions of the arguments that are state, whose next values the step returns (parameters, optimizer state); all others are not. Told
   * by structure and data flow when left out: a part of the result with an argument's tree and types that is derived from it.
   * `Executable.roles` says what was found.
   */
  readonly stateArgs?: readonly number[];
  /**
   * Positions of arguments whose value is compiled in, so that the step may use it as a size or in an `if`: another value compiles again.
   * Plain numbers are inputs otherwise, which the step may only use as arrays. JavaScript gives no sign of `===`, so a number that the step
   * both computes with and compares by `===` must be named here.
   */
  readonly staticArgs?: readonly number[];
  /** Record when each device did what in the last step (`Executable.timeline`). */
  readonly timeline?: boolean;
  /**
   * Told, when the step is compiled again, which argument differs from the call before and how; and once, which argument looks like state
   * and is not taken for it, and why. `console.warn` when left out.
   */
  readonly onCompile?: (message: string) => void;
}

/** The options with what stands for those left out. */
export type Settings = ParallelizeOptions &
  Required<Pick<ParallelizeOptions, "method" | "devices" | "engine" | "staticArgs" | "onCompile">>;

/** @throws InvalidConfig for an option that does not exist or cannot be as given */
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
  return { ...options, method, engine, devices, staticArgs, onCompile: options.onCompile ?? console.warn };
}

function checkNumDevices(devices: number, { name, maxDevices }: Engine): void {
  if (devices <= maxDevices) return;
  throw new InvalidConfig(
    "parallelize: devices",
    `got ${devices}, and the engine ${name} runs at most ${maxDevices} devices on one machine, each a thread of about 10 MB; ` +
      `this machine has ${availableParallelism()} cores; alpa plan --cluster plans for clusters of any size`,
  );
}

/** Refuses a position that two options name. */
function checkDisjoint(options: Readonly<Record<string, readonly number[]>>): void {
  const [[name, own], [otherName, other]] = Object.entries(options);
  const both = own.find((position) => other.includes(position));
  if (both === undefined) return;
  throw new InvalidConfig(
    `parallelize: ${name}`,
    `argument ${both} is in ${otherName} too; leave it out of one of them`,
  );
}

/** What is wrong with a value, or undefined. */
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
  batchArgs: positions,
  stateArgs: positions,
  staticArgs: positions,
  timeline: (value) => (typeof value === "boolean" ? undefined : `got ${shown(value)}; give true or false`),
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

function functionMistake(value: unknown): string | undefined {
  return typeof value === "function" ? undefined : `got ${shown(value)}; give a function`;
}

function objectMistake(value: unknown, what: string): string | undefined {
  return typeof value === "object" && value !== null ? undefined : `got ${shown(value)}; give ${what}`;
}

function numberMistake(value: unknown, what: string): string | undefined {
  return typeof value === "number" && value > 0 ? undefined : `got ${shown(value)}; give ${what}`;
}

/** Calls that make the methods, by the names that people know them by. */
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

/** A value in a few letters. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
