/** @file An optimizer that skips steps whose gradients are not finite. */
import { numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { type Arrays, mapArrays, type Optimizer, zeroLike } from "./optimizer.ts";
import { checkedNumber, count } from "./option-checks.ts";

interface SkippingState {
  /** Steps skipped since the last one that was applied, and in all. */
  readonly notFinite: np.Array;
  readonly totalNotFinite: np.Array;
  readonly inner: Arrays;
}

/**
 * Applies `optimizer` only where every gradient is finite. Otherwise the step changes neither parameters nor the
 * optimizer's state; the counts `notFinite` and `totalNotFinite` in the state say how often. As in optax, more than
 * `maxConsecutiveErrors` such steps in a row are applied, so that an error that stays shows as a loss that is NaN.
 */
export function applyIfFinite(optimizer: Optimizer, maxConsecutiveErrors: number): Optimizer {
  checkedNumber("applyIfFinite: maxConsecutiveErrors", maxConsecutiveErrors, count);
  return {
    init: (params) => ({
      notFinite: zeroLike(params),
      totalNotFinite: zeroLike(params),
      inner: optimizer.init(params),
    }),
    update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
      const { notFinite, totalNotFinite, inner } = state as unknown as SkippingState;
      const isWrong = anyNotFinite(tree.ref(gradients as never) as Params);
      const nextCount = np.where(isWrong.ref, notFinite.add(1), 0);
      const isApplied = nextCount.ref.greater(maxConsecutiveErrors);
      const skips = np.where(isApplied, false, isWrong.ref);
      const [updates, nextInner] = optimizer.update(gradients, tree.ref(inner as never) as Arrays, params);
      const kept = mapArrays((update) => np.where(skips.ref, 0, update), updates);
      const keptInner = mapArrays((before, after) => np.where(skips.ref, before, after), inner, nextInner);
      skips.dispose();
      const total = totalNotFinite.add(np.where(isWrong, 1, 0));
      return [kept, { notFinite: nextCount, totalNotFinite: total, inner: keptInner } as unknown as Arrays];
    },
  };
}

/** A boolean: whether any element of the tree's floating-point leaves is infinite or no number. Consumes the tree. */
export function anyNotFinite(values: unknown): np.Array {
  const leaves = tree.leaves(values as never) as np.Array[];
  const isFloat = ({ dtype }: np.Array): boolean => dtype.startsWith("float");
  for (const leaf of leaves) if (!isFloat(leaf)) leaf.dispose();
  const counts = leaves
    .filter(isFloat)
    .map((value) => np.where(np.abs(value).less(Number.POSITIVE_INFINITY), 0, 1).sum());
  return counts.reduce((sum, each) => sum.add(each), np.array(0)).greater(0);
}
