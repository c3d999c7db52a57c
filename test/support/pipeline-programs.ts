/**
 * @file Builds pipeline programs directly from a schedule, and clusters whose tasks take exactly the seconds that a
 * test needs.
 */
import { type Cluster, makeCluster } from "../../src/cluster/cluster.ts";
import { linkPresets, nicPresets } from "../../src/cluster/link-presets.ts";
import { GraphBuilder } from "../../src/ir/builder.ts";
import type { TensorType } from "../../src/ir/types.ts";
import type {
  Buffer,
  BufferId,
  Instruction,
  MeshProgram,
  Program,
  Segment,
  TaskSpan,
  Transfer,
} from "../../src/lower/program.ts";
import type { Schedule, Task } from "../../src/schedules/schedule.ts";

const mesh = { axes: [{ name: "x", size: 1 }] };
const placement = { dims: [[]], partial: [] };
const bytesPerSecond = 8e9;

/** A graph of one op that takes about `seconds` on `exactCluster`. */
function exactSegment(seconds: number): Segment {
  const builder = new GraphBuilder("task");
  const x = builder.input("x", { dtype: "f32", shape: [Math.round((seconds * bytesPerSecond) / 8)] });
  return { kernel: "general", graph: builder.finish([{ value: builder.op("negate", [x], {}), name: "y" }]) };
}

/** One host whose devices cost only memory traffic, and whose messages all take `messageSeconds`. */
export function exactCluster(numDevices: number, messageSeconds: number): Cluster {
  const efficiency = { matmul: 1, conv: 1, elementwise: 1, reduce: 1, move: 1 };
  return makeCluster("exact", [
    {
      numDevices,
      nic: nicPresets.loopback,
      link: { ...linkPresets["nvswitch-a100"], p2pSeconds: messageSeconds, p2pBytesPerSecond: 1e30 },
      device: {
        name: "exact",
        source: "made up",
        flopsPerSecond: {},
        vectorFlopsPerSecond: 1e30,
        memoryBytes: 1e12,
        memoryBytesPerSecond: bytesPerSecond,
        kernelSeconds: 0,
        efficiency: {
          ...{ matmul: 1, conv: 1, pad: { m: 0, n: 0, k: 0 } },
          attention: { sdpa: 1, fused: 1 },
          memory: efficiency,
        },
      },
    },
  ]);
}

/** Whether a task waits for the message from another stage's task. */
export type Waits = (from: Pick<Task, "stage" | "chunk" | "microbatch">, to: Task) => boolean;

/**
 * A schedule as a program with one device per stage. A task is its recv, one op of `taskSeconds`, and its send. Each
 * forward saves an activation of type `activation`, which its backward (or backward-weight) frees.
 */
export function pipelineProgram(
  { rule, sizes, tasks }: Schedule,
  taskSeconds: (task: Task) => number,
  { activation = { dtype: "f32", shape: [1] }, waits = () => true }: { activation?: TensorType; waits?: Waits } = {},
): Program {
  const { numStages, numChunks } = sizes;
  const numPieces = numStages * numChunks;
  const places = Array.from({ length: numPieces }, (): { stage: number; chunk: number } => ({ stage: 0, chunk: 0 }));
  for (let stage = 0; stage < numStages; stage++)
    for (let chunk = 0; chunk < numChunks; chunk++) places[rule.positionOf(stage, chunk, numStages)] = { stage, chunk };
  const transfers: Transfer[] = [];
  const transferBetween = new Map<string, number>();
  const transfer = (from: number, to: number): number | undefined => {
    if (to < 0 || to >= numPieces || places[from].stage === places[to].stage) return undefined;
    const key = `${from} ${to}`;
    const end = (piece: number) => ({ mesh: places[piece].stage, placement });
    const index =
      transferBetween.get(key) ??
      transfers.push({ name: `${from} to ${to}`, type: { dtype: "f32", shape: [1] }, from: end(from), to: end(to) }) -
        1;
    transferBetween.set(key, index);
    return index;
  };
  const waited = (from: number, to: number, task: Task): boolean =>
    waits({ ...places[from], microbatch: task.microbatch }, { ...task, ...places[to] });

  const meshes = tasks.map((own, stage): MeshProgram => {
    const buffers: Buffer[] = [{ kind: "input", name: "w", type: { dtype: "f32", shape: [1] } }];
    const segments: Segment[] = [];
    const instructions: Instruction[] = [];
    const segmentOf = new Map<number, number>();
    const spans: TaskSpan[] = [];
    const savedActivations = new Map<string, BufferId>();
    const add = (name: string, type: TensorType): BufferId => buffers.push({ kind: "temporary", name, type }) - 1;
    for (const task of own) {
      const { kind, chunk, microbatch } = task;
      const begin = instructions.length;
      const piece = rule.positionOf(stage, chunk, numStages);
      const direction = kind === "forward" ? 1 : kind === "backward" || kind === "backward-input" ? -1 : 0;
      const small: TensorType = { dtype: "f32", shape: [1] };
      const freed: BufferId[] = [];
      const from = piece - direction;
      const arriving = from >= 0 && from < numPieces && direction !== 0 ? transfer(from, piece) : undefined;
      if (arriving !== undefined && waited(from, piece, task)) {
        const buffer = add("received", small);
        freed.push(buffer);
        instructions.push({ kind: "recv", transfer: arriving, message: microbatch, buffer, microbatch });
      }
      const result = kind === "forward" ? add("activation", activation) : add("gradient", small);
      const seconds = taskSeconds(task);
      const segment = segmentOf.get(seconds) ?? segments.push(exactSegment(seconds)) - 1;
      segmentOf.set(seconds, segment);
      instructions.push({ kind: "run", segment, inputs: [0], outputs: [result], microbatch });
      if (kind === "forward") savedActivations.set(`${chunk} ${microbatch}`, result);
      else freed.push(result);
      const to = piece + direction;
      const leaving = direction === 0 ? undefined : transfer(piece, to);
      if (leaving !== undefined && waited(piece, to, task))
        instructions.push({ kind: "send", transfer: leaving, message: microbatch, buffer: result, microbatch });
      if (kind === "backward" || kind === "backward-weight")
        freed.push(savedActivations.get(`${chunk} ${microbatch}`)!);
      instructions.push({ kind: "free", buffers: freed, microbatch });
      spans.push({ kind, chunk, microbatch, begin, end: instructions.length });
    }
    return { mesh, devices: [stage], buffers, segments, instructions, tasks: spans };
  });
  return { name: `${rule.name} by hand`, meshes, transfers, inputs: [], outputs: [], stateOf: [] };
}
