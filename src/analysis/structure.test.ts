import { expect, test } from "vitest";
import { GraphBuilder } from "../ir/builder.ts";
import { signaturesOf } from "../ir/signatures.ts";
import { findRepeats } from "./structure.ts";

const kinds = ["sine", "cosine", "tanh", "negate", "abs", "exponential", "floor", "ceil", "sqrt", "sign"] as const;

test("consecutive equal blocks are one run, without the ops around them", () => {
  const builder = new GraphBuilder("chain");
  let value = builder.input("x", { shape: [4], dtype: "f32" });
  const push = (kind: (typeof kinds)[number] | "log"): void => {
    value = builder.op(kind, [value], {});
  };
  push("log");
  push("log");
  for (let layer = 0; layer < 5; layer++) kinds.forEach(push);
  push("log");
  const graph = builder.finish([{ value, name: "y" }]);
  expect(findRepeats(signaturesOf(graph))).toEqual([{ start: 2, period: 10, count: 5 }]);
});

test("a graph without repeats has none", () => {
  const builder = new GraphBuilder("chain");
  let value = builder.input("x", { shape: [4], dtype: "f32" });
  for (const kind of kinds) value = builder.op(kind, [value], {});
  expect(findRepeats(signaturesOf(builder.finish([{ value, name: "y" }])))).toEqual([]);
});
