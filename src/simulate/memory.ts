/** @file The bytes that a device of a mesh holds during each instruction, from the lives of the buffers. */
import { bytesOf } from "../ir/types.ts";
import { accessOf } from "../lower/buffers.ts";
import type { BufferId, MeshProgram } from "../lower/program.ts";
import { segmentBytes } from "../lower/segment-memory.ts";

export interface MeshMemory {
  /** Held all the time: state, batch and other inputs. */
  readonly inputBytes: number;
  /** Bytes held while each instruction runs. */
  readonly bytes: Float64Array;
  readonly peakBytes: number;
  /** The first instruction that holds the peak; −1 when there is none. */
  readonly peakInstruction: number;
  /** Buffers held at the peak, without inputs and segment workspaces, largest first. */
  readonly peakBuffers: readonly BufferId[];
}

/**
 * A temporary is held from the first instruction that writes it to its `free`, outputs to the end; views take nothing
 * of their own, and a segment while it runs what its values take (lower/segment-memory.ts). Gaps between buffers are
 * not in it; that an all-reduce or an elementwise segment may write over an input which dies with it is not used (the
 * threads engine's arena does), so its plan may be a little smaller.
 */
export function meshMemory({ buffers, instructions, segments }: MeshProgram): MeshMemory {
  const insideSegments = segments.map(segmentBytes);
  const bytesOfBuffer = buffers.map((buffer) => (buffer.kind === "view" ? 0 : bytesOf(buffer.type)));
  const inputBytes = buffers.reduce((sum, { kind }, id) => (kind === "input" ? sum + bytesOfBuffer[id] : sum), 0);
  /**
   * Calls `visit` while each instruction up to `last` runs, with the temporaries held then; returns those of the last
   * one.
   */
  const replay = (last: number, visit: (index: number, temporaryBytes: number) => void): ReadonlySet<BufferId> => {
    const held = new Set<BufferId>();
    let temporaryBytes = 0;
    for (let index = 0; index <= last; index++) {
      const instruction = instructions[index];
      for (const id of accessOf(instruction, buffers).writes) {
        if (buffers[id].kind !== "temporary" || held.has(id)) continue;
        held.add(id);
        temporaryBytes += bytesOfBuffer[id];
      }
      visit(index, temporaryBytes + (instruction.kind === "run" ? insideSegments[instruction.segment] : 0));
      if (instruction.kind !== "free" || index === last) continue;
      for (const id of instruction.buffers) if (held.delete(id)) temporaryBytes -= bytesOfBuffer[id];
    }
    return held;
  };
  const bytes = new Float64Array(instructions.length);
  let [peakBytes, peakInstruction] = [inputBytes, -1];
  replay(instructions.length - 1, (index, temporaryBytes) => {
    bytes[index] = inputBytes + temporaryBytes;
    if (bytes[index] > peakBytes) [peakBytes, peakInstruction] = [bytes[index], index];
  });
  const peakBuffers = [...replay(peakInstruction, () => {})].sort((a, b) => bytesOfBuffer[b] - bytesOfBuffer[a]);
  return { inputBytes, bytes, peakBytes, peakInstruction, peakBuffers };
}
