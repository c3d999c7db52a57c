import { expect, test } from "vitest";
import { exactCluster, pipelineProgram } from "../../test/support/pipeline-programs.ts";
import { scheduleByName } from "../schedules/registry.ts";
import { simulatedEvents, simulateProgram } from "../simulate/simulate.ts";
import type { TimelineBar } from "./bars.ts";
import { chromeTrace } from "./chrome-trace.ts";
import { meshLaneNames, programBars } from "./program-timeline.ts";
import { drawTimeline } from "./timeline.ts";

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function pipelineBars(name: string, numChunks: number): TimelineBar[] {
  const schedule = scheduleByName(name, { numStages: 4, numMicrobatches: 8, numChunks });
  const program = pipelineProgram(schedule, ({ kind }) => (kind === "forward" ? 1 : 2));
  return programBars(program, simulatedEvents(program, simulateProgram(program, { cluster: exactCluster(4, 0.1) })));
}

test("a pipeline's picture shows every task once, its microbatch, and what is idle", () => {
  const svg = drawTimeline(pipelineBars("1f1b", 1), "1F1B & <friends>");
  expect(svg).toContain("1F1B &amp; &lt;friends&gt;");
  for (const kind of ["forward", "backward"]) {
    expect(count(svg, new RegExp(`<title>${kind} of microbatch`, "g"))).toBe(32);
    expect(count(svg, new RegExp(`<title>${kind} of microbatch 3: `, "g"))).toBe(4);
  }
  expect(count(svg, /<title>update/g)).toBe(4);
  for (const word of ["device 3", ">forward<", ">backward<", ">update<", ">idle<", "% idle"])
    expect(svg).toContain(word);
  expect(svg).not.toContain(">communication<");
  expect(count(drawTimeline(pipelineBars("zb-v", 2), ""), /<title>backward-weight of microbatch 0, chunk 1/g)).toBe(4);
});

test("waiting is idle: nothing is drawn, and the share is told", () => {
  const bar = { device: 0, name: "x", startSeconds: 1, endSeconds: 2 };
  const svg = drawTimeline(
    [
      { ...bar, kind: "compute" },
      { ...bar, kind: "wait", startSeconds: 2, endSeconds: 4 },
      { ...bar, kind: "communication", startSeconds: 4, endSeconds: 5 },
    ],
    "",
  );
  expect(count(svg, /<title>/g)).toBe(2);
  expect(svg).toContain("50.0 % idle");
});

test("very many bars become columns of what takes most of each", () => {
  const bars = Array.from({ length: 100_000 }, (_, i): TimelineBar => {
    const kind = i < 50_000 ? (i % 10 === 0 ? "communication" : "compute") : i % 2 === 0 ? "compute" : "wait";
    return { device: 0, name: `${i}`, kind, startSeconds: i, endSeconds: i + (i % 2 === 0 ? 0.9 : 1) };
  });
  const svg = drawTimeline(bars, "");
  expect(svg.length).toBeLessThan(200_000);
  expect(svg).not.toContain(">communication<");
});

test("a trace nests the work of a task in the task", () => {
  const bars = pipelineBars("interleaved-1f1b", 2);
  const { traceEvents } = JSON.parse(chromeTrace(bars)) as {
    traceEvents: { name: string; ph: string; tid: number; ts: number; dur: number; cat: string; args?: object }[];
  };
  expect(traceEvents.filter(({ ph }) => ph === "M").map(({ args }) => args)).toContainEqual({ name: "device 3" });
  const tasks = traceEvents.filter(({ cat }) => cat === "forward");
  expect(tasks).toHaveLength(4 * 2 * 8);
  expect(tasks[0]).toMatchObject({ name: "forward 0", tid: 0, ts: 0, args: { chunk: 0, microbatch: 0 } });
  expect(tasks[0].dur).toBeCloseTo(1e6, 0);
  for (const { tid, ts, dur } of traceEvents.filter(({ cat }) => cat === "compute")) {
    const around = traceEvents.filter(
      (e) => e.args && e.ph === "X" && e.tid === tid && e.ts <= ts && e.ts + e.dur >= ts + dur - 1e-3,
    );
    expect(around).toHaveLength(1);
  }
});

test("lanes of whole meshes are named by their devices", () => {
  const program = pipelineProgram(scheduleByName("1f1b", { numStages: 2, numMicrobatches: 2 }), () => 1);
  const [first, second] = program.meshes;
  const meshes = [
    { ...first, devices: [0, 1, 2] },
    { ...second, devices: [3, 5] },
  ];
  const name = meshLaneNames({ ...program, meshes });
  expect([0, 3].map(name)).toEqual(["devices 0–2", "devices 3 and 1 more"]);
});
