/** @file The executor of this machine, loaded when it is first needed, since loading native code is what may fail. */
import { Unsupported } from "../../../base/errors.ts";
import { moduleBeside } from "../../../node/spawn.ts";
import type { Binder } from "../job.ts";
import type { Executor } from "./executor.ts";

export interface LoadedExecutor {
  readonly executor: Executor;
  /** Where workers find the executor's `BindSegment`. */
  readonly binder: Binder;
  /** What runs the kernels, for `alpa doctor`. */
  readonly description: string;
}

/** The executor to compile with. Throws Unsupported when koffi or ONNX Runtime's library is missing, with the command that adds it. */
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
