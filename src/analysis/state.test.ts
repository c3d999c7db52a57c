/** @file State told by structure and data flow, whatever things are called. */
import { describe, expect, test } from "vitest";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { numpy as np, random, tree, valueAndGrad } from "../frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { GraphBuilder } from "../ir/builder.ts";
import type { Graph } from "../ir/graph.ts";
import { simplify } from "../ir/simplify.ts";
import * as optim from "../optim/index.ts";
import { matchState } from "./state.ts";

/**
 * Ports of the given names and shapes. An output is the next value of the input it names, or a sum of all inputs over
 * the batch.
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
  test("state in, state out under its own name", () => {
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

  test("the data flow decides between trees that look alike", () => {
    const graph = ports({ "params.w": [3], "mean.w": [3] }, { "mean.w": "mean.w", "params.w": "params.w" });
    expect(matchState(graph, [])).toEqual([1, 0]);
  });

  test("the whole result may be the state; a learning rate is not taken for the loss", () => {
    expect(matchState(ports({ "params.w": [3], "params.b": [] }, { w: "params.w", b: "params.b" }), [])).toEqual([
      0, 1,
    ]);
    expect(matchState(ports({ w: [3], rate: [] }, { "out[0]": "w", "out[1]": [] }), [])).toEqual([0, -1]);
  });

  test("a tree that carries nothing over is no state, though it looks like one", () => {
    expect(matchState(ports({ "params.w": [3] }, { "gradients.w": [3], loss: [] }), [])).toEqual([-1, -1]);
    expect(matchState(ports({ "params.w": [3] }, { "newParams.w": "params.w", loss: [] }), [])).toEqual([0, -1]);
    expect(matchState(ports({ "params2.w": [3] }, { "params.w": "params2.w", loss: [] }), [])).toEqual([0, -1]);
  });

  test("other types or a batch argument are no state", () => {
    const graph = ports({ "params.w": [3], x: [8] }, { "params.w": [4], x: "x" });
    expect(matchState(graph, [{ input: 1, dim: 0 }])).toEqual([-1, -1]);
  });
});

type Arr = np.Array;
// biome-ignore lint/suspicious/noExplicitAny: trees of any shape
type Any = any;

const f32 = (...shape: number[]) => new TensorSpec(shape);
const weights = () => ({ u: f32(6, 5), v: f32(5, 6), b: f32(6) });
const x = f32(8, 6);
const y = f32(8, 6);

const predict = (p: Any, input: Arr): Arr => np.dot(np.tanh(np.dot(input, p.u)), p.v).add(p.b);
const loss = (p: Any, input: Arr, target: Arr): Arr => np.square(predict(p, input).sub(target)).mean();
const both = (p: Any, input: Arr, target: Arr): [Arr, Any] =>
  (valueAndGrad(loss as Any) as Any)(tree.ref(p), input, target);
const map = (fn: (...leaves: Arr[]) => Arr, ...trees: Any[]): Any => (tree.map as Any)(fn, ...trees);
const refs = (of: Any): Any => tree.ref(of);
const descend = (p: Any, g: Any): Any => map((a, b) => a.sub(b.mul(0.1)), p, g);
const drop = (of: Any): void => tree.dispose(of);

/**
 * Checks which output is whose next value, of a step and of its copies under other names: `(e, t, r) => …` and
 * `(...args) => …`.
 * @param numBatch  how many of the last arguments are the batch
 * @param next      for each path of the result that is state, the argument and path that it replaces: `0.u`
 */
function expectState(
  step: (...args: Any[]) => Any,
  args: readonly unknown[],
  numBatch: number,
  next: Record<string, string>,
) {
  const minified: Record<number, (...args: Any[]) => Any> = {
    1: (e) => step(e),
    2: (e, t) => step(e, t),
    3: (e, t, r) => step(e, t, r),
    4: (e, t, r, n) => step(e, t, r, n),
    5: (e, t, r, n, o) => step(e, t, r, n, o),
    6: (e, t, r, n, o, s) => step(e, t, r, n, o, s),
    7: (e, t, r, n, o, s, a) => step(e, t, r, n, o, s, a),
  };
  const counts = args.map((arg) => tree.leaves(arg as never).length);
  const argumentOf = counts.flatMap((count, argument) => Array<number>(count).fill(argument));
  for (const fn of [step, minified[args.length], (...all: Any[]) => step(...all)]) {
    const graph = simplify(traceJaxjs(fn as never, args).graph);
    const firstBatch = args.length - numBatch;
    const batchInputs = graph.inputs.flatMap((_, input) =>
      argumentOf[input] >= firstBatch ? [{ input, dim: 0 }] : [],
    );
    const paths = graph.inputs.map(({ name }, input) => {
      const path = name.replace(/^[\w$]*/, "");
      return argumentOf[input] + (name.startsWith("all[") ? path.replace(/^\[\d+\]/, "") : path);
    });
    const found = matchState(graph, batchInputs).flatMap((input, output) =>
      input < 0 ? [] : [[graph.outputs[output].name, paths[input]]],
    );
    const want = Object.entries(next).flatMap(([root, of]) => {
      const below = graph.outputs
        .map(({ name }) => name)
        .filter((name) => name === root || name.startsWith(`${root}.`) || name.startsWith(`${root}[`));
      return below.map((name) => [name, of + name.slice(root.length)]);
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(want));
  }
}

/** Adam by hand, with an L2 penalty inside of the gradient. */
function adam(p: Any, mu: Any, nu: Any, g: Any): { p: Any; mu: Any; nu: Any } {
  const penalized = map((a, b) => a.add(b.mul(0.01)), g, refs(p));
  const mean = map((m, a) => m.mul(0.9).add(a.mul(0.1)), mu, refs(penalized));
  const square = map((v, a) => v.mul(0.99).add(np.square(a).mul(0.01)), nu, penalized);
  const next = map((a, m, v) => a.sub(m.div(np.sqrt(v).add(1e-6)).mul(0.01)), p, refs(mean), refs(square));
  return { p: next, mu: mean, nu: square };
}

describe("traced steps", () => {
  test("parameters under any name", () => {
    expectState(
      (weightsOf: Any, a: Arr, b: Arr) => {
        const [value, g] = both(weightsOf, a, b);
        return { updated: descend(weightsOf, g), loss: value };
      },
      [weights(), x, y],
      2,
      { updated: "0" },
    );
  });

  test("gradients returned in front of new parameters, with a penalty on the weights in them", () => {
    expectState(
      (model: Any, a: Arr, b: Arr) => {
        const [value, g] = both(model, a, b);
        const penalized = map((d, w) => d.add(w.mul(0.01)), g, refs(model));
        return { gradients: refs(penalized), params: descend(model, penalized), loss: value };
      },
      [weights(), x, y],
      2,
      { params: "0" },
    );
  });

  test("gradients alone, plain, penalized and clipped, are no state", () => {
    const clip = (g: Any) => {
      const norm = np.sqrt(
        (tree.leaves(tree.ref(g)) as Arr[]).map((leaf) => np.square(leaf).sum()).reduce((s, n) => s.add(n)),
      );
      const clipped = map((leaf) => leaf.mul(np.minimum(1, np.reciprocal(norm.ref))), g);
      norm.dispose();
      return clipped;
    };
    const penalize = (g: Any, p: Any) => map((d, w) => d.add(w.mul(0.001)), g, refs(p));
    for (const change of [(g: Any) => g, penalize, clip])
      expectState(
        (p: Any, a: Arr, b: Arr) => {
          const [value, g] = both(p, a, b);
          const out = { loss: value, grads: change(g, p) };
          drop(p);
          return out;
        },
        [weights(), x, y],
        2,
        {},
      );
  });

  test("a nested optimizer's mean and square of equal trees, in arguments of their own, returned in another order", () => {
    expectState(
      (p: Any, mu: Any, nu: Any, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
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
        const [value, g] = both(p, a, b);
        const next = descend(p, g);
        return { next: refs(next), other: map((e, w) => e.mul(0.9).add(w.mul(0.1)), average, next), loss: value };
      },
      [weights(), weights(), x, y],
      2,
      { next: "1", other: "0" },
    );
  });

  test("Lookahead's fast and slow weights, chosen by a counter", () => {
    expectState(
      (count: Arr, slow: Any, fast: Any, a: Arr, b: Arr) => {
        const [value, g] = both(fast, a, b);
        const moved = descend(fast, g);
        const isTurn = np.equal(np.remainder(count.ref, 5), 0);
        const synced = map((s, f) => s.ref.add(f.sub(s).mul(0.5)), refs(slow), refs(moved));
        const nextFast = map((s, f) => np.where(isTurn.ref, s, f), refs(synced), moved);
        const nextSlow = map((s, o) => np.where(isTurn.ref, s, o), synced, slow);
        isTurn.dispose();
        return { fast: nextFast, slow: nextSlow, loss: value, count: count.add(1) };
      },
      [new TensorSpec([], "i32"), weights(), weights(), x, y],
      2,
      { fast: "2", slow: "1", count: "0" },
    );
  });

  test("the two networks of a GAN, of equal shape, in swapped order", () => {
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

  test("a teacher is read only, though the student is like it; LoRA's base too", () => {
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
        const [value, g] = both(p, a, b.add(base.b.ref));
        return { before: refs(p), base, after: descend(p, g), loss: value };
      },
      [weights(), weights(), x, y],
      2,
      { base: "0", after: "1" },
    );
  });

  test("a part of an argument that comes back as a part of a bigger tree", () => {
    expectState(
      (s: Any, a: Arr, b: Arr) => {
        const [value, g] = both(s.model, a, b.mul(s.scale));
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
        const [value, g] = both(p, a, b);
        const next = descend(p, g);
        return [value, next.b, next.v, next.u];
      },
      [weights(), x, y],
      2,
      { "out[1]": "0.b", "out[2]": "0.v", "out[3]": "0.u" },
    );
  });

  test("numbers: a decayed rate and a running loss are state, a factor of the loss is not", () => {
    expectState(
      (p: Any, rate: Arr, running: Arr, factor: Arr, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        const next = map((w, d) => w.sub(d.mul(rate.ref).mul(factor.ref)), p, g);
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

  test("a random key of its own, and one inside the state", () => {
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

  test("weights that are normalized or masked after every step carry nothing over as a share, and are state", () => {
    expectState(
      (p: Any, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        const unit = (w: Arr) => w.ref.div(np.sqrt(np.square(w).sum().add(1e-6)));
        return { p: map(unit, descend(p, g)), loss: value };
      },
      [weights(), x, y],
      2,
      { p: "0" },
    );
    expectState(
      (mask: Any, p: Any, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        return { p: map((w, m) => w.mul(m), descend(p, g), mask), loss: value };
      },
      [weights(), weights(), x, y],
      2,
      { p: "1" },
    );
  });

  test("16-bit weights beside their master weights; a target network that is set to the new weights", () => {
    const half = (...shape: number[]) => new TensorSpec(shape, "f16");
    expectState(
      (p: Any, master: Any, a: Arr) => {
        const g = { w: np.dot(a.ref.transpose(), np.dot(a, p.w)) };
        const next = map((w, d) => w.sub(d.astype(np.float32).mul(0.1)), master, g);
        return { p: map((w) => w.astype(np.float16), refs(next)), master: next };
      },
      [{ w: half(6, 6) }, { w: f32(6, 6) }, half(8, 6)],
      1,
      { p: "0", master: "1" },
    );
    const follow = (p: Any, t: Any, a: Arr) => np.square(predict(p, a.ref).sub(predict(t, a))).mean();
    expectState(
      (p: Any, target: Any, a: Arr) => {
        const [value, g] = (valueAndGrad(follow as Any) as Any)(refs(p), target, a);
        const next = descend(p, g);
        return { p: next, target: refs(next), loss: value };
      },
      [weights(), weights(), x],
      1,
      { p: "0", target: "1" },
    );
  });

  test("the last gradients, kept in the state; alone they are not told from gradients", () => {
    const optimistic = (p: Any, last: Any, g: Any) => map((w, d, o) => w.sub(d.mul(0.2)).add(o.mul(0.1)), p, g, last);
    expectState(
      (s: Any, a: Arr, b: Arr) => {
        const [value, g] = both(s.p, a, b);
        return { s: { p: optimistic(s.p, s.last, refs(g)), last: g }, loss: value };
      },
      [{ p: weights(), last: weights() }, x, y],
      2,
      { s: "0" },
    );
    expectState(
      (p: Any, last: Any, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        return { p: optimistic(p, last, refs(g)), last: g, loss: value };
      },
      [weights(), weights(), x, y],
      2,
      { p: "0" },
    );
  });

  test("an average of the weights that starts anew, a history that moves on, batch statistics", () => {
    expectState(
      (p: Any, history: Any, stats: Any, a: Arr, b: Arr) => {
        const [value, g] = both(p, a.ref, b);
        const next = descend(p, g);
        return {
          p: refs(next),
          history: [history[1], history[2], next],
          stats: map((s) => s.mul(0.9).add(a.ref.mean(0).mul(0.1)), stats),
          loss: value.add(a.mean()),
        };
      },
      [weights(), [weights(), weights(), weights()], { mean: f32(6) }, x, y],
      2,
      { p: "0", history: "1", stats: "2" },
    );
  });

  test("a batch of one example", () => {
    expectState(
      (p: Any, mu: Any, nu: Any, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        const next = adam(p, mu, nu, refs(g));
        return { grads: g, nu: next.nu, mu: next.mu, p: next.p, loss: value };
      },
      [weights(), weights(), weights(), f32(1, 6), f32(1, 6)],
      2,
      { nu: "2", mu: "1", p: "0" },
    );
  });

  test("gradients of a strong penalty, which carry the weights over whole", () => {
    expectState(
      (p: Any, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        const penalized = map((d, w) => d.add(w), g, refs(p));
        return { gradients: refs(penalized), params: descend(p, penalized), loss: value };
      },
      [weights(), x, y],
      2,
      { params: "0" },
    );
  });

  test("gradients that are accumulated over calls, and the best weights so far", () => {
    expectState(
      (p: Any, sum: Any, best: Any, least: Arr, count: Arr, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        const isTurn = np.equal(np.remainder(count.ref, 4), 3);
        const total = map((s, d) => s.add(d), sum, g);
        const next = map((w, s) => np.where(isTurn.ref, w.ref.sub(s.mul(0.1)), w), p, refs(total));
        const rest = map((s) => np.where(isTurn.ref, 0, s), total);
        isTurn.dispose();
        const isBest = np.less(value.ref, least.ref);
        const kept = map((o, w) => np.where(isBest.ref, w, o), best, refs(next));
        isBest.dispose();
        return { kept, rest, next, least: np.minimum(least, value.ref), count: count.add(1), loss: value };
      },
      [weights(), weights(), weights(), f32(), f32(), x, y],
      2,
      {
        next: "0",
        rest: "1",
        kept: "2",
        least: "3",
        count: "4",
      },
    );
  });

  test("an average by the number of steps, and a momentum by a rate that are arguments", () => {
    expectState(
      (average: Any, velocity: Any, p: Any, count: Arr, rate: Arr, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        const moved = map((v, d) => v.mul(np.subtract(1, rate.ref)).add(d), velocity, g);
        const next = map((w, v) => w.mul(0.999).sub(v.mul(rate.ref)), p, refs(moved));
        rate.dispose();
        const mean = map((m, w) => m.ref.add(w.sub(m).div(count.ref.add(1))), average, refs(next));
        return [moved, next, mean, count.add(1), value];
      },
      [weights(), weights(), weights(), f32(), f32(), x, y],
      2,
      {
        "out[0]": "1",
        "out[1]": "2",
        "out[2]": "0",
        "out[3]": "3",
      },
    );
  });

  test("weights in a list that the result continues, and a result that is the state alone", () => {
    const net = ([u, v]: Arr[], input: Arr, target: Arr) =>
      np.square(np.dot(np.tanh(np.dot(input, u)), v).sub(target)).mean();
    expectState(
      (ws: Any, a: Arr, b: Arr) => {
        const [value, [du, dv]] = (valueAndGrad(net as Any) as Any)(refs(ws), a, b);
        return [value, ws[1].sub(dv), ws[0].sub(du)];
      },
      [[f32(6, 6), f32(6, 6)], x, y],
      2,
      { "out[1]": "0[1]", "out[2]": "0[0]" },
    );
    expectState(
      (p: Any, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        value.dispose();
        return descend(p, g);
      },
      [weights(), x, y],
      2,
      { u: "0.u", v: "0.v", b: "0.b" },
    );
  });

  test("a line's slope and offset are numbers that are trained", () => {
    const line = ({ slope, offset }: Any, a: Arr, b: Arr) => np.square(a.mul(slope).add(offset).sub(b)).mean();
    expectState(
      (s: Any, a: Arr, b: Arr) => {
        const [value, g] = (valueAndGrad(line as Any) as Any)(refs(s), a, b);
        return { loss: value, t: descend(s, g) };
      },
      [{ slope: f32(), offset: f32() }, f32(8), f32(8)],
      2,
      { t: "0" },
    );
  });

  test("flat weights that layers are sliced from, and 16-bit state updated in 32 bits", () => {
    const net = (flat: Arr, a: Arr, b: Arr) => {
      const [u, v] = [flat.ref.slice([0, 36]).reshape([6, 6]), flat.slice([36, 72]).reshape([6, 6])];
      return np.square(np.dot(np.tanh(np.dot(a, u)), v).sub(b)).mean();
    };
    expectState(
      (flat: Arr, m: Arr, a: Arr, b: Arr) => {
        const [value, g] = (valueAndGrad(net as Any) as Any)(flat.ref, a, b);
        const moved = m.astype(np.float32).mul(0.9).add(g);
        return { half: moved.ref.astype(np.float16), flat: flat.sub(moved.mul(0.1)), loss: value };
      },
      [f32(72), new TensorSpec([72], "f16"), x, y],
      2,
      { half: "1", flat: "0" },
    );
  });

  test.each(
    Object.entries({
      momentum: optim.momentum(0.1),
      adam: optim.adam(1e-3),
      adamw: optim.adamw(1e-3, { weightDecay: 0.1 } as never),
      adafactor: optim.adafactor(1e-2 as never),
    }),
  )("%s of alpa-js/optim, its state in an argument of its own", (_, optimizer) => {
    expectState(
      (s: Any, p: Any, a: Arr, b: Arr) => {
        const [value, g] = both(p, a, b);
        const [updates, inner] = optimizer.update(g, s, refs(p));
        return { grown: optim.applyUpdates(p, updates), inner, loss: value };
      },
      [optimizer.init(weights()), weights(), x, y],
      2,
      { grown: "1", inner: "0" },
    );
  });
});

test("chosen arguments are state as far as their trees come back, and no others", () => {
  const step = (p: Any, last: Any, a: Arr, b: Arr) => {
    const [value, g] = both(p, a, b);
    return { p: map((w, d, o) => w.sub(d.mul(0.2)).add(o.mul(0.1)), p, refs(g), last), last: g, loss: value };
  };
  const graph = simplify(traceJaxjs(step as never, [weights(), weights(), x, y]).graph);
  const batch = [6, 7].map((input) => ({ input, dim: 0 }));
  expect(matchState(graph, batch, new Set([0, 1, 2, 3, 4, 5]))).toEqual([0, 1, 2, 3, 4, 5, -1]);
  expect(matchState(graph, batch, new Set([3, 4, 5]))).toEqual([-1, -1, -1, 3, 4, 5, -1]);
  expect(matchState(graph, batch, new Set())).toEqual([-1, -1, -1, -1, -1, -1, -1]);
});
