/** @file State is found by structure and data flow, independently of names. */
import { describe, expect, test } from "vitest";
import {
  type Any,
  type Arr,
  adam,
  descend,
  drop,
  expectState,
  f32,
  lossAndGradients,
  mapTrees,
  predict,
  refs,
  weights,
  x,
  y,
} from "../../test/support/expect-state.ts";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { numpy as np, random, tree, valueAndGrad } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { GraphBuilder } from "../ir/builder.ts";
import type { Graph } from "../ir/graph.ts";
import { simplify } from "../ir/simplify.ts";
import { matchState } from "./state.ts";

/**
 * A graph with ports of the given names and shapes. An output is the next value of the input that it names, or a sum of
 * all inputs over the batch.
 */
function ports(inputs: Record<string, number[]>, outputs: Record<string, string | number[]>): Graph {
  const b = new GraphBuilder("step");
  const values = Object.entries(inputs).map(([name, shape]) => [name, b.input(name, { shape, dtype: "f32" })] as const);
  const sums = values.map(([, value]) =>
    b.op("reduce", [b.op("tanh", [value], {})], { reducer: "add", dims: b.typeOf(value).shape.map((_, dim) => dim) }),
  );
  const total = sums.reduce((sum, next) => b.op("add", [sum, next], {}));
  const spread = (shape: readonly number[]) => b.op("broadcast_in_dim", [total], { shape, dims: [] });
  return b.finish(
    Object.entries(outputs).map(([name, of]) => {
      if (typeof of !== "string") return { name, value: spread(of) };
      const old = values.find(([input]) => input === of)![1];
      return { name, value: b.op("subtract", [old, spread(b.typeOf(old).shape)], {}) };
    }),
  );
}

describe("ports", () => {
  test("state that is returned under its own name", () => {
    const graph = ports(
      { "state.w": [3], "state.m": [3], "batch.x": [8], "batch.y": [8] },
      { "state.w": "state.w", "state.m": "state.m", loss: [] },
    );
    expect(matchState(graph, [{ input: 2, dim: 0 }])).toEqual([0, 1, -1]);
  });

  test("parameters and optimizer state in a list, in order", () => {
    const graph = ports(
      { "params[0].w": [3], "params[1].w": [4], "velocity[0].w": [3], "velocity[1].w": [4], x: [8] },
      {
        "out[0][0].w": "params[0].w",
        "out[0][1].w": "params[1].w",
        "out[1][0].w": "velocity[0].w",
        "out[1][1].w": "velocity[1].w",
        "out[2]": [],
      },
    );
    expect(matchState(graph, [{ input: 4, dim: 0 }])).toEqual([0, 1, 2, 3, -1]);
  });

  test("the data flow decides between trees with equal types", () => {
    const graph = ports({ "params.w": [3], "mean.w": [3] }, { "mean.w": "mean.w", "params.w": "params.w" });
    expect(matchState(graph, [])).toEqual([1, 0]);
  });

  test("the whole result may be the state; the loss is not the next learning rate", () => {
    expect(matchState(ports({ "params.w": [3], "params.b": [] }, { w: "params.w", b: "params.b" }), [])).toEqual([
      0, 1,
    ]);
    expect(matchState(ports({ w: [3], rate: [] }, { "out[0]": "w", "out[1]": [] }), [])).toEqual([0, -1]);
  });

  test("a tree that carries nothing over is not state, even with the same tree and types", () => {
    expect(matchState(ports({ "params.w": [3] }, { "gradients.w": [3], loss: [] }), [])).toEqual([-1, -1]);
    expect(matchState(ports({ "params.w": [3] }, { "newParams.w": "params.w", loss: [] }), [])).toEqual([0, -1]);
    expect(matchState(ports({ "params2.w": [3] }, { "params.w": "params2.w", loss: [] }), [])).toEqual([0, -1]);
  });

  test("a tree of other types and a batch argument are not state", () => {
    const graph = ports({ "params.w": [3], x: [8] }, { "params.w": [4], x: "x" });
    expect(matchState(graph, [{ input: 1, dim: 0 }])).toEqual([-1, -1]);
  });
});

describe("traced steps", () => {
  test("parameters under any name", () => {
    expectState(
      (weightsOf: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(weightsOf, a, b);
        return { updated: descend(weightsOf, g), loss: value };
      },
      [weights(), x, y],
      2,
      { updated: "0" },
    );
  });

  test("gradients with a penalty on the weights, returned before the new parameters", () => {
    expectState(
      (model: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(model, a, b);
        const penalized = mapTrees((d, w) => d.add(w.mul(0.01)), g, refs(model));
        return { gradients: refs(penalized), params: descend(model, penalized), loss: value };
      },
      [weights(), x, y],
      2,
      { params: "0" },
    );
  });

  test("gradients alone (plain, penalized, clipped) are not state", () => {
    const clip = (g: Any) => {
      const norm = np.sqrt(
        (tree.leaves(tree.ref(g)) as Arr[]).map((leaf) => np.square(leaf).sum()).reduce((s, n) => s.add(n)),
      );
      const clipped = mapTrees((leaf) => leaf.mul(np.minimum(1, np.reciprocal(norm.ref))), g);
      norm.dispose();
      return clipped;
    };
    const penalize = (g: Any, p: Any) => mapTrees((d, w) => d.add(w.mul(0.001)), g, refs(p));
    for (const change of [(g: Any) => g, penalize, clip])
      expectState(
        (p: Any, a: Arr, b: Arr) => {
          const [value, g] = lossAndGradients(p, a, b);
          const out = { loss: value, grads: change(g, p) };
          drop(p);
          return out;
        },
        [weights(), x, y],
        2,
        {},
      );
  });

  test("an optimizer's mean and square, each an argument, returned in another order", () => {
    expectState(
      (p: Any, mu: Any, nu: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        const next = adam(p, mu, nu, g);
        return [next.nu, { loss: value, inner: { w: next.p } }, next.mu];
      },
      [weights(), weights(), weights(), x, y],
      2,
      { "out[0]": "2", "out[1].inner.w": "0", "out[2]": "1" },
    );
  });

  test("parameters and their average", () => {
    expectState(
      (average: Any, p: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        const next = descend(p, g);
        return { next: refs(next), other: mapTrees((e, w) => e.mul(0.9).add(w.mul(0.1)), average, next), loss: value };
      },
      [weights(), weights(), x, y],
      2,
      { next: "1", other: "0" },
    );
  });

  test("Lookahead's fast and slow weights, chosen by a counter", () => {
    expectState(
      (count: Arr, slow: Any, fast: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(fast, a, b);
        const moved = descend(fast, g);
        const isTurn = np.equal(np.remainder(count.ref, 5), 0);
        const synced = mapTrees((s, f) => s.ref.add(f.sub(s).mul(0.5)), refs(slow), refs(moved));
        const nextFast = mapTrees((s, f) => np.where(isTurn.ref, s, f), refs(synced), moved);
        const nextSlow = mapTrees((s, o) => np.where(isTurn.ref, s, o), synced, slow);
        isTurn.dispose();
        return { fast: nextFast, slow: nextSlow, loss: value, count: count.add(1) };
      },
      [new TensorSpec([], "i32"), weights(), weights(), x, y],
      2,
      { fast: "2", slow: "1", count: "0" },
    );
  });

  test("the two networks of a GAN, of equal shape, returned in the other order", () => {
    const fool = (g: Any, d: Any, a: Arr) => np.square(predict(d, predict(g, a)).sub(1)).mean();
    const judge = (d: Any, g: Any, a: Arr, b: Arr) =>
      np
        .square(predict(refs(d), b).sub(1))
        .mean()
        .add(np.square(predict(d, predict(g, a))).mean());
    expectState(
      (g: Any, d: Any, a: Arr, b: Arr) => {
        const [lossG, gradG] = (valueAndGrad(fool as Any) as Any)(refs(g), refs(d), a.ref);
        const [lossD, gradD] = (valueAndGrad(judge as Any) as Any)(refs(d), refs(g), a, b);
        return { lossG, lossD, one: descend(d, gradD), two: descend(g, gradG) };
      },
      [weights(), weights(), x, y],
      2,
      { one: "1", two: "0" },
    );
  });

  test("a teacher with the tree of its student, and a LoRA base, are not state", () => {
    const distill = (s: Any, t: Any, a: Arr) => np.square(predict(s, a.ref).sub(predict(t, a))).mean();
    expectState(
      (teacher: Any, student: Any, a: Arr) => {
        const [value, g] = (valueAndGrad(distill as Any, { argnums: 0 }) as Any)(refs(student), teacher, a);
        return { student: descend(student, g), loss: value };
      },
      [weights(), weights(), x],
      1,
      { student: "1" },
    );
    const adapted = (low: Any, base: Any, a: Arr, b: Arr) =>
      np
        .square(
          np
            .dot(a.ref, base.w)
            .add(np.dot(np.dot(a, low.down), low.up))
            .sub(b),
        )
        .mean();
    expectState(
      (base: Any, low: Any, a: Arr, b: Arr) => {
        const [value, g] = (valueAndGrad(adapted as Any) as Any)(refs(low), base, a, b);
        return { low: descend(low, g), loss: value };
      },
      [{ w: f32(6, 6) }, { down: f32(6, 2), up: f32(2, 6) }, x, y],
      2,
      { low: "1" },
    );
  });

  test("state returned unchanged is state, unless a changed one is returned too", () => {
    expectState(
      (base: Any, p: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b.add(base.b.ref));
        return { before: refs(p), base, after: descend(p, g), loss: value };
      },
      [weights(), weights(), x, y],
      2,
      { base: "0", after: "1" },
    );
  });

  test("a part of an argument that is returned as a part of a larger tree", () => {
    expectState(
      (s: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(s.model, a, b.mul(s.scale));
        return {
          report: {
            loss: value,
            state: { step: s.step.add(1), net: { ...descend(s.model, g), extra: np.zeros([3]) } },
          },
        };
      },
      [{ model: weights(), scale: f32(), step: f32(), frozen: weights() }, x, y],
      2,
      {
        "report.state.net.u": "0.model.u",
        "report.state.net.v": "0.model.v",
        "report.state.net.b": "0.model.b",
        "report.state.step": "0.step",
      },
    );
  });

  test("a flat list of new leaves", () => {
    expectState(
      (p: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        const next = descend(p, g);
        return [value, next.b, next.v, next.u];
      },
      [weights(), x, y],
      2,
      { "out[1]": "0.b", "out[2]": "0.v", "out[3]": "0.u" },
    );
  });

  test("scalars: a decayed rate and a running loss are state, a factor of the loss is not", () => {
    expectState(
      (p: Any, rate: Arr, running: Arr, factor: Arr, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        const next = mapTrees((w, d) => w.sub(d.mul(rate.ref).mul(factor.ref)), p, g);
        const penalty = np.square(next.b.ref).sum();
        return {
          average: running.mul(0.9).add(value.ref.mul(0.1)),
          loss: value.mul(factor.ref).add(factor.mul(penalty)),
          next,
          rate: rate.mul(0.99),
        };
      },
      [weights(), f32(), f32(), f32(), x, y],
      2,
      { next: "0", rate: "1", average: "2" },
    );
  });

  test("a random key as an argument, and one inside the state", () => {
    const noisy = (p: Any, key: Arr, a: Arr) => np.square(predict(p, a.add(random.normal(key, [6])))).mean();
    const key = new TensorSpec([2], "ui32");
    expectState(
      (p: Any, k: Arr, a: Arr) => {
        const keys = random.split(k, 2);
        const [value, g] = (valueAndGrad(noisy as Any) as Any)(refs(p), keys.ref.slice(0), a);
        return { p: descend(p, g), next: keys.slice(1), loss: value };
      },
      [weights(), key, x],
      1,
      { p: "0", next: "1" },
    );
    expectState(
      (s: Any, a: Arr) => {
        const keys = random.split(s.key, 2);
        const [value, g] = (valueAndGrad(noisy as Any) as Any)(refs(s.p), keys.ref.slice(0), a);
        return { key: keys.slice(1), s: { p: descend(s.p, g) }, loss: value };
      },
      [{ p: weights(), key }, x],
      1,
      { "s.p": "0.p", key: "0.key" },
    );
  });
});

test("only chosen arguments are state, if the step returns their trees", () => {
  const step = (p: Any, last: Any, a: Arr, b: Arr) => {
    const [value, g] = lossAndGradients(p, a, b);
    return { p: mapTrees((w, d, o) => w.sub(d.mul(0.2)).add(o.mul(0.1)), p, refs(g), last), last: g, loss: value };
  };
  const graph = simplify(traceJaxjs(step as never, [weights(), weights(), x, y]).graph);
  const batch = [6, 7].map((input) => ({ input, dim: 0 }));
  expect(matchState(graph, batch, new Set([0, 1, 2, 3, 4, 5]))).toEqual([0, 1, 2, 3, 4, 5, -1]);
  expect(matchState(graph, batch, new Set([3, 4, 5]))).toEqual([-1, -1, -1, 3, 4, 5, -1]);
  expect(matchState(graph, batch, new Set())).toEqual([-1, -1, -1, -1, -1, -1, -1]);
});
