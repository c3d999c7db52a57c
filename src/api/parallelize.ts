/** @file `parallelize`: one wrapper around an ordinary jax-js training step makes it train on several devices. */
import { availableParallelism } from "node:os";
import { InvalidConfig } from "../base/errors.ts";
import { classifyArguments } from "../frontends/jaxjs/arguments.ts";
import { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { tree } from "../frontends/jaxjs/jax.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import type { Method } from "../methods/method.ts";
import { type Remat, rematChoices } from "../plan/plan.ts";
import { compileInSteps, type StepFunction } from "../planner/compile.ts";
import { DistributedArray } from "./distributed-array.ts";
import { Executable } from "./executable.ts";
import type { StepInputs, StepOutput } from "./tree-types.ts";

export interface ParallelizeOptions {
  /** How the step is spread; `dataParallel()` when left out. */
  readonly method?: Method;
  /** Number of devices (worker threads of this machine); as many as cores, or as its plan is for, when left out. */
  readonly devices?: number;
  /** Microbatches per step (gradient accumulation); 1, or what the method chooses, when left out. */
  readonly microbatches?: number;
  /**
   * What the backward part of every layer computes again instead of keeping it, so that less memory does: "selective", what is cheap for
   * its size; "full", all but the values between layers. "none", or what the method chooses, when left out.
   */
  readonly remat?: Remat;
  /** Positions of the arguments whose dim 0 is the batch; all but the first when left out. */
  readonly batchArgs?: readonly number[];
  /** Record when each device did what in the last step (`Executable.timeline`). */
  readonly timeline?: boolean;
  /** Told when a call's shapes differ from all before, so that the step is compiled again; `console.warn` when left out. */
  readonly onCompile?: (message: string) => void;
}

/** A step that trains on several devices. */
export interface ParallelizedStep<F extends StepFunction> extends AsyncDisposable {
  /**
   * Runs one step. State (an argument's leaves that come back under the same name and type) stays on the devices: pass the
   * returned handles on. Other shapes than before compile again.
   */
  (...args: StepInputs<Parameters<F>>): Promise<StepOutput<Awaited<ReturnType<F>>>>;
  /** Compiles for these arguments and starts the devices, without running a step. */
  getExecutable(...args: StepInputs<Parameters<F>>): Promise<Executable>;
  /** The executable of the latest call. */
  readonly lastExecutable: Executable | undefined;
  /** Ends all threads. */
  stop(): Promise<void>;
}

/**
 * Wraps a jax-js training step. `fn` is traced by shapes on the first call; nothing else of it ever runs.
 *
 *     const step = parallelize(trainStep, { method: dataParallel(), devices: 4, batchArgs: [1, 2] });
 *     for (const [x, y] of batches) ({ state, loss } = await step(state, x, y));
 */
export function parallelize<F extends StepFunction>(fn: F, options: ParallelizeOptions = {}): ParallelizedStep<F> {
  if (typeof fn !== "function")
    throw new InvalidConfig("parallelize", `got ${fn === null ? "null" : typeof fn}; give a jax-js function`);
  const {
    method = dataParallel(),
    devices = method.madeFor?.devices ?? availableParallelism(),
    microbatches,
    remat,
    onCompile = console.warn,
  } = options;
  for (const [name, value] of Object.entries({ devices, microbatches: microbatches ?? 1 }))
    if (!Number.isInteger(value) || value < 1)
      throw new InvalidConfig(`parallelize: ${name}`, `got ${value}; give an integer of 1 or more`);

  if (remat !== undefined && !rematChoices.includes(remat))
    throw new InvalidConfig("parallelize: remat", `got ${JSON.stringify(remat)}; give ${rematChoices.join(", ")}`);

  const executables = new Map<string, Promise<Executable>>();
  let last: Executable | undefined;

  const find = async (args: readonly unknown[]): Promise<{ executable: Executable; leaves: readonly unknown[] }> => {
    const specs = args.map((arg) => toSpecs(arg));
    const { signature } = classifyArguments(specs);
    let started = executables.get(signature);
    if (!started) {
      if (executables.size > 0)
        onCompile(`${fn.name || "step"}: argument shapes changed, compiling again (${executables.size + 1} in all)`);
      const batchArgs = options.batchArgs ?? args.map((_, i) => i).slice(1);
      started = compileInSteps(fn, specs, { method, devices, microbatches, remat, batchArgs }).then((compiled) =>
        Executable.start(compiled, { timeline: options.timeline }),
      );
      executables.set(signature, started);
      started.catch(() => executables.delete(signature));
    }
    last = await started;
    return {
      executable: last,
      leaves: args.flatMap((arg, i) => (isDynamic(specs[i]) ? tree.leaves(arg as never) : [])),
    };
  };

  const call = async (...args: unknown[]): Promise<unknown> => {
    const { executable, leaves } = await find(args);
    return executable.call(leaves);
  };
  const stop = async (): Promise<void> => {
    const started = [...executables.values()];
    executables.clear();
    await Promise.all(
      started.map((executable) =>
        executable.then(
          (e) => e.stop(),
          () => undefined,
        ),
      ),
    );
  };
  return Object.defineProperty(
    Object.assign(call, {
      getExecutable: async (...args: unknown[]) => (await find(args)).executable,
      stop,
      [Symbol.asyncDispose]: stop,
    }),
    "lastExecutable",
    { get: () => last },
  ) as unknown as ParallelizedStep<F>;
}

/** The executable of a parallelized step's latest call. */
export function getLastExecutable(step: { readonly lastExecutable: Executable | undefined }): Executable {
  if (!step.lastExecutable)
    throw new InvalidConfig(
      "getLastExecutable",
      "the step has not run yet; call it once, or use step.getExecutable(…)",
    );
  return step.lastExecutable;
}

const isDynamic = (spec: unknown): boolean => classifyArguments([spec]).isDynamic[0];

/** The argument with shapes in place of handles and host arrays, so that a compiled step keeps no data; other leaves as they are. */
function toSpecs(arg: unknown): unknown {
  if (arg === null || typeof arg !== "object") return arg;
  const [leaves, structure] = tree.flatten(arg as never) as unknown as [unknown[], never];
  const specs = leaves.map((leaf) =>
    leaf instanceof DistributedArray || leaf instanceof HostArray ? new TensorSpec(leaf.shape, leaf.dtype) : leaf,
  );
  return tree.unflatten(structure, specs as never);
}
