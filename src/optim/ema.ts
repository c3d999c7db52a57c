/** @file Exponential moving averages: of gradients, and of the weights, for evaluation. */
import { numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import {
  type AnyTensors,
  type Arrays,
  applyUpdates,
  mapArrays,
  type Optimizer,
  zeroLike,
  zerosLike,
} from "./optimizer.ts";
import { checkedNumber, share } from "./option-checks.ts";

export interface EmaOptions {
  /** Divide by 1 − decayᵗ, so that the first averages are not too near to zero. Default: true. */
  readonly debias?: boolean;
}

/** The average of the gradients in place of them, as `optax.ema`: m ← decay · m + (1 − decay) · g. */
export function ema(decay: number, { debias = true }: EmaOptions = {}): Optimizer {
  checkedNumber("ema: decay", decay, share);
  return {
    init: (params) => ({ ema: zerosLike(params), weight: zeroLike(params) }),
    update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
      tree.dispose(params as never);
      const old = state as unknown as { ema: Params; weight: np.Array };
      const average = mapArrays((m, g) => m.mul(decay).add(g.mul(1 - decay)), old.ema, gradients);
      const weight = old.weight.mul(decay).add(1 - decay);
      const kept = tree.ref(average as never) as Params;
      const updates = debias ? mapArrays((m) => m.div(weight.ref), kept) : kept;
      return [updates, { ema: average, weight } as unknown as Arrays];
    },
  };
}

/** The state of {@link withParamsEma}. */
interface ParamsEmaState<Params> {
  readonly inner: Arrays;
  /** The average of the parameters after each step so far. */
  readonly ema: Params;
  /** 1 − decayᵗ after t steps. */
  readonly weight: np.Array;
}

/**
 * An optimizer that also keeps the average of the parameters, `ema` in its state, which often evaluates better than the
 * last ones: the weight of the parameters after step i of t is decayᵗ⁻ⁱ, and all weights together are 1.
 *
 *     const { init, step } = minimize(loss, withParamsEma(adam(1e-3), 0.999));
 *     // … evaluate with state.optimizer.ema in place of state.params
 */
export function withParamsEma(optimizer: Optimizer, decay: number): Optimizer {
  checkedNumber("withParamsEma: decay", decay, share);
  return {
    init: (params) =>
      ({ inner: optimizer.init(params), ema: zerosLike(params), weight: zeroLike(params) }) as unknown as AnyTensors,
    update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
      const old = state as unknown as ParamsEmaState<Params>;
      const keep = <T>(value: T): T => tree.ref(value as never) as T;
      const [updates, inner] = optimizer.update(gradients, old.inner, keep(params));
      const after = applyUpdates(params, keep(updates));
      // The average before has the weight 1 − decayᵗ⁻¹, which the step multiplies by decay.
      const weight = old.weight.ref.mul(decay).add(1 - decay);
      const before = old.weight.mul(decay).div(weight.ref);
      const now = np.reciprocal(weight.ref).mul(1 - decay);
      const average = mapArrays((mean, param) => mean.mul(before.ref).add(param.mul(now.ref)), old.ema, after);
      tree.dispose([before, now]);
      const next: ParamsEmaState<Params> = { inner, ema: average, weight };
      return [updates, next as unknown as Arrays];
    },
  };
}

/** stepSize · next + (1 − stepSize) · last, as `optax.incremental_update`. Consumes both trees. */
export function incrementalUpdate<Tree>(next: Tree, last: Tree, stepSize: number): Tree {
  checkedNumber("incrementalUpdate: stepSize", stepSize, {
    text: "a number from 0 to 1",
    allows: (x) => x >= 0 && x <= 1,
  });
  return mapArrays((a, b) => a.mul(stepSize).add(b.mul(1 - stepSize)), next, last);
}
