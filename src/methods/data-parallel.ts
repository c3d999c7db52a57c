/**
 * @file Data parallelism: every device works on its share of the batch with a copy of all parameters and optimizer
 * state, and sums over the batch (gradients, loss) are all-reduced. The solver decides where the all-reduces go.
 */

import { checkBatchDivides, type Method } from "./method.ts";
import { replicate } from "./search/replicas.ts";
import { searchMethod } from "./search/search-method.ts";
import type { SearchOptions } from "./search/search-plan.ts";

/** Splits the batch over all devices and replicates everything else that enters the step. */
export function dataParallel(options: SearchOptions = {}): Method {
  const name = "dataParallel";
  return searchMethod(name, options, {
    isLimitedByUser: true,
    meshes(step, devices) {
      checkBatchDivides(step, devices, name);
      return [{ axes: [{ name: "data", size: devices }] }];
    },
    filter: (step, { axes: [axis] }) => replicate(step, axis),
  });
}
