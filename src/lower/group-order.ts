/**
 * @file The group in which each op and output of a stage is placed: a group of the schedule's loop, or, outside of the
 * loop, the first group after the transfers that it needs.
 */
import { InvalidConfig } from "../base/errors.ts";
import type { ValueId } from "../ir/graph.ts";
import { type Placement, replicated } from "../plan/placement.ts";
import { type Group, isSamePhase, type PhasePlace } from "./groups.ts";
import type { LocalValues } from "./local-values.ts";
import type { PartitionFacts } from "./partition-facts.ts";

export class GroupOrder {
  readonly #facts: PartitionFacts;
  readonly #values: LocalValues;

  constructor(facts: PartitionFacts, values: LocalValues) {
    this.#facts = facts;
    this.#values = values;
  }

  /** The group in which op `op` runs on a stage. */
  groupOfOp(op: number, stage: number): Group {
    const { graph, grouping, placements } = this.#facts;
    const place = grouping.phases[op];
    if (place.phase === "accumulate") return grouping.loopGroup(op);
    const { operands } = placements[op];
    const orders = graph.ops[op].operands.map((value, i) => this.#orderOf(value, stage, place, operands[i]));
    return this.#values.stages[stage].group(place, Math.max(0, ...orders));
  }

  /**
   * The group in which an output takes its final placement.
   * @throws InvalidConfig when the plan wants a per-example output on another stage than the one that makes it
   */
  groupOfOutput(value: ValueId, stage: number, place: PhasePlace, name: string, wanted: Placement): Group {
    if (place.phase !== "accumulate")
      return this.#values.stages[stage].group(place, this.#orderOf(value, stage, place, wanted));
    const { plan, grouping, definers } = this.#facts;
    const definer = definers[value];
    if (definer < 0) return grouping.firstGroup(stage);
    const definingStage = plan.ops[definer].stage;
    if (grouping.schedule && definingStage !== stage) {
      throw new InvalidConfig(
        `output ${name}`,
        `is made example by example on stage ${definingStage}, but wanted on stage ${stage}; leave it on stage ${definingStage}`,
      );
    }
    return grouping.loopGroup(definer);
  }

  /**
   * The order of the first group of a phase outside of the loop that can read a value on a stage. Brings the value to
   * the stage if no copy is there yet.
   * @param found  memo: orders of values that the stage has not computed yet
   */
  #orderOf(
    value: ValueId,
    stage: number,
    place: PhasePlace,
    wanted: Placement,
    found: Map<ValueId, number> = new Map(),
  ): number {
    const last = { ...place, chunk: 0, order: Number.POSITIVE_INFINITY };
    const known = this.#values.copiesIn(stage, value, last);
    if (known.length > 0) {
      return Math.min(...known.map(({ group }) => (group && isSamePhase(group, place) ? group.order : 0)));
    }
    const { graph, definers, common } = this.#facts;
    const definer = definers[value];
    if (definer < 0 || !common.ops[definer]) return this.#values.bring(stage, value, wanted, last).group?.order ?? 0;
    let order = found.get(value);
    if (order === undefined) {
      const wholeOf = (operand: ValueId) => replicated(graph.types[operand].shape.length);
      const orders = graph.ops[definer].operands.map((operand) => {
        return this.#orderOf(operand, stage, place, wholeOf(operand), found);
      });
      order = Math.max(0, ...orders);
      found.set(value, order);
    }
    return order;
  }
}
