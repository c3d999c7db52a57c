/** @file A train step that keeps its state where a step's numbers are not finite. */
import { numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { anyNotFinite } from "./apply-if-finite.ts";
import { type Arrays, mapArrays } from "./optimizer.ts";

/** A step that returns the next state and the loss. */
// biome-ignore lint/suspicious/noExplicitAny: stands for a train step of any state and batch.
type TrainStep = (state: any, ...batch: any[]) => { state: any; loss: np.Array };

/** The same step, which also tells whether it left the state as it was. */
type SkippingStep<F extends TrainStep> = (...args: Parameters<F>) => ReturnType<F> & { isSkipped: np.Array };

/**
 * The same train step, but where the loss or a number of the next state is not finite, `isSkipped` is true and the
 * state stays as it was, counters and random keys included. Devices hold the state twice during the step;
 * `applyIfFinite` does the same in an optimizer, by the gradients, and does not.
 *
 *     const step = parallelize(skipNotFinite(trainStep), { devices: 4, batchArgs: [1, 2] });
 *     const { state, loss, isSkipped } = await step(before, x, y);
 */
export function skipNotFinite<F extends TrainStep>(trainStep: F): SkippingStep<F> {
  const skipping = (before: Arrays, ...batch: np.Array[]) => {
    const { state: after, loss } = trainStep(tree.ref(before as never), ...batch);
    const isSkipped = anyNotFinite([loss.ref, tree.ref(after)]);
    const state = mapArrays((old, next) => np.where(isSkipped.ref, old, next), before, after as Arrays);
    return { state, loss, isSkipped };
  };
  // Arguments are named after the parameters in the source.
  const like = { name: { value: trainStep.name }, toString: { value: () => trainStep.toString() } };
  return Object.defineProperties(skipping, like) as unknown as SkippingStep<F>;
}
