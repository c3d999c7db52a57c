/** @file The result of `alpa run`, as one JSON object or as text. */
import type { ArgumentRole } from "../analysis/argument-roles.ts";
import type { LoadedStep } from "../api/loaded-step.ts";
import { bytesText, numberOf, secondsText } from "../base/units.ts";
import type { Remat } from "../plan/plan.ts";
import { rolesTable } from "../planner/report/roles-table.ts";
import type { SimulatedStep } from "../planner/report/simulated-step.ts";
import type { StateBytes } from "../sharding/state-bytes.ts";
import type { EvaluationResult } from "./evaluate.ts";
import type { ErrorJson } from "./report-error.ts";
import type { Difference } from "./resumed-run.ts";
import type { RunSave } from "./run-checkpoints.ts";
import { deviceTable, simulatedText } from "./run-report.ts";

/** The `--json` output. */
export interface RunResult {
  readonly example: string;
  readonly method: string;
  readonly devices: number;
  readonly microbatches: number;
  /** What the backward pass of each layer recomputes; empty when nothing is recomputed. */
  readonly remat: readonly Remat[];
  readonly batch: number;
  readonly seed: number;
  readonly losses: readonly number[];
  /** Seconds of each step, including waiting. */
  readonly stepSeconds: readonly number[];
  readonly compileSeconds: LoadedStep["seconds"];
  /** Measured memory, seconds and traffic of each device. */
  readonly perDevice: ReturnType<LoadedStep["perDevice"]>;
  /**
   * Planned bytes of parameters, gradients and optimizer state on every device; undefined for plans of several stages.
   */
  readonly plannedState?: StateBytes;
  /** One step, simulated with the cost model or the given profile. */
  readonly simulated: SimulatedStep;
  /** Roles of the argument leaves; with `--roles` only. */
  readonly roles?: readonly ArgumentRole[];
  readonly evaluation?: EvaluationResult;
  /** With `--resume`: the checkpoint, and what differs from the run that saved it. */
  readonly resumed?: { readonly path: string; readonly step: number; readonly differences: readonly Difference[] };
  /** With `--checkpoint`: the saves, in order. */
  readonly checkpoints?: readonly RunSave[];
  /** With `--elastic`: a sentence for every time that devices were lost. */
  readonly lostDevices?: readonly string[];
  /** With `--on-nan skip`: the steps that changed nothing, since their numbers were not finite. */
  readonly skippedSteps?: readonly number[];
  /** Present if a loss was not finite, or if the last checkpoint could not be written. */
  readonly error?: ErrorJson;
}

/** @param engine  the engine that ran the steps */
export function printResult(result: RunResult, engine: string): void {
  if (result.roles) console.log(`${rolesTable(result.roles)}\n`);
  const seconds = result.stepSeconds.reduce((sum, s) => sum + s, 0);
  const sorted = result.stepSeconds.toSorted((a, b) => a - b);
  const { stages } = result.simulated;
  const peaks = stages.flatMap(({ devices, peakBytes }) => devices.map((device) => [device, peakBytes] as const));
  console.log(deviceTable(result.perDevice, engine === "xla" ? new Map(peaks) : undefined));
  const { plannedState } = result;
  if (plannedState) {
    const kinds = Object.entries(plannedState).map(([kind, bytes]) => `${kind} ${bytesText(bytes)}`);
    console.log(`\nplanned on each device: ${kinds.join(", ")}`);
  }
  console.log(
    `\n${numberOf(result.stepSeconds.length, "step")} in ${secondsText(seconds)}, median ${secondsText(sorted[sorted.length >> 1])} a step; ` +
      lossesText(result.losses),
  );
  console.log(simulatedText(result.simulated));
  const numSkipped = result.skippedSteps?.length ?? 0;
  if (numSkipped > 0) console.log(`${numberOf(numSkipped, "step")} skipped, since not all numbers were finite`);
  const saved = result.checkpoints?.at(-1);
  if (saved)
    console.log(`saved ${saved.path}, ${bytesText(saved.bytes)} (${numberOf(result.checkpoints!.length, "save")})`);
  const { evaluation } = result;
  if (!evaluation) return;
  const reference = Object.entries(evaluation.reference ?? {}).map(
    ([name, value]) => ` (${name} ${value.toPrecision(4)})`,
  );
  console.log(`${evaluation.metric} ${evaluation.value.toPrecision(4)}${reference.join("")}`);
}

/** The first and the last loss; a step may return none. */
const lossesText = (losses: readonly number[]): string =>
  losses.length === 0 ? "no loss" : `loss ${losses[0].toPrecision(4)} → ${losses.at(-1)!.toPrecision(4)}`;
