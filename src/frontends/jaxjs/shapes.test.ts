import { expect, test } from "vitest";
import { type Random, seededRandom } from "../../base/random.ts";
import { evaluateGraph } from "../../ir/evaluate.ts";
import { numElements } from "../../ir/types.ts";
import { HostArray } from "./host-array.ts";
import { grad, lax, numpy as np } from "./jax.ts";
import { traceJaxjs } from "./trace.ts";

// Tests conversions whose result depends on shapes on random shapes: the interpreted trace equals eager jax-js.

type Arr = np.Array;
// biome-ignore lint/suspicious/noExplicitAny: each case has its own arity.
type AnyFn = (...args: any[]) => Arr;
type Case = { fn: AnyFn; args: HostArray[] };

const sizes = (random: Random, rank: number, low: number, high: number): number[] =>
  Array.from({ length: rank }, () => low + random.int(high - low + 1));

const floats = (random: Random, shape: number[]): HostArray =>
  new HostArray(
    Float32Array.from({ length: numElements(shape) }, () => random.normal()),
    shape,
  );

const indices = (random: Random, shape: number[], limit: number): HostArray =>
  new HostArray(
    Int32Array.from({ length: numElements(shape) }, () => random.int(limit)),
    shape,
    "i32",
  );

/** `shape` with some dims set to 1 and some leading dims dropped, so that numpy broadcasts it back to `shape`. */
const shrunk = (random: Random, shape: number[]): number[] =>
  shape.map((size) => (random.int(3) === 0 ? 1 : size)).slice(random.int(shape.length + 1));

const square = (x: Arr): Arr => x.ref.mul(x);

const generators: Record<string, (random: Random) => Case> = {
  matmul(random) {
    const batch = sizes(random, random.int(3), 1, 3);
    const [m, k, n] = sizes(random, 3, 1, 5);
    const args = [floats(random, [...shrunk(random, batch), m, k]), floats(random, [...shrunk(random, batch), k, n])];
    return { fn: np.matmul, args };
  },
  "gradient of matmul"(random) {
    const { fn, args } = generators.matmul(random);
    return { fn: (x, y) => grad((a: Arr, b: Arr) => square(fn(a, b)).sum())(x, y), args };
  },
  convolution(random) {
    const rank = 1 + random.int(2);
    const [batch, channels, outs] = sizes(random, 3, 1, 3);
    const space = sizes(random, rank, 5, 9);
    const strides = sizes(random, rank, 1, 3);
    const options = { lhsDilation: sizes(random, rank, 1, 2), rhsDilation: sizes(random, rank, 1, 2) };
    const padding = space.map(() => [random.int(4) - 1, random.int(4) - 1] as [number, number]);
    const args = [
      floats(random, [batch, channels, ...space]),
      floats(random, [outs, channels, ...sizes(random, rank, 1, 2)]),
    ];
    return { fn: (x, y) => lax.convGeneralDilated(x, y, strides, padding, options), args };
  },
  "gradient of convolution"(random) {
    const { fn, args } = generators.convolution(random);
    const wrt = random.int(2);
    const loss = (a: Arr, b: Arr): Arr => (wrt ? square(fn(b, a)) : square(fn(a, b))).sum();
    return { fn: (x, y) => (wrt ? grad(loss)(y, x) : grad(loss)(x, y)), args };
  },
  pool(random) {
    const rank = 1 + random.int(2);
    const [window, strides] = [sizes(random, rank, 1, 4), sizes(random, rank, 1, 4)];
    const fn: AnyFn = (x) => lax.reduceWindow(x, (w: Arr) => w.sum(), window, strides);
    return { fn, args: [floats(random, [2, ...sizes(random, rank, 4, 9)])] };
  },
  "gradient of pool"(random) {
    const { fn, args } = generators.pool(random);
    return { fn: (x) => grad((a: Arr) => square(fn(a)).sum())(x), args };
  },
  gather(random) {
    const shape = sizes(random, 3, 1, 5);
    const at = sizes(random, 1 + random.int(2), 1, 3);
    const parts = shape.map((size) => (random.int(2) ? indices(random, shrunk(random, at), size) : undefined));
    parts[random.int(3)] ??= indices(random, at, 1);
    const used = parts.filter((part) => part !== undefined);
    const fn: AnyFn = (x, ...given: Arr[]) => {
      const queue = [...given];
      return x.slice(...parts.map((part) => (part ? (queue.shift() as Arr) : [])));
    };
    return { fn, args: [floats(random, shape), ...used] };
  },
  "gradient of gather"(random) {
    const { fn, args } = generators.gather(random);
    return { fn: (x, ...given) => grad((a: Arr, ...rest: Arr[]) => square(fn(a, ...rest)).sum())(x, ...given), args };
  },
};

test.each(Object.keys(generators))("%s on random shapes", (name) => {
  const random = seededRandom(name.length);
  let compared = 0;
  for (let i = 0; i < 40; i++) {
    const { fn, args } = generators[name](random);
    let eager: HostArray;
    try {
      eager = HostArray.fromJax(fn(...args.map((arg) => arg.toJax())));
    } catch {
      continue; // jax-js refuses a window or a crop larger than its input.
    }
    const { graph } = traceJaxjs(fn as never, args);
    const inputs = args.map(({ data }) => data);
    const [got] = evaluateGraph(graph, inputs);
    const want = eager.data as Float32Array;
    const errors = want.map((x, k) => Math.abs(x - Number(got[k])) / (1 + Math.abs(x)));
    expect(got.length, `${name}, case ${i}`).toBe(want.length);
    expect(Math.max(0, ...errors), `${name}, case ${i}: ${args.map(({ shape }) => `[${shape}]`)}`).toBeLessThan(1e-4);
    compared++;
  }
  expect(compared).toBeGreaterThan(25);
});
