/** @file Triangular systems, Cholesky and QR factors as LAPACK has them: values printed by jax 0.10.2. */
import { expect, test } from "vitest";
import { evaluateGraph } from "../../../ir/evaluate.ts";
import { importGraph } from "../import.ts";
import { parseModule } from "../parse.ts";

function run(text: string, ...inputs: readonly (readonly number[])[]): number[][] {
  const { graph } = importGraph(parseModule(text));
  const data = inputs.map((values) => Float32Array.from(values));
  return evaluateGraph(graph, data).map((values) => [...values].map(Number));
}

function close(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs(found[i] - value), `element ${i}`).toBeLessThan(2e-6);
  });
}

const matrix = [4, 1, 2, 1, 5, 3, 2, 3, 6];

test("a triangular system reads one triangle, transposed or with ones on the diagonal", () => {
  const solve = (attrs: string) => `func.func @main(%a: tensor<3x3xf32>, %b: tensor<3x1xf32>) -> tensor<3x1xf32> {
    %r = "stablehlo.triangular_solve"(%a, %b) <{left_side = true, ${attrs}}> : (tensor<3x3xf32>, tensor<3x1xf32>) -> tensor<3x1xf32>
    return %r : tensor<3x1xf32>
  }`;
  const right = [1, 2, 3];
  const transposed = "lower = true, unit_diagonal = false, transpose_a = #stablehlo<transpose TRANSPOSE>";
  close(run(solve(transposed), matrix, right)[0], [-0.025, 0.1, 0.5]);
  const plain = "lower = false, unit_diagonal = false, transpose_a = #stablehlo<transpose NO_TRANSPOSE>";
  // 6 z = 3, 5 y + 3 z = 2, 4 x + y + 2 z = 1
  close(run(solve(plain), matrix, right)[0], [-0.025, 0.1, 0.5]);
  const unit = "lower = true, unit_diagonal = true, transpose_a = #stablehlo<transpose NO_TRANSPOSE>";
  close(run(solve(unit), matrix, right)[0], [1, 1, -2]);
});

test("Cholesky factors of a batch; without one, there are no numbers", () => {
  const text = `func.func @main(%a: tensor<2x3x3xf32>) -> (tensor<2x3x3xf32>, tensor<2xi32>) {
    %r:2 = stablehlo.custom_call @lapack_spotrf_ffi(%a) {mhlo.backend_config = {uplo = 76 : ui8}} : (tensor<2x3x3xf32>) -> (tensor<2x3x3xf32>, tensor<2xi32>)
    return %r#0, %r#1 : tensor<2x3x3xf32>, tensor<2xi32>
  }`;
  const [factors, info] = run(text, [...matrix, ...matrix.map((value) => -value)]);
  close(factors.slice(0, 9), [2, 0, 0, 0.5, 2.1794496, 0, 1, 1.1470786, 1.9194298]);
  expect(info).toEqual([0, 1]);
  expect(factors.slice(9).every(Number.isNaN)).toBe(false);
  expect(factors.at(-1)).toBeNaN();
});

test("QR factors are packed as LAPACK packs them", () => {
  const text = `func.func @main(%a: tensor<4x2xf32>) -> (tensor<4x2xf32>, tensor<2xf32>, tensor<4x2xf32>) {
    %r:2 = stablehlo.custom_call @lapack_sgeqrf_ffi(%a) : (tensor<4x2xf32>) -> (tensor<4x2xf32>, tensor<2xf32>)
    %q = stablehlo.custom_call @lapack_sorgqr_ffi(%r#0, %r#1) : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
    return %r#0, %r#1, %q : tensor<4x2xf32>, tensor<2xf32>, tensor<4x2xf32>
  }`;
  const [packed, factors, q] = run(text, [1, 2, 3, -4, 0.5, 1, 2, 2]);
  close(packed, [-3.7749174, 1.4569854, 0.6282831, 4.783011, 0.1047138, -0.103367, 0.4188554, -0.1942701]);
  close(factors, [1.2649065, 1.9076222]);
  close(q, [-0.2649065, 0.4988416, -0.7947194, -0.5942085, -0.1324532, 0.2494208, -0.5298129, 0.5795365]);
});
