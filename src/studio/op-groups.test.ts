import { expect, test } from "vitest";
import { opGroups } from "./op-groups.ts";
import { planQuestion } from "./plan-question.ts";
import { firstQuestion } from "./question.ts";

const small = { ...firstQuestion, model: "simple-mlp", cluster: "1x4:a100-80gb" };

test.each(["shard", "data", "zero2", "zero3", "tensor"])(
  "%s: the ops' seconds add up to those of the plan",
  async (method) => {
    const { planned, cluster } = await planQuestion({ ...small, method });
    const groups = opGroups(planned, cluster);
    const sum = groups.reduce(
      (all, { computeSeconds, communicationSeconds }) => all + computeSeconds + communicationSeconds,
      0,
    );
    expect(sum / planned.plan.estimate!.seconds).toBeCloseTo(1, 7);
  },
);

test("every op of a pipeline is in one group, that of its stage", async () => {
  const { planned, cluster } = await planQuestion({
    ...small,
    method: "megatron",
    pipelineParallel: 2,
    tensorParallel: 2,
  });
  const groups = opGroups(planned, cluster);
  const names = groups.flatMap(({ ops }) => ops);
  expect(new Set(names).size).toBe(planned.step.graph.ops.length);
  expect(names).toHaveLength(planned.step.graph.ops.length);
  for (const { ops, stage } of groups)
    for (const name of ops) expect(planned.plan.ops[Number(name.split(".")[1])].stage).toBe(stage);
});
