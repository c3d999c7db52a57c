import { expect, test } from "vitest";
import { answerOf } from "./answer.ts";
import { opChanges, parameterChanges } from "./changes.ts";
import { opGroups } from "./op-groups.ts";
import { planQuestion } from "./plan-question.ts";
import { firstQuestion } from "./question.ts";

const asked = { ...firstQuestion, model: "simple-mlp", cluster: "1x4:a100-80gb", batch: 512, microbatches: 1 };
const planned = await planQuestion({ ...asked, method: "data" });
const other = await planQuestion({ ...asked, method: "zero3" });
const opsOf = (of: typeof planned) => opGroups(of.planned, of.cluster);
const reportOf = (of: typeof planned) => answerOf(of.planned, of.cluster, asked).report;

test("an answer does not differ from itself", () => {
  expect(opChanges(opsOf(planned), opsOf(planned))).toEqual([]);
  expect(parameterChanges(reportOf(planned), reportOf(planned))).toEqual([]);
});

test("from data parallelism to ZeRO-3 every weight matrix is split, and the ops' seconds add up to the difference", () => {
  const parameters = parameterChanges(reportOf(planned), reportOf(other));
  expect(parameters.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(9);
  for (const { before, after } of parameters.filter(({ what }) => what.includes(".w "))) {
    expect(before).toBe("[_, _]");
    expect(after).not.toBe("[_, _]");
  }
  const changes = opChanges(opsOf(planned), opsOf(other));
  const more = other.planned.plan.estimate!.seconds - planned.planned.plan.estimate!.seconds;
  expect(changes.reduce((sum, { moreSeconds }) => sum + moreSeconds, 0) / more).toBeCloseTo(1, 6);
  expect(Math.abs(changes[0].moreSeconds)).toBeGreaterThanOrEqual(Math.abs(changes[1].moreSeconds));
});

test("plans with other microbatches compare as well", async () => {
  const more = await planQuestion({ ...asked, method: "data", microbatches: 4 });
  const changes = opChanges(opsOf(planned), opsOf(more));
  const difference = more.planned.plan.estimate!.seconds - planned.planned.plan.estimate!.seconds;
  expect(changes.reduce((sum, { moreSeconds }) => sum + moreSeconds, 0) / difference).toBeCloseTo(1, 6);
  expect(changes.some(({ before }) => before === "not there")).toBe(true);
});
