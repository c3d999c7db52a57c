/**
 * @file A model: its initial parameters, its function of parameters and a batch, and the loss that training minimizes.
 */
import type { BatchSpecs, ExamplePlacements, Initializer, Traced } from "../frontends/jaxjs/example.ts";
import type { numpy as np } from "../frontends/jaxjs/jax.ts";

/** jax-js functions, which consume their arguments. A batch is inputs (images, tokens) and their targets. */
export interface Model<Params> {
  /** Its sizes, in a few words. */
  readonly description: string;
  /** Shapes of one example. */
  readonly batch: BatchSpecs;
  readonly init: (make: Initializer) => Params;
  /** Scores of every class for every input. */
  readonly logits: (params: Traced<Params>, inputs: np.Array) => np.Array;
  readonly loss: (params: Traced<Params>, inputs: np.Array, targets: np.Array) => np.Array;
  /** Megatron-LM's placements of the parameters. */
  readonly placements?: ExamplePlacements;
}

// biome-ignore lint/suspicious/noExplicitAny: stands for a model of any parameters.
export type AnyModel = Model<any>;
