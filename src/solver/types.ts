/** @file What every solver of sharding problems takes and gives. */
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
  /**
   * A choice within this share of the bound is good enough: 0.01 ends the search at a gap of 1 %. Default 0: until
   * proven.
   */
  readonly gap?: number;
  /** Threads, each searching from a seed of its own; default 1. */
  readonly threads?: number;
  /** Seed of the search; default 0. */
  readonly seed?: number;
  /** Table entries to visit at most. Limited by work alone, the same seed gives the same answer on every machine. */
  readonly work?: number;
  readonly onProgress?: (progress: SolveProgress) => void;
  /** Aborting returns the best choice so far. */
  readonly signal?: StopSignal;
}

export interface ShardingSolution {
  /** Strategy of every node. */
  readonly choice: Int32Array;
  readonly cost: number;
  /** No choice costs less than this. */
  readonly bound: number;
  /** (cost - bound) / |cost|. */
  readonly gap: number;
  readonly seconds: number;
  /**
   * Whether `cost` is proven least (to 1e-9 for costs that are not integers). Never where integers add up to 2^53 or
   * more: they are rounded.
   */
  readonly optimal: boolean;
}

/**
 * Finds a cheap choice that fits in memory, and a bound on the cheapest. Throws `Infeasible` when no choice exists, and
 * `RuntimeFailure` when the limits of the solve end before a choice that fits was found.
 */
export type ShardingSolver = (
  problem: ShardingProblem,
  options: SolveOptions,
) => ShardingSolution | Promise<ShardingSolution>;
