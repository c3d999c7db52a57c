/** @file Handles to values that live on the devices: what a parallelized step returns and takes back. */
import { InvalidConfig } from "../base/errors.ts";
import type { DType, TensorData } from "../ir/types.ts";
import { type Placement, placementText } from "../plan/placement.ts";

/** Where a handle's value comes from; the executable that made it. */
export interface ArraySource {
  /** Number of steps the executable has started: a state handle of an earlier step has been overwritten since. */
  readonly version: number;
  read(): Promise<TensorData>;
}

/**
 * A value on the devices of an executable. State (parameters, optimizer state) stays there between steps and is updated in place,
 * so a state handle is used up by the step it is passed to, as with jax-js's ownership rules; keep `await handle.data()` if the
 * old values are needed. Other results stay readable.
 */
export class DistributedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** How the value lies on the devices. */
  readonly placement: Placement;
  readonly #source: ArraySource;
  readonly #version: number;
  #kept: TensorData | undefined;

  constructor(
    facts: { name: string; shape: readonly number[]; dtype: DType; placement: Placement },
    source: ArraySource,
    kept?: TensorData,
  ) {
    this.name = facts.name;
    this.shape = facts.shape;
    this.dtype = facts.dtype;
    this.placement = facts.placement;
    this.#source = source;
    this.#version = source.version;
    this.#kept = kept;
  }

  /** True when this handle is the current state on the devices of `source`, so that passing it back moves nothing. */
  isCurrent(source: ArraySource): boolean {
    return this.#source === source && this.#kept === undefined && this.#version === source.version;
  }

  /** The whole value, assembled from the devices: a fresh row-major array. Throws when a later step has overwritten it. */
  async data(): Promise<TensorData> {
    if (this.#kept) return this.#kept;
    if (this.#version !== this.#source.version)
      throw new InvalidConfig(
        this.name,
        "this state was passed to a later step, which updated it in place; use the handle that the later step returned, " +
          "or read data() before the next step",
      );
    return this.#source.read();
  }

  /** The value of a one-element array as a number (a loss). */
  async item(): Promise<number> {
    const data = await this.data();
    if (data.length !== 1)
      throw new InvalidConfig(this.name, `item() needs one element, this array has shape [${this.shape}]; use data()`);
    return Number(data[0]);
  }

  toString(): string {
    return `DistributedArray(${this.name}: ${this.dtype}[${this.shape}] ${placementText(this.placement)})`;
  }
}
