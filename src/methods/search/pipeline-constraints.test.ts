/** @file The user's constraints in pipelines: they apply in every stage that contains the named items. */

import { describe, expect, test } from "vitest";
import { checkPipeline } from "../../../test/support/check-pipeline.ts";
import { planNow } from "../../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../../test/support/train-steps.ts";
import { analyzeBatch } from "../../analysis/batch.ts";
import type { Step } from "../../analysis/step.ts";
import { opName } from "../../ir/graph.ts";
import { axesSize, placementText } from "../../plan/placement.ts";
import type { Plan } from "../../plan/plan.ts";
import { valuePlacements } from "../../sharding/check-plan.ts";
import { manual } from "../manual.ts";
import type { Method } from "../method.ts";
import { pipeshard } from "../pipeshard.ts";
import { shard } from "../shard.ts";
import type { Constraints } from "./constraints.ts";
import type { SearchOptions } from "./search-plan.ts";

const placementOf = (step: Step, plan: Plan, name: string): string =>
  placementText(plan.inputs[step.graph.inputs.findIndex((port) => port.name.endsWith(name))].placement);

describe("constraints in a pipeline", () => {
  const traced = mlp(8, [8, 16, 16, 16, 8]);
  const step = stepOf(traced, 2);
  const { graph } = step;
  const pipelined = (constraints: Constraints, intra: (options: SearchOptions) => Method = shard, devices = 4) =>
    planNow(pipeshard({ stages: 2, intra: intra(constraints) }), step, devices);
  const isDot = (op: number): boolean => graph.ops[op].kind === "dot_general";

  test.each([
    ["params[0].w", 0, [null, 2], "[_, x]"],
    ["params[0].w", 0, [null, null], "[_, _]"],
    ["params[3].w", 1, [2, null], "[x, _]"],
    ["params[3].w", 1, [null, "x"], "[_, x]"],
  ] as const)("pin %s: stage %d, which has it, satisfies %j", (name, stage, dims, expected) => {
    const plan = pipelined({ pin: { [name]: dims } });
    expect(placementOf(step, plan, name)).toBe(expected);
    expect(plan.inputs[graph.inputs.findIndex((port) => port.name.endsWith(name))].stage).toBe(stage);
    checkPipeline(traced, step, plan);
  });

  test("names with * reach into every stage", () => {
    for (const [dims, expected] of [
      [[2, null], "[x, _]"],
      [[null, 2], "[_, x]"],
    ] as const) {
      const plan = pipelined({ pin: { "params[*].w": dims } });
      for (const index of [0, 1, 2, 3]) expect(placementOf(step, plan, `params[${index}].w`)).toBe(expected);
    }
  });

  test("an op is named by its number in the whole step, also in the stage that computes it", () => {
    const free = pipelined({});
    const dots = [...graph.ops.keys()].filter(isDot);
    const inLastStage = dots.filter((op) => free.ops[op].stage === 1);
    // In the stage's own step this number belongs to another op, or to none.
    for (const op of [dots[0], inLastStage[0], inLastStage.at(-1)!])
      for (const parts of [
        ["x", null, null],
        [null, "x", null],
      ] as const) {
        const plan = pipelined({ pin: { [opName(graph, op)]: { factors: parts } } });
        expect(plan.ops[op].factors).toEqual(parts.map((axis) => (axis === null ? [] : [axis])));
      }
    const sent = graph.ops.findIndex(
      ({ results: [value] }, op) =>
        free.ops[op].stage === 0 &&
        graph.types[value].shape.length === 2 &&
        graph.ops.some(({ operands }, reader) => operands.includes(value) && free.ops[reader].stage === 1),
    );
    for (const dims of [
      ["x", null],
      [null, "x"],
    ] as const) {
      const plan = pipelined({ pin: { [opName(graph, sent)]: dims } });
      expect(valuePlacements(graph, plan)[graph.ops[sent].results[0]].dims).toEqual(
        dims.map((axis) => (axis === null ? [] : [axis])),
      );
      checkPipeline(traced, step, plan);
    }
  });

  test("forbidden dims and the tensor parallel degree", () => {
    const forbid = [0, 1].map((dim) => ({ value: "params[3].w", dim }));
    expect(placementOf(step, pipelined({ forbid }), "params[3].w")).toBe("[_, _]");
    const { states, batchFactors } = analyzeBatch(graph, step.batchInputs, 1);
    const { ops, stages } = pipelined({ maxTensorParallel: 1 });
    graph.ops.forEach(({ operands }, op) => {
      if (!operands.some((value) => states[value].kind === "split")) return;
      const others = ops[op].factors.filter((_, factor) => factor !== batchFactors[op]);
      expect(axesSize(stages[ops[op].stage].mesh, others.flat())).toBe(1);
    });
  });

  test("the stage search respects them too", () => {
    for (const [dims, expected] of [
      [[2, null], "[x, _]"],
      [[null, 2], "[_, x]"],
    ] as const) {
      const intra = shard({ pin: { "params[0].w": dims } });
      const plan = planNow(pipeshard({ stages: "auto", intra }), step, 4);
      expect(placementOf(step, plan, "params[0].w")).toBe(expected);
    }
  });

  test.each([2, "auto"] as const)(
    "stages %s: a name that no stage has is refused before any stage is planned",
    (stages) => {
      const refused = (constraints: Constraints) =>
        expect(() => planNow(pipeshard({ stages, intra: shard(constraints) }), step, 4));
      refused({ pin: { "parms[3].w": [2, null] } }).toThrow(
        /^pin: no argument, result or op is called "parms\[3\].w"; did you mean "params\[3\].w"\?$/,
      );
      refused({ forbid: [{ value: "nonsense", dim: 0 }] }).toThrow(
        /^forbid: no argument, result or op is called "nonsense"/,
      );
      refused({ pin: { "params[3].b": [2, null] } }).toThrow(
        /^pin params\[3\].b \[2, _\]: it has 2 dims, the value has 1/,
      );
    },
  );

  test('stages "auto": a constraint that no number of devices satisfies is reported as it is', () => {
    const refused = (pin: Constraints["pin"]) =>
      expect(() => planNow(pipeshard({ stages: "auto", intra: shard({ pin }) }), step, 4));
    refused({ "params[0].w": [null, "zz"] }).toThrow(
      /^pin params\[0\].w \[_, zz\]: the mesh \(x=2, y=2\) has no axis "zz"/,
    );
    refused({ "params[0].w": [null, 3] }).toThrow(
      /dim 1 in 3 parts cannot be made of the mesh \(x=2, y=2\), which makes 1, 2, 4/,
    );
  });

  test("manual placements apply in the stages that contain the named items", () => {
    const placements = { "params[0].w": [null, "x"], "params[3].w": ["x", null] };
    const plan = planNow(pipeshard({ stages: 2, intra: manual({ mesh: { x: 2 }, placements }) }), step, 4);
    expect(placementOf(step, plan, "params[0].w")).toBe("[_, x]");
    expect(placementOf(step, plan, "params[3].w")).toBe("[x, _]");
    checkPipeline(traced, step, plan);
    const misspelt = manual({ mesh: { x: 2 }, placements: { "parms[3].w": ["x", null] } });
    expect(() => planNow(pipeshard({ stages: 2, intra: misspelt }), step, 4)).toThrow(
      /^placements: .* did you mean "params\[3\].w"\?$/,
    );
  });

  test("an error inside a stage names the stage, and ops by their numbers in the whole step", () => {
    expect(() => pipelined({ pin: { "params[3].w": [4, null] } })).toThrow(
      /^stage 1: pin params\[3\]\.w \[4, _\]: dim 0 in 4 parts cannot be made of the mesh \(x=2\)/,
    );
    const last = [...graph.ops.keys()].filter(isDot).at(-1)!;
    const name = opName(graph, last);
    expect(() => pipelined({ pin: { [name]: { factors: [2, 2, 2] } } })).toThrow(
      new RegExp(`^stage \\d: pin ${name} factors \\[2, 2, 2\\]: ${name} has no such choice on mesh \\(x=2\\)`),
    );
  });
});
