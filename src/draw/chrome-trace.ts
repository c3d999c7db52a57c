/** @file A timeline as Chrome Trace Event JSON, for Perfetto and chrome://tracing. */
import type { LaneName, TimelineBar } from "./bars.ts";

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: "X";
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  dur: number;
  readonly args?: Readonly<Record<string, number>>;
}

/**
 * One complete event per bar, and one around the bars of each task; devices are threads. Collectives beside compute
 * have a thread of their own in each device. Times are microseconds from the first bar.
 */
export function chromeTrace(bars: readonly TimelineBar[], laneName: LaneName = (device) => `device ${device}`): string {
  const start = bars.reduce((least, bar) => Math.min(least, bar.startSeconds), Number.POSITIVE_INFINITY);
  const devices = [...new Set(bars.map(({ device }) => device))];
  const nameOf = (tid: number, name: string) => ({ name: "thread_name", ph: "M", pid: 0, tid, args: { name } });
  const afterDevices = 1 + Math.max(-1, ...devices);
  const withSecond = new Set(bars.filter(({ isBeside }) => isBeside).map(({ device }) => device));
  const names = [
    ...devices.map((device) => nameOf(device, laneName(device))),
    ...[...withSecond].map((device) => nameOf(afterDevices + device, `${laneName(device)}, communication`)),
  ];
  const events: TraceEvent[] = [];
  const openTasks = new Map<number, { readonly key: string; readonly event: TraceEvent }>();
  for (const { device, name, kind, task, startSeconds, endSeconds, isBeside } of bars) {
    const times = { ts: (startSeconds - start) * 1e6, dur: (endSeconds - startSeconds) * 1e6 };
    const place = { ph: "X", pid: 0, tid: isBeside ? afterDevices + device : device } as const;
    if (isBeside) {
      events.push({ name, cat: kind, ...place, ...times });
      continue;
    }
    if (task) {
      const { kind: cat, chunk, microbatch } = task;
      const key = `${cat} ${chunk} ${microbatch}`;
      const open = openTasks.get(device);
      if (open?.key === key) open.event.dur = times.ts + times.dur - open.event.ts;
      else {
        const title = `${cat} ${microbatch}${chunk > 0 ? `, chunk ${chunk}` : ""}`;
        const event = { name: title, cat, ...place, ...times, args: { chunk, microbatch } };
        openTasks.set(device, { key, event });
        events.push(event);
      }
    } else openTasks.delete(device);
    events.push({ name, cat: kind, ...place, ...times });
  }
  return JSON.stringify({ traceEvents: [...names, ...events], displayTimeUnit: "ms" });
}
