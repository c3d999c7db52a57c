import fc from "fast-check";
import { expect, test } from "vitest";
import { rematChoices } from "../plan/plan.ts";
import { firstState, linkOf, stateOfLink, views } from "./link.ts";
import { firstQuestion } from "./question.ts";

const text = fc.string({ maxLength: 40 });
const question = fc.record({
  model: text,
  cluster: text,
  batch: fc.integer({ min: 1, max: 1e6 }),
  microbatches: fc.integer({ min: 0, max: 1e6 }),
  precision: fc.constantFrom("f32", "bf16", "f16"),
  method: text,
  pipelineParallel: fc.integer({ min: 1, max: 512 }),
  tensorParallel: fc.integer({ min: 1, max: 512 }),
  remat: fc.constantFrom("", ...rematChoices),
  memoryGB: fc.float({ min: 0, max: 1000, noNaN: true }),
  seconds: fc.nat(1000),
  pins: fc.array(text, { maxLength: 5 }),
});
const state = fc.record({
  question,
  view: fc.constantFrom(...views),
  op: text,
  name: text,
  sweep: text,
  session: fc.constantFrom("", "ab12.json"),
  lab: text,
  plan: text,
});

test("a link gives its state back", () => {
  fc.assert(
    fc.property(state, (given) => {
      const { mistakes, ...read } = stateOfLink(linkOf(given));
      expect(mistakes).toEqual([]);
      expect(read).toEqual({ ...given, question: { ...given.question, memoryGB: given.question.memoryGB + 0 } });
    }),
  );
});

test("a link reads as a question", () => {
  expect(linkOf(firstState)).toBe(
    "#v=1&model=gpt2-small&cluster=1x8:a100-80gb&batch=64&microbatches=4&precision=bf16&method=shard",
  );
});

test.each([
  ["#batch=abc", 'link: batch is "abc"; give an integer from 1 to 1000000000'],
  ["#batch=0", 'link: batch is "0"; give an integer from 1 to 1000000000'],
  ["#batch=1e99", 'link: batch is "1e99"; give an integer from 1 to 1000000000'],
  ["#precision=f8", 'link: precision is "f8"; give f32, bf16, f16'],
  ["#view=graph", 'link: there is no view "graph"'],
  ["#v=7", "this link has version 7, the studio reads version 1; some of it may be lost"],
])("%s says what it could not read and keeps the usual value", (link, mistake) => {
  const { question: read, mistakes } = stateOfLink(link);
  expect(mistakes).toEqual([mistake]);
  expect(read).toEqual(firstQuestion);
});
