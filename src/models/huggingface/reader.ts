/** @file What the readers of all families share. */
import * as z from "zod";
import { InvalidConfig, Unsupported } from "../../base/errors.ts";
import { jsonMistake } from "../../base/json-mistake.ts";
import type { AnyModel } from "../model.ts";

export interface ConfigOptions {
  /** The file's name, for errors. */
  readonly where: string;
  /** Tokens of an example. Default: the model's longest context, but at most 4096. */
  readonly sequence?: number;
}

/** A model that is trained, which needs no scores of its own. */
export type TrainedModel = Omit<AnyModel, "logits">;

export type Reader = (config: unknown, options: ConfigOptions) => TrainedModel;

export const count = z.int().positive();

/** The default number of tokens of an example is the model's longest context, but at most this. */
const usualSequence = 4096;

export function parse<T>(schema: z.ZodType<T>, config: unknown, { where }: ConfigOptions): T {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  throw new InvalidConfig(where, `${jsonMistake(config, parsed.error, "the config")}; correct the file`);
}

/** Refuses what a config asks for. */
export function refuse({ where }: ConfigOptions, what: string): never {
  throw new Unsupported(where, `${what}; lower its train step to StableHLO and plan that`);
}

export function sequenceOf(
  longest: number,
  { where, sequence = Math.min(longest, usualSequence) }: ConfigOptions,
): number {
  if (sequence <= longest) return sequence;
  throw new InvalidConfig(
    "--sequence",
    `got ${sequence}, and ${where} has positions for ${longest}; give at most that`,
  );
}

/** @throws InvalidConfig if heads do not divide the width */
export function checkHeads(hidden: number, heads: number, { where }: ConfigOptions): void {
  if (hidden % heads !== 0)
    throw new InvalidConfig(where, `has ${heads} heads in a width of ${hidden}; they divide it`);
}
