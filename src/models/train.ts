/** @file The training step of a model. */
import { type AnyTrainable, defineTrainable, type Initializer } from "../frontends/jaxjs/example.ts";
import { adamw, minimize } from "../optim/index.ts";
import type { AnyModel } from "./model.ts";

/** A model's training step. */
export function train(
  name: string,
  { init: initParams, loss, ...model }: Omit<AnyModel, "logits">,
  optimizer = adamw(1e-4),
): AnyTrainable {
  const { init, step } = minimize(loss, optimizer);
  const common = { ...model, name, init: (make: Initializer) => init(initParams(make)) };
  return "tokens" in model.batch
    ? defineTrainable({ ...common, trainStep: (state, tokens, targets) => step(state, tokens, targets) })
    : defineTrainable({ ...common, trainStep: (state, images, labels) => step(state, images, labels) });
}
