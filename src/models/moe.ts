/**
 * @file A GPT whose feed-forward layers are mixtures of experts: every token goes to its two best ones.
 */
import { InvalidConfig } from "../base/errors.ts";
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { nn, numpy as np } from "../frontends/jaxjs/jax.ts";
import { throughExperts } from "./experts.ts";
import { crossEntropy, initLinear, type Linear, linear } from "./layers.ts";
import {
  attentionPlacements,
  initTransformer,
  residualDeviation,
  type Transformer,
  type TransformerSize,
  textBatch,
  transformerWithLoss,
} from "./transformer.ts";

export interface MoeSize extends TransformerSize {
  readonly experts: number;
  /** The last of every `every` layers has experts; the others are dense. */
  readonly every?: number;
  /** Inner size of a feed-forward layer. */
  readonly inner?: number;
  /** Tokens per group, which share the experts' capacity: one window, or several whole windows of the batch. */
  readonly group?: number;
  /** Capacity factor: the tokens that an expert accepts per group, relative to an even share of all choices. */
  readonly capacityFactor?: number;
  /** The activation between an expert's two layers. Default: GELU, as in the dense layers. */
  readonly activation?: (x: np.Array) => np.Array;
  /** Weight of the balance loss, which keeps the experts evenly used. */
  readonly balance?: number;
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

/** The number of experts per token. */
const choices = 2;

/** A GPT with `experts` experts in its feed-forward layers. */
export function moe({
  experts,
  every = 1,
  capacityFactor = 1.25,
  activation = nn.gelu,
  balance: balanceWeight = 1e-2,
  ...size
}: MoeSize) {
  const { layers, hidden, heads, seq, inner = 4 * hidden, group = seq, isMarked } = size;

  /** x [batch, seq, hidden] as [groups, group, hidden]. A batch smaller than a group forms one group. */
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

  /** Logits, and the balance loss of all layers, averaged over groups. */
  function forward(params: Params, tokens: np.Array): { logits: np.Array; balance: np.Array } {
    const feedForward = (layer: Experts<np.Array> | Dense<np.Array>, x: np.Array) => {
      if (!("gate" in layer)) return { x: linear(layer.down, nn.gelu(linear(layer.up, x))) };
      const { gate, up, down } = layer;
      const { shape } = x;
      const apply = (inputs: np.Array): np.Array =>
        np.einsum("egcf,efh->egch", activation(np.einsum("egch,ehf->egcf", inputs, up)), down);
      const routed = throughExperts(gate, inGroups(x), { choices, capacityFactor }, apply);
      return { x: routed.x.reshape(shape), loss: routed.balance };
    };
    const { logits, loss } = transformerWithLoss(params, tokens, heads, feedForward, isMarked);
    return { logits, balance: loss ?? np.zeros([]) };
  }

  return {
    description: `GPT of ${layers} layers of ${hidden} with ${experts} experts`,
    batch: textBatch(seq),
    init(make: Initializer) {
      const dense = (): Dense<Leaf> => ({
        up: initLinear(make, hidden, inner, 0.02),
        down: initLinear(make, inner, hidden, residualDeviation(size)),
      });
      const mixed = (): Experts<Leaf> => ({
        gate: make.random([hidden, experts], 0.02),
        up: make.random([experts, hidden, inner], 0.02),
        down: make.random([experts, inner, hidden], residualDeviation(size)),
      });
      return initTransformer<Experts<Leaf> | Dense<Leaf>>(make, size, (layer) =>
        (layer + 1) % every === 0 ? mixed() : dense(),
      );
    },
    logits(params: Params, tokens: np.Array): np.Array {
      const { logits, balance } = forward(params, tokens);
      balance.dispose();
      return logits;
    },
    loss(params: Params, tokens: np.Array, targets: np.Array): np.Array {
      const { logits, balance } = forward(params, tokens);
      return crossEntropy(logits, targets).add(balance.mul(balanceWeight));
    },
    placements: {
      ...attentionPlacements,
      // Experts are split over the devices.
      "params.blocks[*].feedForward.up": ["model", null, null],
      "params.blocks[*].feedForward.down": ["model", null, null],
    },
  };
}
