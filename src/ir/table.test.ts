import { expect, test } from "vitest";
import { GraphBuilder } from "./builder.ts";
import type { OpAttrs, OpKind } from "./ops.ts";
import type { FactorRule } from "./rule.ts";
import { factorRule, inferTypes, opBytes, opFlops, opRules } from "./table.ts";
import type { DType, TensorType } from "./types.ts";
import { verifyGraph } from "./verify.ts";

const tensor = (shape: number[], dtype: DType = "f32"): TensorType => ({ shape, dtype });

/** Shardy's spelling of a factor rule: letters in order of appearance, `*` whole, `+` reduction. */
function ruleText(rule: FactorRule): string {
  const letter = (factor: number) => {
    const { kind, size } = rule.factors[factor];
    const mark = { parallel: "", reduction: "+", whole: "*" }[kind];
    return `${String.fromCharCode(97 + factor)}${mark}=${size}`;
  };
  const side = (values: FactorRule["operands"]) =>
    values.map((dims) => `[${dims.map((factors) => factors.map(letter).join("·") || "1").join(", ")}]`).join(", ");
  return `(${side(rule.operands)}) -> (${side(rule.results)})`;
}

function rule<K extends OpKind>(kind: K, operands: TensorType[], attrs: OpAttrs[K]): string {
  const results = inferTypes(kind, operands, attrs);
  return ruleText(opRules[kind].factors(operands, results, attrs));
}

test("dot_general is an einsum over batch, m, n and k", () => {
  const attrs = { lhsBatch: [0], rhsBatch: [1], lhsContract: [2], rhsContract: [0] };
  expect(rule("dot_general", [tensor([2, 3, 5]), tensor([5, 2, 7])], attrs)).toBe(
    "([a=2, b=3, d+=5], [d+=5, a=2, c=7]) -> ([a=2, b=3, c=7])",
  );
});

test("a reshape's factors are the common refinement, and only leading ones can be split", () => {
  const reshape = (from: number[], to: number[]) => rule("reshape", [tensor(from)], { shape: to });
  expect(reshape([6], [2, 3])).toBe("([a=2·b*=3]) -> ([a=2, b*=3])");
  expect(reshape([2, 3, 4], [6, 4])).toBe("([a=2, b*=3, c=4]) -> ([a=2·b*=3, c=4])");
  expect(reshape([8, 1, 6], [8, 6])).toBe("([a=8, 1, b=6]) -> ([a=8, b=6])");
  expect(reshape([4, 3], [3, 4])).toBe("([a*=4, d*=3]) -> ([b*=3, c*=4])");
  expect(reshape([6, 4, 5], [8, 3, 5])).toBe("([a=2·b*=3, d*=4, f=5]) -> ([a=2·c*=4, e*=3, f=5])");
  expect(reshape([1, 1], [])).toBe("([1, 1]) -> ([])");
});

test("an expanded dim of size 1 and a new dim are absent from the operand", () => {
  expect(rule("broadcast_in_dim", [tensor([1, 3])], { shape: [4, 2, 3], dims: [1, 2] })).toBe(
    "([1, c=3]) -> ([a=4, b=2, c=3])",
  );
});

test("a scatter-add sums over the batch of indices, a gather over the rows that it could read", () => {
  const indices = tensor([4, 6, 1], "i32");
  expect(
    rule("gather", [tensor([10, 8]), indices], {
      offsetDims: [2],
      collapsedSliceDims: [0],
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
      startIndexMap: [0],
      indexVectorDim: 2,
      sliceSizes: [1, 8],
    }),
  ).toBe("([c+=10, d=8], [a=4, b=6, 1]) -> ([a=4, b=6, d=8])");
  expect(
    rule("scatter", [tensor([10, 8]), indices, tensor([4, 6, 8])], {
      updateWindowDims: [2],
      insertedWindowDims: [0],
      inputBatchingDims: [],
      scatterIndicesBatchingDims: [],
      scatterDimsToOperandDims: [0],
      indexVectorDim: 2,
      reducer: "add",
    }),
  ).toBe("([c=10, d=8], [a+=4, b+=6, 1], [a+=4, b+=6, d=8]) -> ([c=10, d=8])");
});

test("a convolution splits batch and output channels, or its feature groups", () => {
  const attrs = {
    strides: [1, 1],
    padding: [
      [1, 1],
      [1, 1],
    ] as const,
    lhsDilation: [1, 1],
    rhsDilation: [1, 1],
  };
  expect(rule("convolution", [tensor([8, 4, 5, 5]), tensor([6, 4, 3, 3])], { ...attrs, featureGroups: 1 })).toBe(
    "([a=8, c+=4, d*=5, e*=5], [b=6, c+=4, f*=3, g*=3]) -> ([a=8, b=6, h*=5, i*=5])",
  );
  expect(rule("convolution", [tensor([8, 4, 5, 5]), tensor([8, 1, 3, 3])], { ...attrs, featureGroups: 4 })).toBe(
    "([a=8, b=4, d*=5, e*=5], [b=4·c*=2, 1, f*=3, g*=3]) -> ([a=8, b=4·c*=2, h*=5, i*=5])",
  );
});

test("linear sets are exact", () => {
  const linear = <K extends OpKind>(kind: K, operands: TensorType[], attrs: OpAttrs[K]) =>
    opRules[kind].factors(operands, inferTypes(kind, operands, attrs), attrs).linear;
  const x = tensor([4]);
  const n = tensor([4], "i32");
  expect(linear("divide", [x, x], {})).toEqual([[0]]);
  expect(linear("divide", [n, n], {})).toEqual([]);
  expect(linear("convert", [tensor([4], "bf16")], { dtype: "f32" })).toEqual([[0]]);
  expect(linear("convert", [x], { dtype: "bf16" })).toEqual([]);
  expect(linear("convert", [n], { dtype: "f32" })).toEqual([]);
  expect(linear("concatenate", [x, x, x], { dim: 0 })).toEqual([[0, 1, 2]]);
  expect(linear("reduce", [x], { reducer: "maximum", dims: [0] })).toEqual([]);
});

test("FLOPs count multiply and add; bytes count operands and results", () => {
  const builder = new GraphBuilder("mlp");
  const x = builder.input("x", tensor([64, 256]));
  const w = builder.input("w", tensor([256, 128]));
  const y = builder.op("dot_general", [x, w], { lhsBatch: [], rhsBatch: [], lhsContract: [1], rhsContract: [0] });
  const graph = builder.finish([{ value: y, name: "y" }]);
  verifyGraph(graph);
  expect(opFlops(graph, graph.ops[0])).toBe(2 * 64 * 128 * 256);
  expect(opBytes(graph, graph.ops[0])).toBe(4 * (64 * 256 + 256 * 128 + 64 * 128));
  expect(factorRule(graph, graph.ops[0]).factors.map((factor) => factor.size)).toEqual([64, 128, 256]);
});

test("a dilated operand costs no FLOPs where it is zero: the backward pass of a strided convolution is as dear as the convolution", () => {
  const flops = (stride: number, dilation: number, size: number, padding: readonly [number, number]): number => {
    const builder = new GraphBuilder("conv");
    const x = builder.input("x", tensor([2, 4, size, size]));
    const filter = builder.input("filter", tensor([4, 4, 3, 3]));
    const y = builder.op("convolution", [x, filter], {
      strides: [stride, stride],
      padding: [padding, padding],
      lhsDilation: [dilation, dilation],
      rhsDilation: [1, 1],
      featureGroups: 1,
    });
    const graph = builder.finish([{ value: y, name: "y" }]);
    return opFlops(graph, graph.ops[0]);
  };
  expect(flops(2, 1, 8, [0, 1])).toBe(2 * (2 * 4 * 4 * 4) * (4 * 3 * 3));
  expect(flops(1, 2, 4, [2, 1])).toBe(flops(2, 1, 8, [0, 1]));
});

test("the builder and the verifier name the op and the numbers", () => {
  const builder = new GraphBuilder("bad");
  const x = builder.input("x", tensor([2, 3]));
  expect(() => builder.op("reshape", [x], { shape: [7] })).toThrow(
    "bad: reshape.0: tensor<2x3xf32> has 6 elements, the new shape [7] has 7",
  );
  const y = builder.op("negate", [x], {});
  const graph = builder.finish([{ value: y, name: "y" }]);
  verifyGraph(graph);
  expect(() => verifyGraph({ ...graph, types: [tensor([2, 3]), tensor([2, 4])] })).toThrow(
    "bad: negate.0: result 0 is tensor<2x4xf32>, must be tensor<2x3xf32>",
  );
  expect(() => verifyGraph({ ...graph, inputs: [] })).toThrow("bad: negate.0: operand 0 is not defined before it");
  expect(() => verifyGraph({ ...graph, inputs: [...graph.inputs, { value: 1, name: "z" }] })).toThrow(
    "bad: negate.0: value 1 is defined twice",
  );
});
