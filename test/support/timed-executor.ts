/**
 * @file A test executor for timing: a segment computes nothing and sleeps for a time proportional to the FLOPs of its
 * matmuls. More devices than cores can run this way, and what is measured is the engine itself: order, waiting,
 * messages.
 */
import type { BindSegment, Executor } from "../../src/engines/threads/executors/executor.ts";
import { opFlops } from "../../src/ir/table.ts";

/** Speed of matmuls; other ops take no time. */
const flopsPerSecond = 1e6;

export const timedExecutor: Executor = {
  name: "timed",
  compile: (graph) => ({
    executor: "timed",
    inputs: graph.inputs.map(({ value }) => graph.types[value]),
    outputs: graph.outputs.map(({ value }) => graph.types[value]),
    workspaceBytes: 0,
    payload: graph.ops.reduce(
      (sum, op) => sum + (op.kind === "dot_general" ? opFlops(graph, op) / flopsPerSecond : 0),
      0,
    ),
  }),
  release() {},
};

export const bindTimed: BindSegment = ({ payload }) => {
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  const milliseconds = 1e3 * (payload as number);
  return {
    run() {
      const end = performance.now() + milliseconds;
      if (milliseconds > 1) Atomics.wait(nobody, 0, 0, milliseconds - 1);
      while (performance.now() < end);
    },
    release() {},
  };
};

/** Options of `startThreads` to run segments with the timed executor. */
export const withTimes = {
  executor: timedExecutor,
  binder: { module: import.meta.url, name: "bindTimed" },
} as const;
