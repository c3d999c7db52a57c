/**
 * @file The Python processes of a run, and their supervisor: when one ends, fails or is silent, the others are stopped,
 * and the error names it, the step and its last lines.
 */
import { createServer } from "node:net";
import { DeviceLost, RuntimeFailure, Unsupported } from "../../base/errors.ts";
import { type ProcessEnd, type Reply, RunnerProcess } from "./runner-process.ts";

/** Seconds without a sign of life after which a process counts as frozen; it sends one a second. */
const silentSeconds = 10;
/** The same while a process starts, when loading a library can hold all its threads. */
const startSeconds = 60;
/** Milliseconds to wait for the cause after a process fails, since the failure of one makes others fail. */
const graceMilliseconds = 1000;

export interface GroupOptions {
  readonly python: string;
  readonly processes: number;
  readonly devicesPerProcess: number;
}

export class ProcessGroup {
  readonly processes: readonly RunnerProcess[];
  readonly devicesPerProcess: number;
  readonly #python: string;
  readonly #silent: number[];
  readonly #ends: { readonly process: number; readonly end: ProcessEnd }[] = [];
  readonly #timer: NodeJS.Timeout;
  #grace: NodeJS.Timeout | undefined;
  /** The steps that were sent and have not ended, the first of which runs. */
  readonly #steps = new Set<number>();
  /** Devices that programs use. */
  #numDevices = 0;
  #failure: Error | undefined;

  private constructor({ python, processes, devicesPerProcess }: GroupOptions, port: number | undefined) {
    this.#python = python;
    this.devicesPerProcess = devicesPerProcess;
    this.processes = Array.from({ length: processes }, (_, process) => {
      const place = [`--processes=${processes}`, `--process=${process}`, `--coordinator=127.0.0.1:${port}`];
      return new RunnerProcess({
        python,
        devices: devicesPerProcess,
        arguments: processes > 1 ? place : [],
        onEnd: (end) => this.#note(process, end),
      });
    });
    this.#silent = this.processes.map(() => 0);
    this.#timer = setInterval(() => this.#watch(), 1000);
    this.#timer.unref();
  }

  static async start(options: GroupOptions): Promise<ProcessGroup> {
    return new ProcessGroup(options, options.processes > 1 ? await freePort() : undefined);
  }

  /** Resolves when JAX has found its devices in all processes. */
  async ready(): Promise<Reply> {
    const [first] = await Promise.all(this.processes.map((process) => process.ready()));
    return first;
  }

  /** Records the number of devices that a program uses. */
  use(numDevices: number): void {
    this.#numDevices = Math.max(this.#numDevices, numDevices);
  }

  /** The process that has a device. */
  processOf(device: number): number {
    return Math.floor(device / this.devicesPerProcess);
  }

  /** Sends the same request to all processes. Returns their replies, by process. */
  requestAll(header: Reply["header"], bodies: readonly Uint8Array[] = []): Promise<Reply[]> {
    return Promise.all(this.processes.map((process) => process.request(header, bodies)));
  }

  /** Records that a step was sent; errors name it. */
  beginStep(step: number): void {
    this.#steps.add(step);
  }

  endStep(step: number): void {
    this.#steps.delete(step);
  }

  checkAlive(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Ends all processes, even in the middle of a step. */
  async stop(): Promise<void> {
    this.#end(new RuntimeFailure("engine xla", "was stopped"));
    await Promise.all(this.processes.map((process) => process.kill()));
  }

  #note(process: number, end: ProcessEnd): void {
    if (this.#failure) return;
    this.#ends.push({ process, end });
    if (rankOf(end) === 0) this.#conclude();
    else this.#grace ??= setTimeout(() => this.#conclude(), this.processes.length > 1 ? graceMilliseconds : 0);
  }

  /** Names the process whose end is the likeliest cause of the others'. */
  #conclude(): void {
    const [{ process, end }] = this.#ends.toSorted((a, b) => rankOf(a.end) - rankOf(b.end));
    this.#end(
      end.kind === "not-started"
        ? new Unsupported(
            "engine xla",
            `cannot start ${this.#python}: ${end.message}; alpa xla setup makes an environment, or name a Python with jax by --python`,
          )
        : this.#failed(process, endText(end), end.kind === "error" || end.signal === null),
    );
  }

  /**
   * The loss of a process's devices, and of the state with the other processes, which cannot go on without it; an
   * ordinary failure if it threw an error outside steps.
   * @param isThrown  whether its code threw an error; otherwise it was killed or is frozen
   */
  #failed(process: number, how: string, isThrown: boolean): RuntimeFailure {
    const { lastLines, pid } = this.processes[process];
    const numProcesses = this.processes.length;
    const name = numProcesses === 1 ? "the Python process" : `process ${process} of ${numProcesses}`;
    const [step] = this.#steps;
    const when = step === undefined ? "" : ` in step ${step}`;
    const others = numProcesses === 1 ? "" : "; the other processes have been stopped";
    const what = `${name} (pid ${pid}) ${how}${when}${others}; its last lines: ${lastLines || "none"}`;
    if (isThrown && step === undefined) return new RuntimeFailure("engine xla", what, { process });
    const devices = Array.from({ length: this.#numDevices }, (_, device) => device);
    return new DeviceLost(
      devices.filter((device) => this.processOf(device) === process),
      { reason: how, isThrown, isStateLost: true, what, details: { process, step } },
    );
  }

  #watch(): void {
    this.processes.forEach((process, index) => {
      this.#silent[index] = process.wasHeard() ? 0 : this.#silent[index] + 1;
      // Silence is counted in calls of the timer, so a blocked event loop here is not mistaken for a silent process.
      const limit = process.isReady || process.isStopped() ? silentSeconds : startSeconds;
      if (this.#silent[index] >= limit && !this.#failure)
        this.#end(this.#failed(index, `gave no sign of life for ${this.#silent[index]} s`, false));
    });
  }

  #end(error: Error): void {
    clearInterval(this.#timer);
    clearTimeout(this.#grace);
    this.#failure ??= error;
    for (const process of this.processes) {
      process.fail(this.#failure);
      void process.kill();
    }
  }
}

/** Orders ends by how likely they are the cause: JAX aborts a process when it loses another one. */
function rankOf(end: ProcessEnd): number {
  if (end.kind === "not-started") return 0;
  if (end.kind === "error") return 2;
  return end.signal === "SIGABRT" ? 3 : end.signal !== null ? 0 : 1;
}

function endText(end: Exclude<ProcessEnd, { kind: "not-started" }>): string {
  if (end.kind === "error") return `failed: ${end.message}`;
  return end.signal ? `ended by ${end.signal}` : `ended with exit code ${end.code}`;
}

/** A port of this machine that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
