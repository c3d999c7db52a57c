/** @file Runs a graph once through an executor on host data, for tests and benchmarks. */
import type { Graph } from "../../../ir/graph.ts";
import { bytesOf, numElements, type TensorData, type TensorType, viewData } from "../../../ir/types.ts";
import type { BindSegment, BoundSegment, CompiledSegment, Executor } from "./executor.ts";

const pageBytes = 65536;
const alignmentBytes = 64;

/** A compiled graph bound to its own memory. */
export interface LoadedGraph {
  readonly segment: CompiledSegment;
  readonly bound: BoundSegment;
  readonly memory: WebAssembly.Memory;
  readonly inputs: readonly TensorData[];
  readonly outputs: readonly TensorData[];
  release(): void;
}

/** Compiles a graph and binds it to new shared memory; `inputs` and `outputs` are views of it. */
export function loadGraph(executor: Executor, bind: BindSegment, graph: Graph, intraOpThreads = 1): LoadedGraph {
  const segment = executor.compile(graph, { intraOpThreads });
  let end = alignmentBytes;
  const place = (type: TensorType): number => {
    const offset = end;
    end += Math.ceil(Math.max(1, bytesOf(type)) / alignmentBytes) * alignmentBytes;
    return offset;
  };
  const inputOffsets = segment.inputs.map(place);
  const outputOffsets = segment.outputs.map(place);
  const pages = Math.ceil(end / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const view = (type: TensorType, offset: number): TensorData =>
    viewData(type.dtype, memory.buffer, offset, numElements(type.shape));
  const bound = bind(segment, memory, inputOffsets, outputOffsets);
  return {
    segment,
    bound,
    memory,
    inputs: segment.inputs.map((type, i) => view(type, inputOffsets[i])),
    outputs: segment.outputs.map((type, i) => view(type, outputOffsets[i])),
    release() {
      bound.release();
      executor.release(segment);
    },
  };
}

/** Runs a graph once and returns its outputs. */
export function runGraph(
  executor: Executor,
  bind: BindSegment,
  graph: Graph,
  inputs: readonly TensorData[],
): TensorData[] {
  const loaded = loadGraph(executor, bind, graph);
  inputs.forEach((data, i) => {
    loaded.inputs[i].set(data as never);
  });
  loaded.bound.run();
  const outputs = loaded.outputs.map((data) => data.slice());
  loaded.release();
  return outputs;
}
