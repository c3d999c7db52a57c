/** @file Passes map a Graph to a Graph. Running one verifies the graph before and after and reports both. */
import type { Graph } from "./graph.ts";
import { verifyGraph } from "./verify.ts";

/** The record of one run of a pass, for `--dump`. */
export interface PassRecord {
  readonly name: string;
  /** Time in the pass itself, without verification. */
  readonly seconds: number;
  readonly numOpsBefore: number;
  readonly numOpsAfter: number;
  readonly before: Graph;
  readonly after: Graph;
}

export type PassObserver = (record: PassRecord) => void;

export type Pass = (graph: Graph, observe?: PassObserver) => Graph;

/** The graphs verified so far. Graphs are immutable, so each is verified only once. */
const verified = new WeakSet<Graph>();

function verifyOnce(graph: Graph): void {
  if (verified.has(graph)) return;
  verifyGraph(graph);
  verified.add(graph);
}

/**
 * Makes a pass from `transform`.
 * @throws InvalidGraph when the graph before or after the pass breaks a rule
 */
export function definePass(name: string, transform: (graph: Graph) => Graph): Pass {
  return (before, observe) => {
    verifyOnce(before);
    const start = performance.now();
    const after = transform(before);
    const seconds = (performance.now() - start) / 1000;
    verifyOnce(after);
    observe?.({ name, seconds, numOpsBefore: before.ops.length, numOpsAfter: after.ops.length, before, after });
    return after;
  };
}
