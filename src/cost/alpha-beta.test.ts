import { expect, test } from "vitest";
import { alpaAlphaBeta } from "./alpha-beta.ts";

const twoAxes = [
  { name: "x", size: 4 },
  { name: "y", size: 8 },
];

test("costs of Alpa's four collectives", () => {
  const cost = alpaAlphaBeta(twoAxes, { alpha: [1, 2], beta: [1, 0.1] });
  expect(cost.collective("all_gather", ["x"])(1000)).toBeCloseTo(1 + 750 + 0.1);
  expect(cost.collective("all_reduce", ["y"])(1000)).toBeCloseTo(2 + 0.2 * 875 + 0.01);
  expect(cost.collective("reduce_scatter", ["x"])(1000)).toBeCloseTo(1 + 750 + 0.001);
  // The whole tensor has 4·1000 bytes: β·(n−1)/n²·4000·(n/2).
  expect(cost.collective("all_to_all", ["x"])(1000)).toBeCloseTo(1 + (3 / 16) * 4000 * 2 + 0.001);
  expect(cost.collective("all_reduce", ["x", "y"])(1000)).toBeCloseTo(2 + 0.2 * (31 / 32) * 1000 + 0.01);
  expect(cost.collective("all_reduce", [])(1000)).toBe(0);
});

test("Alpa's golden objective of a data-parallel 2-layer MLP is two weight all-reduces", () => {
  // alpa: batch 1024, dim 128, mesh 4×1, α = β = 1: objective 196614.02, of which 4 are penalties for replicated
  // parameters.
  const cost = alpaAlphaBeta([{ name: "x", size: 4 }], { alpha: [1], beta: [1] });
  expect(2 * cost.collective("all_reduce", ["x"])(4 * 128 * 128) + 4).toBeCloseTo(196614.02, 4);
  // batch 128, dim 1024: tensor parallel, one activation all-reduce, objective 786437.
  expect(cost.collective("all_reduce", ["x"])(4 * 128 * 1024)).toBeLessThan(786437.01);
  expect(cost.collective("all_reduce", ["x"])(4 * 128 * 1024)).toBeGreaterThan(786430);
});

test("one alpha and one beta per axis", () => {
  expect(() => alpaAlphaBeta(twoAxes, { alpha: [1], beta: [1, 1] })).toThrow(
    "2 axes need the same number of alpha and beta, got 1 and 2",
  );
});
