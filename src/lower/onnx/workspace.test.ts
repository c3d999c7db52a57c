import { expect, test } from "vitest";
import { gpt } from "../../../examples/gpt.ts";
import { exampleSpecs } from "../../frontends/jaxjs/example.ts";
import { traceJaxjs } from "../../frontends/jaxjs/trace.ts";
import { simplify } from "../../ir/simplify.ts";
import { arenaBytes, bindOrtC, ortC } from "../../runtime/executors/ort-c.ts";
import { loadGraph } from "../../runtime/executors/run-graph.ts";

// One graph in this file: the allocator's peak is the process's.
test("the workspace of a GPT step is what ONNX Runtime's allocator reports", () => {
  const example = gpt({ layers: 2, hidden: 64 });
  const { graph } = traceJaxjs(example.trainStep as never, exampleSpecs(example, 8));
  const loaded = loadGraph(ortC, bindOrtC, simplify(graph));
  loaded.bound.run();
  const { peak, total } = arenaBytes(loaded.segment);
  const estimate = loaded.segment.workspaceBytes;
  expect(estimate / peak).toBeGreaterThan(0.9);
  expect(estimate / peak).toBeLessThan(1.1);
  for (let i = 0; i < 10; i++) loaded.bound.run();
  expect(arenaBytes(loaded.segment)).toMatchObject({ peak, total });
  loaded.release();
});
