import { expect, test } from "vitest";
import { Unsupported } from "../base/errors.ts";
import { toBrainFloat } from "../base/half.ts";
import type { Reducer } from "../ir/ops.ts";
import { allocateData, type DType } from "../ir/types.ts";
import type { ProgramPort } from "../lower/program.ts";
import type { Mesh } from "../plan/placement.ts";
import { assembleValue, scatterValue } from "./shards.ts";

const mesh: Mesh = {
  axes: [
    { name: "x", size: 2 },
    { name: "y", size: 2 },
  ],
};
const port = (dtype: DType, reducer: Reducer): ProgramPort => ({
  name: "v",
  mesh: 0,
  buffer: 0,
  type: { dtype, shape: [4] },
  placement: { dims: [["x"]], partial: ["y"], reducer },
});

test("terms of a partial value are combined when it is read", () => {
  const shards = [
    [1, 2],
    [10, 20],
    [3, 4],
    [30, 40],
  ].map((terms) => Float32Array.from(terms));
  expect([...assembleValue(port("f32", "add"), mesh, shards)]).toEqual([11, 22, 33, 44]);
  expect([...assembleValue(port("f32", "maximum"), mesh, shards)]).toEqual([10, 20, 30, 40]);
  const halves = shards.map((terms) => Uint16Array.from(terms, toBrainFloat));
  expect([...assembleValue(port("bf16", "add"), mesh, halves)]).toEqual([11, 22, 33, 44].map(toBrainFloat));
});

test.each<DType>(["f32", "i64", "ui8"])("a %s value written as a partial sum is read back whole", (dtype) => {
  const data = allocateData(dtype, 4);
  for (let i = 0; i < 4; i++) data[i] = dtype === "i64" ? BigInt(i + 1) : i + 1;
  for (const reducer of ["add", "maximum"] as const) {
    const shards = Array.from({ length: 4 }, () => {
      const shard = allocateData(dtype, 2);
      for (let i = 0; i < 2; i++) shard[i] = dtype === "i64" ? 77n : 77;
      return shard;
    });
    scatterValue(data, port(dtype, reducer), mesh, shards);
    expect(assembleValue(port(dtype, reducer), mesh, shards)).toEqual(data);
  }
});

test("a partial product cannot be written", () => {
  const shards = Array.from({ length: 4 }, () => new Float32Array(2));
  expect(() => scatterValue(new Float32Array(4), port("f32", "multiply"), mesh, shards)).toThrow(Unsupported);
});
