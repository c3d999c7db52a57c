/** @file A map whose keys are pairs. */

export class PairMap<A, B, V> {
  readonly #maps = new Map<A, Map<B, V>>();

  get(a: A, b: B): V | undefined {
    return this.#maps.get(a)?.get(b);
  }

  set(a: A, b: B, value: V): void {
    let map = this.#maps.get(a);
    if (!map) {
      map = new Map();
      this.#maps.set(a, map);
    }
    map.set(b, value);
  }

  /** The value of the pair; `make` makes it when there is none. */
  getOrMake(a: A, b: B, make: () => V): V {
    let value = this.get(a, b);
    if (value === undefined) {
      value = make();
      this.set(a, b, value);
    }
    return value;
  }
}
