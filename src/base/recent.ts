/** @file A map that keeps only the entries used last, for values that are large. */
export class Recent<K, V> {
  readonly #max: number;
  /** In the order of use, the latest at the end. */
  readonly #entries = new Map<K, V>();

  /** @param max  the number of entries to keep */
  constructor(max: number) {
    this.#max = max;
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#max) this.#entries.delete(oldest);
  }
}
