/**
 * @file The executor `ort-c`: runs ONNX Runtime sessions through the C API. A session is created once on the main
 * thread. The workers receive its address and run it concurrently on tensors in shared WebAssembly memory.
 */
import { InternalError } from "../../../base/errors.ts";
import type { Graph } from "../../../ir/graph.ts";
import { lowerToOnnx } from "../../../lower/onnx/lower.ts";
import type { BindSegment, CompiledSegment, Executor } from "./executor.ts";
import { type Address, addressOf, loadOrtApi } from "./ort-api.ts";
import {
  type ArenaBytes,
  arenaOf,
  createSession,
  cStringTable,
  releaseSession,
  sharedAddresses,
  tensorAt,
  tensorMemory,
  trimArena,
} from "./ort-session.ts";

/** Data that a worker needs to run a session. */
interface OrtPayload {
  readonly session: Address;
  /** Addresses of the input names, then of the output names, followed by the names as C strings. */
  readonly names: SharedArrayBuffer;
  /** Shapes that the ONNX model declares; an output's shape may differ from the graph's, with the same elements. */
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShapes: readonly (readonly number[])[];
}

function compile(graph: Graph, options: { readonly intraOpThreads: number }): CompiledSegment {
  const api = loadOrtApi();
  const model = lowerToOnnx(graph);
  const session = createSession(api, model.bytes, options.intraOpThreads);
  const payload: OrtPayload = {
    session,
    names: cStringTable([...model.inputs, ...model.outputs].map((port) => port.name)),
    inputShapes: model.inputs.map((port) => port.shape),
    outputShapes: model.outputs.map((port) => port.shape),
  };
  return {
    executor: "ort-c",
    inputs: graph.inputs.map((port) => graph.types[port.value]),
    outputs: graph.outputs.map((port) => graph.types[port.value]),
    workspaceBytes: model.workspaceBytes,
    payload,
  };
}

const release = (segment: CompiledSegment): void =>
  releaseSession(loadOrtApi(), (segment.payload as OrtPayload).session);

/** ONNX Runtime through its C API. Needs koffi and ONNX Runtime's shared library. */
export const ortC: Executor = {
  name: "ort-c",
  compile,
  release,
  trim: () => trimArena(loadOrtApi()),
};

/**
 * Binds a segment compiled by `ortC` in this worker. `run` makes one native call and allocates nothing. The binding
 * stays valid when the shared memory grows, because its address does not change.
 */
export const bindOrtC: BindSegment = (segment, memory, inputs, outputs) => {
  const api = loadOrtApi();
  const { session, names, inputShapes, outputShapes } = segment.payload as OrtPayload;
  if (inputs.length !== segment.inputs.length || outputs.length !== segment.outputs.length)
    throw new InternalError(
      "ort-c bind",
      `got ${inputs.length} inputs and ${outputs.length} outputs for a segment of ${segment.inputs.length} and ${segment.outputs.length}`,
    );
  const base = addressOf(memory.buffer);
  const memoryInfo = tensorMemory(api);
  const inputValues = sharedAddresses(
    inputs.map((offset, i) => tensorAt(api, memoryInfo, base + BigInt(offset), segment.inputs[i], inputShapes[i])),
  );
  const outputValues = sharedAddresses(
    outputs.map((offset, i) => tensorAt(api, memoryInfo, base + BigInt(offset), segment.outputs[i], outputShapes[i])),
  );
  api.releaseMemoryInfo(memoryInfo);

  const inputNames = addressOf(names);
  const outputNames = inputNames + BigInt(8 * inputs.length);
  const inputTable = addressOf(inputValues.buffer);
  const outputTable = addressOf(outputValues.buffer);
  const numInputs = inputs.length;
  const numOutputs = outputs.length;
  const { runRaw } = api;
  return {
    run() {
      const status = runRaw(session, null, inputNames, inputTable, numInputs, outputNames, numOutputs, outputTable);
      if (status) api.check(status, "run");
    },
    release() {
      for (const value of inputValues.subarray(0, numInputs)) api.releaseValue(value);
      for (const value of outputValues.subarray(0, numOutputs)) api.releaseValue(value);
    },
  };
};

/** Bytes of the arena that all sessions of this process share. */
export const arenaBytes = (segment: CompiledSegment): ArenaBytes =>
  arenaOf(loadOrtApi(), (segment.payload as OrtPayload).session);
