/**
 * @file The loaded companions of a parallelized step (`step.with`). A companion whose arguments hold state that a
 * training program has on the devices reads it there. Otherwise it is a program of its own, to which its arguments are
 * copied.
 */
import type { DeviceTeam } from "../engines/engine.ts";
import { type ClassifiedArguments, type CompiledIn, compileIn, withoutData } from "../frontends/jaxjs/arguments.ts";
import { shard } from "../methods/shard.ts";
import { compile } from "../planner/compile.ts";
import { compileCompanion } from "../planner/compile-companion.ts";
import type { StepFunction } from "../planner/jaxjs-source.ts";
import { CompanionStep } from "./companion-step.ts";
import { DistributedArray } from "./distributed-array.ts";
import { Executable } from "./executable.ts";
import type { StepInput } from "./inputs.ts";
import type { ParallelizeOptions } from "./options.ts";

/** A function that runs beside a parallelized step, and which of its arguments are what. */
export interface Companion {
  readonly fn: StepFunction;
  readonly options: CompanionOptions;
}

export type CompanionOptions = Pick<ParallelizeOptions, "batchArgs" | "staticArgs">;

/** The facts of the training programs that the companions need. */
interface Trainer {
  readonly team: DeviceTeam;
  /** The number of devices to use where no training program lends its state. */
  readonly devices: number;
  readonly timeline?: boolean;
  /** The loaded training programs that can lend their state. */
  readonly lenders: readonly Executable[];
}

interface LoadedCompanion {
  readonly fn: StepFunction;
  readonly lender: Executable | undefined;
  readonly signature: string;
  readonly compiledIn: CompiledIn;
  readonly step: CompanionStep | Executable;
}

/** Maximum number of loaded companions. */
const maxCompanions = 8;

/** Seconds to search the plan of a companion to which no training program lends its state. */
const searchSeconds = 2;

export class Companions {
  /** Ordered by last use, the most recent last. */
  #loaded: LoadedCompanion[] = [];

  /** Forgets the programs of a team that has ended. */
  clear(): void {
    this.#loaded = [];
  }

  /**
   * Runs a companion, which must be alone on the devices.
   * @param values  by leaf of the arguments; undefined for compiled-in ones
   */
  async run(
    companion: Companion,
    args: ClassifiedArguments,
    values: readonly (StepInput | undefined)[],
    trainer: Trainer,
  ): Promise<unknown> {
    const { step, compiledIn } = await this.#find(companion, args, trainer);
    const { leaves } = compileIn(args, compiledIn);
    return step.run(leaves.flatMap(({ type }, i) => (type ? [values[i]!] : [])));
  }

  async #find(companion: Companion, args: ClassifiedArguments, trainer: Trainer): Promise<LoadedCompanion> {
    const { fn } = companion;
    const lender = trainer.lenders.findLast((each) => lentTo(args, each).size > 0);
    const signatureOf = (compiledIn: CompiledIn): string =>
      JSON.stringify([compileIn(args, compiledIn).signature, lender ? [...lentTo(args, lender)] : []]);
    const isFit = (each: LoadedCompanion): boolean =>
      each.fn === fn && each.lender === lender && each.signature === signatureOf(each.compiledIn);
    // Programs whose lender was unloaded have been unloaded with it.
    this.#loaded = this.#loaded.filter((each) => !each.lender || trainer.lenders.includes(each.lender));
    let found = this.#loaded.find(isFit);
    if (!found) {
      while (this.#loaded.length >= maxCompanions) await this.#loaded.shift()!.step.unload();
      const { step, compiledIn } = await start(companion, args, lender, trainer);
      found = { fn, lender, compiledIn, step, signature: signatureOf(compiledIn) };
    }
    this.#loaded = [...this.#loaded.filter((each) => each !== found), found];
    return found;
  }
}

/** By name of an argument leaf: the lender's state input that has its value. */
function lentTo(args: ClassifiedArguments, lender: Executable): Map<string, number> {
  return new Map(
    args.inputs.flatMap(({ name, value }): [string, number][] => {
      const input = value instanceof DistributedArray ? lender.inputOf(value.value) : undefined;
      return input === undefined ? [] : [[name, input]];
    }),
  );
}

async function start(
  { fn, options }: Companion,
  args: ClassifiedArguments,
  lender: Executable | undefined,
  { team, devices, timeline }: Trainer,
): Promise<Pick<LoadedCompanion, "step" | "compiledIn">> {
  const specs = withoutData(args);
  if (lender) {
    const lent = lentTo(args, lender);
    const compiled = await compileCompanion(fn, specs, options, {
      ...lender.planned,
      inputOf: (name) => lent.get(name),
    });
    const step = await CompanionStep.start(compiled, team, lender.running, timeline);
    return { step, compiledIn: compiled.traced.compiledIn };
  }
  const method = shard({ seconds: searchSeconds });
  const compiled = await compile(fn, specs, { ...options, stateArgs: [], method, devices });
  return { step: await Executable.start(compiled, { team, timeline }), compiledIn: compiled.traced.compiledIn };
}
