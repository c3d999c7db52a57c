/** @file The user's constraints: plans satisfy them at the lowest possible cost; impossible ones are refused. */

import { describe, expect, test } from "vitest";
import { mlpStep } from "../../../test/golden/models.ts";
import { planNow } from "../../../test/support/plan-now.ts";
import { gpt, mlp, stepOf } from "../../../test/support/train-steps.ts";
import { analyzeBatch } from "../../analysis/batch.ts";
import type { Step } from "../../analysis/step.ts";
import { runToCompletion } from "../../base/cooperative.ts";
import { Infeasible, InvalidConfig } from "../../base/errors.ts";
import { threadsCluster } from "../../cluster/host-presets.ts";
import { logicalMesh } from "../../cluster/mesh.ts";
import { parseCluster } from "../../cluster/parse.ts";
import { type MeshCost, meshCost } from "../../cost/mesh-cost.ts";
import { opName } from "../../ir/graph.ts";
import { axesSize, type Mesh, placementText } from "../../plan/placement.ts";
import type { Plan } from "../../plan/plan.ts";
import { planFromJson, planToJson } from "../../plan/plan-file.ts";
import { valuePlacements } from "../../sharding/check-plan.ts";
import { explainOp } from "../../sharding/explain.ts";
import { planCost } from "../../sharding/plan-cost.ts";
import { buildIntraOp } from "../../sharding/problem/intra-op.ts";
import { solveSharding } from "../../solver/solve.ts";
import { dataParallel } from "../data-parallel.ts";
import { fixedPlan } from "../fixed-plan.ts";
import { manual } from "../manual.ts";
import type { Method } from "../method.ts";
import { shard } from "../shard.ts";
import { tensorParallel } from "../tensor-parallel.ts";
import { fsdp, zero } from "../zero.ts";
import { constrainedFilter } from "./constrained-filter.ts";
import { type Constraints, constrain, constraintsOn } from "./constraints.ts";
import type { SearchOptions } from "./search-plan.ts";

const costOf = (mesh: Mesh): MeshCost =>
  meshCost(logicalMesh(threadsCluster(mesh.axes.reduce((n, { size }) => n * size, 1)), mesh.axes));

const placementOf = (step: Step, plan: Plan, name: string): string =>
  placementText(plan.inputs[step.graph.inputs.findIndex((port) => port.name.endsWith(name))].placement);

describe("plans satisfy pins and forbidden splits at the lowest possible cost", () => {
  const mesh: Mesh = { axes: [{ name: "x", size: 2 }] };
  const step = stepOf(mlp(8, [8, 16, 16, 4]));
  const dot = step.graph.ops.findIndex(({ kind }) => kind === "dot_general");
  const name = opName(step.graph, dot);

  /** The lowest cost under the constraint, written out as costs of the unconstrained problem. */
  function cheapest(
    input: (index: number, text: string) => boolean,
    op: (index: number, text: string) => boolean,
  ): number {
    const { problem, inputNodes, opNodes, inputPlacements, strategies } = runToCompletion(
      buildIntraOp(step, {
        mesh,
        cost: costOf(mesh),
      }),
    );
    const costs = problem.costs.slice();
    const forbid = (node: number, choice: number): void => {
      costs[problem.nodeStart[node] + choice] = Number.POSITIVE_INFINITY;
    };
    inputNodes.forEach((node, index) => {
      inputPlacements[index].forEach((placement, s) => {
        if (!input(index, placementText(placement))) forbid(node, s);
      });
    });
    opNodes.forEach((node, index) => {
      strategies[index].forEach(({ plan }, s) => {
        if (!op(index, JSON.stringify(plan.factors))) forbid(node, s);
      });
    });
    return solveSharding({ ...problem, costs }, { seconds: 10 }).cost;
  }
  const solve = (constraints: Constraints): Plan => {
    const filter = constrainedFilter(step, mesh, constraintsOn(step, constraints), "shard");
    const { problem, decode } = runToCompletion(buildIntraOp(step, { mesh, cost: costOf(mesh), filter }));
    const { choice, cost } = solveSharding(problem, { seconds: 10 });
    const plan = decode(choice, "shard");
    expect(planCost(step, plan, costOf(mesh)).seconds / cost).toBeCloseTo(1, 6);
    return plan;
  };
  const secondsOf = (plan: Plan): number => planCost(step, plan, costOf(mesh)).seconds;
  const weight = step.graph.inputs.findIndex((port) => port.name.endsWith("params[1].w"));

  test.each([
    ["[x, _]", ["x", null]],
    ["[_, x]", [null, 2]],
    ["[_, _]", [null, 1]],
  ] as const)("an argument has placement %s between steps", (text, dims) => {
    const plan = solve({ pin: { "params[1].w": dims } });
    expect(placementOf(step, plan, "params[1].w")).toBe(text);
    expect(secondsOf(plan)).toBeCloseTo(
      cheapest(
        (i, p) => i !== weight || p === text,
        () => true,
      ),
      12,
    );
  });

  test.each([[["x", null, null]], [[null, "x", null]], [[null, null, 2]]])("an op's factors are %j", (factors) => {
    const plan = solve({ pin: { [name]: { factors } } });
    const wanted = JSON.stringify(factors.map((split) => (split === null ? [] : ["x"])));
    expect(JSON.stringify(plan.ops[dot].factors)).toBe(wanted);
    expect(secondsOf(plan)).toBeCloseTo(
      cheapest(
        () => true,
        (op, text) => op !== dot || text === wanted,
      ),
      12,
    );
  });

  test("a pinned value is resharded to its placement before it is read", () => {
    const places = [
      [null, null],
      ["x", null],
      [null, "x"],
    ].map((dims) => {
      const plan = solve({ pin: { [name]: dims } });
      // Its only reader adds the bias.
      const reader = step.graph.ops.findIndex(({ operands }) => operands.includes(step.graph.ops[dot].results[0]));
      return JSON.stringify(plan.ops[reader].factors);
    });
    expect(places).toEqual(["[[],[]]", '[["x"],[]]', '[[],["x"]]']);
  });

  test("a pinned value with several readers is resharded once", () => {
    const shared = stepOf(gpt(8));
    const sharedMesh: Mesh = { axes: [{ name: "x", size: 2 }] };
    const { graph } = shared;
    const op = graph.ops.findIndex(
      ({ kind, results: [value] }) =>
        kind === "add" &&
        graph.types[value].shape.length === 3 &&
        graph.ops.filter((o) => o.operands.includes(value)).length > 2,
    );
    for (const dims of [
      ["x", null, null],
      [null, null, null],
    ] as const) {
      const constraints = constraintsOn(shared, { pin: { [opName(graph, op)]: dims } });
      const filter = constrainedFilter(shared, sharedMesh, constraints, "shard");
      const { problem, decode } = runToCompletion(
        buildIntraOp(shared, { mesh: sharedMesh, cost: costOf(sharedMesh), filter }),
      );
      const plan = decode(solveSharding(problem, { seconds: 10 }).choice, "shard");
      expect(valuePlacements(graph, plan)[graph.ops[op].results[0]].dims).toEqual(
        dims.map((axis) => (axis ? [axis] : [])),
      );
    }
  });

  test("a forbidden dim is not split, on one axis or on all", () => {
    const free = placementOf(step, solve({ pin: { "params[1].w": [2, null] } }), "params[1].w");
    expect(free).toBe("[x, _]");
    for (const axis of ["x", undefined]) {
      const forbid = [0, 1].map((dim) => ({ value: "params[*].w", dim, axis }));
      const plan = solve({ forbid });
      for (const index of [0, 1, 2]) expect(placementOf(step, plan, `params[${index}].w`)).toBe("[_, _]");
      const isWeight = (i: number): boolean => step.graph.inputs[i].name.endsWith(".w");
      expect(secondsOf(plan)).toBeCloseTo(
        cheapest(
          (i, text) => !isWeight(i) || text === "[_, _]",
          () => true,
        ),
        12,
      );
    }
  });
});

describe("the tensor parallel degree", () => {
  // Wide layers and a small batch: tensor parallelism is fastest without a limit.
  const step = mlpStep(4, 8, 4096);
  const { states, batchFactors } = analyzeBatch(step.graph, step.batchInputs, 1);
  const cluster = parseCluster("1x8:v100-16gb");
  const degreeOf = ({ ops, stages: [{ mesh }] }: Plan): number =>
    Math.max(
      ...step.graph.ops.map(({ operands }, op) =>
        operands.some((value) => states[value].kind === "split")
          ? axesSize(mesh, ops[op].factors.filter((_, factor) => factor !== batchFactors[op]).flat())
          : 1,
      ),
    );

  test("is respected, and a tighter limit never makes the plan faster", () => {
    const plans = [1, 2, 4, 8, undefined].map((maxTensorParallel) =>
      planNow(shard({ cluster, maxTensorParallel }), step, 8),
    );
    expect(
      plans
        .map(degreeOf)
        .slice(0, 3)
        .every((degree, i) => degree <= 2 ** i),
    ).toBe(true);
    expect(degreeOf(plans[4])).toBeGreaterThan(1);
    plans.slice(1).forEach(({ estimate }, i) => {
      expect(estimate!.boundSeconds!).toBeLessThanOrEqual(plans[i].estimate!.seconds * (1 + 1e-9));
    });
    expect(plans[3].estimate!.seconds).toBeCloseTo(plans[4].estimate!.seconds, 12);
  });

  test("is refused below the degree that the method needs", () => {
    expect(() => planNow(tensorParallel({ degree: 4, maxTensorParallel: 2 }), step, 8)).toThrow(
      "tensorParallel(degree=4): degree 4 is over maxTensorParallel 2; lower the degree or raise the limit",
    );
  });
});

const methods: readonly [string, (options: SearchOptions) => Method][] = [
  ["shard", shard],
  ["dataParallel", dataParallel],
  ["tensorParallel", tensorParallel],
  ["zero 1", (options) => zero({ stage: 1, ...options })],
  ["zero 3", (options) => zero({ stage: 3, ...options })],
  ["fsdp", fsdp],
  ["manual", (options) => manual({ mesh: { data: 2, model: 2 }, placements: {}, ...options })],
];

test.each(methods)("%s predicts the seconds and bytes that the cost model gives its plan", (_, method) => {
  const step = mlpStep(3, 16, 64);
  const cluster = parseCluster("1x4:v100-16gb");
  const { estimate, ...plan } = planNow(method({ cluster }), step, 4);
  const priced = planCost(step, plan, meshCost(logicalMesh(cluster, plan.stages[0].mesh.axes)));
  expect(estimate!.seconds / priced.seconds).toBeCloseTo(1, 6);
  expect(estimate!.peakBytes).toBe(priced.peakBytes);
});

describe("every method's plan", () => {
  const step = mlpStep(3, 16, 64);
  const cluster = parseCluster("1x4:v100-16gb");

  test.each(methods)("%s: the same from its file", (_, method) => {
    const plan = planNow(method({ cluster }), step, 4);
    expect(planNow(fixedPlan(planFromJson(planToJson(plan), "file")), step, 4)).toEqual(plan);
  });

  test.each(methods)("%s: explains each op, and no runner-up within its constraints is cheaper", (_, make) => {
    const method = make({ cluster });
    const plan = planNow(method, step, 4);
    const { mesh } = plan.stages[0];
    const cost = meshCost(logicalMesh(cluster, mesh.axes));
    const { boundSeconds = 0, seconds } = plan.estimate!;
    const free = runToCompletion(buildIntraOp(step, { mesh, cost }));
    const { bound } = solveSharding(free.problem, { seconds: 10 });
    const dots = [...step.graph.ops.keys()].filter((op) => step.graph.ops[op].kind === "dot_general");
    for (const op of dots.slice(0, 3)) {
      const { chosen, runnersUp, elsewhere } = explainOp(step, plan, op, {
        cost,
        filter: method.space?.filter(step, mesh),
      });
      expect(elsewhere).toBe(method.space ? "chosen anew" : "as planned");
      expect(chosen.plan).toEqual(plan.ops[op]);
      expect(chosen.stepSeconds / seconds).toBeCloseTo(1, 6);
      for (const { stepSeconds } of runnersUp) {
        expect(stepSeconds).toBeGreaterThanOrEqual(boundSeconds * (1 - 1e-6));
        expect(stepSeconds).toBeGreaterThanOrEqual(bound * (1 - 1e-6));
      }
      // Methods that fix the split of each op have no alternatives.
      if (method.name === "shard" || method.name.startsWith("manual")) expect(runnersUp.length).toBe(3);
    }
  });
});

describe("refusals", () => {
  const step = stepOf(mlp(8, [8, 16, 16, 4]));
  const refused = (constraints: Constraints, method: (options: SearchOptions) => Method = shard, devices = 4) =>
    expect(() => planNow(method(constraints), step, devices));

  test("invalid values", () => {
    expect(() => constrain({ maxTensorParallel: 0 })).toThrow(InvalidConfig);
    expect(() => constrain({ memoryBytes: -1 })).toThrow("memoryBytes: got -1; give a number of bytes above 0");
    expect(() => constrain({ pin: { w: [1.5] } })).toThrow("pin w: got 1.5 parts; give an integer of 1 or more");
    expect(() => constrain({ forbid: [{ value: "w", dim: -1 }] })).toThrow("forbid w: got dim -1");
    expect(() => shard({ maxTensorParallel: 0.5 })).toThrow("maxTensorParallel: got 0.5");
  });

  test("unknown names, with the nearest name", () => {
    refused({ pin: { "parms[0].w": [null, 2] } }).toThrow(
      /^pin: no argument, result or op is called "parms\[0\].w"; did you mean "params\[0\].w"\?$/,
    );
    refused({ pin: { "params[0].w": [null, "z"] } }).toThrow(
      /^pin params\[0\]\.w \[_, z\]: the mesh \(x=2, y=2\) has no axis "z"/,
    );
    refused({ forbid: [{ value: "dot_genral.2", dim: 0 }] }).toThrow(/^forbid: .* did you mean "dot_general/);
    refused({ forbid: [{ value: "params[0].b", dim: 1 }] }).toThrow("the value has 1 dim; count them from 0");
    refused({ pin: { "params[0].w": [2] } }).toThrow(/it has 1 dim, the value has 2 \(\[8, 16\]\)/);
    refused({ pin: { "params[0].w": { factors: [2] } } }).toThrow("factors are of ops");
  });

  test("numbers of parts that the mesh or the size does not allow, with those that it does", () => {
    refused({ pin: { "params[0].w": [null, 3] } }).toThrow(
      "pin params[0].w [_, 3]: dim 1 in 3 parts cannot be made of the mesh (x=2, y=2), " +
        "which makes 1, 2, 4; use one of these",
    );
    expect(() => planNow(shard({ pin: { "params[2].b": [8] } }), step, 8)).toThrow(
      /dim 0 has size 4, which leaves 4 over in 8 parts; split it in 1 or 2 or 4/,
    );
  });

  test("choices that the method does not allow, with those that it does", () => {
    refused({ pin: { "params[0].w": [4, null] } }, dataParallel).toThrow(
      /^pin params\[0\]\.w \[4, _\]: params\[0\]\.w tensor<8x16xf32> has no such choice on mesh \(data=4\) that dataParallel allows; what would fit: \[_, _\]$/,
    );
    refused({ forbid: [0, 1].map((dim) => ({ value: "params[0].w", dim })) }, fsdp).toThrow(
      /^forbid params\[0\]\.w dim 0 and forbid params\[0\]\.w dim 1: .* that fsdp allows; what would fit: \[data, _\] \[_, data\]$/,
    );
    refused({ pin: { "params[0].w": [4, null] } }, dataParallel).toThrow(Infeasible);
  });

  test("a memory limit that only a constraint makes impossible is reported with the constraint", () => {
    // One weight of 1 MiB and a batch of 8: the weight must be split to fit.
    const wide = mlpStep(1, 8, 512);
    const memoryBytes = 1e6;
    expect(planNow(shard({ memoryBytes }), wide, 4).estimate!.peakBytes).toBeLessThan(memoryBytes);
    expect(() => planNow(shard({ memoryBytes, pin: { "state[0].w": [null, null] } }), wide, 4)).toThrow(
      /^memory: the plan with least memory needs .*; without pin state\[0\]\.w \[_, _\] a plan of \d+ kB fits the limit$/,
    );
  });
});
