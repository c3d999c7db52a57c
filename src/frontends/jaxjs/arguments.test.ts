import { expect, test } from "vitest";
import { InvalidConfig } from "../../base/errors.ts";
import { classifyArguments } from "./arguments.ts";
import { HostArray, TensorSpec } from "./host-array.ts";
import { grad, numpy as np } from "./jax.ts";

const w = new TensorSpec([2]);
const classify = (...args: unknown[]) => classifyArguments(args, { names: ["state", "x"] });

test("what a step does not take is refused by path, with what to pass", () => {
  class Weights {
    readonly w = w;
  }
  const cyclic: Record<string, unknown> = { w };
  cyclic.again = { cyclic };
  const cases: [unknown, string | RegExp][] = [
    [10n, "x: is a BigInt; pass a number"],
    [{ w, n: [1, 10n] }, "x.n[1]: is a BigInt"],
    [new Date(0), "x: is a Date; pass a number"],
    [{ w, at: new Date(0) }, "x.at: is a Date"],
    [Promise.resolve(1), "x: is a Promise; await it first"],
    [Symbol("s"), "x: is a symbol"],
    [new Weights(), /^x: is an instance of Weights, .* plain objects and lists/],
    [{ layers: [{ w }, new Weights()] }, "x.layers[1]: is an instance of Weights"],
    [new Map([["w", w]]), "x: is an instance of Map"],
    [new Set([1]), "x: is an instance of Set"],
    [Object.assign(Object.create(null), { w }), "x: is an object without a prototype; pass a plain object"],
    [new Float64Array(3), "x: is a Float64Array without a shape; pass np.array(…)"],
    [Buffer.from("ab"), "x: is a Buffer without a shape"],
    [new ArrayBuffer(8), "x: is an instance of ArrayBuffer"],
    [{ w, f: (y: number) => y }, "x.f: a function is no tensor, number or boolean, but stands beside tensors"],
    [{ w, mask: null }, "x.mask: null is no tensor"],
    [{ w: new HostArray(new Uint16Array(2), [2], "bf16") }, "x.w: jax-js has no bf16"],
    [cyclic, "x.again.cyclic: contains itself"],
  ];
  for (const [argument, message] of cases) {
    expect(() => classify({ w }, argument)).toThrow(InvalidConfig);
    expect(() => classify({ w }, argument)).toThrow(message);
  }
  grad((y: np.Array) => {
    expect(() => classify({ w }, { y })).toThrow("x.y: belongs to a jax-js trace that is under way");
    return y.sum();
  })(np.zeros([2]));
});

test("what staticArgs names is compiled in, whatever it is; arrays are not", () => {
  class Config {
    readonly heads = 4;
  }
  const options = { names: ["state", "config"], staticArgs: [1] };
  const config = new Config();
  for (const value of [3, { heads: 4, isCausal: true }, config, 10n]) {
    const { inputs, leaves } = classifyArguments([{ w }, value], options);
    expect(inputs.map(({ name }) => name)).toEqual(["state.w"]);
    expect(leaves[1].value).toBe(value);
  }
  const signature = (value: unknown) => classifyArguments([{ w }, value], options).signature;
  expect(signature({ heads: 4 })).toBe(signature({ heads: 4 }));
  expect(signature({ heads: 4 })).not.toBe(signature({ heads: 5 }));
  expect(signature({ heads: Number.NaN })).not.toBe(signature({ heads: Number.POSITIVE_INFINITY }));
  expect(signature(config)).toBe(signature(config));
  expect(signature(config)).not.toBe(signature(new Config()));
  expect(() => signature([1, { w }])).toThrow("config[1].w: is an array in an argument that staticArgs names");
});
