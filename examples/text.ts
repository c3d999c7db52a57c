/** @file Characters of the text that ships with the examples (`data/README.md` says which and why it is free). */
import { readFileSync } from "node:fs";
import { HostArray, orderedBatches, shuffledBatches } from "alpa-js";

/** Distinct characters, rounded up so that a vocabulary dim divides over devices. */
export const vocabulary = 64;

const heldOutShare = 0.1;

/** Windows of `length + 1` characters: inputs, and the same moved on by one as targets. */
export interface Windows {
  readonly tokens: HostArray;
  readonly targets: HostArray;
}

let characters: Int32Array | undefined;

/** The text as numbers: each character's rank among the distinct ones. */
function loadText(): Int32Array {
  if (!characters) {
    const text = readFileSync(new URL("data/kjv.txt", import.meta.url), "utf8");
    const alphabet = [...new Set(text)].sort();
    characters = Int32Array.from(text, (character) => alphabet.indexOf(character));
  }
  return characters;
}

/** Windows one after the other: the first 90 % of the text to train on, the rest held out. */
export function loadWindows(length: number): { train: Windows; test: Windows } {
  const text = loadText();
  const cut = Math.floor(text.length * (1 - heldOutShare));
  return { train: windowsOf(text.subarray(0, cut), length), test: windowsOf(text.subarray(cut), length) };
}

/** Batches of windows, as an example trains on them and is measured by. */
export const text = (length: number) => ({
  training(seed: number, batchSize: number) {
    const { tokens, targets } = loadWindows(length).train;
    return shuffledBatches([tokens, targets], seed, batchSize);
  },
  heldOut(batchSize: number) {
    const { tokens, targets } = loadWindows(length).test;
    return orderedBatches([tokens, targets], batchSize);
  },
});

function windowsOf(text: Int32Array, length: number): Windows {
  const count = Math.floor((text.length - 1) / length);
  const rows = (from: number): HostArray =>
    new HostArray(text.slice(from, from + count * length), [count, length], "i32");
  return { tokens: rows(0), targets: rows(1) };
}

/** Entropy of single characters, nats: the loss of a model that knows their frequencies and nothing else. */
export function unigramEntropy(): number {
  const text = loadText();
  const counts = new Map<number, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log(count / text.length), 0);
}
