import { expect, test } from "vitest";
import { randomInputs } from "../../test/support/random-data.ts";
import { type RandomGraphOptions, randomGraph } from "../../test/support/random-graph.ts";
import { seededRandom } from "../base/random.ts";
import { evaluateGraph } from "./evaluate.ts";
import type { Graph } from "./graph.ts";
import { canonicalize, simplify, sinkViews } from "./simplify.ts";
import { isFloat, type TensorData } from "./types.ts";

/** Checks that both graphs compute the same, within what reordering float sums may change. */
function expectSameResults(graph: Graph, other: Graph, seed: number): void {
  const inputs = randomInputs(seededRandom(seed), graph);
  const [expected, actual] = [evaluateGraph(graph, inputs), evaluateGraph(other, inputs)];
  expected.forEach((want: TensorData, index) => {
    const { dtype } = graph.types[graph.outputs[index].value];
    const got = actual[index];
    const scale = Math.max(1, ...Array.from<number | bigint, number>(want, (x) => Math.abs(Number(x)) || 0));
    const tolerance = isFloat(dtype) ? 2e-5 * scale : 0;
    const wrong = want.findIndex((x: number | bigint, i: number) => {
      const [a, b] = [Number(x), Number(got[i])];
      return !(Object.is(a, b) || Math.abs(a - b) <= tolerance);
    });
    if (wrong >= 0) expect.fail(`seed ${seed} output ${index}[${wrong}]: ${want[wrong]} became ${got[wrong]}`);
  });
}

const movingKinds = [
  "broadcast_in_dim",
  "reshape",
  "transpose",
  "dot_general",
  "reduce",
  "multiply",
  "negate",
] as const;

test.each<[string, number, RandomGraphOptions]>([
  ["all kinds", 200, { numOps: 20 }],
  ["views and contractions", 200, { numOps: 20, kinds: [...movingKinds, "constant", "select"] }],
  ["arithmetic", 100, { numOps: 20, kinds: ["add", "subtract", "multiply", "divide", "negate", "constant", "power"] }],
])("simplify keeps what a graph computes: %s", (_, numGraphs, options) => {
  for (let seed = 0; seed < numGraphs; seed++) {
    const graph = randomGraph(seededRandom(seed), options);
    const simplified = simplify(graph);
    expect(simplified.inputs.map(({ name }) => name)).toEqual(graph.inputs.map(({ name }) => name));
    expectSameResults(graph, simplified, seed);
    // A simple graph has nothing left to simplify.
    expect(sinkViews(simplified), `seed ${seed}`).toBe(simplified);
    const canonical = canonicalize(graph);
    expect(canonicalize(canonical), `seed ${seed}`).toBe(canonical);
  }
});
