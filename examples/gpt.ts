/** @file A character-level GPT on Genesis and Psalms; at other sizes, GPT-2 or GPT-3 to plan. */
import { defineExample, type Leaf, orderedBatches, shuffledBatches } from "../src/frontends/jaxjs/example.ts";
import { nn, type numpy as np, tree, valueAndGrad } from "../src/frontends/jaxjs/jax.ts";
import { adamw, applyUpdates, chain, clipByGlobalNorm, type Optimizer, warmup } from "../src/optim/index.ts";
import { crossEntropy, initLinear, type Linear, linear } from "./layers.ts";
import { loadWindows, unigramEntropy, vocabulary } from "./text.ts";
import {
  initTransformer,
  residualDeviation,
  type Transformer,
  type TransformerSize,
  transformer,
} from "./transformer.ts";

export interface GptOptions extends Partial<TransformerSize> {
  readonly optimizer?: Optimizer;
}

interface FeedForward<T> {
  up: Linear<T>;
  down: Linear<T>;
}

type Params = Transformer<np.Array, FeedForward<np.Array>>;

/** GPT-3 175B's sizes (Brown et al. 2020, table 2.1), its vocabulary rounded up as Megatron-LM does. */
export const gpt3: TransformerSize = { layers: 96, hidden: 12288, heads: 96, seq: 2048, vocab: 51200 };

/** A GPT of the given sizes. Text is cut into windows of `seq` characters. */
export function gpt({
  layers = 4,
  hidden = 128,
  heads = 4,
  seq = 64,
  vocab = vocabulary,
  optimizer = chain(clipByGlobalNorm(1), adamw(2e-3), warmup(100)),
}: GptOptions = {}) {
  const size: TransformerSize = { layers, hidden, heads, seq, vocab };

  const forward = (params: Params, tokens: np.Array): np.Array =>
    transformer(params, tokens, heads, ({ up, down }, x) => linear(down, nn.gelu(linear(up, x))));

  const loss = (params: Params, tokens: np.Array, targets: np.Array): np.Array =>
    crossEntropy(forward(params, tokens), targets);

  return defineExample({
    name: "gpt",
    description: `GPT of ${layers} layers of ${hidden} over ${seq} characters`,
    init(make) {
      const params = initTransformer<FeedForward<Leaf>>(make, size, () => ({
        up: initLinear(make, hidden, 4 * hidden, 0.02),
        down: initLinear(make, 4 * hidden, hidden, residualDeviation(size)),
      }));
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
        return loss(state.params, tokens, targets);
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
      "params.blocks[*].feedForward.up.w": [null, "model"],
      "params.blocks[*].feedForward.down.w": ["model", null],
    },
    defaults: { batch: 16, steps: 300 },
  });
}

export default gpt();
