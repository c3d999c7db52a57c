/** @file A map whose keys are sequences of numbers: a tree with a level per number. */

export class NumberTree<V> {
  /** The value of the sequence that ends here. */
  value: V | undefined;
  readonly #next = new Map<number, NumberTree<V>>();

  /** The tree of the sequences that go on with `number`. */
  at(number: number): NumberTree<V> {
    let next = this.#next.get(number);
    if (!next) {
      next = new NumberTree();
      this.#next.set(number, next);
    }
    return next;
  }

  /** The tree of the sequences that go on with all `numbers`. */
  along(numbers: readonly number[]): NumberTree<V> {
    let tree: NumberTree<V> = this;
    for (const number of numbers) tree = tree.at(number);
    return tree;
  }
}
