/** @file The ops of the backward pass that only weight gradients wait for. Zero-bubble schedules put them off. */
import { usersOf } from "../ir/graph.ts";
import { findRoles } from "./roles.ts";
import type { Step } from "./step.ts";

/**
 * By op: true if everything computed from it contributes to one parameter's gradient only. Nothing else waits for such
 * an op (backward-weight). All other backward ops lead to further gradients (backward-input).
 * @param isElsewhere  whether the user of an op belongs to another stage or chunk
 */
export function weightGradientOps(step: Step, isElsewhere: (op: number, user: number) => boolean): boolean[] {
  const { graph, sent = [] } = step;
  const [none, many] = [-1, -2];
  const parameterOf = new Map<number, number>();
  for (const [input, gradients] of findRoles(step).gradients) {
    for (const gradient of gradients) parameterOf.set(gradient, input);
  }
  const isSent = new Set(sent.map((output) => graph.outputs[output].value));
  const users = usersOf(graph);
  const served = new Int32Array(graph.ops.length).fill(none);
  const join = (a: number, b: number) => (a === none || a === b ? b : b === none ? a : many);
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    for (const result of graph.ops[op].results) {
      if (isSent.has(result)) served[op] = many;
      const own = parameterOf.get(result);
      if (own !== undefined) served[op] = join(served[op], own);
      for (const user of users[result]) served[op] = isElsewhere(op, user) ? many : join(served[op], served[user]);
    }
  }
  return [...served].map((parameter) => parameter !== many);
}
