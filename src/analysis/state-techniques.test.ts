/** @file State that training techniques add or rewrite: masks, averages, histories, master weights, optimizers. */
import { describe, test } from "vitest";
import {
  type Any,
  type Arr,
  adam,
  descend,
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
import { numpy as np, valueAndGrad } from "../frontends/jaxjs/jax.ts";
import * as optim from "../optim/index.ts";

describe("state of training techniques", () => {
  test("weights that are normalized or masked after every step are state, although their share is unknown", () => {
    expectState(
      (p: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        const unit = (w: Arr) => w.ref.div(np.sqrt(np.square(w).sum().add(1e-6)));
        return { p: mapTrees(unit, descend(p, g)), loss: value };
      },
      [weights(), x, y],
      2,
      { p: "0" },
    );
    expectState(
      (mask: Any, p: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        return { p: mapTrees((w, m) => w.mul(m), descend(p, g), mask), loss: value };
      },
      [weights(), weights(), x, y],
      2,
      { p: "1" },
    );
  });

  test("16-bit weights with master weights; a target network that is set to the new weights", () => {
    const half = (...shape: number[]) => new TensorSpec(shape, "f16");
    expectState(
      (p: Any, master: Any, a: Arr) => {
        const g = { w: np.dot(a.ref.transpose(), np.dot(a, p.w)) };
        const next = mapTrees((w, d) => w.sub(d.astype(np.float32).mul(0.1)), master, g);
        return { p: mapTrees((w) => w.astype(np.float16), refs(next)), master: next };
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

  test("the last gradients are state inside a state tree, but not as an argument of their own", () => {
    const optimistic = (p: Any, last: Any, g: Any) =>
      mapTrees((w, d, o) => w.sub(d.mul(0.2)).add(o.mul(0.1)), p, g, last);
    expectState(
      (s: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(s.p, a, b);
        return { s: { p: optimistic(s.p, s.last, refs(g)), last: g }, loss: value };
      },
      [{ p: weights(), last: weights() }, x, y],
      2,
      { s: "0" },
    );
    expectState(
      (p: Any, last: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        return { p: optimistic(p, last, refs(g)), last: g, loss: value };
      },
      [weights(), weights(), x, y],
      2,
      { p: "0" },
    );
  });

  test("a history buffer of weights, and batch statistics", () => {
    expectState(
      (p: Any, history: Any, stats: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a.ref, b);
        const next = descend(p, g);
        return {
          p: refs(next),
          history: [history[1], history[2], next],
          stats: mapTrees((s) => s.mul(0.9).add(a.ref.mean(0).mul(0.1)), stats),
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
        const [value, g] = lossAndGradients(p, a, b);
        const next = adam(p, mu, nu, refs(g));
        return { grads: g, nu: next.nu, mu: next.mu, p: next.p, loss: value };
      },
      [weights(), weights(), weights(), f32(1, 6), f32(1, 6)],
      2,
      { nu: "2", mu: "1", p: "0" },
    );
  });

  test("gradients of a strong penalty, which carry over the whole weights", () => {
    expectState(
      (p: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        const penalized = mapTrees((d, w) => d.add(w), g, refs(p));
        return { gradients: refs(penalized), params: descend(p, penalized), loss: value };
      },
      [weights(), x, y],
      2,
      { params: "0" },
    );
  });

  test("gradients accumulated over calls, and the best weights so far", () => {
    expectState(
      (p: Any, sum: Any, best: Any, least: Arr, count: Arr, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        const isTurn = np.equal(np.remainder(count.ref, 4), 3);
        const total = mapTrees((s, d) => s.add(d), sum, g);
        const next = mapTrees((w, s) => np.where(isTurn.ref, w.ref.sub(s.mul(0.1)), w), p, refs(total));
        const rest = mapTrees((s) => np.where(isTurn.ref, 0, s), total);
        isTurn.dispose();
        const isBest = np.less(value.ref, least.ref);
        const kept = mapTrees((o, w) => np.where(isBest.ref, w, o), best, refs(next));
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

  test("an average and a momentum whose coefficients are arguments", () => {
    expectState(
      (average: Any, velocity: Any, p: Any, count: Arr, rate: Arr, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        const moved = mapTrees((v, d) => v.mul(np.subtract(1, rate.ref)).add(d), velocity, g);
        const next = mapTrees((w, v) => w.mul(0.999).sub(v.mul(rate.ref)), p, refs(moved));
        rate.dispose();
        const mean = mapTrees((m, w) => m.ref.add(w.sub(m).div(count.ref.add(1))), average, refs(next));
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

  test("weights that are returned in one list with the loss, and a result that is only the state", () => {
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
        const [value, g] = lossAndGradients(p, a, b);
        value.dispose();
        return descend(p, g);
      },
      [weights(), x, y],
      2,
      { u: "0.u", v: "0.v", b: "0.b" },
    );
  });

  test("trained scalars: the slope and offset of a line", () => {
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

  test("one flat vector of all weights, and 16-bit state updated in 32 bits", () => {
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
  )("%s of alpa-js/optim with its state as an argument", (_, optimizer) => {
    expectState(
      (s: Any, p: Any, a: Arr, b: Arr) => {
        const [value, g] = lossAndGradients(p, a, b);
        const [updates, inner] = optimizer.update(g, s, refs(p));
        return { grown: optim.applyUpdates(p, updates), inner, loss: value };
      },
      [optimizer.init(weights()), weights(), x, y],
      2,
      { grown: "1", inner: "0" },
    );
  });
});
