/**
 * @file The partitioner turns a step and its plan into one graph per stage: the graph of one device of the stage's mesh
 * (SPMD). Every op becomes its local op on local types. `local-values.ts` provides its operands, `group-order.ts` the
 * group in which it runs.
 */
import type { Step } from "../analysis/step.ts";
import { withoutTrivialAxes } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { checkPlan } from "../sharding/check-plan.ts";
import { GroupOrder } from "./group-order.ts";
import { type Grouping, isSamePhase, type PhasePlace, phasePlaces, phaseTime } from "./groups.ts";
import { LocalValues } from "./local-values.ts";
import { type PartitionFacts, type PartitionOptions, partitionFacts } from "./partition-facts.ts";
import type { StagePart } from "./stage-graph.ts";
import type { StageTransfer } from "./stage-transfer.ts";

export interface Partitioned {
  readonly stages: readonly StagePart[];
  readonly transfers: readonly StageTransfer[];
  readonly schedule: Grouping["schedule"];
}

/**
 * Partitions a step over the meshes of a plan.
 * @throws InvalidConfig when the plan does not fit the step; names op, axis and sizes
 */
export function partitionStages(step: Step, plan: Plan, options: PartitionOptions = {}): Partitioned {
  checkPlan(step, plan);
  return new Partitioner(step, plan, options).run();
}

/**
 * Returns the step that every device runs under a plan of one stage: local types, collectives in the graph, the same
 * inputs, outputs and regions.
 */
export function partition(step: Step, plan: Plan, options?: PartitionOptions): Step {
  const { stages } = partitionStages(step, { ...plan, pipeline: undefined }, options);
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
  readonly #facts: PartitionFacts;
  readonly #values: LocalValues;
  readonly #order: GroupOrder;

  constructor(step: Step, plan: Plan, options: PartitionOptions) {
    this.#facts = partitionFacts(step, plan, options);
    this.#values = new LocalValues(this.#facts);
    this.#order = new GroupOrder(this.#facts, this.#values);
    const { graph, common } = this.#facts;
    graph.inputs.forEach((_, input) => {
      const { stage, placement } = plan.inputs[input];
      // Inputs that several stages may hold are added to the stages that read them.
      if (plan.stages.length === 1 || !common.inputs[input]) this.#values.addInput(stage, input, placement);
    });
  }

  run(): Partitioned {
    const { step, graph, grouping } = this.#facts;
    for (const place of phasePlaces(step)) {
      graph.ops.forEach((_, op) => {
        if (isSamePhase(grouping.phases[op], place)) this.#addOp(op);
      });
      graph.outputs.forEach((_, output) => {
        const isDue = isSamePhase(this.#phaseOfOutput(output), place);
        if (isDue && !this.#isCommonState(output)) this.#addOutput(output);
      });
    }
    this.#addCommonState();
    this.#addUnreadInputs();
    return {
      stages: this.#values.stages.map((stage) => stage.finish()),
      transfers: this.#values.transfers,
      schedule: grouping.schedule,
    };
  }

  /** Adds op `op` where the plan puts it. In a pipeline, an op that every stage can compute is added at its readers. */
  #addOp(op: number): void {
    const { plan, grouping, common, placements } = this.#facts;
    if (grouping.schedule && common.ops[op]) return;
    const { stage } = plan.ops[op];
    this.#values.emit(op, stage, this.#order.groupOfOp(op, stage), placements[op]);
  }

  /** The phase in which an output takes its final placement: the loop for per-example outputs, otherwise the update. */
  #phaseOfOutput(output: number): PhasePlace {
    const { step, graph, grouping, definers } = this.#facts;
    const definer = definers[graph.outputs[output].value];
    const isListed = step.batchOutputs.some((each) => each.output === output);
    const isPerExample = isListed && grouping.phases[definer]?.phase !== "update";
    const isInLoop = isPerExample || (step.microbatches === 1 && !grouping.schedule);
    return { phase: isInLoop ? "accumulate" : "update", pass: 0 };
  }

  /** Adds an output to a stage under its planned placement; on other stages, under the placement of its state there. */
  #addOutput(output: number, stage = this.#facts.plan.outputs[output].stage): void {
    const { step, graph, plan } = this.#facts;
    const { value, name } = graph.outputs[output];
    const target = this.#values.stages[stage];
    const { stage: home, placement } = plan.outputs[output];
    const state = graph.inputs[step.stateOf[output]];
    const own = withoutTrivialAxes(placement, target.mesh);
    const wanted = stage === home || !state ? own : target.heldPlacement(state.value)!;
    const group = this.#order.groupOfOutput(value, stage, this.#phaseOfOutput(output), name, wanted);
    target.addOutput({ value: this.#values.request(stage, value, wanted, group, `output ${name}`), name }, output);
  }

  #isCommonState(output: number): boolean {
    const { step, common } = this.#facts;
    const state = step.stateOf[output];
    return state >= 0 && common.inputs[state];
  }

  /**
   * Computes the new value of common state on every stage that holds the state. Computing it may read other common
   * state, which the stage then holds too, so this repeats until nothing is added.
   */
  #addCommonState(): void {
    const { step, graph, plan } = this.#facts;
    const { stages } = this.#values;
    const outputs = [...graph.outputs.keys()].filter((output) => this.#isCommonState(output));
    for (let isNew = true; isNew; ) {
      isNew = false;
      for (const output of outputs) {
        const { value } = graph.inputs[step.stateOf[output]];
        const holders = [...stages.keys()].filter((stage) => stages[stage].heldPlacement(value));
        for (const stage of holders.length > 0 ? holders : [plan.outputs[output].stage]) {
          if (stages[stage].hasOutput(output)) continue;
          this.#addOutput(output, stage);
          isNew = true;
        }
      }
    }
  }

  /** Adds the inputs that no op reads to their planned stages: they still need a buffer. */
  #addUnreadInputs(): void {
    const { graph, plan } = this.#facts;
    graph.inputs.forEach(({ value }, input) => {
      if (this.#values.stages.some((stage) => stage.heldPlacement(value))) return;
      const { stage, placement } = plan.inputs[input];
      this.#values.addInput(stage, input, placement);
    });
  }
}
