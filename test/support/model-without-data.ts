/** @file A user's module with a model to plan: no data to train it on. */
import { defineTrainable, TensorSpec } from "alpa-js";

export default defineTrainable({
  name: "scalar",
  description: "one weight",
  init: (make) => ({ w: make.fill([], 1) }),
  trainStep: (state, x) => ({ state: { w: state.w.ref.sub(x.ref.mean()) }, loss: state.w.mul(x.mean()) }),
  batch: { x: new TensorSpec([]) },
});
