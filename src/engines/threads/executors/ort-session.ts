/**
 * @file ONNX Runtime sessions, and the arena that all sessions of a process share. The arena grows as runs need memory,
 * is trimmed between programs, and is freed with the last session.
 */
import { GraphBuilder } from "../../../ir/builder.ts";
import { bytesOf, type TensorType } from "../../../ir/types.ts";
import { lowerToOnnx } from "../../../lower/onnx/lower.ts";
import { onnxElementType } from "../../../lower/onnx/proto.ts";
import { type Address, addressOf, type OrtApi } from "./ort-api.ts";

/**
 * ORT_DISABLE_ALL: the lowering leaves little to ONNX Runtime's graph optimizations. Without them, GPT, MLP and
 * convolutional train steps run about as fast (MLP 1 % slower, convolution 15 % faster), and creating a session takes a
 * quarter of the time.
 */
const noOptimizations = 0;
/** ORT_LOGGING_LEVEL_FATAL: failures are thrown with ONNX Runtime's message instead of being logged. */
const logFatal = 4;
const extendAsRequested = 1n;
const arenaAllocator = 1;
const deviceAllocator = 0;
const defaultMemory = 0;

interface Environment {
  readonly address: Address;
  numSessions: number;
  shrinker?: Shrinker;
}

/** A session of one op, run only to make ONNX Runtime free the unused part of the arena. */
interface Shrinker {
  readonly session: Address;
  run(): void;
  release(): void;
}

/** The process-wide environment; exists while there are sessions. */
let environment: Environment | undefined;

function openEnvironment(api: OrtApi): Environment {
  if (environment) return environment;
  const address = api.make("createEnv", logFatal, "alpa");
  // All sessions share one arena, so that a segment reuses what another one freed. It grows by the requested size, not
  // rounded up.
  const memory = api.make("createCpuMemoryInfo", arenaAllocator, defaultMemory);
  const keys = cStringTable(["arena_extend_strategy"]);
  const arena = api.make("createArenaCfgV2", addressOf(keys), sharedAddresses([extendAsRequested]), 1);
  api.createAndRegisterAllocator(address, memory, arena);
  api.releaseArenaCfg(arena);
  api.releaseMemoryInfo(memory);
  environment = { address, numSessions: 0 };
  return environment;
}

export function createSession(api: OrtApi, model: Uint8Array, intraOpThreads: number): Address {
  const open = openEnvironment(api);
  const session = openSession(api, open, model, intraOpThreads);
  open.numSessions++;
  return session;
}

function openSession(api: OrtApi, open: Environment, model: Uint8Array, intraOpThreads: number): Address {
  const options = api.make("createSessionOptions");
  api.setIntraOpNumThreads(options, intraOpThreads);
  api.setSessionGraphOptimizationLevel(options, noOptimizations);
  // Memory patterns would allocate one planned block per session, in addition to the memory of its first run.
  api.disableMemPattern(options);
  api.addSessionConfigEntry(options, "session.use_env_allocators", "1");
  try {
    return api.make("createSessionFromArray", open.address, model, model.length, options);
  } finally {
    api.releaseSessionOptions(options);
  }
}

export function releaseSession(api: OrtApi, session: Address): void {
  api.releaseSession(session);
  const open = environment;
  if (!open || --open.numSessions > 0) return;
  open.shrinker?.release();
  api.releaseEnv(open.address);
  environment = undefined;
}

export interface ArenaBytes {
  readonly inUse: number;
  readonly total: number;
  /** Peak bytes in use. */
  readonly peak: number;
}

/** Bytes of the shared arena, queried through any session. */
export function arenaOf(api: OrtApi, session: Address): ArenaBytes {
  const memory = api.make("createCpuMemoryInfo", arenaAllocator, defaultMemory);
  const allocator = api.make("createAllocator", session, memory);
  const stats = api.make("allocatorGetStats", allocator);
  const value = (key: string): number => Number(api.keyValue(stats, key) ?? 0);
  const result = { inUse: value("InUse"), total: value("TotalAllocated"), peak: value("MaxInUse") };
  api.releaseKeyValuePairs(stats);
  api.releaseAllocator(allocator);
  api.releaseMemoryInfo(memory);
  return result;
}

/**
 * The arena is trimmed above this multiple of its peak use. It exceeds the peak when one program's blocks do not fit
 * another.
 */
const maxOverPeak = 1.25;

/** Frees unused memory of the arena, left by programs that ran before, if there is much of it. */
export function trimArena(api: OrtApi): void {
  if (!environment) return;
  environment.shrinker ??= makeShrinker(api, environment);
  const { session, run } = environment.shrinker;
  const { total, peak } = arenaOf(api, session);
  if (total > maxOverPeak * peak) run();
}

function makeShrinker(api: OrtApi, open: Environment): Shrinker {
  const type: TensorType = { shape: [1], dtype: "f32" };
  const builder = new GraphBuilder("shrink");
  const x = builder.input("x", type);
  const model = lowerToOnnx(builder.finish([{ value: builder.op("add", [x, x], {}), name: "y" }]));
  const session = openSession(api, open, model.bytes, 1);
  const options = api.make("createRunOptions");
  api.addRunConfigEntry(options, "memory.enable_memory_arena_shrinkage", "cpu:0");
  const names = cStringTable([model.inputs[0].name, model.outputs[0].name]);
  const data = new SharedArrayBuffer(128);
  const memory = tensorMemory(api);
  const values = sharedAddresses([0n, 64n].map((at) => tensorAt(api, memory, addressOf(data) + at, type, [1])));
  api.releaseMemoryInfo(memory);
  return {
    session,
    run: () => api.run(session, options, entryOf(names, 0), values, 1, entryOf(names, 1), 1, values.subarray(1)),
    release() {
      for (const value of values) api.releaseValue(value);
      api.releaseRunOptions(options);
      api.releaseSession(session);
    },
  };
}

/** The address of entry `index` in a table of C strings. */
const entryOf = (table: SharedArrayBuffer, index: number): Address => addressOf(table) + BigInt(8 * index);

/** The memory info of tensors over memory that ONNX Runtime does not own. */
export const tensorMemory = (api: OrtApi): Address => api.make("createCpuMemoryInfo", deviceAllocator, defaultMemory);

/** Creates an OrtValue over bytes of shared memory, which it does not own. */
export function tensorAt(
  api: OrtApi,
  memory: Address,
  address: Address,
  type: TensorType,
  shape: readonly number[],
): Address {
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

/** C strings preceded by a table of their addresses, in shared memory, which does not move. */
export function cStringTable(names: readonly string[]): SharedArrayBuffer {
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

export function sharedAddresses(addresses: readonly bigint[]): BigUint64Array {
  const array = new BigUint64Array(new SharedArrayBuffer(8 * Math.max(1, addresses.length)));
  array.set(addresses);
  return array;
}
