/**
 * @file Experts, routed as in GShard (Lepikhin et al. 2021): every token goes to its best experts, each expert takes a
 * bounded number of tokens per group, and routing is two einsums.
 */
import { nn, numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { oneHot } from "./layers.ts";

/**
 * Routes tokens to experts. `gates` [groups, group, experts] gives combine weights [groups, group, experts, capacity]
 * and the balance loss of each group. Experts accept tokens in order of choice, then of position, up to their capacity;
 * a token beyond it is dropped.
 */
function route(gates: np.Array, capacity: number, numChoices: number): { combine: np.Array; balance: np.Array } {
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

export interface Routing {
  /** Experts per token. */
  readonly choices: number;
  /** Capacity factor: the tokens that an expert accepts per group, relative to an even share of all choices. */
  readonly capacityFactor: number;
}

/**
 * Runs every token of x [groups, group, hidden] through its experts.
 * @param gate   [hidden, experts]
 * @param apply  maps [experts, groups, capacity, hidden] to the same shape
 * @returns the same shape, and the balance loss, averaged over groups
 */
export function throughExperts(
  gate: np.Array,
  x: np.Array,
  { choices, capacityFactor }: Routing,
  apply: (inputs: np.Array) => np.Array,
): { readonly x: np.Array; readonly balance: np.Array } {
  const capacity = Math.ceil((choices * x.shape[1] * capacityFactor) / gate.shape[1]);
  const { combine, balance: balances } = route(nn.softmax(np.matmul(x.ref, gate), -1), capacity, choices);
  const balance = balances.mean();
  const dispatch = combine.ref.greater(0).astype(np.float32);
  const outputs = apply(np.einsum("gsec,gsh->egch", dispatch, x));
  return { x: np.einsum("gsec,egch->gsh", combine, outputs), balance };
}
