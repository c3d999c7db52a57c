/**
 * @file Auto sharding: Alpa's intra-operator level alone. Every placement and strategy is open; the plan carries a
 * proven bound.
 */

import type { Method } from "./method.ts";
import { searchMethod } from "./search/search-method.ts";
import { candidateMeshes, type SearchOptions } from "./search/search-plan.ts";

/** The cheapest plan under the cost model within the constraints, over all mesh shapes of up to two axes, x and y. */
export const shard = (options: SearchOptions = {}): Method =>
  searchMethod("shard", options, { meshes: (_, devices) => candidateMeshes(devices, ["x", "y"]) });
