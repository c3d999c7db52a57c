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

test("a trace of the command line has the seconds of each kind of task that the studio simulates", async () => {
  const { program, simulation, timeline } = await simulated({ method: "megatron", pipelineParallel: 4 });
  const events = simulatedEvents(program, simulation, "first device");
  const read = timelineOfTrace(chromeTrace(programBars(program, events), meshLaneNames(program)), "run.json");
  const [ours, theirs] = [meanKindSeconds(timeline), meanKindSeconds(read)];
  for (const { kind, seconds, count } of ours.filter((each) => each.kind === "forward" || each.kind === "backward")) {
    const other = theirs.find((each) => each.kind === kind)!;
    expect(other.count).toBe(count);
    expect(other.seconds).toBeCloseTo(seconds, 6);
  }
});

test("what is no trace is refused with what to do", () => {
  expect(() => timelineOfTrace("{}", "x.json")).toThrow("alpa run … --timeline run.json");
  expect(() => timelineOfTrace("{", "x.json")).toThrow("is no JSON");
  expect(() => timelineOfTrace('{"traceEvents": []}', "x.json")).toThrow("has no events");
});
