/** @file Arithmetic identities: neutral elements, signs, reciprocals, powers, and booleans compared with constants. */
import type { ValueId } from "../graph.ts";
import { widens } from "../rules/elementwise.ts";
import { isFloat } from "../types.ts";
import type { RewriteRule, RewriteRules, Rewriter } from "./rewriter.ts";

/** The other operand when one of the two is the splat `number`; undefined when neither is. */
function besides(r: Rewriter, [x, y]: readonly ValueId[], number: number): ValueId | undefined {
  if (r.splatOf(y) === number) return x;
  return r.splatOf(x) === number ? y : undefined;
}

const isFloatValue = (r: Rewriter, value: ValueId): boolean => isFloat(r.type(value).dtype);

/** The value that `value` negates, seen through views, when nothing else reads the negation. */
function negated(r: Rewriter, value: ValueId): ValueId | undefined {
  if (!r.isReadOnce(value)) return undefined;
  const op = r.definer(value);
  if (op?.kind === "negate") return op.operands[0];
  if (op?.kind !== "reshape" && op?.kind !== "transpose" && op?.kind !== "broadcast_in_dim") return undefined;
  const source = negated(r, op.operands[0]);
  return source === undefined ? undefined : r.op(op.kind, [source], op.attrs);
}

const isNormal = (number: number): boolean => Number.isFinite(number) && Math.abs(number) > 1e-30;

/** Whether x / number and x · (1 / number) are bitwise equal. */
const isPowerOfTwo = (number: number): boolean => isNormal(number) && Number.isInteger(Math.log2(Math.abs(number)));

const idempotent: RewriteRule<"maximum" | "minimum" | "and" | "or"> = (_, [x, y]) => (x === y ? x : undefined);

/** (x · c) · d → x · (c · d), unless the product leaves the range of normal numbers. */
const mergeFactors: RewriteRule<"multiply"> = (r, [x, y]) => {
  const isSecond = r.splatOf(y) !== undefined;
  const factor = r.splatOf(isSecond ? y : x);
  if (factor === undefined) return undefined;
  const rest = isSecond ? x : y;
  const inner = r.made(rest, "multiply");
  if (!inner || !isFloatValue(r, x) || !r.isReadOnce(rest)) return undefined;
  const [a, b] = inner.operands;
  const [other, source] = r.splatOf(b) === undefined ? [r.splatOf(a), b] : [r.splatOf(b), a];
  if (other === undefined || !isNormal(other * factor)) return undefined;
  return r.op("multiply", [source, r.splat(r.type(x), other * factor)], {});
};

/** x · (1 / y) → x / y. */
function byReciprocal(r: Rewriter, x: ValueId, reciprocal: ValueId): ValueId | undefined {
  const divide = r.made(reciprocal, "divide");
  if (!divide || !isFloatValue(r, x) || !r.isReadOnce(reciprocal)) return undefined;
  return r.splatOf(divide.operands[0]) === 1 ? r.op("divide", [x, divide.operands[1]], {}) : undefined;
}

const power: RewriteRule<"power"> = (r, [x, y]) => {
  const exponent = r.splatOf(y);
  if (exponent === undefined || !isFloatValue(r, x)) return undefined;
  switch (exponent) {
    case 0:
      return r.splat(r.type(x), 1);
    case 1:
      return x;
    case 2:
      return r.op("multiply", [x, x], {});
    case 3:
      return r.op("multiply", [r.op("multiply", [x, x], {}), x], {});
    case -1:
      return r.op("divide", [r.splat(r.type(x), 1), x], {});
    case 0.5:
      return r.op("sqrt", [x], {});
    case -0.5:
      return r.op("rsqrt", [x], {});
    default:
      return undefined;
  }
};

/** A boolean compared with true or false, directly or as the number it was converted to. */
const compareBoolean: RewriteRule<"compare"> = (r, [x, y], { direction }) => {
  if (direction !== "EQ" && direction !== "NE") return undefined;
  const [number, side] = r.splatOf(y) === undefined ? [r.splatOf(x), y] : [r.splatOf(y), x];
  if (number !== 0 && number !== 1) return undefined;
  const converted = r.made(side, "convert")?.operands[0];
  const boolean = r.type(side).dtype === "i1" ? side : converted;
  if (boolean === undefined || r.type(boolean).dtype !== "i1") return undefined;
  return (number === 1) === (direction === "EQ") ? boolean : r.op("not", [boolean], {});
};

export const arithmeticRules: RewriteRules = {
  negate: [
    (r, [x]) => r.made(x, "negate")?.operands[0],
    (r, [x]) => {
      const inner = r.made(x, "subtract");
      return inner && r.isReadOnce(x) ? r.op("subtract", [inner.operands[1], inner.operands[0]], {}) : undefined;
    },
  ],
  not: [(r, [x]) => r.made(x, "not")?.operands[0]],
  add: [
    (r, operands) => besides(r, operands, 0),
    (r, [x, y]) => {
      const minus = negated(r, y);
      return minus === undefined ? undefined : r.op("subtract", [x, minus], {});
    },
    (r, [x, y]) => {
      const minus = negated(r, x);
      return minus === undefined ? undefined : r.op("subtract", [y, minus], {});
    },
  ],
  subtract: [
    (r, [x, y]) => (r.splatOf(y) === 0 ? x : undefined),
    (r, [x, y]) => (r.splatOf(x) === 0 ? r.op("negate", [y], {}) : undefined),
    (r, [x, y]) => (x === y && !isFloatValue(r, x) ? r.splat(r.type(x), 0) : undefined),
    (r, [x, y]) => {
      const minus = negated(r, y);
      return minus === undefined ? undefined : r.op("add", [x, minus], {});
    },
  ],
  multiply: [
    (r, operands) => besides(r, operands, 1),
    (r, operands) => {
      const other = besides(r, operands, -1);
      return other === undefined ? undefined : r.op("negate", [other], {});
    },
    // 0 · NaN is NaN, so only integers vanish.
    (r, operands) => {
      const other = besides(r, operands, 0);
      return other === undefined || isFloatValue(r, other) ? undefined : r.splat(r.type(other), 0);
    },
    (r, [x, y]) => {
      const [a, b] = [negated(r, x), negated(r, y)];
      return a === undefined || b === undefined ? undefined : r.op("multiply", [a, b], {});
    },
    // −x · c → x · −c.
    (r, [x, y]) => {
      const [factor, minus] =
        r.splatOf(y) === undefined ? [r.splatOf(x), negated(r, y)] : [r.splatOf(y), negated(r, x)];
      if (factor === undefined || minus === undefined || !isFloatValue(r, x)) return undefined;
      return r.op("multiply", [minus, r.splat(r.type(x), -factor)], {});
    },
    mergeFactors,
    (r, [x, y]) => byReciprocal(r, x, y) ?? byReciprocal(r, y, x),
  ],
  divide: [
    (r, [x, y]) => (r.splatOf(y) === 1 ? x : undefined),
    (r, [x, y]) => {
      const divisor = r.splatOf(y);
      if (divisor === undefined || !isFloatValue(r, x) || !isPowerOfTwo(divisor)) return undefined;
      return r.op("multiply", [x, r.splat(r.type(x), 1 / divisor)], {});
    },
  ],
  power: [power],
  maximum: [idempotent],
  minimum: [idempotent],
  and: [
    idempotent,
    (r, operands) => (r.type(operands[0]).dtype === "i1" ? besides(r, operands, 1) : undefined),
    (r, operands) => (besides(r, operands, 0) === undefined ? undefined : r.splat(r.type(operands[0]), 0)),
  ],
  or: [
    idempotent,
    (r, operands) => besides(r, operands, 0),
    (r, operands) => {
      if (r.type(operands[0]).dtype !== "i1" || besides(r, operands, 1) === undefined) return undefined;
      return r.splat(r.type(operands[0]), 1);
    },
  ],
  compare: [compareBoolean],
  select: [
    (_, [, x, y]) => (x === y ? x : undefined),
    (r, [condition, x, y]) => {
      const number = r.splatOf(condition);
      if (number === undefined) return undefined;
      return number === 1 ? x : y;
    },
    (r, [condition, x, y]) => {
      const not = r.made(condition, "not");
      return not && r.op("select", [not.operands[0], y, x], {});
    },
  ],
  convert: [
    (r, [x], { dtype }) => (r.type(x).dtype === dtype ? x : undefined),
    (r, [x], { dtype }) => {
      const inner = r.made(x, "convert");
      if (!inner || !widens(r.type(inner.operands[0]).dtype, inner.attrs.dtype)) return undefined;
      return r.op("convert", [inner.operands[0]], { dtype });
    },
  ],
  bitcast_convert: [(r, [x], { dtype }) => (r.type(x).dtype === dtype ? x : undefined)],
};
