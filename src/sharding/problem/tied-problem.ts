/**
 * @file The sharding problem of a structure on one mesh. A node stands for several equal members that share one choice:
 * costs and edges are summed over the members, and memory over those that are live together.
 */
import { ProblemBuilder, type ShardingProblem } from "../../solver/problem.ts";
import type { Structure, StructureEdge } from "./structure.ts";

/** A node on one mesh. */
export interface PricedNode {
  readonly name: string;
  /** By choice: the cost and the bytes of one member. */
  readonly costs: readonly number[];
  readonly usages: readonly number[];
  /** By choice: a cost that is added once. */
  readonly once: readonly (readonly number[])[];
}

/**
 * Returns the problem and, by node, its name and its node of the structure (`bases`). The nodes of the structure come
 * first, in order. A node whose members have different live ranges is followed, at the end, by a node tied to it for
 * each further live range.
 * @param tableOf  the row-major costs of an edge
 */
export function tiedProblem(
  name: string,
  { nodes, edges, memory }: Structure,
  priced: readonly PricedNode[],
  tableOf: (edge: StructureEdge) => Float64Array,
  usageLimit: number,
): { problem: ShardingProblem; names: string[]; bases: number[] } {
  const builder = new ProblemBuilder(name);
  const names = priced.map((node) => node.name);
  const bases = [...priced.keys()];
  const costs = priced.map((node, number) => {
    const sums = new Array<number>(node.costs.length).fill(0);
    const add = (terms: readonly number[]): void => {
      for (let s = 0; s < sums.length; s++) sums[s] += terms[s];
    };
    for (let member = 0; member < nodes[number].lives.length; member++) add(node.costs);
    node.once.forEach(add);
    return sums;
  });
  const others = edges.filter((edge) => {
    const node = edge.from.node.number;
    if (node !== edge.to.node.number) return true;
    // An edge between members of one node: both ends have the same choice.
    const table = tableOf(edge);
    const dim = costs[node].length;
    for (let s = 0; s < dim; s++) costs[node][s] += table[s * dim + s];
    return false;
  });
  const usagesOf = (node: number, count: number): number[] => priced[node].usages.map((bytes) => bytes * count);
  memory.forEach(([{ count, live }], node) => {
    builder.addNode(costs[node], usagesOf(node, count), live);
  });
  for (const edge of others) builder.addEdge(edge.from.node.number, edge.to.node.number, tableOf(edge));
  // Edge tables that forbid unequal choices, by number of strategies.
  const ties = new Map<number, Float64Array>();
  const tie = (dim: number): Float64Array => {
    if (!ties.has(dim))
      ties.set(
        dim,
        Float64Array.from({ length: dim * dim }, (_, i) => (i % (dim + 1) === 0 ? 0 : Number.POSITIVE_INFINITY)),
      );
    return ties.get(dim)!;
  };
  memory.forEach((groups, node) => {
    for (const { count, live } of groups.slice(1)) {
      const usages = usagesOf(node, count);
      const other = builder.addNode(new Array(usages.length).fill(0), usages, live);
      names.push(`${names[node]} (${count} of equal layers)`);
      bases.push(node);
      builder.addEdge(node, other, tie(usages.length));
    }
  });
  return { problem: builder.build(usageLimit), names, bases };
}
