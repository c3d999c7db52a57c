/**
 * @file Groups: ops of one stage that run together. Without a pipeline they are the step's regions. In a pipeline, the
 *   ops between prologue and update belong to the schedule's tasks (forward, backward, …) of each of the stage's
 *   chunks.
 */

import { findPasses, type Pass } from "../analysis/passes.ts";
import { findReplicated } from "../analysis/replicated.ts";
import { opSections, type Region, type Step, sectionsOf } from "../analysis/step.ts";
import { weightGradientOps } from "../analysis/weight-gradients.ts";
import { Unsupported } from "../base/errors.ts";
import { definingOps, type Graph, opName, usersOf, type ValueId } from "../ir/graph.ts";
import type { Plan, ScheduleTask } from "../plan/plan.ts";
import { findSchedule } from "../schedules/registry.ts";
import { makeSchedule, type Schedule } from "../schedules/schedule.ts";

/**
 * A region of the step, or `totals`: the ops that run once after a pass of the prologue, and the transfers of its
 * totals to other stages.
 */
export type Phase = Region | "totals";

/** A phase and, for prologue and totals, the number of its pass; 0 otherwise. */
export interface PhasePlace {
  readonly phase: Phase;
  readonly pass: number;
}

/** The order of phases in time: lower numbers run first. */
export function phaseTime({ phase, pass }: PhasePlace): number {
  if (phase === "update") return Number.POSITIVE_INFINITY;
  if (phase === "accumulate") return Number.MAX_VALUE;
  return 2 * pass + Number(phase === "totals");
}

export const isSamePhase = (a: PhasePlace, b: PhasePlace): boolean => a.phase === b.phase && a.pass === b.pass;

export interface Group extends PhasePlace {
  /** The schedule's task, for a loop in a pipeline. */
  readonly task?: ScheduleTask;
  readonly chunk: number;
  /**
   * The order of groups within a phase. In a pipeline's loop: the position on a microbatch's way through all chunks and
   * back. Elsewhere: the number of transfers that come before it, so that stages which wait for each other do so in one
   * order.
   */
  readonly order: number;
}

/** True if results of `first` are available to `second` on the same stage for the same microbatch. */
export function precedes(first: Group, second: Group): boolean {
  const [earlier, later] = [phaseTime(first), phaseTime(second)];
  if (earlier !== later) return first.phase === "totals" && earlier < later;
  if (first.task === "backward-weight") return second.task === first.task && second.chunk === first.chunk;
  return first.order <= second.order;
}

/** The phase of each op and, in a pipeline's loop, its group. */
export interface Grouping {
  readonly phases: readonly PhasePlace[];
  /** The group of op `op` in the loop on its own stage. */
  readonly loopGroup: (op: number) => Group;
  /** The first group of a stage's loop. It makes the outputs that no op computes: inputs that are passed through. */
  readonly firstGroup: (stage: number) => Group;
  /** Values of the loop that are summed over the microbatches because the ops that add them up moved to the update. */
  readonly summed: readonly ValueId[];
  /** The order of tasks on every stage; undefined for plans of one stage without a pipeline. */
  readonly schedule?: Schedule;
}

const loop: PhasePlace = { phase: "accumulate", pass: 0 };
const update: PhasePlace = { phase: "update", pass: 0 };
const wholeLoop: Group = { ...loop, chunk: 0, order: 0 };

/** The phase of each section of a step. */
export const phasePlaces = (step: Step): PhasePlace[] =>
  sectionsOf(step).map(({ isLoop }, section, { length }): PhasePlace => {
    if (section >= length - 2) return isLoop ? loop : update;
    return { phase: isLoop ? "prologue" : "totals", pass: section >> 1 };
  });

/**
 * @throws InvalidConfig when the schedule does not exist or does not allow its sizes, Unsupported when it is
 *   asynchronous and the prologue reads state
 */
export function groupOps(step: Step, plan: Plan): Grouping {
  const { graph, microbatches } = step;
  const places = phasePlaces(step);
  if (!plan.pipeline) {
    // With one microbatch, updates need not wait for the end of a loop.
    const phases = [...opSections(step)].map((section) => (microbatches === 1 ? loop : places[section]));
    return { phases, summed: [], loopGroup: () => wholeLoop, firstGroup: () => wholeLoop };
  }
  const { numChunks, numUpdates } = plan.pipeline;
  const rule = findSchedule(plan.pipeline.schedule);
  if (numUpdates > 1) checkPrologue(step);
  const numStages = plan.stages.length;
  const schedule = makeSchedule(rule, {
    numStages,
    numChunks,
    numMicrobatches: step.microbatches * numUpdates,
    microbatchesPerUpdate: step.microbatches,
  });
  const passes = findPasses(step);
  const isSplit = schedule.tasks.some((tasks) => tasks.some(({ kind }) => kind === "backward-input"));
  const groups = new Map<string, Group>();
  const groupOf = (stage: number, chunk: number, task: ScheduleTask): Group => {
    const key = `${stage} ${chunk} ${task}`;
    const known = groups.get(key);
    if (known) return known;
    const position = rule.positionOf(stage, chunk, numStages);
    const order = task === "forward" ? position : 2 * numStages * numChunks - 1 - position;
    const group: Group = { ...loop, task, chunk, order };
    groups.set(key, group);
    return group;
  };
  const positionOf = (op: number): string => `${plan.ops[op].stage} ${plan.ops[op].chunk ?? 0}`;
  let isWeightGradient: readonly boolean[] = [];
  const taskOf = (op: number): ScheduleTask => {
    if (passes[op] === "forward") return "forward";
    if (!isSplit) return "backward";
    return isWeightGradient[op] ? "backward-weight" : "backward-input";
  };
  const loopGroup = (op: number): Group => groupOf(plan.ops[op].stage, plan.ops[op].chunk ?? 0, taskOf(op));
  const sections = opSections(step);
  const phases = passes.map((pass, op): PhasePlace => {
    return pass === "prologue" ? places[sections[op]] : pass === "update" ? update : loop;
  });
  const summed = deferSums(graph, plan, phases);
  do {
    if (isSplit)
      isWeightGradient = weightGradientOps(
        step,
        (op, user) => positionOf(user) !== positionOf(op) && phases[user].phase === "accumulate",
      );
  } while (step.microbatches === 1 && numUpdates === 1 && deferLateOps(step, plan, phases, passes, loopGroup));
  return {
    phases,
    summed,
    loopGroup,
    firstGroup: (stage) => groupOf(stage, 0, "forward"),
    schedule,
  };
}

/** Refuses a prologue that reads state: the prologues of all updates run first, before later weights exist. */
function checkPrologue({ graph, numPrologueOps, stateOf }: Step): void {
  const state = new Map(stateOf.filter((input) => input >= 0).map((input) => [graph.inputs[input].value, input]));
  graph.ops.slice(0, numPrologueOps).forEach(({ operands }, op) => {
    const read = operands.find((value) => state.has(value));
    if (read === undefined) return;
    throw new Unsupported(
      opName(graph, op),
      `makes a batch total with ${graph.inputs[state.get(read)!].name} before the main loop, and in an asynchronous schedule ` +
        "every update has other weights by then; use a synchronous schedule, or 1 microbatch per update",
    );
  });
}

/**
 * The gradient of a parameter that several stages use is a sum of their terms. If only the update reads it, each stage
 * sums its own terms over the microbatches, and the terms are added once per step. Changes `phases`; returns the terms.
 */
function deferSums(graph: Graph, plan: Plan, phases: PhasePlace[]): ValueId[] {
  const users = usersOf(graph);
  const definers = definingOps(graph);
  const terms: ValueId[] = [];
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    const { kind, operands, results } = graph.ops[op];
    if (kind !== "add" || phases[op].phase !== "accumulate") continue;
    const isUsedLate =
      users[results[0]].length > 0 && users[results[0]].every((user) => phases[user].phase === "update");
    const isFromOtherStage = operands.some((value) => {
      return definers[value] >= 0 && plan.ops[definers[value]].stage !== plan.ops[op].stage;
    });
    if (!isUsedLate || !isFromOtherStage) continue;
    phases[op] = update;
    terms.push(...operands);
  }
  return terms;
}

/**
 * Moves ops to the update if they read a value of the loop that is made too late for them. Such ops exist when a step
 * runs its model again with the result of a first backward pass: alternating updates of a GAN, whose second network is
 * trained against the new weights of the first, or SAM, which takes gradients at weights moved along a first gradient.
 * With one microbatch the update can wait for any value. Changes `phases`; returns true if an op moved.
 */
function deferLateOps(
  step: Step,
  plan: Plan,
  phases: PhasePlace[],
  passes: readonly Pass[],
  loopGroup: (op: number) => Group,
): boolean {
  const { graph } = step;
  const definers = definingOps(graph);
  const common = findReplicated(step);
  const isAvailable = (definer: number, op: number): boolean => {
    if (common.ops[definer]) return true;
    const [from, to] = [loopGroup(definer), loopGroup(op)];
    if (plan.ops[definer].stage === plan.ops[op].stage) return from === to || precedes(from, to);
    return from.task !== "backward-weight" && from.order <= to.order;
  };
  let hasMoved = false;
  graph.ops.forEach(({ operands }, op) => {
    if (phases[op].phase !== "accumulate" || passes[op] === "forward" || common.ops[op]) return;
    const isLate = operands.some((value) => {
      const definer = definers[value];
      if (definer < 0) return false;
      return phases[definer].phase === "update" || !isAvailable(definer, op);
    });
    if (!isLate) return;
    phases[op] = update;
    hasMoved = true;
  });
  return hasMoved;
}
