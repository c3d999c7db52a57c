/**
 * @file The engine of local rewrites: rebuilds a graph op by op, offering each op to the rules of its kind before it is made.
 * A rule sees how the operands were made and may return another value instead; what it builds is offered to the rules in turn.
 * Equal ops are made once, so common subexpressions vanish on the way. One sweep is linear in the size of the graph.
 */
import { InternalError } from "../../base/errors.ts";
import { GraphBuilder } from "../builder.ts";
import type { Graph, Op, ValueId } from "../graph.ts";
import type { OpAttrs, OpKind } from "../ops.ts";
import { inferTypes } from "../table.ts";
import { sameType, type TensorData, type TensorType, typeText } from "../types.ts";

/** Returns the value to use instead of the op, or undefined to leave it. */
export type RewriteRule<K extends OpKind> = (
  rewriter: Rewriter,
  operands: readonly ValueId[],
  attrs: OpAttrs[K],
) => ValueId | undefined;

export type RewriteRules = { readonly [K in OpKind]?: readonly RewriteRule<K>[] };

/** One table with the rules of all `tables`, earlier tables first. */
export function mergeRules(...tables: readonly RewriteRules[]): RewriteRules {
  const merged: Partial<Record<OpKind, readonly unknown[]>> = {};
  for (const table of tables) {
    for (const [kind, rules] of Object.entries(table))
      merged[kind as OpKind] = [...(merged[kind as OpKind] ?? []), ...rules];
  }
  return merged as RewriteRules;
}

/** The same rules for several kinds. */
export const rulesFor = <K extends OpKind>(
  kinds: readonly K[],
  make: (kind: K) => readonly RewriteRule<K>[],
): RewriteRules => Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as RewriteRules;

const commutative = new Set<OpKind>(["add", "multiply", "maximum", "minimum", "and", "or", "xor"]);

/** Elements up to which dense constants are compared by content, beyond by identity. */
const maxComparedElements = 4096;

/** Short names for keys of attributes, and of dense constants: one name per array, or per content if it is short. */
class KeyNames {
  readonly #byText = new Map<string, number>();
  readonly #byData = new WeakMap<object, string>();
  readonly #byContent = new Map<string, string>();
  #count = 0;

  ofAttrs(attrs: OpAttrs[OpKind]): number {
    const text = attrsText(attrs);
    const name = this.#byText.get(text) ?? this.#byText.size;
    this.#byText.set(text, name);
    return name;
  }

  ofData(data: TensorData): string {
    let name = this.#byData.get(data);
    if (name !== undefined) return name;
    name = `#${this.#count++}`;
    if (data.length <= maxComparedElements) {
      // -0 and NaN payloads differ in their bytes.
      const content = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("latin1");
      name = this.#byContent.get(content) ?? name;
      this.#byContent.set(content, name);
    }
    this.#byData.set(data, name);
    return name;
  }
}

/** Two ops with one key compute the same. */
function keyOf(kind: OpKind, operands: readonly ValueId[], attrs: OpAttrs[OpKind], names: KeyNames): string {
  if (kind === "constant") {
    const { type, data } = attrs as OpAttrs["constant"];
    const content = "dense" in data ? names.ofData(data.dense) : Object.is(data.splat, -0) ? "-0" : `${data.splat}`;
    return `constant ${content} ${type.dtype} ${type.shape}`;
  }
  const ordered = commutative.has(kind) && operands[0] > operands[1] ? [operands[1], operands[0]] : operands;
  return `${kind} ${ordered} ${names.ofAttrs(attrs)}`;
}

/** Attributes as text; they are immutable and live through many sweeps, so each object is spelled once. */
const attrsTexts = new WeakMap<object, string>();

function attrsText(attrs: OpAttrs[OpKind]): string {
  let text = attrsTexts.get(attrs);
  if (text === undefined) {
    text = JSON.stringify(attrs);
    attrsTexts.set(attrs, text);
  }
  return text;
}

export class Rewriter {
  readonly #rules: RewriteRules;
  readonly #builder: GraphBuilder;
  readonly #definers: (Op | undefined)[] = [];
  readonly #made = new Map<string, readonly ValueId[]>();
  readonly #numUses: number[] = [];
  readonly #keyNames = new KeyNames();
  #scope: string | undefined;
  /** Whether a rule replaced something since the sweep took up the op it is at. */
  #hasFired = false;
  /** Ops that the sweep did not just copy: replaced by a rule, or equal to one made before. */
  numChanges = 0;

  constructor(graph: Graph, rules: RewriteRules) {
    this.#rules = rules;
    this.#builder = new GraphBuilder(graph.name);
  }

  /** The graph rebuilt under the rules; ops that nobody reads any more are still in it. */
  run(graph: Graph): Graph {
    const numUses = new Int32Array(graph.types.length);
    for (const op of graph.ops) for (const operand of new Set(op.operands)) numUses[operand]++;
    for (const { value } of graph.outputs) numUses[value]++;
    const renamed = new Int32Array(graph.types.length);
    const rename = (old: ValueId, value: ValueId) => {
      renamed[old] = value;
      this.#numUses[value] = (this.#numUses[value] ?? 0) + numUses[old];
    };
    for (const { value, name } of graph.inputs) rename(value, this.#builder.input(name, graph.types[value]));
    for (const op of graph.ops) {
      this.#scope = op.scope;
      const operands = op.operands.map((operand) => renamed[operand]);
      const numValues = this.#definers.length;
      this.#hasFired = false;
      const types = op.results.map((result) => graph.types[result]);
      const results = this.emit(op.kind, operands, op.attrs, types);
      // A rule may also spell the very op it was given.
      const isCopy =
        results[0] >= numValues &&
        (!this.#hasFired || this.#made.get(this.#keyOf(op.kind, operands, op.attrs))?.[0] === results[0]);
      if (!isCopy) this.numChanges++;
      op.results.forEach((old, index) => {
        rename(old, results[index]);
      });
    }
    return this.#builder.finish(graph.outputs.map(({ value, name }) => ({ value: renamed[value], name })));
  }

  #keyOf(kind: OpKind, operands: readonly ValueId[], attrs: OpAttrs[OpKind]): string {
    return keyOf(kind, operands, attrs, this.#keyNames);
  }

  type(value: ValueId): TensorType {
    return this.#builder.typeOf(value);
  }

  #typesOf(values: readonly ValueId[]): TensorType[] {
    return values.map((value) => this.type(value));
  }

  shape(value: ValueId): readonly number[] {
    return this.type(value).shape;
  }

  /** The op that makes `value`, if it is one of `kind`. */
  made<K extends OpKind>(value: ValueId, kind: K): Op<K> | undefined {
    const op = this.#definers[value];
    return op?.kind === kind ? (op as unknown as Op<K>) : undefined;
  }

  /** The op that makes `value`; undefined for an input. */
  definer(value: ValueId): Op | undefined {
    return this.#definers[value];
  }

  /** The number that every element of `value` is, if it is such a constant. */
  splatOf(value: ValueId): number | undefined {
    const data = this.made(value, "constant")?.attrs.data;
    return data && "splat" in data ? data.splat : undefined;
  }

  /** True when only one op reads `value`, as far as the graph before this sweep tells; for weighing costs, not for soundness. */
  isReadOnce(value: ValueId): boolean {
    return (this.#numUses[value] ?? 1) <= 1;
  }

  splat(type: TensorType, value: number): ValueId {
    return this.op("constant", [], { type, data: { splat: value } });
  }

  /** Makes an op with one result, or what the rules put in its place. */
  op<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K]): ValueId {
    return this.emit(kind, operands, attrs)[0];
  }

  /** Makes an op, or what the rules put in its place; `types` are those of its results where they are known. */
  emit<K extends OpKind>(
    kind: K,
    operands: readonly ValueId[],
    attrs: OpAttrs[K],
    types?: readonly TensorType[],
  ): readonly ValueId[] {
    for (const rule of this.#rules[kind] ?? []) {
      const replacement = rule(this, operands, attrs);
      if (replacement === undefined) continue;
      this.#hasFired = true;
      const [type] = types ?? inferTypes(kind, this.#typesOf(operands), attrs);
      if (!sameType(type, this.type(replacement))) {
        const got = typeText(this.type(replacement));
        throw new InternalError("rewrite", `a rule replaced a ${kind} of ${typeText(type)} by a ${got}`);
      }
      return [replacement];
    }
    return this.keep(kind, operands, attrs, types);
  }

  /** Makes an op as it is, without asking the rules; an equal op that exists is reused. */
  keep<K extends OpKind>(
    kind: K,
    operands: readonly ValueId[],
    attrs: OpAttrs[K],
    types: readonly TensorType[] = inferTypes(kind, this.#typesOf(operands), attrs),
  ): readonly ValueId[] {
    const key = this.#keyOf(kind, operands, attrs);
    const existing = this.#made.get(key);
    if (existing) return existing;
    const results = this.#builder.add(kind, operands, attrs, types, this.#scope);
    const op = { kind, operands, attrs, results } as unknown as Op;
    for (const result of results) this.#definers[result] = op;
    this.#made.set(key, results);
    return results;
  }
}

/** One sweep of `rules` over `graph`, and how many changes it made. */
export function rewriteOnce(graph: Graph, rules: RewriteRules): { graph: Graph; numChanges: number } {
  const rewriter = new Rewriter(graph, rules);
  const rewritten = rewriter.run(graph);
  return { graph: rewritten, numChanges: rewriter.numChanges };
}
