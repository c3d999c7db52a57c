/** @file `alpa validate`: predicts published training runs and compares the predictions with what was measured. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { textTable } from "../base/text-table.ts";
import { numberOf, secondsText } from "../base/units.ts";
import { init } from "../frontends/jaxjs/jax.ts";
import { type Point, pointsFromJson } from "../planner/validate/point.ts";
import type { SourceSummary } from "../planner/validate/statistics.ts";
import { type PointResult, type Validation, validatePoints } from "../planner/validate/validate-points.ts";
import { Interrupted, withInterrupt } from "./interrupt.ts";
import { packageRoot } from "./package-info.ts";
import { readJson } from "./read-json.ts";

interface ValidateFlags {
  readonly source?: string;
  readonly json?: boolean;
}

/** Adds the command `validate` to `program`. */
export function registerValidate(program: Command): void {
  program
    .command("validate")
    .description(
      "predict published training runs and compare with their measurements: seconds, memory, whether they fit",
    )
    .argument("<points.json>", "runs in the schema alpa-ts-validation/1")
    .option("--source <name>", "only the points of this source")
    .option("--json", "print one JSON object: points, sources")
    .addHelpText(
      "after",
      "\nExamples:\n  $ alpa validate examples/megatron-weak-scaling.json\n  $ alpa validate points.json\n  $ alpa validate points.json --source korthikanti --json",
    )
    .action(runValidate);
}

async function runValidate(path: string, { source, json }: ValidateFlags): Promise<void> {
  const all = await readPoints(path);
  const points = ofSource(all, source);
  await init("wasm");
  await withInterrupt(async (signal) => {
    const validation = await validatePoints(points, { signal, onPoint: progressPrinter() });
    console.log(json ? JSON.stringify(validationJson(validation)) : validationText(validation));
    if (!signal.aborted) return;
    process.stderr.write(`stopped after ${validation.points.length} of ${numberOf(points.length, "point")}\n`);
    throw new Interrupted();
  });
}

/** The points of a file; one of the package's examples is found from any folder. */
export async function readPoints(path: string): Promise<readonly Point[]> {
  const own = path.startsWith("examples/") && !existsSync(path);
  const file = own ? fileURLToPath(new URL(path, packageRoot())) : path;
  return pointsFromJson(await readJson("points.json", file), path);
}

function ofSource(points: readonly Point[], source: string | undefined): readonly Point[] {
  if (source === undefined) return points;
  const own = points.filter((point) => point.source === source);
  if (own.length > 0) return own;
  const known = [...new Set(points.map((point) => point.source))];
  throw new InvalidConfig("--source", `no point is from "${source}"${suggestion(source, known)}`);
}

/** Writes progress to stderr, at most once a second. */
function progressPrinter(): (done: number, total: number, result: PointResult) => void {
  let last = performance.now();
  return (done, total, { id }) => {
    if (performance.now() - last < 1_000) return;
    last = performance.now();
    process.stderr.write(`${done} of ${numberOf(total, "point")}: ${id}\n`);
  };
}

/** The documented part of a validation. */
function validationJson({ points, sources }: Validation): object {
  return {
    points: points.map(({ id, predictedSeconds, measuredSeconds, error, fits, reason }) => {
      return { id, predictedSeconds, measuredSeconds, error, fits, reason };
    }),
    sources,
  };
}

const percent = (share: number | undefined, digits = 1): string =>
  share === undefined ? "" : `${(100 * share).toFixed(digits)} %`;
const gigabytes = (bytes: number | undefined): string => (bytes === undefined ? "" : `${(bytes / 1e9).toFixed(1)} GB`);
const seconds = (value: number | undefined): string => (value === undefined ? "" : secondsText(value));

function validationText({ points, sources }: Validation): string {
  const expressed = points.filter(({ reason }) => reason === undefined);
  const others = points.filter(({ reason }) => reason !== undefined);
  const pointRows = expressed.map((point) => [
    point.id,
    seconds(point.predictedSeconds),
    seconds(point.measuredSeconds),
    percent(point.error),
    gigabytes(point.predictedBytes),
    gigabytes(point.measuredBytes),
    fitText(point),
  ]);
  const parts = [
    textTable([["point", "predicted", "measured", "error", "predicted peak", "measured peak", "fits"], ...pointRows]),
    textTable([
      ["source", "points", "expressed", "mean error", "max error", "bias", "tau", "fits as measured", "memory error"],
      ...sources.map(sourceRow),
    ]),
    `${expressed.length} of ${numberOf(points.length, "point")} expressed (${percent(expressed.length / points.length)})`,
  ];
  const reasons = new Map<string, string[]>();
  for (const { id, reason } of others) reasons.set(reason!, [...(reasons.get(reason!) ?? []), id]);
  const reasonLines = [...reasons].map(([reason, ids]) => `  ${ids.length}  ${reason}: ${ids.join(", ")}`);
  if (reasonLines.length > 0) parts.push(["not expressed:", ...reasonLines].join("\n"));
  return parts.join("\n\n");
}

function fitText({ fits, measuredFits }: PointResult): string {
  const text = fits ? "yes" : "no";
  return measuredFits === undefined || measuredFits === fits
    ? text
    : `${text}, measured ${measuredFits ? "yes" : "no"}`;
}

function sourceRow(summary: SourceSummary): string[] {
  const { source, points, expressed, meanError, maxError, bias, tau, fitAgreement, memoryError } = summary;
  return [
    ...[source, `${points}`, `${expressed}`, percent(meanError), percent(maxError), percent(bias)],
    ...[tau === undefined ? "" : tau.toFixed(2), percent(fitAgreement, 0), percent(memoryError)],
  ];
}
