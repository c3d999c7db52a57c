/**
 * @file The executor `ort-c`: ONNX Runtime sessions driven through the C API. A session is created once on the main thread; its
 * address travels to the workers, which run it concurrently on tensors that lie in shared WebAssembly memory.
 */
import { InternalError } from "../../../base/errors.ts";
import type { Graph } from "../../../ir/graph.ts";
import { bytesOf, type TensorType } from "../../../ir/types.ts";
import { lowerToOnnx } from "../../../lower/onnx/lower.ts";
import { onnxElementType } from "../../../lower/onnx/proto.ts";
import type { BindSegment, CompiledSegment, Executor } from "./executor.ts";
import { type Address, addressOf, loadOrtApi, type OrtApi } from "./ort-api.ts";

/**
 * ORT_DISABLE_ALL: the lowering leaves little for ONNX Runtime's graph optimizations to find. On GPT, MLP and convolutional train
 * steps runs are as fast without them (MLP 1 % slower, convolution 15 % faster), and sessions take a quarter of the time to make.
 */
const noOptimizations = 0;
/** ORT_LOGGING_LEVEL_FATAL: what fails is thrown, with ONNX Runtime's message. */
const logFatal = 4;
const extendAsRequested = 1n;
const arenaAllocator = 1;
const deviceAllocator = 0;
const defaultMemory = 0;

/** What a worker needs to run a session: addresses, and shared memory that holds the C strings of the port names. */
interface OrtPayload {
  readonly session: Address;
  /** Addresses of the input names, then of the output names, then the names themselves. */
  readonly names: SharedArrayBuffer;
  /** Shapes that the model declares for its inputs and outputs (an output's may be another view of the same elements). */
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShapes: readonly (readonly number[])[];
}

/** The process-wide ONNX Runtime environment with one arena that all sessions share, while there are sessions. */
let environment: Address | undefined;
let numSessions = 0;

function openEnvironment(api: OrtApi): Address {
  if (environment !== undefined) return environment;
  environment = api.make("createEnv", logFatal, "alpa");
  // One arena for all sessions that grows by what is asked: what one segment freed the next one uses, and nothing is rounded up.
  const memory = api.make("createCpuMemoryInfo", arenaAllocator, defaultMemory);
  const keys = cStringTable(["arena_extend_strategy"]);
  const arena = api.make("createArenaCfgV2", addressOf(keys), sharedAddresses([extendAsRequested]), 1);
  api.createAndRegisterAllocator(environment, memory, arena);
  api.releaseArenaCfg(arena);
  api.releaseMemoryInfo(memory);
  return environment;
}

/** C strings preceded by a table of their addresses, in memory that does not move and that every worker sees. */
function cStringTable(names: readonly string[]): SharedArrayBuffer {
  const encoded = names.map((name) => new TextEncoder().encode(`${name}\0`));
  const tableBytes = 8 * names.length;
  const buffer = new SharedArrayBuffer(encoded.reduce((total, bytes) => total + bytes.length, tableBytes + 8));
  const base = addressOf(buffer);
  const table = new BigUint64Array(buffer, 0, names.length);
  const chars = new Uint8Array(buffer);
  let offset = tableBytes;
  encoded.forEach((bytes, index) => {
    chars.set(bytes, offset);
    table[index] = base + BigInt(offset);
    offset += bytes.length;
  });
  return buffer;
}

function sharedAddresses(addresses: readonly bigint[]): BigUint64Array {
  const array = new BigUint64Array(new SharedArrayBuffer(8 * Math.max(1, addresses.length)));
  array.set(addresses);
  return array;
}

function compile(graph: Graph, options: { readonly intraOpThreads: number }): CompiledSegment {
  const api = loadOrtApi();
  const env = openEnvironment(api);
  const model = lowerToOnnx(graph);
  const sessionOptions = api.make("createSessionOptions");
  api.setIntraOpNumThreads(sessionOptions, options.intraOpThreads);
  api.setSessionGraphOptimizationLevel(sessionOptions, noOptimizations);
  // Memory patterns would take one more block per session, planned at its first run, beside what that run took piecewise.
  api.disableMemPattern(sessionOptions);
  api.addSessionConfigEntry(sessionOptions, "session.use_env_allocators", "1");
  let session: Address;
  try {
    session = api.make("createSessionFromArray", env, model.bytes, model.bytes.length, sessionOptions);
  } finally {
    api.releaseSessionOptions(sessionOptions);
  }
  numSessions++;
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

function release(segment: CompiledSegment): void {
  const api = loadOrtApi();
  api.releaseSession((segment.payload as OrtPayload).session);
  numSessions--;
  if (numSessions > 0 || environment === undefined) return;
  // Gives the arena's memory back: the next step's tensors have other sizes, and would not fit into what it holds.
  api.releaseEnv(environment);
  environment = undefined;
}

/** ONNX Runtime by its C API. Needs koffi and ONNX Runtime's shared library. */
export const ortC: Executor = {
  name: "ort-c",
  compile,
  release,
};

/** Makes an OrtValue over bytes of shared memory; the OrtValue does not own them. */
function tensorAt(api: OrtApi, memory: Address, address: Address, type: TensorType, shape: readonly number[]): Address {
  const sizes = sharedAddresses(shape.map(BigInt));
  return api.make(
    "createTensorWithDataAsOrtValue",
    memory,
    address,
    bytesOf(type),
    sizes,
    shape.length,
    onnxElementType[type.dtype],
  );
}

/**
 * Binds a segment compiled by `ortC` in this worker. `run` makes one native call and allocates nothing. Shared WebAssembly
 * memory keeps its address when it grows, so the binding stays good.
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
  const memoryInfo = api.make("createCpuMemoryInfo", deviceAllocator, defaultMemory);
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

/** What the arena of all sessions holds in this process, in bytes. Zero before the first compile. */
export function arenaBytes(segment: CompiledSegment): {
  readonly inUse: number;
  readonly total: number;
  readonly peak: number;
} {
  const api = loadOrtApi();
  const memory = api.make("createCpuMemoryInfo", arenaAllocator, defaultMemory);
  const allocator = api.make("createAllocator", (segment.payload as OrtPayload).session, memory);
  const stats = api.make("allocatorGetStats", allocator);
  const value = (key: string): number => Number(api.keyValue(stats, key) ?? 0);
  const result = { inUse: value("InUse"), total: value("TotalAllocated"), peak: value("MaxInUse") };
  api.releaseKeyValuePairs(stats);
  api.releaseAllocator(allocator);
  api.releaseMemoryInfo(memory);
  return result;
}
