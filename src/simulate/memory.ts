/** @file The bytes that a device of a mesh holds during each instruction, from the live ranges of the buffers. */
import { bytesOf } from "../ir/types.ts";
import { accessOf } from "../lower/buffers.ts";
import type { BufferId, MeshProgram } from "../lower/program.ts";
import { segmentBytes } from "../lower/segment-memory.ts";

export interface MeshMemory {
  /** Bytes held all the time: state, batch and other inputs. */
  readonly inputBytes: number;
  /** Bytes held while each instruction runs. */
  readonly bytes: Float64Array;
  readonly peakBytes: number;
  /** The first instruction at which the peak is reached; −1 if the inputs alone are the peak. */
  readonly peakInstruction: number;
  /** Buffers held at the peak, without inputs and segment workspaces, largest first. */
  readonly peakBuffers: readonly BufferId[];
}

/**
 * Computes the memory of a mesh. A temporary is held from the first instruction that writes it to its `free`, an output
 * until the end. Views take no memory. A segment also takes the workspace of its values while it runs
 * (lower/segment-memory.ts). Gaps between buffers are not counted. Unlike in the arena of the threads engine, an
 * all-reduce or elementwise segment never overwrites an input that dies with it, so the arena may be slightly smaller.
 */
export function meshMemory({ buffers, instructions, segments }: MeshProgram, flash: boolean = false): MeshMemory {
  const insideSegments = segments.map((segment) => segmentBytes(segment, flash));
  const bytesOfBuffer = buffers.map((buffer) => (buffer.kind === "view" ? 0 : bytesOf(buffer.type)));
  const inputBytes = buffers.reduce((sum, { kind }, id) => (kind === "input" ? sum + bytesOfBuffer[id] : sum), 0);
  /**
   * Calls `visit` for each instruction up to `last` with the bytes of temporaries held while it runs. Returns the
   * temporaries held at `last`.
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
