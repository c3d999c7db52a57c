/**
 * @file Groups: the ops of one stage that run together. Without a pipeline they are the step's regions. In a pipeline the ops between
 * prologue and update fall into the schedule's tasks (forward, backward, …) of each of the stage's pieces of the model.
 */
import { findPasses } from "../analysis/passes.ts";
import { findRoles } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { definingOps, type Graph, usersOf, type ValueId } from "../ir/graph.ts";
import type { Plan, ScheduleTask } from "../plan/plan.ts";
import { findSchedule } from "../schedules/registry.ts";
import { makeSchedule, type Schedule } from "../schedules/schedule.ts";

/**
 * `prologue` and `loop` run once per microbatch, one after the other. `middle` runs once between them: totals of the prologue on their
 * way to other stages. `update` runs once behind them.
 */
export type Phase = "prologue" | "middle" | "loop" | "update";

export interface Group {
  readonly phase: Phase;
  /** Of a loop in a pipeline: the schedule's task. */
  readonly task?: ScheduleTask;
  readonly chunk: number;
  /**
   * When it runs. In a pipeline's loop: its place on the way of a microbatch through all pieces and back. In the other phases: how
   * many transfers come before it, so that stages that wait for each other there do so in one order.
   */
  readonly order: number;
}

/** Whether what `first` makes is there when `second` runs on the same stage for the same microbatch. */
export function precedes(first: Group, second: Group): boolean {
  if (first.phase === "middle" && second.phase !== "prologue" && second.phase !== "middle") return true;
  if (first.phase !== second.phase) return false;
  if (first.task === "backward-weight") return second.task === first.task && second.chunk === first.chunk;
  return first.order <= second.order;
}

/** Which phase and, in a pipeline's loop, which group each op belongs to. */
export interface Grouping {
  readonly phases: readonly Phase[];
  /** The group of op `op` in the loop on its own stage. */
  readonly loopGroup: (op: number) => Group;
  /** A group of a stage's loop that runs in any case, for outputs that no op makes. */
  readonly firstGroup: (stage: number) => Group;
  /** Values of the loop that are summed over the microbatches because what adds them up was put off to the update. */
  readonly summed: readonly ValueId[];
  /** The order of tasks on every stage; undefined for plans of one stage without a pipeline. */
  readonly schedule?: Schedule;
}

const wholeLoop: Group = { phase: "loop", chunk: 0, order: 0 };

/** @throws InvalidConfig when the schedule does not exist or its sizes break its rule */
export function groupOps(step: Step, plan: Plan): Grouping {
  const { graph, numPrologueOps, numAccumulateOps } = step;
  if (!plan.pipeline) {
    const phases = graph.ops.map((_, op): Phase => {
      if (op < numPrologueOps) return "prologue";
      return op < numAccumulateOps ? "loop" : "update";
    });
    return { phases, summed: [], loopGroup: () => wholeLoop, firstGroup: () => wholeLoop };
  }
  const { numChunks, numUpdates } = plan.pipeline;
  const rule = findSchedule(plan.pipeline.schedule);
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
    const piece = rule.pieceOf(stage, chunk, numStages);
    const order = task === "forward" ? piece : 2 * numStages * numChunks - 1 - piece;
    const group: Group = { phase: "loop", task, chunk, order };
    groups.set(key, group);
    return group;
  };
  const taskOf = (op: number): ScheduleTask => {
    if (passes[op] === "forward") return "forward";
    if (!isSplit) return "backward";
    return servesOne[op] ? "backward-weight" : "backward-input";
  };
  const phases = passes.map((pass): Phase => (pass === "prologue" || pass === "update" ? pass : "loop"));
  const summed = putOffSums(graph, plan, phases);
  const servesOne = isSplit ? opsOfOneParameter(step, plan, phases) : [];
  return {
    phases,
    summed,
    loopGroup: (op) => groupOf(plan.ops[op].stage, plan.ops[op].chunk ?? 0, taskOf(op)),
    firstGroup: (stage) => groupOf(stage, 0, "forward"),
    schedule,
  };
}

/**
 * Gradients of a parameter that several stages use are terms of one sum. Where only the update reads it, each stage sums its own
 * terms over the microbatches, and they are added up once per step. Changes `phases`; returns the terms.
 */
function putOffSums(graph: Graph, plan: Plan, phases: Phase[]): ValueId[] {
  const users = usersOf(graph);
  const definers = definingOps(graph);
  const terms: ValueId[] = [];
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    const { kind, operands, results } = graph.ops[op];
    if (kind !== "add" || phases[op] !== "loop") continue;
    const isUsedLate = users[results[0]].length > 0 && users[results[0]].every((user) => phases[user] === "update");
    const isFromAfar = operands.some((value) => {
      return definers[value] >= 0 && plan.ops[definers[value]].stage !== plan.ops[op].stage;
    });
    if (!isUsedLate || !isFromAfar) continue;
    phases[op] = "update";
    terms.push(...operands);
  }
  return terms;
}

/**
 * By op: whether of all that is computed from it only one parameter's gradient is left, and on no other piece of the model: a
 * weight gradient, which nobody waits for. Everything else in the backward pass is on the way to other gradients.
 */
function opsOfOneParameter(step: Step, plan: Plan, phases: readonly Phase[]): boolean[] {
  const { graph } = step;
  const [none, many] = [-1, -2];
  const parameterOf = new Map<number, number>();
  for (const [input, gradients] of findRoles(step).gradients) {
    for (const gradient of gradients) parameterOf.set(gradient, input);
  }
  const users = usersOf(graph);
  const served = new Int32Array(graph.ops.length).fill(none);
  const join = (a: number, b: number) => (a === none || a === b ? b : b === none ? a : many);
  const pieceOf = (op: number) => `${plan.ops[op].stage} ${plan.ops[op].chunk ?? 0}`;
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    for (const result of graph.ops[op].results) {
      const own = parameterOf.get(result);
      if (own !== undefined) served[op] = join(served[op], own);
      for (const user of users[result]) {
        if (pieceOf(user) !== pieceOf(op) && phases[user] === "loop") served[op] = many;
        else if (own === undefined) served[op] = join(served[op], served[user]);
      }
    }
  }
  return [...served].map((parameter) => parameter !== many);
}
