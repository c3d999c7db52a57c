/**
 * @file A barrier of the workers of one group on shared memory: a count of arrivals, and a generation that the last
 * arrival increments and the others wait for.
 */
import { Aborted, createWait, wake } from "./wait.ts";

/** Words of one barrier: one cache line. */
export const barrierWords = 16;

/** The generation comes first, since `abortWaits` increments it. */
const [generationWord, arrivedWord, sleepersWord] = [0, 1, 2];

export interface Barrier {
  /** Returns when every member has called it. @throws Aborted if the run ends first */
  wait(): void;
}

/**
 * @param words     shared words; the barrier's begin at `first`
 * @param abortWord index of the word that is nonzero once the run is ending
 * @param maxSpins  maximum number of polls before sleeping; 0 never spins
 */
export function createBarrier(
  words: Int32Array,
  first: number,
  numMembers: number,
  abortWord: number,
  maxSpins: number,
): Barrier {
  const [generation, arrived, sleepers] = [first + generationWord, first + arrivedWord, first + sleepersWord];
  const waitFor = createWait(words, generation, sleepers, abortWord, maxSpins);
  const wait = (): void => {
    const current = Atomics.load(words, generation);
    if (Atomics.load(words, abortWord) !== 0) throw new Aborted();
    if (Atomics.add(words, arrived, 1) === numMembers - 1) {
      Atomics.store(words, arrived, 0);
      Atomics.add(words, generation, 1);
      wake(words, generation, sleepers);
    } else waitFor((current + 1) | 0);
  };
  return { wait: numMembers === 1 ? () => {} : wait };
}
