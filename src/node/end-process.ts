/**
 * @file The end of a process with a thread that never returns from a native function. Node waits for all threads before
 * a process ends, and cannot end such a thread.
 */

const isWindows = process.platform === "win32";
let isArranged = false;

/** Ends this process without waiting for its threads, once its exit handlers have run. Its exit code stays. */
export async function endWithoutThreads(): Promise<void> {
  if (isArranged) return;
  isArranged = true;
  const koffi = await import("koffi").then(
    (module) => module.default,
    () => undefined,
  );
  process.on("exit", (code) => {
    try {
      const library = koffi!.load(isWindows ? "kernel32.dll" : null);
      library.func(`void ${isWindows ? "ExitProcess" : "_exit"}(int)`)(code);
    } catch {
      process.kill(process.pid, "SIGKILL");
    }
  });
}
