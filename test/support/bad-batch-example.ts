/** @file An example whose third batch is no number. */
import { defineExample, HostArray } from "alpa-js";

const filled = (value: number) => new HostArray(new Float32Array(4).fill(value), [4]);

export default defineExample({
  name: "bad-batch",
  description: "adds the mean of each batch",
  batchArgs: [1],
  init: (make) => ({ w: make.fill([2], 1) }),
  trainStep: ({ w }, x) => ({ state: { w: w.ref.add(x.mean()) }, loss: w.sum() }),
  *batches() {
    for (let i = 1; ; i++) yield [filled(i === 3 ? Number.NaN : i)];
  },
  defaults: { batch: 4, steps: 5 },
});
