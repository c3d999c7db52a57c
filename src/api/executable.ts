/** @file Executable: a compiled step of a jax-js function that runs on devices. */
import { type ArgumentRole, argumentRoles } from "../analysis/argument-roles.ts";
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
}

export class Executable extends LoadedStep {
  readonly #traced: Compiled["traced"];
  /** Steps consume the state handles that have this owner. */
  readonly #owner: object;
  /** By input: the current value of a state input on the devices. */
  #state: (StepValue | undefined)[] = [];
  /** The state that the last step returned, by the names of its inputs. */
  #returned: NamedLeaf[] = [];
  #steps = 0;

  private constructor(compiled: Compiled, running: RunningProgram, startSeconds: number, owner: object | undefined) {
    super(compiled, running, startSeconds);
    this.#traced = compiled.traced;
    this.#owner = owner ?? this;
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
    executable = new Executable(compiled, running, (performance.now() - start) / 1e3, options.owner);
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
    const passedState = new Set<StepValue>();
    for (const [input, { type, name }] of inputs.entries()) {
      const value = args[this.#traced.leafOf[input]];
      if (!(value instanceof DistributedArray)) {
        hostInputs.set(input, inputData(await value, type.dtype));
        continue;
      }
      if (isState.has(input) && value.value.owner === this.#owner) passedState.add(value.value);
      if (value.value !== this.#state[input])
        hostInputs.set(input, inputData(await value.value.read(name), type.dtype));
    }
    this.running.checkIdle("step");
    for (const value of this.#state) if (value && !passedState.has(value)) value.moveToHost();
    for (const value of passedState) value.consume();
    this.#state = [];
    this.#returned = [];
    await this.running.step(hostInputs);
    this.#steps++;
    const returned: NamedLeaf[] = [];
    const handles = await Promise.all(
      outputs.map(async ({ name, type, placement }, output) => {
        const facts = { name, ...type, placement, isWeak: this.#traced.isWeak[output] };
        const input = stateOf[output];
        if (input < 0) return new DistributedArray(facts, StepValue.onHost(await this.running.readOutput(output)));
        const read = () => this.running.inputNow(input);
        const parts = () => this.running.inputParts(input);
        this.#state[input] = StepValue.onDevices({ read, parts }, this.#owner);
        const handle = new DistributedArray(facts, this.#state[input]);
        returned.push({ name: inputs[input].name, value: handle });
        return handle;
      }),
    );
    this.#returned = returned;
    return tree.unflatten(this.#traced.outTree, handles as never);
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
