/**
 * @file Random small train steps in jax-js for differential tests: one or two networks with random layers, losses,
 * optimizers, metrics and batch sizes, including batches of one example and steps that are not linear in their batch.
 */
import { matchState } from "../../src/analysis/state.ts";
import type { Random } from "../../src/base/random.ts";
import { HostArray } from "../../src/frontends/jaxjs/host-array.ts";
import { lax, nn, numpy as np, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../../src/frontends/jaxjs/trace.ts";
import { simplify } from "../../src/ir/simplify.ts";
import { numElements } from "../../src/ir/types.ts";
import {
  adam,
  adamw,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  momentum,
  type Optimizer,
  sgd,
} from "../../src/optim/index.ts";
import type { TracedStep } from "./train-steps.ts";

type Arr = np.Array;
type Params<T> = { [name: string]: T };

/** A network: its parameters, and its function of `[batch, width]`. */
interface Network {
  readonly params: Params<HostArray>;
  readonly apply: (params: Params<Arr>, x: Arr) => Arr;
}

export interface RandomTrainStep extends TracedStep {
  readonly name: string;
  readonly stateOf: readonly number[];
  readonly batch: number;
}

const refs = <T>(of: T): T => tree.ref(of as never) as T;

class Maker {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  array(scale: number, ...shape: number[]): HostArray {
    const data = Float32Array.from({ length: numElements(shape) }, () => scale * this.#random.normal());
    return new HostArray(data, shape);
  }

  positive(...shape: number[]): HostArray {
    const data = Float32Array.from({ length: numElements(shape) }, () => 0.5 + Math.abs(this.#random.normal()));
    return new HostArray(data, shape);
  }

  weight(from: number, to: number): HostArray {
    return this.array(1 / Math.sqrt(from), from, to);
  }

  integers(below: number, ...shape: number[]): HostArray {
    const data = Int32Array.from({ length: numElements(shape) }, () => this.#random.int(below));
    return new HostArray(data, shape, "i32");
  }
}

/** A sequence of layers of random kinds, with inputs and outputs of `width` features. */
function randomNetwork(random: Random, width: number, batch: number, isLinear: boolean): Network {
  const make = new Maker(random);
  const params: Params<HostArray> = {};
  const layers: ((params: Params<Arr>, x: Arr) => Arr)[] = [];
  const activation = random.pick([nn.relu, np.tanh, nn.gelu, nn.sigmoid] as ((x: Arr) => Arr)[]);
  const depth = 1 + random.int(4);
  const kinds: ((i: number) => (params: Params<Arr>, x: Arr) => Arr)[] = [
    // Dense, with or without a bias.
    (i) => {
      const hasBias = random.int(2) === 0;
      params[`w${i}`] = make.weight(width, width);
      if (hasBias) params[`b${i}`] = make.array(0.1, width);
      return (p, x) => {
        const y = np.matmul(x, p[`w${i}`]);
        return activation(hasBias ? y.add(p[`b${i}`]) : y);
      };
    },
    // A residual block of two weights, with normalized input.
    (i) => {
      params[`up${i}`] = make.weight(width, 2 * width);
      params[`down${i}`] = make.weight(2 * width, width);
      params[`scale${i}`] = make.positive(width);
      return (p, x) => {
        const centered = x.ref.sub(x.ref.mean(-1, { keepdims: true }));
        const deviation = np.sqrt(np.square(centered.ref).mean(-1, { keepdims: true }).add(1e-2));
        const h = centered.div(deviation).mul(p[`scale${i}`]);
        return x.add(np.matmul(activation(np.matmul(h, p[`up${i}`])), p[`down${i}`]));
      };
    },
    // A recurrent network over pairs of features, with shared weights.
    (i) => {
      const steps = width / 2;
      params[`in${i}`] = make.weight(2, width);
      params[`rec${i}`] = make.weight(width, width);
      return (p, x) => {
        const inputs = np.moveaxis(x.reshape([batch, steps, 2]), 1, 0);
        let h = np.matmul(inputs.ref.slice(0), p[`in${i}`].ref);
        for (let t = 1; t < steps; t++) {
          const own = np.matmul(inputs.ref.slice(t), p[`in${i}`].ref);
          h = np.tanh(np.matmul(h, p[`rec${i}`].ref).add(own));
        }
        tree.dispose([inputs, p[`in${i}`], p[`rec${i}`]] as never);
        return h;
      };
    },
    // Attention over pairs of features.
    (i) => {
      const length = width / 2;
      for (const name of ["q", "k", "v"]) params[name + i] = make.weight(2, 2);
      return (p, x) => {
        const tokens = x.reshape([batch, length, 2]);
        const [q, k] = [np.matmul(tokens.ref, p[`q${i}`]), np.matmul(tokens.ref, p[`k${i}`])];
        const weights = nn.softmax(np.matmul(q, k.transpose([0, 2, 1])), -1);
        return np.matmul(weights, np.matmul(tokens, p[`v${i}`])).reshape([batch, width]);
      };
    },
    // A weight and its transpose.
    (i) => {
      params[`tied${i}`] = make.weight(width, width + 1);
      return (p, x) => {
        const h = activation(np.matmul(x, p[`tied${i}`].ref));
        return np.matmul(h, p[`tied${i}`].transpose([1, 0]));
      };
    },
  ];
  if (!isLinear) {
    // Normalization over the batch.
    kinds.push((i) => {
      params[`gain${i}`] = make.positive(width);
      return (p, x) => {
        const centered = x.ref.sub(x.mean(0, { keepdims: true }));
        const deviation = np.sqrt(np.square(centered.ref).mean(0, { keepdims: true }).add(1e-2));
        return centered.div(deviation).mul(p[`gain${i}`]);
      };
    });
  }
  for (let i = 0; i < depth; i++) layers.push(random.pick(kinds)(i));
  if (Object.keys(params).length === 0) layers.push(kinds[0](depth));
  return { params, apply: (p, x) => layers.reduce((h, layer) => layer(p, h), x) };
}

/** A loss of predictions and targets `[batch, width]`; consumes both. */
function randomLoss(random: Random, isLinear: boolean): [name: string, (out: Arr, y: Arr) => Arr] {
  const losses: [string, (out: Arr, y: Arr) => Arr][] = [
    ["mean square", (out, y) => np.square(out.sub(y)).mean()],
    ["sum of squares", (out, y) => np.square(out.sub(y)).sum()],
    ["cross entropy", (out, y) => nn.logSoftmax(out).mul(nn.softmax(y)).sum(-1).mean().neg()],
    [
      "masked",
      (out, y) => {
        const isSet = y.ref.slice([], 0).greater(-0.5).astype(np.float32);
        const errors = np.square(out.sub(y)).sum(1).mul(isSet.ref);
        return errors.sum().div(np.maximum(isSet.sum(), 1));
      },
    ],
  ];
  if (!isLinear) {
    losses.push([
      "contrastive",
      (out, y) => {
        const scores = np.matmul(out, y.transpose([1, 0]));
        return nn.logSoftmax(scores, -1).mul(np.eye(scores.shape[0])).sum().neg();
      },
    ]);
    losses.push(["largest", (out, y) => np.square(out.sub(y)).mean(1).max()]);
  }
  return random.pick(losses);
}

function randomOptimizer(random: Random): [name: string, Optimizer] {
  const bare: [string, Optimizer] = random.pick([
    ["sgd", sgd(0.1)],
    ["momentum", momentum(0.1)],
    ["adam", adam(0.01)],
    ["adamw", adamw(0.01, { weightDecay: 0.1 })],
  ] as [string, Optimizer][]);
  return random.int(2) === 0 ? bare : [`clip + ${bare[0]}`, chain(clipByGlobalNorm(0.3), bare[1])];
}

const mapArrays = <T>(fn: (...leaves: Arr[]) => Arr, first: T, ...rest: T[]): T =>
  tree.map(fn as never, first as never, ...(rest as never[])) as T;

const lossAndGradients = <P>(loss: (params: P, ...args: never[]) => Arr, params: P, ...args: unknown[]): [Arr, P] =>
  (valueAndGrad(loss as never) as (...args: unknown[]) => unknown)(params, ...args) as [Arr, P];

const globalNorm = (gradients: unknown): Arr =>
  np.sqrt((tree.leaves(gradients as never) as Arr[]).map((g) => np.square(g).sum()).reduce((a, b) => a.add(b)));

/** Optimizer state after some steps. In the initial state, a rounding error could decide the sign of an update. */
function warm(make: Maker, state: unknown): unknown {
  return tree.map(
    ((leaf: HostArray) => (leaf.shape.length === 0 ? leaf : make.positive(...leaf.shape))) as never,
    state as never,
  );
}

/**
 * A random step `(state, x, y) → { state, loss, … }`.
 * @param isLinear  whether it can be split into microbatches
 */
export function randomTrainStep(random: Random, isLinear: boolean): RandomTrainStep {
  const make = new Maker(random);
  const width = random.pick([4, 6]);
  const batch = 1 + random.int(4);
  const [lossName, loss] = randomLoss(random, isLinear);
  const [optimizerName, optimizer] = randomOptimizer(random);
  const isGan = random.int(3) === 0;
  const first = randomNetwork(random, width, batch, isLinear);
  const second = randomNetwork(random, width, batch, isLinear);
  const metric = random.pick(["none", "none", "norm", "outputs", "gradients"]);

  // Sharpness-aware minimization: gradients at weights that were moved along the gradient.
  const isMoved = !isLinear && random.int(4) === 0;
  type Single = { params: Params<Arr>; opt: never };
  const single = (state: Single, x: Arr, y: Arr) => {
    const lossOf = (p: Params<Arr>, x: Arr, y: Arr) => loss(first.apply(p, x), y);
    const [value, own] = lossAndGradients(lossOf, refs(state.params), x.ref, y.ref);
    let gradients = own;
    if (isMoved) {
      const length = globalNorm(refs(own)).add(1e-3);
      const moved = mapArrays((p: Arr, g: Arr) => p.add(g.div(length.ref).mul(0.05)), refs(state.params), own);
      const [other, there] = lossAndGradients(lossOf, moved, x.ref, y.ref);
      tree.dispose([length, other]);
      gradients = there;
    }
    y.dispose();
    const extra: { [name: string]: unknown } = {};
    if (metric === "norm") extra.norm = globalNorm(refs(gradients));
    if (metric === "gradients") extra.grads = refs(gradients);
    if (metric === "outputs") extra.outputs = first.apply(refs(state.params), x);
    else x.dispose();
    const [updates, opt] = optimizer.update(gradients, state.opt, refs(state.params));
    return { state: { params: applyUpdates(state.params, updates), opt }, loss: value, ...extra };
  };

  type Pair = { d: Params<Arr>; g: Params<Arr>; od: never; og: never };
  const isSequential = !isLinear && random.int(3) === 0;
  const pair = (state: Pair, x: Arr, y: Arr) => {
    const fake = lax.stopGradient(second.apply(refs(state.g), x.ref));
    const [dv, dg] = lossAndGradients(
      (d: Params<Arr>, f: Arr, y: Arr) => loss(first.apply(d, f), y),
      refs(state.d),
      fake,
      y.ref,
    );
    const [du, od] = optimizer.update(dg, state.od, refs(state.d));
    const next = applyUpdates(refs(state.d), du);
    const [gv, gg] = lossAndGradients(
      (g: Params<Arr>, d: Params<Arr>, x: Arr, y: Arr) => loss(first.apply(d, second.apply(g, x)), y),
      refs(state.g),
      isSequential ? refs(next) : refs(state.d),
      x,
      y,
    );
    tree.dispose(state.d as never);
    const [gu, og] = optimizer.update(gg, state.og, refs(state.g));
    const losses = metric === "none" ? { loss: dv.add(gv) } : { loss: dv, other: gv };
    return { state: { d: next, g: applyUpdates(state.g, gu), od, og }, ...losses };
  };

  const init = (params: Params<HostArray>) => warm(make, optimizer.init(params));
  const state = isGan
    ? { d: first.params, g: second.params, od: init(first.params), og: init(second.params) }
    : { params: first.params, opt: init(first.params) };
  const args = [state, make.array(1, batch, width), make.array(1, batch, width)];
  const graph = simplify(traceJaxjs((isGan ? pair : single) as never, args).graph);
  const numInputs = graph.inputs.length;
  const batchInputs = [numInputs - 2, numInputs - 1].map((input) => ({ input, dim: 0 }));
  const kinds = {
    one: `one network${isMoved ? ", moved weights" : ""}`,
    two: `two networks${isSequential ? ", one after the other" : ""}`,
  };
  const what = isGan ? kinds.two : kinds.one;
  return {
    name: `${what}, ${lossName}, ${optimizerName}, batch ${batch}, metric ${metric}`,
    graph,
    batchInputs,
    stateOf: matchState(graph, batchInputs),
    inputs: (tree.leaves(args as never) as HostArray[]).map(({ data }) => data),
    batch,
  };
}
