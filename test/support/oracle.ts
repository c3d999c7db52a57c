/** @file Trains an example with jax-js alone, on one device. Every parallel run must agree with it. */
import { type AnyExample, initialState } from "../../src/frontends/jaxjs/example.ts";
import { HostArray } from "../../src/frontends/jaxjs/host-array.ts";
import { jit, type numpy as np, tree } from "../../src/frontends/jaxjs/jax.ts";

export interface OracleRun {
  readonly losses: number[];
  /** The state after the last step, in plain memory. */
  readonly state: unknown;
}

export interface OracleOptions {
  readonly steps: number;
  readonly seed: number;
  readonly batch: number;
}

/** Trains `example` for some steps with jax-js's own `jit`. */
export function runOracle(example: AnyExample, { steps, seed, batch }: OracleOptions): OracleRun {
  const step = jit(example.trainStep as never) as unknown as AnyExample["trainStep"] & { dispose(): void };
  const batches = example.batches(seed, batch);
  let state: unknown = toJax(initialState(example, seed));
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const result = step(state as never, ...batches.next().value.map((array) => array.toJax()));
    state = result.state;
    losses.push(result.loss.item());
  }
  step.dispose();
  return { losses, state: fromJax(state) };
}

const mapLeaves = (fn: (leaf: never) => unknown, value: unknown): unknown => tree.map(fn as never, value as never);

/** Converts the host arrays of a tree to jax-js arrays. */
export const toJax = (value: unknown): never => mapLeaves((leaf: HostArray) => leaf.toJax(), value) as never;

/** Converts the jax-js arrays of a tree to host arrays. Consumes the jax-js arrays. */
export const fromJax = (value: unknown): unknown => mapLeaves((leaf: np.Array) => HostArray.fromJax(leaf), value);
