/// <reference lib="esnext.disposable" preserve="true" />
/** @file `parallelize`: wraps an ordinary jax-js training step so that it trains on several devices. */
import { InvalidConfig } from "../base/errors.ts";
import type { StepFunction } from "../planner/jaxjs-source.ts";
import type { CompanionOptions } from "./companions.ts";
import type { Executable } from "./executable.ts";
import { checkOptions, type ParallelizeOptions } from "./options.ts";
import { Programs } from "./programs.ts";
import { type SaveOptions, type SaveReport, StateSaver, stateOfCalls } from "./save-state.ts";
import type { StepInputs, StepOutput } from "./tree-types.ts";

/** A step that trains on several devices. */
export interface ParallelizedStep<F extends StepFunction> extends AsyncDisposable {
  /**
   * Runs one step; calls queue up. Argument arrays are read at the time of the call. State (results with the tree and
   * types of an argument, derived from it) stays on the devices: pass the returned handles to the next step. New shapes
   * compile a new program; the 8 programs used last stay loaded.
   */
  (...args: StepInputs<Parameters<F>>): Promise<StepOutput<Awaited<ReturnType<F>>>>;
  /**
   * A function that runs on the same devices and reads the state where they hold it: evaluation, prediction. It returns
   * results and changes no state; its batch may have another size. Calls queue up with those of the step. State that is
   * not on the devices (a checkpoint, the initial state) is copied to them.
   *
   *     const accuracy = step.with((state, x, y) => …, { batchArgs: [1, 2] });
   *     const value = await (await accuracy(state, x, y)).item();
   */
  with<G extends StepFunction>(
    fn: G,
    options?: CompanionOptions,
  ): (...args: StepInputs<Parameters<G>>) => Promise<StepOutput<Awaited<ReturnType<G>>>>;
  /** Compiles for these arguments and starts the devices, without running a step. */
  getExecutable(...args: StepInputs<Parameters<F>>): Promise<Executable>;
  /**
   * Saves the state as the checkpoint `dir/step-00000050`, which {@link loadState} loads under any plan. The state is
   * copied after the earlier calls and before the later ones. The copy, less than one state, is written while later
   * calls run; a save waits until the one before is written. The next save uses the copy's memory again, until
   * `stop()`. A save that fails leaves nothing, and no checkpoint before it changes.
   *
   *     const saved = step.save("checkpoints", { step: 50, keep: 3 });
   *     // … more steps …
   *     await saved;
   *
   * @returns when the checkpoint is on the disk: its folder, its bytes, and the seconds that it took
   * @throws InvalidConfig without a state to save, or if `dir` has checkpoints of later steps
   * @throws RuntimeFailure if it cannot be written (no space, no permission): which file, why, what to do
   */
  save(dir: string, options?: SaveOptions): Promise<SaveReport>;
  /** The executable of the latest call. */
  readonly lastExecutable: Executable | undefined;
  /** Ends all threads. Returned values stay readable; the next call starts the threads again. */
  stop(): Promise<void>;
}

/**
 * Wraps a jax-js training step. The first call traces `fn` with shapes only; `fn` never runs on data.
 *
 *     const step = parallelize(trainStep, { method: dataParallel(), devices: 4, batchArgs: [1, 2] });
 *     for (const [x, y] of batches) ({ state, loss } = await step(state, x, y));
 */
export function parallelize<F extends StepFunction>(fn: F, options: ParallelizeOptions = {}): ParallelizedStep<F> {
  if (typeof fn !== "function")
    throw new InvalidConfig("parallelize", `got ${fn === null ? "null" : typeof fn}; give a jax-js function`);
  const settings = checkOptions(options);
  const reportedNotices = new Set<string>();
  let programs = new Programs(fn, settings, reportedNotices);
  const saver = new StateSaver();
  /** Calls of the programs that were stopped. */
  let numStopped = 0;
  let lastStopped: Executable | undefined;
  const stop = async (): Promise<void> => {
    const stopping = programs;
    lastStopped = stopping.last ?? lastStopped;
    programs = new Programs(fn, settings, reportedNotices);
    await stopping.stop();
    numStopped += stopping.numSteps;
    saver.release();
  };
  const save = async (dir: string, options: SaveOptions = {}): Promise<SaveReport> => {
    const own = programs;
    const calls = () => ({
      executable: own.last ?? lastStopped,
      numSteps: numStopped + own.numSteps,
      name: own.name,
    });
    const { report } = await own.between(() => saver.copy(dir, options, () => stateOfCalls(calls(), options)));
    return report;
  };
  return Object.defineProperty(
    Object.assign(async (...args: unknown[]) => programs.call(args), {
      with(fn: StepFunction, options: CompanionOptions = {}) {
        if (typeof fn !== "function")
          throw new InvalidConfig("with", `got ${fn === null ? "null" : typeof fn}; give a jax-js function`);
        const companion = { fn, options };
        return async (...args: unknown[]) => programs.callCompanion(companion, args);
      },
      getExecutable: async (...args: unknown[]) => programs.prepare(args),
      save,
      stop,
      [Symbol.asyncDispose]: stop,
    }),
    "lastExecutable",
    { get: () => programs.last ?? lastStopped },
  ) as unknown as ParallelizedStep<F>;
}

/** Returns the executable of a parallelized step's latest call. */
export function getLastExecutable(step: { readonly lastExecutable: Executable | undefined }): Executable {
  if (!step.lastExecutable)
    throw new InvalidConfig(
      "getLastExecutable",
      "the step has not run yet; call it once, or use step.getExecutable(…)",
    );
  return step.lastExecutable;
}
