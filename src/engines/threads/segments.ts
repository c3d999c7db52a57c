/** @file Compiles the segments of a program on the main thread. */
import { availableParallelism } from "node:os";
import type { Graph } from "../../ir/graph.ts";
import type { Program } from "../../lower/program.ts";
import type { CompiledSegment, Executor } from "./executors/executor.ts";
import { segmentKernelName } from "./layout.ts";

/** By mesh, the compiled segments; an elementwise segment is the name of its kernel. */
export type CompiledSegments = readonly (readonly (CompiledSegment | string)[])[];

/** @throws Unsupported when the executor cannot run an op */
export function compileSegments(program: Program, executor: Executor): CompiledSegments {
  const compiled: CompiledSegment[] = [];
  // Kernels use the cores that no worker occupies; if there are none, each worker computes on one thread.
  const numWorkers = program.meshes.reduce((sum, mesh) => sum + mesh.devices.length, 0);
  const intraOpThreads = Math.max(1, availableParallelism() - numWorkers + 1);
  const compile = (graph: Graph): CompiledSegment => {
    const segment = executor.compile(graph, { intraOpThreads });
    compiled.push(segment);
    return segment;
  };
  try {
    return program.meshes.map((mesh) =>
      mesh.segments.map(({ kernel, graph }, index) =>
        kernel === "elementwise" ? segmentKernelName(index) : compile(graph),
      ),
    );
  } catch (error) {
    for (const segment of compiled) executor.release(segment);
    throw error;
  }
}

export function releaseSegments(segments: CompiledSegments, executor: Executor): void {
  for (const segment of segments.flat()) if (typeof segment !== "string") executor.release(segment);
}
