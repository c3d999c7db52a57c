/**
 * @file A Python process that runs programs with JAX (`python/alpa_xla/driver.py`). Requests and replies are frames on
 * its stdin and stdout; the process ends when its stdin does, so it never outlives this one.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { FrameReader, type Header, writeFrame } from "./frames.ts";
import { pythonEnvironment } from "./python-package.ts";

export interface Reply {
  readonly header: Header;
  readonly bodies: readonly Buffer[];
}

interface Waiting {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/** Why a process cannot go on. */
export type ProcessEnd =
  | { readonly kind: "not-started"; readonly message: string }
  | { readonly kind: "exit"; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly kind: "error"; readonly message: string };

export interface ProcessOptions {
  readonly python: string;
  /** Number of CPU devices. */
  readonly devices: number;
  /** Arguments of the driver. */
  readonly arguments: readonly string[];
  readonly onEnd: (end: ProcessEnd) => void;
}

export class RunnerProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  readonly #frames: FrameReader;
  readonly #onEnd: (end: ProcessEnd) => void;
  #numRequests = 0;
  #errorText = "";
  #failure: Error | undefined;
  /** Whether anything has come since the last call of `wasHeard`. */
  #isHeard = true;
  #isReady = false;

  constructor({ python, devices, arguments: options, onEnd }: ProcessOptions) {
    this.#onEnd = onEnd;
    this.#frames = new FrameReader((header, bodies) => this.#receive(header, bodies));
    this.#child = spawn(python, ["-m", "alpa_xla.driver", ...options], {
      stdio: ["pipe", "pipe", "pipe"],
      env: pythonEnvironment(devices),
      // A process group of its own, so that Ctrl-C in a terminal reaches this process only.
      detached: true,
    });
    this.#child.stdout.on("data", (data: Buffer) => {
      this.#isHeard = true;
      this.#frames.add(data);
    });
    this.#child.stderr.on("data", (data: Buffer) => {
      this.#errorText = (this.#errorText + data).slice(-4000);
    });
    // Writing to a process that has ended fails; its end is reported below.
    this.#child.stdin.on("error", () => {});
    this.#ended = new Promise((resolve) => {
      this.#child.on("error", ({ message }) => {
        onEnd({ kind: "not-started", message });
        resolve();
      });
      this.#child.on("close", (code, signal) => {
        onEnd({ kind: "exit", code, signal });
        resolve();
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The last lines that the process wrote, without messages of its libraries about a successful start. */
  get lastLines(): string {
    const lines = this.#errorText.trim().split("\n");
    return lines
      .filter((line) => line.trim() !== "" && !line.startsWith("[Gloo]"))
      .slice(-3)
      .join(" | ");
  }

  /** Whether the process has sent its first frame: JAX has found its devices. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Whether anything has come from the process since the last call. */
  wasHeard(): boolean {
    const isHeard = this.#isHeard;
    this.#isHeard = false;
    return isHeard;
  }

  /** Whether a signal has stopped the process (Linux only; false elsewhere). */
  isStopped(): boolean {
    try {
      return / [Tt] /.test(readFileSync(`/proc/${this.pid}/stat`, "latin1").replace(/^.*\)/s, "").slice(0, 3));
    } catch {
      return false;
    }
  }

  /** The first frame, sent when JAX has found its devices. */
  ready(): Promise<Reply> {
    return this.#wait(this.#numRequests++);
  }

  /** Sends a request at once; requests are answered in their order. */
  request(header: Header, bodies: readonly Uint8Array[] = []): Promise<Reply> {
    const id = this.#numRequests++;
    const reply = this.#wait(id);
    if (!this.#failure) this.#child.stdin.write(writeFrame({ ...header, id }, bodies));
    return reply;
  }

  /** Rejects what waits for a reply, now and later. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }

  /** Ends the process, even in the middle of a step. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  #wait(id: number): Promise<Reply> {
    const reply = new Promise<Reply>((resolve, reject) => {
      if (this.#failure) reject(this.#failure);
      else this.#waiting.set(id, { resolve, reject });
    });
    // Whoever needs the reply sees the error; a write nobody waits for must not end this process.
    reply.catch(() => {});
    return reply;
  }

  #receive(header: Header, bodies: readonly Buffer[]): void {
    const id = header.id as number;
    if (id < 0) return;
    this.#isReady = true;
    if (typeof header.error === "string") {
      this.#onEnd({ kind: "error", message: header.error });
      return;
    }
    this.#waiting.get(id)?.resolve({ header, bodies });
    this.#waiting.delete(id);
  }
}
