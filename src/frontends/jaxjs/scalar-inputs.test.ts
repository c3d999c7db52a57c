import { expect, test } from "vitest";
import { InvalidConfig } from "../../base/errors.ts";
import { evaluateGraph } from "../../ir/evaluate.ts";
import { TensorSpec } from "./host-array.ts";
import { grad, numpy as np, random, vmap } from "./jax.ts";
import { traceJaxjs } from "./trace.ts";

const spec = new TensorSpec([2]);
// biome-ignore lint/suspicious/noExplicitAny: JavaScript that TypeScript would refuse
type Any = any;

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
  expect(() => traceJaxjs(((x: Any, n: Any) => x.mul(n).add(np.zeros([3]))) as never, [spec, 2])).toThrow(/broadcast/i);
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
  expect([two.names, two.compiledIn.always, [...two.out]]).toEqual([["x", "rate"], ["mode"], [3, 6]]);
  expect(run(step, [spec, 3, 0.5]).compiledIn.always).toEqual(["mode", "rate"]);

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

test("one whose truth value the step asks for is compiled in while it is false", () => {
  const asks: [string, (x: Any, n: Any) => unknown][] = [
    ["||", (x, n) => x.mul(n || 5)],
    ["if", (x, n) => (n ? x.mul(n).add(n) : x.mul(n).add(7))],
    ["!", (x, n) => (!n ? x.neg() : x.mul(n))],
    [
      "throw",
      (x, n) => {
        if (!n) throw new RangeError("n is needed");
        return x.mul(n);
      },
    ],
    ["&&", (x, n) => (n && x.ref.mul(n)) || x],
    ["in a gradient", (x, n) => (grad as Any)((y: Any) => y.mul(n || 5).sum())(x).mul(n)],
  ];
  for (const [name, fn] of asks) {
    expect([name, run((x, n) => fn(x.ref, n), [spec, 3]).compiledIn]).toEqual([name, { always: [], whenFalse: ["n"] }]);
  }
  const [, or] = asks[0];
  expect([...run(or, [spec, 3], 0, 4).out]).toEqual([4, 8]);
  for (const value of [0, -0, Number.NaN]) {
    const { names, out } = run(or, [spec, value]);
    expect([names, [...out]]).toEqual([["x"], [5, 10]]);
  }
  expect(() => run(asks[3][1], [spec, 0])).toThrow("n is needed");
  const flag = (x: Any, c: Any) => np.where(c.on, x.ref, x).mul(c.on ? 2 : 3);
  expect([...run(flag, [spec, { on: false }]).out]).toEqual([3, 6]);

  const others: ((x: Any, n: Any) => unknown)[] = [
    (x, n) => x.mul(n),
    (x, n) => x.mul(np.add(np.multiply(n, 0.5), 1)).sub(np.sqrt(n)),
    (x, n) => x.add(random.uniform(random.key(n), [2])),
    (x, n) => x.add(np.where(np.greater(n, 1), np.power(0.9, n), np.array(n))),
    (x, n) => (grad as Any)((y: Any) => np.square(y.mul(n)).sum())(x).mul(n),
    (x, n) => x.add(np.arange(2).add(n)).add(np.eye(2).mul(n).sum()),
  ];
  for (const fn of others) expect(run(fn, [spec, 0], 0, 1).compiledIn).toEqual({ always: [], whenFalse: [] });
});

test("one that the function only declares is an input", () => {
  const step = (x: Any, _n: Any) => x.mul(2);
  expect(run(step, [spec, 3]).compiledIn.always).toEqual([]);
  const passes = (x: Any, n: Any) => step(x, n);
  expect(run(passes, [spec, 3]).compiledIn.always).toEqual(["n"]);
  const hidden = function (x: Any, _n: Any) {
    // biome-ignore lint/complexity/noArguments: it is what is tested
    return arguments[1] === 3 ? x.mul(2) : x;
  };
  expect([...run(hidden, [spec, 3]).out]).toEqual([2, 4]);
});
