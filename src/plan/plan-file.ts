/** @file Plans as JSON files: schema, writing, and reading with every mistake named by its path. */
import * as z from "zod";
import { InvalidConfig } from "../base/errors.ts";
import { jsonMistake } from "../base/json-mistake.ts";
import { type Plan, rematChoices } from "./plan.ts";

/** More than any cluster has; devices are listed one by one. */
const maxDevices = 1_000_000;

const axes = z.array(z.string());
const placement = z.strictObject({
  dims: z.array(axes),
  partial: axes,
  reducer: z.enum(["add", "multiply", "maximum", "minimum", "and", "or"]).optional(),
});
const port = z.strictObject({ stage: z.int().nonnegative(), placement });

/** The file format of plans, version 1. `z.toJSONSchema(planSchema)` is its JSON schema. */
export const planSchema = z.strictObject({
  version: z.literal(1),
  method: z.string(),
  microbatches: z.int().positive(),
  stages: z
    .array(
      z.strictObject({
        mesh: z.strictObject({
          axes: z
            .array(z.strictObject({ name: z.string().min(1), size: z.int().positive() }))
            .min(1)
            .max(3),
        }),
        devices: z.array(z.int().nonnegative().lt(maxDevices)),
        layers: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])).optional(),
      }),
    )
    .min(1),
  pipeline: z
    .strictObject({ schedule: z.string(), numChunks: z.int().positive(), numUpdates: z.int().positive() })
    .optional(),
  remat: z.array(z.enum(rematChoices)).min(1).optional(),
  layers: z.array(z.int().min(-1)).optional(),
  flash: z.literal(true).optional(),
  wholeLayers: z.literal(true).optional(),
  graph: z
    .strictObject({
      hash: z.string(),
      inputs: z.array(z.string()),
      outputs: z.array(z.string()),
      ops: z.record(z.string(), z.int().positive()),
    })
    .optional(),
  inputs: z.array(port),
  outputs: z.array(port),
  ops: z.array(
    z.strictObject({
      stage: z.int().nonnegative(),
      chunk: z.int().nonnegative().optional(),
      factors: z.array(axes),
      partial: z.record(z.string(), z.int().nonnegative()),
    }),
  ),
  reshards: z.array(z.strictObject({ value: z.int().nonnegative(), placement })).optional(),
  estimate: z
    .strictObject({
      seconds: z.number(),
      peakBytes: z.number(),
      boundSeconds: z.number().optional(),
      symmetry: z.literal("identical-layers").optional(),
    })
    .optional(),
});

/** The plan as JSON text: one line per input, output and op, so that files can be compared by eye and by `diff`. */
export function planToJson(plan: Plan): string {
  const lines = (items: readonly unknown[]): string =>
    `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  const { inputs, outputs, ops, ...head } = plan;
  const entries = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  for (const [key, items] of Object.entries({ inputs, outputs, ops }))
    entries.push(`  ${JSON.stringify(key)}: ${lines(items)}`);
  return `{\n${entries.join(",\n")}\n}\n`;
}

/**
 * The plan in JSON text. Whether it suits a step is checked when the step is lowered.
 * @throws InvalidConfig naming `where` (the file) and the path of the first mistake
 */
export function planFromJson(text: string, where: string): Plan {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InvalidConfig(where, `is not JSON: ${(error as Error).message}`);
  }
  const parsed = planSchema.safeParse(json);
  if (parsed.success) return parsed.data as Plan;
  throw new InvalidConfig(where, `${jsonMistake(json, parsed.error, "the plan")}; write plans with --save-plan`);
}
