/**
 * @file Inputs of a call. They are read when the step is called, so later changes to the caller's arrays have no
 * effect.
 */
import { InvalidConfig } from "../base/errors.ts";
import type { ArgumentLeaf } from "../frontends/jaxjs/arguments.ts";
import { HostArray } from "../frontends/jaxjs/host-array.ts";
import { Array as JaxArray } from "../frontends/jaxjs/jax.ts";
import { allocateData, type DType, numElements, type TensorData } from "../ir/types.ts";
import type { CopyPool } from "./copy-pool.ts";
import { DistributedArray } from "./distributed-array.ts";
import { elementsNow } from "./loaded-array.ts";

/**
 * A copy of the caller's data, a number, or a handle to state that an earlier step of the same function left on the
 * devices.
 */
export type StepInput = TensorData | Promise<TensorData> | number | boolean | DistributedArray;

/**
 * Returns the current value of an argument leaf. Jax-js arrays are read, not consumed.
 * @param owner  state handles of this owner are returned as they are; others are copied
 * @param copies  makes the copies of host arrays
 * @throws InvalidConfig if the leaf has no data
 */
export function readInput({ name, value }: ArgumentLeaf, owner: object, copies: CopyPool): StepInput {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof DistributedArray) return value.value.owner === owner ? value : value.value.read(name);
  if (value instanceof HostArray) {
    const data = elementsNow(value, copies);
    if (data.length === numElements(value.shape)) return data;
    throw new InvalidConfig(
      name,
      `has shape [${value.shape}], but ${data.length} elements; was its buffer transferred? Pass a new HostArray`,
    );
  }
  if (!(value instanceof JaxArray))
    throw new InvalidConfig(name, "is a shape without data; give a jax-js array or a HostArray to run the step");
  if (value.refCount > 0) return HostArray.fromJax(value.ref).data;
  throw new InvalidConfig(name, "is a jax-js array that has been used up; pass x.ref where x is needed again");
}

/** Disposes the caller's jax-js arrays, as jax-js's own functions dispose their arguments. */
export function consumeInputs(leaves: readonly ArgumentLeaf[]): void {
  for (const { value } of leaves) if (value instanceof JaxArray && value.refCount > 0) value.dispose();
}

/**
 * Converts data to `dtype`. The conversion is needed for numbers, which the program may take as floats or as integers.
 */
export function inputData(input: TensorData | number | boolean, dtype: DType): TensorData {
  const isNumber = typeof input === "number" || typeof input === "boolean";
  if (!isNumber && input.constructor === allocateData(dtype, 0).constructor) return input;
  const numbers = isNumber ? [Number(input)] : Array.from(input, Number);
  const data = allocateData(dtype, numbers.length);
  numbers.forEach((number, i) => {
    data[i] = number;
  });
  return data;
}
