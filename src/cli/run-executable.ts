/**
 * @file The parts of `alpa run` that read the loaded step, for examples and modules alike: plan file, warnings and
 * simulated drawing before the first step; measured drawing and result after the last.
 */
import type { LoadedStep } from "../api/loaded-step.ts";
import type { AlpaError } from "../base/errors.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { planToJson } from "../plan/plan-file.ts";
import { simulatedStep } from "../planner/report/simulated-step.ts";
import { stageCosts } from "../planner/report/stage-costs.ts";
import { undividedDims } from "../planner/report/undivided-dims.ts";
import { workWarnings } from "../planner/report/work-warnings.ts";
import { stateBytes } from "../sharding/state-bytes.ts";
import { Exit } from "./exit.ts";
import { Interrupted } from "./interrupt.ts";
import { lossError } from "./not-finite.ts";
import { writeOutput } from "./output-file.ts";
import { errorJson } from "./report-error.ts";
import type { RunOptions } from "./run-options.ts";
import type { LiveLine } from "./run-report.ts";
import { printResult, type RunResult } from "./run-result.ts";
import { writeSimulatedTimeline, writeTimeline } from "./timeline-file.ts";

type Simulation = ReturnType<LoadedStep["simulate"]>;

/** Facts of a run that its loaded step does not know. */
type RunFacts = Pick<
  RunResult,
  | "example"
  | "method"
  | "devices"
  | "batch"
  | "seed"
  | "losses"
  | "stepSeconds"
  | "roles"
  | "evaluation"
  | "resumed"
  | "checkpoints"
  | "lostDevices"
  | "skippedSteps"
>;

export class ExecutableRun {
  #executable: LoadedStep;
  readonly #title: string;
  readonly #options: RunOptions;
  readonly #simulation: Simulation;

  private constructor(executable: LoadedStep, title: string, options: RunOptions) {
    this.#executable = executable;
    this.#title = title;
    this.#options = options;
    this.#simulation = executable.simulate();
  }

  /**
   * Simulates a step, writes the files that need no run, and warns of repeated work.
   * @param title    title of the drawings
   * @param devices  number of devices of this machine's cluster
   */
  static async begin(
    executable: LoadedStep,
    { title, options, devices, live }: { title: string; options: RunOptions; devices: number; live: LiveLine },
  ): Promise<ExecutableRun> {
    const { step, plan, program } = executable;
    if (options.savePlan) await writeOutput("--save-plan", options.savePlan, planToJson(plan));
    const run = new ExecutableRun(executable, title, options);
    const simulation = run.#simulation;
    const undivided = undividedDims(step, plan, stageCosts(plan, threadsCluster(devices)));
    for (const text of workWarnings(step, plan, undivided, simulation.seconds)) live.warn(text);
    if (options.simulate)
      await writeSimulatedTimeline("--simulate", options.simulate, program, simulation, `${title}: a step, simulated`);
    return run;
  }

  /** Reports on another executable from now on, the one for the devices that are left. */
  goOnWith(executable: LoadedStep): void {
    this.#executable = executable;
  }

  /** Draws the last step as measured, if asked to and if any step ran. */
  async writeTimeline(numSteps: number): Promise<void> {
    const { timeline } = this.#options;
    if (timeline === undefined || numSteps === 0) return;
    await writeTimeline(
      "--timeline",
      timeline,
      this.#executable.timeline(),
      `${this.#title}: step ${numSteps}, measured`,
    );
  }

  /**
   * Prints the result.
   * @param failedSave  the error of the last checkpoint, if it could not be written
   * @throws Interrupted when `signal` is aborted; the error of a loss that is not finite; `failedSave`
   */
  end(facts: RunFacts, signal: AbortSignal, failedSave?: AlpaError): void {
    const { step, plan, program, seconds } = this.#executable;
    const failure = lossError(facts.losses, facts.resumed?.step ?? 0, facts.skippedSteps) ?? failedSave;
    const result: RunResult = {
      ...facts,
      microbatches: plan.microbatches * (plan.pipeline?.numUpdates ?? 1),
      remat: plan.remat ?? [],
      compileSeconds: seconds,
      perDevice: this.#executable.perDevice(),
      ...(plan.stages.length === 1 && { plannedState: stateBytes(step, plan) }),
      simulated: simulatedStep(program, this.#simulation),
      ...(failure && { error: errorJson(failure) }),
    };
    if (this.#options.json) console.log(JSON.stringify(result));
    else if (facts.stepSeconds.length > 0) printResult(result, this.#options.engine);
    if (signal.aborted) throw new Interrupted();
    if (failure) throw this.#options.json ? new Exit(1) : failure;
  }
}
