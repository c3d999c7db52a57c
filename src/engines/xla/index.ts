/** @file The xla engine: runs a Program by JAX in a Python process of this machine, on CPU devices. */
import { InvalidConfig, Unsupported } from "../../base/errors.ts";
import type { Program } from "../../lower/program.ts";
import type { DeviceTeam, Engine, LoadOptions, RunningProgram } from "../engine.ts";
import { RunnerProcess } from "./runner-process.ts";
import { XlaRun } from "./xla-run.ts";

export interface XlaOptions {
  /** The Python that has jax. Default: the environment variable `ALPA_PYTHON`, else `python3`. */
  readonly python?: string;
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

export const xla = ({ python = defaultPython() }: XlaOptions = {}): Engine => ({
  name: "xla",
  maxDevices: 64,
  createTeam: async () => new XlaTeam(python),
});

class XlaTeam implements DeviceTeam {
  readonly #python: string;
  readonly #programs: XlaRun[] = [];
  #runner: RunnerProcess | undefined;
  #numDevices = 0;

  constructor(python: string) {
    this.#python = python;
  }

  checkAlive(): void {
    this.#runner?.checkAlive();
  }

  async load(program: Program, options: LoadOptions = {}): Promise<RunningProgram> {
    const numDevices = 1 + Math.max(...program.meshes.flatMap(({ devices }) => devices));
    this.#runner ??= await this.#start(numDevices);
    if (numDevices > this.#numDevices)
      throw new Unsupported(
        "engine xla",
        `a program for ${numDevices} devices follows one for ${this.#numDevices}; stop the step first`,
      );
    const end = () => this.stop();
    const run = await XlaRun.load(program, this.#runner, this.#programs.length, options, end);
    this.#programs.push(run);
    return run;
  }

  async #start(numDevices: number): Promise<RunnerProcess> {
    const runner = new RunnerProcess(this.#python, numDevices);
    this.#numDevices = numDevices;
    try {
      const { header } = await runner.ready();
      const version = String(header.jax);
      if (!isJaxTried(version))
        process.emitWarning(
          `engine xla: jax ${version} is untested; tested are ${jaxVersions.first} and later, below ${jaxVersions.next}`,
        );
      return runner;
    } catch (error) {
      await runner.stop();
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
    const runner = this.#runner;
    this.#runner = undefined;
    if (!runner) return;
    if (!this.#programs.some(({ isRunning }) => isRunning)) {
      for (const program of this.#programs) program.leave();
      await Promise.all(this.#programs.map((program) => program.settle().catch(() => {})));
    }
    await runner.stop();
  }
}
