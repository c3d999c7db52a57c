/** @file The timeline of a simulated program: a lane for each mesh, whose devices all do the same. */
import { barKind, meshLaneNames, tasksByInstruction } from "../draw/program-timeline.ts";
import { describeInstruction } from "../lower/describe.ts";
import type { Program } from "../lower/program.ts";
import { criticalPath } from "../simulate/critical-path.ts";
import type { Simulation } from "../simulate/simulate.ts";
import { type BarKind, BarList, type Lane, type Timeline } from "./bars.ts";

export function timelineOf(program: Program, simulation: Simulation): Timeline {
  const names = new NameTable();
  const nameOf = meshLaneNames(program);
  const path = criticalPath(program, simulation);
  const critical = { compute: 0, communication: 0, messages: 0 };
  const lanes = program.meshes.map((mesh, stage): Lane => {
    const { startSeconds, endSeconds, beside, usage } = simulation.meshes[stage];
    const tasks = tasksByInstruction(mesh);
    const [blocks, details] = [new BarList(), new BarList()];
    const aside: { start: number; end: number; index: number }[] = [];
    mesh.instructions.forEach(({ microbatch: of }, index) => {
      const kind = barKind(mesh, index);
      const [start, end] = [startSeconds[index], endSeconds[index]];
      if (kind === undefined || kind === "wait" || start === end) return;
      if (beside?.is[index]) {
        aside.push({ start, end, index });
        return;
      }
      const task = tasks[index];
      const microbatch = task?.microbatch ?? of;
      const block: BarKind = task?.kind ?? (microbatch < 0 ? "update" : "compute");
      const chunk = task?.chunk ?? 0;
      const blockName = microbatch < 0 ? block : taskName(block, microbatch, chunk);
      blocks.add(start, end, block, microbatch, names.of(blockName), true);
      details.add(
        start,
        end,
        kind === "compute" ? block : kind,
        microbatch,
        names.of(describeInstruction(mesh, index)),
        false,
      );
    });
    const besideBars = new BarList();
    for (const { start, end, index } of aside.sort((a, b) => a.start - b.start)) {
      const name = names.of(`${describeInstruction(mesh, index)}, beside compute`);
      besideBars.add(start, end, "communication", mesh.instructions[index].microbatch, name, false);
    }
    const own = new BarList();
    for (const { mesh: of, instruction, kind: link, startSeconds: from, endSeconds: to } of path) {
      if (of !== stage) continue;
      const isMessage = link === "message";
      const isExchange = isMessage || barKind(mesh, instruction) === "communication";
      critical[isMessage ? "messages" : isExchange ? "communication" : "compute"] += to - from;
      const name = names.of(isMessage ? "a message, on the critical path" : "on the critical path");
      own.add(from, to, isExchange ? "communication" : (tasks[instruction]?.kind ?? "compute"), -1, name, true);
    }
    return {
      ...{ name: nameOf(mesh.devices[0]), stage, idle: usage.bubble },
      ...{ blocks: blocks.bars, details: details.bars, beside: besideBars.bars, critical: own.bars },
    };
  });
  return { seconds: simulation.seconds, names: names.all, critical, lanes };
}

/** The name of a task. `compute` stands for the passes of a program without a schedule. */
export function taskName(kind: BarKind, microbatch: number, chunk: number): string {
  if (kind === "update") return `update after microbatch ${microbatch}`;
  const part = chunk > 0 ? `, chunk ${chunk}` : "";
  return `${kind === "compute" ? "forward and backward" : kind} of microbatch ${microbatch}${part}`;
}

/** Numbers distinct names. */
class NameTable {
  readonly #numbers = new Map<string, number>();

  of(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(name, number);
    }
    return number;
  }

  get all(): string[] {
    return [...this.#numbers.keys()];
  }
}
