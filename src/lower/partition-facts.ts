/** @file Facts about a step and its plan that the partitioner looks up often. */
import { findReplicated, type Replicated } from "../analysis/replicated.ts";
import { findRoles, type Role } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { definingOps, type Graph, opName, type ValueId } from "../ir/graph.ts";
import { type Placement, withoutTrivialAxes } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { planPlacements } from "../sharding/check-plan.ts";
import { type OpPlacements, zeroValues } from "../sharding/strategies/op-placements.ts";
import { type Grouping, groupOps } from "./groups.ts";

export interface PartitionOptions {
  /**
   * Whether terms of sums over devices are held in f32 where the step has 16-bit floats, so that a sum is rounded once,
   * as on one device. For engines that compute 16-bit floats in f32 anyway; others would move twice the bytes.
   */
  readonly hasWideTerms?: boolean;
}

export interface PartitionFacts extends PartitionOptions {
  readonly step: Step;
  readonly graph: Graph;
  readonly plan: Plan;
  readonly grouping: Grouping;
  /** Ops and inputs that every stage computes or holds itself instead of receiving them (`analysis/replicated.ts`). */
  readonly common: Replicated;
  /** By graph input. */
  readonly roles: readonly Role[];
  /** By op: the placements that its strategy needs and produces. */
  readonly placements: readonly OpPlacements[];
  /** The placement of op results that are resharded once, right after their op. */
  readonly reshards: ReadonlyMap<ValueId, Placement>;
  readonly zeros: ReadonlySet<ValueId>;
  /** By value: the op that defines it, −1 for graph inputs. */
  readonly definers: Int32Array;
  /** The number of the graph input that a value is. */
  readonly inputOf: ReadonlyMap<ValueId, number>;
  /** Values summed over the microbatches. */
  readonly summed: ReadonlySet<ValueId>;
}

export function partitionFacts(step: Step, plan: Plan, options: PartitionOptions): PartitionFacts {
  const { graph } = step;
  const grouping = groupOps(step, plan);
  const definers = definingOps(graph);
  const meshOf = (value: ValueId) => plan.stages[plan.ops[definers[value]].stage].mesh;
  return {
    ...options,
    step,
    graph,
    plan,
    grouping,
    common: findReplicated(step),
    roles: findRoles(step).inputs,
    placements: planPlacements(graph, plan),
    reshards: new Map(
      plan.reshards?.map(({ value, placement }) => [value, withoutTrivialAxes(placement, meshOf(value))]),
    ),
    zeros: zeroValues(graph),
    definers,
    inputOf: new Map(graph.inputs.map(({ value }, input) => [value, input])),
    summed: new Set([...step.accumulated, ...grouping.summed]),
  };
}

/** The name of a value in messages and transfers: its input's or its op's. */
export function valueName({ graph, definers, inputOf }: PartitionFacts, value: ValueId): string {
  return definers[value] < 0 ? graph.inputs[inputOf.get(value)!].name : opName(graph, definers[value]);
}
