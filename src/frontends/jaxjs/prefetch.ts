/** @file Reads ahead in a source of data while the devices train. */
import { InvalidConfig } from "../../base/errors.ts";

/**
 * The items of an iterable, of which up to `count` are asked for before they are needed: files are read and images
 * decoded while a step runs. An error of the source is thrown where its item would be. Leaving the loop ends the
 * source.
 *
 *     for await (const [x, y] of prefetch(readBatches(), 2)) ({ state } = await step(state, x, y));
 */
export async function* prefetch<T>(source: Iterable<T> | AsyncIterable<T>, count = 2): AsyncGenerator<T, void> {
  if (!(Number.isInteger(count) && count >= 1))
    throw new InvalidConfig("prefetch: count", `got ${count}; give an integer of 1 or more`);
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const ask = async (): Promise<IteratorResult<T>> => iterator.next();
  const asked: Promise<IteratorResult<T>>[] = [];
  const askNext = (): void => {
    const item = ask();
    // The loop below throws the error; until then it must not count as an unhandled rejection.
    item.catch(() => {});
    asked.push(item);
  };
  let isDone = false;
  try {
    while (asked.length < count) askNext();
    for (;;) {
      const item = await asked.shift()!;
      if (item.done) {
        isDone = true;
        return;
      }
      askNext();
      yield item.value;
    }
  } finally {
    if (!isDone) await iterator.return?.();
  }
}
