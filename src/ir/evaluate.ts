/**
 * @file The reference interpreter of one-device graphs: plain loops, one rounding per op. It is slow and simple on
 * purpose: tests check the partitioner and the engines against it, and constant folding uses it.
 */
import { InternalError, InvalidConfig, Unsupported } from "../base/errors.ts";
import { convolution, dotGeneral, reduce } from "./evaluate/contraction.ts";
import {
  allocateNumbers,
  decode,
  elementOf,
  encode,
  type Numbers,
  type Operand,
  readStrided,
  stridesOf,
} from "./evaluate/data.ts";
import { binaryFunction, compareFunctions, convertFunction, unaryFunction } from "./evaluate/elementwise.ts";
import { concatenate, gather, pad, scatter, sort } from "./evaluate/movement.ts";
import { type Graph, type Op, opName, type ValueId } from "./graph.ts";
import {
  type BinaryKind,
  binaryKinds,
  type CollectiveKind,
  type OpAttrs,
  type OpKind,
  type UnaryKind,
  unaryKinds,
} from "./ops.ts";
import { numElements, type TensorData, type TensorType, typeText, viewData } from "./types.ts";

/** Results of an op as numbers. */
type Evaluate<K extends OpKind> = (
  attrs: OpAttrs[K],
  operands: readonly Operand[],
  results: readonly TensorType[],
) => readonly Numbers[];

/** An array of the result's type with `at(i)` for every element. */
function fill({ shape, dtype }: TensorType, at: (i: number) => number): Numbers {
  const out = allocateNumbers(dtype, numElements(shape));
  for (let i = 0; i < out.length; i++) out[i] = at(i);
  return out;
}

const unary =
  (kind: UnaryKind): Evaluate<UnaryKind> =>
  (_, [x], [type]) => {
    const fn = unaryFunction(kind, type.dtype);
    return [fill(type, (i) => fn(x.data[i]))];
  };

const binary =
  (kind: BinaryKind): Evaluate<BinaryKind> =>
  (_, [x, y], [type]) => {
    const fn = binaryFunction(kind, type.dtype);
    return [fill(type, (i) => fn(x.data[i], y.data[i]))];
  };

const byKind = <K extends OpKind>(kinds: readonly K[], make: (kind: K) => Evaluate<K>): Record<K, Evaluate<K>> =>
  Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as Record<K, Evaluate<K>>;

const refuse =
  (kind: CollectiveKind): Evaluate<CollectiveKind> =>
  () => {
    throw new Unsupported(
      kind,
      "the reference interpreter runs one-device graphs; evaluate a graph without collectives",
    );
  };

const evaluators: { readonly [K in OpKind]: Evaluate<K> } = {
  ...byKind(unaryKinds, unary),
  ...byKind(binaryKinds, binary),
  convert: (_, [x], [type]) => {
    const fn = convertFunction(x.dtype, type.dtype);
    return [fill(type, (i) => fn(x.data[i]))];
  },
  bitcast_convert: (_, [x], [type]) => {
    const { buffer, byteOffset } = encode(x.data.slice() as Numbers, x.dtype);
    return [decode(viewData(type.dtype, buffer, byteOffset, numElements(type.shape)), type.dtype)];
  },
  compare: ({ direction }, [x, y], [type]) => {
    const fn = compareFunctions[direction];
    return [fill(type, (i) => Number(fn(x.data[i], y.data[i])))];
  },
  select: (_, [condition, x, y], [type]) => [fill(type, (i) => (condition.data[i] ? x : y).data[i])],
  constant: ({ data }, _, [type]) => {
    if ("dense" in data) return [decode(data.dense, type.dtype)];
    return [allocateNumbers(type.dtype, numElements(type.shape)).fill(elementOf(data.splat, type.dtype))];
  },
  iota: ({ dim }, _, [type]) => {
    const stride = stridesOf(type.shape)[dim];
    return [fill(type, (i) => elementOf(Math.floor(i / stride) % type.shape[dim], type.dtype))];
  },
  broadcast_in_dim: ({ shape, dims }, [x]) => {
    const from = stridesOf(x.shape);
    const strides = shape.map((_, dim) => {
      const source = dims.indexOf(dim);
      return source < 0 || x.shape[source] === 1 ? 0 : from[source];
    });
    return [readStrided(x, shape, strides)];
  },
  reshape: (_, [x]) => [x.data],
  transpose: ({ permutation }, [x], [{ shape }]) => {
    const from = stridesOf(x.shape);
    return [
      readStrided(
        x,
        shape,
        permutation.map((dim) => from[dim]),
      ),
    ];
  },
  reverse: ({ dims }, [x]) => {
    const strides = stridesOf(x.shape);
    const start = dims.reduce((sum, dim) => sum + (x.shape[dim] - 1) * strides[dim], 0);
    return [
      readStrided(
        x,
        x.shape,
        strides.map((stride, dim) => (dims.includes(dim) ? -stride : stride)),
        start,
      ),
    ];
  },
  slice: ({ start, strides: steps }, [x], [{ shape }]) => {
    const strides = stridesOf(x.shape);
    const first = start.reduce((sum, from, dim) => sum + from * strides[dim], 0);
    return [
      readStrided(
        x,
        shape,
        strides.map((stride, dim) => stride * steps[dim]),
        first,
      ),
    ];
  },
  pad: (attrs, [x, value]) => [pad(x, value.data[0], attrs).data],
  concatenate: ({ dim }, parts, [type]) => [concatenate(parts, dim, type)],
  dot_general: (attrs, [lhs, rhs], [type]) => [dotGeneral(lhs, rhs, attrs, type)],
  convolution: (attrs, [lhs, rhs], [type]) => [convolution(lhs, rhs, attrs, type)],
  reduce: ({ reducer, dims }, [x]) => [reduce(x, reducer, dims)],
  gather: (attrs, [x, indices], [type]) => [gather(x, indices, attrs, type)],
  scatter: (attrs, [x, indices, updates]) => [scatter(x, indices, updates, attrs)],
  sort: ({ dim }, operands) => sort(operands, dim),
  while: ({ loop: { condition, body } }, operands, results) => {
    let values = operands.map(({ data, dtype }) => encode(data, dtype));
    const same = values.slice(results.length);
    while (evaluateGraph(condition, values)[0][0]) values = [...evaluateGraph(body, values), ...same];
    return results.map(({ dtype }, i) => decode(values[i], dtype));
  },
  microbatch_id() {
    throw new Unsupported(
      "microbatch_id",
      "the reference interpreter runs graphs of no microbatch in particular; say of which one (ofMicrobatch)",
    );
  },
  all_reduce: refuse("all_reduce"),
  reduce_scatter: refuse("reduce_scatter"),
  all_gather: refuse("all_gather"),
  all_to_all: refuse("all_to_all"),
  all_slice: refuse("all_slice"),
};

/**
 * Runs one op.
 * @param operandData  elements of each operand, row-major; never written to, but a result may share their memory
 * @throws Unsupported for collectives
 */
export function evaluateOp(
  op: Op,
  operandTypes: readonly TensorType[],
  resultTypes: readonly TensorType[],
  operandData: readonly TensorData[],
): TensorData[] {
  const operands = operandTypes.map((type, i) => ({ ...type, data: decode(operandData[i], type.dtype) }));
  const evaluate = evaluators[op.kind] as Evaluate<OpKind>;
  return evaluate(op.attrs, operands, resultTypes).map((numbers, i) => encode(numbers, resultTypes[i].dtype));
}

/** The ops of a step's graph as they run for microbatch `k`. */
export const ofMicrobatch = (ops: readonly Op[], k: number): Op[] =>
  ops.map((op): Op => {
    if (op.kind !== "microbatch_id") return op;
    return { ...op, kind: "constant", attrs: { type: { shape: [], dtype: "ui32" }, data: { splat: k } } };
  });

/**
 * Runs a graph. Values are freed after their last use.
 * @param inputs  elements of each graph input, in order
 * @returns elements of each graph output, in order
 */
export function evaluateGraph(graph: Graph, inputs: readonly TensorData[]): TensorData[] {
  if (inputs.length !== graph.inputs.length) {
    throw new InvalidConfig(
      graph.name,
      `takes ${graph.inputs.length} inputs, got ${inputs.length}; give one per input`,
    );
  }
  const values = new Map<ValueId, TensorData>();
  graph.inputs.forEach(({ value, name }, i) => {
    const type = graph.types[value];
    if (inputs[i].length !== numElements(type.shape)) {
      throw new InvalidConfig(
        `${graph.name}: ${name}`,
        `is a ${typeText(type)} of ${numElements(type.shape)} elements, got ${inputs[i].length}; give as many`,
      );
    }
    values.set(value, inputs[i]);
  });
  const lastUse = new Map<ValueId, number>();
  graph.ops.forEach((op, index) => {
    for (const operand of op.operands) lastUse.set(operand, index);
  });
  for (const { value } of graph.outputs) lastUse.set(value, graph.ops.length);

  graph.ops.forEach((op, index) => {
    const operands = op.operands.map((operand) => {
      const data = values.get(operand);
      if (!data) throw new InternalError(opName(graph, index), `value ${operand} is read before it is made`);
      return data;
    });
    const typesOf = (ids: readonly ValueId[]): TensorType[] => ids.map((id) => graph.types[id]);
    const results = evaluateOp(op, typesOf(op.operands), typesOf(op.results), operands);
    op.results.forEach((result, i) => {
      if (lastUse.has(result)) values.set(result, results[i]);
    });
    for (const operand of op.operands) if (lastUse.get(operand) === index) values.delete(operand);
  });
  return graph.outputs.map(({ value }) => values.get(value) as TensorData);
}
