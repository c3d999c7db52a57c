/** @file An example whose loss is infinite from step 3 on. */
import { defineExample, HostArray } from "alpa-js";

const ones = new HostArray(new Float32Array(4).fill(1), [4]);

export default defineExample({
  name: "diverging",
  description: "grows by 10^30 a step",
  batchArgs: [1],
  init: (make) => ({ w: make.fill([2], 1) }),
  trainStep: (state, x) => ({ state: { w: state.w.ref.mul(1e30) }, loss: state.w.mul(x.mean()).sum() }),
  *batches() {
    for (;;) yield [ones];
  },
  defaults: { batch: 4, steps: 9 },
});
