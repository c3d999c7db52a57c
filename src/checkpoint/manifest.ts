/** @file The manifest of a checkpoint: its schema, its checks, and its text, which ends with its own checksum. */
import { crc32 } from "node:zlib";
import * as z from "zod";
import { InvalidConfig } from "../base/errors.ts";
import { jsonMistake } from "../base/json-mistake.ts";
import { bytesOf, type DType, dtypes, numElements } from "../ir/types.ts";

/** Name of the manifest in a checkpoint's folder. */
export const manifestName = "manifest.json";

const sizes = z.array(z.int().nonnegative());
const checksum = z.int().nonnegative();
const fileName = z.string().regex(/^[\w-][\w.-]*\.safetensors$/, "is no name of a .safetensors file");

/** The file format of manifests, version 1. `z.toJSONSchema(manifestSchema)` is its JSON schema. */
export const manifestSchema = z.strictObject({
  format: z.literal("alpa-checkpoint"),
  version: z.literal(1),
  /** Steps trained. */
  step: z.int().nonnegative(),
  savedAt: z.iso.datetime(),
  /** Seed of initial parameters and data order. */
  seed: z.int().nonnegative().optional(),
  /** Batches drawn from the training data, and examples per batch. */
  data: z.strictObject({ batches: z.int().nonnegative(), batchSize: z.int().positive() }).optional(),
  /** The run that trained it. */
  run: z
    .strictObject({
      name: z.string(),
      method: z.string(),
      devices: z.int().positive(),
      stages: z.int().positive(),
      microbatches: z.int().positive(),
      /** Hashes of the step's graph, and of the plan without its estimate. */
      graph: z.string().optional(),
      plan: z.string(),
    })
    .optional(),
  files: z.array(z.strictObject({ name: fileName, bytes: z.int().nonnegative() })),
  tensors: z.array(
    z.strictObject({
      name: z.string().min(1),
      dtype: z.enum(dtypes as [DType, ...DType[]]),
      shape: sizes,
      /** Its placement as text, for readers of the manifest. */
      placement: z.string().optional(),
      /** Boxes that together hold every element once; `checksum` is the CRC-32 of the box's bytes. */
      parts: z.array(z.strictObject({ file: fileName, start: sizes, shape: sizes, checksum })).min(1),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestTensor = Manifest["tensors"][number];

/** Facts of a checkpoint that are not its tensors. */
export type ManifestFacts = Pick<Manifest, "step" | "seed" | "data" | "run">;

const checksumOf = (facts: object): number => crc32(JSON.stringify(facts));

/** The manifest as JSON text: one line per file and tensor, and at the end the checksum of all the rest. */
export function manifestText(manifest: Manifest): string {
  const lines = (items: readonly unknown[]): string =>
    `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  const entries = Object.entries({ ...manifest, checksum: checksumOf(manifest) })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const isList = Array.isArray(value) && value.length > 0;
      return `  ${JSON.stringify(key)}: ${isList ? lines(value) : JSON.stringify(value)}`;
    });
  return `{\n${entries.join(",\n")}\n}\n`;
}

/**
 * Parses a manifest.
 * @param where  the manifest's file
 * @throws InvalidConfig if the text is no manifest, is inconsistent, or was changed after it was written
 */
export function parseManifest(text: string, where: string): Manifest {
  const json = parseJson(text, where);
  const { checksum: stated, ...facts } = json;
  const parsed = manifestSchema.safeParse(facts);
  if (!parsed.success) throw new InvalidConfig(where, `${jsonMistake(facts, parsed.error, "the manifest")}; ${remedy}`);
  if (stated !== checksumOf(facts))
    throw new InvalidConfig(where, `was changed after it was written (its checksum differs); ${remedy}`);
  const mistake = contradiction(parsed.data);
  if (mistake !== undefined) throw new InvalidConfig(where, `${mistake}; ${remedy}`);
  return parsed.data;
}

const remedy = "load another checkpoint, or save this one anew";

function parseJson(text: string, where: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InvalidConfig(where, `is not JSON: ${(error as Error).message}; ${remedy}`);
  }
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new InvalidConfig(where, `is no JSON object; ${remedy}`);
  return json as Record<string, unknown>;
}

/** Returns the first contradiction in a manifest of valid form; undefined if there is none. */
function contradiction({ files, tensors }: Manifest): string | undefined {
  const fileNames = new Set(files.map(({ name }) => name));
  if (fileNames.size < files.length) return "lists a file twice";
  const names = new Set(tensors.map(({ name }) => name));
  if (names.size < tensors.length) return "lists a tensor twice";
  for (const tensor of tensors) {
    const { name, shape, parts } = tensor;
    if (!Number.isSafeInteger(bytesOf(tensor))) return `${name} has a shape of too many elements: [${shape}]`;
    const stray = parts.find(({ file }) => !fileNames.has(file));
    if (stray) return `${name} has a part in ${stray.file}, which is not among the files`;
    if (new Set(parts.map(({ file }) => file)).size < parts.length) return `${name} has two parts in one file`;
    if (!partsCover(tensor)) return `the parts of ${name} do not make its shape [${shape}]`;
  }
  return undefined;
}

/** Whether the parts hold every element of the tensor exactly once. */
function partsCover({ shape, parts }: ManifestTensor): boolean {
  const isInside = parts.every(
    (part) =>
      part.start.length === shape.length &&
      part.shape.length === shape.length &&
      part.start.every((start, dim) => start + part.shape[dim] <= shape[dim]),
  );
  if (!isInside) return false;
  const total = parts.reduce((sum, part) => sum + numElements(part.shape), 0);
  if (total !== numElements(shape)) return false;
  // Boxes inside the tensor whose sizes add up to its number of elements cover it exactly if no two overlap.
  return parts.every((a, i) =>
    parts
      .slice(i + 1)
      .every((b) =>
        shape.some(
          (_, dim) => a.start[dim] + a.shape[dim] <= b.start[dim] || b.start[dim] + b.shape[dim] <= a.start[dim],
        ),
      ),
  );
}
