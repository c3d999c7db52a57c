/**
 * @file Several threads on one problem: the same search from different seeds, each with its own reduction and bound. The
 * best choice and the best bound of all are the answer; the first proof ends the others.
 */

import { Infeasible, InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import type { StopSignal } from "../base/stop-signal.ts";
import { evaluateChoice, type ShardingProblem } from "../solver/problem.ts";
import { solveSharding, solveShardingAsync } from "../solver/solve.ts";
import type { ShardingSolution, SolveOptions } from "../solver/types.ts";
import { moduleBeside, spawnWorker } from "./spawn.ts";

/** What a worker is started with. */
export interface MemberJob {
  readonly problem: ShardingProblem;
  /** 1 = the answer is no longer needed. */
  readonly stop: Int32Array;
  /** When the time ends, in milliseconds since 1970: workers take a moment to start. */
  readonly endMs: number;
  readonly options: Pick<SolveOptions, "gap" | "seed" | "work">;
}

/** What a worker sends: its answer, or nothing when it found no choice. */
export type MemberAnswer = ShardingSolution | undefined;

/**
 * {@link solveShardingAsync} on `options.threads` threads, this one included. With a work limit every thread does that
 * much and none ends early, so that the answer depends on seed and threads alone.
 */
export async function solveShardingOnThreads(
  problem: ShardingProblem,
  options: SolveOptions,
): Promise<ShardingSolution> {
  const { seconds, threads = 1, seed = 0, gap, work, signal } = options;
  if (threads === 1) return solveShardingAsync(problem, options);
  if (!(Number.isInteger(threads) && threads > 0)) throw new InvalidConfig("threads", `got ${threads}; give 1 or more`);
  const startMs = performance.now();
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const shared = shareTables(problem);
  const endMs = Date.now() + 1000 * seconds;
  const members = Array.from({ length: threads - 1 }, (_, k) =>
    startMember({ problem: shared, stop, endMs, options: { gap, work, seed: seed + 7919 * (k + 1) } }),
  );
  const own = solveShardingAsync(shared, { ...options, threads: 1, signal: isStopped(stop, signal) }).then(
    (solution) => {
      if (signal?.aborted) Atomics.store(stop, 0, 1);
      announce(solution, stop, options);
      return solution;
    },
  );
  const ended = await Promise.allSettled([own, ...members]);
  const failures = ended.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  const fault = failures.find((reason) => !(reason instanceof RuntimeFailure));
  if (fault) throw fault;
  const answers = ended.flatMap((end) => (end.status === "fulfilled" && end.value ? [end.value] : []));
  if (answers.length === 0) throw failures[0];
  return combine(problem, answers, (performance.now() - startMs) / 1000);
}

/** What a worker does. */
export function solveAsMember({ problem, stop, endMs, options }: MemberJob): MemberAnswer {
  try {
    const seconds = Math.max(1e-3, (endMs - Date.now()) / 1000);
    const solution = solveSharding(problem, { ...options, seconds, signal: isStopped(stop) });
    announce(solution, stop, options);
    return solution;
  } catch (error) {
    if (error instanceof RuntimeFailure || error instanceof Infeasible) return undefined;
    throw error;
  }
}

/** An answer that is good enough ends the other threads, unless they are to do a given work. */
function announce(
  { gap, optimal }: ShardingSolution,
  stop: Int32Array,
  options: Pick<SolveOptions, "gap" | "work">,
): void {
  if (options.work === undefined && (optimal || gap <= (options.gap ?? 0))) Atomics.store(stop, 0, 1);
}

function isStopped(stop: Int32Array, signal?: StopSignal): StopSignal {
  return {
    get aborted() {
      return signal?.aborted === true || Atomics.load(stop, 0) === 1;
    },
  };
}

function startMember(job: MemberJob): Promise<MemberAnswer> {
  return new Promise((resolve, reject) => {
    const worker = spawnWorker(moduleBeside("./portfolio-worker", import.meta.url), job);
    worker.on("message", resolve);
    worker.on("error", (error) => {
      Atomics.store(job.stop, 0, 1);
      reject(error);
    });
    worker.on("exit", (code) =>
      reject(new Error(`internal: a solver thread ended with code ${code} before its answer`)),
    );
  });
}

function combine(problem: ShardingProblem, answers: readonly ShardingSolution[], seconds: number): ShardingSolution {
  const best = answers.reduce((least, answer) => (answer.cost < least.cost ? answer : least));
  const { choice, cost } = best;
  const bound = Math.min(
    cost,
    answers.reduce((most, answer) => Math.max(most, answer.bound), -Infinity),
  );
  return {
    choice,
    cost,
    bound,
    gap: cost === bound ? 0 : (cost - bound) / Math.abs(cost),
    seconds,
    optimal: bound >= cost && evaluateChoice(problem, choice).isExact,
  };
}

/** The same problem with its tables, which are most of it, in memory that all threads see. */
function shareTables(problem: ShardingProblem): ShardingProblem {
  const distinct = [...new Set(problem.edgeTables)];
  const pool = new Float64Array(new SharedArrayBuffer(8 * distinct.reduce((sum, { length }) => sum + length, 0)));
  const shared = new Map<Float64Array, Float64Array>();
  let at = 0;
  for (const table of distinct) {
    pool.set(table, at);
    shared.set(table, pool.subarray(at, at + table.length));
    at += table.length;
  }
  return { ...problem, edgeTables: problem.edgeTables.map((table) => shared.get(table)!) };
}
