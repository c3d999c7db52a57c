/** @file The bars of a simulated pipeline, one per task, of the first device of each stage. */
import type { TimelineBar } from "../../draw/bars.ts";
import { programBars } from "../../draw/program-timeline.ts";
import type { Program } from "../../lower/program.ts";
import { type Simulation, simulatedEvents } from "../../simulate/simulate.ts";

/** One bar per task: adjacent bars of a task are merged, waits are left out. `device` is the number of the stage. */
export function taskBars(program: Program, simulation: Simulation): TimelineBar[] {
  const stageOf = new Map(program.meshes.map(({ devices }, stage) => [devices[0], stage]));
  const bars: (TimelineBar & { endSeconds: number })[] = [];
  for (const bar of programBars(program, simulatedEvents(program, simulation, "first device"))) {
    if (bar.kind === "wait" || bar.isBeside) continue;
    const device = stageOf.get(bar.device)!;
    const last = bars.at(-1);
    const key = ({ task, kind, name }: TimelineBar): string =>
      task ? `${task.kind} ${task.chunk} ${task.microbatch}` : `${kind} ${name}`;
    const isSame =
      last?.device === device && key(last) === key(bar) && bar.startSeconds <= last.endSeconds * (1 + 1e-9);
    if (isSame) last.endSeconds = bar.endSeconds;
    else bars.push({ ...bar, device, kind: bar.task ? "compute" : bar.kind });
  }
  return bars;
}
