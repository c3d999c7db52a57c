/**
 * @file The compiled programs of one parallelized step. A call looks up the program for its arguments or compiles it;
 * calls run one after another, in order. All programs share threads and memory, so state is stored once. The
 * `maxPrograms` programs used last stay loaded.
 */
import { DeviceLost, RuntimeFailure } from "../base/errors.ts";
import { memoize } from "../base/memoize.ts";
import { numberOf, secondsText } from "../base/units.ts";
import type { DeviceTeam } from "../engines/engine.ts";
import {
  type ClassifiedArguments,
  type CompiledIn,
  classifyArguments,
  compileIn,
  withoutData,
} from "../frontends/jaxjs/arguments.ts";
import { parameterNames } from "../frontends/jaxjs/names.ts";
import { type Compiled, type CompileOptions, compile } from "../planner/compile.ts";
import type { StepFunction } from "../planner/jaxjs-source.ts";
import { describeChange, type ProgramFacts, programFacts } from "./changed-arguments.ts";
import { type Companion, Companions } from "./companions.ts";
import { CopyPool } from "./copy-pool.ts";
import { DistributedArray } from "./distributed-array.ts";
import { Executable } from "./executable.ts";
import { compileForFewer, type DeviceChoice } from "./fewer-devices.ts";
import { consumeInputs, readInput, type StepInput } from "./inputs.ts";
import type { Settings } from "./options.ts";

/** Maximum number of loaded programs. */
export const maxPrograms = 8;

interface LoadedProgram {
  readonly signature: string;
  /** Numbers and booleans that are compiled in although they could be inputs. */
  readonly compiledIn: CompiledIn;
  /** Properties of the arguments that the program depends on. */
  readonly facts: ProgramFacts;
  readonly executable: Executable;
}

export class Programs {
  readonly #fn: StepFunction;
  readonly #settings: Settings;
  /** The devices that run all programs. */
  #team: DeviceTeam | undefined;
  /** Ordered by last use, the most recent last. */
  #loaded: LoadedProgram[] = [];
  /** Parameter names from the function's source, for a number of arguments. */
  readonly #names = memoize((count: number): string[] => parameterNames(this.#fn, count));
  readonly #companions = new Companions();
  readonly #copies = new CopyPool();
  #lastCall: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  #numSteps = 0;
  /** Number of devices that were not lost. */
  #left: number;
  /** The devices and method of the programs after a loss. */
  #choice: DeviceChoice | undefined;
  /** The latest loss, the number of devices used before it, and whether the others held all state of the call. */
  #lost: { readonly error: DeviceLost; readonly used: number; readonly isHeld: boolean } | undefined;
  readonly #reportedNotices: Set<string>;

  /** @param reportedNotices  notices that were reported before; extended with new ones */
  constructor(fn: StepFunction, settings: Settings, reportedNotices: Set<string>) {
    this.#fn = fn;
    this.#settings = settings;
    this.#left = settings.devices;
    this.#reportedNotices = reportedNotices;
  }

  /** The executable of the latest call. */
  get last(): Executable | undefined {
    return this.#loaded.at(-1)?.executable;
  }

  /** Runs a step. Reads the arguments before it returns. @throws InvalidConfig for invalid arguments */
  call(args: readonly unknown[]): Promise<unknown> {
    const classified = this.#classify(args);
    return this.#enqueueCall(classified, async (values) => {
      const { executable, compiledIn } = await this.#find(classified);
      consumeInputs(classified.inputs);
      const { leaves } = compileIn(classified, compiledIn);
      const result = await executable.run(leaves.flatMap(({ type }, i) => (type ? [values[i]!] : [])));
      this.#numSteps++;
      return result;
    });
  }

  /**
   * Runs a companion step. Reads the arguments before it returns. @throws InvalidConfig for invalid arguments
   */
  callCompanion(companion: Companion, args: readonly unknown[]): Promise<unknown> {
    const { fn, options } = companion;
    const names = parameterNames(fn, args.length);
    const classified = classifyArguments(args, { names, staticArgs: options.staticArgs });
    const { timeline } = this.#settings;
    return this.#enqueueCall(classified, async (values) => {
      this.#team ??= await this.#createTeam();
      this.#team.checkAlive();
      const lenders = this.#loaded.map(({ executable }) => executable);
      const devices = Math.min(this.#left, this.#settings.devices);
      const result = await this.#companions.run(companion, classified, values, {
        ...{ team: this.#team, lenders, devices, timeline },
      });
      consumeInputs(classified.inputs);
      return result;
    });
  }

  /** Reads the arguments now, and passes their values, by leaf, to `run` after all earlier calls. */
  #enqueueCall(
    { leaves }: ClassifiedArguments,
    run: (values: readonly (StepInput | undefined)[]) => Promise<unknown>,
  ): Promise<unknown> {
    const values = leaves.map((leaf) => (leaf.type ? readInput(leaf, this, this.#copies) : undefined));
    return this.#enqueue(async () => {
      try {
        return await (this.#settings.elastic ? this.#onDevicesLeft(() => run(values), values) : run(values));
      } finally {
        this.#copies.giveBack(values);
      }
    });
  }

  /** Runs a step. Repeats it after a loss of devices if the others hold the state that was passed to it. */
  async #onDevicesLeft(run: () => Promise<unknown>, inputs: readonly (StepInput | undefined)[]): Promise<unknown> {
    for (let former: DeviceLost | undefined; ; ) {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof DeviceLost)) throw error;
        const passed = inputs.flatMap((input) => (input instanceof DistributedArray ? [input.value] : []));
        for (const value of passed) if (!value.isConsumed) value.recover();
        const isHeld = !passed.some(({ isLost }) => isLost);
        // The argument was on devices that an earlier call lost.
        if (error === this.#lost?.error) throw error.withState();
        await this.#dropDevices(error, isHeld);
        // A second device threw the same error, so the cause is the step.
        const isSame = error.isThrown && former?.reason === error.reason;
        if (isSame || this.#left < 1) throw error;
        if (!isHeld) throw error.withState();
        former = error;
      }
    }
  }

  /** Ends the team whose devices were lost. The next call starts a team of the devices that are left. */
  async #dropDevices(error: DeviceLost, isHeld: boolean): Promise<void> {
    await this.#team?.stop();
    this.#team = undefined;
    this.#loaded = [];
    this.#companions.clear();
    const used = this.#choice?.devices ?? this.#settings.devices;
    this.#lost = { error, used, isHeld };
    this.#left = this.#left - error.devices.length;
    this.#choice = undefined;
  }

  /** Runs `work` between steps, after all earlier calls have ended or failed. */
  between<T>(work: () => Promise<T>): Promise<T> {
    return this.#enqueue(work);
  }

  /** Number of calls that succeeded. */
  get numSteps(): number {
    return this.#numSteps;
  }

  /** The executable for these arguments, without running a step. */
  prepare(args: readonly unknown[]): Promise<Executable> {
    const classified = this.#classify(args);
    return this.#enqueue(async () => (await this.#find(classified)).executable);
  }

  /** Ends all threads, even in the middle of a step; queued calls are rejected. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#team?.stop();
    await this.#lastCall;
  }

  #classify(args: readonly unknown[]): ClassifiedArguments {
    return classifyArguments(args, { names: this.#names(args.length), staticArgs: this.#settings.staticArgs });
  }

  /** Runs `work` after all earlier calls have ended or failed. */
  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#lastCall.then(() => {
      this.#checkOpen();
      return work();
    });
    this.#lastCall = result.catch(() => undefined);
    return result;
  }

  #checkOpen(): void {
    if (!this.#isStopped) return;
    throw new RuntimeFailure(this.name, "was stopped while this call waited; call it again to start anew");
  }

  /** Name of the step, for messages. */
  get name(): string {
    return this.#fn.name || "step";
  }

  /** The program for these arguments, compiled if none matches. */
  async #find(args: ClassifiedArguments): Promise<LoadedProgram> {
    const previous = this.#loaded.at(-1);
    const found = this.#loaded.find(({ compiledIn, signature }) => compileIn(args, compiledIn).signature === signature);
    if (previous && found === previous) return found;
    const program = found ?? (await this.#compile(args, previous));
    this.#loaded = [...this.#loaded.filter((each) => each !== program), program];
    return program;
  }

  async #compile(args: ClassifiedArguments, previous: LoadedProgram | undefined): Promise<LoadedProgram> {
    const { timeline, onCompile, engine: _, ...settings } = this.#settings;
    this.#team?.checkAlive();
    if (previous) onCompile(this.#recompileReason(args, previous));
    if (this.#left < 1) throw this.#lost!.error;
    const compiled = await this.#compileForLeft(args, settings);
    for (const notice of compiled.notices)
      this.#report(`${notice}; if it is its next value, list the argument in stateArgs, or [] for none`);
    if (compiled.cutNotice !== undefined) this.#report(compiled.cutNotice);
    while (this.#loaded.length >= maxPrograms) await this.#loaded.shift()!.executable.unload();
    this.#team ??= await this.#createTeam();
    this.#checkOpen();
    const isElastic = settings.elastic;
    const executable = await Executable.start(compiled, { timeline, owner: this, team: this.#team, isElastic });
    const { compiledIn } = compiled.traced;
    const own = compileIn(args, compiledIn);
    return { executable, compiledIn, signature: own.signature, facts: programFacts(own) };
  }

  #createTeam(): Promise<DeviceTeam> {
    const { engine, devices } = this.#settings;
    return engine.createTeam(this.#lost && devices);
  }

  /** Compiles for all devices, or for those that are left; for the same ones as the latest program if possible. */
  async #compileForLeft(args: ClassifiedArguments, settings: Omit<CompileOptions, "onPass">): Promise<Compiled> {
    const specs = withoutData(args);
    const compileFor = (choice: DeviceChoice): Promise<Compiled> =>
      compile(this.#fn, specs, { ...settings, ...choice, narrowWeights: "converted" });
    const { method, devices } = this.#choice ?? this.#settings;
    if (this.#left >= devices) return compileFor({ method, devices });
    const begin = performance.now();
    const { choice, compiled } = await compileForFewer(method, this.#left, compileFor);
    this.#choice = choice;
    const { error, used, isHeld } = this.#lost!;
    const seconds = secondsText((performance.now() - begin) / 1e3);
    const from = isHeld && !error.isStateLost ? "; the others hold the state, no step is lost" : "";
    this.#settings.onCompile(
      `${this.name}: ${error.message}${from}; goes on with ${numberOf(choice.devices, "device")} under ${choice.method.name} (was ${used}), planned in ${seconds}`,
      error,
    );
    return compiled;
  }

  /** Reports a notice about a program, once. */
  #report(notice: string): void {
    const text = `${this.name}: ${notice}`;
    if (this.#reportedNotices.has(text)) return;
    this.#reportedNotices.add(text);
    this.#settings.onCompile(text);
  }

  #recompileReason(args: ClassifiedArguments, { facts, compiledIn }: LoadedProgram): string {
    const change = describeChange(facts, programFacts(compileIn(args, compiledIn)));
    const numKept = `${this.#loaded.length} of at most ${maxPrograms} programs are kept`;
    return `${this.name}: compiling again, since ${change ?? "the program for these arguments is not kept"} (${numKept})`;
  }
}
