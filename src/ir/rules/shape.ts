/** @file Rules of ops that make or move elements without computing: constants, views, slices, joins. */

import { greatestCommonDivisor } from "../../base/integers.ts";
import type { OpRule } from "../rule.ts";
import { numElements, type TensorType, typeText } from "../types.ts";
import {
  type DimFactors,
  expectDims,
  expectLength,
  expectOperands,
  expectSameDType,
  FactorSpace,
  keepAttrs,
  noFlops,
  reject,
} from "./factors.ts";

type ShapeKind =
  | "constant"
  | "iota"
  | "microbatch_id"
  | "broadcast_in_dim"
  | "reshape"
  | "transpose"
  | "reverse"
  | "slice"
  | "pad"
  | "concatenate";

const expectShape = (shape: readonly number[]): void => {
  const bad = shape.find((size) => !Number.isInteger(size) || size < 0);
  if (bad !== undefined) reject(`the shape [${shape}] has a dim of size ${bad}`);
};

/**
 * The factors of a reshape: the common refinement of both shapes, major to minor. [6] → [2, 3] has factors 2 and 3;
 * where no refinement exists ([4, 3] → [3, 4]) each side gets its own factors, which cannot be split. A split dim has
 * contiguous blocks, so only the leading factor of a dim can be split, and only if it leads on both sides.
 */
function reshapeFactors(from: readonly number[], to: readonly number[]) {
  const space = new FactorSpace();
  const operand: number[][] = from.map(() => []);
  const result: number[][] = to.map(() => []);
  if (numElements(from) === 0) {
    const sides = [from, to].map((shape) => space.addShape(shape, () => true));
    return space.rule([sides[0]], [sides[1]], [[0]]);
  }
  let [i, j] = [0, 0];
  let [left, right] = [from[0] ?? 1, to[0] ?? 1];
  const nextLeft = () => {
    left = from[++i] ?? 1;
  };
  const nextRight = () => {
    right = to[++j] ?? 1;
  };
  while (i < from.length || j < to.length) {
    if (left === 1 && i < from.length) nextLeft();
    else if (right === 1 && j < to.length) nextRight();
    else {
      const common = greatestCommonDivisor(left, right);
      if (common > 1) {
        const leads = operand[i].length === 0 && result[j].length === 0;
        const [factor] = space.add(common, leads ? "parallel" : "whole");
        operand[i].push(factor);
        result[j].push(factor);
        left /= common;
        right /= common;
      } else {
        // No common refinement until the running products meet again.
        let [leftProduct, rightProduct] = [left, right];
        operand[i].push(...space.add(left, "whole"));
        result[j].push(...space.add(right, "whole"));
        while (leftProduct !== rightProduct) {
          if (leftProduct < rightProduct) {
            nextLeft();
            leftProduct *= left;
            operand[i].push(...space.add(left, "whole"));
          } else {
            nextRight();
            rightProduct *= right;
            result[j].push(...space.add(right, "whole"));
          }
        }
        left = 1;
        right = 1;
      }
    }
  }
  return space.rule([operand], [result], [[0]]);
}

/** Factors of a one-operand op that keeps the dims for which `keeps` holds and mixes the elements of the others. */
function keepingDims(operand: TensorType, result: TensorType, keeps: (dim: number) => boolean) {
  const space = new FactorSpace();
  const kept = operand.shape.map((size, dim): DimFactors | null => (keeps(dim) ? space.add(size) : null));
  const side = (shape: readonly number[]) => shape.map((size, dim) => kept[dim] ?? space.add(size, "whole"));
  return { space, operandDims: side(operand.shape), resultDims: side(result.shape) };
}

export const shapeRules: { readonly [K in ShapeKind]: OpRule<K> } = {
  constant: {
    infer(operands, { type, data }) {
      expectOperands(operands, 0);
      expectShape(type.shape);
      if ("dense" in data && data.dense.length !== numElements(type.shape)) {
        reject(`has ${data.dense.length} elements for ${typeText(type)}, which needs ${numElements(type.shape)}`);
      }
      return [type];
    },
    flops: noFlops,
    factors(_, results, { data }) {
      const space = new FactorSpace();
      return space.rule([], [space.addShape(results[0].shape, () => "dense" in data)], []);
    },
    localize: (attrs, _, localResults) => ({ ...attrs, type: localResults[0] }),
  },
  iota: {
    infer(operands, { type, dim }) {
      expectOperands(operands, 0);
      expectShape(type.shape);
      expectDims("dim", [dim], type.shape.length);
      if (type.dtype === "i1") reject(`cannot count in ${typeText(type)}`);
      return [type];
    },
    flops: noFlops,
    factors(_, results, attrs) {
      const space = new FactorSpace();
      return space.rule([], [space.addShape(results[0].shape, (dim) => dim === attrs.dim)], []);
    },
    localize: (attrs, _, localResults) => ({ ...attrs, type: localResults[0] }),
  },
  microbatch_id: {
    infer(operands) {
      expectOperands(operands, 0);
      return [{ shape: [], dtype: "ui32" }];
    },
    flops: noFlops,
    factors: () => new FactorSpace().rule([], [[]], []),
    localize: keepAttrs,
  },
  broadcast_in_dim: {
    infer(operands, { shape, dims }) {
      expectOperands(operands, 1);
      expectShape(shape);
      expectLength("dims", dims, operands[0].shape.length);
      expectDims("dims", dims, shape.length);
      dims.forEach((dim, from) => {
        const size = operands[0].shape[from];
        if (size !== 1 && size !== shape[dim]) {
          reject(`operand dim ${from} of size ${size} cannot become dim ${dim} of size ${shape[dim]}`);
        }
      });
      return [{ shape, dtype: operands[0].dtype }];
    },
    flops: noFlops,
    factors([operand], results, { dims }) {
      const space = new FactorSpace();
      const to = space.addShape(results[0].shape);
      const from = operand.shape.map((size, dim) => (size === 1 ? [] : to[dims[dim]]));
      return space.rule([from], [to], [[0]]);
    },
    localize: (attrs, _, localResults) => ({ ...attrs, shape: localResults[0].shape }),
  },
  reshape: {
    infer(operands, { shape }) {
      expectOperands(operands, 1);
      expectShape(shape);
      if (numElements(shape) !== numElements(operands[0].shape)) {
        reject(
          `${typeText(operands[0])} has ${numElements(operands[0].shape)} elements, ` +
            `the new shape [${shape}] has ${numElements(shape)}`,
        );
      }
      return [{ shape, dtype: operands[0].dtype }];
    },
    flops: noFlops,
    factors: ([operand], [result]) => reshapeFactors(operand.shape, result.shape),
    localize: (_, __, localResults) => ({ shape: localResults[0].shape }),
  },
  transpose: {
    infer(operands, { permutation }) {
      expectOperands(operands, 1);
      expectLength("permutation", permutation, operands[0].shape.length);
      expectDims("permutation", permutation, operands[0].shape.length);
      return [{ shape: permutation.map((dim) => operands[0].shape[dim]), dtype: operands[0].dtype }];
    },
    flops: noFlops,
    factors([operand], _, { permutation }) {
      const space = new FactorSpace();
      const from = space.addShape(operand.shape);
      return space.rule([from], [permutation.map((dim) => from[dim])], [[0]]);
    },
    localize: keepAttrs,
  },
  reverse: {
    infer(operands, { dims }) {
      expectOperands(operands, 1);
      expectDims("dims", dims, operands[0].shape.length);
      return [operands[0]];
    },
    flops: noFlops,
    factors([operand], _, { dims }) {
      const space = new FactorSpace();
      const both = space.addShape(operand.shape, (dim) => dims.includes(dim));
      return space.rule([both], [both], [[0]]);
    },
    localize: keepAttrs,
  },
  slice: {
    infer(operands, { start, limit, strides }) {
      expectOperands(operands, 1);
      const { shape, dtype } = operands[0];
      expectLength("start", start, shape.length);
      expectLength("limit", limit, shape.length);
      expectLength("strides", strides, shape.length);
      const sliced = shape.map((size, dim) => {
        if (!(start[dim] >= 0 && start[dim] <= limit[dim] && limit[dim] <= size && strides[dim] >= 1)) {
          reject(`[${start[dim]}:${limit[dim]}:${strides[dim]}] is outside dim ${dim} of size ${size}`);
        }
        return Math.ceil((limit[dim] - start[dim]) / strides[dim]);
      });
      return [{ shape: sliced, dtype }];
    },
    flops: noFlops,
    factors([operand], [result]) {
      const { space, operandDims, resultDims } = keepingDims(
        operand,
        result,
        (dim) => result.shape[dim] === operand.shape[dim],
      );
      return space.rule([operandDims], [resultDims], [[0]]);
    },
    // A split dim is sliced in full, so its limit is its local size.
    localize: (attrs, [operand]) => ({
      ...attrs,
      limit: attrs.limit.map((limit, dim) => Math.min(limit, operand.shape[dim])),
    }),
  },
  pad: {
    infer(operands, { low, high, interior }) {
      expectOperands(operands, 2);
      expectSameDType(operands);
      const { shape, dtype } = operands[0];
      if (operands[1].shape.length !== 0) reject(`the padding value must be a scalar, got ${typeText(operands[1])}`);
      expectLength("low", low, shape.length);
      expectLength("high", high, shape.length);
      expectLength("interior", interior, shape.length);
      const padded = shape.map((size, dim) => {
        if (interior[dim] < 0) reject(`interior padding ${interior[dim]} of dim ${dim} is negative`);
        const newSize = low[dim] + high[dim] + size + Math.max(0, size - 1) * interior[dim];
        if (newSize < 0) reject(`padding ${low[dim]} and ${high[dim]} crops dim ${dim} of size ${size} to ${newSize}`);
        return newSize;
      });
      return [{ shape: padded, dtype }];
    },
    flops: noFlops,
    factors([operand], [result], { low, high, interior }) {
      const { space, operandDims, resultDims } = keepingDims(
        operand,
        result,
        (dim) => low[dim] === 0 && high[dim] === 0 && interior[dim] === 0,
      );
      return space.rule([operandDims, []], [resultDims], [[0, 1]]);
    },
    localize: keepAttrs,
  },
  concatenate: {
    infer(operands, { dim }) {
      if (operands.length === 0) reject("needs at least one operand");
      expectSameDType(operands);
      const { shape, dtype } = operands[0];
      expectDims("dim", [dim], shape.length);
      for (const type of operands) {
        if (type.shape.length !== shape.length || type.shape.some((size, d) => d !== dim && size !== shape[d])) {
          reject(`operands must agree except in dim ${dim}, got ${typeText(operands[0])} and ${typeText(type)}`);
        }
      }
      const joined = operands.reduce((total, type) => total + type.shape[dim], 0);
      return [{ shape: shape.map((size, d) => (d === dim ? joined : size)), dtype }];
    },
    flops: noFlops,
    factors(operands, [result], { dim }) {
      const space = new FactorSpace();
      const resultDims = space.addShape(result.shape, (d) => d === dim);
      const operandDims = operands.map((type) =>
        resultDims.map((shared, d) => (d === dim ? space.add(type.shape[dim], "whole") : shared)),
      );
      return space.rule(operandDims, [resultDims], [operands.map((_, index) => index)]);
    },
    localize: keepAttrs,
  },
};
