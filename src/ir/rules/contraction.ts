/** @file Rules of dot_general and convolution. */
import type { DotAttrs } from "../ops.ts";
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
  reject,
} from "./factors.ts";

/** The dims of an operand of rank `rank` that are neither batch nor contracted, in order: a dot's free dims. */
export const freeDims = (rank: number, batch: readonly number[], contract: readonly number[]): number[] =>
  Array.from({ length: rank }, (_, dim) => dim).filter((dim) => !batch.includes(dim) && !contract.includes(dim));

function expectPaired(what: string, lhs: TensorType, rhs: TensorType, dims: [readonly number[], readonly number[]]) {
  expectLength(`rhs ${what} dims`, dims[1], dims[0].length);
  dims[0].forEach((dim, index) => {
    const other = dims[1][index];
    if (lhs.shape[dim] !== rhs.shape[other]) {
      reject(`${what} lhs dim ${dim} of size ${lhs.shape[dim]} with rhs dim ${other} of size ${rhs.shape[other]}`);
    }
  });
}

const convolutionGroups = (lhs: TensorType, rhs: TensorType): number =>
  rhs.shape[1] === 0 ? 1 : lhs.shape[1] / rhs.shape[1];

/** Window size `size` taken `dilation` apart, or a row of `size` elements spread `dilation` apart. */
const dilated = (size: number, dilation: number): number => (size === 0 ? 0 : (size - 1) * dilation + 1);

export const contractionRules: { readonly [K in "dot_general" | "convolution"]: OpRule<K> } = {
  dot_general: {
    infer(operands, attrs) {
      expectOperands(operands, 2);
      expectSameDType(operands);
      const [lhs, rhs] = operands;
      if (lhs.dtype === "i1") reject(`needs numeric elements, got ${typeText(lhs)}`);
      expectDims("lhs batch and contracting dims", [...attrs.lhsBatch, ...attrs.lhsContract], lhs.shape.length);
      expectDims("rhs batch and contracting dims", [...attrs.rhsBatch, ...attrs.rhsContract], rhs.shape.length);
      expectPaired("batches", lhs, rhs, [attrs.lhsBatch, attrs.rhsBatch]);
      expectPaired("contracts", lhs, rhs, [attrs.lhsContract, attrs.rhsContract]);
      const shape = [
        ...attrs.lhsBatch.map((dim) => lhs.shape[dim]),
        ...freeDims(lhs.shape.length, attrs.lhsBatch, attrs.lhsContract).map((dim) => lhs.shape[dim]),
        ...freeDims(rhs.shape.length, attrs.rhsBatch, attrs.rhsContract).map((dim) => rhs.shape[dim]),
      ];
      return [{ shape, dtype: lhs.dtype }];
    },
    flops: ([lhs], [result], attrs) =>
      2 * numElements(result.shape) * attrs.lhsContract.reduce((product, dim) => product * lhs.shape[dim], 1),
    factors([lhs, rhs], _, attrs: DotAttrs) {
      const space = new FactorSpace();
      const batch = attrs.lhsBatch.map((dim) => space.add(lhs.shape[dim]));
      const lhsFree = freeDims(lhs.shape.length, attrs.lhsBatch, attrs.lhsContract);
      const rhsFree = freeDims(rhs.shape.length, attrs.rhsBatch, attrs.rhsContract);
      const m = lhsFree.map((dim) => space.add(lhs.shape[dim]));
      const n = rhsFree.map((dim) => space.add(rhs.shape[dim]));
      const k = attrs.lhsContract.map((dim) => space.add(lhs.shape[dim], "reduction"));
      const place = (rank: number, ...groups: [readonly number[], DimFactors[]][]): DimFactors[] => {
        const dims: DimFactors[] = new Array(rank);
        for (const [at, factors] of groups) {
          at.forEach((dim, index) => {
            dims[dim] = factors[index];
          });
        }
        return dims;
      };
      return space.rule(
        [
          place(lhs.shape.length, [attrs.lhsBatch, batch], [lhsFree, m], [attrs.lhsContract, k]),
          place(rhs.shape.length, [attrs.rhsBatch, batch], [rhsFree, n], [attrs.rhsContract, k]),
        ],
        [[...batch, ...m, ...n]],
        [[0], [1]],
      );
    },
    localize: keepAttrs,
  },

  convolution: {
    infer(operands, attrs) {
      expectOperands(operands, 2);
      expectSameDType(operands);
      const [lhs, rhs] = operands;
      if (lhs.dtype === "i1") reject(`needs numeric elements, got ${typeText(lhs)}`);
      const rank = lhs.shape.length;
      if (rank < 2 || rhs.shape.length !== rank) {
        reject(`operands must have one rank of at least 2, got ${typeText(lhs)} and ${typeText(rhs)}`);
      }
      for (const name of ["strides", "padding", "lhsDilation", "rhsDilation"] as const) {
        expectLength(name, attrs[name], rank - 2);
      }
      const groups = attrs.featureGroups;
      if (lhs.shape[1] !== rhs.shape[1] * groups) {
        reject(`${lhs.shape[1]} input channels are not ${groups} feature groups of ${rhs.shape[1]}`);
      }
      if (rhs.shape[0] % groups !== 0) {
        reject(`${rhs.shape[0]} output channels do not divide into ${groups} feature groups`);
      }
      const spatial = lhs.shape.slice(2).map((size, index) => {
        const [low, high] = attrs.padding[index];
        const row = dilated(size, attrs.lhsDilation[index]) + low + high;
        const window = dilated(rhs.shape[index + 2], attrs.rhsDilation[index]);
        return row < window ? 0 : Math.floor((row - window) / attrs.strides[index]) + 1;
      });
      return [{ shape: [lhs.shape[0], rhs.shape[0], ...spatial], dtype: lhs.dtype }];
    },
    // The zeros between the elements of a dilated operand are not multiplied.
    flops: ([, rhs], [result], { lhsDilation }) =>
      (2 * numElements(result.shape) * numElements(rhs.shape.slice(1))) / numElements(lhsDilation),
    // Channels are [group, channel in group]: only the leading one of the two can be split.
    factors([lhs, rhs], [result], attrs) {
      const space = new FactorSpace();
      const grouped = attrs.featureGroups > 1;
      const batch = space.add(lhs.shape[0]);
      const group = space.add(attrs.featureGroups);
      const output = space.add(rhs.shape[0] / attrs.featureGroups, grouped ? "whole" : "parallel");
      const input = space.add(rhs.shape[1], grouped ? "whole" : "reduction");
      const window = (type: TensorType) => type.shape.slice(2).map((size) => space.add(size, "whole"));
      return space.rule(
        [
          [batch, [...group, ...input], ...window(lhs)],
          [[...group, ...output], input, ...window(rhs)],
        ],
        [[batch, [...group, ...output], ...window(result)]],
        [[0], [1]],
      );
    },
    localize: (attrs, [lhs, rhs]) => ({ ...attrs, featureGroups: convolutionGroups(lhs, rhs) }),
  },
};
