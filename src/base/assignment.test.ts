import { describe, expect, test } from "vitest";
import { assignment } from "./assignment.ts";
import { seededRandom } from "./random.ts";

/** The largest total weight, found by trying all assignments. */
function best(weights: readonly ReadonlyMap<number, number>[], row = 0, taken = new Set<number>()): number {
  if (row === weights.length) return 0;
  let most = best(weights, row + 1, taken);
  for (const [column, weight] of weights[row]) {
    if (taken.has(column)) continue;
    most = Math.max(most, weight + best(weights, row + 1, new Set([...taken, column])));
  }
  return most;
}

describe("assignment", () => {
  test("equals the best of all assignments", () => {
    const random = seededRandom(5);
    for (let trial = 0; trial < 300; trial++) {
      const numColumns = 1 + random.int(5);
      const weights = Array.from({ length: 1 + random.int(5) }, () => {
        const row = new Map<number, number>();
        for (let column = 0; column < numColumns; column++)
          if (random.next() < 0.6) row.set(10 * column, 0.1 + random.int(6));
        return row;
      });
      const chosen = assignment(weights);
      const given = chosen.filter((column) => column >= 0);
      expect(new Set(given).size).toBe(given.length);
      const total = chosen.reduce((sum, column, row) => sum + (column < 0 ? 0 : weights[row].get(column)!), 0);
      expect(total).toBeCloseTo(best(weights), 9);
    }
  });
});
