/**
 * @file The collectives. Every member processes its slice of its peers' buffers directly in shared memory: an
 * all-reduce reads each input once and writes each output once, without staging buffers. The calls of all members must
 * happen between two barriers of the group.
 */
import { InternalError } from "../../../base/errors.ts";
import type { CollectiveKind, OpAttrs, Reducer } from "../../../ir/ops.ts";
import { bytesPerElement, type DType, numElements, type TensorType } from "../../../ir/types.ts";
import type { Kernel, WasmFunction } from "../wasm/assembler.ts";
import { combineKernel, combineName, copyName } from "../wasm/kernels.ts";
import { type BlockCopy, type Box, blockCopy, dimSlice, forEachRun } from "./blocks.ts";
import { combineElements } from "./reducers.ts";

export type Kernels = Readonly<Record<string, Kernel>>;

/** Memory and buffers of one member's collective. */
export interface CollectivePlace {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  /** By member of the group, the byte offset of its input buffer. */
  readonly inputs: readonly number[];
  /** By member of the group, the byte offset of its output buffer. */
  readonly outputs: readonly number[];
  /** The index of this member in the group. */
  readonly position: number;
}

/** A kind and attributes, without buffers. */
export type Collective = { [K in CollectiveKind]: { readonly kind: K; readonly attrs: OpAttrs[K] } }[CollectiveKind];

/** Reduces `count` strided runs of `runBytes` bytes from `sources` into all `destinations` (byte offsets). */
type Combine = (
  count: number,
  runBytes: number,
  sourceStride: number,
  destinationStride: number,
  sources: readonly number[],
  destinations: readonly number[],
) => void;

export function combiner(
  dtype: DType,
  reducer: Reducer,
  numSources: number,
  numDestinations: number,
  memory: WebAssembly.Memory,
  kernels: Kernels,
): Combine {
  const kernel = dtype === "f32" ? kernels[combineName(reducer, numSources, numDestinations)] : undefined;
  if (kernel) {
    return (count, runBytes, sourceStride, destinationStride, sources, destinations) =>
      kernel(count, runBytes, sourceStride, destinationStride, ...sources, ...destinations);
  }
  return (count, runBytes, sourceStride, destinationStride, sources, destinations) => {
    for (let i = 0; i < count; i++) {
      combineElements(
        dtype,
        reducer,
        memory.buffer,
        runBytes / bytesPerElement(dtype),
        sources.map((at) => at + i * sourceStride),
        destinations.map((at) => at + i * destinationStride),
      );
    }
  };
}

/** Copies a box between two tensors at byte offsets `source` and `destination`. */
export function copyBlocks(kernels: Kernels, copy: BlockCopy, source: number, destination: number): void {
  forEachRun(copy, (from, into, { count, sourceStride, destinationStride }) => {
    kernels[copyName](count, copy.runBytes, sourceStride, destinationStride, source + from, destination + into);
  });
}

const wholeBox = (shape: readonly number[]): Box => ({ shape, start: shape.map(() => 0) });

/** Elements [from, to) of a flat buffer that a member reduces: equal parts, rounded to 64 elements. */
function flatSlice(length: number, numMembers: number, position: number): [number, number] {
  const part = Math.ceil(length / numMembers / 64) * 64;
  return [Math.min(length, part * position), Math.min(length, part * (position + 1))];
}

type Bind<K extends CollectiveKind> = (attrs: OpAttrs[K], type: TensorType, place: CollectivePlace) => () => void;

const bindings: { readonly [K in CollectiveKind]: Bind<K> } = {
  all_reduce(attrs, type, { memory, kernels, inputs, outputs, position }) {
    const n = inputs.length;
    const combine = combiner(type.dtype, attrs.reducer, n, n, memory, kernels);
    const [from, to] = flatSlice(numElements(type.shape), n, position).map((e) => e * bytesPerElement(type.dtype));
    const sources = inputs.map((at) => at + from);
    const destinations = outputs.map((at) => at + from);
    return () => {
      if (to > from) combine(1, to - from, 0, 0, sources, destinations);
    };
  },

  reduce_scatter(attrs, type, { memory, kernels, inputs, outputs, position }) {
    const n = inputs.length;
    const combine = combiner(type.dtype, attrs.reducer, n, 1, memory, kernels);
    const [slice, size] = dimSlice(type.shape, attrs.dim, n, position);
    const copy = blockCopy(size, slice, wholeBox(size), bytesPerElement(type.dtype));
    return () =>
      forEachRun(copy, (from, into, { count, sourceStride, destinationStride }) => {
        const sources = inputs.map((at) => at + from);
        combine(count, copy.runBytes, sourceStride, destinationStride, sources, [outputs[position] + into]);
      });
  },

  all_gather(attrs, type, { kernels, inputs, outputs, position }) {
    const n = inputs.length;
    const shape = type.shape.map((length, dim) => (dim === attrs.dim ? n * length : length));
    const copies = inputs.map((_, peer) => {
      const [slice, size] = dimSlice(shape, attrs.dim, n, peer);
      return blockCopy(size, wholeBox(type.shape), slice, bytesPerElement(type.dtype));
    });
    return () => {
      // Each member starts with its own buffer, so that not all members read the same peer at once.
      for (let i = 0; i < n; i++) {
        const peer = (position + i) % n;
        copyBlocks(kernels, copies[peer], inputs[peer], outputs[position]);
      }
    };
  },

  all_to_all(attrs, type, { kernels, inputs, outputs, position }) {
    const n = inputs.length;
    const [part, size] = dimSlice(type.shape, attrs.splitDim, n, position);
    const shape = size.map((length, dim) => (dim === attrs.concatDim ? n * length : length));
    const copies = inputs.map((_, peer) => {
      const [slice] = dimSlice(shape, attrs.concatDim, n, peer);
      return blockCopy(size, part, slice, bytesPerElement(type.dtype));
    });
    return () => {
      for (let i = 0; i < n; i++) {
        const peer = (position + i) % n;
        copyBlocks(kernels, copies[peer], inputs[peer], outputs[position]);
      }
    };
  },

  all_slice(attrs, type, { kernels, inputs, outputs, position }) {
    const [slice, size] = dimSlice(type.shape, attrs.dim, inputs.length, position);
    const copy = blockCopy(size, slice, wholeBox(size), bytesPerElement(type.dtype));
    return () => copyBlocks(kernels, copy, inputs[position], outputs[position]);
  },
};

/** Binds the work of one member. `type` is the type of its input buffer. */
export function bindCollective(collective: Collective, type: TensorType, place: CollectivePlace): () => void {
  if (collective.attrs.groupSize !== place.inputs.length) {
    const { groupSize, axes } = collective.attrs;
    throw new InternalError(collective.kind, `group size ${groupSize}, but axes ${axes} have ${place.inputs.length}`);
  }
  const bind = bindings[collective.kind] as Bind<CollectiveKind>;
  return bind(collective.attrs as OpAttrs[CollectiveKind], type, place);
}

/** The SIMD kernels that a collective needs in addition to the copy kernel. */
export function collectiveKernels({ kind, attrs }: Collective, { dtype }: TensorType): WasmFunction[] {
  if (dtype !== "f32" || (kind !== "all_reduce" && kind !== "reduce_scatter")) return [];
  const kernel = combineKernel(attrs.reducer, attrs.groupSize, kind === "all_reduce" ? attrs.groupSize : 1);
  return kernel ? [kernel] : [];
}

/** True for collectives whose members read each other's buffers, so that they need barriers. */
export const isShared = (kind: CollectiveKind): boolean => kind !== "all_slice";
