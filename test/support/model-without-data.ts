/** @file A user's module with a model that can be planned but has no training data. */
import { defineTrainable, TensorSpec } from "alpa-js";

export default defineTrainable({
  name: "scalar",
  description: "one weight",
  init: (make) => ({ w: make.fill([], 1) }),
  trainStep: (state, x) => ({ state: { w: state.w.ref.sub(x.ref.mean()) }, loss: state.w.mul(x.mean()) }),
  batch: { x: new TensorSpec([]) },
});
