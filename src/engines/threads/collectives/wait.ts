/**
 * @file Waiting for a count on shared memory. Waiters spin first and then sleep, so that more workers than cores do not starve each
 * other; the end of the run wakes them.
 */

/** Thrown out of a wait when the run is being ended; caught by the worker's main loop, never seen by users. */
export class Aborted extends Error {}

/** True when a count that wraps around has come to `due`. */
const isReached = (count: number, due: number): boolean => ((count - due) | 0) >= 0;

/**
 * Waits for a count to come to `due`, as often as it is called.
 * @param words     shared words
 * @param count     index of the count
 * @param sleepers  index of the number of those who sleep until the count changes; who changes it must look and wake them (`wake`)
 * @param abortWord index of the word that is not 0 once the run is ending
 * @param maxSpins  how often to look before sleeping, at most; 0 never spins
 */
export function createWait(
  words: Int32Array,
  count: number,
  sleepers: number,
  abortWord: number,
  maxSpins: number,
): (due: number) => void {
  // Spinning that ends in sleep is time taken from others, perhaps from whom we wait for: do less of it next time, but not
  // less than a wake-up takes, or peers that wake each other in turn would never meet spinning again.
  const minSpins = maxSpins >> 3;
  let spins = maxSpins;
  const sleep = (due: number): void => {
    Atomics.add(words, sleepers, 1);
    for (;;) {
      const current = Atomics.load(words, count);
      if (isReached(current, due) || Atomics.load(words, abortWord) !== 0) break;
      Atomics.wait(words, count, current);
    }
    Atomics.sub(words, sleepers, 1);
  };
  return (due) => {
    let left = spins;
    while (left > 0 && !isReached(Atomics.load(words, count), due)) left--;
    if (!isReached(Atomics.load(words, count), due)) {
      spins = Math.max(minSpins, spins >> 1);
      sleep(due);
    } else spins = Math.min(maxSpins, 2 * spins);
    if (Atomics.load(words, abortWord) !== 0) throw new Aborted();
  };
}

/** Wakes those who sleep until a count changes, after it has. */
export function wake(words: Int32Array, count: number, sleepers: number): void {
  if (Atomics.load(words, sleepers) > 0) Atomics.notify(words, count);
}

/** Ends the run: everybody who waits for one of the counts, or comes to wait, leaves with Aborted. */
export function abortWaits(words: Int32Array, counts: Iterable<number>, abortWord: number): void {
  Atomics.store(words, abortWord, 1);
  for (const count of counts) {
    // Moved on, so that who has looked but does not sleep yet will not.
    Atomics.add(words, count, 1);
    Atomics.notify(words, count);
  }
}
