import { expect, test } from "vitest";
import { failureOf } from "./failure.ts";
import { planQuestion } from "./plan-question.ts";
import { firstQuestion, type Question } from "./question.ts";
import { longer, respelled, smaller } from "./remedies.ts";

const question: Question = { ...firstQuestion, model: "simple-mlp", cluster: "1x4:a100-80gb", batch: 512 };
const failureTo = (asked: Question) =>
  planQuestion(asked).then(
    () => expect.unreachable(),
    (error) => failureOf(error),
  );

test.each([{ cluster: "1x4:a100-81gb" }, { model: "simple-mpl" }, { method: "zero4" }])(
  "an error about %o offers the name that it suggests",
  async (wrong) => {
    const asked = { ...question, ...wrong };
    const remedy = respelled(await failureTo(asked), asked)!;
    await expect(planQuestion(remedy.question)).resolves.toBeDefined();
    const changed = Object.keys(wrong)[0] as keyof Question;
    expect({ ...remedy.question, [changed]: "" }).toEqual({ ...question, [changed]: "" });
  },
);

test("other errors offer no name", async () => {
  const asked = { ...question, cluster: "1x4" };
  expect(respelled(await failureTo(asked), asked)).toBeUndefined();
});

test("what may fit: more microbatches that divide the batch, recomputation, later stages of ZeRO", () => {
  const words = (asked: Question) => smaller(asked, asked.batch).map((remedy) => remedy.words);
  expect(words({ ...question, method: "zero1", microbatches: 4, batch: 8 })).toEqual([
    "8 microbatches",
    "full recomputation",
    "ZeRO-2",
    "ZeRO-3 / FSDP",
    "sharding by the solver, full recomputation",
  ]);
  expect(words({ ...question, microbatches: 128, memoryGB: 0.1, remat: "full" })).toEqual([
    "256 microbatches",
    "512 microbatches",
    "the device's own memory",
  ]);
});

test("a search that was stopped without a plan gets the choice of microbatches, then more seconds", async () => {
  const asked: Question = {
    ...{ ...question, model: "gpt2-small", method: "auto", batch: 64, microbatches: 4 },
    ...{ memoryGB: 0.9, seconds: 1e-3 },
  };
  const failure = await failureTo(asked);
  const freed = longer(failure, asked)!;
  expect(freed.question).toEqual({ ...asked, microbatches: 0 });
  expect(longer(failure, freed.question)!.question.seconds).toBe(60);
  expect(longer(failure, { ...freed.question, seconds: 60 })!.question.seconds).toBe(120);
  expect(longer({ ...failure, message: "does not fit" }, asked)).toBeUndefined();
});
