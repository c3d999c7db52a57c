import { expect, test } from "vitest";
import { chromeTrace } from "../draw/chrome-trace.ts";
import { meshLaneNames, programBars } from "../draw/program-timeline.ts";
import { lower } from "../lower/lower.ts";
import { simulatedEvents, simulateProgram } from "../simulate/simulate.ts";
import { timelineOf } from "./lanes.ts";
import { planQuestion } from "./plan-question.ts";
import { firstQuestion, type Question } from "./question.ts";
import { isTrace, meanKindSeconds, timelineOfTrace, traceOf } from "./trace.ts";

async function simulated(question: Partial<Question>) {
  const { planned, cluster } = await planQuestion({
    ...firstQuestion,
    ...{ model: "simple-mlp", cluster: "1x4:a100-80gb", ...question },
  });
  const program = lower(planned.step, planned.plan);
  const simulation = simulateProgram(program, { cluster });
  return { program, simulation, timeline: timelineOf(program, simulation) };
}

test.each([{ method: "megatron", pipelineParallel: 4 }, { method: "zero2" }])(
  "the trace of $method's own timeline reads back",
  async (question) => {
    const { timeline } = await simulated(question);
    const text = traceOf(timeline);
    expect(isTrace(text)).toBe(true);
    const read = timelineOfTrace(text, "run.json");
    expect(read.seconds).toBeCloseTo(timeline.seconds, 9);
    expect(read.lanes.map(({ name }) => name)).toEqual(timeline.lanes.map(({ name }) => name));
    for (const [i, { details, beside }] of timeline.lanes.entries()) {
      expect(read.lanes[i].details.start).toHaveLength(details.start.length);
      expect(read.lanes[i].beside.start).toHaveLength(beside.start.length);
    }
  },
);

test.each([{ method: "megatron", pipelineParallel: 4 }, { method: "pipedream" }])(
  "a trace of the command line has the tasks of %o and their seconds as the studio simulates them",
  async (question) => {
    const { program, simulation, timeline } = await simulated(question);
    const events = simulatedEvents(program, simulation, "first device");
    const read = timelineOfTrace(chromeTrace(programBars(program, events), meshLaneNames(program)), "run.json");
    const [ours, theirs] = [meanKindSeconds(timeline), meanKindSeconds(read)];
    const updates = program.meshes.flatMap(({ tasks }) => tasks.filter(({ kind }) => kind === "update"));
    expect(ours.find(({ kind }) => kind === "update")!.count).toBe(updates.length / program.meshes.length);
    for (const { kind, seconds, count } of ours.filter((each) => each.kind !== "communication")) {
      const other = theirs.find((each) => each.kind === kind)!;
      expect(other.count).toBe(count);
      expect(other.seconds).toBeCloseTo(seconds, 6);
    }
  },
);

test("a task that waits in its middle, and one between whose parts another runs, count once", () => {
  const part = (name: string, cat: string, microbatch: number, ts: number, dur: number) => [
    { name, cat, ph: "X", tid: 0, ts, dur, args: { microbatch, chunk: 0 } },
  ];
  const work = (cat: string, ts: number, dur: number) => [{ name: "a kernel", cat, ph: "X", tid: 0, ts, dur }];
  const traceEvents = [
    ...part("forward 0", "forward", 0, 0, 30),
    ...work("compute", 0, 10),
    ...work("compute", 20, 10),
    ...part("update 1", "update", 1, 30, 10),
    ...work("update", 30, 10),
    ...part("backward 0", "backward", 0, 40, 10),
    ...work("compute", 40, 10),
    ...part("update 1", "update", 1, 50, 5),
    ...work("update", 50, 5),
  ];
  const kinds = meanKindSeconds(timelineOfTrace(JSON.stringify({ traceEvents }), "run.json"));
  expect(kinds.map(({ kind, count, seconds }) => [kind, count, Math.round(1e6 * seconds)])).toEqual([
    ["forward", 1, 20],
    ["backward", 1, 10],
    ["update", 1, 15],
  ]);
});

test("what is no trace is refused with what to do", () => {
  expect(() => timelineOfTrace("{}", "x.json")).toThrow("alpa run … --timeline run.json");
  expect(() => timelineOfTrace("{", "x.json")).toThrow("is no JSON");
  expect(() => timelineOfTrace('{"traceEvents": []}', "x.json")).toThrow("has no events");
});
