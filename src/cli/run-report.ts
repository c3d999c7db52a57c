/** @file What `alpa run` shows: a live line on stderr while it trains, a table per device at the end. */
import type { DeviceReport } from "../api/executable.ts";
import { textTable } from "../base/text-table.ts";
import { bytesText, secondsText } from "../base/units.ts";
import type { SimulatedStep } from "../planner/report/simulated-step.ts";

/** A line on stderr that is rewritten in a terminal, and printed now and then elsewhere. */
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

  /** Progress after a step. Examples/s and the time left follow the recent steps. */
  step(step: number, loss: number, stepSeconds: readonly number[]): void {
    const now = performance.now();
    if (step < this.#numSteps && now - this.#shown < (this.#isTerminal ? 100 : 5_000)) return;
    this.#shown = now;
    const recent = stepSeconds.slice(-20);
    const mean = recent.reduce((sum, seconds) => sum + seconds, 0) / recent.length;
    const left = secondsText(mean * (this.#numSteps - step));
    this.#write(
      `step ${step}/${this.#numSteps}  loss ${loss.toPrecision(4)}  ${(this.#batch / mean).toPrecision(3)} examples/s  ${left} left`,
    );
  }

  /** What is going on besides steps; outside a terminal now and then only. */
  say(text: string): void {
    const now = performance.now();
    if (!this.#isTerminal && now - this.#shown < 5_000) return;
    this.#shown = now;
    this.#write(text);
  }

  warn(text: string): void {
    this.end();
    process.stderr.write(`warning: ${text}\n`);
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

/** One row per device. */
export function deviceTable(devices: readonly DeviceReport[]): string {
  return textTable([
    ["device", "state", "peak", "compute", "communication", "sent"],
    ...devices.map((device, i) => [
      `${i}`,
      bytesText(device.stateBytes),
      bytesText(device.peakBytes),
      secondsText(device.computeSeconds),
      secondsText(device.communicationSeconds),
      bytesText(device.sentBytes),
    ]),
  ]);
}

/** The simulated step in a line, and a table of the stages of a pipeline. */
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
