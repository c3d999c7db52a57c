/**
 * @file The compiled programs of one parallelized step. A call finds the program for its arguments or compiles it; calls run one after
 * the other, in order. All programs run on the same threads and memory, so that the state is there once; the programs used last
 * are kept, `maxPrograms` of them.
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

/** Most programs that are kept. */
export const maxPrograms = 8;

interface Kept {
  readonly signature: string;
  /** Numbers and booleans that are compiled in although they could be inputs. */
  readonly compiledIn: CompiledIn;
  /** What it depends on in the arguments. */
  readonly facts: ProgramFacts;
  readonly executable: Executable;
}

export class Programs {
  readonly #fn: StepFunction;
  readonly #settings: Settings;
  /** The devices that run all programs. */
  #team: DeviceTeam | undefined;
  /** By latest use, the last used last. */
  #kept: Kept[] = [];
  /** Names of as many arguments, as the function's source has them. */
  readonly #names = memoize((count: number): string[] => parameterNames(this.#fn, count));
  #lastCall: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  readonly #said: Set<string>;

  /** @param said  notices that need not be given again */
  constructor(fn: StepFunction, settings: Settings, said: Set<string>) {
    this.#fn = fn;
    this.#settings = settings;
    this.#said = said;
  }

  /** The executable of the latest call. */
  get last(): Executable | undefined {
    return this.#kept.at(-1)?.executable;
  }

  /** Runs a step. The arguments are read before this returns. @throws InvalidConfig for arguments that a step does not take */
  call(args: readonly unknown[]): Promise<unknown> {
    const classified = this.#classify(args);
    const values = classified.leaves.map((leaf) => (leaf.type ? readInput(leaf, this) : undefined));
    return this.#enqueue(async () => {
      const { executable, compiledIn } = await this.#find(classified);
      consumeInputs(classified.inputs);
      const { leaves } = compileIn(classified, compiledIn);
      return executable.run(leaves.flatMap(({ type }, i) => (type ? [values[i]!] : [])));
    });
  }

  /** The executable for these arguments, without running a step. */
  prepare(args: readonly unknown[]): Promise<Executable> {
    const classified = this.#classify(args);
    return this.#enqueue(async () => (await this.#find(classified)).executable);
  }

  /** Ends all threads, in the middle of a step too; calls that wait are refused. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#team?.stop();
    await this.#lastCall;
  }

  #classify(args: readonly unknown[]): ClassifiedArguments {
    return classifyArguments(args, { names: this.#names(args.length), staticArgs: this.#settings.staticArgs });
  }

  /** Runs `work` after all earlier calls have ended, well or not. */
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
    throw new RuntimeFailure(this.#name, "was stopped while this call waited; call it again to start anew");
  }

  get #name(): string {
    return this.#fn.name || "step";
  }

  async #find(args: ClassifiedArguments): Promise<Kept> {
    const before = this.#kept.at(-1);
    const found = this.#kept.find(({ compiledIn, signature }) => compileIn(args, compiledIn).signature === signature);
    if (before && found === before) return found;
    const kept = found ?? (await this.#compile(args, before));
    this.#kept = [...this.#kept.filter((each) => each !== kept), kept];
    return kept;
  }

  async #compile(args: ClassifiedArguments, before: Kept | undefined): Promise<Kept> {
    const { timeline, onCompile, engine, ...settings } = this.#settings;
    this.#team?.checkAlive();
    if (before) onCompile(this.#whyAgain(args, before));
    const compiled = await compile(this.#fn, withoutData(args), settings);
    for (const notice of compiled.notices) this.#say(notice);
    while (this.#kept.length >= maxPrograms) await this.#kept.shift()!.executable.unload();
    this.#team ??= await engine.createTeam();
    this.#checkOpen();
    const executable = await Executable.start(compiled, { timeline, owner: this, team: this.#team });
    const { compiledIn } = compiled.traced;
    const own = compileIn(args, compiledIn);
    return { executable, compiledIn, signature: own.signature, facts: programFacts(own) };
  }

  /** Tells once what looks like state and is not. */
  #say(notice: string): void {
    const text = `${this.#name}: ${notice}; if it is its next value, list the argument in stateArgs, or [] for none`;
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.#settings.onCompile(text);
  }

  #whyAgain(args: ClassifiedArguments, { facts, compiledIn }: Kept): string {
    const change = describeChange(facts, programFacts(compileIn(args, compiledIn)));
    const kept = `${this.#kept.length} of at most ${maxPrograms} programs are kept`;
    return `${this.#name}: compiling again, since ${change ?? "the program for these arguments is not kept"} (${kept})`;
  }
}
