/**
 * @file A barrier of the workers of one group on shared memory: a count of arrivals and a generation that the last one to
 * arrive moves on. Waiters spin first and then sleep, so that more workers than cores do not starve each other.
 */

/** Words of one barrier; a cache line of its own. */
export const barrierWords = 16;

const [arrivedWord, generationWord, sleepersWord] = [0, 1, 2];

/** Thrown out of a barrier when the run is being ended; caught by the worker's main loop, never seen by users. */
export class Aborted extends Error {}

export interface Barrier {
  /** Returns when every member has called it. Throws Aborted when the run ends first. */
  wait(): void;
}

/**
 * @param words     shared words; the barrier's own begin at `first`
 * @param abortWord index of the word that is not 0 once the run is ending
 * @param maxSpins  how often to look before sleeping, at most; 0 never spins
 */
export function createBarrier(
  words: Int32Array,
  first: number,
  numMembers: number,
  abortWord: number,
  maxSpins: number,
): Barrier {
  const [arrived, generation, sleepers] = [first + arrivedWord, first + generationWord, first + sleepersWord];
  // Spinning that ends in sleep is time taken from others, perhaps from whom we wait for: do less of it next time, but not
  // less than a wake-up takes, or peers that wake each other in turn would never meet spinning again.
  const minSpins = maxSpins >> 3;
  let spins = maxSpins;
  const sleep = (current: number): void => {
    Atomics.add(words, sleepers, 1);
    while (Atomics.load(words, generation) === current) Atomics.wait(words, generation, current);
    Atomics.sub(words, sleepers, 1);
  };
  const wait = (): void => {
    const current = Atomics.load(words, generation);
    if (Atomics.load(words, abortWord) !== 0) throw new Aborted();
    if (Atomics.add(words, arrived, 1) === numMembers - 1) {
      Atomics.store(words, arrived, 0);
      Atomics.add(words, generation, 1);
      if (Atomics.load(words, sleepers) > 0) Atomics.notify(words, generation);
      return;
    }
    let left = spins;
    while (left > 0 && Atomics.load(words, generation) === current) left--;
    if (Atomics.load(words, generation) === current) {
      spins = Math.max(minSpins, spins >> 1);
      sleep(current);
    } else spins = Math.min(maxSpins, 2 * spins);
    if (Atomics.load(words, abortWord) !== 0) throw new Aborted();
  };
  return { wait: numMembers === 1 ? () => {} : wait };
}

/** Ends the run: everybody in a barrier, or coming to one, leaves it with Aborted. `barriers` are their first words. */
export function abortBarriers(words: Int32Array, barriers: Iterable<number>, abortWord: number): void {
  Atomics.store(words, abortWord, 1);
  for (const first of barriers) {
    Atomics.add(words, first + generationWord, 1);
    Atomics.notify(words, first + generationWord);
  }
}
