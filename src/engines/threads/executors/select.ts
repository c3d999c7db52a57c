/** @file Which executor this machine runs: `ort-c` where koffi loads, else `ort-node`; ALPA_EXECUTOR forces one. */
import { InvalidConfig } from "../../../base/errors.ts";
import { suggestion } from "../../../base/suggest.ts";
import { moduleBeside } from "../../../node/spawn.ts";
import type { Binder } from "../job.ts";
import type { Executor } from "./executor.ts";

/** What `startThreads` needs of an executor: itself, and where workers find its `BindSegment`. */
interface ExecutorParts {
  readonly executor: Executor;
  readonly binder: Binder;
}

/** Loaded only when asked for, since loading is what may fail. Best first. */
const executors: Readonly<Record<string, () => Promise<ExecutorParts>>> = {
  async "ort-c"() {
    const { loadOrtApi } = await import("./ort-api.ts");
    loadOrtApi();
    const { ortC: executor } = await import("./ort-c.ts");
    return { executor, binder: { module: moduleBeside("./ort-c", import.meta.url), name: "bindOrtC" } };
  },
  async "ort-node"() {
    const { ortNode: executor } = await import("./ort-node.ts");
    return { executor, binder: { module: moduleBeside("./ort-node", import.meta.url), name: "bindOrtNode" } };
  },
};

export interface ExecutorChoice extends ExecutorParts {
  /** Why this one, in a sentence for `alpa doctor`. */
  readonly reason: string;
}

/** The executor to compile with. Throws InvalidConfig for an unknown ALPA_EXECUTOR, and what loading a forced one throws. */
export async function selectExecutor(environment: NodeJS.ProcessEnv = process.env): Promise<ExecutorChoice> {
  const forced = environment.ALPA_EXECUTOR;
  if (forced) {
    const load = executors[forced];
    if (!load)
      throw new InvalidConfig("ALPA_EXECUTOR", `no executor "${forced}"${suggestion(forced, Object.keys(executors))}`);
    return { ...(await load()), reason: `ALPA_EXECUTOR=${forced}` };
  }
  try {
    return {
      ...(await executors["ort-c"]()),
      reason: "ONNX Runtime's C API loads: kernels work on shared memory in place",
    };
  } catch (error) {
    const reason = `slower, since ort-c does not load: ${(error as Error).message}`;
    return { ...(await executors["ort-node"]()), reason };
  }
}
