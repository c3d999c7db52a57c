/** @file Timelines as Chrome traces: those of `alpa run --timeline run.json` are read, the studio's own are written. */
import { InvalidConfig } from "../base/errors.ts";
import { type BarKind, BarList, type Bars, barKinds, eachBar, type Lane, type Timeline, wholeTasks } from "./bars.ts";
import { taskName } from "./lanes.ts";

/** The fields that are read of an event of a trace; a field of another type is ignored. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly tid: number;
  readonly cat?: string;
  readonly ts?: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string; readonly microbatch?: number; readonly chunk?: number };
}

interface Event {
  readonly name: string;
  readonly kind: BarKind;
  readonly start: number;
  readonly end: number;
  /** The microbatch of a task; −1 for an instruction. */
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
  for (const { name, ph, tid, cat, ts = 0, dur = 0, args } of eventsOf(text, where)) {
    if (ph === "M" && name === "thread_name") titles.set(tid, args?.name ?? `thread ${tid}`);
    if (ph !== "X" || !isKind(cat)) continue;
    const isTask = args?.microbatch !== undefined;
    const own = events.get(tid) ?? [];
    const { microbatch = -1, chunk } = args ?? {};
    // Traces of the command line have chunks; the studio's own have the names of tasks already.
    const title = chunk === undefined ? name : taskName(cat, microbatch, chunk);
    own.push({ name: title, kind: cat, start: ts / 1e6, end: (ts + dur) / 1e6, microbatch, isTask });
    events.set(tid, own);
  }
  const seconds = [...events.values()].flat().reduce((most, { end }) => Math.max(most, end), 0);
  if (seconds === 0) throw new InvalidConfig(where, "has no events; write it with alpa run … --timeline run.json");
  const barsOf = (own: readonly Event[], isJoined = false): Bars => {
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
      const blocks = barsOf(workOfTasks(tasks, instructions), true);
      const busy = instructions.reduce((sum, { start, end }) => sum + end - start, 0);
      return {
        ...{ name, stage, idle: Math.max(0, 1 - busy / seconds), blocks },
        details: barsOf(instructions),
        beside: barsOf(asides.get(`${name}${asideSuffix}`) ?? []),
        critical: barsOf([]),
      };
    });
  return { seconds, names, critical: { compute: 0, communication: 0, messages: 0 }, lanes };
}

/**
 * The parts of tasks in which their device works: a task's event also covers its waits for messages. A program without
 * a schedule has no tasks, so its instructions stand for them.
 */
function workOfTasks(tasks: readonly Event[], instructions: readonly Event[]): readonly Event[] {
  if (tasks.length === 0) return instructions;
  const starts = [...tasks].sort((a, b) => a.start - b.start);
  let next = 0;
  return [...instructions]
    .sort((a, b) => a.start - b.start)
    .map((instruction) => {
      while (next + 1 < starts.length && starts[next + 1].start <= instruction.start + 1e-12) next++;
      const { name, kind, microbatch, end } = starts[next];
      return instruction.start < end ? { ...instruction, name, kind, microbatch } : instruction;
    });
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

/** The seconds of each kind of bar, the mean over the lanes: of tasks, and of collectives. */
export function meanKindSeconds({ lanes }: Timeline): KindSeconds[] {
  return barKinds.flatMap((kind): KindSeconds[] => {
    let [count, seconds] = [0, 0];
    for (const { blocks, details, beside } of lanes)
      for (const bars of kind === "communication" ? [details, beside] : [blocks])
        for (const task of (bars === blocks ? wholeTasks : eachBar)(bars, bars.kind.keys())) {
          if (task.kind !== kind) continue;
          count++;
          seconds += task.seconds;
        }
    return count === 0 ? [] : [{ kind, count: count / lanes.length, seconds: seconds / lanes.length }];
  });
}

function eventsOf(text: string, where: string): TraceEvent[] {
  let trace: unknown;
  try {
    trace = JSON.parse(text);
  } catch {
    throw new InvalidConfig(where, "is no JSON; write it with alpa run … --timeline run.json");
  }
  const { traceEvents } = (trace ?? {}) as { readonly traceEvents?: unknown };
  if (!Array.isArray(traceEvents))
    throw new InvalidConfig(where, "is no trace of a step; write one with alpa run … --timeline run.json");
  return traceEvents.filter(isEvent);
}

function isEvent(event: Partial<Record<keyof TraceEvent, unknown>> | null): event is TraceEvent {
  if (typeof event !== "object" || event === null) return false;
  const { name, ph, tid, ts = 0, dur = 0 } = event;
  const isText = typeof name === "string" && typeof ph === "string";
  return isText && Number.isInteger(tid) && Number.isFinite(ts) && Number.isFinite(dur) && (dur as number) >= 0;
}
