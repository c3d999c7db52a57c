/**
 * @file The critical path of a simulated step: the chain of instructions and messages, each beginning when the one
 * before it ends, that leads from the start of the step to its end. To shorten the step, one of them has to be shorter.
 */
import type { Program } from "../lower/program.ts";
import type { Simulation } from "./simulate.ts";

/** A link of the chain: an instruction of a mesh, or a message on its way to `mesh`. */
export interface CriticalLink {
  readonly kind: "instruction" | "message";
  readonly mesh: number;
  /** The instruction; of a message, the `recv` that waits for it. */
  readonly instruction: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** The links that take time, in the order of time. */
export function criticalPath(program: Program, { meshes, messages }: Simulation): CriticalLink[] {
  const arrivals = new Map(messages.map((each) => [`${each.transfer} ${each.message}`, each]));
  const sends = new Map<string, number>();
  for (const { instructions } of program.meshes)
    instructions.forEach((instruction, index) => {
      if (instruction.kind === "send") sends.set(`${instruction.transfer} ${instruction.message}`, index);
    });
  /** By pair of meshes and arrival: the message before, behind which another one had to wait. */
  const before = new Map(
    messages.map((each) => [`${linkOf(program, each.transfer)} ${each.arrivedSeconds}`, each] as const),
  );
  const path: CriticalLink[] = [];
  const ends = meshes.map(({ endSeconds }) => endSeconds.at(-1) ?? 0);
  let mesh = ends.indexOf(Math.max(...ends));
  let instruction = (program.meshes[mesh]?.instructions.length ?? 0) - 1;
  while (instruction >= 0) {
    const [startSeconds, endSeconds] = [meshes[mesh].startSeconds[instruction], meshes[mesh].endSeconds[instruction]];
    const { kind, ...of } = program.meshes[mesh].instructions[instruction];
    if (endSeconds > startSeconds && kind === "recv" && "transfer" in of) {
      // The mesh waited: what it waited for is on the path, not its own instructions before.
      let message = arrivals.get(`${of.transfer} ${of.message}`)!;
      path.push({ kind: "message", mesh, instruction, startSeconds: message.startSeconds, endSeconds });
      while (message.startSeconds > message.sentSeconds) {
        const earlier = before.get(`${linkOf(program, message.transfer)} ${message.startSeconds}`)!;
        const { startSeconds: from, arrivedSeconds: to } = earlier;
        path.push({ kind: "message", mesh, instruction, startSeconds: from, endSeconds: to });
        message = earlier;
      }
      mesh = program.transfers[message.transfer].from.mesh;
      instruction = sends.get(`${message.transfer} ${message.message}`)!;
      continue;
    }
    if (endSeconds > startSeconds) path.push({ kind: "instruction", mesh, instruction, startSeconds, endSeconds });
    instruction--;
  }
  return path.reverse();
}

const linkOf = ({ transfers }: Program, transfer: number): string =>
  `${transfers[transfer].from.mesh} ${transfers[transfer].to.mesh}`;
