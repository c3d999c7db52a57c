/**
 * @file ONNX Runtime's C API, called through koffi. Functions are looked up by position in the `OrtApi` table;
 * positions never change between versions (ONNX Runtime's ABI promise, onnxruntime_c_api.h).
 */
import koffi from "koffi";
import { RuntimeFailure, Unsupported } from "../../../base/errors.ts";
import { ortLibraryPath } from "./ort-library.ts";

/** A native address. */
export type Address = bigint;

/** Argument kinds: p = pointer (address or typed array), s = string, i = int32, n = size_t. */
type ArgumentKind = "p" | "s" | "i" | "n";

const argumentTypes: Readonly<Record<ArgumentKind, string>> = { p: "void *", s: "const char *", i: "int", n: "size_t" };

/** Functions that return an OrtStatus: position in the OrtApi table and argument kinds. */
const statusFunctions = {
  createEnv: [3, "isp"],
  createSessionFromArray: [8, "ppnpp"],
  run: [9, "ppppnpnp"],
  createSessionOptions: [10, "p"],
  enableProfiling: [14, "ps"],
  disableMemPattern: [17, "p"],
  setSessionGraphOptimizationLevel: [23, "pi"],
  setIntraOpNumThreads: [24, "pi"],
  createRunOptions: [39, "p"],
  createTensorWithDataAsOrtValue: [49, "ppnpnip"],
  getTensorMutableData: [51, "pp"],
  createCpuMemoryInfo: [69, "iip"],
  allocatorFree: [76, "pp"],
  getAllocatorWithDefaultOptions: [78, "p"],
  sessionEndProfiling: [110, "ppp"],
  addSessionConfigEntry: [130, "pss"],
  createAllocator: [131, "ppp"],
  createAndRegisterAllocator: [144, "ppp"],
  createArenaCfgV2: [164, "ppnp"],
  addRunConfigEntry: [165, "pss"],
  allocatorGetStats: [319, "pp"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

/** Functions that free an object: position in the OrtApi table. */
const releaseFunctions = {
  releaseEnv: 92,
  releaseMemoryInfo: 94,
  releaseSession: 95,
  releaseValue: 96,
  releaseRunOptions: 97,
  releaseSessionOptions: 100,
  releaseAllocator: 132,
  releaseArenaCfg: 157,
  releaseKeyValuePairs: 300,
} as const;

type StatusFunctionName = keyof typeof statusFunctions;
type ReleaseFunctionName = keyof typeof releaseFunctions;

// biome-ignore lint/suspicious/noExplicitAny: native functions take addresses, numbers, strings and typed arrays alike
type NativeFunction = (...args: any[]) => any;

/** The API's functions, which throw RuntimeFailure if the native function returns an error status. */
export type OrtApi = Readonly<Record<StatusFunctionName, (...args: readonly unknown[]) => void>> &
  Readonly<Record<ReleaseFunctionName, (object: Address) => void>> & {
    /**
     * `run` without the check, for the hot path. It returns the address of an OrtStatus (null for success); see
     * `check`.
     */
    readonly runRaw: NativeFunction;
    /** Throws RuntimeFailure with ONNX Runtime's message unless `status` is null. */
    readonly check: (status: unknown, what: string) => void;
    /** Calls a function whose last argument is an output pointer, and returns the address written there. */
    readonly make: (name: StatusFunctionName, ...args: readonly unknown[]) => Address;
    readonly version: string;
    /** Path of the loaded library. */
    readonly path: string;
    /** Value of a key in an OrtKeyValuePairs, or undefined. */
    readonly keyValue: (pairs: Address, key: string) => string | undefined;
  };

/** API version that this file needs: that of ONNX Runtime 1.23. */
const oldestApiVersion = 23;

/** Keeps the library object referenced, since koffi unloads a library whose object is garbage-collected. */
let loaded: { readonly library: unknown; readonly api: OrtApi } | undefined;

/** Loads the library, once per thread. @throws Unsupported if it is missing or too old */
export function loadOrtApi(): OrtApi {
  loaded ??= openLibrary();
  return loaded.api;
}

function openLibrary(): { library: unknown; api: OrtApi } {
  const path = ortLibraryPath();
  let library: ReturnType<typeof koffi.load>;
  try {
    library = koffi.load(path);
  } catch (error) {
    throw new Unsupported(
      "executor ort-c",
      `cannot load ${path} (${(error as Error).message}); reinstall the package that it lies in`,
    );
  }
  const base = library.func("void *OrtGetApiBase()")() as Address;
  const [getApi, getVersionString] = koffi.decode(base, "void *", 2) as Address[];
  const pointerFunction = koffi.proto("void *", ["uint32_t"]);
  const table = koffi.call(getApi, pointerFunction, oldestApiVersion) as Address | null;
  const version = koffi.call(getVersionString, koffi.proto("const char *", [])) as string;
  if (!table)
    throw new Unsupported(
      "executor ort-c",
      `${path} is ONNX Runtime ${version}, too old; install 1.${oldestApiVersion} or newer`,
    );

  const entry = (position: number): Address => koffi.decode(table, position * 8, "void *") as Address;
  const bind = (position: number, result: string, kinds: string): NativeFunction =>
    koffi.decode(
      entry(position),
      koffi.proto(
        result,
        [...kinds].map((kind) => argumentTypes[kind as ArgumentKind]),
      ),
    ) as NativeFunction;

  const getErrorMessage = bind(2, "const char *", "p");
  const releaseStatus = bind(93, "void", "p");
  const check = (status: unknown, what: string): void => {
    if (!status) return;
    const message = getErrorMessage(status) as string;
    releaseStatus(status);
    throw new RuntimeFailure(`onnx runtime: ${what}`, message, { onnxRuntime: version });
  };

  const functions: Record<string, NativeFunction> = {};
  for (const [name, [position, kinds]] of Object.entries(statusFunctions)) {
    const raw = bind(position, "void *", kinds);
    functions[name] = (...args) => check(raw(...args), name);
  }
  for (const [name, position] of Object.entries(releaseFunctions)) functions[name] = bind(position, "void", "p");

  const getKeyValue = bind(297, "const char *", "ps");
  const out = new BigUint64Array(new SharedArrayBuffer(8));
  const api = {
    ...functions,
    runRaw: bind(9, "void *", statusFunctions.run[1]),
    check,
    make: (name: StatusFunctionName, ...args: readonly unknown[]): Address => {
      functions[name](...args, out);
      return out[0];
    },
    version,
    path,
    keyValue: (pairs: Address, key: string) => (getKeyValue(pairs, key) as string | null) ?? undefined,
  } as OrtApi;
  return { library, api };
}

/** Native address of an array buffer's first byte. The buffer must not move in memory, as small ArrayBuffers do. */
export const addressOf = (buffer: ArrayBufferLike): Address => koffi.address(new Uint8Array(buffer));
