/**
 * @file The compiled programs of one parallelized step. A call looks up the program for its arguments or compiles it;
 * calls run one after another, in order. All programs share threads and memory, so state is stored once. The
 * `maxPrograms` programs used last stay loaded.
 */
import { RuntimeFailure } from "../base/errors.ts";
import { memoize } from "../base/memoize.ts";
import type { DeviceTeam } from "../engines/engine.ts";
import {
  type ClassifiedArguments,
  type CompiledIn,
  classifyArguments,
  compileIn,
  withoutData,
} from "../frontends/jaxjs/arguments.ts";
import { parameterNames } from "../frontends/jaxjs/names.ts";
import { compile } from "../planner/compile.ts";
import type { StepFunction } from "../planner/jaxjs-source.ts";
import { describeChange, type ProgramFacts, programFacts } from "./changed-arguments.ts";
import { Executable } from "./executable.ts";
import { consumeInputs, readInput } from "./inputs.ts";
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
  #lastCall: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  #numSteps = 0;
  readonly #reportedNotices: Set<string>;

  /** @param reportedNotices  notices that were reported before; extended with new ones */
  constructor(fn: StepFunction, settings: Settings, reportedNotices: Set<string>) {
    this.#fn = fn;
    this.#settings = settings;
    this.#reportedNotices = reportedNotices;
  }

  /** The executable of the latest call. */
  get last(): Executable | undefined {
    return this.#loaded.at(-1)?.executable;
  }

  /** Runs a step. Reads the arguments before it returns. @throws InvalidConfig for invalid arguments */
  call(args: readonly unknown[]): Promise<unknown> {
    const classified = this.#classify(args);
    const values = classified.leaves.map((leaf) => (leaf.type ? readInput(leaf, this) : undefined));
    return this.#enqueue(async () => {
      const { executable, compiledIn } = await this.#find(classified);
      consumeInputs(classified.inputs);
      const { leaves } = compileIn(classified, compiledIn);
      const result = await executable.run(leaves.flatMap(({ type }, i) => (type ? [values[i]!] : [])));
      this.#numSteps++;
      return result;
    });
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
    const { timeline, onCompile, engine, ...settings } = this.#settings;
    this.#team?.checkAlive();
    if (previous) onCompile(this.#recompileReason(args, previous));
    const compiled = await compile(this.#fn, withoutData(args), settings);
    for (const notice of compiled.notices)
      this.#report(`${notice}; if it is its next value, list the argument in stateArgs, or [] for none`);
    if (compiled.cutNotice !== undefined) this.#report(compiled.cutNotice);
    while (this.#loaded.length >= maxPrograms) await this.#loaded.shift()!.executable.unload();
    this.#team ??= await engine.createTeam();
    this.#checkOpen();
    const executable = await Executable.start(compiled, { timeline, owner: this, team: this.#team });
    const { compiledIn } = compiled.traced;
    const own = compileIn(args, compiledIn);
    return { executable, compiledIn, signature: own.signature, facts: programFacts(own) };
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
