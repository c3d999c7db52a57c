/**
 * @file Groups: the ops of one stage that run together. Without a pipeline they are the step's regions. In a pipeline
 * the ops between prologue and update fall into the schedule's tasks (forward, backward, …) of each of the stage's
 * chunks of the model.
 */
import { findCommon } from "../analysis/common.ts";
import { findPasses, type Pass } from "../analysis/passes.ts";
import { findRoles } from "../analysis/roles.ts";
import { opSections, type Region, type Step, sectionsOf } from "../analysis/step.ts";
import { Unsupported } from "../base/errors.ts";
import { definingOps, type Graph, opName, usersOf, type ValueId } from "../ir/graph.ts";
import type { Plan, ScheduleTask } from "../plan/plan.ts";
import { findSchedule } from "../schedules/registry.ts";
import { makeSchedule, type Schedule } from "../schedules/schedule.ts";

/**
 * A region of the step, or `totals`: what runs once behind a pass of the prologue, and the way of its totals to other
 * stages.
 */
export type Phase = Region | "totals";

/** A phase and, of the prologue's, which of its passes; 0 otherwise. */
export interface PhasePlace {
  readonly phase: Phase;
  readonly pass: number;
}

/** When phases run: those that run first have lower numbers. */
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
   * When it runs. In a pipeline's loop: its place on the way of a microbatch through all chunks and back. In the other
   * phases: how many transfers come before it, so that stages that wait for each other there do so in one order.
   */
  readonly order: number;
}

/** Whether what `first` makes is there when `second` runs on the same stage for the same microbatch. */
export function precedes(first: Group, second: Group): boolean {
  const [earlier, later] = [phaseTime(first), phaseTime(second)];
  if (earlier !== later) return first.phase === "totals" && earlier < later;
  if (first.task === "backward-weight") return second.task === first.task && second.chunk === first.chunk;
  return first.order <= second.order;
}

/** Which phase and, in a pipeline's loop, which group each op belongs to. */
export interface Grouping {
  readonly phases: readonly PhasePlace[];
  /** The group of op `op` in the loop on its own stage. */
  readonly loopGroup: (op: number) => Group;
  /** A group of a stage's loop that runs in any case, for outputs that no op makes. */
  readonly firstGroup: (stage: number) => Group;
  /** Values of the loop that are summed over the microbatches because what adds them up was put off to the update. */
  readonly summed: readonly ValueId[];
  /** The order of tasks on every stage; undefined for plans of one stage without a pipeline. */
  readonly schedule?: Schedule;
}

const loop: PhasePlace = { phase: "accumulate", pass: 0 };
const update: PhasePlace = { phase: "update", pass: 0 };
const wholeLoop: Group = { ...loop, chunk: 0, order: 0 };

/** By section of a step. */
export const phasePlaces = (step: Step): PhasePlace[] =>
  sectionsOf(step).map(({ isLoop }, section, { length }): PhasePlace => {
    if (section >= length - 2) return isLoop ? loop : update;
    return { phase: isLoop ? "prologue" : "totals", pass: section >> 1 };
  });

/**
 * @throws InvalidConfig when the schedule does not exist or its sizes break its rule, Unsupported when it is
 *   asynchronous and the prologue reads state
 */
export function groupOps(step: Step, plan: Plan): Grouping {
  const { graph, microbatches } = step;
  const places = phasePlaces(step);
  if (!plan.pipeline) {
    // Updates of a whole batch need not wait for the end of a loop.
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
  let servesOne: readonly boolean[] = [];
  const taskOf = (op: number): ScheduleTask => {
    if (passes[op] === "forward") return "forward";
    if (!isSplit) return "backward";
    return servesOne[op] ? "backward-weight" : "backward-input";
  };
  const loopGroup = (op: number): Group => groupOf(plan.ops[op].stage, plan.ops[op].chunk ?? 0, taskOf(op));
  const sections = opSections(step);
  const phases = passes.map((pass, op): PhasePlace => {
    return pass === "prologue" ? places[sections[op]] : pass === "update" ? update : loop;
  });
  const summed = putOffSums(graph, plan, phases);
  do {
    if (isSplit) servesOne = opsOfOneParameter(step, plan, phases);
  } while (step.microbatches === 1 && numUpdates === 1 && putOffLate(step, plan, phases, passes, loopGroup));
  return {
    phases,
    summed,
    loopGroup,
    firstGroup: (stage) => groupOf(stage, 0, "forward"),
    schedule,
  };
}

/** The prologue of all updates runs first, when there are no weights of later updates yet. */
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
 * Gradients of a parameter that several stages use are terms of one sum. Where only the update reads it, each stage
 * sums its own terms over the microbatches, and they are added up once per step. Changes `phases`; returns the terms.
 */
function putOffSums(graph: Graph, plan: Plan, phases: PhasePlace[]): ValueId[] {
  const users = usersOf(graph);
  const definers = definingOps(graph);
  const terms: ValueId[] = [];
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    const { kind, operands, results } = graph.ops[op];
    if (kind !== "add" || phases[op].phase !== "accumulate") continue;
    const isUsedLate =
      users[results[0]].length > 0 && users[results[0]].every((user) => phases[user].phase === "update");
    const isFromAfar = operands.some((value) => {
      return definers[value] >= 0 && plan.ops[definers[value]].stage !== plan.ops[op].stage;
    });
    if (!isUsedLate || !isFromAfar) continue;
    phases[op] = update;
    terms.push(...operands);
  }
  return terms;
}

/**
 * A step may go through its model again with what a first backward pass has made (a network that learns from another
 * one's new weights, gradients at weights moved along the gradient). With one microbatch the update may wait for
 * anything, so that is where ops go that read what the loop makes too late for them. Changes `phases`; returns whether
 * there are such ops.
 */
function putOffLate(
  step: Step,
  plan: Plan,
  phases: PhasePlace[],
  passes: readonly Pass[],
  loopGroup: (op: number) => Group,
): boolean {
  const { graph } = step;
  const definers = definingOps(graph);
  const common = findCommon(step);
  const isThere = (definer: number, op: number): boolean => {
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
      return phases[definer].phase === "update" || !isThere(definer, op);
    });
    if (!isLate) return;
    phases[op] = update;
    hasMoved = true;
  });
  return hasMoved;
}

/**
 * By op: whether of all that is computed from it only one parameter's gradient is left, and on no other chunk of the
 * model: a weight gradient, which nobody waits for. Everything else in the backward pass is on the way to other
 * gradients.
 */
function opsOfOneParameter(step: Step, plan: Plan, phases: readonly PhasePlace[]): boolean[] {
  const { graph } = step;
  const [none, many] = [-1, -2];
  const parameterOf = new Map<number, number>();
  for (const [input, gradients] of findRoles(step).gradients) {
    for (const gradient of gradients) parameterOf.set(gradient, input);
  }
  const users = usersOf(graph);
  const served = new Int32Array(graph.ops.length).fill(none);
  const join = (a: number, b: number) => (a === none || a === b ? b : b === none ? a : many);
  const positionOf = (op: number) => `${plan.ops[op].stage} ${plan.ops[op].chunk ?? 0}`;
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    for (const result of graph.ops[op].results) {
      const own = parameterOf.get(result);
      if (own !== undefined) served[op] = join(served[op], own);
      for (const user of users[result]) {
        if (positionOf(user) !== positionOf(op) && phases[user].phase === "accumulate") served[op] = many;
        else served[op] = join(served[op], served[user]);
      }
    }
  }
  return [...served].map((parameter) => parameter !== many);
}
