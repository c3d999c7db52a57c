/**
 * @file ModuleExecutable: a step imported from StableHLO text that runs on devices. Its inputs and outputs are plain
 * arrays.
 */
import type { Engine, RunningProgram } from "../engines/engine.ts";
import { threads } from "../engines/threads/index.ts";
import { bytesOf, type TensorData } from "../ir/types.ts";
import type { TensorPart } from "../plan/shard.ts";
import { type LoweredStep, lowerPlanned } from "../planner/compile.ts";
import type { PlannedGraph } from "../planner/plan-source.ts";
import { LoadedStep } from "./loaded-step.ts";

interface ModuleStartOptions {
  readonly timeline?: boolean;
  readonly engine?: Engine;
  /** After a loss: the number of devices before any was lost. */
  readonly before?: number;
}

export class ModuleExecutable extends LoadedStep {
  private constructor(lowered: LoweredStep, running: RunningProgram, startSeconds: number) {
    super(lowered, running, startSeconds);
  }

  /** Lowers the plan, starts its devices and compiles their kernels. */
  static async start(
    planned: PlannedGraph,
    { timeline, engine = threads(), before }: ModuleStartOptions = {},
  ): Promise<ModuleExecutable> {
    const lowered = lowerPlanned(planned, { hasWideTerms: true });
    const start = performance.now();
    const team = await engine.createTeam(before);
    try {
      const running = await team.load(lowered.program, { timeline });
      return new ModuleExecutable(lowered, running, (performance.now() - start) / 1e3);
    } catch (error) {
      await team.stop();
      throw error;
    }
  }

  /**
   * Runs one step. The first step needs every input. Later steps may omit inputs: state has the value that the previous
   * step returned, all other inputs keep their last value.
   * @param inputs  by input of the graph
   */
  async run(inputs: ReadonlyMap<number, TensorData> = new Map()): Promise<void> {
    await this.running.step(inputs);
    // An engine that queues steps tells the error of this one when an output is read.
    if (this.running.queuesSteps) await this.running.readOutput(this.#smallestOutput);
  }

  get #smallestOutput(): number {
    const bytes = this.program.outputs.map(({ type }) => bytesOf(type));
    return bytes.indexOf(Math.min(...bytes));
  }

  /** Writes inputs, which stay until a later step replaces them. */
  write(inputs: ReadonlyMap<number, TensorData>): void {
    for (const [input, data] of inputs) this.running.writeInput(input, data);
  }

  /**
   * After `DeviceLost`, what the devices that are left hold: the state after the lost step and the step's outputs if
   * they have finished it, or else the state before it; undefined if they do not hold all of it.
   */
  remains(): { readonly state: ReadonlyMap<number, TensorData>; readonly outputs?: TensorData[] } | undefined {
    const remains = this.running.remains();
    if (!remains) return undefined;
    const { outputs, stateOf } = this.program;
    const stateInputs = [...new Set(stateOf)].filter((input) => input >= 0);
    const after = outputs.map((_, output) => remains.after(output));
    const isDone = after.every((data) => data !== undefined);
    const state = stateInputs.map((input) => (isDone ? after[stateOf.indexOf(input)] : remains.before(input)));
    if (state.includes(undefined)) return undefined;
    return {
      state: new Map(stateInputs.map((input, i) => [input, state[i]!])),
      ...(isDone && { outputs: after as TensorData[] }),
    };
  }

  /** The parts of a state input that the devices hold after the last step, which the next step may overwrite. */
  async stateParts(input: number): Promise<TensorPart[]> {
    return this.running.inputParts(input);
  }

  /** The whole value of a state input after the last step, as a new row-major array. */
  async stateValue(input: number): Promise<TensorData> {
    return this.running.inputNow(input);
  }

  /** Returns the whole value of an output of the last step as a new row-major array. */
  async output(index: number): Promise<TensorData> {
    const input = this.program.stateOf[index];
    return input < 0 ? this.running.readOutput(index) : this.running.inputNow(input);
  }
}
