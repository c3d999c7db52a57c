/**
 * @file The local values of every stage while the partitioner writes them. A reader asks for a value under a placement;
 * the answer is an existing copy, collectives that make one from the cheapest copy, a computation repeated on the
 * stage, or a transfer from another stage. A copy under a placement is made once per phase and reused.
 */
import { InternalError, InvalidConfig } from "../base/errors.ts";
import { opName, type ValueId } from "../ir/graph.ts";
import { rematPart } from "../ir/scope.ts";
import { factorRule, localizeAttrs } from "../ir/table.ts";
import { type DType, isHalf, sameType, typeText } from "../ir/types.ts";
import {
  localType,
  type Mesh,
  type Placement,
  placementText,
  sameAxes,
  samePlacement,
  withoutTrivialAxes,
} from "../plan/placement.ts";
import { copyPlacement } from "../sharding/copy-placement.ts";
import { isDeferredGather } from "../sharding/reshard/deferred-gather.ts";
import { canReshard, planReshard, reshardCost } from "../sharding/reshard/reshard.ts";
import { type OpPlacements, opPlacements } from "../sharding/strategies/op-placements.ts";
import { type Group, isSamePhase, type PhasePlace, phaseTime, precedes } from "./groups.ts";
import { type EmitOp, emitOnPart } from "./indexed-parts.ts";
import { type PartitionFacts, valueName } from "./partition-facts.ts";
import { scatteredPlacement, sendablePlacements } from "./sent-placements.ts";
import { type Copy, StageGraph } from "./stage-graph.ts";
import type { StageTransfer, TransferTime } from "./stage-transfer.ts";

export class LocalValues {
  readonly stages: readonly StageGraph[];
  readonly transfers: StageTransfer[] = [];
  readonly #facts: PartitionFacts;

  constructor(facts: PartitionFacts) {
    this.#facts = facts;
    const { graph, plan } = facts;
    this.stages = plan.stages.map(({ mesh }, stage) => {
      const name = plan.stages.length > 1 ? `${graph.name}_stage${stage}` : graph.name;
      return new StageGraph(name, mesh);
    });
  }

  /** Adds a graph input to a stage. */
  addInput(stage: number, input: number, placement: Placement): Copy {
    const { value, name } = this.#facts.graph.inputs[input];
    const target = this.stages[stage];
    const placed = withoutTrivialAxes(placement, target.mesh);
    return target.addInput(value, name, this.#facts.graph.types[value], placed, { input });
  }

  /** Adds an op to a group of a stage as its local op, with collectives for its operands and for a planned reshard. */
  emit(index: number, stage: number, group: Group, placements: OpPlacements): void {
    const { graph, plan, reshards } = this.#facts;
    const op = graph.ops[index];
    const where = opName(graph, index);
    const target = this.stages[stage];
    const isWide = placements.results.some((placement, i) => this.#isWide(op.results[i], placement));
    const operands = op.operands.map((value, i) => {
      const { dtype } = graph.types[value];
      const held = isWide && isHalf(dtype) ? "f32" : dtype;
      return this.request(stage, value, placements.operands[i], group, where, op.scope, held);
    });
    const resultTypes = op.results.map((value, i) => {
      const type = localType(graph.types[value], placements.results[i], target.mesh);
      return isWide ? { ...type, dtype: "f32" as const } : type;
    });
    const operandTypes = operands.map((local) => target.typeOf(local));
    const attrs = (
      isWide && op.kind === "convert" ? { dtype: "f32" } : localizeAttrs(op, operandTypes, resultTypes)
    ) as never;
    const emit: EmitOp = (kind, values, own) => target.emit(kind, values, own, group, op.scope)[0];
    const partResult =
      op.kind === "gather" || op.kind === "scatter"
        ? emitOnPart({
            op,
            attrs,
            type: graph.types[op.operands[0]],
            placement: placements.operands[0],
            operands,
            typeOf: (local) => target.typeOf(local),
            emit,
          })
        : undefined;
    const results = partResult === undefined ? target.emit(op.kind, operands, attrs, group, op.scope) : [partResult];
    op.results.forEach((value, i) => {
      const type = target.typeOf(results[i]);
      if (!sameType(type, resultTypes[i])) {
        throw new InternalError(where, `its local op returns ${typeText(type)} instead of ${typeText(resultTypes[i])}`);
      }
      target.addCopy(value, { placement: placements.results[i], local: results[i], group });
      const placement = stage === plan.ops[index].stage ? reshards.get(value) : undefined;
      if (!placement) return;
      const local = this.request(stage, value, placement, group, `${where} (resharded)`, op.scope);
      target.keepOnly(value, { placement, local, group });
    });
  }

  /**
   * The copies of a value that a group of a stage can read: inputs, values received earlier, copies made in its own
   * phase, and the terms that an earlier phase sums over the microbatches. A later phase makes its own copies of the
   * total.
   */
  copiesIn(stage: number, value: ValueId, group: Group): readonly Copy[] {
    const copies = this.stages[stage].copies(value);
    const own = copies.filter((copy) => isVisible(copy, group));
    const definer = this.#facts.definers[value];
    const definerGroup = definer < 0 ? undefined : this.#facts.grouping.phases[definer];
    if (definerGroup === undefined || phaseTime(definerGroup) >= phaseTime(group) || definerGroup.phase === "totals")
      return own;
    const terms = copies.filter((copy) => copy.group && isSamePhase(copy.group, definerGroup) && !copy.isGathered);
    if (own.length === 0 && terms.length > 0 && !this.#outlivesLoop(value)) {
      throw new InternalError("partition", `value ${value} enters the ${group.phase} without being accumulated`);
    }
    return this.#outlivesLoop(value) ? [...own, ...terms] : own;
  }

  /** True if later phases may read a value of the prologue or the loop: they get its sum over the microbatches. */
  #outlivesLoop(value: ValueId): boolean {
    return this.#facts.step.microbatches === 1 || this.#facts.summed.has(value);
  }

  /**
   * Returns the local value that holds `value` with placement `wanted` on a stage. Adds collectives if no copy has that
   * placement.
   * @param where  the reader, for errors
   * @param dtype  the type in which the reader takes it. Default: the value's own
   * @throws InvalidConfig when no sequence of collectives leads to the placement
   */
  request(
    stage: number,
    value: ValueId,
    wanted: Placement,
    group: Group,
    where: string,
    scope?: string,
    dtype: DType = this.#facts.graph.types[value].dtype,
  ): ValueId {
    const target = this.stages[stage];
    const type = this.#facts.graph.types[value];
    const as = (local: ValueId, to: DType): ValueId =>
      target.typeOf(local).dtype === to ? local : target.emit("convert", [local], { dtype: to }, group, scope)[0];
    // Zero is a sum of zeros: it counts as partial on any axis that does not split it.
    const aim = this.#facts.zeros.has(value) ? { dims: wanted.dims, partial: [] } : wanted;
    const remat = rematPart(scope);
    // A layer that is rematerialized reshards its activations again: a resharded copy from the forward pass would have
    // to stay in memory until the backward pass.
    const isUsable = ({ movedFor = remat }: Copy) =>
      remat === undefined || movedFor === remat || this.#facts.inputOf.has(value);
    let known = this.copiesIn(stage, value, group).filter(isUsable);
    if (known.length === 0) known = [this.bring(stage, value, aim, group)];
    const paths = known
      .filter((copy) => canReshard(copy.placement, aim))
      .map((copy) => ({ copy, steps: planReshard(type, copy.placement, aim, target.mesh) }));
    if (paths.length === 0) {
      const actual = known.map((copy) => placementText(copy.placement)).join(", ");
      throw new InvalidConfig(
        where,
        `needs ${typeText(type)} as ${placementText(wanted)}, but its placement is ${actual}, and a whole value is never ` +
          "made partial; do not split the op on that axis",
      );
    }
    const { copy, steps } = paths.reduce((a, b) => (reshardCost(b.steps) < reshardCost(a.steps) ? b : a));
    if (copy.group && copy.group.phase !== "totals" && !isSamePhase(copy.group, group))
      target.accumulate(copy.local, this.#facts.step.reducers.get(value) ?? "add");
    let { local } = copy;
    let isGathered = false;
    for (const step of steps) {
      [local] = target.emit(step.kind, [local], step.attrs as never, group, scope);
      if (!this.#isWide(value, step.placement)) local = as(local, type.dtype);
      isGathered ||=
        this.#facts.inputOf.has(value) && isDeferredGather(target.typeOf(copy.local), target.typeOf(local));
      target.addCopy(value, { placement: step.placement, local, group, isGathered, movedFor: remat ?? "" });
    }
    if (isGathered) target.keepLastGathered(value);
    return as(local, dtype);
  }

  /** Whether a value under a placement is a term of a sum that is held in f32 instead of its own 16-bit type. */
  #isWide(value: ValueId, { partial }: Placement): boolean {
    return !!this.#facts.hasWideTerms && partial.length > 0 && isHalf(this.#facts.graph.types[value].dtype);
  }

  /** Makes the first copy of a value on a stage: computes it there, adds it as an input, or receives it. */
  bring(stage: number, value: ValueId, wanted: Placement, group: Group): Copy {
    const { graph, plan, common, roles, placements, definers, inputOf } = this.#facts;
    const type = graph.types[value];
    const target = this.stages[stage];
    const definer = definers[value];
    if (definer >= 0 && common.ops[definer]) {
      const isPlanned = plan.ops[definer].stage === stage || this.#isPlannedAs(value, wanted, target.mesh);
      this.emit(definer, stage, group, isPlanned ? placements[definer] : this.#replicatedOp(definer, target.mesh));
      return target.copies(value).filter((copy) => isVisible(copy, group))[0];
    }
    const whole: Placement = { dims: wanted.dims, partial: [] };
    if (definer < 0) {
      const input = inputOf.get(value)!;
      if (common.inputs[input]) {
        const { stage: ownStage, placement } = plan.inputs[input];
        if (stage === ownStage) return this.addInput(stage, input, placement);
        const own = { placement, mesh: plan.stages[ownStage].mesh };
        const isFrozen = roles[input] === "frozen";
        return this.addInput(stage, input, isFrozen ? copyPlacement(type, own, wanted, target.mesh) : whole);
      }
    }
    const from = this.#sender(stage, value, group);
    const source = this.#sourceOf(from, value);
    const placement = scatteredPlacement(type, whole, target.mesh);
    const { time } = from;
    const receiver =
      time === "start" ? undefined : time.phase === "accumulate" ? group : target.group(time, from.group!.order + 1);
    const name = valueName(this.#facts, value);
    const copy = target.addInput(value, name, type, placement, { transfer: this.transfers.length }, receiver);
    this.transfers.push({
      value,
      name,
      type,
      time,
      from: { stage: from.stage, value: source.local, placement: source.placement, group: from.group },
      to: { stage, value: copy.local, placement, group: receiver },
    });
    return copy;
  }

  /** Whether the plan makes a value as `wanted`, on a mesh of the same axes as `mesh`. */
  #isPlannedAs(value: ValueId, wanted: Placement, mesh: Mesh): boolean {
    const { graph, plan, placements, definers } = this.#facts;
    const definer = definers[value];
    const planned = placements[definer].results[graph.ops[definer].results.indexOf(value)];
    const home = plan.stages[plan.ops[definer].stage].mesh;
    return sameAxes(home, mesh) && samePlacement(planned, wanted);
  }

  /** The placements of an op that every device of a mesh computes whole. */
  #replicatedOp(index: number, mesh: Mesh): OpPlacements {
    const { graph } = this.#facts;
    const rule = factorRule(graph, graph.ops[index]);
    const plan = { stage: 0, factors: rule.factors.map(() => []), partial: {} };
    return opPlacements(rule, plan, mesh, opName(graph, index));
  }

  /** The stage that sends a value to a group of `stage`, when it sends, and the sender's group that sends. */
  #sender(stage: number, value: ValueId, group: Group): { stage: number; time: TransferTime; group?: Group } {
    const { step, graph, plan, grouping, definers, inputOf } = this.#facts;
    const definer = definers[value];
    if (definer < 0) return { stage: plan.inputs[inputOf.get(value)!].stage, time: "start" };
    const ownStage = plan.ops[definer].stage;
    const definerGroup = grouping.phases[definer];
    // A loop receives values of earlier phases at the end of the pass before it, once for all microbatches.
    const time: PhasePlace =
      isSamePhase(definerGroup, group) || (group.phase !== "accumulate" && group.phase !== "prologue")
        ? { phase: group.phase, pass: group.pass }
        : { phase: "totals", pass: (group.phase === "accumulate" ? step.prologue.length : group.pass) - 1 };
    if (isSamePhase(definerGroup, time)) {
      const own = time.phase === "accumulate" ? grouping.loopGroup(definer) : this.#firstGroup(ownStage, value);
      const isEarlier = time.phase !== "accumulate" || (own.task !== "backward-weight" && own.order <= group.order);
      if (ownStage !== stage && isEarlier) return { stage: ownStage, time, group: own };
      throw new InvalidConfig(
        opName(graph, definer),
        `is made in the ${own.task} of stage ${ownStage}, chunk ${own.chunk}, but read in the ${group.task} of stage ${stage}, ` +
          `chunk ${group.chunk}, which comes before it; stages must follow the order of the model`,
      );
    }
    if (ownStage === stage) throw new InternalError("partition", `value ${value} is lost on stage ${stage}`);
    return { stage: ownStage, time, group: this.stages[ownStage].group(time, 0) };
  }

  /** The group that makes the first copy of a value on a stage. */
  #firstGroup(stage: number, value: ValueId): Group {
    const [copy] = this.stages[stage].copies(value);
    if (!copy?.group) throw new InternalError("partition", `value ${value} is not made on stage ${stage}`);
    return copy.group;
  }

  /** The copy that is sent. It is never partial: the cheapest collectives add up the terms of a sum first. */
  #sourceOf({ stage, group }: { readonly stage: number; readonly group?: Group }, value: ValueId): Copy {
    const type = this.#facts.graph.types[value];
    const { mesh } = this.stages[stage];
    const reader: Group = group ?? { phase: "prologue", pass: 0, chunk: 0, order: 0 };
    const known = this.copiesIn(stage, value, reader);
    const candidates = known.flatMap(({ placement }) => sendablePlacements(type, placement, mesh));
    const costOf = (target: Placement) =>
      Math.min(...known.map((copy) => reshardCost(planReshard(type, copy.placement, target, mesh))));
    const best = candidates.reduce((a, b) => (costOf(b) < costOf(a) ? b : a));
    const local = this.request(stage, value, best, reader, `${valueName(this.#facts, value)} (sent)`);
    return { placement: best, local, group };
  }
}

/** True if a group can read a copy. A parameter gathered just in time is whole only in the group that gathers it. */
const isVisible = (copy: Copy, group: Group): boolean =>
  copy.group === undefined || (copy.isGathered ? copy.group === group : precedes(copy.group, group));
