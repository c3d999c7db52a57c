/** @file The variables of a sweep in words, and the facts of its rows that pictures need. */
import { speedText } from "../../base/units.ts";

/** The facts of a row that the plot needs. */
export interface PlottedRow {
  readonly method: string;
  readonly schedule?: string;
  readonly devices: number;
  readonly networkBytesPerSecond?: number;
  readonly batch?: number;
  readonly sequence?: number;
  readonly microbatches?: number;
  readonly status: string;
  readonly reason?: string;
  readonly seconds?: number;
  readonly boundSeconds?: number;
  readonly examplesPerSecond?: number;
  readonly tokensPerSecond?: number;
  readonly flopsPerDevice?: number;
  readonly memory?: { readonly peakBytes: number };
  /** Bytes of a device that a refused plan would need. */
  readonly needsBytes?: number;
}

export const variables = ["devices", "networkBytesPerSecond", "batch", "sequence", "microbatches"] as const;
export type Variable = (typeof variables)[number];

interface VariableTexts {
  /** The name of an axis. */
  readonly name: string;
  /** A value on that axis. */
  readonly tick: (value: number) => string;
  /** A value by itself. */
  readonly short: (value: number | undefined) => string;
}

const counted = (name: string): VariableTexts => ({
  name,
  tick: (value) => `${value}`,
  short: (value) => `${name} ${value ?? "–"}`,
});

export const variableTexts: Readonly<Record<Variable, VariableTexts>> = {
  devices: counted("devices"),
  networkBytesPerSecond: {
    name: "speed of a network card",
    tick: speedText,
    short: (value) => (value === undefined ? "–" : speedText(value)),
  },
  batch: counted("batch"),
  sequence: counted("sequence"),
  microbatches: counted("microbatches"),
};

/** The method of a row, with its values of other variables. */
export const seriesName = (row: PlottedRow, others: readonly Variable[]): string =>
  [
    row.method,
    ...(row.schedule ? [row.schedule] : []),
    ...others.map((name) => variableTexts[name].short(row[name])),
  ].join(", ");
