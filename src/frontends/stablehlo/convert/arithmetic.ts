/**
 * @file Functions that the IR has no op for, composed of its ops. The formulas are accurate near zero and at infinity.
 */
import type { BinaryKind, CompareDirection, UnaryKind } from "../../../ir/ops.ts";
import { bytesPerElement, type TensorType } from "../../../ir/types.ts";
import type { Emitter, Handle } from "./emitter.ts";

/** Coefficients of Giles' approximation of the inverse error function in single precision, highest power first. */
const centralCoefficients = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 2.1858087e-4, -1.25372503e-3, -4.17768164e-3,
  0.246640727, 1.50140941,
];
const tailCoefficients = [
  -2.00214257e-4, 1.00950558e-4, 1.34934322e-3, -3.67342844e-3, 5.73950773e-3, -7.6224613e-3, 9.43887047e-3, 1.00167406,
  2.83297682,
];

export class Arithmetic {
  readonly #emitter: Emitter;
  readonly #type: TensorType;

  constructor(emitter: Emitter, type: TensorType) {
    this.#emitter = emitter;
    this.#type = type;
  }

  number(value: number): Handle {
    return this.#emitter.splat(value, this.#type);
  }

  apply(kind: UnaryKind, x: Handle): Handle {
    return this.#emitter.op(kind, [x], {});
  }

  combine(kind: BinaryKind, x: Handle, y: Handle): Handle {
    return this.#emitter.op(kind, [x, y], {});
  }

  add = (x: Handle, y: Handle): Handle => this.combine("add", x, y);
  subtract = (x: Handle, y: Handle): Handle => this.combine("subtract", x, y);
  multiply = (x: Handle, y: Handle): Handle => this.combine("multiply", x, y);
  divide = (x: Handle, y: Handle): Handle => this.combine("divide", x, y);
  negate = (x: Handle): Handle => this.apply("negate", x);

  compare(direction: CompareDirection, x: Handle, y: Handle): Handle {
    return this.#emitter.op("compare", [x, y], { direction });
  }

  select(condition: Handle, yes: Handle, no: Handle): Handle {
    return this.#emitter.op("select", [condition, yes, no], {});
  }

  isFinite(x: Handle): Handle {
    return this.compare("LT", this.apply("abs", x), this.number(Number.POSITIVE_INFINITY));
  }

  /** Kahan: with u = eˣ, (u − 1) · x / log u corrects the rounding of u. */
  exponentialMinusOne(x: Handle): Handle {
    const [u, one] = [this.apply("exponential", x), this.number(1)];
    const less = this.subtract(u, one);
    const corrected = this.divide(this.multiply(less, x), this.apply("log", u));
    const isPlain = this.combine(
      "or",
      this.compare("EQ", less, this.number(-1)),
      this.compare("EQ", u, this.number(Number.POSITIVE_INFINITY)),
    );
    return this.select(this.compare("EQ", u, one), x, this.select(isPlain, less, corrected));
  }

  /** Kahan: with u = 1 + x, log u · x / (u − 1) corrects the rounding of u. */
  logPlusOne(x: Handle): Handle {
    const one = this.number(1);
    const u = this.add(one, x);
    const log = this.apply("log", u);
    const corrected = this.divide(this.multiply(log, x), this.subtract(u, one));
    const isInfinite = this.compare("EQ", u, this.number(Number.POSITIVE_INFINITY));
    return this.select(this.compare("EQ", u, one), x, this.select(isInfinite, u, corrected));
  }

  cubeRoot(x: Handle): Handle {
    const size = this.apply("abs", x);
    const root = this.combine("power", size, this.number(1 / 3));
    return this.multiply(this.apply("sign", x), root);
  }

  arcTangent2(y: Handle, x: Handle): Handle {
    const [zero, pi] = [this.number(0), this.number(Math.PI)];
    const [sizeX, sizeY] = [this.apply("abs", x), this.apply("abs", y)];
    // Dividing the smaller by the larger keeps the quotient within [0, 1]; equal infinities and zeros are special.
    const [small, large] = [this.combine("minimum", sizeX, sizeY), this.combine("maximum", sizeX, sizeY)];
    const isEqual = this.compare("EQ", small, large);
    const isZero = this.compare("EQ", large, zero);
    const quotient = this.select(isEqual, this.select(isZero, zero, this.number(1)), this.divide(small, large));
    const angle = this.apply("atan", quotient);
    const steep = this.select(this.compare("GT", sizeY, sizeX), this.subtract(this.number(Math.PI / 2), angle), angle);
    const isLeft = this.isNegative(x);
    const turned = this.select(isLeft, this.subtract(pi, steep), steep);
    return this.select(this.isNegative(y), this.negate(turned), turned);
  }

  /** Whether the sign bit is set, also for −0. */
  isNegative(x: Handle): Handle {
    const zero = this.number(0);
    const isZero = this.compare("EQ", x, zero);
    const reciprocal = this.divide(this.number(1), x);
    return this.compare("LT", this.select(isZero, reciprocal, x), zero);
  }

  /** `x` rounded down, plus one where `up` is true for the remainder. */
  #rounded(x: Handle, up: (floor: Handle, rest: Handle) => Handle): Handle {
    const floor = this.apply("floor", x);
    const rest = this.subtract(x, floor);
    return this.select(up(floor, rest), this.add(floor, this.number(1)), floor);
  }

  roundToEven(x: Handle): Handle {
    const half = this.number(0.5);
    const size = this.apply("abs", x);
    const rounded = this.#rounded(size, (floor, rest) => {
      const pair = this.multiply(this.number(2), this.apply("floor", this.multiply(floor, half)));
      const isOdd = this.compare("NE", floor, pair);
      const isTie = this.compare("EQ", rest, half);
      return this.combine("or", this.compare("GT", rest, half), this.combine("and", isTie, isOdd));
    });
    return this.#signed(x, rounded);
  }

  roundFromZero(x: Handle): Handle {
    const rounded = this.#rounded(this.apply("abs", x), (_, rest) => this.compare("GE", rest, this.number(0.5)));
    return this.#signed(x, rounded);
  }

  #signed(x: Handle, size: Handle): Handle {
    return this.select(this.isNegative(x), this.negate(size), size);
  }

  /** Shifts the complement of a negative number and complements the result; the top bit of unsigned ones is a sign. */
  shiftRightArithmetic(x: Handle, by: Handle): Handle {
    const shifted = this.combine("shift_right_logical", x, by);
    const complement = this.apply("not", this.combine("shift_right_logical", this.apply("not", x), by));
    const { dtype } = this.#type;
    const isNegative = dtype.startsWith("u")
      ? this.compare("GE", x, this.number(2 ** (8 * bytesPerElement(dtype) - 1)))
      : this.compare("LT", x, this.number(0));
    return this.select(isNegative, complement, shifted);
  }

  /** Sets all bits below the highest set bit, then counts the clear ones. */
  countLeadingZeros(x: Handle): Handle {
    let smeared = x;
    for (let by = 1; by < 8 * bytesPerElement(this.#type.dtype); by *= 2) {
      smeared = this.combine("or", smeared, this.combine("shift_right_logical", smeared, this.number(by)));
    }
    return this.apply("popcnt", this.apply("not", smeared));
  }

  arcCosine(x: Handle): Handle {
    const one = this.number(1);
    const rest = this.apply("sqrt", this.multiply(this.subtract(one, x), this.add(one, x)));
    return this.arcTangent2(rest, x);
  }

  sinh(x: Handle): Handle {
    const [size, half] = [this.apply("abs", x), this.number(0.5)];
    const more = this.exponentialMinusOne(size);
    const near = this.multiply(half, this.add(more, this.divide(more, this.add(more, this.number(1)))));
    // e^(x − log 2) is finite a little longer than eˣ / 2.
    const far = this.apply("exponential", this.subtract(size, this.number(Math.LN2)));
    return this.#signed(x, this.select(this.compare("GT", size, this.number(20)), far, near));
  }

  cosh(x: Handle): Handle {
    const [size, half] = [this.apply("abs", x), this.number(0.5)];
    const grown = this.apply("exponential", size);
    const near = this.multiply(half, this.add(grown, this.divide(this.number(1), grown)));
    const far = this.apply("exponential", this.subtract(size, this.number(Math.LN2)));
    return this.select(this.compare("GT", size, this.number(20)), far, near);
  }

  arcSinh(x: Handle): Handle {
    const size = this.apply("abs", x);
    const one = this.number(1);
    const square = this.multiply(size, size);
    const root = this.apply("sqrt", this.add(square, one));
    const near = this.logPlusOne(this.add(size, this.divide(square, this.add(one, root))));
    const far = this.add(this.apply("log", size), this.number(Math.LN2));
    const result = this.select(this.compare("GT", size, this.number(1e4)), far, near);
    return this.#signed(x, result);
  }

  arcCosh(x: Handle): Handle {
    const less = this.subtract(x, this.number(1));
    const root = this.apply("sqrt", this.multiply(less, this.add(less, this.number(2))));
    const near = this.logPlusOne(this.add(less, root));
    const far = this.add(this.apply("log", x), this.number(Math.LN2));
    return this.select(this.compare("GT", x, this.number(1e4)), far, near);
  }

  arcTanh(x: Handle): Handle {
    const [above, below] = [this.logPlusOne(x), this.logPlusOne(this.negate(x))];
    return this.multiply(this.number(0.5), this.subtract(above, below));
  }

  /** M. Giles, "Approximating the erfinv function" (GPU Computing Gems, 2011). */
  inverseErf(x: Handle): Handle {
    const one = this.number(1);
    const w = this.negate(this.logPlusOne(this.negate(this.multiply(x, x))));
    const isCentral = this.compare("LT", w, this.number(5));
    const root = this.apply("sqrt", w);
    const t = this.select(isCentral, this.subtract(w, this.number(2.5)), this.subtract(root, this.number(3)));
    let sum = this.select(isCentral, this.number(centralCoefficients[0]), this.number(tailCoefficients[0]));
    for (let i = 1; i < centralCoefficients.length; i++) {
      const next = this.select(isCentral, this.number(centralCoefficients[i]), this.number(tailCoefficients[i]));
      sum = this.add(next, this.multiply(sum, t));
    }
    let result = this.multiply(sum, x);
    if (this.#type.dtype === "f64") for (let step = 0; step < 2; step++) result = this.#closerInverseErf(result, x);
    const isEdge = this.compare("EQ", this.apply("abs", x), one);
    const edge = this.multiply(x, this.number(Number.POSITIVE_INFINITY));
    return this.select(isEdge, edge, result);
  }

  /** One step of Newton's method on erfc(|y|) = 1 − |x|, which keeps its precision in the tail. */
  #closerInverseErf(y: Handle, x: Handle): Handle {
    const size = this.apply("abs", y);
    const rest = this.subtract(this.number(1), this.apply("abs", x));
    const slope = this.apply("exponential", this.negate(this.multiply(size, size)));
    const error = this.divide(this.subtract(this.apply("erfc", size), rest), slope);
    const next = this.add(size, this.multiply(this.number(Math.sqrt(Math.PI) / 2), error));
    return this.#signed(x, next);
  }
}
