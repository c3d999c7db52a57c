/**
 * @file The train steps in `fixtures/`, written by `jax_steps.py` with JAX 0.10: their text, inputs, and JAX's outputs.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type DType, numElements, type TensorData, type TensorType, viewData } from "../../src/ir/types.ts";

const pathOf = (name: string): string => fileURLToPath(new URL(`fixtures/${name}.gz`, import.meta.url));

const readPacked = (path: string): Uint8Array => gunzipSync(readFileSync(path));

export const stepNames = [
  "mlp",
  "mlp_bf16",
  "gpt",
  "gpt_f32",
  "convnet",
  "llama",
  "complex_attention",
  "moe",
  "lstm",
  "dropout_mlp",
  "nnx_gpt",
  "equinox_mlp",
] as const;

export type StepName = (typeof stepNames)[number];

export const stepPath = (name: StepName): string => pathOf(`${name}.mlir`);

/** The bytes of a step's text. */
export const stepText = (name: StepName, form: "" | ".debug" | ".generic" = ""): Uint8Array =>
  readPacked(pathOf(`${name}${form}.mlir`));

export interface StoredTensor {
  readonly type: TensorType;
  readonly data: TensorData;
}

/** Inputs of a step and the outputs that JAX computes, in the order of the module's arguments and results. */
export interface StepData {
  readonly inputs: readonly StoredTensor[];
  readonly outputs: readonly StoredTensor[];
}

export const stepData = (name: StepName): StepData => storedData(pathOf(`${name}.json`));

/** Reads a `.json.gz` that `jax_steps.py` wrote. */
export function storedData(path: string): StepData {
  const stored = JSON.parse(new TextDecoder().decode(readPacked(path)));
  const tensors = (list: { dtype: DType; shape: number[]; data: string }[]): StoredTensor[] =>
    list.map(({ dtype, shape, data }) => {
      const { buffer } = Uint8Array.from(Buffer.from(data, "base64"));
      return { type: { dtype, shape }, data: viewData(dtype, buffer, 0, numElements(shape)) };
    });
  return { inputs: tensors(stored.inputs), outputs: tensors(stored.outputs) };
}
