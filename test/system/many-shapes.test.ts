/**
 * @file Steps with many shapes: all programs share one copy of the state and the threads; at most `maxPrograms` are
 * loaded.
 */
import { existsSync, readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { numpy as np, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import { dataParallel, HostArray, type Method, parallelize, pipeshard, shard, zero } from "../../src/index.ts";
import { toJax } from "../support/oracle.ts";

// biome-ignore lint/suspicious/noExplicitAny: steps of many types
type Any = any;

const waves = (...shape: number[]): HostArray => {
  const length = shape.reduce((a, b) => a * b, 1);
  return new HostArray(
    Float32Array.from({ length }, (_, i) => Math.sin(i * 0.7) / 8),
    shape,
  );
};

/** Momentum SGD of a chain of tanh layers on sequences. */
function train(state: Any, x: Any, y: Any) {
  const loss = (weights: Any) =>
    np.square(weights.reduce((h: Any, w: Any) => np.tanh(np.matmul(h, w)), x).sub(y)).mean();
  const [value, grads] = (valueAndGrad as Any)(loss)(tree.ref(state.weights));
  const moments = tree.map(((m: Any, g: Any) => m.mul(0.9).add(g)) as never, state.moments, grads) as Any;
  const weights = tree.map(((w: Any, m: Any) => w.sub(m.mul(0.1))) as never, state.weights, tree.ref(moments));
  return { state: { weights, moments }, loss: value };
}

const initial = (layers: number, width: number) => ({
  weights: Array.from({ length: layers }, () => waves(width, width)),
  moments: Array.from({ length: layers }, () => HostArray.zeros([width, width])),
});

// Collect garbage before each measurement; otherwise the heap includes objects that nothing references any more.
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const numThreads = (): number | undefined =>
  existsSync("/proc/self/status")
    ? Number(/Threads:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1])
    : undefined;

test("30 lengths use no more memory and threads than a few", async () => {
  await using step = parallelize(train as Any, { devices: 2, onCompile: () => {} }) as Any;
  let state: Any = initial(4, 1024);
  const [resident, threads]: [number[], (number | undefined)[]] = [[], []];
  for (let length = 1; length <= 30; length++) {
    const result = await step(state, waves(2, length, 1024), waves(2, length, 1024));
    state = result.state;
    expect(await result.loss.item()).toBeGreaterThan(0);
    collectGarbage();
    resident.push(process.memoryUsage().rss);
    threads.push(numThreads());
  }
  // The state is 32 MB. If every program had its own copy and gradients, it would be 3 GB.
  expect(Math.max(...resident.slice(10)) - Math.max(...resident.slice(0, 10))).toBeLessThan(48e6);
  expect(threads.at(-1)).toBe(threads[0]);
}, 120_000);

test.each<[string, Method, number]>([
  ["data", dataParallel(), 1],
  ["zero-3", zero({ stage: 3 }), 1],
  ["shard", shard(), 1],
  ["a pipeline", pipeshard({ stages: 2 }), 2],
])(
  "%s: the state follows from program to program",
  async (_, method, microbatches) => {
    const notices: string[] = [];
    await using step = parallelize(train as Any, {
      method,
      devices: 2,
      microbatches,
      onCompile: (notice: string) => notices.push(notice),
    }) as Any;
    const random = seededRandom(5);
    let state: Any = initial(3, 16);
    let expected: Any = toJax(state);
    const lengths = [...Array(12).keys(), ...Array.from({ length: 8 }, () => random.int(12))];
    for (const length of lengths) {
      const [x, y] = [waves(4, length + 1, 16), waves(4, length + 1, 16)];
      const result = await step(state, x, y);
      const wanted = train(expected, x.toJax(), y.toJax()) as Any;
      [state, expected] = [result.state, wanted.state];
      expect(await result.loss.item()).toBeCloseTo(wanted.loss.item(), 5);
    }
    for (const [i, weight] of state.weights.entries()) {
      const data = await weight.data();
      expected.weights[i].dataSync().forEach((value: number, k: number) => {
        expect(data[k]).toBeCloseTo(value, 4);
      });
    }
    expect(notices[0]).toMatch(
      /^train: compiling again, since x is float32\[4,2,16\], was float32\[4,1,16\] \(and 1 more\)/,
    );
    expect(notices.at(-1)).toMatch(/\(8 of at most 8 programs are kept\)$/);
  },
  120_000,
);
