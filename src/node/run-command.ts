/** @file Runs a program to its end. */
import { spawn } from "node:child_process";

export interface Command {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** When aborted, the program and what it started are ended. */
  readonly signal?: AbortSignal;
  /** Called with every line of its output, stdout and stderr alike. */
  readonly onLine?: (line: string) => void;
}

export interface CommandEnd {
  /** 0 if it succeeded; null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @throws the operating system's error if the program cannot be started */
export function runCommand({ file, arguments: given, env, signal, onLine }: Command): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    const isUnix = process.platform !== "win32";
    // A process group of its own, which Ctrl-C in a terminal does not reach, and which ends as a whole.
    const child = spawn(file, given, { env, stdio: ["ignore", "pipe", "pipe"], detached: isUnix, windowsHide: true });
    const end = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(isUnix ? -child.pid : child.pid, "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
    };
    const text = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      let rest = "";
      child[name].setEncoding("utf8").on("data", (data: string) => {
        text[name] += data;
        if (!onLine) return;
        const lines = (rest + data).split("\n");
        rest = lines.pop()!;
        for (const line of lines) onLine(line.trimEnd());
      });
    }
    signal?.addEventListener("abort", end, { once: true });
    const settle = () => signal?.removeEventListener("abort", end);
    child.on("error", (error) => {
      settle();
      reject(error);
    });
    child.on("close", (code) => {
      settle();
      resolve({ code, ...text });
    });
    if (signal?.aborted) end();
  });
}
