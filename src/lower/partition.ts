/**
 * @file The partitioner: a step and its plan → the step of one device of the mesh (SPMD). Every op becomes its local op on local
 * types; where an operand does not lie as its reader needs it, collectives are put in between. A copy of a value under a
 * placement is made once per region and reused, and each further copy starts from the cheapest one there is.
 */

import type { Step } from "../analysis/step.ts";
import { InternalError, InvalidConfig, Unsupported } from "../base/errors.ts";
import { GraphBuilder } from "../ir/builder.ts";
import { definingOps, type Graph, opName, type Port, type ValueId } from "../ir/graph.ts";
import { factorRule, localizeAttrs } from "../ir/table.ts";
import { sameType, typeText } from "../ir/types.ts";
import {
  localType,
  type Mesh,
  type Placement,
  placementText,
  samePlacement,
  withoutTrivialAxes,
} from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { checkPlacement, type OpPlacements, opPlacements, zeroValues } from "../sharding/placements.ts";
import { canReshard, planReshard, reshardCost } from "../sharding/reshard.ts";
import { isGatheredLate } from "./gather.ts";

/** The mesh of a plan of one stage. */
export function onlyMesh(plan: Plan): Mesh {
  if (plan.stages.length !== 1) {
    throw new Unsupported("plan", `${plan.stages.length} stages; plans of one stage run, use one mesh for all ops`);
  }
  return plan.stages[0].mesh;
}

/** Operand and result placements of every op of a graph under a plan; throws InvalidConfig naming the op. */
export const planPlacements = (graph: Graph, plan: Plan, mesh: Mesh): OpPlacements[] =>
  graph.ops.map((op, index) => opPlacements(factorRule(graph, op), plan.ops[index], mesh, opName(graph, index)));

/** How the readers of each value find it: its input port's placement, its op's, or the one it is kept in. */
export function valuePlacements(graph: Graph, plan: Plan): Placement[] {
  const placements = new Array<Placement>(graph.types.length);
  graph.inputs.forEach(({ value }, index) => {
    placements[value] = plan.inputs[index].placement;
  });
  planPlacements(graph, plan, onlyMesh(plan)).forEach(({ results }, index) => {
    graph.ops[index].results.forEach((value, position) => {
      placements[value] = results[position];
    });
  });
  for (const { value, placement } of plan.kept ?? []) placements[value] = placement;
  return placements;
}

/** State must come in as it goes out: whole, or cut into microbatches along one dim. */
function checkState({ graph, stateOf, microbatches, batchInputs, batchOutputs }: Step): void {
  if (microbatches === 1) return;
  stateOf.forEach((input, output) => {
    if (input < 0) return;
    const dimIn = batchInputs.find((batch) => batch.input === input)?.dim;
    const dimOut = batchOutputs.find((batch) => batch.output === output)?.dim;
    if (dimIn === dimOut) return;
    const [from, to] = [graph.inputs[input].name, graph.outputs[output].name];
    const what = dimOut === undefined ? "is made once per step" : "is made example by example";
    const how = dimIn === undefined ? "no batch argument" : `cut into ${microbatches} microbatches`;
    throw new Unsupported(
      `output ${to}`,
      `${what} but becomes input ${from}, which is ${how}; use one microbatch or cut both alike`,
    );
  });
}

function checkPlan({ graph, stateOf }: Step, plan: Plan, mesh: Mesh): void {
  const counts = [
    ["inputs", plan.inputs.length, graph.inputs.length],
    ["outputs", plan.outputs.length, graph.outputs.length],
    ["ops", plan.ops.length, graph.ops.length],
  ] as const;
  for (const [what, planned, actual] of counts) {
    if (planned === actual) continue;
    throw new InvalidConfig("plan", `it has ${planned} ${what}, the step has ${actual}; make the plan for this step`);
  }
  const checkPort = (where: string, placement: Placement, value: ValueId) => {
    checkPlacement(placement, graph.types[value].shape, mesh, where);
    if (placement.partial.length === 0) return;
    throw new InvalidConfig(where, `${placementText(placement)} is partial; inputs and outputs must be whole sums`);
  };
  const definer = definingOps(graph);
  for (const { value, placement } of plan.kept ?? []) {
    if (!(definer[value] >= 0)) {
      throw new InvalidConfig(
        "plan",
        `value ${value} is to be kept as ${placementText(placement)}, but no op makes it`,
      );
    }
    checkPlacement(placement, graph.types[value].shape, mesh, `${opName(graph, definer[value])} (kept)`);
  }
  graph.inputs.forEach((port, i) => {
    checkPort(`input ${port.name}`, plan.inputs[i].placement, port.value);
  });
  graph.outputs.forEach((port, i) => {
    const { placement } = plan.outputs[i];
    checkPort(`output ${port.name}`, placement, port.value);
    if (stateOf[i] < 0 || samePlacement(placement, plan.inputs[stateOf[i]].placement)) return;
    const input = placementText(plan.inputs[stateOf[i]].placement);
    throw new InvalidConfig(
      `output ${port.name}`,
      `is placed ${placementText(placement)} but becomes input ${graph.inputs[stateOf[i]].name} of the next step, placed ${input}; place both alike`,
    );
  });
}

/** Regions of a step: prologue, accumulate, apply. */
type Region = 0 | 1 | 2;

/** A local value that holds a global value under a placement; made in `region`, graph inputs in none. */
interface Copy {
  readonly placement: Placement;
  readonly local: ValueId;
  readonly region?: Region;
}

/**
 * Partitions a step over the mesh of a plan of one stage.
 * @returns the step of every device: local types, collectives in the graph, the same inputs, outputs and regions
 * @throws InvalidConfig when the plan does not suit the step, naming op, axis and sizes
 */
export function partition(step: Step, plan: Plan): Step {
  const { graph } = step;
  const mesh = onlyMesh(plan);
  checkPlan(step, plan, mesh);
  checkState(step);
  const placements = planPlacements(graph, plan, mesh);
  const zeros = zeroValues(graph);
  const kept = new Map(plan.kept?.map(({ value, placement }) => [value, withoutTrivialAxes(placement, mesh)]));
  const builder = new GraphBuilder(graph.name);
  let numOps = 0;

  const summed = new Set(step.accumulated);
  const accumulated = new Set<ValueId>();
  const inputs = new Map<ValueId, Copy>();
  const copies: readonly Map<ValueId, readonly Copy[]>[] = [new Map(), new Map(), new Map()];
  let gathered: ValueId | undefined;

  /** The copies of a value that a region can start from: its own, the input, or those an earlier region accumulates. */
  const copiesIn = (value: ValueId, region: Region): readonly Copy[] => {
    const own = copies[region].get(value);
    if (own) return own;
    const input = inputs.get(value);
    if (input) return [input];
    // Later regions may hold copies too, but of the total: only the region that makes the value can sum it up.
    const earlier = copies
      .slice(0, region)
      .find((map) => map.has(value))
      ?.get(value);
    if (!summed.has(value) || !earlier) {
      throw new InternalError("partition", `value ${value} enters a region without being accumulated`);
    }
    return earlier;
  };

  /** The local value that holds `value` as `wanted`, made by collectives where no copy lies so. */
  const request = (value: ValueId, wanted: Placement, region: Region, where: string, scope?: string): ValueId => {
    const type = graph.types[value];
    // Zero is a sum of zeros: it counts as partial on any axis that does not split it.
    const target = zeros.has(value) ? { dims: wanted.dims, partial: [] } : wanted;
    const known = copiesIn(value, region);
    const paths = known
      .filter((copy) => canReshard(copy.placement, target))
      .map((copy) => ({ copy, steps: planReshard(type, copy.placement, target, mesh) }));
    if (paths.length === 0) {
      const actual = known.map((copy) => placementText(copy.placement)).join(", ");
      throw new InvalidConfig(
        where,
        `needs ${typeText(type)} as ${placementText(wanted)}, but it lies as ${actual}, and a whole value is not taken apart into terms; leave the op whole on that axis`,
      );
    }
    const best = paths.reduce((a, b) => (reshardCost(b.steps) < reshardCost(a.steps) ? b : a));
    if (best.copy.region !== undefined && best.copy.region !== region) accumulated.add(best.copy.local);
    let { local } = best.copy;
    const made = best.steps.map((step): Copy => {
      local = builder.op(step.kind, [local], step.attrs, scope);
      numOps++;
      return { placement: step.placement, local, region };
    });
    if (made.length === 0) return local;
    copies[region].set(value, [...known, ...made]);
    if (isGatheredLate(builder.typeOf(best.copy.local), builder.typeOf(local)) && inputs.has(value)) {
      // Only the last gathered input is kept: a parameter split over devices is whole for one layer at a time.
      if (gathered !== undefined && gathered !== value) copies[region].delete(gathered);
      gathered = value;
    }
    return local;
  };

  const emit = (index: number, region: Region): void => {
    const op = graph.ops[index];
    const where = opName(graph, index);
    const operands = op.operands.map((value, position) =>
      request(value, placements[index].operands[position], region, where, op.scope),
    );
    const resultTypes = op.results.map((value, position) =>
      localType(graph.types[value], placements[index].results[position], mesh),
    );
    const operandTypes = operands.map((local) => builder.typeOf(local));
    const results = builder.emit(op.kind, operands, localizeAttrs(op, operandTypes, resultTypes) as never, op.scope);
    numOps++;
    op.results.forEach((value, position) => {
      const local = results[position];
      if (!sameType(builder.typeOf(local), resultTypes[position])) {
        const types = `${typeText(builder.typeOf(local))} instead of ${typeText(resultTypes[position])}`;
        throw new InternalError(where, `its local op gives ${types}`);
      }
      copies[region].set(value, [{ placement: placements[index].results[position], local, region }]);
      const placement = kept.get(value);
      if (!placement) return;
      const keptLocal = request(value, placement, region, `${where} (kept)`, op.scope);
      copies[region].set(value, [{ placement, local: keptLocal, region }]);
    });
  };

  const outputs = new Array<Port>(graph.outputs.length);
  const finish = (indices: readonly number[], region: Region): void => {
    for (const index of indices) {
      const { value, name } = graph.outputs[index];
      const placement = withoutTrivialAxes(plan.outputs[index].placement, mesh);
      outputs[index] = { value: request(value, placement, region, `output ${name}`), name };
    }
  };

  graph.inputs.forEach(({ value, name }, index) => {
    const { placement } = plan.inputs[index];
    inputs.set(value, {
      placement: withoutTrivialAxes(placement, mesh),
      local: builder.input(name, localType(graph.types[value], placement, mesh)),
    });
  });
  const perExample = step.batchOutputs.map(({ output }) => output);
  const others = graph.outputs.map((_, index) => index).filter((index) => !perExample.includes(index));
  const definer = definingOps(graph);
  const inPrologue = (output: number): boolean => {
    const op = definer[graph.outputs[output].value];
    return op >= 0 && op < step.numPrologueOps;
  };
  const { numPrologueOps, numAccumulateOps } = step;

  for (let index = 0; index < numPrologueOps; index++) emit(index, 0);
  finish(perExample.filter(inPrologue), 0);
  const prologueEnd = numOps;
  for (let index = numPrologueOps; index < numAccumulateOps; index++) emit(index, 1);
  finish(
    perExample.filter((output) => !inPrologue(output)),
    1,
  );
  if (step.microbatches === 1) finish(others, 1);
  const accumulateEnd = numOps;
  for (let index = numAccumulateOps; index < graph.ops.length; index++) emit(index, 2);
  if (step.microbatches > 1) finish(others, 2);
  return {
    ...step,
    graph: builder.finish(outputs),
    numPrologueOps: prologueEnd,
    numAccumulateOps: accumulateEnd,
    accumulated: [...accumulated],
  };
}
