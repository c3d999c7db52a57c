/**
 * @file Storage of a value that a step returned: in the devices' memory, on the host, consumed by a later step, or lost
 * with a device.
 */
import { InvalidConfig } from "../base/errors.ts";
import type { TensorData } from "../ir/types.ts";
import type { TensorPart } from "../plan/shard.ts";

/** Data, or the promise of data requested from the devices. */
type Answer = TensorData | Promise<TensorData>;

/** Reads a value in the devices' memory. */
interface DeviceReader {
  /** Copies the whole value to a new array. */
  readonly read: () => Answer;
  /** Returns the parts on the devices, as views where the engine shares their memory. */
  readonly parts: () => TensorPart[] | Promise<TensorPart[]>;
  /** After a loss of devices: the value, if the remaining devices hold all of it. */
  readonly left: () => TensorData | undefined;
}

type Place =
  | ({ readonly on: "devices" } & DeviceReader)
  | { readonly on: "host"; readonly data: Answer }
  | { readonly on: "consumed" }
  | { readonly on: "lost" };

export class StepValue {
  /** Later steps of this owner consume the value when it is passed to them as state. */
  readonly owner: object | undefined;
  #place: Place;

  private constructor(place: Place, owner?: object) {
    this.#place = place;
    this.owner = owner;
  }

  static onHost(data: Answer): StepValue {
    // Whoever reads the value gets the error; without readers nothing is lost.
    if (data instanceof Promise) data.catch(() => {});
    return new StepValue({ on: "host", data });
  }

  /** A state value on the devices. */
  static onDevices(reader: DeviceReader, owner: object): StepValue {
    return new StepValue({ on: "devices", ...reader }, owner);
  }

  get isConsumed(): boolean {
    return this.#place.on === "consumed";
  }

  /** Whether a lost device held a part of it that no other device holds. */
  get isLost(): boolean {
    return this.#place.on === "lost";
  }

  /**
   * Returns the value as a new array. @throws InvalidConfig if a later step has consumed it, or if it was lost with a
   * device
   */
  read(name: string): TensorData | Promise<TensorData> {
    const place = this.#place;
    if (place.on === "devices") return place.read();
    if (place.on === "host")
      return place.data instanceof Promise ? place.data.then((data) => data.slice()) : place.data.slice();
    if (place.on === "lost")
      throw new InvalidConfig(
        name,
        "a part of this state was only on a device that was lost; load the last checkpoint with loadState(dir, like)",
      );
    throw new InvalidConfig(
      name,
      "this state was passed to a later step, which updated it in place; use the handle that the later step returned, " +
        "or read data() before the next step",
    );
  }

  /**
   * Returns the parts on the devices, which cover every element once; one part if the value is on the host. The next
   * step may overwrite them.
   * @throws InvalidConfig if a later step has consumed it
   */
  async parts(name: string, shape: readonly number[]): Promise<TensorPart[]> {
    const place = this.#place;
    if (place.on === "devices") return place.parts();
    const data = await (place.on === "host" ? place.data : this.read(name));
    return [{ device: 0, start: shape.map(() => 0), shape, data }];
  }

  /** Copies the value to the host, before something else overwrites the devices' memory. */
  moveToHost(): void {
    if (this.#place.on !== "devices") return;
    const data = this.#place.read();
    // If the copy fails, readers of the value get the error; without readers nothing is lost.
    if (data instanceof Promise) data.catch(() => {});
    this.#place = { on: "host", data };
  }

  /**
   * After a device was lost, moves the value to the host if it can be had, also if the step that failed had consumed
   * it.
   * @param data  its value before that step, if it is known; default: what the devices that are left hold
   */
  recover(data?: TensorData): void {
    if (this.#place.on === "host") return;
    const left = data ?? (this.#place.on === "devices" ? this.#place.left() : undefined);
    this.#place = left ? { on: "host", data: left } : { on: "lost" };
  }

  /** Marks the value as consumed by the step that it is passed to. */
  consume(): void {
    this.#place = { on: "consumed" };
  }
}
