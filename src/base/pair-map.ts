/** @file A map whose keys are pairs. */

export class PairMap<A, B, V> {
  readonly #maps = new Map<A, Map<B, V>>();

  /** The value of the pair; `make` makes it when there is none. */
  getOrMake(a: A, b: B, make: () => V): V {
    let map = this.#maps.get(a);
    if (!map) {
      map = new Map();
      this.#maps.set(a, map);
    }
    let value = map.get(b);
    if (value === undefined) {
      value = make();
      map.set(b, value);
    }
    return value;
  }
}
