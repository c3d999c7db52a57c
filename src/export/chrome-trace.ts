/** @file A timeline as Chrome Trace Event JSON, for Perfetto and chrome://tracing. */
import type { TimelineBar } from "../draw/timeline.ts";

/** One complete event per bar; devices are threads. Times are microseconds from the first bar. */
export function chromeTrace(bars: readonly TimelineBar[]): string {
  const start = Math.min(...bars.map((bar) => bar.startSeconds));
  const names = [...new Set(bars.map(({ device }) => device))].map((device) => ({
    name: "thread_name",
    ph: "M",
    pid: 0,
    tid: device,
    args: { name: `device ${device}` },
  }));
  const events = bars.map((bar) => ({
    name: bar.name,
    cat: bar.kind,
    ph: "X",
    pid: 0,
    tid: bar.device,
    ts: (bar.startSeconds - start) * 1e6,
    dur: (bar.endSeconds - bar.startSeconds) * 1e6,
  }));
  return JSON.stringify({ traceEvents: [...names, ...events], displayTimeUnit: "ms" });
}
