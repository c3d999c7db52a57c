/** @file Output of `alpa run`: a progress line on stderr during training, and a table of the devices at the end. */
import type { DeviceReport } from "../api/loaded-step.ts";
import { textTable } from "../base/text-table.ts";
import { bytesText, secondsText } from "../base/units.ts";
import type { SimulatedStep } from "../planner/report/simulated-step.ts";

/** A progress line on stderr: rewritten in place in a terminal, printed every few seconds elsewhere. */
export class LiveLine {
  readonly #numSteps: number;
  readonly #batch: number;
  readonly #isTerminal = process.stderr.isTTY === true;
  #shown = Number.NEGATIVE_INFINITY;
  #isOpen = false;

  constructor(numSteps: number, batch: number) {
    this.#numSteps = numSteps;
    this.#batch = batch;
  }

  /** Shows the progress after a step. Examples/s and the time left are averages over the last 20 steps. */
  step(
    step: number,
    loss: number | undefined,
    stepSeconds: readonly number[],
    learningRateAt?: (step: number) => number,
  ): void {
    const now = performance.now();
    if (step < this.#numSteps && now - this.#shown < (this.#isTerminal ? 100 : 5_000)) return;
    this.#shown = now;
    const recent = stepSeconds.slice(-20);
    const mean = recent.reduce((sum, seconds) => sum + seconds, 0) / recent.length;
    const left = secondsText(mean * (this.#numSteps - step));
    const parts = [
      `step ${step}/${this.#numSteps}`,
      ...(loss === undefined ? [] : [`loss ${loss.toPrecision(4)}`]),
      ...(learningRateAt ? [`learning rate ${learningRateAt(step).toPrecision(3)}`] : []),
      `${(this.#batch / mean).toPrecision(3)} examples/s`,
      `${left} left`,
    ];
    this.#write(parts.join("  "));
  }

  /** Shows what happens outside steps, at most every few seconds if stderr is not a terminal. */
  say(text: string): void {
    const now = performance.now();
    if (!this.#isTerminal && now - this.#shown < 5_000) return;
    this.#shown = now;
    this.#write(text);
  }

  warn(text: string): void {
    this.note(`warning: ${text}`);
  }

  /** Prints a line of its own. */
  note(text: string): void {
    this.end();
    process.stderr.write(`${text}\n`);
  }

  end(): void {
    if (this.#isOpen) process.stderr.write("\n");
    this.#isOpen = false;
  }

  #write(text: string): void {
    process.stderr.write(this.#isTerminal ? `\r\x1b[2K${text}` : `${text}\n`);
    this.#isOpen = this.#isTerminal;
  }
}

/**
 * One row per device.
 * @param predicted  predicted peak bytes of each device, shown beside those of an engine that measures its own
 */
export function deviceTable(devices: readonly DeviceReport[], predicted?: ReadonlyMap<number, number>): string {
  return textTable([
    ["device", "state", "peak", ...(predicted ? ["predicted"] : []), "compute", "communication", "sent"],
    ...devices.map((device, i) => [
      `${i}`,
      bytesText(device.stateBytes),
      bytesText(device.peakBytes),
      ...(predicted ? [bytesText(predicted.get(i) ?? 0)] : []),
      secondsText(device.computeSeconds),
      secondsText(device.communicationSeconds),
      bytesText(device.sentBytes),
    ]),
  ]);
}

/** The simulated step: one line, and a table of the stages for a pipeline. */
export function simulatedText({ seconds, stages }: SimulatedStep): string {
  const [{ computeSeconds, communicationSeconds }] = stages;
  if (stages.length === 1)
    return `simulated: ${secondsText(seconds)} a step (compute ${secondsText(computeSeconds)}, communication ${secondsText(communicationSeconds)})`;
  return [
    `simulated: ${secondsText(seconds)} a step`,
    textTable([
      ["stage", "devices", "compute", "communication", "idle", "in flight", "peak"],
      ...stages.map((stage, i) => [
        `${i}`,
        `${stage.devices.length}`,
        secondsText(stage.computeSeconds),
        secondsText(stage.communicationSeconds),
        `${(100 * stage.bubble).toFixed(1)} %`,
        `${stage.peakInFlight}`,
        bytesText(stage.peakBytes),
      ]),
    ]),
  ].join("\n");
}
