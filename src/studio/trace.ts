/** @file Timelines as Chrome traces: those of `alpa run --timeline run.json` are read, the studio's own are written. */
import { z } from "zod";
import { InvalidConfig } from "../base/errors.ts";
import { type BarKind, BarList, type Bars, barKinds, type Lane, type Timeline } from "./bars.ts";

const traceSchema = z.object({
  traceEvents: z.array(
    z.looseObject({
      name: z.string(),
      ph: z.string(),
      tid: z.number(),
      cat: z.string().optional(),
      ts: z.number().optional(),
      dur: z.number().min(0).optional(),
      args: z.looseObject({ name: z.string().optional(), microbatch: z.number().optional() }).optional(),
    }),
  ),
});

interface Event {
  readonly name: string;
  readonly kind: BarKind;
  readonly start: number;
  readonly end: number;
  /** Of a task, −1 for an instruction. */
  readonly microbatch: number;
  readonly isTask: boolean;
}

/** Name of the second thread of a device. */
const asideSuffix = ", communication";
const isKind = (text: string | undefined): text is BarKind => barKinds.includes(text as BarKind);

/** True for the text of a Chrome trace. */
export const isTrace = (text: string): boolean => /^\s*\{\s*"traceEvents"/.test(text);

/** Reads a trace of one step. @param where  the file, for errors */
export function timelineOfTrace(text: string, where: string): Timeline {
  const parsed = traceSchema.safeParse(parseJson(text, where));
  if (!parsed.success)
    throw new InvalidConfig(where, "is no trace of a step; write one with alpa run … --timeline run.json");
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const nameOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  const titles = new Map<number, string>();
  const events = new Map<number, Event[]>();
  for (const { name, ph, tid, cat, ts = 0, dur = 0, args } of parsed.data.traceEvents) {
    if (ph === "M" && name === "thread_name") titles.set(tid, args?.name ?? `thread ${tid}`);
    if (ph !== "X" || !isKind(cat)) continue;
    const isTask = args?.microbatch !== undefined;
    const own = events.get(tid) ?? [];
    own.push({ name, kind: cat, start: ts / 1e6, end: (ts + dur) / 1e6, microbatch: args?.microbatch ?? -1, isTask });
    events.set(tid, own);
  }
  const seconds = [...events.values()].flat().reduce((most, { end }) => Math.max(most, end), 0);
  if (seconds === 0) throw new InvalidConfig(where, "has no events; write it with alpa run … --timeline run.json");
  const barsOf = (own: readonly Event[], isJoined: boolean): Bars => {
    const list = new BarList();
    for (const { name, kind, start, end, microbatch } of [...own].sort((a, b) => a.start - b.start))
      list.add(start, end, kind, microbatch, nameOf(name), isJoined);
    return list.bars;
  };
  const asides = new Map([...titles].map(([tid, title]) => [title, events.get(tid) ?? []]));
  const lanes = [...events.keys()]
    .filter((tid) => !(titles.get(tid) ?? "").endsWith(asideSuffix))
    .sort((a, b) => a - b)
    .map((tid, stage): Lane => {
      const name = titles.get(tid) ?? `thread ${tid}`;
      const own = events.get(tid)!;
      const [tasks, instructions] = [own.filter(({ isTask }) => isTask), own.filter(({ isTask }) => !isTask)];
      // A program without a schedule has no tasks: its instructions stand for them.
      const blocks = barsOf(tasks.length > 0 ? tasks : instructions, false);
      const busy = instructions.reduce((sum, { start, end }) => sum + end - start, 0);
      return {
        ...{ name, stage, idle: Math.max(0, 1 - busy / seconds), blocks },
        details: barsOf(instructions, false),
        beside: barsOf(asides.get(`${name}${asideSuffix}`) ?? [], false),
        critical: barsOf([], false),
      };
    });
  return { seconds, names, critical: { compute: 0, communication: 0, messages: 0 }, lanes };
}

/** A timeline as the text of a Chrome trace, which {@link timelineOfTrace}, Perfetto and chrome://tracing read. */
export function traceOf({ lanes, names }: Timeline): string {
  const traceEvents: object[] = [];
  const threads = lanes.flatMap(({ name, blocks, details, beside }) => [
    {
      name,
      parts: [
        { bars: blocks, isTask: true },
        { bars: details, isTask: false },
      ],
    },
    ...(beside.start.length > 0 ? [{ name: `${name}${asideSuffix}`, parts: [{ bars: beside, isTask: false }] }] : []),
  ]);
  threads.forEach(({ name, parts }, tid) => {
    traceEvents.push({ name: "thread_name", ph: "M", pid: 0, tid, args: { name } });
    for (const { bars, isTask } of parts)
      bars.start.forEach((start, i) => {
        traceEvents.push({
          ...{ name: names[bars.name[i]], cat: barKinds[bars.kind[i]], ph: "X", pid: 0, tid },
          ...{ ts: start * 1e6, dur: (bars.end[i] - start) * 1e6 },
          ...(isTask && { args: { microbatch: bars.microbatch[i] } }),
        });
      });
  });
  return JSON.stringify({ traceEvents, displayTimeUnit: "ms" });
}

/** Seconds of a lane's tasks of one kind, in total and of each. */
export interface KindSeconds {
  readonly kind: BarKind;
  readonly count: number;
  readonly seconds: number;
}

/** By kind, the mean over the lanes of the seconds that their blocks, or else details, take. */
export function meanKindSeconds({ lanes }: Timeline): KindSeconds[] {
  return barKinds.flatMap((kind, index): KindSeconds[] => {
    let [count, seconds] = [0, 0];
    for (const { blocks, details, beside } of lanes)
      for (const bars of kind === "communication" ? [details, beside] : [blocks])
        bars.kind.forEach((own, i) => {
          if (own !== index) return;
          count++;
          seconds += bars.end[i] - bars.start[i];
        });
    return count === 0 ? [] : [{ kind, count: count / lanes.length, seconds: seconds / lanes.length }];
  });
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidConfig(where, "is no JSON; write it with alpa run … --timeline run.json");
  }
}
