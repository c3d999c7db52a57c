/** @file A sweep as a table for the terminal, and as CSV. */
import { csvText } from "../../base/csv.ts";
import { textTable } from "../../base/text-table.ts";
import { bytesText, secondsText, speedText } from "../../base/units.ts";
import type { SweepRow } from "./sweep-row.ts";

type Cell = string | number | undefined;

/** The columns of the CSV, in order. */
const columns: readonly (readonly [name: string, of: (row: SweepRow) => Cell])[] = [
  ["devices", ({ devices }) => devices],
  ["network_bytes_per_second", ({ networkBytesPerSecond }) => networkBytesPerSecond],
  ["batch", ({ batch }) => batch],
  ["sequence", ({ sequence }) => sequence],
  ["microbatches", ({ microbatches }) => microbatches],
  ["method", ({ method }) => method],
  ["data", ({ data }) => data],
  ["pipeline", ({ pipeline }) => pipeline],
  ["tensor", ({ tensor }) => tensor],
  ["schedule", ({ schedule }) => schedule],
  ["status", ({ status }) => status],
  ["seconds", ({ seconds }) => seconds],
  ["estimate_seconds", ({ estimateSeconds }) => estimateSeconds],
  ["bound_seconds", ({ boundSeconds }) => boundSeconds],
  ["bubble", ({ bubble }) => bubble],
  ["communication_seconds", ({ communicationSeconds }) => communicationSeconds],
  ["flops_per_device", ({ flopsPerDevice }) => flopsPerDevice],
  ["examples_per_second", ({ examplesPerSecond }) => examplesPerSecond],
  ["tokens_per_second", ({ tokensPerSecond }) => tokensPerSecond],
  ["host_bytes", (row) => trafficOf(row, "host")],
  ["network_bytes", (row) => trafficOf(row, "network")],
  ["peak_bytes", ({ memory }) => memory?.peakBytes],
  ["limit_bytes", ({ memory }) => memory?.limitBytes],
  ["reason", ({ reason }) => reason],
  ["command", ({ command }) => command],
];

/** Bytes that all devices send in a step over one kind of link. */
const trafficOf = ({ traffic }: SweepRow, link: "host" | "network"): number | undefined =>
  traffic?.filter((each) => each.link === link).reduce((sum, { bytes }) => sum + bytes, 0);

/** A header, then one line per row. */
export const sweepCsv = (rows: readonly SweepRow[]): string =>
  csvText([columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => of(row)))]);

const or = <T>(value: T | undefined, text: (value: T) => string): string => (value === undefined ? "–" : text(value));

/** The gap between a search's estimate and its lower bound. */
const gapText = ({ estimateSeconds: seconds, boundSeconds: bound }: SweepRow): string =>
  seconds === undefined || bound === undefined ? "–" : `${((100 * (seconds - bound)) / seconds).toFixed(1)} %`;

export function sweepText(rows: readonly SweepRow[]): string {
  const hasNetwork = rows.some(({ networkBytesPerSecond }) => networkBytesPerSecond !== undefined);
  const hasSequence = rows.some(({ sequence }) => sequence !== undefined);
  const hasSchedule = rows.some(({ schedule }) => schedule !== undefined);
  const hasBound = rows.some(({ boundSeconds }) => boundSeconds !== undefined);
  const table = textTable([
    [
      ...["method", ...(hasSchedule ? ["schedule"] : []), "devices"],
      ...(hasNetwork ? ["network"] : []),
      "batch",
      ...(hasSequence ? ["sequence"] : []),
      ...["microbatches", "step", ...(hasBound ? ["gap"] : []), "TFLOP/s", "bubble", "peak"],
    ],
    ...rows.map((row) => [
      `${row.method}${row.status === "fits" ? "" : ` (${row.status === "too large" ? "does not fit" : row.status})`}`,
      ...(hasSchedule ? [row.schedule ?? "–"] : []),
      `${row.devices}`,
      ...(hasNetwork ? [or(row.networkBytesPerSecond, speedText)] : []),
      or(row.batch, String),
      ...(hasSequence ? [or(row.sequence, String)] : []),
      or(row.microbatches, String),
      or(row.seconds, secondsText),
      ...(hasBound ? [gapText(row)] : []),
      or(row.flopsPerDevice, (flops) => (flops / 1e12).toPrecision(3)),
      or(row.bubble, (share) => `${(100 * share).toFixed(1)} %`),
      or(row.memory, ({ peakBytes }) => bytesText(Math.round(peakBytes))),
    ]),
  ]);
  const reasons = rows.flatMap(({ method, devices, reason }) =>
    reason === undefined ? [] : [`${method} on ${devices}: ${reason}`],
  );
  const notes = hasBound ? ["step is simulated; gap is between the search's estimate of it and its lower bound"] : [];
  const below = [...notes, ...new Set(reasons)];
  return below.length === 0 ? table : [table, "", ...below].join("\n");
}
