/**
 * @file Waits for a counter in shared memory. Waiters spin first and then sleep, so that workers do not starve each
 * other when there are more of them than cores. The end of the run wakes all sleepers.
 */

/** Thrown out of a wait when the run ends. The worker's main loop catches it; users never see it. */
export class Aborted extends Error {}

/** True when a counter, which may wrap around, has reached `due`. */
const isReached = (count: number, due: number): boolean => ((count - due) | 0) >= 0;

/**
 * Returns a function that waits until the counter reaches `due`.
 * @param words     shared words
 * @param count     index of the counter
 * @param sleepers  index of the number of sleeping waiters; whoever changes the counter must call `wake`
 * @param abortWord index of the word that is nonzero once the run is ending
 * @param maxSpins  maximum number of polls before sleeping; 0 never spins
 */
export function createWait(
  words: Int32Array,
  count: number,
  sleepers: number,
  abortWord: number,
  maxSpins: number,
): (due: number) => void {
  // Spinning that ends in sleep took time from other threads, perhaps from the one we wait for, so spin less next time.
  // But keep spinning at least as long as a wake-up takes; otherwise peers that wake each other in turn would never go
  // back to spinning.
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

/** Wakes the sleeping waiters of a counter. Call it after changing the counter. */
export function wake(words: Int32Array, count: number, sleepers: number): void {
  if (Atomics.load(words, sleepers) > 0) Atomics.notify(words, count);
}

/** Ends the run: all current and future waits for these counters throw Aborted. */
export function abortWaits(words: Int32Array, counts: Iterable<number>, abortWord: number): void {
  Atomics.store(words, abortWord, 1);
  for (const count of counts) {
    // Change the counter, so that a waiter that has read it but does not sleep yet will not fall asleep.
    Atomics.add(words, count, 1);
    Atomics.notify(words, count);
  }
}
