/**
 * @file The order in which the meshes of a program can execute their instructions, and what each mesh knows of the
 *   others' progress from the messages it received: vector clocks (Lamport 1978, Mattern 1989). A `recv` waits for all
 *   devices of the sending mesh, so one clock per mesh suffices.
 */
import type { Instruction, MeshProgram } from "./program.ts";

/** An instruction of a program. */
export interface Position {
  readonly mesh: number;
  readonly instruction: number;
}

export type Transferring = Extract<Instruction, { readonly kind: "send" | "recv" }>;

/** Names a message of a program. */
export const messageKey = ({ transfer, message }: Pick<Transferring, "transfer" | "message">): string =>
  `${transfer}#${message}`;

/** By mesh: how many of its instructions are known to have finished. A mesh's own entry is not maintained. */
export type Clock = readonly number[];

/**
 * Calls `visit` with all instructions: each mesh's in its own order, every `recv` after its `send`.
 * @returns the `recv` instructions that never complete, at most one per mesh
 */
export function visitCausally(
  meshes: readonly Pick<MeshProgram, "instructions">[],
  visit: (mesh: number, instruction: number, before: Clock, after: Clock) => void,
): readonly Position[] {
  const next = meshes.map(() => 0);
  const known = meshes.map((): Clock => meshes.map(() => 0));
  /** By message: the sender's clock, including the `send` itself. */
  const sent = new Map<string, Clock>();
  const execute = (mesh: number): boolean => {
    const index = next[mesh];
    const instruction = meshes[mesh].instructions[index];
    const before = known[mesh];
    if (instruction.kind === "recv") {
      const past = sent.get(messageKey(instruction));
      if (!past) return false;
      known[mesh] = before.map((count, other) => Math.max(count, past[other]));
    } else if (instruction.kind === "send") {
      sent.set(messageKey(instruction), before.with(mesh, index + 1));
    }
    visit(mesh, index, before, known[mesh]);
    return true;
  };
  for (let isStuck = false; !isStuck; ) {
    isStuck = true;
    meshes.forEach(({ instructions }, mesh) => {
      while (next[mesh] < instructions.length && execute(mesh)) {
        next[mesh]++;
        isStuck = false;
      }
    });
  }
  return next.flatMap((instruction, mesh) =>
    instruction < meshes[mesh].instructions.length ? [{ mesh, instruction }] : [],
  );
}
