/** @file `--shardings`: annotations of a module's arguments are kept as pins, or ignored. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";
import { importGraph } from "../frontends/stablehlo/import.ts";
import { parseModule } from "../frontends/stablehlo/parse.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-shardings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const [file, planFile] = ["step.mlir", "plan.json"].map((name) => join(folder, name));

/** A step w ← w − 0.1 ∂(mean (x w)²)/∂w with the given annotations of w and x. */
const stepOf = (w: string, x: string, head = "") => `module @step {
  ${head}
  func.func public @main(%arg0: tensor<16x32xf32> {${w}}, %arg1: tensor<64x16xf32> {${x}}) -> (tensor<16x32xf32>, tensor<f32>) {
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %rate = stablehlo.constant dense<0.1> : tensor<16x32xf32>
    %y = stablehlo.dot_general %arg1, %arg0, contracting_dims = [1] x [0] : (tensor<64x16xf32>, tensor<16x32xf32>) -> tensor<64x32xf32>
    %square = stablehlo.multiply %y, %y : tensor<64x32xf32>
    %loss = stablehlo.reduce(%square init: %zero) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x32xf32>, tensor<f32>) -> tensor<f32>
    %grad = stablehlo.dot_general %arg1, %y, contracting_dims = [0] x [0] : (tensor<64x16xf32>, tensor<64x32xf32>) -> tensor<16x32xf32>
    %step = stablehlo.multiply %grad, %rate : tensor<16x32xf32>
    %new = stablehlo.subtract %arg0, %step : tensor<16x32xf32>
    return %new, %loss : tensor<16x32xf32>, tensor<f32>
  }
}`;

const shardy = stepOf(
  'sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 0 : i32',
  'sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>',
  'sdy.mesh @mesh = <["data"=2, "model"=2]>',
);
const tiled = stepOf(
  'mhlo.sharding = "{devices=[2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"',
  'mhlo.sharding = "{devices=[2,1,2]<=[4] last_tile_dim_replicate}"',
);

/** Per input, the number of parts of each dim under the saved plan. */
function partsInPlan(): number[][] {
  const { inputs, stages } = JSON.parse(readFileSync(planFile, "utf8"));
  const sizes = new Map<string, number>(
    stages[0].mesh.axes.map(({ name, size }: { name: string; size: number }) => [name, size]),
  );
  return inputs.map(({ placement }: { placement: { dims: string[][] } }) =>
    placement.dims.map((axes) => axes.reduce((parts, axis) => parts * sizes.get(axis)!, 1)),
  );
}

test.each([
  ["Shardy's", shardy],
  ["XLA's", tiled],
])("%s annotations are kept as parts, or ignored", async (_, text) => {
  writeFileSync(file, text);
  const flags = ["--cluster", "1x4:a100-80gb", "--save-plan", planFile];
  const kept = await alpa("plan", file, ...flags, "--shardings", "keep");
  expect(kept.code, kept.err).toBe(0);
  expect(partsInPlan()).toEqual([
    [2, 1],
    [2, 1],
  ]);
  // A pin of the user comes first.
  expect((await alpa("plan", file, ...flags, "--shardings", "keep", "--pin", "arg0=_,2")).code).toBe(0);
  expect(partsInPlan()[0]).toEqual([1, 2]);
  expect((await alpa("plan", file, ...flags)).code).toBe(0);
  expect(partsInPlan()[0]).not.toEqual([2, 1]);
  const run = await alpa("run", file, "--devices", "4", "--method", "shard", "--shardings", "keep");
  expect(run.code, run.err).toBe(0);
});

test.each([
  ["Shardy's", '%c = sdy.sharding_constraint %y <@mesh, [{}, {"model"}]> : tensor<64x32xf32>'],
  [
    "XLA's",
    '%c = stablehlo.custom_call @Sharding(%y) {mhlo.sharding = "{devices=[1,2,2]<=[4] last_tile_dim_replicate}"} : (tensor<64x32xf32>) -> tensor<64x32xf32>',
  ],
])("%s constraints of values are kept, or ignored", async (_, constraint) => {
  const head = 'sdy.mesh @mesh = <["data"=2, "model"=2]>';
  const text = stepOf("", "", head)
    .replace("    %square", `    ${constraint}\n    %square`)
    .replace("%y, %y :", "%c, %c :");
  writeFileSync(file, text);
  const flags = ["--cluster", "1x4:a100-80gb", "--method", "shard", "--hlo", join(folder, "hlo.mlir")];
  const shardingOfY = async (...more: string[]) => {
    const { code, err } = await alpa("plan", file, ...flags, ...more);
    expect(code, err).toBe(0);
    const hlo = readFileSync(join(folder, "hlo.mlir"), "utf8");
    const sizes = new Map([...hlo.matchAll(/"(\w+)"=(\d)/g)].map(([, axis, size]) => [axis, Number(size)]));
    const [, dims] = /dot_general %arg1, %arg0.*?\[(\{.*?\}, \{.*?\})\]/.exec(hlo)!;
    return dims
      .split("}, {")
      .map((dim) => [...dim.matchAll(/"(\w+)"/g)].reduce((parts, [, axis]) => parts * sizes.get(axis)!, 1));
  };
  expect(await shardingOfY("--shardings", "keep")).toEqual([1, 2]);
  expect(await shardingOfY()).not.toEqual([1, 2]);
});

test("parts that the cluster does not have are refused by the argument's name; other models have no shardings", async () => {
  writeFileSync(file, shardy.replace('"model"=2', '"model"=8'));
  const refused = await alpa("plan", file, "--cluster", "1x4:a100-80gb", "--shardings", "keep");
  expect(refused.code).not.toBe(0);
  expect(refused.err).toContain("arg0");
  expect((await alpa("plan", "mlp", "--shardings", "keep")).err).toContain("--shardings: is for StableHLO modules");
});

test.each([
  ['sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {?}]>', [4, 1]],
  ['sdy.sharding = #sdy.sharding<@mesh, [{}, {"model":(1)2}]>', [1, 2]],
  ['sdy.sharding = #sdy.sharding<mesh<["a"=8]>, [{"a"}, {}]>', [8, 1]],
  ['mhlo.sharding = "{replicated}"', [1, 1]],
  ['mhlo.sharding = "{maximal device=0}"', undefined],
  ["sdy.sharding = #sdy.sharding<@other, [{}, {}]>", undefined],
])("%s has parts %o", (annotation, parts) => {
  const text = stepOf(annotation, "", 'sdy.mesh @mesh = <["data"=2, "model"=2]>');
  expect(importGraph(parseModule(text)).inputs[0].parts).toEqual(parts);
});
