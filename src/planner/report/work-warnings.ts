/** @file Warnings about work that devices replicate instead of sharing it. */
import type { Step } from "../../analysis/step.ts";
import type { Plan } from "../../plan/plan.ts";
import { repeatedWorkText } from "./repeated-work.ts";
import { type UndividedDim, undividedText } from "./undivided-dims.ts";

/**
 * Sentences about matmuls that several devices compute, and about dims that do not divide.
 * @param stepSeconds  seconds of a step, which decide whether a dim is worth a warning
 */
export const workWarnings = (
  step: Step,
  plan: Plan,
  undivided: readonly UndividedDim[],
  stepSeconds: number,
): readonly string[] =>
  [repeatedWorkText(step, plan), undividedText(undivided, stepSeconds)].filter((text) => text !== undefined);
