/** @file The Python processes of the xla engine. */
import { readdirSync, readFileSync } from "node:fs";

/** The Python processes that a process started (Linux only). */
export function runnersOf(parent: number): number[] {
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "latin1").replace(/^.*\) /s, "");
      const isRunner = readFileSync(`/proc/${entry}/cmdline`, "latin1").includes("alpa_xla");
      return isRunner && stat.split(" ")[1] === `${parent}` ? [Number(entry)] : [];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
};
