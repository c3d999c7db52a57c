/** @file The regions of a loop that is one op. */
import type { Graph, LoopRegions } from "./ops.ts";
import { printGraph } from "./print.ts";
import { opFlops } from "./table.ts";

const flopsOf = (graph: Graph): number => graph.ops.reduce((total, op) => total + opFlops(graph, op), 0);

export class Loop implements LoopRegions {
  readonly condition: Graph;
  readonly body: Graph;
  readonly flops: number;

  constructor(condition: Graph, body: Graph) {
    this.condition = condition;
    this.body = body;
    this.flops = flopsOf(condition) + flopsOf(body);
  }

  /** The loop's text: loops that compute the same are equal as JSON. */
  toJSON(): string {
    return printGraph(this.condition) + printGraph(this.body);
  }
}
