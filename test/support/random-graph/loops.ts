/** @file Random loops: a number is halved and added to as often as an integer says. */
import { GraphBuilder } from "../../../src/ir/builder.ts";
import { Loop } from "../../../src/ir/loop.ts";
import { isFloat, type TensorType } from "../../../src/ir/types.ts";
import type { Grow } from "./grower.ts";

const count: TensorType = { shape: [], dtype: "i32" };

/** `while (i < 6) { i += 1; x = x / 2 + y; }`. */
function halving(type: TensorType): Loop {
  const [condition, body] = ["condition", "body"].map((name) => {
    const builder = new GraphBuilder(name);
    return { builder, inputs: [count, type, type].map((of, i) => builder.input(`v${i}`, of)) };
  });
  const limit = condition.builder.splat(count, 6);
  const goesOn = condition.builder.op("compare", [condition.inputs[0], limit], { direction: "LT" });
  const [i, x, y] = body.inputs;
  const next = body.builder.op("add", [i, body.builder.splat(count, 1)], {});
  const half = body.builder.op("multiply", [x, body.builder.splat(type, 0.5)], {});
  const sum = body.builder.op("add", [half, y], {});
  return new Loop(
    condition.builder.finish([{ value: goesOn, name: "goesOn" }]),
    body.builder.finish([next, sum].map((value, index) => ({ value, name: `next${index}` }))),
  );
}

export const loopGrow: { readonly while: Grow } = {
  while(g) {
    const x = g.any(isFloat);
    if (x === undefined) return;
    const type = g.typeOf(x);
    const y = g.fetch(type);
    const start = g.dtypes.includes("i32") ? g.fetch(count, true) : g.splat(count, g.random.int(8));
    const bound = 2 * Math.max(g.factOf(x).bound, g.factOf(y).bound, g.factOf(start).bound + 6);
    g.emit("while", [start, x, y], { loop: halving(type) }, { bound, exact: false });
  },
};
