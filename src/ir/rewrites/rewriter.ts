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
import { liveOps } from "./dead-code.ts";
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
  readonly #numUses: number[] = [];
  #scope: string | undefined;
  /** Whether a rule has replaced something since the sweep reached the current op. */
  #hasFired = false;
  /** The number of ops that a rule replaced or that were equal to an earlier op. */
  numChanges = 0;

  constructor(graph: Graph, rules: RewriteRules) {
    this.#rules = rules;
    this.#builder = new GraphBuilder(graph.name);
  }

  /** The rewritten graph. Dead code of the original is gone; ops that have become unused may remain. */
  run(graph: Graph): Graph {
    const isLive = liveOps(graph);
    const numUses = new Int32Array(graph.types.length);
    graph.ops.forEach(({ operands }, index) => {
      if (!isLive[index]) return;
      for (let position = 0; position < operands.length; position++)
        if (operands.indexOf(operands[position]) === position) numUses[operands[position]]++;
    });
    for (const { value } of graph.outputs) numUses[value]++;
    const renamed = new Int32Array(graph.types.length);
    const rename = (old: ValueId, value: ValueId) => {
      renamed[old] = value;
      this.#numUses[value] = (this.#numUses[value] ?? 0) + numUses[old];
    };
    for (const { value, name } of graph.inputs) rename(value, this.#builder.input(name, graph.types[value]));
    graph.ops.forEach((op, index) => {
      if (!isLive[index]) return;
      this.#scope = op.scope;
      const operands = op.operands.map((operand) => renamed[operand]);
      const { numValues } = this.#builder;
      this.#hasFired = false;
      const types = op.results.map((result) => graph.types[result]);
      const results = this.emit(op.kind, operands, op.attrs, types);
      // A rule may also create exactly the op that it was given.
      const isCopy =
        results[0] >= numValues &&
        (!this.#hasFired || this.#made.find(op.kind, operands, op.attrs)?.results[0] === results[0]);
      if (!isCopy) this.numChanges++;
      op.results.forEach((old, position) => {
        rename(old, results[position]);
      });
    });
    return this.#builder.finish(graph.outputs.map(({ value, name }) => ({ value: renamed[value], name })));
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
   * Whether only one op reads `value` in the graph before this sweep. A heuristic for costs; soundness must not depend
   * on it.
   */
  isReadOnce(value: ValueId): boolean {
    return (this.#numUses[value] ?? 1) <= 1;
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
    return this.keep(kind, operands, attrs, types);
  }

  /** Makes an op without applying rules; reuses an equal op if there is one. */
  keep<K extends OpKind>(
    kind: K,
    operands: readonly ValueId[],
    attrs: OpAttrs[K],
    types?: readonly TensorType[],
  ): readonly ValueId[] {
    return this.#made.findOrAdd(kind, operands, attrs, (shared) =>
      this.#builder.add(
        kind,
        operands,
        shared as OpAttrs[K],
        types ?? inferTypes(kind, this.#typesOf(operands), attrs),
        this.#scope,
      ),
    ).results;
  }
}

/** One sweep of `rules` over `graph`, and how many changes it made. */
export function rewriteOnce(graph: Graph, rules: RewriteRules): { graph: Graph; numChanges: number } {
  const rewriter = new Rewriter(graph, rules);
  const rewritten = rewriter.run(graph);
  return { graph: rewritten, numChanges: rewriter.numChanges };
}
