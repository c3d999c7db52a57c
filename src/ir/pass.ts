/** @file A pass takes a Graph and returns a Graph; running one verifies before and after and tells an observer both. */
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

/** Graphs are immutable, so each is verified once, however many passes hand it on. */
const verified = new WeakSet<Graph>();

function verifyOnce(graph: Graph): void {
  if (verified.has(graph)) return;
  verifyGraph(graph);
  verified.add(graph);
}

/**
 * Makes a pass of `transform`.
 * @throws InvalidGraph when the graph given, or the graph made, breaks a rule
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
