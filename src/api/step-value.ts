/** @file A value that a step has returned, while it lasts: in the devices' memory, in the host's, or used up by a later step. */
import { InvalidConfig } from "../base/errors.ts";
import type { TensorData } from "../ir/types.ts";

type Place =
  | { readonly on: "devices"; readonly read: () => TensorData }
  | { readonly on: "host"; readonly data: TensorData }
  | { readonly on: "nowhere" };

export class StepValue {
  /** Whose later steps use it up when it is passed to them as state; nobody's when undefined. */
  readonly owner: object | undefined;
  #place: Place;

  private constructor(place: Place, owner?: object) {
    this.#place = place;
    this.owner = owner;
  }

  static onHost(data: TensorData): StepValue {
    return new StepValue({ on: "host", data });
  }

  /** State; `read` makes a fresh array of it. */
  static onDevices(read: () => TensorData, owner: object): StepValue {
    return new StepValue({ on: "devices", read }, owner);
  }

  /** A fresh array. @throws InvalidConfig when a later step has used it up */
  read(name: string): TensorData {
    const place = this.#place;
    if (place.on === "devices") return place.read();
    if (place.on === "host") return place.data.slice();
    throw new InvalidConfig(
      name,
      "this state was passed to a later step, which updated it in place; use the handle that the later step returned, " +
        "or read data() before the next step",
    );
  }

  /** Leaves the devices, whose memory something else is about to take. */
  moveToHost(): void {
    if (this.#place.on === "devices") this.#place = { on: "host", data: this.#place.read() };
  }

  /** Is used up by the step that it has been passed to. */
  useUp(): void {
    this.#place = { on: "nowhere" };
  }
}
