/** @file The transforms from which optimizers are chained. Scales are numbers, compiled into the traced program. */
import { numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { type Arrays, mapArrays, type Optimizer, zeroLike, zerosLike } from "./optimizer.ts";
import { checkedNumber, finite, limit } from "./option-checks.ts";

/** A transform without state that looks at gradients only. */
const stateless = (transform: <Tree>(gradients: Tree) => Tree): Optimizer => ({
  init: () => [],
  update(gradients, state, params) {
    tree.dispose(params as never);
    return [transform(gradients), state];
  },
});

/** Multiplies by a constant. */
export const scale = (factor: number): Optimizer =>
  stateless((gradients) => mapArrays((gradient) => gradient.mul(factor), gradients));

/**
 * Scales update t by t / `steps` until it is 1: early steps of a deep net are unstable at the learning rate that suits
 * it later.
 */
export function warmup(steps: number): Optimizer {
  checkedNumber("warmup: steps", steps, finite);
  return {
    init: (params) => ({ share: zeroLike(params) }),
    update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
      tree.dispose(params as never);
      const { share } = state as { share: np.Array };
      const next = np.minimum(share.add(1 / steps), 1);
      const scaled = mapArrays((gradient) => gradient.mul(next.ref), gradients);
      return [scaled, { share: next }];
    },
  };
}

/** Scales all gradients together so that their joint 2-norm is at most `maxNorm`. */
export function clipByGlobalNorm(maxNorm: number): Optimizer {
  checkedNumber("clipByGlobalNorm: maxNorm", maxNorm, limit);
  // The formula below would give 0 · ∞ for zero gradients.
  if (maxNorm === 0) return scale(0);
  return stateless((gradients) => {
    const squares = (tree.leaves(tree.ref(gradients as never)) as np.Array[]).map((gradient) =>
      np.square(gradient).sum(),
    );
    if (squares.length === 0) return gradients;
    const norm = np.sqrt(squares.reduce((total, square) => total.add(square)));
    // A norm of zero gives infinity, and the minimum of infinity and 1 is 1.
    const factor = np.minimum(np.reciprocal(norm).mul(maxNorm), 1);
    const clipped = mapArrays((gradient) => gradient.mul(factor.ref), gradients);
    factor.dispose();
    return clipped;
  });
}

/** Adds `rate` times the parameters (decoupled weight decay once scaled by the learning rate). */
export const addDecayedWeights = (rate: number): Optimizer => ({
  init: () => [],
  update: (gradients, state, params) => [
    mapArrays((gradient, param) => gradient.add(param.mul(rate)), gradients, params),
    state,
  ],
});

/** Accumulated gradients: v ← decay · v + g. */
export const accumulateMomentum = (decay: number): Optimizer => ({
  init: (params) => ({ velocity: zerosLike(params) }),
  update(gradients, state, params) {
    tree.dispose(params as never);
    const { velocity } = state as { velocity: typeof gradients & Arrays };
    const next = mapArrays<typeof gradients>((v, gradient) => v.mul(decay).add(gradient), velocity, gradients);
    return [tree.ref(next as never), { velocity: next as Arrays }];
  },
});

export interface AdamOptions {
  readonly b1?: number;
  readonly b2?: number;
  readonly epsilon?: number;
}

interface AdamState<Params> {
  /** Running mean of gradients and of their squares. */
  readonly mu: Params;
  readonly nu: Params;
  /** 1 − b1ᵗ and 1 − b2ᵗ after t steps, by recurrence, since the subtraction would cancel in float32. */
  readonly muWeight: np.Array;
  readonly nuWeight: np.Array;
}

/** Adam's direction, m̂ / (√v̂ + ε), with bias correction (Kingma & Ba 2015). */
export function scaleByAdam({ b1 = 0.9, b2 = 0.999, epsilon = 1e-8 }: AdamOptions = {}): Optimizer {
  const average = (mean: np.Array, value: np.Array, decay: number): np.Array =>
    mean.mul(decay).add(value.mul(1 - decay));
  return {
    init: (params) => ({
      mu: zerosLike(params),
      nu: zerosLike(params),
      muWeight: zeroLike(params),
      nuWeight: zeroLike(params),
    }),
    update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
      tree.dispose(params as never);
      const old = state as unknown as AdamState<Params>;
      const mu = mapArrays((m, gradient) => average(m, gradient, b1), old.mu, tree.ref(gradients as never));
      const nu = mapArrays((v, gradient) => average(v, np.square(gradient), b2), old.nu, gradients);
      const muWeight = old.muWeight.mul(b1).add(1 - b1);
      const nuWeight = old.nuWeight.mul(b2).add(1 - b2);
      const [muScale, nuScale] = [np.reciprocal(muWeight.ref), np.reciprocal(nuWeight.ref)];
      const updates = mapArrays(
        (m, v) => m.ref.mul(muScale.ref).div(np.sqrt(v.ref.mul(nuScale.ref)).add(epsilon)),
        mu,
        nu,
      );
      tree.dispose([muScale, nuScale]);
      const next: AdamState<Params> = { mu, nu, muWeight, nuWeight };
      return [updates, next as unknown as Arrays];
    },
  };
}
