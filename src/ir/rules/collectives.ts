/**
 * @file Rules of the collectives of a per-device graph. Such a graph is already partitioned, so every factor is whole.
 */
import type { CollectiveGroup, CollectiveKind } from "../ops.ts";
import type { OpRule } from "../rule.ts";
import { numElements, type TensorType, typeText } from "../types.ts";
import { expectDims, expectOperands, FactorSpace, keepAttrs, noFlops, reject } from "./factors.ts";
import { expectReducer } from "./reduce.ts";

function expectGroup(operands: readonly TensorType[], { axes, groupSize }: CollectiveGroup): void {
  expectOperands(operands, 1);
  if (!Number.isInteger(groupSize) || groupSize < 1) reject(`the group over [${axes}] has ${groupSize} members`);
}

/** The type with dim `dim` cut into `groupSize` slices. */
function sliced({ shape, dtype }: TensorType, dim: number, groupSize: number): TensorType {
  expectDims("dim", [dim], shape.length);
  if (shape[dim] % groupSize !== 0) {
    reject(`dim ${dim} of ${typeText({ shape, dtype })} does not divide into ${groupSize} slices`);
  }
  return { shape: shape.map((size, d) => (d === dim ? size / groupSize : size)), dtype };
}

/** The type with dim `dim` concatenated from `groupSize` slices. */
function joined({ shape, dtype }: TensorType, dim: number, groupSize: number): TensorType {
  expectDims("dim", [dim], shape.length);
  return { shape: shape.map((size, d) => (d === dim ? size * groupSize : size)), dtype };
}

function allWhole([operand]: readonly TensorType[], [result]: readonly TensorType[]) {
  const space = new FactorSpace();
  const whole = (type: TensorType) => space.addShape(type.shape, () => true);
  return space.rule([whole(operand)], [whole(result)], []);
}

const moving = { flops: noFlops, factors: allWhole, localize: keepAttrs };
const combining = {
  ...moving,
  flops: ([operand]: readonly TensorType[]): number => numElements(operand.shape),
};

export const collectiveRules: { readonly [K in CollectiveKind]: OpRule<K> } = {
  all_reduce: {
    ...combining,
    infer(operands, attrs) {
      expectGroup(operands, attrs);
      expectReducer(attrs.reducer, operands[0]);
      return [operands[0]];
    },
  },
  reduce_scatter: {
    ...combining,
    infer(operands, attrs) {
      expectGroup(operands, attrs);
      expectReducer(attrs.reducer, operands[0]);
      return [sliced(operands[0], attrs.dim, attrs.groupSize)];
    },
  },
  all_gather: {
    ...moving,
    infer(operands, attrs) {
      expectGroup(operands, attrs);
      return [joined(operands[0], attrs.dim, attrs.groupSize)];
    },
  },
  all_to_all: {
    ...moving,
    infer(operands, attrs) {
      expectGroup(operands, attrs);
      return [joined(sliced(operands[0], attrs.splitDim, attrs.groupSize), attrs.concatDim, attrs.groupSize)];
    },
  },
  all_slice: {
    ...moving,
    infer(operands, attrs) {
      expectGroup(operands, attrs);
      return [sliced(operands[0], attrs.dim, attrs.groupSize)];
    },
  },
};
