/**
 * @file Auto sharding: Alpa's intra-operator level alone. Searches all placements and strategies and proves a lower
 * bound.
 */

import type { Method } from "./method.ts";
import { searchMethod } from "./search/search-method.ts";
import { candidateMeshes, type SearchOptions } from "./search/search-plan.ts";

/** Finds the fastest plan under the cost model and the user's constraints, over all mesh shapes of up to two axes. */
export const shard = (options: SearchOptions = {}): Method =>
  searchMethod("shard", options, { meshes: (_, devices) => candidateMeshes(devices, ["x", "y"]) });
