import { expect, test } from "vitest";
import { type Random, seededRandom } from "../base/random.ts";
import { affineOf, rangeOf } from "./affine.ts";
import { GraphBuilder } from "./builder.ts";
import { stridesOf } from "./evaluate/data.ts";
import { evaluateGraph } from "./evaluate.ts";
import type { ValueId } from "./graph.ts";
import { type DType, numElements } from "./types.ts";

const dtypes: readonly DType[] = ["i32", "i32", "ui32", "i64", "f32"];

/** A value grown from iotas and constants by what indexing does to them. */
function grow(random: Random): { builder: GraphBuilder; value: ValueId } {
  const builder = new GraphBuilder("affine");
  const shapes: ValueId[] = [];
  const size = () => random.pick([1, 2, 3, 4, 6]);
  const dtype = random.pick(dtypes);
  const shape = Array.from({ length: 1 + random.int(3) }, size);
  shapes.push(builder.op("iota", [], { type: { shape, dtype }, dim: random.int(shape.length) }));
  const ofShape = (like: ValueId): ValueId => {
    const type = builder.typeOf(like);
    const same = shapes.filter((value) => `${builder.typeOf(value).shape}` === `${type.shape}`);
    if (random.int(3) > 0) return random.pick(same);
    if (random.int(2) > 0) return builder.splat(type, random.pick([0, 1, 2, 3, 5, 24]));
    return builder.op("iota", [], { type, dim: random.int(type.shape.length) });
  };
  for (let step = 0; step < 8; step++) {
    const x = shapes.at(-1)!;
    const from = builder.typeOf(x).shape;
    const growers: (() => ValueId)[] = [
      () => builder.op(random.pick(["add", "subtract", "maximum", "minimum"]), [x, ofShape(x)], {}),
      () =>
        builder.op(random.pick(["multiply", "divide", "remainder"]), [x, builder.splat(builder.typeOf(x), size())], {}),
      () => {
        const condition = builder.op("compare", [x, ofShape(x)], { direction: random.pick(["LT", "GE", "EQ", "NE"]) });
        return builder.op("select", [condition, ofShape(x), x], {});
      },
      () => builder.op("reverse", [x], { dims: [random.int(from.length)] }),
      () => {
        const order = from.map((_, dim) => dim).reverse();
        return builder.op("transpose", [x], { permutation: order });
      },
      () => {
        const added = [size(), ...from].slice(0, 4);
        return added.length > from.length
          ? builder.op("broadcast_in_dim", [x], { shape: added, dims: from.map((_, dim) => dim + 1) })
          : x;
      },
      () => {
        const dim = random.int(from.length);
        const start = from.map((n, d) => (d === dim ? random.int(n) : 0));
        const strides = from.map((_, d) => (d === dim ? 1 + random.int(2) : 1));
        return builder.op("slice", [x], { start, limit: from, strides });
      },
      () => {
        const count = numElements(from);
        const lead = [1, 2, 3, 4, 6].filter((n) => count % n === 0);
        const first = random.pick(lead);
        return builder.op("reshape", [x], { shape: random.int(2) ? [first, count / first] : [count] });
      },
    ];
    const made = random.pick(growers)();
    if (numElements(builder.typeOf(made).shape) <= 400) shapes.push(made);
  }
  return { builder, value: shapes.at(-1)! };
}

test("what is said to be affine is, also at one index of some dims", () => {
  let [numAffine, numFixed] = [0, 0];
  for (let seed = 0; seed < 600; seed++) {
    const random = seededRandom(seed);
    const { builder, value } = grow(random);
    const { shape } = builder.typeOf(value);
    const fixed = shape.map((size) => (random.int(4) === 0 ? random.int(size) : undefined));
    const definitions = { definer: (v: ValueId) => builder.definer(v), type: (v: ValueId) => builder.typeOf(v) };
    const affine = affineOf(definitions, value, fixed);
    const [data] = evaluateGraph(builder.finish([{ value, name: "out" }]), []);
    if (!affine) continue;
    numAffine++;
    if (fixed.some((at) => at !== undefined)) numFixed++;
    const strides = stridesOf(shape);
    const [low, high] = rangeOf(affine, shape);
    Array.from(data, Number).forEach((element, i) => {
      const index = strides.map((stride, dim) => Math.floor(i / stride) % shape[dim]);
      if (index.some((at, dim) => fixed[dim] !== undefined && fixed[dim] !== at)) return;
      const expected = affine.steps.reduce((sum, step, dim) => sum + step * index[dim], affine.base);
      expect(element, `seed ${seed}, element ${index}`).toBe(expected);
      expect(element >= low && element <= high, `seed ${seed}: ${element} in [${low}, ${high}]`).toBe(true);
    });
  }
  expect(numAffine).toBeGreaterThan(200);
  expect(numFixed).toBeGreaterThan(50);
});
