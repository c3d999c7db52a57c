/**
 * @file The rewriting engine: rebuilds a graph op by op and applies the rules of each op's kind. A rule sees the ops
 * that produced the operands and may return another value instead; rules also apply to the ops that it creates. Equal
 * ops are created once, which eliminates common subexpressions. One sweep is linear in the size of the graph.
 */
import { InternalError } from "../../base/errors.ts";
import { GraphBuilder } from "../builder.ts";
import type { Graph, Op, ValueId } from "../graph.ts";
import type { OpAttrs, OpKind } from "../ops.ts";
import { inferTypes } from "../table.ts";
import { sameType, type TensorType, typeText } from "../types.ts";
import { countReads, liveOps } from "./dead-code.ts";
import { EqualOps } from "./equal-ops.ts";

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

export class Rewriter {
  readonly #rules: RewriteRules;
  readonly #builder: GraphBuilder;
  readonly #made = new EqualOps();
  readonly #numReads: number[] = [];
  /** Values of which a rule heard that several ops read them. */
  readonly #knownShared = new Set<ValueId>();
  /** Ops that rules made without applying rules to them. */
  readonly #kept: Op[] = [];
  #scope: string | undefined;
  /** Whether a rule has replaced something since the sweep reached the current op. */
  #hasFired = false;

  constructor(graph: Graph, rules: RewriteRules) {
    this.#rules = rules;
    this.#builder = new GraphBuilder(graph.name);
  }

  /** Rewrites `graph` once. Ops that have become unused may remain. */
  run(before: Sweep): Sweep {
    const { graph, isLive, numReads } = before;
    let hasChanged = false;
    const renamed = new Int32Array(graph.types.length);
    const rename = (old: ValueId, value: ValueId) => {
      renamed[old] = value;
      this.#numReads[value] = (this.#numReads[value] ?? 0) + numReads[old];
    };
    for (const { value, name } of graph.inputs) rename(value, this.#builder.input(name, graph.types[value]));
    graph.ops.forEach((op, index) => {
      if (!isLive[index]) return;
      this.#scope = op.scope;
      this.#builder.source = op.source;
      const operands = op.operands.map((operand) => renamed[operand]);
      const { numValues } = this.#builder;
      this.#hasFired = false;
      const types = op.results.map((result) => graph.types[result]);
      const results = this.emit(op.kind, operands, op.attrs, types);
      // A rule may also create exactly the op that it was given.
      const isCopy =
        results[0] >= numValues &&
        (!this.#hasFired || this.#made.find(op.kind, operands, op.attrs)?.results[0] === results[0]);
      if (!isCopy) hasChanged = true;
      op.results.forEach((old, position) => {
        rename(old, results[position]);
      });
    });
    if (!hasChanged) return { ...before, isSettled: true };
    const mayChangeKept = this.#rulesApplyToKept();
    const next = startOf(
      this.#builder.finish(graph.outputs.map(({ value, name }) => ({ value: renamed[value], name }))),
    );
    const isReadLess = (value: ValueId): boolean => next.numReads[value] === 1;
    return { ...next, isSettled: !mayChangeKept && ![...this.#knownShared].some(isReadLess) };
  }

  /** Whether a rule replaces an op that another rule kept. */
  #rulesApplyToKept(): boolean {
    return this.#kept.some(({ kind, operands, attrs }) => {
      this.#hasFired = false;
      this.emit(kind, operands, attrs);
      return this.#hasFired;
    });
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

  /** The op that produces `value`, if it is of kind `kind`. */
  made<K extends OpKind>(value: ValueId, kind: K): Op<K> | undefined {
    const op = this.#builder.definer(value);
    return op?.kind === kind ? (op as unknown as Op<K>) : undefined;
  }

  /** The op that produces `value`; undefined for an input. */
  definer(value: ValueId): Op | undefined {
    return this.#builder.definer(value);
  }

  /** The number that every element of `value` is, if it is such a constant. */
  splatOf(value: ValueId): number | undefined {
    const data = this.made(value, "constant")?.attrs.data;
    return data && "splat" in data ? data.splat : undefined;
  }

  /**
   * Whether only one op reads `value` in the graph before this sweep. A heuristic for costs: soundness must not depend
   * on it, and a rule that replaces an op must not do so because the answer is no.
   */
  isReadOnce(value: ValueId): boolean {
    const isShared = this.#numReads[value] > 1;
    if (isShared) this.#knownShared.add(value);
    return !isShared;
  }

  splat(type: TensorType, value: number): ValueId {
    return this.op("constant", [], { type, data: { splat: value } });
  }

  /** Makes an op with one result, or the value by which a rule replaces it. */
  op<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K]): ValueId {
    return this.emit(kind, operands, attrs)[0];
  }

  /** Makes an op, or the values by which a rule replaces it. `types` are the types of its results, where known. */
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
    return this.#make(kind, operands, attrs, types).results;
  }

  /** Makes an op without applying rules; reuses an equal op if there is one. */
  keep<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K]): readonly ValueId[] {
    const op = this.#make(kind, operands, attrs);
    this.#kept.push(op);
    return op.results;
  }

  #make<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K], types?: readonly TensorType[]): Op {
    return this.#made.findOrAdd(kind, operands, attrs, (shared) =>
      this.#builder.add(
        kind,
        operands,
        shared as OpAttrs[K],
        types ?? inferTypes(kind, this.#typesOf(operands), attrs),
        this.#scope,
      ),
    );
  }
}

/** A graph before or after a sweep of the rules. */
export interface Sweep {
  readonly graph: Graph;
  readonly isLive: Uint8Array;
  readonly numReads: Int32Array;
  /** Whether another sweep would change nothing. Nothing is known before the first sweep. */
  readonly isSettled: boolean;
}

/** The state of a graph that no rule has seen. */
export function startOf(graph: Graph): Sweep {
  const isLive = liveOps(graph);
  return { graph, isLive, numReads: countReads(graph, isLive), isSettled: false };
}

/** One sweep of `rules` over a graph. */
export const rewriteOnce = (from: Sweep, rules: RewriteRules): Sweep => new Rewriter(from.graph, rules).run(from);
