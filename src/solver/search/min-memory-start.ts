/** @file The initial choice: minimum memory, found greedily. */
import type { Core } from "../core/core.ts";

/** Returns the memory of each strategy summed over its live steps, in multiples of the limit. */
export function memoryCharges({ numNodes, start, unary, memory }: Core): Float64Array {
  const { segmentStart, from, to, useAt, use, limit } = memory;
  const charge = new Float64Array(unary.length);
  for (let i = 0; i < numNodes; i++) {
    for (let k = segmentStart[i]; k < segmentStart[i + 1]; k++) {
      const steps = to[k] - from[k];
      for (let s = start[i]; s < start[i + 1]; s++) charge[s] += (steps * use[useAt[k] + s - start[i]]) / limit;
    }
  }
  return charge;
}

/**
 * Chooses for each node in turn the strategy with the lowest `charge`, then the lowest cost, among those allowed next
 * to the choices already made. If none is allowed, chooses among all.
 */
export function minMemoryChoice(core: Core, charge: Float64Array): Int32Array {
  const { numNodes, start, unary, edgeA, edgeB, tables } = core;
  const earlier: number[][] = Array.from({ length: numNodes }, () => []);
  for (let e = 0; e < edgeA.length; e++) earlier[Math.max(edgeA[e], edgeB[e])].push(e);
  const choice = new Int32Array(numNodes);
  for (let i = 0; i < numNodes; i++) {
    const dim = start[i + 1] - start[i];
    const cost = unary.slice(start[i], start[i + 1]);
    for (const e of earlier[i]) {
      const { cols, data } = tables[e];
      const [other, stride] = edgeA[e] === i ? [choice[edgeB[e]], cols] : [choice[edgeA[e]] * cols, 1];
      for (let s = 0; s < dim; s++) cost[s] += data[other + s * stride];
    }
    const own = charge.subarray(start[i], start[i + 1]);
    let best = 0;
    for (let s = 1; s < dim; s++) {
      const [isAllowed, wasAllowed] = [cost[s] < Infinity, cost[best] < Infinity];
      const isLess = own[s] < own[best] || (own[s] === own[best] && cost[s] < cost[best]);
      if (isAllowed === wasAllowed ? isLess : isAllowed) best = s;
    }
    choice[i] = best;
  }
  return choice;
}
