import { expect, test } from "vitest";
import { gpt } from "../../../examples/gpt.ts";
import { arenaBytes, bindOrtC, ortC } from "../../engines/threads/executors/ort-c.ts";
import { loadGraph } from "../../engines/threads/executors/run-graph.ts";
import { exampleSpecs } from "../../frontends/jaxjs/example.ts";
import { traceJaxjs } from "../../frontends/jaxjs/trace.ts";
import { simplify } from "../../ir/simplify.ts";

// One graph in this file: the allocator's peak is the process's.
test("the workspace of a GPT step is what ONNX Runtime's allocator reports", () => {
  const example = gpt({ layers: 2, hidden: 64 });
  const { graph } = traceJaxjs(example.trainStep as never, exampleSpecs(example, 8));
  const loaded = loadGraph(ortC, bindOrtC, simplify(graph));
  const run = (times: number) => {
    for (let i = 0; i < times; i++) loaded.bound.run();
    return arenaBytes(loaded.segment);
  };
  const { peak, total } = run(3);
  const estimate = loaded.segment.workspaceBytes;
  expect(estimate / peak).toBeGreaterThan(0.9);
  expect(estimate / total).toBeGreaterThan(0.85);
  expect(estimate / total).toBeLessThan(1.1);
  expect(run(20)).toMatchObject({ peak, total });
  loaded.release();
});
