/** @file The values that `saving-process.ts` saves. */
import { Checkpoint } from "../../src/checkpoint/checkpoint.ts";

export const savedRows = 128;
export const savedColumns = 257;

/** Element `index` of tensor `tensor` after `step` steps. */
export const savedValue = (step: number, tensor: number, index: number): number => step + 1000 * tensor + index;

/** Reads a checkpoint and compares all of it. Returns its step. */
export function checkSaved(path: string): number {
  const checkpoint = new Checkpoint(path);
  try {
    checkpoint.verify();
    const { step } = checkpoint.manifest;
    for (const tensor of [0, 1]) {
      const data = checkpoint.read(`t${tensor}`);
      if (data.length !== 2 * savedRows * savedColumns)
        throw new Error(`${path}: t${tensor} has ${data.length} elements`);
      data.forEach((value, i) => {
        if (value !== savedValue(step, tensor, i)) throw new Error(`${path}: element ${i} of t${tensor} is ${value}`);
      });
    }
    return step;
  } finally {
    checkpoint.close();
  }
}
