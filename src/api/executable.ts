/// <reference lib="esnext.disposable" preserve="true" />
/** @file An Executable: a compiled step running on its devices, and everything one can ask of it. */
import { type ArgumentRole, argumentRoles } from "../analysis/argument-roles.ts";
import { findRoles } from "../analysis/roles.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { programBars } from "../draw/program-timeline.ts";
import type { TimelineBar } from "../draw/timeline.ts";
import type { DeviceTeam, RunningProgram } from "../engines/engine.ts";
import { threads } from "../engines/threads/index.ts";
import { tree } from "../frontends/jaxjs/jax.ts";
import { bytesOf, type TensorData } from "../ir/types.ts";
import { placesOf } from "../lower/program.ts";
import type { Target } from "../methods/method.ts";
import { localType } from "../plan/placement.ts";
import { argumentOf } from "../planner/argument-ports.ts";
import type { Compiled } from "../planner/compile.ts";
import { explainPlanned } from "../planner/explain.ts";
import { perDeviceTexts, shardedTexts } from "../planner/hlo-text.ts";
import type { Explanation } from "../sharding/explain.ts";
import type { SimulateOptions } from "../simulate/seconds.ts";
import { type Simulation, simulatedEvents, simulateProgram } from "../simulate/simulate.ts";
import { type DeviceUsage, deviceUsage } from "../simulate/usage.ts";
import { DistributedArray } from "./distributed-array.ts";
import { inputData, type StepInput } from "./inputs.ts";
import { StepValue } from "./step-value.ts";

/** What one device holds and has done. */
export interface DeviceReport {
  /** Parameters, frozen weights and optimizer state. */
  readonly stateBytes: number;
  /** Most bytes held at any time: state, inputs, temporaries, workspace of the kernels. */
  readonly peakBytes: number;
  readonly computeSeconds: number;
  /** Collectives and transfers between meshes, waiting for slower devices included. */
  readonly communicationSeconds: number;
  /** Sent to other devices, in collectives counted as rings do. */
  readonly sentBytes: number;
}

export interface ExecutableOptions {
  /** Record when every instruction of the last step ran. */
  readonly timeline?: boolean;
  /** Devices to run on, which other programs run on too; worker threads of its own when left out. */
  readonly team?: DeviceTeam;
  /** State that is passed to an executable of the same owner is used up. */
  readonly owner?: object;
}

export class Executable implements AsyncDisposable {
  readonly step: Compiled["step"];
  readonly plan: Compiled["plan"];
  readonly program: Compiled["program"];
  /** Seconds of each compiler pass, and of starting the devices (sessions included). */
  readonly seconds: Compiled["seconds"] & { readonly start: number };
  readonly #compiled: Compiled;
  readonly #running: RunningProgram;
  /** Whose steps use up the state that they are passed. */
  readonly #owner: object;
  /** For each input that an output replaces, its value on the devices. */
  #state: (StepValue | undefined)[] = [];
  #steps = 0;

  private constructor(compiled: Compiled, running: RunningProgram, startSeconds: number, owner: object | undefined) {
    this.step = compiled.step;
    this.plan = compiled.plan;
    this.program = compiled.program;
    this.seconds = { ...compiled.seconds, start: startSeconds };
    this.#compiled = compiled;
    this.#running = running;
    this.#owner = owner ?? this;
  }

  /** Starts the devices and compiles their kernels. */
  static async start(compiled: Compiled, options: ExecutableOptions = {}): Promise<Executable> {
    const start = performance.now();
    const team = options.team ?? (await threads().createTeam());
    let executable: Executable | undefined;
    const running = await team.load(compiled.program, {
      timeline: options.timeline,
      onLeave() {
        if (executable) executable.#leaveDevices();
      },
    });
    executable = new Executable(compiled, running, (performance.now() - start) / 1e3, options.owner);
    return executable;
  }

  /** Steps run so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Runs one step on the inputs that its trace has; the step before must have ended. */
  async run(given: readonly StepInput[]): Promise<unknown> {
    const { inputs, outputs, stateOf } = this.program;
    const isState = new Set(stateOf);
    const written = new Map<number, TensorData>();
    const passedOn = new Set<StepValue>();
    for (const [input, { type, name }] of inputs.entries()) {
      const value = given[this.#compiled.traced.leafOf[input]];
      if (!(value instanceof DistributedArray)) {
        written.set(input, inputData(value, type.dtype));
        continue;
      }
      if (isState.has(input) && value.value.owner === this.#owner) passedOn.add(value.value);
      if (value.value !== this.#state[input]) written.set(input, inputData(value.value.read(name), type.dtype));
    }
    this.#running.checkIdle("step");
    for (const value of this.#state) if (value && !passedOn.has(value)) value.moveToHost();
    for (const value of passedOn) value.useUp();
    this.#state = [];
    await this.#running.step(written);
    this.#steps++;
    const handles = await Promise.all(
      outputs.map(async ({ name, type, placement }, output) => {
        const facts = { name, ...type, placement, isWeak: this.#compiled.traced.isWeak[output] };
        const input = stateOf[output];
        if (input < 0) return new DistributedArray(facts, StepValue.onHost(await this.#running.readOutput(output)));
        this.#state[input] = StepValue.onDevices(() => this.#running.inputNow(input), this.#owner);
        return new DistributedArray(facts, this.#state[input]);
      }),
    );
    return tree.unflatten(this.#compiled.traced.outTree, handles as never);
  }

  /** What every leaf of the arguments is: trained or frozen weight, optimizer state, batch, random key or number; and its next value. */
  get roles(): ArgumentRole[] {
    return argumentRoles(this.step, argumentOf(this.#compiled.traced));
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
   * Priced on what the step was planned for when `target` is left out.
   */
  explain(name: string, target?: Target): Explanation {
    return explainPlanned(this.#compiled, name, target);
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
   * Predicts a step: when every device does what, what it holds, what goes over the links. On what the step was planned for where
   * `cluster` or `profile` is left out.
   */
  simulate(options: Partial<SimulateOptions> = {}): Simulation & { readonly timeline: TimelineBar[] } {
    const { target } = this.#compiled;
    const numDevices = 1 + Math.max(...this.program.meshes.flatMap(({ devices }) => devices));
    const cluster = options.cluster ?? target.cluster ?? threadsCluster(numDevices);
    const simulation = simulateProgram(this.program, { cluster, profile: options.profile ?? target.profile });
    return { ...simulation, timeline: programBars(this.program, simulatedEvents(this.program, simulation)) };
  }

  /** Bytes of weights and optimizer state on a device. */
  #stateBytes(device: number): number {
    const { inputs, meshes, stateOf } = this.program;
    const roles = findRoles(this.step).inputs;
    const isState = new Set(stateOf);
    const held = inputs.filter((_, input) => isState.has(input) || roles[input] === "frozen");
    const bytes = held.flatMap((port) =>
      placesOf(port)
        .filter(({ mesh }) => meshes[mesh].devices.includes(device))
        .map(({ mesh, placement }) => bytesOf(localType(port.type, placement, meshes[mesh].mesh))),
    );
    return bytes.reduce((sum, each) => sum + each, 0);
  }

  /** Moves the state to the host, for another program takes the devices' memory. */
  #leaveDevices(): void {
    for (const value of this.#state) value?.moveToHost();
    this.#state = [];
  }

  /** Has the devices forget this program; they go on for the others of their team. */
  unload(): Promise<void> {
    return this.#running.unload();
  }

  /** Ends the devices' threads. Their memory goes when nobody holds a handle to state in it. */
  stop(): Promise<void> {
    return this.#running.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
