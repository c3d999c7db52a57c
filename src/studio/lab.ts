/** @file The schedule lab: every pipeline schedule on the same stages, timed exactly, without a model. */
import { isRefusal } from "../base/errors.ts";
import { scheduleRules } from "../schedules/registry.ts";
import { makeSchedule, type ScheduleRule, type Task } from "../schedules/schedule.ts";
import { type TimedTask, timeSchedule } from "../schedules/timing.ts";

export interface LabSettings {
  readonly stages: number;
  readonly microbatches: number;
  /** Chunks of a stage under `interleaved-1f1b`; the others have a number of their own. */
  readonly chunks: number;
  /** Milliseconds of one microbatch on a stage, all its chunks together. */
  readonly forward: number;
  readonly backwardInput: number;
  readonly backwardWeight: number;
  readonly update: number;
  /** Milliseconds of a message between two stages. */
  readonly transfer: number;
  /** By stage: how many times as long its tasks take. */
  readonly factors: readonly number[];
}

export const firstLab: LabSettings = {
  stages: 4,
  microbatches: 8,
  chunks: 2,
  forward: 10,
  backwardInput: 10,
  backwardWeight: 10,
  update: 2,
  transfer: 0,
  factors: [1, 1, 1, 1],
};

/** The least and the most of each number. */
export const labLimits: Readonly<Record<Exclude<keyof LabSettings, "factors">, readonly [number, number]>> = {
  stages: [1, 32],
  microbatches: [1, 256],
  chunks: [2, 8],
  forward: [0.001, 1e6],
  backwardInput: [0.001, 1e6],
  backwardWeight: [0.001, 1e6],
  update: [0, 1e6],
  transfer: [0, 1e6],
};
export const factorLimits = [0.05, 20] as const;

/** A timed schedule. Times are milliseconds. */
export interface TimedLabRow {
  readonly name: string;
  readonly makespan: number;
  /** The idle share of the step over all stages, and that of the formula for equal stages without messages. */
  readonly idle: number;
  readonly formulaIdle: number;
  /** By stage: its tasks, in its order. */
  readonly tasks: readonly (readonly TimedTask[])[];
  /** By stage: most (microbatch, chunk) pairs whose activations it holds, in microbatches of all chunks. */
  readonly inFlight: readonly number[];
  /** By stage: most versions of its weights. */
  readonly versions: readonly number[];
}

export type LabRow = TimedLabRow | { readonly name: string; readonly problem: string };

/** All schedules under the settings, in the order of the registry. */
export const labRows = (settings: LabSettings): LabRow[] => scheduleRules.map((rule) => labRow(rule, settings));

function labRow(rule: ScheduleRule, settings: LabSettings): LabRow {
  const { stages: numStages, microbatches: numMicrobatches } = settings;
  const numChunks = rule.name === "interleaved-1f1b" ? settings.chunks : rule.defaultChunks;
  try {
    const schedule = makeSchedule(rule, { numStages, numMicrobatches, numChunks });
    const { stages, makespanSeconds } = timeSchedule(
      schedule,
      (task) => taskTime(settings, task, numChunks),
      () => settings.transfer,
    );
    const ramp = rule.rampShare(numChunks) * (numStages - 1);
    return {
      name: rule.name,
      makespan: makespanSeconds,
      idle: stages.reduce((sum, { bubble }) => sum + bubble, 0) / numStages,
      formulaIdle: ramp / (numMicrobatches + ramp),
      tasks: stages.map(({ tasks }) => tasks),
      inFlight: stages.map(({ peakInFlight }) => peakInFlight / numChunks),
      versions: stages.map((_, stage) => rule.weightVersions(stage, numStages, numMicrobatches)),
    };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { name: rule.name, problem: error.message.replace(/^schedule [\w-]+: /, "") };
  }
}

function taskTime(settings: LabSettings, { kind, stage }: Task, numChunks: number): number {
  const factor = settings.factors[stage] ?? 1;
  const { forward, backwardInput, backwardWeight, update } = settings;
  switch (kind) {
    case "forward":
      return (factor * forward) / numChunks;
    case "backward":
      return (factor * (backwardInput + backwardWeight)) / numChunks;
    case "backward-input":
      return (factor * backwardInput) / numChunks;
    case "backward-weight":
      return (factor * backwardWeight) / numChunks;
    case "update":
      return factor * update;
  }
}

/** The settings with a change; a number outside its limits becomes the nearest limit, and every stage has a factor. */
export function changedLab(settings: LabSettings, change: Partial<LabSettings>): LabSettings {
  const next: LabSettings = { ...settings, ...change };
  const within = Object.entries(labLimits).map(([key, [least, most]]) => {
    const value = next[key as keyof typeof labLimits];
    const usual = firstLab[key as keyof typeof labLimits];
    return [key, Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : usual];
  });
  const bounded: LabSettings = { ...next, ...Object.fromEntries(within) };
  const { stages, microbatches, chunks } = bounded;
  const [least, most] = factorLimits;
  const factor = (stage: number): number => Math.min(most, Math.max(least, next.factors[stage] || 1));
  return {
    ...bounded,
    ...{ stages: Math.floor(stages), microbatches: Math.floor(microbatches), chunks: Math.floor(chunks) },
    factors: Array.from({ length: Math.floor(stages) }, (_, stage) => factor(stage)),
  };
}

const keys = Object.keys(labLimits) as (keyof typeof labLimits)[];

/** The settings as a text for links: numbers in order, then the stages' factors. */
export const labText = (settings: LabSettings): string =>
  [...keys.map((key) => settings[key]), ...settings.factors].join(",");

/** The settings of a text; a number that cannot be read has its default. */
export function labOfText(text: string): LabSettings {
  if (text === "") return firstLab;
  const numbers = text.split(",").map((part) => (part === "" ? Number.NaN : Number(part)));
  const named = Object.fromEntries(keys.map((key, i) => [key, numbers[i] ?? Number.NaN]));
  return changedLab(firstLab, { ...named, factors: numbers.slice(keys.length) });
}
