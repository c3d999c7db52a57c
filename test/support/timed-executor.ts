/**
 * @file An executor for tests of timing: a segment takes as long as its matrix products have FLOPs, asleep, and computes nothing. So more
 * devices than cores work at the same time, and what is measured is what the engine adds: order, waiting, messages.
 */

import type { BindSegment, Executor } from "../../src/engines/threads/executors/executor.ts";
import { opFlops } from "../../src/ir/table.ts";

/** Of a product; other ops take no time. */
const flopsPerSecond = 2e6;

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

/** Options of `startThreads` that let segments take their time. */
export const withTimes = {
  executor: timedExecutor,
  binder: { module: import.meta.url, name: "bindTimed" },
} as const;
