/**
 * @file Copies of the elements that a call is passed, in memory that later calls reuse: new memory for every batch
 * costs page faults and runs of the garbage collector in the middle of a step.
 */
import type { TensorData } from "../ir/types.ts";

export class CopyPool {
  /** Copies that calls still use. Those of a call that was refused are never given back, so they are not held here. */
  readonly #lent = new WeakSet<TensorData>();
  /** Copies of the latest call that ended. */
  #free: TensorData[] = [];

  /** Returns a copy of `data`, valid until it is given back. */
  copy(data: TensorData): TensorData {
    const index = this.#free.findIndex((each) => each.constructor === data.constructor && each.length === data.length);
    if (index < 0) {
      const made = data.slice();
      this.#lent.add(made);
      return made;
    }
    const [copy] = this.#free.splice(index, 1);
    (copy as Float32Array).set(data as Float32Array);
    this.#lent.add(copy);
    return copy;
  }

  /** Takes back the copies among the values of a call that has ended. */
  giveBack(values: readonly unknown[]): void {
    this.#free = values.filter((value): value is TensorData => this.#lent.delete(value as TensorData));
  }
}
