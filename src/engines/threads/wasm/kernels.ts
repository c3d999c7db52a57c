/**
 * @file The fixed SIMD kernels on shared memory: combine (reduces n buffers and writes the result to m buffers) and
 * copy. Both process `count` runs of `runBytes` bytes at constant strides, the memory layout of a slice along a tensor
 * dim.
 */
import type { Reducer } from "../../../ir/ops.ts";
import {
  type Code,
  getLocal,
  I32,
  i32Add,
  i32And,
  i32Const,
  i32LessUnsigned,
  i32Load,
  i32Load8,
  i32Store,
  i32Store8,
  i32Sub,
  ifElse,
  memoryCopy,
  setLocal,
  V128,
  vector,
  vectorLoad,
  vectorLoad32Zero,
  vectorStore,
  vectorStoreLane0,
  type WasmFunction,
  whileLoop,
} from "./assembler.ts";

/** Reducers that have an f32 SIMD kernel. */
const combineCode: Partial<Record<Reducer, Code>> = {
  add: vector.addF32,
  multiply: vector.multiplyF32,
  maximum: vector.maximumF32,
  minimum: vector.minimumF32,
};

const address = (pointer: number, offset: number): number[] => [...getLocal(pointer), ...getLocal(offset), ...i32Add];
const advance = (local: number, by: Code): number[] => [...getLocal(local), ...by, ...i32Add, ...setLocal(local)];
const isBelow = (local: number, limit: number): number[] => [
  ...getLocal(local),
  ...getLocal(limit),
  ...i32LessUnsigned,
];

/** Vectors per iteration of a kernel's main loop: 64 bytes, one cache line. */
const unroll = 4;

export const combineName = (reducer: Reducer, numSources: number, numDestinations: number): string =>
  `combine_${reducer}_${numSources}_${numDestinations}`;

/**
 * f32 kernel `(count, runBytes, sourceStride, destinationStride, ...sources, ...destinations)`. Each element is read
 * from all sources before it is written, so destinations may equal sources. Undefined for reducers without an f32
 * vector instruction.
 */
export function combineKernel(reducer: Reducer, numSources: number, numDestinations: number): WasmFunction | undefined {
  const combine = combineCode[reducer];
  if (!combine) return undefined;
  const [count, runBytes, sourceStride, destinationStride] = [0, 1, 2, 3];
  const sources = Array.from({ length: numSources }, (_, i) => 4 + i);
  const destinations = Array.from({ length: numDestinations }, (_, i) => 4 + numSources + i);
  const numParams = 4 + numSources + numDestinations;
  const [offset, mainBytes, total] = [numParams, numParams + 1, numParams + 2];

  const combineAt = (byteOffset: number, load: (o: number) => number[], store: (o: number) => number[]): number[] => [
    ...sources.flatMap((source, i) => [...address(source, offset), ...load(byteOffset), ...(i > 0 ? combine : [])]),
    ...setLocal(total),
    ...destinations.flatMap((destination) => [
      ...address(destination, offset),
      ...getLocal(total),
      ...store(byteOffset),
    ]),
  ];
  const wholeVectors = Array.from({ length: unroll }, (_, u) => combineAt(16 * u, vectorLoad, vectorStore)).flat();
  const body = [
    ...[...getLocal(runBytes), ...i32Const(-16 * unroll), ...i32And, ...setLocal(mainBytes)],
    ...whileLoop(getLocal(count), [
      ...[...i32Const(0), ...setLocal(offset)],
      ...whileLoop(isBelow(offset, mainBytes), [...wholeVectors, ...advance(offset, i32Const(16 * unroll))]),
      ...whileLoop(isBelow(offset, runBytes), [
        ...combineAt(0, vectorLoad32Zero, vectorStoreLane0),
        ...advance(offset, i32Const(4)),
      ]),
      ...sources.flatMap((source) => advance(source, getLocal(sourceStride))),
      ...destinations.flatMap((destination) => advance(destination, getLocal(destinationStride))),
      ...[...getLocal(count), ...i32Const(1), ...i32Sub, ...setLocal(count)],
    ]),
  ];
  return {
    name: combineName(reducer, numSources, numDestinations),
    params: Array.from({ length: numParams }, () => I32),
    locals: [I32, I32, V128],
    body,
  };
}

/** Runs shorter than this are copied by inline code, because WebAssembly's `memory.copy` has a fixed cost per call. */
const bulkCopyBytes = 512;

export const copyName = "copy";

/** Kernel `(count, runBytes, sourceStride, destinationStride, source, destination)` for bytes of any dtype. */
export function copyKernel(): WasmFunction {
  const [count, runBytes, sourceStride, destinationStride, source, destination] = [0, 1, 2, 3, 4, 5];
  const [offset, vectorBytes, wordBytes] = [6, 7, 8];
  const moveAt = (load: Code, store: Code): number[] => [
    ...address(destination, offset),
    ...address(source, offset),
    ...load,
    ...store,
  ];
  const loop = (limit: number, step: number, load: Code, store: Code): number[] =>
    whileLoop(isBelow(offset, limit), [...moveAt(load, store), ...advance(offset, i32Const(step))]);
  const inline = [
    ...[...i32Const(0), ...setLocal(offset)],
    ...loop(vectorBytes, 16, vectorLoad(), vectorStore()),
    ...loop(wordBytes, 4, i32Load(), i32Store()),
    ...loop(runBytes, 1, i32Load8(), i32Store8()),
  ];
  const bulk = [...getLocal(destination), ...getLocal(source), ...getLocal(runBytes), ...memoryCopy];
  const body = [
    ...[...getLocal(runBytes), ...i32Const(-16), ...i32And, ...setLocal(vectorBytes)],
    ...[...getLocal(runBytes), ...i32Const(-4), ...i32And, ...setLocal(wordBytes)],
    ...whileLoop(getLocal(count), [
      ...ifElse([...getLocal(runBytes), ...i32Const(bulkCopyBytes), ...i32LessUnsigned], inline, bulk),
      ...advance(source, getLocal(sourceStride)),
      ...advance(destination, getLocal(destinationStride)),
      ...[...getLocal(count), ...i32Const(1), ...i32Sub, ...setLocal(count)],
    ]),
  ];
  return { name: copyName, params: Array.from({ length: 6 }, () => I32), locals: [I32, I32, I32], body };
}
