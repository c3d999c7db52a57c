/**
 * @file Sequential tree-reweighted message passing (TRW-S; Kolmogorov, PAMI 2006). Yields a lower bound on the cost of
 * a graph without memory limits, a choice read from the messages, and reduced costs per strategy.
 */

import type { Graph } from "../core/adjacency.ts";
import type { ClassTable } from "../core/row-classes.ts";

/** The messages of one graph. They remain a good start when unary costs change a little. */
export class MessagePassing {
  readonly graph: Graph;
  /** Table entries visited by one pass. */
  readonly workPerPass: number;
  readonly #messages: Float64Array;
  readonly #messageAt: Int32Array;
  readonly #share: Float64Array;
  readonly #hat: Float64Array;
  readonly #outgoing: Float64Array;
  /** Buffers of {@link #sendByClass}: the lowest outgoing value and the lowest result of each class. */
  readonly #classOutgoing: Float64Array;
  readonly #classResult: Float64Array;

  constructor(graph: Graph) {
    this.graph = graph;
    const { numNodes, slotStart, neighbour, dims } = graph;
    this.#messageAt = new Int32Array(neighbour.length + 1);
    let work = numNodes;
    this.#share = new Float64Array(numNodes);
    for (let i = 0; i < numNodes; i++) {
      let before = 0;
      for (let q = slotStart[i]; q < slotStart[i + 1]; q++) {
        this.#messageAt[q + 1] = this.#messageAt[q] + dims[i];
        const classTable = graph.classes[q];
        work +=
          (classTable ? classTable.costs.length + dims[i] + dims[neighbour[q]] : dims[i] * dims[neighbour[q]]) / 2;
        if (neighbour[q] < i) before++;
      }
      this.#share[i] = 1 / Math.max(before, slotStart[i + 1] - slotStart[i] - before, 1);
    }
    this.workPerPass = work;
    this.#messages = new Float64Array(this.#messageAt[neighbour.length]);
    this.#hat = new Float64Array(graph.maxDim);
    this.#outgoing = new Float64Array(graph.maxDim);
    this.#classOutgoing = new Float64Array(graph.maxDim);
    this.#classResult = new Float64Array(graph.maxDim);
  }

  /**
   * Copies the messages of a larger graph for every edge that both graphs have. Node `i` was `wasNode[i]` there (-1 =
   * new); strategy `s`, counted over all nodes, was strategy `wasStrategy[s]` of its node.
   */
  inherit(from: MessagePassing, wasNode: Int32Array, wasStrategy: Int32Array): void {
    const { numNodes, start, dims, slotStart, neighbour } = this.graph;
    const old = from.graph;
    const oldSlot = new Map<number, number>();
    for (let i = 0; i < numNodes; i++) {
      const was = wasNode[i];
      if (was < 0) continue;
      oldSlot.clear();
      for (let q = old.slotStart[was]; q < old.slotStart[was + 1]; q++) oldSlot.set(old.neighbour[q], q);
      for (let q = slotStart[i]; q < slotStart[i + 1]; q++) {
        const slot = oldSlot.get(wasNode[neighbour[q]]);
        if (slot === undefined) continue;
        const [to, at] = [this.#messageAt[q], from.#messageAt[slot]];
        for (let s = 0; s < dims[i]; s++) {
          const message = from.#messages[at + wasStrategy[start[i] + s]];
          this.#messages[to + s] = Number.isFinite(message) ? message : 0;
        }
      }
    }
  }

  /**
   * One pass over the nodes in ascending order. Writes a choice into `choice`. Writes into `reduced` the amount that
   * each strategy adds to the bound of the preceding backward pass with the same `unary`; the sum is a lower bound on
   * every choice with that strategy.
   */
  forward(unary: Float64Array, choice: Int32Array, reduced?: Float64Array): void {
    const { numNodes, start, dims, slotStart, neighbour, costAt, costs } = this.graph;
    const hat = this.#hat;
    const messages = this.#messages;
    const local = new Float64Array(this.graph.maxDim);
    for (let i = 0; i < numNodes; i++) {
      const dim = dims[i];
      const own = start[i];
      for (let a = 0; a < dim; a++) hat[a] = local[a] = unary[own + a];
      for (let q = slotStart[i]; q < slotStart[i + 1]; q++) {
        const at = this.#messageAt[q];
        for (let a = 0; a < dim; a++) hat[a] += messages[at + a];
        if (neighbour[q] > i) for (let a = 0; a < dim; a++) local[a] += messages[at + a];
        else {
          const row = costAt[q] + choice[neighbour[q]] * dim;
          for (let a = 0; a < dim; a++) local[a] += costs[row + a];
        }
      }
      let best = 0;
      for (let a = 1; a < dim; a++) if (local[a] < local[best]) best = a;
      if (local[best] === Infinity) for (let a = 0; a < dim; a++) if (hat[a] < hat[best]) best = a;
      choice[i] = best;
      if (reduced) {
        let lowest = Infinity;
        for (let a = 0; a < dim; a++) if (hat[a] < lowest) lowest = hat[a];
        for (let a = 0; a < dim; a++) reduced[own + a] = hat[a] - lowest;
      }
      for (let q = slotStart[i]; q < slotStart[i + 1]; q++) if (neighbour[q] > i) this.#send(i, q);
    }
  }

  /**
   * One pass in descending order. Returns a lower bound on the cost under `unary`, `Infinity` if every choice is
   * forbidden.
   */
  backward(unary: Float64Array): number {
    const { numNodes, start, dims, slotStart, neighbour } = this.graph;
    const hat = this.#hat;
    const messages = this.#messages;
    let bound = 0;
    for (let i = numNodes - 1; i >= 0; i--) {
      const dim = dims[i];
      const own = start[i];
      for (let a = 0; a < dim; a++) hat[a] = unary[own + a];
      for (let q = slotStart[i]; q < slotStart[i + 1]; q++) {
        const at = this.#messageAt[q];
        for (let a = 0; a < dim; a++) hat[a] += messages[at + a];
      }
      let lowest = Infinity;
      for (let a = 0; a < dim; a++) if (hat[a] < lowest) lowest = hat[a];
      if (lowest === Infinity) return Infinity;
      bound += lowest;
      for (let a = 0; a < dim; a++) hat[a] -= lowest;
      for (let q = slotStart[i]; q < slotStart[i + 1]; q++) if (neighbour[q] < i) bound += this.#send(i, q);
    }
    return bound;
  }

  /** Sends the message of `i` over slot `q`, computed from `#hat`. Returns the amount subtracted to normalize it. */
  #send(i: number, q: number): number {
    const { dims, neighbour, mirror, costAt, costs, classes } = this.graph;
    const hat = this.#hat;
    const outgoing = this.#outgoing;
    const messages = this.#messages;
    const dim = dims[i];
    const incomingAt = this.#messageAt[q];
    const share = this.#share[i];
    for (let a = 0; a < dim; a++) {
      // A forbidden strategy stays forbidden even where infinities cancel to NaN.
      const value = share * hat[a] - messages[incomingAt + a];
      outgoing[a] = Number.isFinite(value) ? value : Infinity;
    }
    const otherDim = dims[neighbour[q]];
    const sentAt = this.#messageAt[mirror[q]];
    const classTable = classes[q];
    if (classTable) return this.#sendByClass(classTable, sentAt);
    let row = costAt[q];
    let lowest = Infinity;
    for (let b = 0; b < otherDim; b++) {
      let best = Infinity;
      for (let a = 0; a < dim; a++) {
        const value = outgoing[a] + costs[row + a];
        if (value < best) best = value;
      }
      row += dim;
      messages[sentAt + b] = best;
      if (best < lowest) lowest = best;
    }
    if (lowest === Infinity) return Infinity;
    for (let b = 0; b < otherDim; b++) messages[sentAt + b] -= lowest;
    return lowest;
  }
  /** Computes and normalizes the message of {@link #send} from a table in compressed form. */
  #sendByClass(
    { rowClass, colClass, rowShift, colShift, numRows, numCols, costs }: ClassTable,
    sentAt: number,
  ): number {
    const outgoing = this.#outgoing;
    const classOutgoing = this.#classOutgoing.fill(Infinity, 0, numCols);
    const classResult = this.#classResult;
    const messages = this.#messages;
    for (let a = 0; a < colClass.length; a++) {
      const value = outgoing[a] + colShift[a];
      if (value < classOutgoing[colClass[a]]) classOutgoing[colClass[a]] = value;
    }
    for (let k = 0, at = 0; k < numRows; k++) {
      let best = Infinity;
      for (let l = 0; l < numCols; l++, at++) {
        const value = classOutgoing[l] + costs[at];
        if (value < best) best = value;
      }
      classResult[k] = best;
    }
    let lowest = Infinity;
    for (let b = 0; b < rowClass.length; b++) {
      const value = classResult[rowClass[b]] + rowShift[b];
      messages[sentAt + b] = value;
      if (value < lowest) lowest = value;
    }
    if (lowest === Infinity) return Infinity;
    for (let b = 0; b < rowClass.length; b++) messages[sentAt + b] -= lowest;
    return lowest;
  }
}
