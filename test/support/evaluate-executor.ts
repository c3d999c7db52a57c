/**
 * @file A test executor that runs segments on the reference interpreter. A segment whose graph name is in
 * `misbehaviours` fails in that way instead, to provoke failures.
 */
import type { BindSegment, Executor } from "../../src/engines/threads/executors/executor.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import type { Graph } from "../../src/ir/graph.ts";
import { numElements, type TensorType, viewData } from "../../src/ir/types.ts";

const misbehaviours: Readonly<Record<string, () => void>> = {
  throw: () => {
    throw new Error("boom");
  },
  exit: () => process.exit(3),
  "busy loop": () => {
    for (;;);
  },
};

export const evaluateExecutor: Executor = {
  name: "evaluate",
  compile: (graph) => ({
    executor: "evaluate",
    inputs: graph.inputs.map(({ value }) => graph.types[value]),
    outputs: graph.outputs.map(({ value }) => graph.types[value]),
    workspaceBytes: 0,
    payload: graph,
  }),
  release() {},
};

export const bindEvaluate: BindSegment = (segment, memory, inputs, outputs) => {
  const graph = segment.payload as Graph;
  if (graph.name === "refuse to bind@1") throw new Error("refused");
  const view = (type: TensorType, at: number) => viewData(type.dtype, memory.buffer, at, numElements(type.shape));
  return {
    run() {
      // "throw@2" fails only on the device whose first input begins with the number 2.
      const [name, device] = graph.name.split("@");
      const data = inputs.map((at, i) => view(segment.inputs[i], at).slice());
      if (device === undefined || Number(data[0][0]) === Number(device)) misbehaviours[name]?.();
      evaluateGraph(graph, data).forEach((result, i) => {
        view(segment.outputs[i], outputs[i]).set(result as never);
      });
    },
    release() {},
  };
};

/** Options of `startThreads` to run segments on the reference interpreter. */
export const withEvaluate = {
  executor: evaluateExecutor,
  binder: { module: import.meta.url, name: "bindEvaluate" },
} as const;
