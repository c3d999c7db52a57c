/**
 * @file Checks of a plan against its step before lowering, and the placements that the plan gives to every value.
 */
import type { Step } from "../analysis/step.ts";
import { InternalError, InvalidConfig, Unsupported } from "../base/errors.ts";
import { PairMap } from "../base/pair-map.ts";
import { definingOps, type Graph, opName, type ValueId } from "../ir/graph.ts";
import { factorRules, signaturesOf } from "../ir/signatures.ts";
import { graphDifference } from "../plan/identity.ts";
import { type Mesh, meshSize, type Placement, placementText, samePlacement } from "../plan/placement.ts";
import type { OpPlan, Plan, PortPlan } from "../plan/plan.ts";
import { checkPlacement, type OpPlacements, opPlacements } from "./strategies/op-placements.ts";

/** The mesh of a plan of one stage. */
export function onlyMesh(plan: Plan): Mesh {
  if (plan.stages.length !== 1) throw new InternalError("plan", `${plan.stages.length} stages instead of one`);
  return plan.stages[0].mesh;
}

/**
 * Operand and result placements of every op of a graph under a plan, on its stage's mesh; throws InvalidConfig naming
 * the op.
 */
export function planPlacements(graph: Graph, plan: Plan): OpPlacements[] {
  const signatures = signaturesOf(graph);
  // Equal ops of equal layers often share the object of their plan, and then their placements too.
  const known = new PairMap<OpPlan, number, OpPlacements>();
  return factorRules(graph).map((rule, index) => {
    const own = plan.ops[index];
    return known.getOrMake(own, signatures[index], () =>
      opPlacements(rule, own, plan.stages[own.stage].mesh, opName(graph, index)),
    );
  });
}

/** By value, the placement that its readers get: that of its input port or op, or the one that it is resharded to. */
export function valuePlacements(graph: Graph, plan: Plan): Placement[] {
  const placements = new Array<Placement>(graph.types.length);
  graph.inputs.forEach(({ value }, index) => {
    placements[value] = plan.inputs[index].placement;
  });
  planPlacements(graph, plan).forEach(({ results }, index) => {
    graph.ops[index].results.forEach((value, position) => {
      placements[value] = results[position];
    });
  });
  for (const { value, placement } of plan.reshards ?? []) placements[value] = placement;
  return placements;
}

/** Checks that state enters and leaves a step alike: as one value, or as microbatches along the same dim. */
function checkState({ graph, stateOf, microbatches, batchInputs, batchOutputs }: Step): void {
  if (microbatches === 1) return;
  stateOf.forEach((input, output) => {
    if (input < 0) return;
    const dimIn = batchInputs.find((batch) => batch.input === input)?.dim;
    const dimOut = batchOutputs.find((batch) => batch.output === output)?.dim;
    if (dimIn === dimOut) return;
    const [from, to] = [graph.inputs[input].name, graph.outputs[output].name];
    const what = dimOut === undefined ? "is computed once per step" : "is computed per example";
    const how = dimIn === undefined ? "no batch argument" : `cut into ${microbatches} microbatches`;
    throw new Unsupported(
      `output ${to}`,
      `${what} but becomes input ${from}, which is ${how}; use one microbatch or cut both alike`,
    );
  });
}

/**
 * Checks that a plan has an entry for every port and op of a step, and that the placements of its ports and resharded
 * values are legal (`planPlacements` checks ops).
 * @throws InvalidConfig or Unsupported naming the port, with axis, dim and sizes
 */
export function checkPlan(step: Step, plan: Plan): void {
  const { graph, stateOf } = step;
  checkState(step);
  checkStages(plan);
  checkGraph(step, plan);
  const counts = [
    ["inputs", plan.inputs.length, graph.inputs.length],
    ["outputs", plan.outputs.length, graph.outputs.length],
    ["ops", plan.ops.length, graph.ops.length],
  ] as const;
  for (const [what, planned, actual] of counts) {
    if (planned === actual) continue;
    throw new InvalidConfig("plan", `it has ${planned} ${what}, the step has ${actual}; make the plan for this step`);
  }
  const meshOf = (stage: number, where: string): Mesh => {
    const planned = plan.stages[stage];
    if (planned) return planned.mesh;
    throw new InvalidConfig(where, `is on stage ${stage}, the plan has stages 0 to ${plan.stages.length - 1}`);
  };
  const { numChunks = 1 } = plan.pipeline ?? {};
  plan.ops.forEach(({ stage, chunk = 0 }, op) => {
    meshOf(stage, opName(graph, op));
    if (chunk < numChunks) return;
    throw new InvalidConfig(opName(graph, op), `is in chunk ${chunk}, the plan has ${numChunks} chunks per stage`);
  });
  const checkPort = (where: string, { stage, placement }: PortPlan, value: ValueId) => {
    checkPlacement(placement, graph.types[value].shape, meshOf(stage, where), where);
    if (placement.partial.length === 0) return;
    throw new InvalidConfig(where, `${placementText(placement)} is partial; inputs and outputs must be whole sums`);
  };
  const definer = definingOps(graph);
  for (const { value, placement } of plan.reshards ?? []) {
    if (!(definer[value] >= 0)) {
      throw new InvalidConfig(
        "plan",
        `value ${value} is to be resharded to ${placementText(placement)}, but no op produces it`,
      );
    }
    const { mesh } = plan.stages[plan.ops[definer[value]].stage];
    checkPlacement(placement, graph.types[value].shape, mesh, `${opName(graph, definer[value])} (resharded)`);
  }
  graph.inputs.forEach((port, i) => {
    checkPort(`input ${port.name}`, plan.inputs[i], port.value);
  });
  graph.outputs.forEach((port, i) => {
    const { stage, placement } = plan.outputs[i];
    checkPort(`output ${port.name}`, plan.outputs[i], port.value);
    const home = plan.inputs[stateOf[i]];
    if (!home || (stage === home.stage && samePlacement(placement, home.placement))) return;
    const where = ({ stage, placement }: PortPlan) =>
      placementText(placement) + (plan.stages.length > 1 ? ` on stage ${stage}` : "");
    throw new InvalidConfig(
      `output ${port.name}`,
      `is placed ${where(plan.outputs[i])} but becomes input ${graph.inputs[stateOf[i]].name} of the next step, placed ` +
        `${where(home)}; place both alike`,
    );
  });
}

/**
 * Checks that a plan was made for the step's graph.
 * @throws InvalidConfig with the first difference: the batch, a port, the ops
 */
export function checkGraph(step: Step, plan: Plan): void {
  const difference = plan.graph && graphDifference(plan.graph, step.graph);
  if (difference === undefined) return;
  const batch = plannedBatch(step, plan);
  const what = batch
    ? `is for a batch of ${batch.planned}, got ${batch.actual}`
    : `is for another graph: ${difference}`;
  const remedy = batch
    ? `use a batch of ${batch.planned}, or make a plan for ${batch.actual}`
    : "make a plan for this step";
  throw new InvalidConfig("plan", `${what}; ${remedy}`);
}

/**
 * The batch sizes of the plan and of the step if the plan's batch inputs differ from the step's in the batch dim alone
 * and all by the same factor; undefined otherwise.
 */
function plannedBatch(
  { graph, batchInputs, microbatches }: Step,
  plan: Plan,
): { readonly planned: number; readonly actual: number } | undefined {
  const sizes = batchInputs.map(({ input, dim }) => {
    const { dtype, shape } = graph.types[graph.inputs[input].value];
    const planned = plan.graph!.inputs[input]?.match(/: (\w+)\[([\d,]*)\]$/);
    const dims = planned?.[2].split(",").map(Number) ?? [];
    const isAlike = planned?.[1] === dtype && shape.every((size, i) => i === dim || size === dims[i]);
    return isAlike ? { planned: dims[dim], actual: shape[dim] } : { planned: Number.NaN, actual: 0 };
  });
  if (sizes.length === 0) return undefined;
  const [{ planned, actual }] = sizes;
  if (planned === actual || sizes.some((size) => size.planned * actual !== planned * size.actual)) return undefined;
  const updates = plan.pipeline?.numUpdates ?? 1;
  return { planned: planned * plan.microbatches * updates, actual: actual * microbatches * updates };
}

/** Checks that every stage has devices of its own, one per position of its mesh. */
function checkStages({ stages, pipeline }: Plan): void {
  if (stages.length > 1 && !pipeline) {
    throw new InvalidConfig("plan", `it has ${stages.length} stages but no pipeline; name a schedule`);
  }
  const stageOf = new Map<number, number>();
  stages.forEach(({ mesh, devices }, stage) => {
    if (devices.length !== meshSize(mesh)) {
      throw new InvalidConfig(
        `stage ${stage}`,
        `has ${devices.length} devices for a mesh of ${meshSize(mesh)}; give one per position of the mesh`,
      );
    }
    for (const device of devices) {
      const other = stageOf.get(device);
      if (other !== undefined) {
        throw new InvalidConfig(`stage ${stage}`, `shares device ${device} with stage ${other}; stages are disjoint`);
      }
      stageOf.set(device, stage);
    }
  });
}
