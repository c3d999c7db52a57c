/**
 * @file Adafactor (Shazeer & Stern 2018) as in optax: second moments of matrices are stored as row and column means.
 */
import { numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { type AnyTensors, type Arrays, chain, type Optimizer, zeroLike, zerosOf } from "./optimizer.ts";
import { checkedNumber, checkedOptions, finite, limit } from "./option-checks.ts";
import { type Schedule, scaleBySchedule } from "./schedules.ts";

export interface AdafactorOptions {
  /** Moments are factored into means if the two largest dims both have at least this size. */
  readonly minDimToFactor?: number;
}

/** Running means of squared gradients: one of the parameter's shape, or two in which one dim is reduced to 1. */
type Moments<T> = readonly [whole: T] | readonly [rows: T, columns: T];

interface State<T> {
  /** The number of steps done. */
  readonly step: T;
  /** Moments per parameter. */
  readonly moments: readonly Moments<T>[];
}

const tiny = 1e-30;
const decayPower = 0.8;
/** Updates with a larger root mean square are scaled down to this value. */
const largestUpdate = 1;
/** Parameters with a smaller root mean square are updated as if theirs were this value. */
const smallestParameter = 1e-3;

const rootMeanSquare = (x: np.Array): np.Array => np.sqrt(np.square(x).mean());
const inverseRoot = (x: np.Array): np.Array => np.reciprocal(np.sqrt(x));

/** The two largest dims of a shape, the largest last, when both have at least `least` elements. */
function factoredDims(shape: readonly number[], least: number): [number, number] | undefined {
  const [second, first] = shape
    .map((_, dim) => dim)
    .toSorted((a, b) => shape[a] - shape[b])
    .slice(-2);
  return shape.length >= 2 && shape[second] >= least ? [second, first] : undefined;
}

/**
 * p ← p − learningRate · max(rms(p), 10⁻³) · u, where u is the gradient divided by the root of its second moments,
 * scaled to a root mean square of at most 1. The moments' decay at step t is 1 − t^−0.8. No momentum, no weight decay.
 */
export function adafactor(learningRate: number | Schedule, options: AdafactorOptions = {}): Optimizer {
  if (typeof learningRate === "function") return chain(adafactor(1, options), scaleBySchedule(learningRate));
  const { minDimToFactor = 128 } = checkedOptions("adafactor", options, { minDimToFactor: limit });
  checkedNumber("adafactor: learningRate", learningRate, finite);
  return {
    init(params) {
      const moments = tree.leaves(params as never).map((leaf) => {
        const { shape } = leaf as np.Array;
        const dims = factoredDims(shape, minDimToFactor);
        return dims ? dims.toReversed().map((dim) => zerosOf(leaf, shape.with(dim, 1))) : [zerosOf(leaf, shape)];
      });
      return { step: zeroLike(params), moments } as AnyTensors;
    },
    update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
      const old = state as unknown as State<np.Array>;
      const [leaves, structure] = tree.flatten(gradients as never) as unknown as [np.Array[], never];
      const weights = tree.leaves(params as never) as np.Array[];
      const step = old.step.add(1);
      /** The share of the new gradient in the moments: t^−0.8. */
      const share = np.exp(np.log(step.ref).mul(-decayPower));
      const average = (moment: np.Array, value: np.Array): np.Array => moment.ref.add(value.sub(moment).mul(share.ref));
      const moments: Moments<np.Array>[] = [];
      const updates = leaves.map((gradient, i) => {
        const dims = factoredDims(gradient.shape, minDimToFactor);
        const square = np.square(gradient.ref).add(tiny);
        let update: np.Array;
        if (dims) {
          const [rowDim, columnDim] = dims;
          const [rows, columns] = old.moments[i] as readonly [np.Array, np.Array];
          const nextRows = average(rows, square.ref.mean(columnDim, { keepdims: true }));
          const nextColumns = average(columns, square.mean(rowDim, { keepdims: true }));
          moments.push([nextRows.ref, nextColumns.ref]);
          const share = nextRows.ref.div(nextRows.mean(rowDim, { keepdims: true }));
          update = gradient.mul(inverseRoot(share)).mul(inverseRoot(nextColumns));
        } else {
          const next = average(old.moments[i][0], square);
          moments.push([next.ref]);
          update = gradient.mul(inverseRoot(next));
        }
        const clip = np.maximum(rootMeanSquare(update.ref).div(largestUpdate), 1);
        const size = np.maximum(rootMeanSquare(weights[i]), smallestParameter);
        return update.mul(size.div(clip).mul(-learningRate));
      });
      share.dispose();
      return [tree.unflatten(structure, updates) as Params, { step, moments } as unknown as Arrays];
    },
  };
}
