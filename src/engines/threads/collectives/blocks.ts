/**
 * @file Copies of boxes between row-major tensors, as nested loops over contiguous runs of bytes. Used for slices of
 * peers' buffers in collectives and for transfers between meshes.
 */

/** A loop with constant strides in bytes. */
export interface BlockLoop {
  readonly count: number;
  readonly sourceStride: number;
  readonly destinationStride: number;
}

/**
 * The copy of a box from one tensor to another: contiguous runs of `runBytes` bytes, repeated by `loops`, outermost
 * first.
 */
export interface BlockCopy {
  readonly sourceOffset: number;
  readonly destinationOffset: number;
  readonly runBytes: number;
  readonly loops: readonly BlockLoop[];
}

/** A box inside a tensor of `shape`, beginning at `start`. */
export interface Box {
  readonly shape: readonly number[];
  readonly start: readonly number[];
}

function strides(shape: readonly number[], elementBytes: number): number[] {
  const result: number[] = new Array(shape.length);
  let stride = elementBytes;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    result[dim] = stride;
    stride *= shape[dim];
  }
  return result;
}

/** The copy of a box of `size` (elements per dim) from `source` to `destination`, with the fewest and longest runs. */
export function blockCopy(size: readonly number[], source: Box, destination: Box, elementBytes: number): BlockCopy {
  const sourceStrides = strides(source.shape, elementBytes);
  const destinationStrides = strides(destination.shape, elementBytes);
  const offset = (start: readonly number[], by: readonly number[]): number =>
    start.reduce((sum, index, dim) => sum + index * by[dim], 0);
  let runBytes = elementBytes;
  const loops: BlockLoop[] = [];
  for (let dim = size.length - 1; dim >= 0; dim--) {
    if (size[dim] === 1) continue;
    const loop = { count: size[dim], sourceStride: sourceStrides[dim], destinationStride: destinationStrides[dim] };
    const inner = loops[0];
    if (!inner && loop.sourceStride === runBytes && loop.destinationStride === runBytes) runBytes *= loop.count;
    else if (
      inner &&
      loop.sourceStride === inner.count * inner.sourceStride &&
      loop.destinationStride === inner.count * inner.destinationStride
    ) {
      loops[0] = { ...inner, count: inner.count * loop.count };
    } else loops.unshift(loop);
  }
  return {
    sourceOffset: offset(source.start, sourceStrides),
    destinationOffset: offset(destination.start, destinationStrides),
    runBytes,
    loops,
  };
}

/** Calls `visit` for every iteration of the outer loops; the visitor executes the innermost loop. */
export function forEachRun(
  copy: BlockCopy,
  visit: (sourceOffset: number, destinationOffset: number, innermost: BlockLoop) => void,
): void {
  const once: BlockLoop = { count: 1, sourceStride: 0, destinationStride: 0 };
  const innermost = copy.loops.at(-1) ?? once;
  const walk = (depth: number, source: number, destination: number): void => {
    if (depth >= copy.loops.length - 1) {
      visit(source, destination, innermost);
      return;
    }
    const { count, sourceStride, destinationStride } = copy.loops[depth];
    for (let i = 0; i < count; i++) walk(depth + 1, source + i * sourceStride, destination + i * destinationStride);
  };
  walk(0, copy.sourceOffset, copy.destinationOffset);
}

/** The slice of dim `dim` that member `index` of `parts` owns: its box and its size. */
export function dimSlice(shape: readonly number[], dim: number, parts: number, index: number): [Box, number[]] {
  const size = shape.map((length, d) => (d === dim ? length / parts : length));
  const start = shape.map((_, d) => (d === dim ? index * size[d] : 0));
  return [{ shape, start }, size];
}
