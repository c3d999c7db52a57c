/** @file Every schedule, by name. */
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { forwardOnly } from "./forward-only.ts";
import { gpipe } from "./gpipe.ts";
import { interleaved } from "./interleaved.ts";
import { oneFOneB } from "./one-f-one-b.ts";
import { pipedream } from "./pipedream.ts";
import { pipedream2bw } from "./pipedream-2bw.ts";
import { pipedreamFlush } from "./pipedream-flush.ts";
import { makeSchedule, type Schedule, type ScheduleRule, type ScheduleSizes } from "./schedule.ts";
import { zbH1 } from "./zb-h1.ts";
import { zbH2 } from "./zb-h2.ts";
import { zbV } from "./zb-v.ts";

/** Schedules of training steps. */
export const scheduleRules: readonly ScheduleRule[] = [
  gpipe,
  oneFOneB,
  interleaved,
  zbH1,
  zbH2,
  zbV,
  pipedream,
  pipedream2bw,
  pipedreamFlush,
];

const forwardRules = scheduleRules.map(forwardOnly);

/**
 * The rule called `name`, of a training step or of its forward part alone (`1f1b-forward`).
 * @throws InvalidConfig with the nearest names when there is none
 */
export function findSchedule(name: string): ScheduleRule {
  const rule = [...scheduleRules, ...forwardRules].find((other) => other.name === name);
  if (rule) return rule;
  const known = scheduleRules.map((other) => other.name);
  throw new InvalidConfig("schedule", `no schedule "${name}"${suggestion(name, known)}`, { name, known });
}

/**
 * The schedule called `name` for the given sizes; chunks and microbatches per update are the schedule's own when left
 * out.
 */
export const scheduleByName = (
  name: string,
  sizes: Pick<ScheduleSizes, "numStages" | "numMicrobatches"> & Partial<ScheduleSizes>,
): Schedule => makeSchedule(findSchedule(name), sizes);
