/** @file Input and output types of every solver of sharding problems. */
import type { StopSignal } from "../base/stop-signal.ts";
import type { ShardingProblem } from "./problem.ts";

export interface SolveProgress {
  readonly seconds: number;
  /** Cost of the best choice so far; `Infinity` before the first. */
  readonly cost: number;
  readonly bound: number;
  readonly stage: string;
}

export interface SolveOptions {
  /** Wall-clock seconds after which the best choice so far is returned. */
  readonly seconds: number;
  /** The solve ends at this gap: 0.01 means within 1 % of the lower bound. Default 0: until proven optimal. */
  readonly gap?: number;
  /** Number of threads, each of which searches with its own seed; default 1. */
  readonly threads?: number;
  /** Seed of the search; default 0. */
  readonly seed?: number;
  /**
   * Maximum number of table entries to visit. If only work is limited, the same seed gives the same answer on every
   * machine.
   */
  readonly work?: number;
  /** A choice to improve, for a problem with a memory limit; ignored if it does not fit. */
  readonly start?: ArrayLike<number>;
  readonly onProgress?: (progress: SolveProgress) => void;
  /** Aborting returns the best choice so far. */
  readonly signal?: StopSignal;
}

export interface ShardingSolution {
  /** Strategy of every node. */
  readonly choice: Int32Array;
  readonly cost: number;
  /** Lower bound on the cost of every choice. */
  readonly bound: number;
  /** (cost - bound) / |cost|. */
  readonly gap: number;
  readonly seconds: number;
  /**
   * Whether `cost` is proven minimal (to 1e-9 for non-integer costs). Always false when integers add up to 2^53 or
   * more, because sums are then rounded.
   */
  readonly optimal: boolean;
}

/**
 * Finds a cheap choice that fits in memory, and a lower bound on the cost. Throws `Infeasible` if no choice exists, and
 * `RuntimeFailure` if the limits of the solve are reached before a choice that fits is found.
 */
export type ShardingSolver = (
  problem: ShardingProblem,
  options: SolveOptions,
) => ShardingSolution | Promise<ShardingSolution>;
