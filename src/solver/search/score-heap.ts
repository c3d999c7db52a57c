/**
 * Binary min-heap of items by `score`. A changed score takes effect when the item is pushed again; stale entries are
 * skipped.
 */
export class ScoreHeap {
  readonly #score: Float64Array;
  readonly #items: number[] = [];
  readonly #keys: number[] = [];

  constructor(score: Float64Array) {
    this.#score = score;
  }

  push(item: number): void {
    const [items, keys] = [this.#items, this.#keys];
    const key = this.#score[item];
    let at = items.length;
    items.push(item);
    keys.push(key);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (keys[up] <= key) break;
      items[at] = items[up];
      keys[at] = keys[up];
      at = up;
    }
    items[at] = item;
    keys[at] = key;
  }

  /** Removes and returns the item with the lowest score, or -1 if there is none. */
  pop(): number {
    for (;;) {
      const [items, keys] = [this.#items, this.#keys];
      if (items.length === 0) return -1;
      const [top, topKey] = [items[0], keys[0]];
      const item = items.pop()!;
      const key = keys.pop()!;
      const size = items.length;
      if (size > 0) {
        let at = 0;
        for (;;) {
          let down = 2 * at + 1;
          if (down >= size) break;
          if (down + 1 < size && keys[down + 1] < keys[down]) down++;
          if (keys[down] >= key) break;
          items[at] = items[down];
          keys[at] = keys[down];
          at = down;
        }
        items[at] = item;
        keys[at] = key;
      }
      if (this.#score[top] === topKey) return top;
    }
  }
}
