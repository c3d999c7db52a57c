/** @file Auto sharding: Alpa's intra-operator level alone. Every placement and strategy is open; the plan carries a proven bound. */
import { checkDevices, type Method } from "./method.ts";
import { candidateMeshes, type SearchOptions, searchPlan } from "./search.ts";

/** The cheapest plan under the cost model, over all mesh shapes of up to two axes. */
export function shard(options: SearchOptions = {}): Method {
  return {
    name: "shard",
    plan(step, devices) {
      checkDevices(devices);
      return searchPlan(step, devices, candidateMeshes(devices, ["x", "y"]), "shard", options);
    },
  };
}
