/** @file Checks that every pipeline plan must pass. */
import { expect } from "vitest";
import { findLayers } from "../../src/analysis/layers.ts";
import { findReplicated } from "../../src/analysis/replicated.ts";
import type { Step } from "../../src/analysis/step.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import { definingOps } from "../../src/ir/graph.ts";
import { numElements } from "../../src/ir/types.ts";
import { interpretProgram } from "../../src/lower/interpret.ts";
import { lower } from "../../src/lower/lower.ts";
import { meshSize } from "../../src/plan/placement.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { planFromJson, planToJson } from "../../src/plan/plan-file.ts";
import { findSchedule } from "../../src/schedules/registry.ts";
import { expectClose } from "./close.ts";
import type { TracedStep } from "./train-steps.ts";

/**
 * Expects that stages have disjoint devices, that activations go only to later chunks of the model and gradients only
 * to earlier ones, and that the plan's program computes the results of the traced step.
 */
export function checkPipeline(whole: TracedStep, step: Step, plan: Plan): void {
  const devices = plan.stages.flatMap((stage) => stage.devices);
  expect(devices).toEqual([...devices.keys()]);
  for (const { mesh, devices: own } of plan.stages) expect(own).toHaveLength(meshSize(mesh));
  expect(planFromJson(planToJson(plan), "plan")).toEqual(JSON.parse(JSON.stringify(plan)));

  const { graph } = step;
  const { positionOf } = findSchedule(plan.pipeline!.schedule);
  const piece = (op: number) => positionOf(plan.ops[op].stage, plan.ops[op].chunk ?? 0, plan.stages.length);
  const common = findReplicated(step);
  const { isForward } = findLayers(step, { numLayers: 1 });
  const definers = definingOps(graph);
  graph.ops.forEach(({ operands }, op) => {
    for (const operand of operands) {
      const definer = definers[operand];
      if (definer < 0 || common.ops[definer] || op >= step.numAccumulateOps) continue;
      if (isForward[op]) expect(piece(definer)).toBeLessThanOrEqual(piece(op));
      else if (!isForward[definer] && numElements(graph.types[operand].shape) > 1)
        expect(piece(definer)).toBeGreaterThanOrEqual(piece(op));
    }
  });
  graph.outputs.forEach((_, output) => {
    if (step.stateOf[output] >= 0) expect(plan.outputs[output]).toEqual(plan.inputs[step.stateOf[output]]);
  });

  const { graph: traced } = whole;
  const expected = evaluateGraph(traced, whole.inputs);
  interpretProgram(lower(step, plan), whole.inputs).forEach((actual, i) => {
    const { value, name } = traced.outputs[i];
    expectClose(actual, expected[i], traced.types[value], name);
  });
}
