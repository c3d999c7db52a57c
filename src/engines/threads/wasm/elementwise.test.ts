import { expect, test } from "vitest";
import { InternalError } from "../../../base/errors.ts";
import { type Random, seededRandom } from "../../../base/random.ts";
import type { Graph, Op } from "../../../ir/graph.ts";
import type { CompareDirection, OpKind } from "../../../ir/ops.ts";
import { type DType, numElements, type TensorData, type TensorType, viewData } from "../../../ir/types.ts";
import { assembleModule, instantiateKernels } from "./assembler.ts";
import { elementwiseKernel } from "./elementwise.ts";

const round = Math.fround;
const truncate = (x: number): number =>
  Number.isNaN(x) ? 0 : Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(x)));

/** Reference semantics of each op on single elements; the caller rounds f32 results. */
function evaluateElement(op: Op, args: number[], dtype: DType): number {
  const [a, b, c] = args;
  const compare: Record<CompareDirection, boolean> = {
    EQ: a === b,
    NE: a !== b,
    LT: a < b,
    LE: a <= b,
    GT: a > b,
    GE: a >= b,
  };
  switch (op.kind) {
    case "add":
      return a + b;
    case "subtract":
      return a - b;
    case "multiply":
      return dtype === "i32" ? Math.imul(a, b) : a * b;
    case "divide":
      return a / b;
    case "negate":
      return -a;
    case "abs":
      return Math.abs(a);
    case "maximum":
      return Math.max(a, b);
    case "minimum":
      return Math.min(a, b);
    case "sqrt":
      return Math.sqrt(a);
    case "rsqrt":
      return 1 / round(Math.sqrt(a));
    case "and":
      return a & b;
    case "or":
      return a | b;
    case "xor":
      return a ^ b;
    case "not":
      return dtype === "i1" ? 1 - a : ~a;
    case "compare":
      return Number(compare[op.attrs.direction]);
    case "select":
      return a ? b : c;
    case "convert":
      return op.attrs.dtype === "i1" ? Number(a !== 0) : op.attrs.dtype === "i32" ? truncate(a) : a;
    case "broadcast_in_dim":
      return a;
    case "constant":
      return "splat" in op.attrs.data ? op.attrs.data.splat : Number(op.attrs.data.dense[0]);
    default:
      throw new Error(op.kind);
  }
}

const stored = (value: number, dtype: DType): number => (dtype === "f32" ? round(value) : value | 0);

function evaluate(graph: Graph, inputs: readonly number[][]): number[][] {
  const values: number[][] = [];
  graph.inputs.forEach(({ value }, i) => {
    values[value] = inputs[i];
  });
  for (const op of graph.ops) {
    const type = graph.types[op.results[0]];
    const operandType = op.operands.length > 0 ? graph.types[op.operands[op.operands.length - 1]].dtype : type.dtype;
    values[op.results[0]] = Array.from({ length: numElements(type.shape) }, (_, i) => {
      const args = op.operands.map((v) => values[v][graph.types[v].shape.length === 0 ? 0 : i]);
      return stored(evaluateElement(op, args, operandType), type.dtype);
    });
  }
  return graph.outputs.map(({ value }) => values[value]);
}

/** A random graph over tensors of one shape and scalars. */
function randomGraph(random: Random, shape: readonly number[]): Graph {
  const types: TensorType[] = [];
  const ops: Op[] = [];
  const addValue = (dtype: DType, of: readonly number[]): number => types.push({ dtype, shape: of }) - 1;
  const inputs = Array.from({ length: 2 + random.int(4) }, (_, i) => ({
    value: addValue(random.pick(["f32", "f32", "f32", "i32", "i1"]), random.int(3) === 0 ? [] : shape),
    name: `x${i}`,
  }));
  const pickValue = (dtypes: readonly DType[], of: readonly number[]): number => {
    const found = types.flatMap((t, v) => (dtypes.includes(t.dtype) && t.shape.length === of.length ? [v] : []));
    if (found.length > 0) return random.pick(found);
    const type: TensorType = { dtype: dtypes[0], shape: of };
    const result = addValue(type.dtype, of);
    ops.push({ kind: "constant", attrs: { type, data: { splat: 1 } }, operands: [], results: [result] });
    return result;
  };
  const floatKinds: OpKind[] = ["divide", "sqrt", "rsqrt"];
  const kinds: OpKind[] = [
    ...(["add", "subtract", "multiply", "divide", "negate", "abs", "maximum", "minimum", "sqrt", "rsqrt"] as const),
    ...(["and", "or", "xor", "not", "compare", "select", "convert", "broadcast_in_dim", "constant"] as const),
  ];
  for (let i = 0; i < 12; i++) {
    const of = random.int(4) === 0 ? [] : shape;
    const kind = random.pick(kinds);
    const bitwise = ["and", "or", "xor", "not"].includes(kind);
    const dtype = floatKinds.includes(kind) ? "f32" : random.pick<DType>(bitwise ? ["i32", "i1"] : ["f32", "i32"]);
    const some = () => pickValue([dtype], of);
    const push = (attrs: unknown, operands: number[], result: DType, resultShape = of) =>
      ops.push({ kind, attrs, operands, results: [addValue(result, resultShape)] } as Op);
    if (kind === "compare") {
      const direction = random.pick<CompareDirection>(["EQ", "NE", "LT", "LE", "GT", "GE"]);
      push({ direction }, [some(), some()], "i1");
    } else if (kind === "select") {
      push({}, [pickValue(["i1"], of), some(), some()], dtype);
    } else if (kind === "convert") {
      const to = random.pick<DType>(["f32", "i32", "i1"]);
      push({ dtype: to }, [pickValue(["f32", "i32", "i1"], of)], to);
    } else if (kind === "broadcast_in_dim") {
      push({ shape, dims: [] }, [pickValue([dtype], [])], dtype, shape);
    } else if (kind === "constant") {
      push({ type: { dtype, shape: of }, data: { splat: random.int(5) - 2 } }, [], dtype);
    } else {
      const unary = ["negate", "abs", "sqrt", "rsqrt", "not"].includes(kind);
      push({}, unary ? [some()] : [some(), some()], dtype);
    }
  }
  const outputs = types.flatMap((_, value) => (value >= types.length - 6 ? [{ value, name: `y${value}` }] : []));
  return { name: "random", types, inputs, outputs, ops };
}

const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536, shared: true });

function runKernel(graph: Graph, inputs: readonly number[][]): number[][] {
  const module = new WebAssembly.Module(assembleModule([elementwiseKernel("run", graph)]));
  let top = 64;
  const place = (type: TensorType): [number, TensorData] => {
    const length = numElements(type.shape);
    const at = top;
    top += length * 4 + 64;
    return [at, viewData(type.dtype, memory.buffer, at, length)];
  };
  const ins = graph.inputs.map(({ value }) => place(graph.types[value]));
  const outs = graph.outputs.map(({ value }) => place(graph.types[value]));
  ins.forEach(([, data], i) => {
    for (let e = 0; e < data.length; e++) data[e] = inputs[i][e];
  });
  instantiateKernels(module, memory).run(...ins.map(([at]) => at), ...outs.map(([at]) => at));
  return outs.map(([, data]) => Array.from(data, Number));
}

const randomInput = (random: Random, { dtype, shape }: TensorType): number[] =>
  Array.from({ length: numElements(shape) }, () =>
    dtype === "f32" ? round(4 * random.normal()) : dtype === "i32" ? random.int(2000) - 1000 : random.int(2),
  );

test("random elementwise graphs agree with the reference semantics, element by element", () => {
  const random = seededRandom(1);
  for (let trial = 0; trial < 400; trial++) {
    const graph = randomGraph(random, [1 + random.int(7), 1 + random.int(9)]);
    const inputs = graph.inputs.map(({ value }) => randomInput(random, graph.types[value]));
    expect(runKernel(graph, inputs), JSON.stringify(graph)).toEqual(
      evaluate(graph, inputs).map((data) => data.map((x) => (Object.is(x, -0) ? expect.closeTo(0, 40) : x))),
    );
  }
});

test("updates in place: an output may have the address of an input", () => {
  const type: TensorType = { dtype: "f32", shape: [1003] };
  const scalar: TensorType = { dtype: "f32", shape: [] };
  const graph: Graph = {
    name: "sgd",
    types: [type, type, scalar, type, type, type],
    inputs: [0, 1, 2].map((value) => ({ value, name: `x${value}` })),
    outputs: [{ value: 5, name: "p" }],
    ops: [
      { kind: "broadcast_in_dim", attrs: { shape: [1003], dims: [] }, operands: [2], results: [3] },
      { kind: "multiply", attrs: {}, operands: [1, 3], results: [4] },
      { kind: "subtract", attrs: {}, operands: [0, 4], results: [5] },
    ],
  };
  const module = new WebAssembly.Module(assembleModule([elementwiseKernel("sgd", graph)]));
  const [p, g] = [0, 8192].map((at) => new Float32Array(memory.buffer, at, 1003));
  p.forEach((_, i) => {
    p[i] = i;
    g[i] = 2 * i;
  });
  new Float32Array(memory.buffer, 16384, 1)[0] = 0.25;
  instantiateKernels(module, memory).sgd(0, 8192, 16384, 0);
  expect(Array.from(p)).toEqual(Array.from({ length: 1003 }, (_, i) => i / 2));
});

test("ops that are not elementwise are refused", () => {
  const types: TensorType[] = [
    { dtype: "f32", shape: [4] },
    { dtype: "f32", shape: [4] },
  ];
  const graph: Graph = {
    name: "tanh",
    types,
    inputs: [{ value: 0, name: "x" }],
    outputs: [{ value: 1, name: "y" }],
    ops: [{ kind: "tanh", attrs: {}, operands: [0], results: [1] }],
  };
  expect(() => elementwiseKernel("f", graph)).toThrow(InternalError);
});
