/// <reference lib="esnext.disposable" preserve="true" />
/**
 * @file LoadedStep: a planned step loaded on its devices, with its reports, drawings and simulation. Subclasses run it.
 */
import { findRoles } from "../analysis/roles.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import type { TimelineBar } from "../draw/bars.ts";
import { programBars } from "../draw/program-timeline.ts";
import type { RunningProgram } from "../engines/engine.ts";
import { bytesOf } from "../ir/types.ts";
import { type Program, placesOf } from "../lower/program.ts";
import type { Target } from "../methods/method.ts";
import { localType } from "../plan/placement.ts";
import type { LoweredStep } from "../planner/compile.ts";
import { explainPlanned } from "../planner/explain.ts";
import { perDeviceTexts, shardedTexts } from "../planner/hlo-text.ts";
import type { Explanation } from "../sharding/explain.ts";
import type { SimulateOptions } from "../simulate/seconds.ts";
import { type Simulation, simulatedEvents, simulateProgram } from "../simulate/simulate.ts";
import { type DeviceUsage, deviceUsage } from "../simulate/usage.ts";

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

export class LoadedStep implements AsyncDisposable {
  readonly step: LoweredStep["step"];
  readonly plan: LoweredStep["plan"];
  readonly program: Program;
  /** Seconds of each compiler pass, and of starting the devices and compiling their kernels. */
  readonly seconds: LoweredStep["seconds"] & { readonly start: number };
  /** @internal */
  readonly running: RunningProgram;
  /** @internal */
  readonly planned: LoweredStep;

  protected constructor(planned: LoweredStep, running: RunningProgram, startSeconds: number) {
    this.step = planned.step;
    this.plan = planned.plan;
    this.program = planned.program;
    this.seconds = { ...planned.seconds, start: startSeconds };
    this.running = running;
    this.planned = planned;
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
    return explainPlanned(this.planned, name, target);
  }

  /** Memory, seconds and traffic of each device since the start. */
  perDevice(): DeviceReport[] {
    const memory = this.running.memory();
    return this.running.stats().map((stats, i) => ({
      stateBytes: this.#stateBytes(memory[i].device),
      peakBytes: memory[i].peakBytes,
      computeSeconds: stats.computeSeconds,
      communicationSeconds: stats.communicationSeconds,
      sentBytes: stats.communicationBytes,
    }));
  }

  /** Memory of each device by kind. */
  memory(): ReturnType<RunningProgram["memory"]> {
    return this.running.memory();
  }

  /** Seconds and bytes of compute, of each collective and of transfers on each device since the start. */
  stats(): ReturnType<RunningProgram["stats"]> {
    return this.running.stats();
  }

  /** The instructions that each device ran in the last step, with their times. Empty unless `timeline: true`. */
  timeline(): TimelineBar[] {
    return programBars(this.program, this.running.timeline());
  }

  /** Compute, communication and idle seconds of each device in the last step. Empty unless `timeline: true`. */
  usage(): DeviceUsage[] {
    return deviceUsage(this.program, this.running.timeline());
  }

  /**
   * Simulates one step: the times of every device's instructions, its memory, the traffic of the links. `cluster` and
   * `profile` default to those of the plan.
   */
  simulate(options: Partial<SimulateOptions> = {}): Simulation & { readonly timeline: TimelineBar[] } {
    const { target } = this.planned;
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

  /** Unloads this program from the devices; the other programs of the team stay loaded. */
  unload(): Promise<void> {
    return this.running.unload();
  }

  /** Ends the devices' threads. Their memory is freed when the last handle to state in it is dropped. */
  stop(): Promise<void> {
    return this.running.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
