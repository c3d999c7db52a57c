import { expect, test } from "vitest";
import { seededRandom } from "../../base/random.ts";
import { parallelize } from "../../index.ts";
import { HostArray } from "./host-array.ts";
import { numpy as np, valueAndGrad } from "./jax.ts";
import { prefetch } from "./prefetch.ts";
import { type LastBatch, lastBatches, rebatch } from "./rebatch.ts";

/** Chunks of random sizes, `total` rows: x is [row, 10·row], y is row. */
function* chunks(total: number, seed: number): Generator<HostArray[]> {
  const random = seededRandom(seed);
  for (let row = 0; row < total; ) {
    const count = Math.min(total - row, random.int(9));
    const rows = Array.from({ length: count }, (_, i) => row + i);
    yield [
      new HostArray(Float32Array.from(rows.flatMap((r) => [r, 10 * r])), [count, 2]),
      new HostArray(Int32Array.from(rows), [count], "i32"),
    ];
    row += count;
  }
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}

test("batches hold all rows in order, whatever the chunks", async () => {
  for (const last of lastBatches) {
    for (const total of [0, 1, 7, 8, 23, 24]) {
      const read = collect(rebatch(chunks(total, total), 8, last));
      if (last === "refuse" && total % 8 > 0) {
        await expect(read).rejects.toThrow(`the last batch has ${total % 8} of 8 rows; give another batch size`);
        continue;
      }
      const batches = await read;
      const rows = batches.flatMap(([, y]) => [...y.data].map(Number));
      const kept = last === "drop" ? total - (total % 8) : total;
      expect(rows.slice(0, kept)).toEqual(Array.from({ length: kept }, (_, i) => i));
      expect(rows.slice(kept).every((row) => row === 0)).toBe(true);
      expect(rows).toHaveLength(last === "pad" ? 8 * Math.ceil(total / 8) : kept);
      const xs = batches.flatMap(([x]) => [...x.data].map(Number));
      expect(xs).toEqual(rows.flatMap((row) => [row, 10 * row]));
      if (last === "pad") {
        const mask = batches.flatMap((batch) => [...batch[2].data].map(Number));
        expect(mask).toEqual(rows.map((_, i) => (i < total ? 1 : 0)));
      }
    }
  }
});

test("chunks that do not fit together are refused", async () => {
  const array = (...shape: number[]) => HostArray.zeros(shape);
  const read = (...all: HostArray[][]) => collect(rebatch(all, 4));
  await expect(read([])).rejects.toThrow("got a chunk without arrays");
  await expect(read([array(2)], [array(2), array(2)])).rejects.toThrow("got 2 arrays after 1");
  await expect(read([array(2), array(3)])).rejects.toThrow("array 1 has 3 rows, array 0 has 2");
  await expect(read([array(2, 3)], [array(2, 4)])).rejects.toThrow("array 0 has rows of another type");
  await expect(collect(rebatch([], 0))).rejects.toThrow("rebatch: batchSize: got 0");
  await expect(collect(rebatch([], 1, "keep" as LastBatch))).rejects.toThrow('rebatch: last: got "keep"');
});

test("a padded last batch trains as the smaller one does", async () => {
  type Args = [w: np.Array, x: np.Array, y: np.Array, mask?: np.Array];
  const train = (...[w, x, y, mask]: Args) => {
    const loss = (v: np.Array): np.Array => {
      const errors = np.square(np.dot(x.mul(0.1), v).sub(y.astype(np.float32))) as np.Array;
      return (mask ? errors.mul(mask.ref).sum().div(mask.sum()) : errors.mean()) as np.Array;
    };
    const [value, gradient] = valueAndGrad(loss)(w.ref) as [np.Array, np.Array];
    return { w: w.sub(gradient.mul(0.01)), loss: value };
  };
  const run = async (last: LastBatch) => {
    await using step = parallelize(train, {
      devices: 2,
      batchArgs: last === "pad" ? [1, 2, 3] : [1, 2],
      onCompile() {},
    });
    let w: unknown = new HostArray(Float32Array.of(0.5, 0.1), [2]);
    const losses: number[] = [];
    for await (const batch of prefetch(rebatch(chunks(12, 3), 8, last))) {
      const result = await step(w as never, ...(batch as unknown as [never, never]));
      w = result.w;
      losses.push(await result.loss.item());
    }
    return losses;
  };
  const [padded, smaller] = [await run("pad"), await run("smaller")];
  expect(padded).toHaveLength(2);
  padded.forEach((loss, i) => {
    expect(loss / smaller[i]).toBeCloseTo(1, 5);
  });
});

test("prefetch asks ahead, keeps the order, and throws an error where its item would be", async () => {
  let [asked, isEnded] = [0, false];
  async function* source(fails = 100) {
    try {
      for (let i = 0; i < 10; i++) {
        asked = i + 1;
        await new Promise((resume) => setTimeout(resume, 1));
        if (i === fails) throw new Error("the disk is gone");
        yield i;
      }
    } finally {
      isEnded = true;
    }
  }
  const ahead = prefetch(source(), 3);
  expect((await ahead.next()).value).toBe(0);
  await new Promise((resume) => setTimeout(resume, 50));
  expect(asked).toBe(4);
  expect(await collect(ahead)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const seen: number[] = [];
  const failing = (async () => {
    for await (const each of prefetch(source(3), 4)) seen.push(each);
  })();
  await expect(failing).rejects.toThrow("the disk is gone");
  expect(seen).toEqual([0, 1, 2]);
  isEnded = false;
  for await (const each of prefetch(source())) if (each === 2) break;
  expect(isEnded).toBe(true);
  expect(await collect(prefetch([1, 2, 3]))).toEqual([1, 2, 3]);
  await expect(collect(prefetch([], 0))).rejects.toThrow("prefetch: count: got 0; give an integer of 1 or more");
});
