import { describe, expect, test } from "vitest";
import { InvalidConfig } from "../../base/errors.ts";
import { evaluateGraph } from "../../ir/evaluate.ts";
import { TensorSpec } from "./host-array.ts";
import { grad, jit, numpy as np, random, vmap } from "./jax.ts";
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

describe("numbers", () => {
  const fails = (fn: (x: Any, n: Any) => unknown, n: unknown = 2, staticArgs: number[] = []) => {
    try {
      traceJaxjs(fn as never, [spec, n], { staticArgs });
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidConfig);
      return (error as Error).message;
    }
    return undefined;
  };

  test.each<[string, (x: Any, n: Any) => unknown]>([
    ["a comparison", (x, n) => (n > 1 ? x : x.mul(2))],
    ["arithmetic", (x, n) => x.mul(1 - n)],
    ["a size", (x, n) => np.zeros([n, 2]).mul(x)],
    ["a shape", (x, n) => x.reshape([n, -1])],
    ["an axis", (x, n) => x.sum(n - 2)],
    [
      "a loop",
      (x, n) => {
        let y = x;
        for (let i = 0; i < n; i++) y = y.mul(2);
        return y;
      },
    ],
    ["a list", (x, n) => x.mul(np.array([n, 1]))],
    ["a fill", (x, n) => x.mul(np.full([2], n))],
    ["a static argument of jax-js", (x, n) => x.add(random.uniform(random.key(0), [n]))],
    ["text", (x, n) => ({ [`x${n}`]: x })],
  ])("%s needs the value, which is refused by name; staticArgs compiles it in", (_, fn) => {
    const message = fails(fn)!;
    expect(message).toMatch(/^n: is a number and so an input of the traced step, /);
    expect(message).toMatch(/name the argument in staticArgs: \[1\], so that its value 2 is compiled in$/);
    expect(fails(fn, 2, [1])).toBeUndefined();
  });

  test("in a tree with arrays, the advice is another", () => {
    const fn = (state: Any) => (state.n > 1 ? state.x : state.x.mul(2));
    expect(() => traceJaxjs(fn as never, [{ x: spec, n: 2 }])).toThrow(
      /^state\.n: .*pass it as an argument of its own and name that in staticArgs/,
    );
  });

  test("an error that has another cause stays as it is", () => {
    expect(() => traceJaxjs(((x: Arr, n: Any) => x.mul(n).add(np.zeros([3]))) as never, [spec, 2])).toThrow(
      /broadcast/i,
    );
  });

  const run = (fn: (...args: Any[]) => unknown, args: readonly unknown[], ...inputs: number[]) => {
    const traced = traceJaxjs(fn as never, args);
    const data = traced.graph.inputs.map(({ value }, i) => {
      const { shape, dtype } = traced.graph.types[value];
      if (shape.length > 0) return Float32Array.of(1, 2);
      return dtype === "f32" ? Float32Array.of(inputs[traced.leafOf[i]]) : Uint32Array.of(inputs[traced.leafOf[i]]);
    });
    return { ...traced, names: traced.graph.inputs.map(({ name }) => name), out: evaluateGraph(traced.graph, data)[0] };
  };

  test("one that decides without being converted is compiled in", () => {
    const step = (x: Any, mode: Any, rate: Any) => (mode === 2 ? x.mul(rate) : x);
    const two = run(step, [spec, 2, 0.5], 0, 3);
    expect([two.names, two.compiledIn, [...two.out]]).toEqual([["x", "rate"], ["mode"], [3, 6]]);
    expect(run(step, [spec, 3, 0.5]).compiledIn).toEqual(["mode", "rate"]);

    const config = (x: Any, c: Any) => (c.isTraining ? x.mul(c.rate) : x);
    expect([...run(config, [spec, { isTraining: false, rate: 3 }]).out]).toEqual([1, 2]);
    const training = run(config, [spec, { isTraining: true, rate: 3 }], 0, 3);
    expect([training.names, [...training.out]]).toEqual([
      ["x", "c.rate"],
      [3, 6],
    ]);
  });

  test("one is used as often as a number is, under every transformation", () => {
    const loss = (x: Any, n: Any) => x.mul(n).mul(n).sum();
    const step = (x: Any, n: Any) =>
      (grad as Any)((y: Any) => loss(y, n))(x)
        .mul(n)
        .add(vmap((y: Any) => y.mul(n))(np.ones([2])));
    expect([...run(step, [spec, 2], 0, 3).out]).toEqual([30, 30]);
  });
});
