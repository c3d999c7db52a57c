import { describe, expect, test } from "vitest";
import { mlp, stepOf } from "../../test/support/train-steps.ts";
import type { Graph } from "../ir/graph.ts";
import { graphDifference, graphIdentity } from "./identity.ts";

const { graph } = stepOf(mlp(8));

describe("graphIdentity", () => {
  test("names do not change the hash", () => {
    const renamed: Graph = {
      ...graph,
      name: "other",
      inputs: graph.inputs.map((port, i) => ({ ...port, name: `a${i}` })),
      ops: graph.ops.map((op) => ({ ...op, scope: "t" })),
    };
    expect(graphIdentity(renamed).hash).toBe(graphIdentity(graph).hash);
    expect(graphDifference(graphIdentity(graph), renamed)).toBeUndefined();
  });

  test("every op, operand, type and constant changes the hash", () => {
    const seen = new Set([graphIdentity(graph).hash]);
    const variants: Graph[] = graph.ops.map((_, at) => ({ ...graph, ops: graph.ops.filter((_, i) => i !== at) }));
    variants.push(
      ...graph.ops.map((_, at) => ({
        ...graph,
        ops: graph.ops.map((op, i) => (i === at ? ({ ...op, operands: [...op.operands].fill(0) } as typeof op) : op)),
      })),
    );
    const numConstants = graph.ops.filter(({ kind }) => kind === "constant").length;
    for (const variant of variants) seen.add(graphIdentity(variant).hash);
    // Ops whose only operand is value 0 already, and those without operands, stay as they are.
    const unchanged = graph.ops.filter(({ operands }) => operands.every((operand) => operand === 0)).length;
    expect(seen.size).toBe(1 + 2 * graph.ops.length - unchanged);
    expect(numConstants).toBeGreaterThan(0);
  });

  test("differences name the first port or op count that differs", () => {
    const identity = graphIdentity(graph);
    const first = graph.inputs[0].value;
    const types = graph.types.map((type, value) => (value === first ? { ...type, shape: [3, ...type.shape] } : type));
    expect(graphDifference(identity, { ...graph, types })).toMatch(/^its input .*f32\[\d+,\d+\] is f32\[3,/);
    expect(graphDifference(identity, { ...graph, inputs: graph.inputs.slice(1) })).toMatch(
      /^it has \d+ inputs, the step has \d+$/,
    );
    const fewer = graph.ops.filter((op) => op.kind !== "dot_general");
    expect(graphDifference(identity, { ...graph, ops: fewer })).toMatch(/^it has \d+ dot_general, the step 0$/);
  });
});
