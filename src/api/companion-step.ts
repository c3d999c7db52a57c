/** @file CompanionStep: a step that reads a training step's state where the devices hold it, and changes nothing. */
import type { Borrowed, DeviceTeam, RunningProgram } from "../engines/engine.ts";
import { tree } from "../frontends/jaxjs/jax.ts";
import type { TensorData } from "../ir/types.ts";
import type { CompiledCompanion } from "../planner/compile-companion.ts";
import { DistributedArray } from "./distributed-array.ts";
import { inputData, type StepInput } from "./inputs.ts";
import { LoadedStep } from "./loaded-step.ts";
import { StepValue } from "./step-value.ts";

export class CompanionStep extends LoadedStep {
  readonly #compiled: CompiledCompanion;

  private constructor(compiled: CompiledCompanion, running: RunningProgram, startSeconds: number) {
    super(compiled, running, startSeconds);
    this.#compiled = compiled;
  }

  /** Loads the step beside the program that lends its state. */
  static async start(
    compiled: CompiledCompanion,
    team: DeviceTeam,
    lender: Borrowed["lender"],
    timeline?: boolean,
  ): Promise<CompanionStep> {
    const start = performance.now();
    const running = await team.load(compiled.program, { timeline, borrows: { lender, inputs: compiled.lent } });
    return new CompanionStep(compiled, running, (performance.now() - start) / 1e3);
  }

  /**
   * Runs the step on the state that the devices hold.
   * @param args  values of the trace's input leaves, in its order; those that are lent are not read
   */
  async run(args: readonly StepInput[]): Promise<unknown> {
    const { lent, traced } = this.#compiled;
    const { inputs, outputs, stateOf } = this.program;
    const given = new Map<number, TensorData>();
    for (const [input, { type, name }] of inputs.entries()) {
      if (lent.has(input)) continue;
      const value = await args[traced.leafOf[input]];
      given.set(input, inputData(value instanceof DistributedArray ? await value.value.read(name) : value, type.dtype));
    }
    await this.running.step(given);
    const results = outputs.filter((_, output) => stateOf[output] < 0);
    const handles = results.map(async ({ name, type, placement }, output) => {
      const facts = { name, ...type, placement, isWeak: traced.isWeak[output] };
      return new DistributedArray(facts, StepValue.onHost(await this.running.readOutput(output)));
    });
    return tree.unflatten(traced.outTree, (await Promise.all(handles)) as never);
  }
}
