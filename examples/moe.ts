/**
 * @file A GPT whose feed-forward layers are mixtures of experts, routed as in GShard (Lepikhin et al. 2021): every token goes to
 * its two best experts, each expert takes a bounded number of tokens per group, and routing is two einsums.
 */
import { InvalidConfig } from "../src/base/errors.ts";
import { defineExample, type Leaf, orderedBatches, shuffledBatches } from "../src/frontends/jaxjs/example.ts";
import { nn, numpy as np, tree, valueAndGrad } from "../src/frontends/jaxjs/jax.ts";
import { adamw, applyUpdates, chain, clipByGlobalNorm, type Optimizer, warmup } from "../src/optim/index.ts";
import { crossEntropy, initLinear, type Linear, linear, oneHot } from "./layers.ts";
import { loadWindows, unigramEntropy, vocabulary } from "./text.ts";
import {
  initTransformer,
  residualDeviation,
  type Transformer,
  type TransformerSize,
  transformer,
} from "./transformer.ts";

export interface MoeOptions extends Partial<TransformerSize> {
  readonly experts?: number;
  /** Every `every`-th layer has experts, the last of each `every`; the others are dense. */
  readonly every?: number;
  /** Width inside a feed-forward layer. */
  readonly inner?: number;
  /** Tokens that share the places of the experts: a window, or whole windows of the batch. */
  readonly group?: number;
  /** Tokens an expert takes of a group, relative to an even share of all choices. */
  readonly capacityFactor?: number;
  /** Between an expert's two layers; GELU as in the dense layers when left out. */
  readonly activation?: (x: np.Array) => np.Array;
  /** Weight of the loss that keeps the experts evenly used. */
  readonly balance?: number;
  readonly optimizer?: Optimizer;
}

interface Experts<T> {
  /** [hidden, experts] */
  gate: T;
  /** [experts, hidden, 4 · hidden] and back */
  up: T;
  down: T;
}

interface Dense<T> {
  up: Linear<T>;
  down: Linear<T>;
}

type Params = Transformer<np.Array, Experts<np.Array> | Dense<np.Array>>;

/** Experts that a token is sent to. */
const numChoices = 2;

/**
 * Where tokens go: `gates` [groups, group, experts] → combine weights [groups, group, experts, capacity] and the balance loss of each
 * group. Places are given in order of choice, then of position; a token that finds none is passed over.
 */
function route(gates: np.Array, capacity: number): { combine: np.Array; balance: np.Array } {
  const [, seq, experts] = gates.shape;
  const order = np.arange(seq);
  const isEarlier = order.ref.reshape([seq, 1]).greater(order).astype(np.float32);
  let open = gates.ref;
  const choices = Array.from({ length: numChoices }, () => {
    const mask = oneHot(np.argmax(open.ref, -1), experts);
    open = np.where(mask.ref.greater(0), -1, open);
    return mask;
  });
  open.dispose();

  // Fraction of first choices times mean gate, per expert (equation 4 of the Switch Transformer, whose minimum is 1).
  const balance = choices[0].ref.mean(1).mul(gates.ref.mean(1)).sum(-1).mul(experts);
  const weights = choices.map((mask) => mask.ref.mul(gates.ref));
  gates.dispose();
  const total = weights
    .map((weight) => weight.ref.sum(-1, { keepdims: true }))
    .reduce((sum, weight) => sum.add(weight));

  let taken: np.Array | undefined;
  const parts = choices.map((mask, i) => {
    const before = np.einsum("ts,bse->bte", isEarlier.ref, mask.ref);
    const place = taken ? before.add(taken.ref.reshape([-1, 1, experts])) : before;
    const used = mask.ref.sum(1);
    taken = taken ? taken.add(used) : used;
    // A place beyond the capacity is no column of the one-hot, so the token drops out.
    const slot = oneHot(place.astype(np.int32), capacity).mul(mask.reshape([...mask.shape, 1]));
    const share = weights[i].div(total.ref);
    return slot.mul(share.reshape([...share.shape, 1]));
  });
  tree.dispose([taken, total, isEarlier] as np.Array[]);
  return { combine: parts.reduce((sum, part) => sum.add(part)), balance };
}

/** A GPT with `experts` experts in its feed-forward layers. */
export function moe({
  layers = 2,
  hidden = 64,
  heads = 4,
  seq = 64,
  vocab = vocabulary,
  experts = 8,
  every = 1,
  inner = 4 * hidden,
  group = seq,
  capacityFactor = 1.25,
  activation = nn.gelu,
  balance = 1e-2,
  optimizer = chain(clipByGlobalNorm(1), adamw(2e-3), warmup(100)),
}: MoeOptions = {}) {
  const size: TransformerSize = { layers, hidden, heads, seq, vocab };

  /** x [batch, seq, hidden] as [groups, group, hidden]. A batch that is smaller than a group is one. */
  function inGroups(x: np.Array): np.Array {
    const [batch] = x.shape;
    const windows = Math.min(batch, group / seq);
    if (group % seq !== 0 || batch % windows !== 0)
      throw new InvalidConfig(
        "group",
        `${batch} windows of ${seq} tokens do not divide into groups of ${group}; use whole windows that divide the batch`,
        { batch, seq, group },
      );
    return windows === 1 ? x : x.reshape([batch / windows, windows * seq, hidden]);
  }

  /** Logits, and the balance loss of all layers, mean over groups. */
  function forward(params: Params, tokens: np.Array): { logits: np.Array; balance: np.Array } {
    const losses: np.Array[] = [];
    const logits = transformer(params, tokens, heads, (layer, x) => {
      if (!("gate" in layer)) return linear(layer.down, nn.gelu(linear(layer.up, x)));
      const { gate, up, down } = layer;
      const { shape } = x;
      const grouped = inGroups(x);
      const capacity = Math.ceil((numChoices * grouped.shape[1] * capacityFactor) / experts);
      const routed = route(nn.softmax(np.matmul(grouped.ref, gate), -1), capacity);
      losses.push(routed.balance.mean());
      const dispatch = routed.combine.ref.greater(0).astype(np.float32);
      const inputs = np.einsum("gsec,gsh->egch", dispatch, grouped);
      const between = activation(np.einsum("egch,ehf->egcf", inputs, up));
      const outputs = np.einsum("egcf,efh->egch", between, down);
      return np.einsum("gsec,egch->gsh", routed.combine, outputs).reshape(shape);
    });
    return { logits, balance: losses.reduce((sum, layer) => sum.add(layer)) };
  }

  function loss(params: Params, tokens: np.Array, targets: np.Array): np.Array {
    const out = forward(params, tokens);
    return crossEntropy(out.logits, targets).add(out.balance.mul(balance));
  }

  return defineExample({
    name: "moe",
    description: `GPT of ${layers} layers of ${hidden} with ${experts} experts`,
    init(make) {
      const dense = (): Dense<Leaf> => ({
        up: initLinear(make, hidden, inner, 0.02),
        down: initLinear(make, inner, hidden, residualDeviation(size)),
      });
      const mixed = (): Experts<Leaf> => ({
        gate: make.random([hidden, experts], 0.02),
        up: make.random([experts, hidden, inner], 0.02),
        down: make.random([experts, inner, hidden], residualDeviation(size)),
      });
      const params = initTransformer<Experts<Leaf> | Dense<Leaf>>(make, size, (layer) =>
        (layer + 1) % every === 0 ? mixed() : dense(),
      );
      return { params, optimizer: optimizer.init(params) };
    },
    trainStep(state, tokens, targets) {
      const [value, gradients] = valueAndGrad(loss)(tree.ref(state.params), tokens, targets);
      const [updates, next] = optimizer.update(gradients, state.optimizer, tree.ref(state.params));
      return { state: { params: applyUpdates(state.params, updates), optimizer: next }, loss: value };
    },
    batchArgs: [1, 2],
    batches(seed, batchSize) {
      const { tokens, targets } = loadWindows(seq).train;
      return shuffledBatches([tokens, targets], seed, batchSize);
    },
    evaluation: {
      metric: "test loss (nats per character)",
      step(state, tokens, targets) {
        tree.dispose(state.optimizer);
        const out = forward(state.params, tokens);
        out.balance.dispose();
        return crossEntropy(out.logits, targets);
      },
      batches(batchSize) {
        const { tokens, targets } = loadWindows(seq).test;
        return orderedBatches([tokens, targets], batchSize);
      },
      reference: { name: "unigram entropy", value: unigramEntropy },
    },
    placements: {
      tokens: ["data", null],
      targets: ["data", null],
      "params.blocks[*].attention.query.w": [null, "model"],
      "params.blocks[*].attention.key.w": [null, "model"],
      "params.blocks[*].attention.value.w": [null, "model"],
      "params.blocks[*].attention.out.w": ["model", null],
      // Experts are shared out.
      "params.blocks[*].feedForward.up": ["model", null, null],
      "params.blocks[*].feedForward.down": ["model", null, null],
    },
    defaults: { batch: 16, steps: 300 },
  });
}

export default moe();
