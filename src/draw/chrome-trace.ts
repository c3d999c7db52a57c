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
 * One complete event per bar, and one around the bars of each task; devices are threads. Times are microseconds from
 * the first bar.
 */
export function chromeTrace(bars: readonly TimelineBar[], laneName: LaneName = (device) => `device ${device}`): string {
  const start = bars.reduce((least, bar) => Math.min(least, bar.startSeconds), Number.POSITIVE_INFINITY);
  const names = [...new Set(bars.map(({ device }) => device))].map((device) => ({
    name: "thread_name",
    ph: "M",
    pid: 0,
    tid: device,
    args: { name: laneName(device) },
  }));
  const events: TraceEvent[] = [];
  const openTasks = new Map<number, { readonly key: string; readonly event: TraceEvent }>();
  for (const { device, name, kind, task, startSeconds, endSeconds } of bars) {
    const times = { ts: (startSeconds - start) * 1e6, dur: (endSeconds - startSeconds) * 1e6 };
    const place = { ph: "X", pid: 0, tid: device } as const;
    if (task) {
      const { kind: cat, chunk, microbatch } = task;
      const key = `${cat} ${chunk} ${microbatch}`;
      const open = openTasks.get(device);
      if (open?.key === key) open.event.dur = times.ts + times.dur - open.event.ts;
      else {
        const event = { name: `${cat} ${microbatch}`, cat, ...place, ...times, args: { chunk, microbatch } };
        openTasks.set(device, { key, event });
        events.push(event);
      }
    } else openTasks.delete(device);
    events.push({ name, cat: kind, ...place, ...times });
  }
  return JSON.stringify({ traceEvents: [...names, ...events], displayTimeUnit: "ms" });
}
