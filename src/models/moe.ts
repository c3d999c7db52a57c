/**
 * @file A GPT whose feed-forward layers are mixtures of experts, routed as in GShard (Lepikhin et al. 2021): every
 * token goes to its two best experts, each expert takes a bounded number of tokens per group, and routing is two
 * einsums.
 */
import { InvalidConfig } from "../base/errors.ts";
import type { Initializer, Leaf } from "../frontends/jaxjs/example.ts";
import { nn, numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { crossEntropy, initLinear, type Linear, linear, oneHot } from "./layers.ts";
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
const numChoices = 2;

/**
 * Routes tokens to experts. `gates` [groups, group, experts] gives combine weights [groups, group, experts, capacity]
 * and the balance loss of each group. Experts accept tokens in order of choice, then of position, up to their capacity;
 * a token beyond it is dropped.
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
    // A position beyond the capacity has no column in the one-hot matrix, so the token is dropped.
    const slot = oneHot(place.astype(np.int32), capacity).mul(mask.reshape([...mask.shape, 1]));
    const share = weights[i].div(total.ref);
    return slot.mul(share.reshape([...share.shape, 1]));
  });
  tree.dispose([taken, total, isEarlier] as np.Array[]);
  return { combine: parts.reduce((sum, part) => sum.add(part)), balance };
}

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
      const grouped = inGroups(x);
      const capacity = Math.ceil((numChoices * grouped.shape[1] * capacityFactor) / experts);
      const routed = route(nn.softmax(np.matmul(grouped.ref, gate), -1), capacity);
      const loss = routed.balance.mean();
      const dispatch = routed.combine.ref.greater(0).astype(np.float32);
      const inputs = np.einsum("gsec,gsh->egch", dispatch, grouped);
      const between = activation(np.einsum("egch,ehf->egcf", inputs, up));
      const outputs = np.einsum("egcf,efh->egch", between, down);
      return { x: np.einsum("gsec,egch->gsh", routed.combine, outputs).reshape(shape), loss };
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
