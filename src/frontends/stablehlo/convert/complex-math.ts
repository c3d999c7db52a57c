/** @file Functions of complex numbers, composed of real ones. */
import type { Arithmetic } from "./arithmetic.ts";
import type { Complex, Handle } from "./emitter.ts";

export class ComplexMath {
  readonly a: Arithmetic;

  constructor(arithmetic: Arithmetic) {
    this.a = arithmetic;
  }

  /** Smith's algorithm, which divides by the larger part of the divisor first. */
  divide([a, b]: Complex, [c, d]: Complex): Complex {
    const { a: real } = this;
    const isWide = real.compare("GE", real.apply("abs", c), real.apply("abs", d));
    const [large, small] = [real.select(isWide, c, d), real.select(isWide, d, c)];
    const ratio = real.divide(small, large);
    const divisor = real.add(large, real.multiply(small, ratio));
    const [first, second] = [real.select(isWide, a, b), real.select(isWide, b, a)];
    const [more, less] = [real.multiply(second, ratio), real.multiply(first, ratio)];
    const imag = real.subtract(second, less);
    return [
      real.divide(real.add(first, more), divisor),
      real.divide(real.select(isWide, imag, real.negate(imag)), divisor),
    ];
  }

  abs([x, y]: Complex): Handle {
    const { a } = this;
    const [sizeX, sizeY] = [a.apply("abs", x), a.apply("abs", y)];
    const [small, large] = [a.combine("minimum", sizeX, sizeY), a.combine("maximum", sizeX, sizeY)];
    const ratio = a.divide(small, large);
    const length = a.multiply(large, a.apply("sqrt", a.add(a.number(1), a.multiply(ratio, ratio))));
    return a.select(a.compare("EQ", small, large), a.multiply(large, a.number(Math.SQRT2)), length);
  }

  exponential([x, y]: Complex): Complex {
    const { a } = this;
    const size = a.apply("exponential", x);
    return [a.multiply(size, a.apply("cosine", y)), a.multiply(size, a.apply("sine", y))];
  }

  log(x: Complex): Complex {
    return [this.a.apply("log", this.abs(x)), this.a.arcTangent2(x[1], x[0])];
  }

  squareRoot(x: Complex): Complex {
    const { a } = this;
    const sum = a.add(this.abs(x), a.apply("abs", x[0]));
    const root = a.apply("sqrt", a.multiply(sum, a.number(0.5)));
    const isZero = a.compare("EQ", root, a.number(0));
    const other = a.select(isZero, root, a.divide(x[1], a.multiply(root, a.number(2))));
    const isLeft = a.compare("LT", x[0], a.number(0));
    const signed = a.select(a.isNegative(x[1]), a.negate(root), root);
    return [a.select(isLeft, a.apply("abs", other), root), a.select(isLeft, signed, other)];
  }

  sine([x, y]: Complex): Complex {
    const { a } = this;
    return [a.multiply(a.apply("sine", x), a.cosh(y)), a.multiply(a.apply("cosine", x), a.sinh(y))];
  }

  cosine([x, y]: Complex): Complex {
    const { a } = this;
    return [a.multiply(a.apply("cosine", x), a.cosh(y)), a.negate(a.multiply(a.apply("sine", x), a.sinh(y)))];
  }

  sign(x: Complex): Complex {
    const { a } = this;
    const size = this.abs(x);
    const isZero = a.compare("EQ", size, a.number(0));
    return [a.select(isZero, x[0], a.divide(x[0], size)), a.select(isZero, x[1], a.divide(x[1], size))];
  }

  multiply([a, b]: Complex, [c, d]: Complex): Complex {
    const { a: real } = this;
    return [
      real.subtract(real.multiply(a, c), real.multiply(b, d)),
      real.add(real.multiply(a, d), real.multiply(b, c)),
    ];
  }

  /** e^x − 1, whose real part is expm1 a · cos b − 2 sin² (b / 2). */
  exponentialMinusOne([x, y]: Complex): Complex {
    const { a } = this;
    const half = a.apply("sine", a.multiply(y, a.number(0.5)));
    const less = a.multiply(a.exponentialMinusOne(x), a.apply("cosine", y));
    const real = a.subtract(less, a.multiply(a.number(2), a.multiply(half, half)));
    return [real, a.multiply(a.apply("exponential", x), a.apply("sine", y))];
  }

  /** log (1 + x), whose real part is log1p (a (2 + a) + b²) / 2. */
  logPlusOne([x, y]: Complex): Complex {
    const { a } = this;
    const square = a.add(a.multiply(x, a.add(x, a.number(2))), a.multiply(y, y));
    return [a.multiply(a.number(0.5), a.logPlusOne(square)), a.arcTangent2(y, a.add(x, a.number(1)))];
  }

  /** e^(y log x); 0 to a power is 0, or 1 if the power is 0. */
  power(x: Complex, y: Complex): Complex {
    const { a } = this;
    const [zero, one] = [a.number(0), a.number(1)];
    const isZero = (of: Complex): Handle =>
      a.combine("and", a.compare("EQ", of[0], zero), a.compare("EQ", of[1], zero));
    const [real, imag] = this.exponential(this.multiply(y, this.log(x)));
    const ofZero = a.select(isZero(y), one, zero);
    return [a.select(isZero(x), ofZero, real), a.select(isZero(x), zero, imag)];
  }

  sinh([x, y]: Complex): Complex {
    const { a } = this;
    return [a.multiply(a.sinh(x), a.apply("cosine", y)), a.multiply(a.cosh(x), a.apply("sine", y))];
  }

  cosh([x, y]: Complex): Complex {
    const { a } = this;
    return [a.multiply(a.cosh(x), a.apply("cosine", y)), a.multiply(a.sinh(x), a.apply("sine", y))];
  }

  /** (sinh 2a + i sin 2b) / (cosh 2a + cos 2b), ±1 where these are too large. */
  tanh([x, y]: Complex): Complex {
    const { a } = this;
    const [twiceX, twiceY] = [x, y].map((part) => a.add(part, part));
    const divisor = a.add(a.cosh(twiceX), a.apply("cosine", twiceY));
    const isLarge = a.compare("GT", a.apply("abs", x), a.number(20));
    const real = a.select(isLarge, a.apply("sign", x), a.divide(a.sinh(twiceX), divisor));
    return [real, a.select(isLarge, a.number(0), a.divide(a.apply("sine", twiceY), divisor))];
  }

  /** tan z = −i tanh iz */
  tangent([x, y]: Complex): Complex {
    const [real, imag] = this.tanh([this.a.negate(y), x]);
    return [imag, this.a.negate(real)];
  }

  logistic(x: Complex): Complex {
    const { a } = this;
    const [real, imag] = this.exponential([a.negate(x[0]), a.negate(x[1])]);
    return this.divide([a.number(1), a.number(0)], [a.add(a.number(1), real), imag]);
  }
}
