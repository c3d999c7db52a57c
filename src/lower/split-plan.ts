/**
 * @file Splits the plan of a pipeline: every stage's own step with a plan of one mesh, so that a pipeline is priced,
 *   printed and explained stage by stage. Values from other stages have the placement in which their transfer delivers
 *   them.
 */
import { StageCutter, type StageStep } from "../analysis/stage-step.ts";
import type { Step } from "../analysis/step.ts";
import type { ValueId } from "../ir/graph.ts";
import { factorRule } from "../ir/table.ts";
import { type Placement, replicated } from "../plan/placement.ts";
import type { OpPlan, Plan, PortPlan } from "../plan/plan.ts";
import { partitionStages } from "./partition.ts";

export interface SplitStage {
  readonly part: StageStep;
  /** A plan of one stage for `part.step`, on the stage's own devices. */
  readonly plan: Plan;
}

/** @throws InvalidConfig when the plan does not suit the step */
export function splitPlan(step: Step, plan: Plan): SplitStage[] {
  const { transfers } = partitionStages(step, plan);
  const cutter = new StageCutter(step);
  const assignment = {
    numStages: plan.stages.length,
    opPlaces: plan.ops.map(({ stage, chunk = 0 }) => ({ stage, chunk })),
    inputStages: Int32Array.from(plan.inputs, ({ stage }) => stage),
  };
  const whole = (value: ValueId): Placement => replicated(step.graph.types[value].shape.length);
  return plan.stages.map((own, stage): SplitStage => {
    const part = cutter.stageStep(assignment, stage);
    const { graph } = part.step;
    const received = new Map(transfers.flatMap(({ value, to }) => (to.stage === stage ? [[value, to.placement]] : [])));
    const sent = new Map(
      transfers.flatMap(({ value, from }) => (from.stage === stage ? [[value, from.placement]] : [])),
    );
    const port = (placement: Placement): PortPlan => ({ stage: 0, placement });
    const inputs = part.inputs.map((source, i): PortPlan => {
      const value = part.values[graph.inputs[i].value];
      if (source.kind === "input" && plan.inputs[source.input].stage === stage) {
        return port(plan.inputs[source.input].placement);
      }
      return port(received.get(value) ?? whole(value));
    });
    const outputs = part.outputs.map((target, i): PortPlan => {
      const value = part.values[graph.outputs[i].value];
      if (target.kind === "output" && plan.outputs[target.output].stage === stage) {
        return port(plan.outputs[target.output].placement);
      }
      return port(sent.get(value) ?? whole(value));
    });
    const ops = part.ops.map((op, local): OpPlan => {
      const { stage: home, factors, partial } = plan.ops[op];
      if (home === stage) return { stage: 0, factors, partial };
      return { stage: 0, factors: factorRule(graph, graph.ops[local]).factors.map(() => []), partial: {} };
    });
    const isOwn = new Set(
      part.ops.filter((op) => plan.ops[op].stage === stage).flatMap((op) => step.graph.ops[op].results),
    );
    const localOf = new Map(graph.ops.flatMap(({ results }) => results.map((local) => [part.values[local], local])));
    const reshards = (plan.reshards ?? []).flatMap(({ value, placement }) => {
      return isOwn.has(value) ? [{ value: localOf.get(value)!, placement }] : [];
    });
    return {
      part,
      plan: {
        version: 1,
        method: plan.method,
        microbatches: plan.microbatches,
        stages: [own],
        inputs,
        outputs,
        ops,
        ...(reshards.length > 0 && { reshards }),
      },
    };
  });
}

/** An op in its own stage: the stage's step and plan, and the op's number there. */
export function opInStage(step: Step, plan: Plan, op: number): { step: Step; plan: Plan; op: number } {
  if (plan.stages.length === 1) return { step, plan, op };
  const own = splitPlan(step, plan)[plan.ops[op].stage];
  return { step: own.part.step, plan: own.plan, op: own.part.ops.indexOf(op) };
}

/**
 * Every stage as its own step and plan, with the numbers of its ops in `step`; the step itself if there is one stage.
 */
export function stagesOf(step: Step, plan: Plan): { step: Step; plan: Plan; ops?: readonly number[] }[] {
  if (plan.stages.length === 1) return [{ step, plan }];
  return splitPlan(step, plan).map(({ part, plan: own }) => ({ step: part.step, plan: own, ops: part.ops }));
}
