/**
 * @file Random graphs over a batch, in f64 so that sums in another order agree to many digits. Discontinuous ops
 * (positions of a sort or a maximum, masks) read only values that are bit-identical for any order of summation.
 */
import type { Random } from "../../src/base/random.ts";
import { GraphBuilder } from "../../src/ir/builder.ts";
import type { Graph, ValueId } from "../../src/ir/graph.ts";
import type { OpKind } from "../../src/ir/ops.ts";
import { numElements, sameShape, type TensorData } from "../../src/ir/types.ts";
import { batchMetric, drawnMask, rowwise, standardize } from "./random-batch-ops.ts";

const sizes = [1, 2, 3, 5];

/**
 * A random graph of `numOps` ops. Input 0 has the batch as dim 0, input 1 as dim 1; input 2 may have a dim of that size
 * that is not the batch; the others have none. Outputs are the last values and some others.
 */
export function randomBatchGraph(random: Random, batch: number, numOps: number): Graph {
  const builder = new GraphBuilder("random");
  const pool: ValueId[] = [];
  const size = () => random.pick(sizes);
  const input = (name: string, shape: number[]) => pool.push(builder.input(name, { shape, dtype: "f64" }));
  input("x", [batch, size(), size()].slice(0, 1 + random.int(3)));
  input("y", [size(), batch]);
  input("z", random.int(4) === 0 ? [batch, size()] : [size()]);
  input("w", [size(), size()]);
  input("b", [size()]);
  const shapeOf = (value: ValueId) => builder.typeOf(value).shape;
  const pickDim = (value: ValueId) => random.int(shapeOf(value).length);

  const growers: ((x: ValueId, y: ValueId) => ValueId | undefined)[] = [
    (x) => builder.op(random.pick(["tanh", "negate", "sine", "logistic"]), [x], {}),
    (x) => builder.op("negate", [x], {}),
    (x, y) => {
      const kind = random.pick(["add", "subtract", "multiply", "divide", "maximum"] as const);
      if (sameShape(shapeOf(x), shapeOf(y))) return builder.op(kind, [x, y], {});
      const dims = embed(shapeOf(y), shapeOf(x));
      return dims && builder.op(kind, [x, builder.op("broadcast_in_dim", [y], { shape: shapeOf(x), dims })], {});
    },
    (x, y) => {
      if (!sameShape(shapeOf(x), shapeOf(y))) return undefined;
      return builder.op("select", [builder.op("compare", [x, y], { direction: "LT" }), x, y], {});
    },
    (x) => {
      const dims = shapeOf(x).flatMap((_, dim) => (random.int(2) === 0 ? [dim] : []));
      return builder.op("reduce", [x], { reducer: random.int(8) === 0 ? "maximum" : "add", dims });
    },
    (x, y) => {
      for (let trial = 0; trial < 6; trial++) {
        const [i, j] = [pickDim(x), pickDim(y)];
        if (shapeOf(x)[i] !== shapeOf(y)[j]) continue;
        const rank = shapeOf(x).length + shapeOf(y).length - 2;
        if (rank > 4 || numElements(shapeOf(x)) * numElements(shapeOf(y)) > 4000) continue;
        return builder.op("dot_general", [x, y], { lhsBatch: [], rhsBatch: [], lhsContract: [i], rhsContract: [j] });
      }
      return undefined;
    },
    (x, y) => {
      const [i, j] = [pickDim(x), pickDim(y)];
      if (shapeOf(x)[i] !== shapeOf(y)[j] || shapeOf(x).length + shapeOf(y).length > 5) return undefined;
      return builder.op("dot_general", [x, y], { lhsBatch: [i], rhsBatch: [j], lhsContract: [], rhsContract: [] });
    },
    (x) => {
      const permutation = shapeOf(x).map((_, dim) => dim);
      const [i, j] = [pickDim(x), pickDim(x)];
      [permutation[i], permutation[j]] = [permutation[j], permutation[i]];
      return builder.op("transpose", [x], { permutation });
    },
    (x) => {
      const shape = [...shapeOf(x)];
      const dim = random.int(shape.length);
      if (dim + 1 < shape.length) shape.splice(dim, 2, shape[dim] * shape[dim + 1]);
      else if (shape[dim] % 6 === 0) shape.splice(dim, 1, shape[dim] / 6, 6);
      return builder.op("reshape", [x], { shape });
    },
    (x) => {
      const added = size();
      return builder.op("broadcast_in_dim", [x], {
        shape: [added, ...shapeOf(x)].slice(0, 4),
        dims: shapeOf(x).map((_, dim) => dim + 1),
      });
    },
    (x) => builder.splat({ shape: shapeOf(x), dtype: "f64" }, random.int(2)),
    (x) => builder.op("iota", [], { type: { shape: shapeOf(x), dtype: "f64" }, dim: pickDim(x) }),
    (x, y) => {
      const dim = pickDim(x);
      const [a, b] = [shapeOf(x), shapeOf(y)];
      if (a.length !== b.length || a.some((n, d) => d !== dim && n !== b[d])) return undefined;
      return builder.op("concatenate", [x, y], { dim });
    },
    (x) => {
      const dim = pickDim(x);
      const start = shapeOf(x).map((_, d) => (d === dim ? 1 : 0));
      const strides = shapeOf(x).map(() => 1);
      if (shapeOf(x)[dim] < 2) return undefined;
      return builder.op("slice", [x], { start, limit: shapeOf(x), strides });
    },
    (x) => {
      const dim = random.int(3) > 0 ? shapeOf(x).indexOf(batch) : pickDim(x);
      if (dim < 0) return undefined;
      const total = builder.op("reduce", [x], { reducer: "add", dims: [dim] });
      const dims = shapeOf(x).flatMap((_, d) => (d === dim ? [] : [d]));
      const spread = builder.op("broadcast_in_dim", [total], { shape: shapeOf(x), dims });
      return builder.op(random.pick(["subtract", "multiply"]), [x, spread], {});
    },
    (x) => builder.op("reverse", [x], { dims: [pickDim(x)] }),
    (x) => builder.op("sort", [x], { dim: pickDim(x) }),
    (x) => drawnMask(builder, random, x),
    (x) => rowwise(builder, random, x, isExact.has(x)),
    (x) => batchMetric(builder, random, x, shapeOf(x).indexOf(batch), isExact.has(x)),
    (x) => standardize(builder, random, x, shapeOf(x).indexOf(batch)),
  ];
  const isExact = new Set(pool);
  const inexactKinds = new Set<OpKind>(["reduce", "dot_general", "scatter"]);
  for (let made = 0, tries = 0; made < numOps && tries < 40 * numOps; tries++) {
    const recent = () => pool[Math.max(0, pool.length - 1 - random.int(6))];
    const [x, y] = [recent(), random.int(2) === 0 ? recent() : random.pick(pool)];
    if (shapeOf(x).length === 0 || shapeOf(y).length === 0 || shapeOf(x).length > 3) continue;
    const before = builder.numValues;
    const value = random.pick(growers)(x, y);
    if (value === undefined || numElements(shapeOf(value)) > 2000) continue;
    const kinds = Array.from({ length: builder.numValues - before }, (_, i) => builder.definer(before + i)!.kind);
    if (isExact.has(x) && isExact.has(y) && !kinds.some((kind) => inexactKinds.has(kind))) isExact.add(value);
    pool.push(value);
    made++;
  }
  const outputs = new Set([...pool.slice(-2), random.pick(pool), random.pick(pool)]);
  return builder.finish([...outputs].map((value) => ({ value, name: `value${value}` })));
}

/** Increasing dims of `to` with the sizes of `from`, or undefined. */
function embed(from: readonly number[], to: readonly number[]): number[] | undefined {
  const dims: number[] = [];
  let dim = 0;
  for (const size of from) {
    while (dim < to.length && to[dim] !== size) dim++;
    if (dim === to.length) return undefined;
    dims.push(dim++);
  }
  return dims;
}

/** Standard normal inputs for a graph whose inputs are f64. */
export const randomInputs = (graph: Graph, random: Random): TensorData[] =>
  graph.inputs.map(({ value }) =>
    Float64Array.from({ length: numElements(graph.types[value].shape) }, () => random.normal()),
  );
