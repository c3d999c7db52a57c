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

export interface Executed extends Position {
  /** The clocks before and after the instruction; they differ only at a `recv`. */
  readonly before: Clock;
  readonly after: Clock;
}

export interface Causality {
  /** All instructions: each mesh's in its own order, every `recv` after its `send`. */
  readonly executed: readonly Executed[];
  /** The `recv` instructions that never complete, at most one per mesh. */
  readonly stuck: readonly Position[];
}

export function findCausality(meshes: readonly Pick<MeshProgram, "instructions">[]): Causality {
  const executed: Executed[] = [];
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
    executed.push({ mesh, instruction: index, before, after: known[mesh] });
    return true;
  };
  for (let numBefore = -1; numBefore < executed.length; ) {
    numBefore = executed.length;
    meshes.forEach(({ instructions }, mesh) => {
      while (next[mesh] < instructions.length && execute(mesh)) next[mesh]++;
    });
  }
  const stuck = next.flatMap((instruction, mesh) =>
    instruction < meshes[mesh].instructions.length ? [{ mesh, instruction }] : [],
  );
  return { executed, stuck };
}
