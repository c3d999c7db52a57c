/**
 * @file Seconds of the instructions and messages of a program on a cluster, by the cost model that the search uses.
 */

import { memoize } from "../base/memoize.ts";
import { type Cluster, devicesEngine } from "../cluster/cluster.ts";
import { fusesKernels } from "../cluster/device.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import type { PricedCollective } from "../cost/collectives.ts";
import { type MeshCost, meshCost } from "../cost/mesh-cost.ts";
import type { OpWork } from "../cost/ops.ts";
import type { Profile } from "../cost/profile.ts";
import { type Sending, transferSeconds } from "../cost/transfer.ts";
import { findScores } from "../ir/attention.ts";
import { definingOps, type Graph, type Port } from "../ir/graph.ts";
import { findKernels } from "../ir/kernels.ts";
import { bytesOf, bytesPerElement, isHalf, numElements } from "../ir/types.ts";
import type { DataParallelRole } from "../lower/data-parallel-roles.ts";
import type { Instruction, MeshProgram, Program, Segment, Transfer } from "../lower/program.ts";
import { transferPieces } from "../plan/transfer.ts";
import type { CollectiveWork } from "../sharding/reshard/reshard.ts";
import { collectiveSeconds } from "../sharding/reshard/reshard-seconds.ts";
import { kernelPart, localWork } from "../sharding/strategies/op-work.ts";
import { secondsBesideProducts } from "./tensor-overlap.ts";

export interface SimulateOptions {
  /** The cluster that the program would run on; its device numbers are the cluster's. */
  readonly cluster: Cluster;
  /** Measured costs instead of the analytic ones. */
  readonly profile?: Profile;
}

/**
 * By instruction of a mesh program: its seconds on each device. Frees and sends take 0 seconds; a recv takes 0 seconds
 * after the arrival of its message.
 * @param roles  of the collectives of data parallelism; an engine with buckets communicates many of them at once
 * @throws InvalidConfig when the cluster lacks the mesh's devices or the profile is of other hosts
 */
export function instructionSeconds(
  program: MeshProgram,
  { cluster, profile }: SimulateOptions,
  roles: readonly (DataParallelRole | undefined)[] = [],
): Float64Array {
  const { mesh, devices, buffers, segments, instructions } = program;
  const cost = meshCost(logicalMesh(cluster, mesh.axes, devices), profile);
  const ofCollective = collectiveSeconds(cost);
  const { bucket, overlapsTensorParallel, fusesGradientSums, attentionDropout, ...lists } = devicesEngine(
    cluster,
    devices,
  );
  const sums = fusesKernels(cost.fusion) ? findFusedSums(program) : noSums;
  const ofSegment = memoize((key: string): number => {
    const [index, ...summed] = key.split(" ").map(Number);
    const own = segmentSeconds(segments[index], cost, { summed, inProducts: fusesGradientSums === true });
    return own + (attentionDropout ? dropoutSeconds(segments[index], cost) : 0);
  });
  /** The part of a sum over the microbatches that is not in the kernel that converts or multiplies. */
  const ofSum = (into: number): number => {
    const bytes = bytesOf(buffers[into].type);
    if (fusesGradientSums) return 0;
    const { dtype } = buffers[into].type;
    return cost.op({ kind: "elementwise", dtype, flops: 0, bytesRead: bytes, bytesWritten: bytes, launches: 0 });
  };
  const ofPass = (kind: OpWork["kind"], from: readonly number[], into: number): number => {
    const { type } = buffers[into];
    const bytes = bytesOf(type);
    const flops = kind === "elementwise" ? numElements(type.shape) : 0;
    return cost.op({ kind, dtype: type.dtype, flops, bytesRead: from.length * bytes, bytesWritten: bytes });
  };
  const secondsOf = (instruction: Instruction, index: number): number => {
    const role = roles[index];
    switch (instruction.kind) {
      case "run":
        return ofSegment([instruction.segment, ...(sums.outputs.get(index) ?? [])].join(" "));
      case "accumulate":
        if (sums.accumulates.has(index)) return ofSum(instruction.into);
        return ofPass("elementwise", [instruction.into, instruction.from], instruction.into);
      case "copy":
        return ofPass("move", [instruction.from], instruction.into);
      case "free":
      case "send":
      case "recv":
        return 0;
      default: {
        const { kind, attrs, input, output } = instruction;
        const work = { kind, attrs, input: buffers[input].type, output: buffers[output].type };
        if (role === "parameter" && numElements(work.output.shape) <= (lists.maxWholeElements ?? 0)) return 0;
        if (role && lists.usesTensorLists) return ofCollective(work) + listSeconds(cost, instruction, buffers, role);
        return role && bucket && kind !== "all_slice"
          ? bucketShare(cost, { ...work, kind }, bucket(attrs.groupSize))
          : ofCollective(work);
      }
    }
  };
  let hasComputed = false;
  const all = Float64Array.from(instructions, (instruction, index) => {
    const isSyncPoint = "attrs" in instruction && instruction.kind !== "all_slice" && instruction.attrs.groupSize > 1;
    const seconds = secondsOf(instruction, index) + (isSyncPoint && hasComputed ? cost.syncSeconds : 0);
    if (isSyncPoint) hasComputed = false;
    else if (instruction.kind === "run" && segments[instruction.segment].kernel === "general") hasComputed = true;
    return seconds;
  });
  if (!overlapsTensorParallel) return all;
  for (const [index, seconds] of secondsBesideProducts(program, (index) => all[index], cost))
    if (!roles[index]) all[index] -= seconds;
  return all;
}

/**
 * Seconds of the pieces of a collective with a list of a tensor per device: a pass over memory and, for a reduction,
 * their launches. Those of a gather come before it (`simulate.ts`).
 */
function listSeconds(
  cost: MeshCost,
  { input, output, attrs }: Extract<Instruction, { attrs: unknown }>,
  buffers: MeshProgram["buffers"],
  role: DataParallelRole,
): number {
  const [read, written] = [input, output].map((id) => bytesOf(buffers[id].type));
  const bytes = Math.max(read, written);
  const launches = role === "parameter" ? 0 : attrs.groupSize;
  return cost.op({ kind: "move", dtype: "f32", flops: 0, bytesRead: bytes, bytesWritten: bytes, launches });
}

/** By instruction: the seconds in which the host launches the pieces of a gather's list, before the gather. */
export function launchSeconds(
  { mesh, devices, instructions }: MeshProgram,
  { cluster, profile }: SimulateOptions,
  seconds: Float64Array,
): Float64Array {
  const all = new Float64Array(instructions.length);
  if (!devicesEngine(cluster, devices).usesTensorLists) return all;
  const cost = meshCost(logicalMesh(cluster, mesh.axes, devices), profile);
  instructions.forEach((instruction, index) => {
    if (instruction.kind !== "all_gather" || seconds[index] === 0) return;
    const launches = instruction.attrs.groupSize;
    all[index] = cost.op({ kind: "move", dtype: "f32", flops: 0, bytesRead: 0, bytesWritten: 0, launches });
  });
  return all;
}

/** The share of a collective in the seconds of its bucket, by bytes; a larger one is a bucket of its own. */
function bucketShare(cost: MeshCost, work: CollectiveWork & { kind: PricedCollective }, elements: number): number {
  const larger = bytesOf(work.input) > bytesOf(work.output) ? work.input : work.output;
  // A buffer without limit is long enough for the full rate.
  const limit = Math.min(elements, longBuffer) * bytesPerElement(larger.dtype);
  const bytes = bytesOf(larger);
  const whole = Math.max(bytes, limit);
  return (cost.collective(work.kind, work.attrs.axes)(whole) * bytes) / whole;
}

/** Elements of a buffer whose collectives reach the full rate. */
const longBuffer = 1e9;

/** Sums over the microbatches that add what a segment has just converted from 16 bits: one kernel does both. */
interface FusedSums {
  /** By `run` instruction: the outputs of its segment that are added. */
  readonly outputs: ReadonlyMap<number, readonly number[]>;
  readonly accumulates: ReadonlySet<number>;
}

const noSums: FusedSums = { outputs: new Map(), accumulates: new Set() };

function findFusedSums({ instructions, segments }: MeshProgram): FusedSums {
  const outputs = new Map<number, number[]>();
  const accumulates = new Set<number>();
  const isConverted = segments.map(({ kernel, graph }) => {
    const definers = definingOps(graph);
    return graph.outputs.map(({ value }) => {
      const op = graph.ops[definers[value]];
      return kernel === "general" && op?.kind === "convert" && isHalf(graph.types[op.operands[0]].dtype);
    });
  });
  const makers = new Map<number, { readonly run: number; readonly output: number }>();
  instructions.forEach((instruction, index) => {
    if (instruction.kind === "run")
      for (const [output, id] of instruction.outputs.entries()) {
        if (isConverted[instruction.segment][output]) makers.set(id, { run: index, output });
        else makers.delete(id);
      }
    if (instruction.kind !== "accumulate") return;
    const maker = makers.get(instruction.from);
    if (!maker) return;
    accumulates.add(index);
    outputs.set(maker.run, [...(outputs.get(maker.run) ?? []), maker.output]);
  });
  return { outputs, accumulates };
}

/** Which outputs of a segment are added to sums in the kernel that makes them, or in the product before it. */
interface SegmentSums {
  readonly summed: readonly number[];
  readonly inProducts: boolean;
}

/** The seconds of a segment, kernel by kernel. An elementwise segment is one pass over its inputs and outputs. */
function segmentSeconds(segment: Segment, cost: MeshCost, { summed, inProducts }: SegmentSums): number {
  const { kernel, graph } = segment;
  const definers = definingOps(graph);
  const makers = new Set(summed.map((output) => definers[graph.outputs[output].value]));
  const works = opWorks(segment, cost).flatMap((work, op) => {
    if (!work || !makers.has(op)) return work ?? [];
    return inProducts ? [] : { ...work, bytesWritten: 0 };
  });
  if (kernel === "general" || works.length === 0) return works.reduce((sum, work) => sum + cost.op(work), 0);
  return cost.op({
    kind: "elementwise",
    dtype: graph.types[graph.outputs[0].value].dtype,
    flops: works.reduce((sum, { flops }) => sum + flops, 0),
    bytesRead: portBytes(graph, graph.inputs),
    bytesWritten: portBytes(graph, graph.outputs),
  });
}

/**
 * Seconds of the dropout of attention: a kernel for the scores that each product makes. Forward it reads probabilities
 * and writes them again with a mask of a byte each, backward it reads mask and gradients and writes gradients. Kernels
 * of flash attention do so without traffic.
 */
function dropoutSeconds({ kernel, graph }: Segment, cost: MeshCost): number {
  if (kernel !== "general" || cost.fusion === "flash") return 0;
  const { isScore } = findScores(graph);
  return graph.ops.reduce((sum, { kind, results }) => {
    if (kind !== "dot_general" || !isScore[results[0]]) return sum;
    const { dtype, shape } = graph.types[results[0]];
    const elements = numElements(shape);
    const bytes = elements * bytesPerElement(dtype);
    const work = {
      kind: "elementwise",
      dtype,
      flops: elements,
      bytesRead: bytes,
      bytesWritten: bytes + elements,
    } as const;
    return sum + cost.op(work);
  }, 0);
}

/** By op of a segment: its work, as a part of its kernel; undefined for those without. */
function opWorks({ kernel, graph }: Segment, cost: MeshCost): (OpWork | undefined)[] {
  const isFused = fusesKernels(cost.fusion) && kernel === "general";
  const ports = isFused ? findKernels(graph, { flash: cost.fusion === "flash", rows: cost.fusion !== "loops" }) : [];
  return graph.ops.map((op, index) => {
    const typesOf = (values: readonly number[]) => values.map((value) => graph.types[value]);
    const [operands, results] = [typesOf(op.operands), typesOf(op.results)];
    const work = localWork(op, operands, results);
    const own = ports[index];
    return work && own ? kernelPart(op, work, operands, results, own) : work;
  });
}

/** By op of a general segment: the share of the segment's seconds after which it has ended. */
export function sharesUntilOps(segment: Segment, { mesh, devices }: MeshProgram, options: SimulateOptions): number[] {
  const cost = meshCost(logicalMesh(options.cluster, mesh.axes, devices), options.profile);
  let sum = 0;
  const ends = opWorks(segment, cost).map((work) => (sum += work ? cost.op(work) : 0));
  return ends.map((end) => (sum > 0 ? end / sum : 1));
}

const portBytes = (graph: Graph, ports: readonly Port[]): number =>
  ports.reduce((sum, { value }) => sum + bytesOf(graph.types[value]), 0);

/** The bytes that each message of a transfer sends, by positions of the two devices in their meshes. */
export function messagePieces({ type, from, to }: Transfer, { meshes }: Program): Sending[] {
  const end = (side: Transfer["from"]) => ({ mesh: meshes[side.mesh].mesh, placement: side.placement });
  return transferPieces(type, end(from), end(to)).map((piece) => ({
    ...{ from: piece.from, to: piece.to },
    bytes: numElements(piece.size) * bytesPerElement(type.dtype),
  }));
}

/** Pieces of a message as sendings between the devices of two meshes. */
export const betweenDevices = (pieces: readonly Sending[], from: readonly number[], to: readonly number[]): Sending[] =>
  pieces.map((piece) => ({ ...piece, from: from[piece.from], to: to[piece.to] }));

/** The bytes that each message of a transfer sends from device to device. */
export const messageSendings = (transfer: Transfer, program: Program): Sending[] =>
  betweenDevices(
    messagePieces(transfer, program),
    program.meshes[transfer.from.mesh].devices,
    program.meshes[transfer.to.mesh].devices,
  );

/** Seconds from a message's send to its arrival if no other message is in transit. */
export const messageSeconds = (transfer: Transfer, program: Program, { cluster }: SimulateOptions): number =>
  transferSeconds(cluster, messageSendings(transfer, program));
