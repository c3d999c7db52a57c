/** @file Which executor this machine runs: `ort-c` where koffi loads, else `ort-node`; ALPA_EXECUTOR forces one. */
import { InvalidConfig } from "../../base/errors.ts";
import { suggestion } from "../../base/suggest.ts";
import type { BindSegment, Executor } from "./executor.ts";

interface ExecutorModule {
  readonly executor: Executor;
  readonly bind: BindSegment;
}

/** Loaded only when asked for, since loading is what may fail. Best first. */
const executors: Readonly<Record<string, () => Promise<ExecutorModule>>> = {
  async "ort-c"() {
    const { loadOrtApi } = await import("./ort-api.ts");
    loadOrtApi();
    const { ortC: executor, bindOrtC: bind } = await import("./ort-c.ts");
    return { executor, bind };
  },
  async "ort-node"() {
    const { ortNode: executor, bindOrtNode: bind } = await import("./ort-node.ts");
    return { executor, bind };
  },
};

export interface ExecutorChoice {
  readonly executor: Executor;
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
    return { executor: (await load()).executor, reason: `ALPA_EXECUTOR=${forced}` };
  }
  try {
    const { executor } = await executors["ort-c"]();
    return { executor, reason: "ONNX Runtime's C API loads: kernels work on shared memory in place" };
  } catch (error) {
    const { executor } = await executors["ort-node"]();
    return { executor, reason: `slower, since ort-c does not load: ${(error as Error).message}` };
  }
}

/** In a worker: the function that binds segments of the executor that compiled them. */
export const loadBinder = async (executor: string): Promise<BindSegment> => (await executors[executor]()).bind;
