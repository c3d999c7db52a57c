/** @file A comparison as a table for the terminal. */
import { textTable } from "../../base/text-table.ts";
import { bytesText, secondsText } from "../../base/units.ts";
import type { CompareRow, PeakMemory } from "./row.ts";

const percent = (share: number | undefined): string => (share === undefined ? "–" : `${(100 * share).toFixed(1)} %`);
const or = <T>(value: T | undefined, text: (value: T) => string): string => (value === undefined ? "–" : text(value));

/** A table with one row per method, then the details of each method. */
export function compareText(rows: readonly CompareRow[]): string {
  const isMeasured = rows.some(({ measuredSeconds }) => measuredSeconds !== undefined);
  const hasTraining = rows.some(({ training }) => training !== undefined);
  const hasCost = rows.some(({ training }) => training?.cost !== undefined);
  const table = textTable([
    [
      ...["method", "step"],
      ...(isMeasured ? ["measured"] : []),
      ...["TFLOP/s", "MFU", "tokens/s", "bubble", "in hosts", "between", "peak", "search", "lines"],
      ...(hasTraining ? ["days", "GPU-hours"] : []),
      ...(hasCost ? ["cost"] : []),
    ],
    ...rows.map((row) => [
      `${row.method}${row.status === "too large" ? " (does not fit)" : ""}`,
      or(row.seconds, secondsText),
      ...(isMeasured ? [or(row.measuredSeconds, secondsText)] : []),
      or(row.flopsPerDevice, (flops) => (flops / 1e12).toPrecision(3)),
      percent(row.mfu),
      or(row.tokensPerSecond, (rate) => Math.round(rate).toLocaleString("en")),
      percent(row.bubble),
      trafficText(row, "host"),
      trafficText(row, "network"),
      or(row.memory, ({ peakBytes }) => bytesText(peakBytes)),
      secondsText(row.searchSeconds),
      `${row.configurationLines}`,
      ...(hasTraining ? [or(row.training, ({ days }) => days.toPrecision(3))] : []),
      ...(hasTraining ? [or(row.training, ({ gpuHours }) => Math.round(gpuHours).toLocaleString("en"))] : []),
      ...(hasCost ? [or(row.training?.cost, (cost) => Math.round(cost).toLocaleString("en"))] : []),
    ]),
  ]);
  return [table, "", ...rows.map(detailsText)].join("\n");
}

/** The details of a row: its configuration, then one line each for its peak, its traffic and its note. */
function detailsText({
  method,
  configuration,
  memory,
  traffic,
  reason,
  boundSeconds,
  priced,
  layouts,
}: CompareRow): string {
  const what = [
    ...(configuration ? [configuration] : []),
    ...(priced !== undefined ? [`${priced} of ${layouts} layouts priced`] : []),
  ].join("; ");
  const lines = [
    ...(memory?.parameters !== undefined ? [`peak: ${memoryText(memory)}`] : []),
    ...(traffic && traffic.length > 0 ? [`sent ${kindsText(traffic)}`] : []),
    ...(boundSeconds !== undefined ? [`lower bound of its search's estimates ${secondsText(boundSeconds)}`] : []),
    ...(reason ? reason.split("; ") : []),
  ];
  return [`${method}: ${what || (lines.shift() ?? "–")}`, ...lines.map((line) => `  ${line}`)].join("\n");
}

function trafficText({ traffic }: CompareRow, link: "host" | "network"): string {
  if (!traffic) return "–";
  return bytesText(traffic.filter((each) => each.link === link).reduce((sum, { bytes }) => sum + Math.round(bytes), 0));
}

const memoryText = ({ parameters = 0, gradients = 0, optimizer = 0, other = 0 }: PeakMemory): string =>
  [
    ["parameters", parameters],
    ["gradients", gradients],
    ["optimizer", optimizer],
    ["other", other],
  ]
    .map(([name, bytes]) => `${name} ${bytesText(Math.round(bytes as number))}`)
    .join(", ");

/** `in hosts: all_gather 3 TB, all_reduce 1 TB; between: message 2 GB`. */
const kindsText = (traffic: NonNullable<CompareRow["traffic"]>): string =>
  (["host", "network"] as const)
    .flatMap((link) => {
      const kinds = traffic.filter((each) => each.link === link);
      const texts = kinds.map(({ kind, bytes }) => `${kind} ${bytesText(Math.round(bytes))}`);
      return texts.length > 0 ? [`${link === "host" ? "in hosts" : "between"}: ${texts.join(", ")}`] : [];
    })
    .join("; ");
