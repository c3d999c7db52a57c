/**
 * @file Solves one problem on several threads: each runs the same search from another seed, with its own reduction and
 * bound. The answer is the best choice and the best bound of all threads. The first proof of optimality stops the
 * others.
 */
import { Infeasible, InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import type { StopSignal } from "../base/stop-signal.ts";
import { evaluateChoice, type ShardingProblem } from "../solver/problem.ts";
import { solveSharding, solveShardingAsync } from "../solver/solve.ts";
import type { ShardingSolution, SolveOptions } from "../solver/types.ts";
import { moduleBeside, spawnWorker } from "./spawn.ts";

/** The input of a worker. */
export interface MemberJob {
  readonly problem: ShardingProblem;
  /** Shared flag: 1 stops the search. */
  readonly stop: Int32Array;
  /** Deadline in milliseconds since 1970. It is absolute because workers take a moment to start. */
  readonly endMs: number;
  readonly options: Pick<SolveOptions, "gap" | "seed" | "work">;
}

/** The output of a worker: its solution, or undefined if it found none. */
export type MemberAnswer = ShardingSolution | undefined;

/**
 * Runs {@link solveShardingAsync} on `options.threads` threads, including this one. With a work limit, every thread
 * does that much work and none stops early, so the answer depends only on the seed and the number of threads.
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
      stopOthersIfSolved(solution, stop, options);
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

/** Runs a worker's search. */
export function solveAsMember({ problem, stop, endMs, options }: MemberJob): MemberAnswer {
  try {
    const seconds = Math.max(1e-3, (endMs - Date.now()) / 1000);
    const solution = solveSharding(problem, { ...options, seconds, signal: isStopped(stop) });
    stopOthersIfSolved(solution, stop, options);
    return solution;
  } catch (error) {
    if (error instanceof RuntimeFailure || error instanceof Infeasible) return undefined;
    throw error;
  }
}

/** Stops the other threads if the solution reaches the requested gap, unless there is a work limit. */
function stopOthersIfSolved(
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

/** Copies the problem's edge tables, its largest part, into shared memory, so that workers do not copy them. */
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
