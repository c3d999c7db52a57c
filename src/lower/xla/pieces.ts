/**
 * @file Cuts a mesh's instructions into pieces, each of which becomes one module: tasks of the schedule, or
 * microbatches of a program of one stage. In a piece all receives come before all sends, so a piece can wait for its
 * messages before it computes and send after it.
 */
import { baseOf, writesOf } from "../buffers.ts";
import type { MeshProgram } from "../program.ts";

/** Instructions [begin, end) of a mesh. */
export interface Piece {
  readonly begin: number;
  readonly end: number;
  /** Its name in timelines and errors: `forward 0`. */
  readonly label: string;
}

export function cutPieces(program: MeshProgram): Piece[] {
  const { instructions, buffers } = program;
  const labels = labelsOf(program);
  const pieces: Piece[] = [];
  let begin = 0;
  let hasSent = false;
  /** Buffers that the piece has used so far. */
  let used = new Set<number>();
  const cut = (end: number) => {
    if (end > begin) pieces.push({ begin, end, label: labels[begin].text });
    begin = end;
    hasSent = false;
    used = new Set();
  };
  instructions.forEach((instruction, index) => {
    if (index > 0 && labels[index].task !== labels[index - 1].task) cut(index);
    if (instruction.kind === "recv" && (hasSent || used.has(baseOf(buffers, instruction.buffer)))) cut(index);
    if (instruction.kind === "send") hasSent = true;
    for (const id of writesOf(instruction)) used.add(baseOf(buffers, id));
  });
  cut(instructions.length);
  return pieces;
}

interface Label {
  /** Equal for instructions of one task. */
  readonly task: string;
  readonly text: string;
}

/** By instruction, the task it belongs to. */
function labelsOf({ instructions, tasks }: MeshProgram): Label[] {
  const numMicrobatches = new Set(instructions.flatMap(({ microbatch }) => (microbatch >= 0 ? [microbatch] : []))).size;
  const labels = instructions.map(({ microbatch }, index): Label => {
    if (numMicrobatches <= 1)
      return { task: tasks.length > 0 ? `outside ${index < tasks[0].begin}` : "", text: "step" };
    const text = microbatch < 0 ? "update" : tasks.length > 0 ? "start" : `microbatch ${microbatch}`;
    return { task: `${index < (tasks[0]?.begin ?? 0)} ${microbatch}`, text };
  });
  tasks.forEach(({ kind, chunk, microbatch, begin, end }, number) => {
    const text = kind === "update" ? kind : `${kind} ${chunk}, microbatch ${microbatch}`;
    labels.fill({ task: `task ${number}`, text }, begin, end);
  });
  return labels;
}
