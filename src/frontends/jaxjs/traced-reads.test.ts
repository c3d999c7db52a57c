import { describe, expect, test } from "vitest";
import { InvalidConfig } from "../../base/errors.ts";
import { TensorSpec } from "./host-array.ts";
import { grad, jit, numpy as np, vmap } from "./jax.ts";
import { traceJaxjs } from "./trace.ts";

type Arr = np.Array;
const spec = new TensorSpec([2]);
// biome-ignore lint/suspicious/noExplicitAny: JavaScript that TypeScript would refuse
type Any = any;

describe("an array that JavaScript turns into a number or string is refused while a step is traced", () => {
  test.each<[string, (x: Any) => unknown]>([
    ["x > 0", (x) => x > 0],
    ["1 <= x", (x) => 1 <= x],
    // biome-ignore lint/suspicious/noDoubleEquals: it is what is refused
    ["x == 0", (x) => x == 0],
    ["-x", (x) => -x],
    ["+x", (x) => +x],
    ["x + 1", (x) => x + 1],
    ["x ** 2", (x) => x ** 2],
    ["Number(x)", (x) => Number(x)],
    ["Math.max(x, 1)", (x) => Math.max(x, 1)],
    ["isNaN(x)", (x) => Number.isNaN(x - 0)],
    ["template", (x) => `${x}`],
    ["String(x)", (x) => String(x)],
    ["a key", (x) => [1, 2][x]],
    ["a size", (x) => Array.from({ length: x })],
    ["parseFloat", (x) => Number.parseFloat(x)],
  ])("%s", (_, read) => {
    const traces: ((x: Any) => unknown)[] = [
      (x) => [read(x), x],
      (x) => [read(x.ref.sum()), x],
      grad((x: Any) => [read(x.ref.mul(2)), x.sum()] as never) as never,
      vmap((x: Any) => [read(x), x] as never) as never,
      jit((x: Any) => [read(x), x] as never) as never,
    ];
    for (const fn of traces) {
      const step = (x: Any) => fn(x);
      expect(() => traceJaxjs(step as never, [spec])).toThrow(InvalidConfig);
      expect(() => traceJaxjs(step as never, [spec])).toThrow(
        /^(x|step): JavaScript turns an array \(float32\[2?\]\).* at .*traced-reads\.test\.ts:\d+:\d+.*np\.where/,
      );
    }
  });

  test("outside of a trace, and of arrays that hold numbers, nothing changes", () => {
    const two = np.array(2);
    traceJaxjs((x: Arr) => ((two.ref as Any) > 1 ? x.mul(two.ref) : x), [spec]);
    expect(Object.getOwnPropertySymbols(Object.getPrototypeOf(np.Array.prototype))).not.toContain(Symbol.toPrimitive);
  });
});

test("what is read in another way is refused too", () => {
  const fails = (fn: (x: Any) => unknown) => () => traceJaxjs(fn as never, [spec]);
  expect(fails((x) => x.toFixed(2))).toThrow(/reads the value of an array by \.toFixed\(\), but/);
  expect(fails((x) => [JSON.stringify({ x }), x])).toThrow(/reads the value of an array by JSON\.stringify, but/);
});

test("errors of jax-js name the place and the arguments, those of the function stay as they are", () => {
  const step = (x: Any, y: Any, mode: string) => (mode === "throw" ? fail() : np.dot(x, y));
  const fail = () => {
    throw new RangeError("mine");
  };
  expect(() => traceJaxjs(step as never, [spec, new TensorSpec([3, 2]), "dot"])).toThrow(
    /^step: dot: .* at .*traced-reads\.test\.ts:\d+:\d+; the step was called with x float32\[2\], y float32\[3,2\], mode "dot": check/,
  );
  expect(() => traceJaxjs(step as never, [spec, spec, "throw"])).toThrow(RangeError);
  const needs = (x: Any, more: Any) => x.mul(more.y);
  expect(() => traceJaxjs(needs as never, [spec])).toThrow(/^more: is not passed, and the step fails/);
  expect(() => traceJaxjs(needs as never, [spec, undefined])).toThrow(/^more: is undefined, and the step fails/);
});
