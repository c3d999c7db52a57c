/** @file Trees of a step's state as named tensors, the form in which checkpoints hold them. */
import { InvalidConfig } from "../base/errors.ts";
import type { TensorParts } from "../checkpoint/snapshot.ts";
import { dtypeFromJax, HostArray } from "../frontends/jaxjs/host-array.ts";
import { Array as JaxArray } from "../frontends/jaxjs/jax.ts";
import { type NamedLeaf, namedLeaves } from "../frontends/jaxjs/names.ts";
import type { TensorData, TensorType } from "../ir/types.ts";
import { placementText } from "../plan/placement.ts";
import { DistributedArray } from "./distributed-array.ts";

/** Tensor name of a tree that consists of one leaf. */
const bareName = "value";

/** The leaves of a tree by their paths: `params[0].w`. */
export const stateLeaves = (state: unknown): NamedLeaf[] =>
  namedLeaves("", state).map(({ name, value }) => ({ name: name || bareName, value }));

/**
 * The parts of a leaf that the devices hold, which the next step may overwrite. Consumes nothing.
 * @throws InvalidConfig if the leaf has no data, or a later step has consumed it
 */
export async function partsOfLeaf({ name, value }: NamedLeaf): Promise<TensorParts> {
  if (value instanceof DistributedArray) {
    const { dtype, shape, placement } = value;
    return { name, dtype, shape, placement: placementText(placement), parts: await value.value.parts(name, shape) };
  }
  if (value instanceof HostArray) return whole(name, value, value.data);
  if (value instanceof JaxArray) {
    if (value.refCount <= 0)
      throw new InvalidConfig(name, "is a jax-js array that has been used up; pass x.ref where x is needed again");
    const host = HostArray.fromJax(value.ref);
    return whole(name, host, host.data);
  }
  if (typeof value === "number") return whole(name, { dtype: "f64", shape: [] }, Float64Array.of(value));
  if (typeof value === "boolean") return whole(name, { dtype: "i1", shape: [] }, Uint8Array.of(Number(value)));
  throw new InvalidConfig(name, "has no data to save; save what a step returned, jax-js arrays, HostArrays or numbers");
}

const whole = (name: string, { dtype, shape }: TensorType, data: TensorData): TensorParts => ({
  name,
  dtype,
  shape,
  parts: [{ device: 0, start: shape.map(() => 0), shape, data }],
});

/** The type of a leaf of `like`. @throws InvalidConfig for a leaf that is no tensor, number or boolean */
export function leafTypeOf({ name, value }: NamedLeaf): TensorType {
  if (typeof value === "number") return { dtype: "f64", shape: [] };
  if (typeof value === "boolean") return { dtype: "i1", shape: [] };
  if (value instanceof JaxArray) return { dtype: dtypeFromJax(value.dtype), shape: value.shape };
  const { dtype, shape } = (value ?? {}) as Partial<TensorType>;
  if (dtype !== undefined && Array.isArray(shape)) return { dtype, shape };
  throw new InvalidConfig(name, "has no type to load; give jax-js arrays, HostArrays, TensorSpecs or numbers");
}
