/** @file Finds the Python that the xla engine runs, and asks it for its versions and devices. */
import { existsSync } from "node:fs";
import { runCommand } from "../../node/run-command.ts";
import { pythonEnvironment } from "./python-package.ts";
import { rememberedPython } from "./remembered-python.ts";

export interface FoundPython {
  readonly python: string;
  /** Where the path comes from, for messages. */
  readonly from: "ALPA_PYTHON" | "alpa xla setup" | "default";
}

/** `$ALPA_PYTHON`, else the environment of `alpa xla setup`, else `python3`. */
export function findPython(): FoundPython {
  const named = process.env.ALPA_PYTHON;
  if (named) return { python: named, from: "ALPA_PYTHON" };
  const remembered = rememberedPython();
  if (remembered && existsSync(remembered.python)) return { python: remembered.python, from: "alpa xla setup" };
  return { python: "python3", from: "default" };
}

/** The facts that `python/alpa_xla/probe.py` finds. */
export interface PythonFacts {
  readonly python: string;
  /** A package that is not installed. */
  readonly missing?: string;
  readonly jax?: string;
  readonly jaxlib?: string;
  readonly numpy?: string;
  /** JAX's name of the kind of devices: cpu, gpu or tpu. */
  readonly platform?: string;
  readonly devices?: number;
  /** The devices' name. */
  readonly kind?: string;
  /** Number of devices over which a sum was computed correctly. */
  readonly reducedOver?: number;
  /** Why the devices or the sum failed. */
  readonly error?: string;
}

/**
 * Asks a Python for its versions and devices, and lets it compute an all-reduce over two of them.
 * @param platforms  for JAX_PLATFORMS, "" for JAX's own choice
 * @throws the operating system's error if it does not start; an Error if it does not answer
 */
export async function probePython(python: string, platforms = "cpu", signal?: AbortSignal): Promise<PythonFacts> {
  const env = pythonEnvironment(2, platforms);
  const end = await runCommand({ file: python, arguments: ["-m", "alpa_xla.probe"], env, signal });
  if (end.code !== 0) throw new Error(end.stderr.trim().split("\n").at(-1) || `it ended with exit code ${end.code}`);
  return JSON.parse(end.stdout) as PythonFacts;
}
