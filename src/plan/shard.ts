/**
 * @file Whole arrays ↔ per-device shards: how the host hands a value to a mesh and reads it back.
 */
import { allocateData, numElements, sameShape, type TensorData, type TensorType } from "../ir/types.ts";
import { axesSize, localType, type Mesh, meshSize, type Placement } from "./placement.ts";

/** The device's coordinate on every mesh axis; device number = row-major index of the coordinates. */
export function deviceCoordinates(mesh: Mesh, device: number): number[] {
  const coordinates = new Array<number>(mesh.axes.length);
  let rest = device;
  for (let axis = mesh.axes.length - 1; axis >= 0; axis--) {
    coordinates[axis] = rest % mesh.axes[axis].size;
    rest = Math.floor(rest / mesh.axes[axis].size);
  }
  return coordinates;
}

/**
 * The device's position among the groups' members on the named axes, major first: which slice of a split dim it holds.
 */
export function axesPosition(mesh: Mesh, axes: readonly string[], device: number): number {
  const coordinates = deviceCoordinates(mesh, device);
  return axes.reduce((position, name) => {
    const axis = mesh.axes.findIndex((candidate) => candidate.name === name);
    return position * mesh.axes[axis].size + coordinates[axis];
  }, 0);
}

/**
 * For every device, the devices that differ from it only on the named axes, in position order (a collective's group).
 */
export function groupOf(mesh: Mesh, axes: readonly string[], device: number): number[] {
  const coordinates = deviceCoordinates(mesh, device);
  const moving = axes.map((name) => mesh.axes.findIndex((axis) => axis.name === name));
  return Array.from({ length: axesSize(mesh, axes) }, (_, position) => {
    let rest = position;
    const member = [...coordinates];
    for (let i = moving.length - 1; i >= 0; i--) {
      member[moving[i]] = rest % mesh.axes[moving[i]].size;
      rest = Math.floor(rest / mesh.axes[moving[i]].size);
    }
    return member.reduce((number, coordinate, axis) => number * mesh.axes[axis].size + coordinate, 0);
  });
}

/** Receives one contiguous run, in elements. */
type Visit = (wholeOffset: number, boxOffset: number, length: number) => void;

/** Calls `visit` for each contiguous run of the box of `boxShape` at `starts` in an array of `shape`. */
function forEachRun(
  shape: readonly number[],
  boxShape: readonly number[],
  starts: readonly number[],
  visit: Visit,
): void {
  if (numElements(boxShape) === 0) return;
  // Trailing dims taken whole merge into one run with the last dim that is cut.
  let runDim = shape.length;
  let run = 1;
  while (runDim > 0 && shape[runDim - 1] === boxShape[runDim - 1]) run *= shape[--runDim];
  if (runDim > 0) run *= boxShape[--runDim];
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    strides[dim] = stride;
    stride *= shape[dim];
  }
  const base = starts.reduce((offset, start, dim) => offset + start * strides[dim], 0);
  const index = new Array<number>(runDim).fill(0);
  let boxOffset = 0;
  for (;;) {
    visit(
      index.reduce((offset, i, dim) => offset + i * strides[dim], base),
      boxOffset,
      run,
    );
    boxOffset += run;
    let dim = runDim - 1;
    while (dim >= 0 && ++index[dim] === boxShape[dim]) index[dim--] = 0;
    if (dim < 0) return;
  }
}

/** Along which dim a batch port is cut into microbatches (`ProgramPort.batch`). */
export interface BatchCut {
  readonly dim: number;
  readonly microbatches: number;
}

const uncut: BatchCut = { dim: 0, microbatches: 1 };

/**
 * Calls `visit` for each contiguous run that `device` holds: offsets into the whole array and into the device's buffer.
 */
function forEachHeldRun(
  type: TensorType,
  placement: Placement,
  mesh: Mesh,
  device: number,
  batch: BatchCut,
  visit: Visit,
): void {
  const part = type.shape.map((size, dim) => (dim === batch.dim ? size / batch.microbatches : size));
  const local = localType({ dtype: type.dtype, shape: part }, placement, mesh).shape;
  const starts = local.map((size, dim) => size * axesPosition(mesh, placement.dims[dim], device));
  for (let k = 0; k < batch.microbatches; k++) {
    const at = starts.map((start, dim) => (dim === batch.dim ? start + k * part[dim] : start));
    const base = k * numElements(local);
    forEachRun(type.shape, local, at, (whole, shard, length) => visit(whole, base + shard, length));
  }
}

/**
 * The shard of `device` of a whole value under a placement that is not partial. With `batch`, its shard of every
 * microbatch, one after another. `into` is written when given (same length), else a new array is made.
 */
export function shardOf(
  data: TensorData,
  type: TensorType,
  placement: Placement,
  mesh: Mesh,
  device: number,
  batch: BatchCut = uncut,
  into?: TensorData,
): TensorData {
  const splits = axesSize(mesh, placement.dims.flat());
  const shard = into ?? allocateData(type.dtype, numElements(type.shape) / splits);
  forEachHeldRun(type, placement, mesh, device, batch, (from, to, length) => {
    shard.set(data.subarray(from, from + length) as never, to);
  });
  return shard;
}

/** A box of a value: its first index and its size in every dim. */
export interface Box {
  readonly start: readonly number[];
  readonly shape: readonly number[];
}

/** A box of a value with its elements, row-major, and the device that held it. */
export interface TensorPart extends Box {
  readonly device: number;
  readonly data: TensorData;
}

/** The box of a value that `device` holds under a placement that is not partial. */
export function boxOf(type: TensorType, placement: Placement, mesh: Mesh, device: number): Box {
  const { shape } = localType(type, placement, mesh);
  return { shape, start: shape.map((size, dim) => size * axesPosition(mesh, placement.dims[dim], device)) };
}

/** Copies the elements of a box to their places in the whole value. */
export function writeBox(whole: TensorData, shape: readonly number[], { start, shape: size }: Box, data: TensorData) {
  forEachRun(shape, size, start, (to, from, length) => {
    whole.set(data.subarray(from, from + length) as never, to);
  });
}

/** Copies the elements that two boxes of a value share, from the data of one to the data of the other. */
export function copyShared(from: Box, source: TensorData, to: Box, target: TensorData): void {
  const start = from.start.map((at, dim) => Math.max(at, to.start[dim]));
  const shape = start.map((at, dim) =>
    Math.max(0, Math.min(from.start[dim] + from.shape[dim], to.start[dim] + to.shape[dim]) - at),
  );
  const within = (box: Box): Box => ({ shape, start: start.map((at, dim) => at - box.start[dim]) });
  const [read, written] = [within(from), within(to)];
  if (sameShape(shape, from.shape)) writeBox(target, to.shape, written, source);
  else if (sameShape(shape, to.shape)) readBox(source, from.shape, read, target);
  else {
    const shared = source.slice(0, numElements(shape)) as TensorData;
    readBox(source, from.shape, read, shared);
    writeBox(target, to.shape, written, shared);
  }
}

/** Copies the elements of a box from their places in the whole value. */
function readBox(whole: TensorData, shape: readonly number[], { start, shape: size }: Box, data: TensorData): void {
  forEachRun(shape, size, start, (from, to, length) => {
    data.set(whole.subarray(from, from + length) as never, to);
  });
}

/**
 * The devices that hold every element once: one of each group of replicas, the one at coordinate 0 of every axis that
 * does not split the value.
 */
export function holdersOf(placement: Placement, mesh: Mesh): number[] {
  const replicas = mesh.axes
    .map(({ name }) => name)
    .filter((name) => !placement.dims.some((axes) => axes.includes(name)));
  const devices = Array.from({ length: meshSize(mesh) }, (_, device) => device);
  return devices.filter((device) => axesPosition(mesh, replicas, device) === 0);
}

/** The whole value from what every device holds under a placement that is not partial. */
export function wholeOf(
  shards: readonly TensorData[],
  type: TensorType,
  placement: Placement,
  mesh: Mesh,
  batch: BatchCut = uncut,
): TensorData {
  const whole = allocateData(type.dtype, numElements(type.shape));
  for (const device of holdersOf(placement, mesh)) {
    forEachHeldRun(type, placement, mesh, device, batch, (to, from, length) => {
      whole.set(shards[device].subarray(from, from + length) as never, to);
    });
  }
  return whole;
}
