/**
 * @file Recognizes functions that jax-js writes as several smaller ops and that ONNX Runtime has a kernel for: tanh and
 *   its gradient, 18 of the 37 passes over memory in a GELU and its gradient.
 */
import { definingOps, type Graph, type Op, type ValueId } from "../../ir/graph.ts";
import type { CompareDirection, OpKind } from "../../ir/ops.ts";
import type { TensorType } from "../../ir/types.ts";

/** An op tree to match. A name matches any value, the same one at every occurrence; a number matches that constant. */
type Pattern = string | number | Tree;

interface Tree {
  readonly kind: OpKind;
  readonly operands: readonly Pattern[];
  readonly direction?: CompareDirection;
}

const tree =
  (kind: OpKind) =>
  (...operands: Pattern[]): Tree => ({ kind, operands });
const [add, multiply, divide, negate] = [tree("add"), tree("multiply"), tree("divide"), tree("negate")];
const commutative: ReadonlySet<OpKind> = new Set(["add", "multiply"]);

// Patterns begin with their rarest operand, so that most values are rejected at once.
// tanh(x) = −s · (e − 1) / (e + 1) with s = x < 0 ? 1 : −1 and e = exp(2 s x), so that the exponential never overflows.
const sign = tree("select")({ kind: "compare", operands: ["x", 0], direction: "LT" }, 1, -1);
const power = tree("exponential")(multiply(multiply("x", sign), 2));
const numerator = add(power, -1);
const reciprocal = divide(1, add(power, 1));
// When differentiated, jax-js divides by multiplying by the reciprocal.
const tanhs = [multiply(sign, multiply(numerator, reciprocal)), multiply(sign, divide(numerator, add(power, 1)))];

// The vector-Jacobian product of the above by reverse differentiation.
const scaled = multiply("g", sign);
const ofQuotient = add(
  multiply(scaled, reciprocal),
  multiply(negate(multiply(reciprocal, reciprocal)), multiply(numerator, scaled)),
);
const tanhGradient = multiply(sign, multiply(multiply(power, ofQuotient), 2));

type Bindings = Readonly<Record<string, ValueId>>;

/** The values bound to the names of a pattern if it matches `value`; otherwise undefined. */
function match(graph: Graph, definer: Int32Array, value: ValueId, pattern: Pattern, known: Bindings) {
  const find = (at: ValueId, wanted: Pattern, bindings: Bindings): Bindings | undefined => {
    if (typeof wanted === "string") {
      if (bindings[wanted] === undefined) return { ...bindings, [wanted]: at };
      return bindings[wanted] === at ? bindings : undefined;
    }
    const op = graph.ops[definer[at]];
    if (!op) return undefined;
    if (typeof wanted === "number") {
      const isMatch = op.kind === "constant" && "splat" in op.attrs.data && op.attrs.data.splat === wanted;
      return isMatch ? bindings : undefined;
    }
    if (op.kind !== wanted.kind) return undefined;
    if (op.kind === "compare" && op.attrs.direction !== wanted.direction) return undefined;
    const inOrder = (operands: readonly ValueId[]): Bindings | undefined =>
      operands.reduce<Bindings | undefined>(
        (bound, operand, i) => bound && find(operand, wanted.operands[i], bound),
        bindings,
      );
    return inOrder(op.operands) ?? (commutative.has(op.kind) ? inOrder(op.operands.toReversed()) : undefined);
  };
  return find(value, pattern, known);
}

/**
 * Returns the graph with tanh and its gradient as single ops. The ops that they replace stay, in case other ops read
 * them.
 */
export function recognizeIdioms(graph: Graph): Graph {
  const definer = definingOps(graph);
  const types: TensorType[] = [...graph.types];
  const ops: Op[] = [];
  const tanhOf = new Map<ValueId, ValueId>();
  const emit = (kind: "tanh" | "multiply" | "subtract", operands: readonly ValueId[], result: ValueId): ValueId => {
    ops.push({ kind, attrs: {}, operands, results: [result] });
    return result;
  };
  const fresh = (type: TensorType): ValueId => types.push(type) - 1;
  for (const op of graph.ops) {
    const [result] = op.results;
    const type = graph.types[result];
    if (op.kind !== "multiply") {
      ops.push(op);
      continue;
    }
    const forward = tanhs.map((pattern) => match(graph, definer, result, pattern, {})).find((bindings) => bindings);
    if (forward) {
      tanhOf.set(forward.x, emit("tanh", [forward.x], result));
      continue;
    }
    const backward = match(graph, definer, result, tanhGradient, {});
    if (!backward) {
      ops.push(op);
      continue;
    }
    const { x, g } = backward;
    const y = tanhOf.get(x) ?? emit("tanh", [x], fresh(type));
    tanhOf.set(x, y);
    const one = fresh(type);
    ops.push({ kind: "constant", attrs: { type, data: { splat: 1 } }, operands: [], results: [one] });
    const slope = emit("subtract", [one, emit("multiply", [y, y], fresh(type))], fresh(type));
    emit("multiply", [g, slope], result);
  }
  return { ...graph, types, ops };
}
