/** @file Handles to what a parallelized step returned and takes back. */
import { InvalidConfig } from "../base/errors.ts";
import { dtypeToJax } from "../frontends/jaxjs/host-array.ts";
import { AbstractArray, leafType, type TypedLeaf } from "../frontends/jaxjs/leaf-kinds.ts";
import type { DType, TensorData } from "../ir/types.ts";
import { type Placement, placementText } from "../plan/placement.ts";
import type { StepValue } from "./step-value.ts";

/** What a handle says of its value. */
export interface ArrayFacts {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly placement: Placement;
  /** Whether jax-js takes it for a bare number. */
  readonly isWeak: boolean;
}

/**
 * A value that a parallelized step returned. State (parameters, optimizer state) stays on the devices between steps and is updated in
 * place, so a state handle is used up by the step it is passed to, as with jax-js's ownership rules; keep `await handle.data()` if the
 * old values are needed. All other values stay readable, after `stop()` too.
 */
export class DistributedArray implements TypedLeaf {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** How the value lies on the devices. */
  readonly placement: Placement;
  readonly [leafType]: AbstractArray;
  /** Where the value is. */
  readonly value: StepValue;

  constructor({ name, shape, dtype, placement, isWeak }: ArrayFacts, value: StepValue) {
    this.name = name;
    this.shape = shape;
    this.dtype = dtype;
    this.placement = placement;
    this[leafType] = new AbstractArray(shape, dtypeToJax(dtype, name), isWeak);
    this.value = value;
  }

  /** The whole value, assembled from the devices: a fresh row-major array. Throws when a later step has used the value up. */
  async data(): Promise<TensorData> {
    return this.value.read(this.name);
  }

  /** The value of a one-element array as a number (a loss). */
  async item(): Promise<number> {
    const data = this.value.read(this.name);
    if (data.length !== 1)
      throw new InvalidConfig(this.name, `item() needs one element, this array has shape [${this.shape}]; use data()`);
    return Number(data[0]);
  }

  toString(): string {
    return `DistributedArray(${this.name}: ${this.dtype}[${this.shape}] ${placementText(this.placement)})`;
  }
}
