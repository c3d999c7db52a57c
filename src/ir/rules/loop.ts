/** @file The rule of `while`: the loop is one op, which every device computes whole. */
import type { Graph } from "../graph.ts";
import type { OpRule } from "../rule.ts";
import { sameType, type TensorType, typeText } from "../types.ts";
import { expectLength, FactorSpace, keepAttrs, reject } from "./factors.ts";

const typesOf = (graph: Graph, side: "inputs" | "outputs"): TensorType[] =>
  graph[side].map(({ value }) => graph.types[value]);

function expectTypes(what: string, found: readonly TensorType[], wanted: readonly TensorType[]): void {
  expectLength(what, found, wanted.length);
  found.forEach((type, i) => {
    if (!sameType(type, wanted[i])) reject(`${what} ${i} is ${typeText(type)}, needs ${typeText(wanted[i])}`);
  });
}

export const loopRules: { readonly while: OpRule<"while"> } = {
  while: {
    infer(operands, { loop: { condition, body } }) {
      expectTypes("the condition's input", typesOf(condition, "inputs"), operands);
      expectTypes("the condition's result", typesOf(condition, "outputs"), [{ shape: [], dtype: "i1" }]);
      expectTypes("the body's input", typesOf(body, "inputs"), operands);
      const results = typesOf(body, "outputs");
      expectTypes("the body's result", results, operands.slice(0, results.length));
      return results;
    },
    // How often the loop runs is not known: one time is counted.
    flops: (_operands, _results, { loop }) => loop.flops,
    factors(operands, results) {
      const space = new FactorSpace();
      const whole = (types: readonly TensorType[]) => types.map(({ shape }) => space.addShape(shape, () => true));
      return space.rule(whole(operands), whole(results), []);
    },
    localize: keepAttrs,
  },
};
