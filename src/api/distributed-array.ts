/** @file Handles to the results of a parallelized step, which later steps accept as arguments. */
import { InvalidConfig } from "../base/errors.ts";
import { dtypeToJax } from "../frontends/jaxjs/host-array.ts";
import { AbstractArray, leafType, type TypedLeaf } from "../frontends/jaxjs/leaf-kinds.ts";
import type { DType, TensorData } from "../ir/types.ts";
import { type Placement, placementText } from "../plan/placement.ts";
import type { StepValue } from "./step-value.ts";

/** Metadata of a handle. */
export interface ArrayFacts {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly placement: Placement;
  /** Whether jax-js treats the type as weak, like that of a plain number. */
  readonly isWeak: boolean;
}

/**
 * A value that a parallelized step returned. State (parameters, optimizer state) stays on the devices between steps and
 * is updated in place. Passing a state handle to a step therefore consumes it, as jax-js's ownership rules do; read
 * `await handle.data()` first if the old values are needed. All other values stay readable, even after `stop()`.
 */
export class DistributedArray implements TypedLeaf {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** The value's placement on the devices. */
  readonly placement: Placement;
  readonly [leafType]: AbstractArray;
  /** The value's storage. */
  readonly value: StepValue;

  constructor({ name, shape, dtype, placement, isWeak }: ArrayFacts, value: StepValue) {
    this.name = name;
    this.shape = shape;
    this.dtype = dtype;
    this.placement = placement;
    this[leafType] = new AbstractArray(shape, dtypeToJax(dtype, name), isWeak);
    this.value = value;
  }

  /** Returns the whole value as a new row-major array. Throws if a later step has consumed it. */
  async data(): Promise<TensorData> {
    return this.value.read(this.name);
  }

  /** Returns the value of a one-element array, such as a loss, as a number. */
  async item(): Promise<number> {
    const data = await this.value.read(this.name);
    if (data.length !== 1)
      throw new InvalidConfig(this.name, `item() needs one element, this array has shape [${this.shape}]; use data()`);
    return Number(data[0]);
  }

  toString(): string {
    return `DistributedArray(${this.name}: ${this.dtype}[${this.shape}] ${placementText(this.placement)})`;
  }
}
