/** @file Which buffers an instruction reads and writes, by kind. */
import { InternalError } from "../base/errors.ts";
import type { Buffer, BufferId, Instruction } from "../lower/program.ts";

export interface Accesses {
  readonly reads: readonly BufferId[];
  readonly writes: readonly BufferId[];
}

export type InstructionKind = Instruction["kind"];
export type InstructionOf<K extends InstructionKind> = Extract<Instruction, { readonly kind: K }>;

type AccessesOf<K extends InstructionKind> = (instruction: InstructionOf<K>) => Accesses;

const moved = (instruction: { readonly input: BufferId; readonly output: BufferId }): Accesses => ({
  reads: [instruction.input],
  writes: [instruction.output],
});

const table: { readonly [K in InstructionKind]: AccessesOf<K> } = {
  run: ({ inputs, outputs }) => ({ reads: inputs, writes: outputs }),
  all_reduce: moved,
  reduce_scatter: moved,
  all_gather: moved,
  all_to_all: moved,
  all_slice: moved,
  accumulate: ({ into, from }) => ({ reads: [into, from], writes: [into] }),
  copy: ({ into, from }) => ({ reads: [from], writes: [into] }),
  free: () => ({ reads: [], writes: [] }),
};

export const accessesOf = (instruction: Instruction): Accesses =>
  (table[instruction.kind] as AccessesOf<InstructionKind>)(instruction);

/** The buffer that owns the bytes of `buffer`, and where in it they begin. */
export function resolveView(buffers: readonly Buffer[], buffer: BufferId): { owner: BufferId; byteOffset: number } {
  let [owner, byteOffset] = [buffer, 0];
  for (let depth = 0; depth <= buffers.length; depth++) {
    const described = buffers[owner];
    if (described.kind !== "view") return { owner, byteOffset };
    owner = described.of;
    byteOffset += described.byteOffset;
  }
  throw new InternalError("buffers", `views of buffer ${buffer} go in a circle`);
}
