/** @file The bytes that a device of a stage holds over a simulated step, by kind. */
import type { StageSeries } from "../../draw/figures/memory-areas.ts";
import { bytesOf } from "../../ir/types.ts";
import { accessOf } from "../../lower/buffers.ts";
import type { BufferId } from "../../lower/program.ts";
import { segmentBytes } from "../../lower/segment-memory.ts";
import { bufferKinds, type MemoryKind, memoryKinds } from "../report/buffer-kinds.ts";
import type { PlanAnswer } from "./figure.ts";

/** Most points of a series: the largest of each interval of time is kept. */
const maxPoints = 400;

/** The series of every stage; their sums are the bytes of the simulator. */
export function memorySeries(answer: PlanAnswer): StageSeries[] {
  const { program, simulation, planned, report } = answer;
  return program.meshes.map((mesh, stage) => {
    const { buffers, instructions, segments } = mesh;
    const { startSeconds, memory } = simulation.meshes[stage];
    const kinds = bufferKinds(planned.step, program, stage);
    const sizes = buffers.map((buffer) => (buffer.kind === "view" ? 0 : bytesOf(buffer.type)));
    const now = byKind(() => 0);
    buffers.forEach(({ kind }, id) => {
      if (kind === "input") now[kinds[id]] += sizes[id];
    });
    const held = new Set<BufferId>();
    const samples = instructions.map((instruction, index) => {
      for (const id of accessOf(instruction, buffers).writes)
        if (buffers[id].kind === "temporary" && !held.has(id)) {
          held.add(id);
          now[kinds[id]] += sizes[id];
        }
      const inside = instruction.kind === "run" ? segmentBytes(segments[instruction.segment]) : 0;
      const sample = { seconds: startSeconds[index], bytes: { ...now, activations: now.activations + inside } };
      if (instruction.kind === "free")
        for (const id of instruction.buffers) if (held.delete(id)) now[kinds[id]] -= sizes[id];
      return sample;
    });
    const kept = thinned(samples, simulation.seconds);
    return {
      peakBytes: memory.peakBytes,
      peakSeconds: startSeconds[memory.peakInstruction] ?? 0,
      limitBytes: report.stages[stage].memory.limit,
      seconds: [...kept.map(({ seconds }) => seconds), simulation.seconds],
      bytes: byKind((kind) => kept.map(({ bytes }) => bytes[kind])),
    };
  });
}

const byKind = <T>(of: (kind: MemoryKind) => T): Record<MemoryKind, T> =>
  Object.fromEntries(memoryKinds.map((kind) => [kind, of(kind)])) as Record<MemoryKind, T>;

interface Sample {
  readonly seconds: number;
  readonly bytes: Readonly<Record<MemoryKind, number>>;
}

const total = ({ bytes }: Sample): number => memoryKinds.reduce((sum, kind) => sum + bytes[kind], 0);

/** The largest sample of each interval. */
function thinned(samples: readonly Sample[], seconds: number): Sample[] {
  const kept: Sample[] = [];
  let last = -1;
  for (const sample of samples) {
    const interval = Math.floor((sample.seconds / seconds) * maxPoints);
    if (interval !== last) kept.push(sample);
    else if (total(sample) > total(kept[kept.length - 1]))
      kept[kept.length - 1] = { ...sample, seconds: kept[kept.length - 1].seconds };
    last = interval;
  }
  return kept;
}
