/** @file Code shared by both kinds of `alpa run`: options, the engine, files that options name. */
import { readFile } from "node:fs/promises";
import type { TrainingPrecision } from "../api/options.ts";
import { InvalidConfig } from "../base/errors.ts";
import { type Profile, parseProfile } from "../cost/profile.ts";
import type { Engine } from "../engines/engine.ts";
import { threads } from "../engines/threads/index.ts";
import { xla } from "../engines/xla/index.ts";
import { fixedPlan } from "../methods/fixed-plan.ts";
import type { Method } from "../methods/method.ts";
import type { Plan, Remat } from "../plan/plan.ts";
import { planFromJson } from "../plan/plan-file.ts";
import type { RoleChoices } from "../planner/imported-step.ts";
import type { ConstraintFlags } from "./constraint-flags.ts";
import { checkXlaLostDeviceFlags, type LostDeviceFlags } from "./lost-devices.ts";
import type { OnNan } from "./not-finite.ts";
import type { PipelineFlags } from "./pipeline-flags.ts";
import { readJson } from "./read-json.ts";
import type { ShardingFlags } from "./role-flags.ts";
import type { CheckpointFlags } from "./run-checkpoints.ts";

export interface RunOptions
  extends ConstraintFlags,
    PipelineFlags,
    RoleChoices,
    ShardingFlags,
    CheckpointFlags,
    LostDeviceFlags {
  readonly devices?: number;
  readonly engine: string;
  readonly python?: string;
  readonly processes?: number;
  readonly method: string;
  readonly mesh?: string;
  readonly place: readonly string[];
  readonly plan?: string;
  readonly savePlan?: string;
  readonly profile?: string;
  readonly microbatches?: number;
  readonly remat?: Remat;
  readonly precision: TrainingPrecision;
  readonly onNan: OnNan;
  readonly patience?: number;
  readonly metrics?: string;
  readonly steps?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly inputs?: string;
  readonly outputs?: string;
  readonly timeline?: string;
  readonly simulate?: string;
  readonly roles?: boolean;
  readonly json?: boolean;
}

/** The engine that `--engine` names. @throws InvalidConfig for options that it does not have */
export function engineOf({ engine, python, processes, ...flags }: RunOptions): Engine {
  if (engine === "xla") {
    checkXlaLostDeviceFlags(flags, processes ?? 1);
    return xla({ python, processes });
  }
  for (const [flag, value] of Object.entries({ "--python": python, "--processes": processes }))
    if (value !== undefined) throw new InvalidConfig(flag, `is for --engine xla, got --engine ${engine}`);
  return threads({ stallSeconds: flags.stallSeconds });
}

/** Reads a plan file. @param flag  the option to name in errors */
export async function readPlan(path: string, flag: string): Promise<Plan> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new InvalidConfig(flag, `cannot read ${path}; give a file that --save-plan wrote`);
  });
  return planFromJson(text, path);
}

/** Reads a plan file and returns the method that runs it. */
export const planFromFile = async (path: string): Promise<Method> => fixedPlan(await readPlan(path, "--plan"));

export const readProfile = async (path: string | undefined): Promise<Profile | undefined> =>
  path === undefined ? undefined : parseProfile(await readJson("--profile", path), path);
