/** @file The output of every frontend: a training step as a graph, and the facts that only the frontend knows. */
import type { Graph } from "../ir/graph.ts";

export interface TraceSource {
  /** For errors: the step's name. */
  readonly name: string;
  /**
   * The step on `batch / share` examples.
   * @throws InvalidConfig when the batch does not divide, Unsupported when the batch is fixed and `share` is not 1
   */
  trace(share: number): TracedStep;
}

export interface TracedStep {
  readonly graph: Graph;
  /** The inputs that hold examples, and along which dim. */
  readonly batchInputs: readonly { readonly input: number; readonly dim: number }[];
  /**
   * For each output, the input that it replaces in the next call, or −1. If omitted, structure and data flow decide.
   * @param simplified  the graph with the same inputs and outputs, made of fewer ops
   */
  findState?(simplified: Graph): readonly number[];
}
