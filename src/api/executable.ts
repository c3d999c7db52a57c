/// <reference lib="esnext.disposable" preserve="true" />
/** @file Executable: a compiled step that runs on devices, with its reports, drawings and simulation. */
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

/** Memory, seconds and traffic of one device since the start. */
export interface DeviceReport {
  /** Parameters, frozen weights and optimizer state. */
  readonly stateBytes: number;
  /** Peak bytes in total: state, inputs, temporaries and kernel workspace. */
  readonly peakBytes: number;
  readonly computeSeconds: number;
  /** Seconds in collectives and in transfers between meshes, including the wait for slower devices. */
  readonly communicationSeconds: number;
  /** Bytes sent to other devices; collectives count as ring algorithms. */
  readonly sentBytes: number;
}

export interface ExecutableOptions {
  /** Record when every instruction of the last step ran. */
  readonly timeline?: boolean;
  /** Devices to run on, shared with other programs. Default: worker threads of its own. */
  readonly team?: DeviceTeam;
  /** Executables with the same owner exchange state on the devices: a step consumes the state that it is passed. */
  readonly owner?: object;
}

export class Executable implements AsyncDisposable {
  readonly step: Compiled["step"];
  readonly plan: Compiled["plan"];
  readonly program: Compiled["program"];
  /** Seconds of each compiler pass, and of starting the devices and compiling their kernels. */
  readonly seconds: Compiled["seconds"] & { readonly start: number };
  readonly #compiled: Compiled;
  readonly #running: RunningProgram;
  /** Steps consume the state handles that have this owner. */
  readonly #owner: object;
  /** By input: the current value of a state input on the devices. */
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
        if (executable) executable.#moveStateToHost();
      },
    });
    executable = new Executable(compiled, running, (performance.now() - start) / 1e3, options.owner);
    return executable;
  }

  /** Number of steps run so far. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Runs one step. The previous step must have ended.
   * @param args  values of the trace's input leaves, in its order
   */
  async run(args: readonly StepInput[]): Promise<unknown> {
    const { inputs, outputs, stateOf } = this.program;
    const isState = new Set(stateOf);
    const hostInputs = new Map<number, TensorData>();
    const passedState = new Set<StepValue>();
    for (const [input, { type, name }] of inputs.entries()) {
      const value = args[this.#compiled.traced.leafOf[input]];
      if (!(value instanceof DistributedArray)) {
        hostInputs.set(input, inputData(value, type.dtype));
        continue;
      }
      if (isState.has(input) && value.value.owner === this.#owner) passedState.add(value.value);
      if (value.value !== this.#state[input]) hostInputs.set(input, inputData(value.value.read(name), type.dtype));
    }
    this.#running.checkIdle("step");
    for (const value of this.#state) if (value && !passedState.has(value)) value.moveToHost();
    for (const value of passedState) value.consume();
    this.#state = [];
    await this.#running.step(hostInputs);
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

  /**
   * The role of every argument leaf (trained or frozen weight, optimizer state, batch, random key or number), and the
   * result that is its next value.
   */
  get roles(): ArgumentRole[] {
    return argumentRoles(this.step, argumentOf(this.#compiled.traced));
  }

  /**
   * Returns StableHLO text, one module per stage. `sharded` is the stage's part of the step with Shardy's mesh and the
   * sharding of every value, in the form XLA accepts; `perDevice` is the graph that each device runs, collectives
   * included.
   */
  getHloText(view: "sharded" | "perDevice" = "sharded"): string[] {
    return (view === "perDevice" ? perDeviceTexts : shardedTexts)(this.step, this.plan);
  }

  /**
   * Explains the plan's choice for op `name`, such as `dot_general.12` (`%12` in its stage's text): the cost of the op,
   * and the cost of the whole step with each runner-up strategy. For a searched plan, all other choices are optimized
   * again within the method's constraints; for any other plan they stay as planned.
   * @param target  the cluster and profile that give the prices; those of the plan when omitted
   */
  explain(name: string, target?: Target): Explanation {
    return explainPlanned(this.#compiled, name, target);
  }

  /** Memory, seconds and traffic of each device since the start. */
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

  /** What each device did in the last step, and when. Empty unless `timeline: true`. */
  timeline(): TimelineBar[] {
    return programBars(this.program, this.#running.timeline());
  }

  /** Compute, communication and idle seconds of each device in the last step. Empty unless `timeline: true`. */
  usage(): DeviceUsage[] {
    return deviceUsage(this.program, this.#running.timeline());
  }

  /**
   * Simulates one step: when each device does what, its memory, the traffic of the links. `cluster` and `profile`
   * default to those of the plan.
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

  /** Copies the state to the host before another program overwrites the devices' memory. */
  #moveStateToHost(): void {
    for (const value of this.#state) value?.moveToHost();
    this.#state = [];
  }

  /** Unloads this program from the devices; the other programs of the team stay loaded. */
  unload(): Promise<void> {
    return this.#running.unload();
  }

  /** Ends the devices' threads. Their memory is freed once no handle to state in it is left. */
  stop(): Promise<void> {
    return this.#running.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
