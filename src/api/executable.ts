/** @file An Executable: a compiled step running on its devices, and everything one can ask of it. */
import { InvalidConfig } from "../base/errors.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { programBars } from "../draw/program-timeline.ts";
import type { TimelineBar } from "../draw/timeline.ts";
import type { RunningProgram } from "../engines/threads/threads.ts";
import { startThreads } from "../engines/threads/threads.ts";
import { HostArray } from "../frontends/jaxjs/host-array.ts";
import { Array as JaxArray, tree } from "../frontends/jaxjs/jax.ts";
import { bytesOf, type TensorData } from "../ir/types.ts";
import type { SearchOptions } from "../methods/search/search-plan.ts";
import { localType } from "../plan/placement.ts";
import type { Compiled } from "../planner/compile.ts";
import { explainPlanned } from "../planner/explain.ts";
import { perDeviceTexts, shardedTexts } from "../planner/hlo-text.ts";
import type { Explanation } from "../sharding/explain.ts";
import type { SimulateOptions } from "../simulate/seconds.ts";
import { type Simulation, simulatedEvents, simulateProgram } from "../simulate/simulate.ts";
import { type DeviceUsage, deviceUsage } from "../simulate/usage.ts";
import { type ArraySource, DistributedArray } from "./distributed-array.ts";

/** What one device holds and has done. */
export interface DeviceReport {
  /** Parameters and optimizer state. */
  readonly stateBytes: number;
  /** Most bytes held at any time: state, inputs, temporaries, workspace of the kernels. */
  readonly peakBytes: number;
  readonly computeSeconds: number;
  /** Collectives and transfers between meshes, waiting for slower devices included. */
  readonly communicationSeconds: number;
  /** Sent to other devices, in collectives counted as rings do. */
  readonly sentBytes: number;
}

export class Executable implements AsyncDisposable {
  readonly step: Compiled["step"];
  readonly plan: Compiled["plan"];
  readonly program: Compiled["program"];
  /** Seconds of each compiler pass, and of starting the devices (sessions included). */
  readonly seconds: Compiled["seconds"] & { readonly start: number };
  readonly #traced: Compiled["traced"];
  readonly #method: Compiled["method"];
  readonly #running: RunningProgram;
  /** For each input, who reads the current state on the devices; undefined for inputs that no output replaces. */
  readonly #state: (StateSource | undefined)[];
  #steps = 0;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(compiled: Compiled, running: RunningProgram, startSeconds: number) {
    this.step = compiled.step;
    this.plan = compiled.plan;
    this.program = compiled.program;
    this.seconds = { ...compiled.seconds, start: startSeconds };
    this.#traced = compiled.traced;
    this.#method = compiled.method;
    this.#running = running;
    this.#state = compiled.program.inputs.map((_, input) =>
      compiled.program.stateOf.includes(input) ? new StateSource(() => running.readInput(input)) : undefined,
    );
  }

  /** Starts the devices and compiles their kernels; `timeline` records when every instruction of the last step ran. */
  static async start(compiled: Compiled, options: { readonly timeline?: boolean } = {}): Promise<Executable> {
    const start = performance.now();
    const running = await startThreads(compiled.program, { timeline: options.timeline });
    return new Executable(compiled, running, (performance.now() - start) / 1e3);
  }

  /** Steps run so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Runs one step on already classified leaves; calls queue up. */
  call(leaves: readonly unknown[]): Promise<unknown> {
    const result = this.#last.then(() => this.#run(leaves));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run(leaves: readonly unknown[]): Promise<unknown> {
    const { inputs, outputs, stateOf } = this.program;
    const written = new Map<number, TensorData>();
    for (const [input, leaf] of leaves.entries()) {
      const state = this.#state[input];
      if (leaf instanceof DistributedArray && state && leaf.isCurrent(state)) continue;
      written.set(input, await leafData(leaf, inputs[input].name));
    }
    for (const state of this.#state) if (state) state.version++;
    await this.#running.step(written);
    this.#steps++;
    const handles = await Promise.all(
      outputs.map(async (port, output) => {
        const facts = { name: port.name, ...port.type, placement: port.placement };
        const state = stateOf[output] >= 0 ? this.#state[stateOf[output]] : undefined;
        if (state) return new DistributedArray(facts, state);
        return new DistributedArray(facts, new StateSource(), await this.#running.readOutput(output));
      }),
    );
    return tree.unflatten(this.#traced.outTree, handles as never);
  }

  /**
   * StableHLO text, one module per stage: `sharded` is the whole step with Shardy's mesh and the sharding of every value, as XLA
   * takes it; `perDevice` is what each device runs, with the collectives in it.
   */
  getHloText(view: "sharded" | "perDevice" = "sharded"): string[] {
    return (view === "perDevice" ? perDeviceTexts : shardedTexts)(this.step, this.plan);
  }

  /**
   * Why op `name` (as in `dot_general.12`, which is `%12` in its stage's text) is split as it is: its cost, and what the whole step would cost with the runners-up, within
   * the method's own constraints, or with all else as planned where no search made the plan.
   * Priced on `cluster`, this machine's threads when left out.
   */
  explain(name: string, options: SearchOptions = {}): Explanation {
    return explainPlanned({ step: this.step, plan: this.plan, method: this.#method }, name, options);
  }

  /** What each device holds, and its seconds and bytes since the start. */
  perDevice(): DeviceReport[] {
    const memory = this.#running.memory();
    return this.#running.stats().map((stats, i) => ({
      stateBytes: this.#stateBytes(memory[i].device),
      peakBytes: memory[i].peakBytes,
      computeSeconds: stats.computeSeconds,
      communicationSeconds: stats.communicationSeconds,
      sentBytes: stats.communicationBytes,
    }));
  }

  /** Memory of each device by kind. */
  memory(): ReturnType<RunningProgram["memory"]> {
    return this.#running.memory();
  }

  /** Seconds and bytes of compute, of each collective and of transfers on each device since the start. */
  stats(): ReturnType<RunningProgram["stats"]> {
    return this.#running.stats();
  }

  /** What each device did in the last step, and when; empty unless the step was parallelized with `timeline: true`. */
  timeline(): TimelineBar[] {
    return programBars(this.program, this.#running.timeline());
  }

  /** Seconds of the last step that each device computed, communicated and was idle; empty unless timelines are recorded. */
  usage(): DeviceUsage[] {
    return deviceUsage(this.program, this.#running.timeline());
  }

  /**
   * Predicts a step: when every device does what, what it holds, what goes over the links. On `cluster`, this machine's threads when
   * left out; with measured numbers where there is a `profile`.
   */
  simulate({ cluster, profile }: Partial<SimulateOptions> = {}): Simulation & { readonly timeline: TimelineBar[] } {
    const numDevices = 1 + Math.max(...this.program.meshes.flatMap(({ devices }) => devices));
    const simulation = simulateProgram(this.program, { cluster: cluster ?? threadsCluster(numDevices), profile });
    return { ...simulation, timeline: programBars(this.program, simulatedEvents(this.program, simulation)) };
  }

  /** Bytes of parameters and optimizer state on a device. */
  #stateBytes(device: number): number {
    const { inputs, meshes, stateOf } = this.program;
    return [...new Set(stateOf)].reduce((sum, input) => {
      if (input < 0 || !meshes[inputs[input].mesh].devices.includes(device)) return sum;
      return sum + bytesOf(localType(inputs[input].type, inputs[input].placement, meshes[inputs[input].mesh].mesh));
    }, 0);
  }

  /** Ends the devices' threads and frees their memory. */
  stop(): Promise<void> {
    return this.#running.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** State on the devices; its version counts the steps that have overwritten it. */
class StateSource implements ArraySource {
  version = 0;
  readonly #read: () => Promise<TensorData>;

  constructor(read: () => Promise<TensorData> = () => Promise.reject(new Error("never read"))) {
    this.#read = read;
  }

  read(): Promise<TensorData> {
    return this.#read();
  }
}

/** The data of an argument leaf. Jax-js arrays are consumed, as jax-js's own functions do. */
async function leafData(leaf: unknown, name: string): Promise<TensorData> {
  if (leaf instanceof DistributedArray) return leaf.data();
  if (leaf instanceof HostArray) return leaf.data;
  if (leaf instanceof JaxArray) return HostArray.fromJax(leaf as never).data;
  if (typeof leaf === "number" || typeof leaf === "boolean") return Float32Array.of(Number(leaf));
  throw new InvalidConfig(name, "is a shape without data; give a jax-js array or a HostArray to run the step");
}
