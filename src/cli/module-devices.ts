/**
 * @file The devices that run a StableHLO module. When some are lost, it is planned anew for those that are left, and
 * goes on from the state that they hold, or else from an earlier one.
 */
import { compileForFewer, type DeviceChoice } from "../api/fewer-devices.ts";
import { ModuleExecutable } from "../api/module-executable.ts";
import type { DeviceLost } from "../base/errors.ts";
import { numberOf, secondsText } from "../base/units.ts";
import type { Engine } from "../engines/engine.ts";
import type { TensorData } from "../ir/types.ts";
import { type PlannedGraph, type PlanOptions, planGraph } from "../planner/plan-source.ts";
import type { LostDeviceFlags } from "./lost-devices.ts";
import type { LiveLine } from "./run-report.ts";
import type { LoadedStep } from "./subject.ts";

export interface ModuleSetup {
  readonly traced: LoadedStep;
  readonly planning: PlanOptions;
  readonly engine: Engine;
  readonly flags: LostDeviceFlags & { readonly timeline?: string };
  readonly live: LiveLine;
}

/** What a run begins with. */
export interface ModuleStart {
  /** Steps trained. */
  readonly step: number;
  /** By input of the graph. */
  readonly inputs: ReadonlyMap<number, TensorData>;
}

/** Where a run goes back to, with its name for people. */
export interface EarlierStart extends ModuleStart {
  readonly name: string;
}

export class ModuleDevices {
  /** A sentence for every time that devices were lost. */
  readonly lost: string[] = [];
  readonly #setup: ModuleSetup;
  #executable: ModuleExecutable;
  #choice: DeviceChoice;
  #left: number;
  #former: DeviceLost | undefined;

  private constructor(setup: ModuleSetup, executable: ModuleExecutable) {
    this.#setup = setup;
    this.#executable = executable;
    this.#choice = setup.planning;
    this.#left = setup.planning.devices;
  }

  static async start(setup: ModuleSetup, planned: PlannedGraph): Promise<ModuleDevices> {
    return new ModuleDevices(setup, await startPlanned(setup, planned));
  }

  /** The module on the devices that are left. */
  get executable(): ModuleExecutable {
    return this.#executable;
  }

  /**
   * Plans for the devices that are left after a loss in the step after `step`.
   * @param inputs   the inputs that are not state
   * @param earlier  the newest checkpoint, or the start of the run
   * @returns the step to go on from, whose state the devices then hold, and the outputs of the lost step if the other
   *   devices had finished it
   * @throws the loss itself, without `--elastic` or if another device fails in the same way
   */
  async goOn(
    error: DeviceLost,
    { step, inputs }: ModuleStart,
    earlier: () => Promise<EarlierStart>,
  ): Promise<{ readonly step: number; readonly outputs?: readonly TensorData[] }> {
    const { traced, flags, planning, live } = this.#setup;
    const isSame = error.isThrown && this.#former?.reason === error.reason;
    this.#left -= error.devices.length;
    if (!flags.elastic || isSame || this.#left < 1) throw error;
    this.#former = error;
    const remains = this.#executable.remains();
    await this.#executable.stop();
    const begin = performance.now();
    const used = this.#choice.devices;
    const { choice, compiled } = await compileForFewer(planning.method, this.#left, (each) =>
      planGraph(traced, { ...planning, ...each }).then((planned) =>
        startPlanned(this.#setup, planned, planning.devices),
      ),
    );
    [this.#choice, this.#executable] = [choice, compiled];
    const back = remains ? undefined : await earlier();
    const from = back
      ? `goes back to ${back.name}, ${numberOf(step - back.step, "step")} to repeat`
      : "the others hold the state, no step is lost";
    const seconds = secondsText((performance.now() - begin) / 1e3);
    const text = `${error.message}; ${from}; goes on with ${numberOf(choice.devices, "device")} under ${choice.method.name} (was ${used}), planned in ${seconds}`;
    live.warn(text);
    this.lost.push(text);
    compiled.write(back?.inputs ?? new Map([...inputs, ...remains!.state]));
    return { step: back?.step ?? (remains!.outputs ? step + 1 : step), outputs: remains?.outputs };
  }

  stop(): Promise<void> {
    return this.#executable.stop();
  }
}

/** @param before  after a loss: the number of devices before any was lost */
const startPlanned = (
  { engine, flags }: ModuleSetup,
  planned: PlannedGraph,
  before?: number,
): Promise<ModuleExecutable> =>
  ModuleExecutable.start(planned, { timeline: flags.timeline !== undefined, engine, before });
