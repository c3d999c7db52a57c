import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { stepOf } from "../../test/support/random-plan.ts";
import { splitMicrobatches } from "../analysis/microbatch.ts";
import type { Step } from "../analysis/step.ts";
import { seededRandom } from "../base/random.ts";
import { GraphBuilder } from "../ir/builder.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import type { ValueId } from "../ir/graph.ts";
import { bytesOf, numElements, type TensorType } from "../ir/types.ts";
import type { Mesh, Placement } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { completePlan } from "../sharding/propagate.ts";
import { accessOf } from "./buffers.ts";
import { interpretProgram } from "./interpret.ts";
import { lower } from "./lower.ts";
import { printProgram } from "./print-program.ts";
import type { MeshProgram, Program } from "./program.ts";

const f32 = (...shape: number[]): TensorType => ({ shape, dtype: "f32" });
const place = (...dims: string[][]): Placement => ({ dims, partial: [] });
const meshOf = (axis: string, size: number): Mesh => ({ axes: [{ name: axis, size }] });
const kindsOf = ({ instructions }: MeshProgram) =>
  instructions.map(({ kind }) => kind).filter((kind) => kind !== "free");

class Net extends GraphBuilder {
  dot(lhs: ValueId, rhs: ValueId, l: number, r: number): ValueId {
    return this.op("dot_general", [lhs, rhs], { lhsBatch: [], rhsBatch: [], lhsContract: [l], rhsContract: [r] });
  }

  relu(x: ValueId): ValueId {
    return this.op("maximum", [x, this.splat(this.typeOf(x), 0)], {});
  }

  sgd(w: ValueId, gradient: ValueId): ValueId {
    const scaled = this.op("multiply", [gradient, this.splat(this.typeOf(w), 0.5)], {});
    return this.op("subtract", [w, scaled], {});
  }
}

/** w ← w − ½·xᵀ(x·w), loss = Σ (x·w)²; x is the batch. */
function linearStep(microbatches: number): Step {
  const net = new Net("linear");
  const [w, x] = [net.input("w", f32(8, 4)), net.input("x", f32(8, 8))];
  const y = net.dot(x, w, 1, 0);
  const loss = net.op("reduce", [net.op("multiply", [y, y], {})], { reducer: "add", dims: [0, 1] });
  const updated = net.sgd(w, net.dot(x, y, 0, 0));
  const graph = net.finish([
    { value: updated, name: "w" },
    { value: loss, name: "loss" },
  ]);
  return splitMicrobatches(graph, { batchInputs: [{ input: 1, dim: 0 }], microbatches, stateOf: [0, -1] });
}

const dataPlan = (step: Step) =>
  completePlan(step, meshOf("data", 2), { inputs: new Map([place([], []), place(["data"], [])].entries()) }, "test");

test("data parallel: one segment, gradients reduced, parameters updated in place as soon as possible", () => {
  const step = linearStep(1);
  const program = lower(step, dataPlan(step));
  const [mesh] = program.meshes;
  expect(kindsOf(mesh)).toEqual(["run", "all_reduce", "run", "all_reduce"]);
  expect(mesh.segments.map(({ kernel }) => kernel)).toEqual(["general", "elementwise"]);
  expect(program.outputs[0].buffer).toBe(program.inputs[0].buffer);
  expect(program.stateOf).toEqual([0, -1]);
});

test("microbatches: the first writes the sum, later ones add, one all-reduce per step", () => {
  const step = linearStep(4);
  const [mesh] = lower(step, dataPlan(step)).meshes;
  const loop = [
    "run",
    "run",
    "accumulate",
    "accumulate",
    "run",
    "accumulate",
    "accumulate",
    "run",
    "accumulate",
    "accumulate",
  ];
  expect(kindsOf(mesh)).toEqual([...loop, "all_reduce", "run", "all_reduce"]);
  // Every microbatch runs the same segment on a view of its rows.
  const runs = mesh.instructions.flatMap((i) => (i.kind === "run" && i.microbatch >= 0 ? [i] : []));
  expect(runs.map(({ segment }) => segment)).toEqual([0, 0, 0, 0]);
  const views = mesh.buffers.flatMap((buffer) => (buffer.kind === "view" ? [buffer.byteOffset] : []));
  expect(views).toEqual([0, 32, 64, 96]);
});

test("equal layers run one segment; two all-reduces per pair of layers", () => {
  const net = new Net("layers");
  const weights = Array.from({ length: 8 }, (_, i) => net.input(`w${i}`, f32(16, 16)));
  let x = net.input("x", f32(4, 16));
  for (const w of weights) x = net.relu(net.dot(x, w, 1, 0));
  const step = stepOf(net.finish([{ value: x, name: "y" }]));
  const inputs = new Map(weights.map((_, i) => [i, i % 2 === 0 ? place([], ["t"]) : place(["t"], [])]));
  const [mesh] = lower(step, completePlan(step, meshOf("t", 2), { inputs }, "test")).meshes;
  expect(kindsOf(mesh).filter((kind) => kind === "all_reduce")).toHaveLength(4);
  const runs = mesh.instructions.flatMap((i) => (i.kind === "run" ? [i.segment] : []));
  expect(runs).toEqual([0, 1, 1, 1, 2]);
});

test("state that swaps places is copied through a buffer of its own", () => {
  const net = new Net("swap");
  const [a, b] = [net.input("a", f32(4)), net.input("b", f32(4))];
  const graph = net.finish([
    { value: b, name: "a" },
    { value: a, name: "b" },
  ]);
  const step = { ...stepOf(graph), stateOf: [0, 1] };
  const program = lower(step, completePlan(step, meshOf("x", 2), {}, "test"));
  const data = [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8)];
  expect(interpretProgram(program, data)).toEqual([data[1], data[0]]);
  expect(program.outputs.map(({ buffer }) => buffer)).toEqual(program.inputs.map(({ buffer }) => buffer));
});

test("new state stays in a copy while an output still holds the old one", () => {
  const net = new Net("old");
  const w = net.input("w", f32(4));
  const graph = net.finish([
    { value: net.sgd(w, w), name: "w" },
    { value: w, name: "before" },
  ]);
  const step = { ...stepOf(graph), stateOf: [0, -1] };
  const program = lower(step, completePlan(step, meshOf("x", 1), {}, "test"));
  const results = interpretProgram(program, [Float32Array.of(2, 4, 6, 8)]);
  expect(results).toEqual([Float32Array.of(1, 2, 3, 4), Float32Array.of(2, 4, 6, 8)]);
});

test("an update whose gradient is reshaped still runs in place", () => {
  const net = new Net("reshaped");
  const [w, x] = [net.input("w", f32(2, 8)), net.input("x", f32(4, 16))];
  const gradient = net.op("reshape", [net.op("reduce", [x], { reducer: "add", dims: [0] })], { shape: [2, 8] });
  const step = { ...stepOf(net.finish([{ value: net.sgd(w, gradient), name: "w" }])), stateOf: [0] };
  const [mesh] = lower(step, completePlan(step, meshOf("x", 1), {}, "test")).meshes;
  expect(kindsOf(mesh)).toEqual(["run", "run"]);
  expect(mesh.segments.map(({ kernel }) => kernel)).toEqual(["general", "elementwise"]);
});

test("a resharded gradient is scattered in every microbatch, so that its sum takes a shard", () => {
  const step = linearStep(2);
  const plan = dataPlan(step);
  const gradient = step.graph.ops.findIndex(
    (op, i) => op.kind === "dot_general" && i > 0 && step.accumulated.includes(op.results[0]),
  );
  const reshards = [{ value: step.graph.ops[gradient].results[0], placement: place(["data"], []) }];
  const program = lower(step, { ...plan, reshards });
  const kinds = kindsOf(program.meshes[0]);
  expect(kinds.filter((kind) => kind === "reduce_scatter")).toHaveLength(2);
  const sum = program.meshes[0].instructions.find((i) => i.kind === "reduce_scatter")!;
  expect(program.meshes[0].buffers["output" in sum ? sum.output : 0].type.shape).toEqual([4, 4]);
});

test("large parameters split over the batch axis are gathered layer by layer, forward and backward", () => {
  const numLayers = 4;
  const net = new Net("zero3");
  const weights = Array.from({ length: numLayers }, (_, i) => net.input(`w${i}`, f32(512, 512)));
  const x = net.input("x", f32(4, 512));
  const activations = [x];
  for (const w of weights) activations.push(net.relu(net.dot(activations.at(-1)!, w, 1, 0)));
  let gradient = activations[numLayers];
  const updated: ValueId[] = [];
  for (let i = numLayers - 1; i >= 0; i--) {
    updated[i] = net.sgd(weights[i], net.dot(activations[i], gradient, 0, 0));
    gradient = net.op("multiply", [net.dot(gradient, weights[i], 1, 1), activations[i]], {});
  }
  const graph = net.finish(updated.map((value, i) => ({ value, name: `w${i}` })));
  const step = { ...stepOf(graph), stateOf: weights.map((_, i) => i) };
  const split = place(["data"], []);
  // The batch dims take the axis: m of the forward and input-gradient products, k of the weight-gradient product.
  const ops = new Map(
    graph.ops.flatMap((op, index) => {
      if (op.kind !== "dot_general") return [];
      return [[index, op.attrs.lhsContract[0] === 0 ? [[], [], ["data"]] : [["data"], [], []]] as const];
    }),
  );
  const inputs = new Map([...weights, x].map((_, i) => [i, split]));
  const program = lower(step, completePlan(step, meshOf("data", 2), { inputs, ops }, "test"));

  // At most two whole weights or gradients and their shards at any time, plus activations.
  const [mesh] = program.meshes;
  const megabytes = (id: number) => bytesOf(mesh.buffers[id].type) / 2 ** 20;
  const held = new Set<number>();
  let peak = 0;
  for (const instruction of mesh.instructions) {
    const { reads, writes } = accessOf(instruction, mesh.buffers);
    for (const id of [...reads, ...writes]) held.add(id);
    peak = Math.max(
      peak,
      [...held].reduce((total, id) => total + megabytes(id), 0),
    );
    if (instruction.kind === "free") for (const id of instruction.buffers) held.delete(id);
  }
  expect(peak).toBeLessThan(numLayers / 2 + 3.1);
  expect(kindsOf(mesh).filter((kind) => kind === "all_gather")).toHaveLength(2 * numLayers - 2);
  expect(kindsOf(mesh).filter((kind) => kind === "reduce_scatter")).toHaveLength(numLayers);

  const random = seededRandom(3);
  const data = graph.inputs.map(({ value }) => {
    const { shape } = graph.types[value];
    return Float32Array.from({ length: numElements(shape) }, () => random.normal() / 16);
  });
  const expected = evaluateGraph(graph, data);
  interpretProgram(program, data).forEach((result, i) => {
    expectClose(result, expected[i], f32(512, 512), `w${i}`);
  });
});

test("the text of a program lists ports, buffers, segments and instructions", () => {
  const step = linearStep(1);
  expect(printProgram(lower(step, dataPlan(step)))).toMatchInlineSnapshot(`
    "program linear
      input w: tensor<8x4xf32> [_, _] mesh 0 %0
      input x: tensor<8x8xf32> [data, _] mesh 0 %1
      output w: tensor<8x4xf32> [_, _] mesh 0 %0 replaces w
      output loss: tensor<f32> [] mesh 0 %3

    mesh 0: data=2 on devices 0, 1
      buffers
        %0 w: tensor<8x4xf32> 128 bytes, input
        %1 x: tensor<4x8xf32> 128 bytes, input
        %2 all_reduce.5: tensor<8x4xf32> 128 bytes, temporary
        %3 loss: tensor<f32> 4 bytes, temporary
      segment 0 (general)
        reads v0: tensor<4x8xf32>, v1: tensor<8x4xf32>
        v2 = dot_general(v0, v1) {"lhsBatch":[],"rhsBatch":[],"lhsContract":[1],"rhsContract":[0]} : tensor<4x4xf32>
        v3 = multiply(v2, v2) : tensor<4x4xf32>
        v4 = reduce(v3) {"reducer":"add","dims":[0,1]} : tensor<f32>
        v5 = dot_general(v0, v2) {"lhsBatch":[],"rhsBatch":[],"lhsContract":[0],"rhsContract":[0]} : tensor<8x4xf32>
        makes v4, v5
      segment 1 (elementwise)
        reads v0: tensor<8x4xf32>, v3: tensor<8x4xf32>
        v1 = constant() {"type":{"dtype":"f32","shape":[8,4]},"data":{"splat":0.5}} : tensor<8x4xf32>
        v2 = multiply(v0, v1) : tensor<8x4xf32>
        v4 = subtract(v3, v2) : tensor<8x4xf32>
        makes v4
      instructions
        microbatch 0
          run segment 0 (%1, %0) -> (%3, %2)
          all_reduce over data (2), reducer add %2 -> %2
          run segment 1 (%2, %0) -> (%0)
          free %2
          all_reduce over data (2), reducer add %3 -> %3
    "
  `);
});

const refused =
  (step: Step, plan: Plan): (() => Program) =>
  () =>
    lower(step, plan);

test("plans that do not suit the step are refused with what to do", () => {
  const step = linearStep(1);
  const plan = dataPlan(step);
  expect(refused(step, { ...plan, ops: plan.ops.slice(1) })).toThrow(
    /^plan: it has \d+ ops, the step has \d+; make the plan/,
  );
  expect(refused(step, { ...plan, stages: [...plan.stages, ...plan.stages] })).toThrow(
    /^plan: it has 2 stages but no pipeline; /,
  );
  const split = { stage: 0, placement: place(["data"], []) };
  expect(refused(step, { ...plan, inputs: [split, plan.inputs[1]] })).toThrow(
    "output w: is placed [_, _] but becomes input w of the next step, placed [data, _]; place both alike",
  );
  const partial = { stage: 0, placement: { dims: [], partial: ["data"] } };
  expect(refused(step, { ...plan, outputs: [plan.outputs[0], partial] })).toThrow(
    /^output loss: \[\] partial\(data\) is partial; /,
  );
  const first = { ...plan.ops[0], factors: plan.ops[0].factors.map((_, f) => (f === 1 ? ["data", "data"] : [])) };
  expect(refused(step, { ...plan, ops: [first, ...plan.ops.slice(1)] })).toThrow(
    'dot_general.0: axis "data" is used twice; an axis splits one thing at a time',
  );
  const wrong = { ...plan.ops[0], factors: plan.ops[0].factors.map((_, f) => (f === 1 ? ["dat"] : [])) };
  expect(refused(step, { ...plan, ops: [wrong, ...plan.ops.slice(1)] })).toThrow('did you mean "data"?');
});

test("state has the same placement as input and as output", () => {
  const step = { ...linearStep(2), batchOutputs: [{ output: 0, dim: 0 }] };
  expect(refused(step, dataPlan(step))).toThrow(/^output w: is computed per example but becomes input w, /);
});
