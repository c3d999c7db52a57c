import { expect, test } from "vitest";
import { randomGraph } from "../../test/support/random-graph.ts";
import { randomMesh, randomPlacement, stepOf } from "../../test/support/random-plan.ts";
import { seededRandom } from "../base/random.ts";
import { GraphBuilder } from "../ir/builder.ts";
import type { Graph } from "../ir/graph.ts";
import { partition } from "../lower/partition.ts";
import type { Mesh, Placement } from "../plan/placement.ts";
import { completePlan, type Seeds } from "./propagate.ts";

const mesh: Mesh = {
  axes: [
    { name: "data", size: 2 },
    { name: "tensor", size: 2 },
  ],
};
const place = (...dims: string[][]): Placement => ({ dims, partial: [] });
const collectivesOf = (graph: Graph) =>
  graph.ops.filter((op) => op.kind.startsWith("all_") || op.kind === "reduce_scatter").map((op) => op.kind);

/** One SGD step of loss = Σ (relu(x·w1)·w2)², written out with its gradients. State inputs w1, w2. */
function mlpStep() {
  const b = new GraphBuilder("mlp");
  const f32 = (...shape: number[]) => ({ shape, dtype: "f32" as const });
  const [w1, w2, x] = [b.input("w1", f32(16, 32)), b.input("w2", f32(32, 16)), b.input("x", f32(8, 16))];
  const dot = (lhs: number, rhs: number, l: number, r: number) =>
    b.op("dot_general", [lhs, rhs], { lhsBatch: [], rhsBatch: [], lhsContract: [l], rhsContract: [r] });
  const h = dot(x, w1, 1, 0);
  const a = b.op("maximum", [h, b.splat(f32(8, 32), 0)], {});
  const y = dot(a, w2, 1, 0);
  const loss = b.op("reduce", [b.op("multiply", [y, y], {})], { reducer: "add", dims: [0, 1] });
  const dy = b.op("multiply", [y, b.splat(f32(8, 16), 2)], {});
  const dw2 = dot(a, dy, 0, 0);
  const da = dot(dy, w2, 1, 1);
  const isActive = b.op("compare", [h, b.splat(f32(8, 32), 0)], { direction: "GT" });
  const dh = b.op("select", [isActive, da, b.splat(f32(8, 32), 0)], {});
  const dw1 = dot(x, dh, 0, 0);
  const update = (w: number, dw: number) => {
    const type = b.typeOf(w);
    return b.op("subtract", [w, b.op("multiply", [dw, b.splat(type, 0.1)], {})], {});
  };
  const outputs = [update(w1, dw1), update(w2, dw2), loss];
  const graph = b.finish(outputs.map((value, i) => ({ value, name: ["w1", "w2", "loss"][i] })));
  return { ...stepOf(graph), stateOf: [0, 1, -1] };
}

test("data parallel: only the batch is given; one all-reduce per gradient and one for the loss", () => {
  const step = mlpStep();
  const seeds: Seeds = { inputs: new Map([place([], []), place([], []), place(["data"], [])].entries()) };
  const plan = completePlan(step, mesh, seeds, "test");
  expect(collectivesOf(partition(step, plan).graph)).toEqual(["all_reduce", "all_reduce", "all_reduce"]);
});

test("column then row split of two matmuls: one all-reduce forward, none in between", () => {
  const step = mlpStep();
  const inputs = new Map([place([], ["tensor"]), place(["tensor"], []), place([], [])].entries());
  const plan = completePlan(step, mesh, { inputs }, "test");
  // y forward; the gradients of both weights come out split as the weights are.
  expect(collectivesOf(partition(step, plan).graph)).toEqual(["all_reduce"]);
});

test("both axes at once: gradients are split by tensor and reduced over data", () => {
  const step = mlpStep();
  const inputs = new Map([place([], ["tensor"]), place(["tensor"], []), place(["data"], [])].entries());
  const plan = completePlan(step, mesh, { inputs }, "test");
  const graph = partition(step, plan).graph;
  expect(collectivesOf(graph)).toEqual(["all_reduce", "all_reduce", "all_reduce", "all_reduce"]);
  const groups = graph.ops.filter((op) => op.kind === "all_reduce").map((op) => op.attrs.axes.join());
  expect(groups.sort()).toEqual(["data", "data", "data", "tensor"]);
});

test("weights split over the data axis give ZeRO-3: gather the weights, reduce-scatter the gradients", () => {
  const step = mlpStep();
  const inputs = new Map([place(["data"], []), place(["data"], []), place(["data"], [])].entries());
  const ops = new Map<number, readonly (readonly string[])[]>();
  // The batch, not the contraction, takes the axis.
  step.graph.ops.forEach((op, index) => {
    if (op.kind === "dot_general") ops.set(index, batchFactor(index));
  });
  const plan = completePlan(step, mesh, { inputs, ops }, "test");
  const kinds = collectivesOf(partition(step, plan).graph);
  expect(kinds.filter((kind) => kind === "reduce_scatter")).toHaveLength(2);
  expect(kinds.filter((kind) => kind === "all_gather")).toHaveLength(2);

  /** Factors m, n, k: the batch of 8 is m forward and k in the weights' gradients. */
  function batchFactor(index: number) {
    const op = step.graph.ops[index];
    const isGradient = op.kind === "dot_general" && op.attrs.lhsContract[0] === 0;
    return isGradient ? [[], [], ["data"]] : [["data"], [], []];
  }
});

test("values that no seed reaches are replicated", () => {
  const step = mlpStep();
  const plan = completePlan(step, mesh, {}, "test");
  expect(plan.ops.every((op) => op.factors.every((axes) => axes.length === 0))).toBe(true);
  expect(collectivesOf(partition(step, plan).graph)).toEqual([]);
});

test("a seed with an unknown axis or a dim that does not divide is refused by name", () => {
  const step = mlpStep();
  const with1 = (placement: Placement) => () => completePlan(step, mesh, { inputs: new Map([[0, placement]]) }, "test");
  expect(with1(place(["dta"], []))).toThrow('input w1: the mesh has no axis "dta"; did you mean "data"?');
  expect(with1(place(["data"]))).toThrow("input w1: the placement has 1 dim, the value has 2 ([16, 32])");
});

test("completed plans are legal on random graphs, meshes and seeds", () => {
  for (let run = 0; run < Number(process.env.ALPA_CASES ?? 150); run++) {
    const random = seededRandom(run + 1000 * Number(process.env.ALPA_SEED ?? 1));
    const step = stepOf(randomGraph(random, { numOps: 20 }));
    const drawn = randomMesh(random);
    const inputs = new Map(
      step.graph.inputs.flatMap(({ value }, index) =>
        random.int(3) === 0 ? [] : [[index, randomPlacement(random, step.graph.types[value], drawn)] as const],
      ),
    );
    partition(step, completePlan(step, drawn, { inputs }, "test"));
  }
});
