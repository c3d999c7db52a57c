/**
 * @file Systems of equations with triangular matrices: the matrix is inverted, in log₂ n steps of batched products.
 * Also Cholesky factors, column by column.
 */
import type { TensorType } from "../../../ir/types.ts";
import { Arithmetic } from "./arithmetic.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Emitter, Handle } from "./emitter.ts";
import { charOf, diagonal, lowered, part, product, swapped, withoutHalves } from "./matrices.ts";

/** Which triangle of a matrix is read, and whether its diagonal counts as ones. */
interface Triangle {
  readonly isLower: boolean;
  readonly isUnit: boolean;
}

/** Whether elements of the last two dims are below the diagonal blocks of `size`, in the blocks of twice the size. */
function isBeside(emitter: Emitter, { shape }: TensorType, size: number, isLower: boolean): Handle {
  const n = shape.at(-1)!;
  const type: TensorType = { shape: [n, n], dtype: "i32" };
  const a = new Arithmetic(emitter, type);
  const [rows, columns] = [0, 1].map((dim) => emitter.op("iota", [], { type, dim }));
  const [upper, lower] = isLower ? [columns, rows] : [rows, columns];
  const block = (of: Handle, length: number): Handle => a.divide(of, a.number(length));
  const isSamePair = a.compare("EQ", block(upper, 2 * size), block(lower, 2 * size));
  const isBelow = a.compare("LT", block(upper, size), block(lower, size));
  return emitter.broadcast(a.combine("and", isSamePair, isBelow), shape, [shape.length - 2, shape.length - 1]);
}

/**
 * The inverse of a triangular matrix. Let D be the inverse of its diagonal blocks of one size, and C the other elements
 * of the diagonal blocks of twice the size. Then D − D·C·D is the inverse of the larger blocks.
 */
function inverse(emitter: Emitter, matrix: Handle, { isLower, isUnit }: Triangle): Handle {
  const { type } = matrix;
  const a = new Arithmetic(emitter, type);
  const isOn = diagonal(emitter, type);
  const one = a.number(1);
  let found = a.select(isOn, isUnit ? one : a.divide(one, a.select(isOn, matrix, one)), a.number(0));
  for (let size = 1; size < type.shape.at(-1)!; size *= 2) {
    const beside = a.select(isBeside(emitter, type, size, isLower), matrix, a.number(0));
    found = a.subtract(found, product(emitter, product(emitter, found, beside), found));
  }
  return found;
}

interface Solve extends Triangle {
  /** Whether the matrix is on the left of the unknowns. */
  readonly isLeft: boolean;
  readonly isTransposed: boolean;
}

function solve(conversion: Conversion, { isLeft, isTransposed, ...triangle }: Solve): Handle[] {
  const { emitter, operands } = conversion;
  return withoutHalves(conversion, operands, ([matrix, right]) => {
    const plain = inverse(emitter, matrix, triangle);
    const turned = isTransposed ? swapped(emitter, plain) : plain;
    return [isLeft ? product(emitter, turned, right) : product(emitter, right, turned)];
  });
}

const triangularSolve: Convert = (conversion) =>
  solve(conversion, {
    isLeft: conversion.integer("left_side", 1) !== 0,
    isLower: conversion.integer("lower", 0) !== 0,
    isUnit: conversion.integer("unit_diagonal", 0) !== 0,
    isTransposed: !["", "NO_TRANSPOSE"].includes(conversion.text("transpose_a")),
  });

/** LAPACK's `trsm`, as JAX calls it on CPUs. */
const trsm: Convert = (conversion) =>
  solve(conversion, {
    isLeft: charOf(conversion, "side") !== "R",
    isLower: charOf(conversion, "uplo") !== "U",
    isUnit: charOf(conversion, "diag") === "U",
    isTransposed: !["", "N"].includes(charOf(conversion, "trans_x")),
  });

/** The largest matrix that is factored column by column. */
const maxColumns = 512;

/** The lower Cholesky factor. Its elements are not numbers if the matrix is not positive definite. */
function factor(conversion: Conversion, matrix: Handle): Handle {
  const { emitter } = conversion;
  const { shape } = matrix.type;
  const [n, rank] = [shape.at(-1)!, shape.length];
  if (n > maxColumns)
    throw conversion.unsupported(`factors a matrix of ${n} columns; at most ${maxColumns} are taken one by one`);
  const columns: Handle[] = [];
  let rest = matrix;
  for (let j = 0; j < n; j++) {
    // `rest` has the rows and columns from j on.
    const size = n - j;
    const pivot = emitter.op("sqrt", [part(emitter, rest, [0, 0], [1, 1])], {});
    const first = part(emitter, rest, [0, 0], [size, 1]);
    const dims = shape.map((_, d) => d);
    const column = emitter.op("divide", [first, emitter.broadcast(pivot, first.type.shape, dims)], {});
    columns.push(lowered(emitter, column, j));
    if (size === 1) break;
    const under = part(emitter, column, [1, 0], [size, 1]);
    const others = part(emitter, rest, [1, 1], [size, size]);
    rest = emitter.op("subtract", [others, product(emitter, under, swapped(emitter, under))], {});
  }
  return columns.length === 1 ? columns[0] : emitter.op("concatenate", columns, { dim: rank - 1 });
}

/** The factor of a matrix of which one triangle is read: the lower one, or its transpose. */
const factorOf = (conversion: Conversion, matrix: Handle, isLower: boolean): Handle => {
  const { emitter } = conversion;
  const lower = factor(conversion, isLower ? matrix : swapped(emitter, matrix));
  return isLower ? lower : swapped(emitter, lower);
};

const cholesky: Convert = (conversion) =>
  withoutHalves(conversion, conversion.operands, ([matrix]) => [
    factorOf(conversion, matrix, conversion.integer("lower", 0) !== 0),
  ]);

/** LAPACK's `potrf`: the factor, and 0, or 1 if the matrix is not positive definite. */
const potrf: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const found = factorOf(conversion, operands[0], charOf(conversion, "uplo") !== "U");
  const { shape } = found.type;
  const last = shape.map((size, dim) => (dim < shape.length - 2 ? 0 : size - 1));
  const corner = emitter.reshape(emitter.slice(found, last, shape), shape.slice(0, -2));
  const isDefinite = new Arithmetic(emitter, corner.type).isFinite(corner);
  return [found, emitter.convert(emitter.op("not", [isDefinite], {}), "i32")];
};

/** By target of a custom call, for each of LAPACK's element types. */
export const triangularCalls: Readonly<Record<string, Convert>> = Object.fromEntries(
  ["s", "d"].flatMap((type) => [
    [`lapack_${type}trsm_ffi`, trsm],
    [`lapack_${type}potrf_ffi`, potrf],
  ]),
);

export const triangularConversions: Readonly<Record<string, Convert>> = {
  "stablehlo.triangular_solve": triangularSolve,
  "stablehlo.cholesky": cholesky,
};
