/** @file Executable: a compiled step of a jax-js function that runs on devices. */
import { type ArgumentRole, argumentRoles } from "../analysis/argument-roles.ts";
import { DeviceLost } from "../base/errors.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { DeviceTeam, RunningProgram } from "../engines/engine.ts";
import { threads } from "../engines/threads/index.ts";
import { tree } from "../frontends/jaxjs/jax.ts";
import type { NamedLeaf } from "../frontends/jaxjs/names.ts";
import type { TensorData } from "../ir/types.ts";
import { argumentOf } from "../planner/argument-ports.ts";
import type { Compiled } from "../planner/compile.ts";
import { DistributedArray } from "./distributed-array.ts";
import { inputData, type StepInput } from "./inputs.ts";
import { LoadedStep } from "./loaded-step.ts";
import { StepValue } from "./step-value.ts";

export interface ExecutableOptions {
  /** Record when every instruction of the last step ran. */
  readonly timeline?: boolean;
  /** Devices to run on, shared with other programs. Default: worker threads of its own. */
  readonly team?: DeviceTeam;
  /** Executables with the same owner exchange state on the devices: a step consumes the state that it is passed. */
  readonly owner?: object;
  /** Recover what a step consumed, or its results, from the devices that are left when some are lost in it. */
  readonly isElastic?: boolean;
}

export class Executable extends LoadedStep {
  readonly #traced: Compiled["traced"];
  /** Steps consume the state handles that have this owner. */
  readonly #owner: object;
  readonly #isElastic: boolean;
  /** By input: the current value of a state input on the devices. */
  #state: (StepValue | undefined)[] = [];
  /** The state that the last step returned, by the names of its inputs. */
  #returned: NamedLeaf[] = [];
  #steps = 0;

  private constructor(
    compiled: Compiled,
    running: RunningProgram,
    startSeconds: number,
    { owner, isElastic = false }: ExecutableOptions,
  ) {
    super(compiled, running, startSeconds);
    this.#traced = compiled.traced;
    this.#owner = owner ?? this;
    this.#isElastic = isElastic;
  }

  /** Starts the devices and compiles their kernels. */
  static async start(compiled: Compiled, options: ExecutableOptions = {}): Promise<Executable> {
    const start = performance.now();
    const team = options.team ?? (await threads().createTeam());
    let executable: Executable | undefined;
    const running = await team.load(compiled.program, {
      timeline: options.timeline,
      onLeave() {
        if (executable) executable.#moveStateToHost();
      },
    });
    executable = new Executable(compiled, running, (performance.now() - start) / 1e3, options);
    return executable;
  }

  /** Number of steps run so far. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Runs one step. The previous step must have ended.
   * @param args  values of the trace's input leaves, in its order
   */
  async run(args: readonly StepInput[]): Promise<unknown> {
    const { inputs, outputs, stateOf } = this.program;
    const isState = new Set(stateOf);
    const hostInputs = new Map<number, TensorData>();
    /** The state that the step consumes, and the input that receives it. */
    const passedState = new Map<StepValue, number>();
    for (const [input, { type, name }] of inputs.entries()) {
      const value = args[this.#traced.leafOf[input]];
      if (!(value instanceof DistributedArray)) {
        hostInputs.set(input, inputData(await value, type.dtype));
        continue;
      }
      if (isState.has(input) && value.value.owner === this.#owner) passedState.set(value.value, input);
      if (value.value !== this.#state[input])
        hostInputs.set(input, inputData(await value.value.read(name), type.dtype));
    }
    this.running.checkIdle("step");
    for (const value of this.#state) if (value && !passedState.has(value)) value.moveToHost();
    for (const value of passedState.keys()) value.consume();
    this.#state = [];
    this.#returned = [];
    let values: readonly StepValue[];
    try {
      await this.running.step(hostInputs);
      values = await Promise.all(stateOf.map((input, output) => this.#valueOf(input, output)));
    } catch (error) {
      if (!this.#isElastic || !(error instanceof DeviceLost)) throw error;
      const remains = this.running.remains();
      const results = outputs.map((_, output) => remains?.after(output));
      if (results.includes(undefined)) {
        for (const [value, input] of passedState) value.recover(hostInputs.get(input) ?? remains?.before(input));
        throw error;
      }
      // The remaining devices had finished the step.
      values = results.map((data) => StepValue.onHost(data!));
    }
    this.#steps++;
    const handles = outputs.map((_, output) => this.#handleOf(output, values[output]));
    this.#returned = handles.flatMap((value, output) =>
      stateOf[output] < 0 ? [] : [{ name: inputs[stateOf[output]].name, value }],
    );
    return tree.unflatten(this.#traced.outTree, handles as never);
  }

  #handleOf(output: number, value: StepValue): DistributedArray {
    const { name, type, placement } = this.program.outputs[output];
    return new DistributedArray({ name, ...type, placement, isWeak: this.#traced.isWeak[output] }, value);
  }

  /**
   * Reads the leaves of the first argument from an open checkpoint straight to the memory of the devices, part by part,
   * so that neither the whole state nor a whole tensor is in the memory of this process.
   * @param names  the tensors of the leaves, in their order
   * @returns the leaves as handles to pass to the next step; undefined if one is no state, or if the devices' memory is
   *     not this process's
   * @throws InvalidConfig if a file was altered
   */
  async load(checkpoint: Pick<Checkpoint, "readParts">, names: readonly string[]) {
    const { running, program } = this;
    const inputs = names.map((_, leaf) => this.#traced.leafOf.indexOf(leaf));
    const outputs = inputs.map((input) => (input < 0 ? -1 : program.stateOf.indexOf(input)));
    if (!running.writeInputPart || outputs.includes(-1)) return undefined;
    this.#moveStateToHost();
    const inputOf = new Map(names.map((name, leaf) => [name, inputs[leaf]]));
    await checkpoint.readParts(names, (name, part, data) => running.writeInputPart!(inputOf.get(name)!, part, data));
    return outputs.map((output, leaf) => this.#handleOf(output, this.#onDevices(inputs[leaf])));
  }

  /** The value of an output, which stays on the devices if it is the next value of a state input. */
  async #valueOf(input: number, output: number): Promise<StepValue> {
    if (input < 0) {
      const data = this.running.readOutput(output);
      return StepValue.onHost(this.running.queuesSteps ? data : await data);
    }
    return this.#onDevices(input);
  }

  /** The value that a state input has on the devices. */
  #onDevices(input: number): StepValue {
    const read = () => this.running.inputNow(input);
    const parts = () => this.running.inputParts(input);
    const left = () => this.running.remains()?.before(input);
    const value = StepValue.onDevices({ read, parts, left }, this.#owner);
    this.#state[input] = value;
    return value;
  }

  /** The state input whose current value on the devices is `value`; undefined if there is none. */
  inputOf(value: StepValue): number | undefined {
    const input = this.#state.indexOf(value);
    return input < 0 ? undefined : input;
  }

  /**
   * The role of every argument leaf (trained or frozen weight, optimizer state, batch, random key or number), and the
   * result that is its next value.
   */
  get roles(): ArgumentRole[] {
    return argumentRoles(this.step, argumentOf(this.#traced));
  }

  /** The state that the last step returned: its handles, by the names of the arguments that they replace. */
  state(): readonly NamedLeaf[] {
    return this.#returned;
  }

  /** Copies the state to the host before another program overwrites the devices' memory. */
  #moveStateToHost(): void {
    for (const value of this.#state) value?.moveToHost();
    this.#state = [];
  }
}
