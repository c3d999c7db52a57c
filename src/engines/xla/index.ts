/** @file The xla engine: runs a Program by JAX in Python processes of this machine. */
import { InvalidConfig, RuntimeFailure, Unsupported } from "../../base/errors.ts";
import type { Program } from "../../lower/program.ts";
import type { DeviceTeam, Engine, LoadOptions, RunningProgram } from "../engine.ts";
import { findPython } from "./find-python.ts";
import { ProcessGroup } from "./process-group.ts";
import { jaxWarning } from "./python-package.ts";
import { XlaRun } from "./xla-run.ts";

export interface XlaOptions {
  /** The Python that has jax. Default: `$ALPA_PYTHON`, else the environment that `alpa xla setup` made,
   * else `python3`. */
  readonly python?: string;
  /** Number of Python processes. Default: 1. */
  readonly processes?: number;
  /** Devices of each process. Default: the devices of the first program, spread evenly. */
  readonly devicesPerProcess?: number;
}

export function xla({ python, processes = 1, devicesPerProcess }: XlaOptions = {}): Engine {
  for (const [name, value] of Object.entries({ processes, devicesPerProcess }))
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1))
      throw new InvalidConfig(`engine xla: ${name}`, `got ${value}; give an integer of 1 or more`);
  return {
    name: "xla",
    maxDevices: devicesPerProcess === undefined ? 64 : processes * devicesPerProcess,
    isElastic: processes > 1,
    createTeam: async (before) => {
      const perProcess = devicesPerProcess ?? (before && Math.ceil(before / processes));
      return new XlaTeam(python ?? findPython().python, processes, perProcess, before !== undefined);
    },
  };
}

class XlaTeam implements DeviceTeam {
  readonly #python: string;
  readonly #processes: number;
  readonly #devicesPerProcess: number | undefined;
  readonly #isAfterLoss: boolean;
  readonly #programs: XlaRun[] = [];
  #group: ProcessGroup | undefined;
  #stopped: Promise<void> | undefined;

  /** @param isAfterLoss  start only as many of the processes as the first program needs */
  constructor(python: string, processes: number, devicesPerProcess: number | undefined, isAfterLoss: boolean) {
    this.#python = python;
    this.#processes = processes;
    this.#devicesPerProcess = devicesPerProcess;
    this.#isAfterLoss = isAfterLoss;
  }

  checkAlive(): void {
    this.#group?.checkAlive();
    if (this.#stopped) throw new RuntimeFailure("engine xla", "was stopped");
  }

  async load(program: Program, options: LoadOptions = {}): Promise<RunningProgram> {
    this.checkAlive();
    const numDevices = 1 + Math.max(...program.meshes.flatMap(({ devices }) => devices));
    if (!this.#group) {
      const group = await this.#start(numDevices);
      if (this.#stopped) await group.stop();
      this.checkAlive();
      this.#group = group;
    }
    const most = this.#group.processes.length * this.#group.devicesPerProcess;
    if (numDevices > most)
      throw new Unsupported(
        "engine xla",
        `a program for ${numDevices} devices follows one for ${most}; stop the step first`,
      );
    this.#group.use(numDevices);
    const end = () => this.stop();
    const run = await XlaRun.load(program, this.#group, this.#programs.length, options, end);
    this.#programs.push(run);
    return run;
  }

  async #start(numDevices: number): Promise<ProcessGroup> {
    const devicesPerProcess = this.#devicesPerProcess ?? Math.ceil(numDevices / this.#processes);
    const needed = Math.ceil(numDevices / devicesPerProcess);
    const processes = this.#isAfterLoss ? Math.min(this.#processes, needed) : this.#processes;
    if (devicesPerProcess * (processes - 1) >= numDevices)
      throw new InvalidConfig(
        "engine xla: processes",
        `${processes} processes of ${devicesPerProcess} devices are more than ${numDevices} devices need; ` +
          `give ${needed} or fewer`,
      );
    const group = await ProcessGroup.start({ python: this.#python, processes, devicesPerProcess });
    group.use(numDevices);
    try {
      const { header } = await group.ready();
      const warning = jaxWarning(String(header.jax));
      if (warning !== undefined) process.emitWarning(`engine xla: ${warning}`);
      return group;
    } catch (error) {
      await group.stop();
      if (/No module named '(jax|numpy)/.test((error as Error).message))
        throw new InvalidConfig(
          "engine xla",
          `${this.#python} has no jax; alpa xla setup makes an environment that has, or name a Python with jax by --python`,
        );
      throw error;
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** Between steps, state that a handle still needs is read first, after the steps that were sent. */
  async #stop(): Promise<void> {
    const group = this.#group;
    if (!group) return;
    if (!this.#programs.some(({ isRunning }) => isRunning)) {
      for (const program of this.#programs) program.leave();
      await Promise.all(this.#programs.map((program) => program.settle().catch(() => {})));
    }
    await group.stop();
  }
}
