/** @file Random keys: a jax-js key is two ui32 words, alone or along the last dim of an array of keys. */
import { type Graph, usersOf, type ValueId } from "../ir/graph.ts";
import type { TensorType } from "../ir/types.ts";

export const isKeyType = ({ dtype, shape }: TensorType): boolean => dtype === "ui32" && shape.at(-1) === 2;

/** Whether `value` is one random key: two words that, unlike examples, are only read one at a time. */
export function isOneKey(graph: Graph, value: ValueId): boolean {
  const type = graph.types[value];
  return (
    isKeyType(type) &&
    type.shape.length === 1 &&
    usersOf(graph)[value].every((user) => graph.types[graph.ops[user].results[0]].shape.every((size) => size === 1))
  );
}
