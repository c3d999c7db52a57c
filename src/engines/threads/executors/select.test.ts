import { expect, test } from "vitest";
import { randomInputs } from "../../../../test/support/random-data.ts";
import { randomGraph } from "../../../../test/support/random-graph.ts";
import { InvalidConfig } from "../../../base/errors.ts";
import { seededRandom } from "../../../base/random.ts";
import { bindOrtC, ortC } from "./ort-c.ts";
import { bindOrtNode, ortNode } from "./ort-node.ts";
import { runGraph } from "./run-graph.ts";
import { selectExecutor } from "./select.ts";

test("the C API is chosen where it loads, and another can be forced", async () => {
  const chosen = await selectExecutor({});
  expect(chosen.executor.name).toBe("ort-c");
  expect(chosen.reason).toMatch(/C API/);
  expect((await import(chosen.binder.module))[chosen.binder.name]).toBe(bindOrtC);
  expect((await selectExecutor({ ALPA_EXECUTOR: "ort-node" })).executor).toBe(ortNode);
  await expect(selectExecutor({ ALPA_EXECUTOR: "ort-x" })).rejects.toThrow(InvalidConfig);
  await expect(selectExecutor({ ALPA_EXECUTOR: "ort-x" })).rejects.toThrow(/did you mean "ort-c"/);
});

test("both executors compute the same", () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = seededRandom(seed);
    const graph = randomGraph(random);
    const inputs = randomInputs(random, graph);
    expect(runGraph(ortNode, bindOrtNode, graph, inputs)).toEqual(runGraph(ortC, bindOrtC, graph, inputs));
  }
});
