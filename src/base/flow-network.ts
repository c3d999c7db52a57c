/** @file Minimum cuts of networks, by Dinic's algorithm (1970). */

/** A network of nodes 0, 1, … whose edges have capacities. */
export class FlowNetwork {
  /** By node: its outgoing edges. Edge e ^ 1 is the reverse of edge e. */
  readonly #edges: number[][];
  readonly #targets: number[] = [];
  /** By edge: the capacity that the flow leaves. */
  readonly #residuals: number[] = [];

  constructor(numNodes: number) {
    this.#edges = Array.from({ length: numNodes }, () => []);
  }

  connect(from: number, to: number, capacity: number): void {
    this.#edges[from].push(this.#targets.push(to) - 1);
    this.#residuals.push(capacity);
    this.#edges[to].push(this.#targets.push(from) - 1);
    this.#residuals.push(0);
  }

  /**
   * By node: whether it is on the sink's side of a minimum cut. Of all minimum cuts it is the one nearest to the sink.
   * Every path from `source` to `sink` must have an edge of finite capacity.
   */
  sinkSide(source: number, sink: number): boolean[] {
    for (let levels = this.#levels(source); levels[sink] >= 0; levels = this.#levels(source)) {
      const next = new Int32Array(levels.length);
      while (this.#push(source, sink, levels, next) > 0);
    }
    const isBehind = this.#edges.map((_, node) => node === sink);
    const open = [sink];
    for (let node = open.pop(); node !== undefined; node = open.pop())
      for (const edge of this.#edges[node]) {
        const before = this.#targets[edge];
        if (isBehind[before] || this.#residuals[edge ^ 1] === 0) continue;
        isBehind[before] = true;
        open.push(before);
      }
    return isBehind;
  }

  /** By node: its distance from the source along edges with capacity left, or −1. */
  #levels(source: number): Int32Array {
    const levels = new Int32Array(this.#edges.length).fill(-1);
    levels[source] = 0;
    const queue = [source];
    for (const node of queue)
      for (const edge of this.#edges[node]) {
        const target = this.#targets[edge];
        if (levels[target] >= 0 || this.#residuals[edge] === 0) continue;
        levels[target] = levels[node] + 1;
        queue.push(target);
      }
    return levels;
  }

  /** Pushes flow from `source` to `sink` along one path of increasing levels; returns how much. */
  #push(source: number, sink: number, levels: Int32Array, next: Int32Array): number {
    const path: number[] = [];
    for (let node = source; node !== sink; ) {
      const edge = this.#edges[node][next[node]];
      if (edge === undefined) {
        const last = path.pop();
        if (last === undefined) return 0;
        node = this.#targets[last ^ 1];
        next[node]++;
      } else if (this.#residuals[edge] > 0 && levels[this.#targets[edge]] === levels[node] + 1) {
        path.push(edge);
        node = this.#targets[edge];
      } else next[node]++;
    }
    const flow = Math.min(...path.map((edge) => this.#residuals[edge]));
    for (const edge of path) {
      this.#residuals[edge] -= flow;
      this.#residuals[edge ^ 1] += flow;
    }
    return flow;
  }
}
