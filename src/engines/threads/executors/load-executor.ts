/** @file Loads this machine's executor on first use, since loading native code may fail. */
import { Unsupported } from "../../../base/errors.ts";
import { moduleBeside } from "../../../node/spawn.ts";
import type { Binder } from "../job.ts";
import type { Executor } from "./executor.ts";

export interface LoadedExecutor {
  readonly executor: Executor;
  /** Location of the executor's `BindSegment`. */
  readonly binder: Binder;
  /** Description of the kernel library, for `alpa doctor`. */
  readonly description: string;
}

/** @throws Unsupported if koffi or ONNX Runtime's library is missing, with the command that installs it */
export async function loadExecutor(): Promise<LoadedExecutor> {
  const binder = { module: moduleBeside("./ort-c", import.meta.url), name: "bindOrtC" };
  const { loadOrtApi } = await importOrtApi();
  const { version, path } = loadOrtApi();
  const { ortC: executor } = await import("./ort-c.ts");
  return {
    executor,
    binder,
    description: `ONNX Runtime ${version} by its C API, ${path}`,
  };
}

async function importOrtApi(): Promise<typeof import("./ort-api.ts")> {
  try {
    return await import("./ort-api.ts");
  } catch (error) {
    throw new Unsupported(
      "executor ort-c",
      `koffi, which calls ONNX Runtime's library, does not load (${(error as Error).message}); run: npm install koffi`,
    );
  }
}
