/**
 * @file Finds an earlier op that computes the same: one with the same kind, attributes and operands, in any order for
 * commutative ops. It is a hash table of numbers, because every sweep of the rewrites looks up every op.
 */
import { bytesKey } from "../../base/bytes.ts";
import type { Op, ValueId } from "../graph.ts";
import type { OpAttrs, OpKind } from "../ops.ts";
import type { TensorData } from "../types.ts";

const commutative = new Set<OpKind>(["add", "multiply", "maximum", "minimum", "and", "or", "xor"]);

/** Elements up to which dense constants are compared by content, beyond by identity. */
const maxComparedElements = 4096;

/** Attributes as text. A dense constant is represented by a name: one per array, or per content if it is short. */
class AttrsTexts {
  readonly #byData = new WeakMap<object, string>();
  readonly #byContent = new Map<string, string>();
  #count = 0;

  of(kind: OpKind, attrs: OpAttrs[OpKind]): string {
    if (kind !== "constant") return JSON.stringify(attrs);
    const { type, data } = attrs as OpAttrs["constant"];
    const content = "dense" in data ? this.#nameOf(data.dense) : Object.is(data.splat, -0) ? "-0" : `${data.splat}`;
    return `${content} ${type.dtype} ${type.shape}`;
  }

  #nameOf(data: TensorData): string {
    let name = this.#byData.get(data);
    if (name !== undefined) return name;
    name = `#${this.#count++}`;
    if (data.length <= maxComparedElements) {
      // -0 and NaN payloads differ in their bytes.
      const content = bytesKey(data);
      name = this.#byContent.get(content) ?? name;
      this.#byContent.set(content, name);
    }
    this.#byData.set(data, name);
    return name;
  }
}

interface Attrs {
  /** A number that is equal exactly for equal attributes. */
  readonly number: number;
  /** The first object with these attributes. Sharing it makes graphs smaller and lookups faster. */
  readonly attrs: OpAttrs[OpKind];
}

export class EqualOps {
  readonly #texts = new AttrsTexts();
  readonly #byText = new Map<string, Attrs>();
  readonly #byObject = new Map<object, Attrs>();
  /** Open addressing: 1 + the number of an op, or 0. */
  #slots = new Int32Array(1 << 12);
  readonly #ops: Op[] = [];
  readonly #hashes: number[] = [];

  /** An added op that computes the same; undefined when there is none. */
  find(kind: OpKind, operands: readonly ValueId[], attrs: OpAttrs[OpKind]): Op | undefined {
    const shared = this.#sharedOf(kind, attrs);
    return this.#ops[this.#slots[this.#slotOf(kind, operands, shared, hashOf(kind, operands, shared))] - 1];
  }

  /**
   * An added op that computes the same. When there is none, `make` creates the op with the shared attributes.
   */
  findOrAdd(
    kind: OpKind,
    operands: readonly ValueId[],
    attrs: OpAttrs[OpKind],
    make: (attrs: OpAttrs[OpKind]) => Op,
  ): Op {
    const shared = this.#sharedOf(kind, attrs);
    const hash = hashOf(kind, operands, shared);
    const slot = this.#slotOf(kind, operands, shared, hash);
    if (this.#slots[slot] > 0) return this.#ops[this.#slots[slot] - 1];
    const op = make(shared.attrs);
    this.#hashes.push(hash);
    this.#slots[slot] = this.#ops.push(op);
    if (2 * this.#ops.length > this.#slots.length) this.#grow();
    return op;
  }

  #sharedOf(kind: OpKind, attrs: OpAttrs[OpKind]): Attrs {
    let shared = this.#byObject.get(attrs);
    if (shared) return shared;
    const text = this.#texts.of(kind, attrs);
    shared = this.#byText.get(text) ?? { number: this.#byText.size, attrs };
    this.#byText.set(text, shared);
    this.#byObject.set(attrs, shared);
    return shared;
  }

  /** The slot of the op in the hash table, or the free slot where it would go. */
  #slotOf(kind: OpKind, operands: readonly ValueId[], { attrs }: Attrs, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] - 1;
      if (number < 0) return slot;
      const op = this.#ops[number];
      if (op.kind === kind && op.attrs === attrs && sameOperands(kind, op.operands, operands)) return slot;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    const mask = this.#slots.length - 1;
    this.#hashes.forEach((hash, number) => {
      let slot = hash & mask;
      while (this.#slots[slot] > 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    });
  }
}

/** A hash that is equal for ops that compute the same. It ignores the kind, which the comparison checks. */
function hashOf(kind: OpKind, operands: readonly ValueId[], { number }: Attrs): number {
  let hash = Math.imul(number + 1, 0x9e3779b1) ^ kind.length;
  if (commutative.has(kind)) return mixed(hash ^ (mixed(operands[0]) + mixed(operands[1])));
  for (const operand of operands) hash = mixed(Math.imul(hash, 31) ^ operand);
  return hash;
}

const mixed = (hash: number): number => {
  const spread = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (spread ^ (spread >>> 13)) & 0x3fffffff;
};

function sameOperands(kind: OpKind, a: readonly ValueId[], b: readonly ValueId[]): boolean {
  if (a.length !== b.length) return false;
  if (a.length === 2 && a[0] === b[1] && a[1] === b[0] && commutative.has(kind)) return true;
  for (let position = 0; position < a.length; position++) if (a[position] !== b[position]) return false;
  return true;
}
