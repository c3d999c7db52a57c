import { expect, test } from "vitest";
import { randomInputs } from "../../../test/support/random-data.ts";
import { type Random, seededRandom } from "../../base/random.ts";
import { GraphBuilder } from "../builder.ts";
import { evaluateGraph } from "../evaluate.ts";
import type { Graph, ValueId } from "../graph.ts";
import { simplify } from "../simplify.ts";
import { numElements } from "../types.ts";

/** The position along dim `dim` of an index of `shape`, computed as code with index checks does. */
function position(b: GraphBuilder, random: Random, shape: readonly number[], dim: number): ValueId {
  const type = { shape, dtype: "i32" } as const;
  const flat = b.op("iota", [], { type: { shape: [shape[dim]], dtype: "i32" }, dim: 0 });
  const column = b.op("reshape", [flat], { shape: shape.map((size, d) => (d === dim ? size : 1)) });
  let index = random.int(2)
    ? b.op("iota", [], { type, dim })
    : b.op("broadcast_in_dim", [column], { shape, dims: [...shape.keys()] });
  const size = shape[dim];
  if (random.int(2)) {
    const wrapped = b.op("add", [index, b.splat(type, size)], {});
    const isNegative = b.op("compare", [index, b.splat(type, 0)], { direction: "LT" });
    index = b.op("select", [isNegative, wrapped, index], {});
  }
  if (random.int(2))
    index = b.op("minimum", [b.op("maximum", [index, b.splat(type, 0)], {}), b.splat(type, size - 1)], {});
  return index;
}

/** A gather or scatter-add of rows: some entries of the index vectors are positions, the others inputs. */
function randomIndexing(random: Random, kind: "gather" | "scatter"): { graph: Graph; numRows: number } {
  const b = new GraphBuilder("indexing");
  const shape = Array.from({ length: 1 + random.int(3) }, () => random.pick([1, 2, 3, 4]));
  const rank = shape.length;
  const dims = [...shape.keys()].sort(() => random.next() - 0.5);
  const indexed = dims.slice(0, 1 + random.int(rank));
  const rows = indexed.filter(() => random.int(3) > 0);
  const batch = [...rows.map((dim) => shape[dim]), ...(random.int(2) ? [random.pick([1, 2, 3])] : [])];
  if (batch.length === 0) batch.push(2);
  const vectorDim = random.int(batch.length + 1);
  const columns = indexed.map((dim) => {
    const at = rows.indexOf(dim);
    const value = at >= 0 ? position(b, random, batch, at) : b.input(`index ${dim}`, { shape: batch, dtype: "i32" });
    return b.op("reshape", [value], { shape: batch.toSpliced(vectorDim, 0, 1) });
  });
  const indices = columns.length > 1 ? b.op("concatenate", columns, { dim: vectorDim }) : columns[0];
  const collapsed = indexed.toSorted((x, y) => x - y);
  const window = shape.filter((_, dim) => !collapsed.includes(dim));
  const outRank = batch.length + window.length;
  const offsetDims = [...Array(outRank).keys()]
    .sort(() => random.next() - 0.5)
    .slice(0, window.length)
    .sort((x, y) => x - y);
  const x = b.input("x", { shape, dtype: "f64" });
  let out: ValueId;
  if (kind === "gather") {
    out = b.op("gather", [x, indices], {
      offsetDims,
      collapsedSliceDims: collapsed,
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
      startIndexMap: indexed,
      indexVectorDim: vectorDim,
      sliceSizes: shape.map((size, dim) => (collapsed.includes(dim) ? 1 : size)),
    });
  } else {
    const [nextBatch, nextWindow] = [[...batch], [...window]];
    const updateShape = Array.from({ length: outRank }, (_, place) =>
      offsetDims.includes(place) ? nextWindow.shift()! : nextBatch.shift()!,
    );
    out = b.op("scatter", [x, indices, b.input("updates", { shape: updateShape, dtype: "f64" })], {
      updateWindowDims: offsetDims,
      insertedWindowDims: collapsed,
      inputBatchingDims: [],
      scatterIndicesBatchingDims: [],
      scatterDimsToOperandDims: indexed,
      indexVectorDim: vectorDim,
      reducer: "add",
    });
  }
  return { graph: b.finish([{ value: out, name: "out" }]), numRows: rows.filter((dim) => shape[dim] > 1).length };
}

test.each(["gather", "scatter"] as const)("a %s whose index vectors hold positions keeps its values", (kind) => {
  for (let seed = 0; seed < 300; seed++) {
    const random = seededRandom(seed);
    const { graph, numRows } = randomIndexing(random, kind);
    const simplified = simplify(graph);
    const inputs = randomInputs(seededRandom(seed), graph);
    graph.inputs.forEach(({ value }, i) => {
      const { shape, dtype } = graph.types[value];
      if (dtype === "i32") inputs[i] = Int32Array.from({ length: numElements(shape) }, () => random.int(5) - 1);
    });
    const [[expected], [actual]] = [evaluateGraph(graph, inputs), evaluateGraph(simplified, inputs)];
    expect(Array.from(actual, Number), `seed ${seed}`).toEqual(Array.from(expected, Number));
    const left = simplified.ops.find((op) => op.kind === kind);
    if (left?.kind === "gather") expect(left.attrs.operandBatchingDims, `seed ${seed}`).toHaveLength(numRows);
    if (left?.kind === "scatter") expect(left.attrs.inputBatchingDims, `seed ${seed}`).toHaveLength(numRows);
  }
});
