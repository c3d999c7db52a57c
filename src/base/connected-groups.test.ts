import { expect, test } from "vitest";
import { connectedGroups } from "./connected-groups.ts";

test("linked members are one group, in their order; links to others do not count", () => {
  const links: Record<number, number[]> = { 3: [9], 4: [1], 5: [3, 4], 6: [7], 8: [] };
  expect(connectedGroups([1, 3, 4, 8, 6, 5], (member) => links[member] ?? [])).toEqual([[1, 3, 4, 5], [8], [6]]);
  expect(connectedGroups([], () => [])).toEqual([]);
});
