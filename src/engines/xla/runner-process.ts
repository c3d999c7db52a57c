/**
 * @file A Python process that runs programs with JAX (`python/alpa_xla/driver.py`). Requests and replies are frames on
 * its stdin and stdout; the process ends when its stdin does, so it never outlives this one.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { RuntimeFailure, Unsupported } from "../../base/errors.ts";

type Header = Readonly<Record<string, unknown>>;

export interface Reply {
  readonly header: Header;
  readonly bodies: readonly Buffer[];
}

interface Waiting {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/** The folder of the Python package, from source or from dist/. */
function pythonFolder(): string {
  for (const up of ["../../../python/", "../../../../python/"]) {
    const folder = fileURLToPath(new URL(up, import.meta.url));
    if (existsSync(`${folder}alpa_xla/driver.py`)) return folder;
  }
  throw new Unsupported("engine xla", "python/alpa_xla is not in this package; install alpa-js again");
}

export class RunnerProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #numRequests = 0;
  /** What has come of the next frames, and chunks that belong behind it. */
  #data: Buffer = Buffer.alloc(0);
  readonly #chunks: Buffer[] = [];
  #numBytes = 0;
  /** The number of bytes with which the next part of the frame is complete. */
  #needed = 4;
  #errorText = "";
  #failure: Error | undefined;

  /** Starts Python with `devices` CPU devices. */
  constructor(python: string, devices: number) {
    this.#child = spawn(python, ["-m", "alpa_xla.driver"], {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        ...process.env,
        PYTHONPATH: pythonFolder(),
        JAX_PLATFORMS: "cpu",
        XLA_FLAGS: `--xla_force_host_platform_device_count=${devices}`,
        // The size of XLA's thread pool. With as few threads as cores, modules that wait in collectives can fill it.
        NPROC: "16",
      },
    });
    this.#child.stdout.on("data", (data: Buffer) => this.#receive(data));
    this.#child.stderr.on("data", (data: Buffer) => {
      this.#errorText = (this.#errorText + data).slice(-4000);
    });
    // Writing to a process that has ended fails; its end is told below.
    this.#child.stdin.on("error", () => {});
    this.#ended = new Promise((resolve) => {
      this.#child.on("error", (error) => {
        this.#fail(
          new Unsupported("engine xla", `cannot start ${python}: ${error.message}; name a Python with jax by --python`),
        );
        resolve();
      });
      this.#child.on("close", (code, signal) => {
        const lines = this.#errorText.trim().split("\n").slice(-3).join(" | ");
        const how = signal ? `by ${signal}` : `with exit code ${code}`;
        this.#fail(new RuntimeFailure("engine xla", `the Python process ended ${how}: ${lines || "no output"}`));
        resolve();
      });
    });
  }

  /** The first frame, sent when JAX has found its devices. */
  ready(): Promise<Reply> {
    return this.#wait(this.#numRequests++);
  }

  /** Sends a request at once; requests are answered in their order. */
  request(header: Header, bodies: readonly Uint8Array[] = []): Promise<Reply> {
    const id = this.#numRequests++;
    const text = Buffer.from(JSON.stringify({ ...header, id, sizes: bodies.map((body) => body.byteLength) }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    const reply = this.#wait(id);
    if (!this.#failure) this.#child.stdin.write(Buffer.concat([length, text, ...bodies]));
    return reply;
  }

  checkAlive(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Ends the process, even in the middle of a step. */
  async stop(): Promise<void> {
    this.#fail(new RuntimeFailure("engine xla", "was stopped"));
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

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }

  #receive(data: Buffer): void {
    this.#chunks.push(data);
    this.#numBytes += data.length;
    while (this.#numBytes >= this.#needed) {
      // Joined only when a part of the frame is complete, since joining for every chunk takes quadratic time.
      this.#data = Buffer.concat([this.#data, ...this.#chunks.splice(0)]);
      const begin = this.#data.length < 4 ? 4 : 4 + this.#data.readUInt32LE(0);
      this.#needed = begin;
      if (this.#data.length < begin || begin === 4) return;
      const header = JSON.parse(this.#data.toString("utf8", 4, begin)) as Header & { id: number; sizes: number[] };
      const end = header.sizes.reduce((sum, size) => sum + size, begin);
      this.#needed = end;
      if (this.#data.length < end) return;
      const bodies: Buffer[] = [];
      let at = begin;
      for (const size of header.sizes) {
        bodies.push(Buffer.from(this.#data.subarray(at, at + size)));
        at += size;
      }
      this.#data = this.#data.subarray(end);
      this.#numBytes = this.#data.length;
      this.#needed = 4;
      const waiting = this.#waiting.get(header.id);
      this.#waiting.delete(header.id);
      if (typeof header.error === "string")
        waiting?.reject(new RuntimeFailure("engine xla", `JAX failed: ${header.error}`));
      else waiting?.resolve({ header, bodies });
    }
  }
}
