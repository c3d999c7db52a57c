/**
 * @file The partitioner: a step and its plan → for every stage, the graph of one device of its mesh (SPMD). Every op
 * becomes its local op on local types; where an operand does not lie as its reader needs it, collectives are put in
 * between; where it lies on another stage, a transfer brings it. A copy of a value under a placement is made once per
 * phase and reused, and each further copy starts from the cheapest one there is.
 */
import { type Common, findCommon } from "../analysis/common.ts";
import { findRoles, type Role } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { InternalError, InvalidConfig } from "../base/errors.ts";
import { definingOps, type Graph, opName, type ValueId } from "../ir/graph.ts";
import { rematPart } from "../ir/scope.ts";
import { factorRule, localizeAttrs } from "../ir/table.ts";
import { sameType, type TensorType, typeText } from "../ir/types.ts";
import {
  localType,
  type Mesh,
  type Placement,
  placementText,
  replicated,
  withoutTrivialAxes,
} from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { checkPlan, planPlacements } from "../sharding/check-plan.ts";
import { copyPlacement } from "../sharding/copy-placement.ts";
import { isGatheredLate } from "../sharding/reshard/deferred-gather.ts";
import { canReshard, planReshard, reshardCost } from "../sharding/reshard/reshard.ts";
import { type OpPlacements, opPlacements, zeroValues } from "../sharding/strategies/op-placements.ts";
import { type Group, type Grouping, groupOps, type PhasePlace, phasePlaces, phaseTime, precedes } from "./groups.ts";
import { scattered, wholePlacements } from "./sent-placements.ts";
import { type Copy, StageGraph, type StagePart } from "./stage-graph.ts";

/** When a value goes from stage to stage: before everything (`start`), or within a phase, from one group to another. */
export type TransferTime = "start" | PhasePlace;

/** A value that goes from one stage to another. */
export interface StageTransfer {
  /** The step's value. */
  readonly value: ValueId;
  readonly name: string;
  readonly type: TensorType;
  readonly time: TransferTime;
  /**
   * The local values on both stages and how they lie; `group`: behind which it is sent, before which it is received.
   */
  readonly from: TransferEnd;
  readonly to: TransferEnd;
}

export interface TransferEnd {
  readonly stage: number;
  readonly value: ValueId;
  readonly placement: Placement;
  readonly group?: Group;
}

export interface Partitioned {
  readonly stages: readonly StagePart[];
  readonly transfers: readonly StageTransfer[];
  readonly schedule: Grouping["schedule"];
}

/**
 * Partitions a step over the meshes of a plan.
 * @throws InvalidConfig when the plan does not suit the step, naming op, axis and sizes
 */
export function partitionStages(step: Step, plan: Plan): Partitioned {
  checkPlan(step, plan);
  return new Partitioner(step, plan).run();
}

/**
 * The step of every device of a plan of one stage: local types, collectives in the graph, the same inputs, outputs and
 * regions.
 */
export function partition(step: Step, plan: Plan): Step {
  const { stages } = partitionStages(step, { ...plan, pipeline: undefined });
  const [{ graph, groups, accumulated }] = stages;
  const endOf = (place: PhasePlace) => groups.filter((group) => phaseTime(group) <= phaseTime(place)).length;
  const prologue = step.prologue.map((_, pass) => ({
    loopEnd: endOf({ phase: "prologue", pass }),
    end: endOf({ phase: "totals", pass }),
  }));
  return {
    ...step,
    graph,
    accumulated: [...accumulated.keys()],
    reducers: new Map([...accumulated].filter(([, reducer]) => reducer !== "add")),
    prologue,
    numPrologueOps: prologue.at(-1)?.end ?? 0,
    numAccumulateOps: endOf({ phase: "accumulate", pass: 0 }),
  };
}

class Partitioner {
  readonly #step: Step;
  readonly #graph: Graph;
  readonly #plan: Plan;
  readonly #grouping: Grouping;
  readonly #common: Common;
  readonly #roles: readonly Role[];
  readonly #placements: readonly OpPlacements[];
  readonly #reshards: ReadonlyMap<ValueId, Placement>;
  readonly #zeros: ReadonlySet<ValueId>;
  readonly #definers: Int32Array;
  readonly #inputOf: ReadonlyMap<ValueId, number>;
  /** Values summed over the microbatches. */
  readonly #summed: ReadonlySet<ValueId>;
  readonly #stages: readonly StageGraph[];
  readonly #transfers: StageTransfer[] = [];

  constructor(step: Step, plan: Plan) {
    const { graph } = step;
    this.#step = step;
    this.#graph = graph;
    this.#plan = plan;
    this.#grouping = groupOps(step, plan);
    this.#common = findCommon(step);
    this.#roles = findRoles(step).inputs;
    this.#placements = planPlacements(graph, plan);
    this.#definers = definingOps(graph);
    this.#reshards = new Map(
      plan.reshards?.map(({ value, placement }) => [value, withoutTrivialAxes(placement, this.#meshOfValue(value))]),
    );
    this.#zeros = zeroValues(graph);
    this.#inputOf = new Map(graph.inputs.map(({ value }, input) => [value, input]));
    this.#summed = new Set([...step.accumulated, ...this.#grouping.summed]);
    this.#stages = plan.stages.map(({ mesh }, stage) => {
      const name = plan.stages.length > 1 ? `${graph.name}_stage${stage}` : graph.name;
      return new StageGraph(name, mesh);
    });
    graph.inputs.forEach((_, input) => {
      const { stage, placement } = plan.inputs[input];
      // Inputs that several stages may hold are added to the stages that read them.
      if (plan.stages.length === 1 || !this.#common.inputs[input]) this.#addInput(stage, input, placement);
    });
  }

  #meshOfValue(value: ValueId): Mesh {
    return this.#plan.stages[this.#plan.ops[this.#definers[value]].stage].mesh;
  }

  run(): Partitioned {
    const { graph, microbatches, batchOutputs } = this.#step;
    const perExample = new Set(batchOutputs.map(({ output }) => output));
    /**
     * The phase in which an output takes its final placement: every microbatch for per-example outputs, else the
     * update.
     */
    const phaseOfOutput = (output: number): PhasePlace => {
      const definer = this.#definers[graph.outputs[output].value];
      const isPerExample = perExample.has(output) && this.#grouping.phases[definer]?.phase !== "update";
      const isInLoop = isPerExample || (microbatches === 1 && !this.#grouping.schedule);
      return { phase: isInLoop ? "accumulate" : "update", pass: 0 };
    };
    for (const place of phasePlaces(this.#step)) {
      graph.ops.forEach((_, op) => {
        if (isSamePhase(this.#grouping.phases[op], place)) this.#addOp(op);
      });
      graph.outputs.forEach((_, output) => {
        if (isSamePhase(phaseOfOutput(output), place) && !this.#isCommonState(output)) this.#addOutput(output, place);
      });
    }
    this.#addCommonState(phaseOfOutput);
    this.#addUnreadInputs();
    return {
      stages: this.#stages.map((stage) => stage.finish()),
      transfers: this.#transfers,
      schedule: this.#grouping.schedule,
    };
  }

  /** Adds a graph input to a stage. */
  #addInput(stage: number, input: number, placement: Placement): Copy {
    const { value, name } = this.#graph.inputs[input];
    const target = this.#stages[stage];
    const placed = withoutTrivialAxes(placement, target.mesh);
    return target.addInput(value, name, this.#graph.types[value], placed, { input });
  }

  /** Adds op `op` where the plan puts it. In a pipeline, what every stage can compute is added where it is read. */
  #addOp(op: number): void {
    const { stage } = this.#plan.ops[op];
    if (this.#grouping.schedule && this.#common.ops[op]) return;
    this.#emit(op, stage, this.#groupFor(op, stage), this.#placements[op]);
  }

  /** The group in which op `op` runs on a stage: outside of the loop, behind the transfers that it needs. */
  #groupFor(op: number, stage: number): Group {
    const place = this.#grouping.phases[op];
    if (place.phase === "accumulate") return this.#grouping.loopGroup(op);
    const { operands } = this.#placements[op];
    const orders = this.#graph.ops[op].operands.map((value, i) => this.#orderOf(value, stage, place, operands[i]));
    return this.#stages[stage].group(place, Math.max(0, ...orders));
  }

  /**
   * From which order on a value is there on a stage outside of the loop; brings it there if it is not.
   * @param found  orders found on the way, of values that the stage is yet to compute
   */
  #orderOf(
    value: ValueId,
    stage: number,
    place: PhasePlace,
    wanted: Placement,
    found: Map<ValueId, number> = new Map(),
  ): number {
    const last = { ...place, chunk: 0, order: Number.POSITIVE_INFINITY };
    const known = this.#copiesIn(stage, value, last);
    if (known.length > 0) {
      return Math.min(...known.map(({ group }) => (group && isSamePhase(group, place) ? group.order : 0)));
    }
    const definer = this.#definers[value];
    if (definer < 0 || !this.#common.ops[definer]) return this.#bring(stage, value, wanted, last).group?.order ?? 0;
    let order = found.get(value);
    if (order === undefined) {
      const wholeOf = (operand: ValueId) => replicated(this.#graph.types[operand].shape.length);
      const orders = this.#graph.ops[definer].operands.map((operand) => {
        return this.#orderOf(operand, stage, place, wholeOf(operand), found);
      });
      order = Math.max(0, ...orders);
      found.set(value, order);
    }
    return order;
  }

  #emit(index: number, stage: number, group: Group, { operands: wanted, results: made }: OpPlacements): void {
    const op = this.#graph.ops[index];
    const where = opName(this.#graph, index);
    const target = this.#stages[stage];
    const operands = op.operands.map((value, i) => this.#request(stage, value, wanted[i], group, where, op.scope));
    const resultTypes = op.results.map((value, i) => localType(this.#graph.types[value], made[i], target.mesh));
    const operandTypes = operands.map((local) => target.typeOf(local));
    const attrs = localizeAttrs(op, operandTypes, resultTypes) as never;
    const results = target.emit(op.kind, operands, attrs, group, op.scope);
    op.results.forEach((value, i) => {
      const type = target.typeOf(results[i]);
      if (!sameType(type, resultTypes[i])) {
        throw new InternalError(where, `its local op gives ${typeText(type)} instead of ${typeText(resultTypes[i])}`);
      }
      target.addCopy(value, { placement: made[i], local: results[i], group });
      const placement = stage === this.#plan.ops[index].stage ? this.#reshards.get(value) : undefined;
      if (!placement) return;
      const local = this.#request(stage, value, placement, group, `${where} (resharded)`, op.scope);
      target.keepOnly(value, { placement, local, group });
    });
  }

  /**
   * The copies of a value that a group of a stage can start from: inputs and what was received before, its own phase's,
   * and the terms that an earlier phase sums up. Later phases hold copies of the total.
   */
  #copiesIn(stage: number, value: ValueId, group: Group): readonly Copy[] {
    const copies = this.#stages[stage].copies(value);
    const own = copies.filter((copy) => isVisible(copy, group));
    const definer = this.#definers[value];
    const definerGroup = definer < 0 ? undefined : this.#grouping.phases[definer];
    if (definerGroup === undefined || phaseTime(definerGroup) >= phaseTime(group) || definerGroup.phase === "totals")
      return own;
    const terms = copies.filter((copy) => copy.group && isSamePhase(copy.group, definerGroup) && !copy.isLate);
    if (own.length === 0 && terms.length > 0 && !this.#outlivesLoop(value)) {
      throw new InternalError("partition", `value ${value} enters the ${group.phase} without being accumulated`);
    }
    return this.#outlivesLoop(value) ? [...own, ...terms] : own;
  }

  /** Whether later phases may read a value of prologue or loop: its sum over the microbatches. */
  #outlivesLoop(value: ValueId): boolean {
    return this.#step.microbatches === 1 || this.#summed.has(value);
  }

  /** The local value that holds `value` as `wanted` on a stage, made by collectives where no copy lies so. */
  #request(stage: number, value: ValueId, wanted: Placement, group: Group, where: string, scope?: string): ValueId {
    const target = this.#stages[stage];
    const type = this.#graph.types[value];
    // Zero is a sum of zeros: it counts as partial on any axis that does not split it.
    const aim = this.#zeros.has(value) ? { dims: wanted.dims, partial: [] } : wanted;
    const remat = rematPart(scope);
    // A layer that makes values again moves activations again too: a copy from the forward part would have to be kept
    // until then.
    const isAtHand = ({ movedFor = remat }: Copy) =>
      remat === undefined || movedFor === remat || this.#inputOf.has(value);
    let known = this.#copiesIn(stage, value, group).filter(isAtHand);
    if (known.length === 0) known = [this.#bring(stage, value, aim, group)];
    const paths = known
      .filter((copy) => canReshard(copy.placement, aim))
      .map((copy) => ({ copy, steps: planReshard(type, copy.placement, aim, target.mesh) }));
    if (paths.length === 0) {
      const actual = known.map((copy) => placementText(copy.placement)).join(", ");
      throw new InvalidConfig(
        where,
        `needs ${typeText(type)} as ${placementText(wanted)}, but it lies as ${actual}, and a whole value is not taken apart into terms; leave the op whole on that axis`,
      );
    }
    const { copy, steps } = paths.reduce((a, b) => (reshardCost(b.steps) < reshardCost(a.steps) ? b : a));
    if (copy.group && copy.group.phase !== "totals" && !isSamePhase(copy.group, group))
      target.accumulate(copy.local, this.#step.reducers.get(value) ?? "add");
    let { local } = copy;
    let isLate = false;
    for (const step of steps) {
      [local] = target.emit(step.kind, [local], step.attrs as never, group, scope);
      isLate ||= this.#inputOf.has(value) && isGatheredLate(target.typeOf(copy.local), target.typeOf(local));
      target.addCopy(value, { placement: step.placement, local, group, isLate, movedFor: remat ?? "" });
    }
    if (isLate) target.keepGathered(value);
    return local;
  }

  /** Makes a first copy of a value on a stage: computed there, held there, or received from the stage that has it. */
  #bring(stage: number, value: ValueId, wanted: Placement, group: Group): Copy {
    const type = this.#graph.types[value];
    const target = this.#stages[stage];
    const definer = this.#definers[value];
    if (definer >= 0 && this.#common.ops[definer]) {
      const isPlanned = this.#plan.ops[definer].stage === stage;
      this.#emit(definer, stage, group, isPlanned ? this.#placements[definer] : this.#wholeOp(definer, target.mesh));
      return target.copies(value).filter((copy) => isVisible(copy, group))[0];
    }
    const whole: Placement = { dims: wanted.dims, partial: [] };
    if (definer < 0) {
      const input = this.#inputOf.get(value)!;
      if (this.#common.inputs[input]) {
        const { stage: home, placement } = this.#plan.inputs[input];
        if (stage === home) return this.#addInput(stage, input, placement);
        const own = { placement, mesh: this.#plan.stages[home].mesh };
        const isFrozen = this.#roles[input] === "frozen";
        return this.#addInput(stage, input, isFrozen ? copyPlacement(type, own, wanted, target.mesh) : whole);
      }
    }
    const from = this.#sender(stage, value, group);
    const source = this.#sourceOf(from, value);
    const placement = scattered(type, whole, target.mesh);
    const { time } = from;
    const receiver =
      time === "start" ? undefined : time.phase === "accumulate" ? group : target.group(time, from.group!.order + 1);
    const name = this.#nameOf(value);
    const copy = target.addInput(value, name, type, placement, { transfer: this.#transfers.length }, receiver);
    this.#transfers.push({
      value,
      name,
      type,
      time,
      from: { stage: from.stage, value: source.local, placement: source.placement, group: from.group },
      to: { stage, value: copy.local, placement, group: receiver },
    });
    return copy;
  }

  /** An op computed alike by all devices of a mesh. */
  #wholeOp(index: number, mesh: Mesh): OpPlacements {
    const rule = factorRule(this.#graph, this.#graph.ops[index]);
    const plan = { stage: 0, factors: rule.factors.map(() => []), partial: {} };
    return opPlacements(rule, plan, mesh, opName(this.#graph, index));
  }

  /** Who sends a value to a group of `stage`, when, and in which of its groups. */
  #sender(stage: number, value: ValueId, group: Group): { stage: number; time: TransferTime; group?: Group } {
    const definer = this.#definers[value];
    if (definer < 0) return { stage: this.#plan.inputs[this.#inputOf.get(value)!].stage, time: "start" };
    const home = this.#plan.ops[definer].stage;
    const definerGroup = this.#grouping.phases[definer];
    // A loop is brought what was made before it when the pass before it ends.
    const time: PhasePlace =
      isSamePhase(definerGroup, group) || (group.phase !== "accumulate" && group.phase !== "prologue")
        ? { phase: group.phase, pass: group.pass }
        : { phase: "totals", pass: (group.phase === "accumulate" ? this.#step.prologue.length : group.pass) - 1 };
    if (isSamePhase(definerGroup, time)) {
      const own = time.phase === "accumulate" ? this.#grouping.loopGroup(definer) : this.#firstGroup(home, value);
      const isAhead = time.phase !== "accumulate" || (own.task !== "backward-weight" && own.order <= group.order);
      if (home !== stage && isAhead) return { stage: home, time, group: own };
      throw new InvalidConfig(
        opName(this.#graph, definer),
        `is made in the ${own.task} of stage ${home}, chunk ${own.chunk}, but read in the ${group.task} of stage ${stage}, ` +
          `chunk ${group.chunk}, which comes before it; stages must follow the order of the model`,
      );
    }
    if (home === stage) throw new InternalError("partition", `value ${value} is lost on stage ${stage}`);
    return { stage: home, time, group: this.#stages[home].group(time, 0) };
  }

  #nameOf(value: ValueId): string {
    const definer = this.#definers[value];
    return definer < 0 ? this.#graph.inputs[this.#inputOf.get(value)!].name : opName(this.#graph, definer);
  }

  #firstGroup(stage: number, value: ValueId): Group {
    const [copy] = this.#stages[stage].copies(value);
    if (!copy?.group) throw new InternalError("partition", `value ${value} is not made on stage ${stage}`);
    return copy.group;
  }

  /** The copy that is sent: a whole one, made by the cheapest collectives where all there is are terms of a sum. */
  #sourceOf({ stage, group }: { readonly stage: number; readonly group?: Group }, value: ValueId): Copy {
    const type = this.#graph.types[value];
    const { mesh } = this.#stages[stage];
    const reader: Group = group ?? { phase: "prologue", pass: 0, chunk: 0, order: 0 };
    const known = this.#copiesIn(stage, value, reader);
    const candidates = known.flatMap(({ placement }) => wholePlacements(type, placement, mesh));
    const costOf = (target: Placement) =>
      Math.min(...known.map((copy) => reshardCost(planReshard(type, copy.placement, target, mesh))));
    const best = candidates.reduce((a, b) => (costOf(b) < costOf(a) ? b : a));
    const local = this.#request(stage, value, best, reader, `${this.#nameOf(value)} (sent)`);
    return { placement: best, local, group };
  }

  /** Brings an output to where it is wanted. */
  #addOutput(output: number, place: PhasePlace, stage = this.#plan.outputs[output].stage): void {
    const { value, name } = this.#graph.outputs[output];
    const target = this.#stages[stage];
    const { stage: home, placement } = this.#plan.outputs[output];
    const state = this.#graph.inputs[this.#step.stateOf[output]];
    const own = withoutTrivialAxes(placement, target.mesh);
    const wanted = stage === home || !state ? own : target.heldPlacement(state.value)!;
    const group = this.#outputGroup(value, stage, place, name, wanted);
    target.addOutput({ value: this.#request(stage, value, wanted, group, `output ${name}`), name }, output);
  }

  #isCommonState(output: number): boolean {
    const state = this.#step.stateOf[output];
    return state >= 0 && this.#common.inputs[state];
  }

  /** The new value of state that several stages hold is made on each; what it is made of may be such state too. */
  #addCommonState(phaseOf: (output: number) => PhasePlace): void {
    const { inputs, outputs } = this.#graph;
    const common = outputs.flatMap((_, output) => (this.#isCommonState(output) ? [output] : []));
    for (let isNew = true; isNew; ) {
      isNew = false;
      for (const output of common) {
        const { value } = inputs[this.#step.stateOf[output]];
        const holders = [...this.#stages.keys()].filter((stage) => this.#stages[stage].heldPlacement(value));
        for (const stage of holders.length > 0 ? holders : [this.#plan.outputs[output].stage]) {
          if (this.#stages[stage].hasOutput(output)) continue;
          this.#addOutput(output, phaseOf(output), stage);
          isNew = true;
        }
      }
    }
  }

  /** Inputs that nobody needs still have a place. */
  #addUnreadInputs(): void {
    this.#graph.inputs.forEach(({ value }, input) => {
      if (this.#stages.some((stage) => stage.heldPlacement(value))) return;
      const { stage, placement } = this.#plan.inputs[input];
      this.#addInput(stage, input, placement);
    });
  }

  #outputGroup(value: ValueId, stage: number, place: PhasePlace, name: string, wanted: Placement): Group {
    if (place.phase !== "accumulate")
      return this.#stages[stage].group(place, this.#orderOf(value, stage, place, wanted));
    const definer = this.#definers[value];
    if (definer < 0) return this.#grouping.firstGroup(stage);
    const home = this.#plan.ops[definer].stage;
    if (this.#grouping.schedule && home !== stage) {
      throw new InvalidConfig(
        `output ${name}`,
        `is made example by example on stage ${home}, but wanted on stage ${stage}; leave it on stage ${home}`,
      );
    }
    return this.#grouping.loopGroup(definer);
  }
}

const isSamePhase = (a: PhasePlace, b: PhasePlace): boolean => a.phase === b.phase && a.pass === b.pass;

/** A gathered parameter is whole only in the group that gathers it. */
const isVisible = (copy: Copy, group: Group): boolean =>
  copy.group === undefined || (copy.isLate ? copy.group === group : precedes(copy.group, group));
