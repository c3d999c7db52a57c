import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { InvalidConfig } from "../../base/errors.ts";
import { HostArray } from "./host-array.ts";
import { numpy as np, valueAndGrad } from "./jax.ts";
import { traceJaxjs } from "./trace.ts";

// jax-js's CommonJS build shares nothing with the module that alpa-js imports. It is a second copy, like the one that
// npm installs for a second version.
const other = createRequire(import.meta.url)("@jax-js/jax") as typeof import("./jax.ts");

const w = new HostArray(new Float32Array(4), [2, 2]);

function refused(fn: (...args: never[]) => unknown, ...args: unknown[]): string {
  try {
    traceJaxjs(fn, args);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidConfig);
    return (error as Error).message;
  }
  throw new Error("traced");
}

test("an argument of another copy is named by path", () => {
  const step = (state: { w: np.Array }) => np.sum(state.w);
  expect(refused(step, { w: other.numpy.zeros([2, 2]) })).toMatch(
    /^state\.w: is an array \(float32\[2,2\]\) .*npm dedupe/,
  );
  expect(refused(step, { v: w, w: other.numpy.zeros([2]) })).toMatch(/^state\.w: is an array \(float32\[2\]\)/);
});

test.each<[string, (x: np.Array) => unknown]>([
  ["a function", (x) => other.numpy.mean(other.numpy.square(x))],
  ["a gradient", (x) => other.valueAndGrad((y: np.Array) => np.mean(y))(x)],
  ["a function inside a gradient", (x) => valueAndGrad((y: np.Array) => other.numpy.mean(y))(x)],
])("%s of another copy in a step is told with both files", (_, step) => {
  const message = refused(step, w);
  expect(message).toMatch(/two copies of @jax-js\/jax .*index\.cjs, while alpa-js uses .*index\.js\)/);
});

test("an array of another copy that a step closes over or returns is refused", () => {
  const constant = other.numpy.ones([2, 2]);
  expect(refused((x: np.Array) => x.mul(constant), w)).toMatch(/two copies of @jax-js\/jax/);
  const step = (x: np.Array) => ({ loss: np.sum(x), constant });
  expect(refused(step, w)).toMatch(/^step: result constant: is an array \(float32\[2,2\]\)/);
});

test("a host array of another copy of alpa-js is named, and other errors stay as they are", () => {
  class HostArray {
    readonly shape = [2];
    readonly dtype = "f32";
  }
  expect(refused((x: np.Array) => x, new HostArray())).toMatch(/^x: is an array \(f32\[2\]\) of another library/);
  expect(() => traceJaxjs(() => np.full([2], undefined as never), [])).toThrow(/^Invalid type for full: undefined$/);
});
