import { expect, test } from "vitest";
import { GraphBuilder } from "./builder.ts";
import { printGraph } from "./print.ts";
import type { TensorType } from "./types.ts";

const f32 = (...shape: number[]): TensorType => ({ shape, dtype: "f32" });

test("a graph with placements is StableHLO with Shardy's mesh and shardings", () => {
  const builder = new GraphBuilder("step");
  const x = builder.input("x", f32(8, 4));
  const w = builder.input("params[0].w", f32(4, 6));
  const attrs = { lhsBatch: [], rhsBatch: [], lhsContract: [1], rhsContract: [0] };
  const y = builder.op("dot_general", [x, w], attrs, "layer0");
  const largest = builder.op("reduce", [y], { reducer: "maximum", dims: [0, 1] });
  const graph = builder.finish([{ value: largest, name: "loss" }]);
  const placements = [
    { dims: [["data"], ["model"]], partial: [] },
    { dims: [["model"], []], partial: [] },
    { dims: [["data"], []], partial: ["model"] },
    { dims: [], partial: ["data"], reducer: "maximum" as const },
  ];
  const axes = [
    { name: "data", size: 2 },
    { name: "model", size: 4 },
  ];
  expect(printGraph(graph, { mesh: { axes }, placementOf: (value) => placements[value] })).toBe(
    `module @step attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(%arg0: tensor<8x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {"model"}]>} loc("x"), %arg1: tensor<4x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>} loc("params[0].w")) -> (tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = stablehlo.dot_general %arg0, %arg1, contracting_dims = [1] x [0] {sdy.sharding = #sdy.sharding_per_value<[<@mesh, [{"data"}, {}], unreduced={"model"}>]>} : (tensor<8x4xf32>, tensor<4x6xf32>) -> tensor<8x6xf32> loc("layer0")
    %1 = stablehlo.reduce(%0 init: %init0) applies stablehlo.maximum across dimensions = [0, 1] : (tensor<8x6xf32>, tensor<f32>) -> tensor<f32>
    return %1 : tensor<f32>
  }
}
`,
  );
});

test("numbers keep their bits: infinities, NaN, negative zero, booleans, wide integers", () => {
  const builder = new GraphBuilder("constants");
  const constant = (type: TensorType, data: { splat: number } | { dense: Float32Array | Uint8Array | BigInt64Array }) =>
    builder.op("constant", [], { type, data });
  constant({ shape: [], dtype: "bf16" }, { splat: Number.NEGATIVE_INFINITY });
  constant(f32(2), { dense: Float32Array.of(-0, Number.NaN) });
  constant({ shape: [1, 2], dtype: "i1" }, { dense: Uint8Array.of(1, 0) });
  constant({ shape: [1], dtype: "i64" }, { dense: BigInt64Array.of(2n ** 62n) });
  const text = printGraph(builder.finish([]));
  expect([...text.matchAll(/dense<.*?> :/g)].map(([match]) => match)).toEqual([
    "dense<0xFF80> :",
    "dense<[-0.0e+0, 0x7FC00000]> :",
    "dense<[[true, false]]> :",
    "dense<[4611686018427387904]> :",
  ]);
});

test("a graph with collectives needs the mesh", () => {
  const builder = new GraphBuilder("local");
  const x = builder.input("x", f32(4));
  const y = builder.op("all_reduce", [x], { axes: ["x"], groupSize: 2, reducer: "add" });
  const graph = builder.finish([{ value: y, name: "y" }]);
  expect(() => printGraph(graph)).toThrow("print local: the graph has collectives; give the mesh whose axes they name");
});
