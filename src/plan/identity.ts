/**
 * @file The identity of a graph: a hash of its structure, and its ports and op counts for messages.
 */
import { bytesIn } from "../base/bytes.ts";
import { memoizeWeakly } from "../base/memoize.ts";
import type { Graph } from "../ir/graph.ts";
import type { TensorType } from "../ir/types.ts";
import type { GraphIdentity } from "./plan.ts";

const typeText = ({ dtype, shape }: TensorType): string => `${dtype}[${shape}]`;

/** The identity of a graph. Names of values, functions and layers do not change its hash. */
export const graphIdentity = memoizeWeakly((graph: Graph): GraphIdentity => {
  const hash = new Hash();
  const portsOf = (ports: Graph["inputs"]): string[] =>
    ports.map(({ name, value }) => {
      hash.addText(`${value}:${typeText(graph.types[value])}`);
      return `${name}: ${typeText(graph.types[value])}`;
    });
  const inputs = portsOf(graph.inputs);
  const outputs = portsOf(graph.outputs);
  const ops: Record<string, number> = {};
  for (const { kind, attrs, operands, results } of graph.ops) {
    ops[kind] = (ops[kind] ?? 0) + 1;
    const types = results.map((result) => `${result}:${typeText(graph.types[result])}`);
    const content = (_: string, value: unknown): unknown => {
      if (ArrayBuffer.isView(value)) return hash.addBytes(bytesIn(value));
      if (typeof value === "number" && !Number.isFinite(value)) return `${value}`;
      return Object.is(value, -0) ? "-0" : value;
    };
    hash.addText(`${kind} ${operands} ${types} ${JSON.stringify(attrs, content)}`);
  }
  return { hash: hash.text(), inputs, outputs, ops };
});

/**
 * The differences between a plan's graph and another one, the most informative first; undefined when they are equal.
 */
export function graphDifference(planned: GraphIdentity, graph: Graph): string | undefined {
  const actual = graphIdentity(graph);
  if (planned.hash === actual.hash) return undefined;
  for (const [what, theirs, ours] of [
    ["inputs", planned.inputs, actual.inputs],
    ["outputs", planned.outputs, actual.outputs],
  ] as const) {
    if (theirs.length !== ours.length) return `it has ${theirs.length} ${what}, the step has ${ours.length}`;
    const type = (port: string): string => port.slice(port.lastIndexOf(": ") + 2);
    const index = theirs.findIndex((port, i) => type(port) !== type(ours[i]));
    if (index >= 0) return `its ${what.slice(0, -1)} ${theirs[index]} is ${type(ours[index])} in the step`;
  }
  const kinds = [...new Set([...Object.keys(planned.ops), ...Object.keys(actual.ops)])];
  const counts = kinds
    .filter((kind) => planned.ops[kind] !== actual.ops[kind])
    .map((kind) => `${planned.ops[kind] ?? 0} ${kind}, the step ${actual.ops[kind] ?? 0}`);
  if (counts.length > 0) return `it has ${counts.slice(0, 3).join("; ")}`;
  return "its ops are of the same kinds but differ in constants, attributes or order";
}

/** FNV-1a, twice with different primes: 64 bits, enough to tell programs apart, not to withstand forgery. */
class Hash {
  #low = 0x811c9dc5;
  #high = 0xcbf29ce4;

  addText(text: string): void {
    for (let index = 0; index < text.length; index++) this.#add(text.charCodeAt(index));
  }

  addBytes(bytes: Uint8Array): string {
    for (const byte of bytes) this.#add(byte);
    return `${bytes.length} bytes`;
  }

  #add(code: number): void {
    this.#low = Math.imul(this.#low ^ code, 0x01000193);
    this.#high = Math.imul(this.#high ^ code, 0x5bd1e995);
  }

  text(): string {
    return [this.#high, this.#low].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }
}
