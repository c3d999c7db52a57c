/** @file The xla engine: runs a Program by JAX in Python processes of this machine. */
import { InvalidConfig, Unsupported } from "../../base/errors.ts";
import type { Program } from "../../lower/program.ts";
import type { DeviceTeam, Engine, LoadOptions, RunningProgram } from "../engine.ts";
import { ProcessGroup } from "./process-group.ts";
import { XlaRun } from "./xla-run.ts";

export interface XlaOptions {
  /** The Python that has jax. Default: the environment variable `ALPA_PYTHON`, else `python3`. */
  readonly python?: string;
  /** Number of Python processes. Default: 1. */
  readonly processes?: number;
  /** Devices of each process. Default: the devices of the first program, spread evenly. */
  readonly devicesPerProcess?: number;
}

/** The versions of jax that were tried: from `first` up to, but without, `next`. */
export const jaxVersions = { first: "0.6.2", next: "0.11" } as const;

/** Compares versions such as 0.10.2 by their numbers. */
export function isJaxTried(version: string): boolean {
  const number = (text: string) =>
    text.split(".").reduce((sum, part, i) => sum + Number.parseInt(part, 10) / 1e3 ** i, 0);
  return number(version) >= number(jaxVersions.first) && number(version) < number(jaxVersions.next);
}

/** The Python of the xla engine. */
export const defaultPython = (): string => process.env.ALPA_PYTHON ?? "python3";

export function xla({ python = defaultPython(), processes = 1, devicesPerProcess }: XlaOptions = {}): Engine {
  for (const [name, value] of Object.entries({ processes, devicesPerProcess }))
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1))
      throw new InvalidConfig(`engine xla: ${name}`, `got ${value}; give an integer of 1 or more`);
  return {
    name: "xla",
    maxDevices: devicesPerProcess === undefined ? 64 : processes * devicesPerProcess,
    createTeam: async () => new XlaTeam(python, processes, devicesPerProcess),
  };
}

class XlaTeam implements DeviceTeam {
  readonly #python: string;
  readonly #processes: number;
  readonly #devicesPerProcess: number | undefined;
  readonly #programs: XlaRun[] = [];
  #group: ProcessGroup | undefined;

  constructor(python: string, processes: number, devicesPerProcess: number | undefined) {
    this.#python = python;
    this.#processes = processes;
    this.#devicesPerProcess = devicesPerProcess;
  }

  checkAlive(): void {
    this.#group?.checkAlive();
  }

  async load(program: Program, options: LoadOptions = {}): Promise<RunningProgram> {
    const numDevices = 1 + Math.max(...program.meshes.flatMap(({ devices }) => devices));
    this.#group ??= await this.#start(numDevices);
    const most = this.#processes * this.#group.devicesPerProcess;
    if (numDevices > most)
      throw new Unsupported(
        "engine xla",
        `a program for ${numDevices} devices follows one for ${most}; stop the step first`,
      );
    const end = () => this.stop();
    const run = await XlaRun.load(program, this.#group, this.#programs.length, options, end);
    this.#programs.push(run);
    return run;
  }

  async #start(numDevices: number): Promise<ProcessGroup> {
    const processes = this.#processes;
    const devicesPerProcess = this.#devicesPerProcess ?? Math.ceil(numDevices / processes);
    if (devicesPerProcess * (processes - 1) >= numDevices)
      throw new InvalidConfig(
        "engine xla: processes",
        `${processes} processes of ${devicesPerProcess} devices are more than ${numDevices} devices need; ` +
          `give ${Math.ceil(numDevices / devicesPerProcess)} or fewer`,
      );
    const group = await ProcessGroup.start({ python: this.#python, processes, devicesPerProcess });
    try {
      const { header } = await group.ready();
      const version = String(header.jax);
      if (!isJaxTried(version))
        process.emitWarning(
          `engine xla: jax ${version} is untested; tested are ${jaxVersions.first} and later, below ${jaxVersions.next}`,
        );
      return group;
    } catch (error) {
      await group.stop();
      if (/No module named '(jax|numpy)/.test((error as Error).message))
        throw new InvalidConfig(
          "engine xla",
          `${this.#python} has no jax; make an environment with python3 -m venv env && env/bin/pip install jax, ` +
            "and set ALPA_PYTHON=env/bin/python",
        );
      throw error;
    }
  }

  /** Between steps, state that a handle still needs is read first. */
  async stop(): Promise<void> {
    const group = this.#group;
    this.#group = undefined;
    if (!group) return;
    if (!this.#programs.some(({ isRunning }) => isRunning)) {
      for (const program of this.#programs) program.leave();
      await Promise.all(this.#programs.map((program) => program.settle().catch(() => {})));
    }
    await group.stop();
  }
}
