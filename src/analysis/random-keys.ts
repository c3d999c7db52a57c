/** @file Random keys: jax-js's are two ui32 words, alone or along the last dim of an array of keys. */
import type { TensorType } from "../ir/types.ts";

export const isKeyType = ({ dtype, shape }: TensorType): boolean => dtype === "ui32" && shape.at(-1) === 2;
