/** @file Copies values between the host and the devices' memory, including partial placements. */
import { Unsupported } from "../base/errors.ts";
import type { TensorData } from "../ir/types.ts";
import type { MeshProgram, ProgramPort } from "../lower/program.ts";
import { type Mesh, meshSize, placementText } from "../plan/placement.ts";
import {
  axesPosition,
  type Box,
  boxOf,
  copyShared,
  groupOf,
  holdersOf,
  shardOf,
  type TensorPart,
  wholeOf,
} from "../plan/shard.ts";
import { elementReducer } from "./threads/collectives/reducers.ts";

/** Writes a whole value into the buffers of all devices of a mesh (`buffers` by mesh rank). */
export function scatterValue(data: TensorData, port: ProgramPort, mesh: Mesh, buffers: readonly TensorData[]): void {
  const { type, placement, batch } = port;
  const reducer = placement.reducer ?? "add";
  if (placement.partial.length > 0 && reducer === "multiply") {
    throw new Unsupported(
      port.name,
      `cannot write a value placed ${placementText(placement)}; place it without partial`,
    );
  }
  buffers.forEach((buffer, rank) => {
    // In a partial sum, the first member holds the value and the others hold zeros. With other reducers, all may hold
    // it.
    const holdsValue = reducer !== "add" || axesPosition(mesh, placement.partial, rank) === 0;
    if (holdsValue) shardOf(data, type, placement, mesh, rank, batch, buffer);
    else new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).fill(0);
  });
}

/**
 * Writes a part of a value that is not cut into microbatches into the buffers of all devices of a mesh. A partial sum
 * has all of it on the first member of each group.
 */
export function scatterPart(
  part: Box,
  data: TensorData,
  { type, placement }: Pick<ProgramPort, "type" | "placement">,
  mesh: Mesh,
  buffers: readonly TensorData[],
): void {
  buffers.forEach((buffer, rank) => {
    if (axesPosition(mesh, placement.partial, rank) === 0)
      copyShared(part, data, boxOf(type, placement, mesh, rank), buffer);
    else new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).fill(0);
  });
}

/**
 * Returns the buffers by mesh rank, with those of replicas in place of the ones that are not held; undefined if no
 * replica of one is held.
 */
export function withReplicas(
  { placement }: Pick<ProgramPort, "placement">,
  mesh: Mesh,
  buffers: readonly TensorData[],
  isHeld: (rank: number) => boolean,
): TensorData[] | undefined {
  const used = [...placement.dims.flat(), ...placement.partial];
  const unused = mesh.axes.map(({ name }) => name).filter((name) => !used.includes(name));
  const held = buffers.map((_, rank) => groupOf(mesh, unused, rank).find(isHeld));
  return held.includes(undefined) ? undefined : held.map((rank) => buffers[rank!]);
}

/** Returns the whole value that the devices of a mesh hold, as a new array; combines the terms of a partial value. */
export function assembleValue(port: ProgramPort, mesh: Mesh, buffers: readonly TensorData[]): TensorData {
  const { type, placement, batch } = port;
  if (placement.partial.length === 0) return wholeOf(buffers, type, placement, mesh, batch);
  const combine = elementReducer(type.dtype, placement.reducer ?? "add");
  const totals = Array.from({ length: meshSize(mesh) }, (_, rank) => {
    const [first, ...others] = groupOf(mesh, placement.partial, rank).map((member) => buffers[member]);
    const total = first.slice();
    for (const other of others) for (let i = 0; i < total.length; i++) total[i] = combine(total[i], other[i]);
    return total;
  });
  return wholeOf(totals, type, placement, mesh, batch);
}

/**
 * Returns the parts of a value that the devices of a mesh hold, every element once, without a copy. A value that is cut
 * into microbatches or partial is one part.
 */
export function partsOf(
  port: ProgramPort,
  { mesh, devices }: Pick<MeshProgram, "mesh" | "devices">,
  buffers: readonly TensorData[],
): TensorPart[] {
  const { type, placement, batch } = port;
  if (batch || placement.partial.length > 0) {
    const data = assembleValue(port, mesh, buffers);
    return [{ device: devices[0], start: type.shape.map(() => 0), shape: type.shape, data }];
  }
  return holdersOf(placement, mesh).map((rank) => ({
    device: devices[rank],
    ...boxOf(type, placement, mesh, rank),
    data: buffers[rank],
  }));
}
