/** @file `alpa validate`: the documented JSON, the table, and files that are refused. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";
import { InvalidConfig } from "../base/errors.ts";
import { pointsFromJson } from "../planner/validate/point.ts";

const folder = mkdtempSync(join(tmpdir(), "validate-"));
const schema = "alpa-ts-validation/1";
const small = {
  ...{ id: "small", source: "here", kind: "train_step" },
  hardware: { gpu: "A100-SXM4-80GB", n_gpus: 2, gpus_per_node: 8 },
  model: { arch: "gpt", layers: 2, hidden: 256, heads: 4, seq: 128, vocab: 1024 },
  parallel: { tp: 2, pp: 1, dp: 1 },
  batch: { global_batch: 4, micro_batch: 2 },
  measured: { iter_time_s: 0.01 },
};
const unknown = { ...small, id: "unknown", hardware: { gpu: "Abacus", n_gpus: 2 } };

function file(json: unknown): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, typeof json === "string" ? json : JSON.stringify(json));
  return path;
}

test("--json prints the documented keys; what is not expressed is listed with its reason", async () => {
  const { code, out } = await alpa("validate", file({ schema, points: [small, unknown] }), "--json");
  expect(code).toBe(0);
  const { points, sources } = JSON.parse(out);
  expect(Object.keys(points[0])).toEqual(["id", "predictedSeconds", "measuredSeconds", "error", "fits"]);
  expect(points[0].error).toBeCloseTo(points[0].predictedSeconds / points[0].measuredSeconds - 1, 12);
  expect(points[1]).toEqual({ id: "unknown", measuredSeconds: 0.01, reason: expect.stringContaining('"Abacus"') });
  expect(sources).toHaveLength(1);
  expect(sources[0]).toMatchObject({ source: "here", points: 2, expressed: 1, fitAgreement: 1 });
  const keys = ["source", "points", "expressed", "meanError", "maxError", "bias", "tau", "fitAgreement", "memoryError"];
  expect(keys).toEqual(expect.arrayContaining(Object.keys(sources[0])));
});

test.each([
  ["{", /JSON/],
  [{ schema: "other", points: [small] }, /schema/],
  [{ schema, points: [] }, /points/],
  [{ schema, points: [{ ...small, hardware: { gpu: "H100" } }] }, /points\.0\.hardware\.n_gpus/],
  [{ schema, points: [{ ...small, batch: { micro_batch: 0 } }] }, /points\.0\.batch\.micro_batch/],
  [{ schema, points: [small, small] }, /two points have the id "small"/],
])("a bad file is refused: %j", async (json, message) => {
  const { code, err } = await alpa("validate", file(json));
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test("an unknown source names those of the file", async () => {
  const { code, err } = await alpa("validate", file({ schema, points: [small] }), "--source", "there");
  expect(code).toBe(2);
  expect(err).toContain('no point is from "there"');
});

test("the reader takes a point or refuses the file as InvalidConfig, whatever a field holds", () => {
  const paths = Object.entries(small).flatMap(([key, value]): string[][] =>
    typeof value === "object" ? [[key], ...Object.keys(value).map((inner) => [key, inner])] : [[key]],
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), ([key, inner], value) => {
      const changed = { ...small, [key]: inner ? { ...((small as never)[key] as object), [inner]: value } : value };
      try {
        expect(pointsFromJson({ schema, points: [changed] }, "f.json")).toHaveLength(1);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidConfig);
        expect((error as Error).message).toMatch(/^f\.json: points\.0/);
      }
    }),
    { numRuns: 500 },
  );
});
