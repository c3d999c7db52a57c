/**
 * @file Writes the tables of docs/validation.md from what `alpa validate points.json --json` printed:
 * `npx tsx scripts/validation-table.ts printed.json …`, several files when the sources ran apart.
 */
import { readFileSync } from "node:fs";
import type { SourceSummary } from "../src/planner/validate/statistics.ts";
import { writeBetween } from "./write-between.ts";

interface Printed {
  readonly points: readonly { readonly id: string; readonly reason?: string }[];
  readonly sources: readonly SourceSummary[];
}

const percent = (share: number | undefined): string => (share === undefined ? "" : `${Math.round(100 * share)} %`);
const printed = process.argv.slice(2).map((path): Printed => JSON.parse(readFileSync(path, "utf8")));
const points = printed.flatMap((each) => each.points);
const sources = printed.flatMap((each) => each.sources);

const rows = sources.map(({ source, points: all, expressed, meanError, maxError, bias, tau, ...memory }) => [
  ...[source, `${expressed} of ${all}`, percent(meanError), percent(maxError), percent(bias), tau?.toFixed(2) ?? ""],
  ...[percent(memory.fitAgreement), percent(memory.memoryError)],
]);
const counts = new Map<string, number>();
for (const { reason } of points) if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
const reasons = [...counts]
  .sort(([, a], [, b]) => b - a)
  .map(([reason, count]) => [`${count}`, reason.split("\n")[0].slice(0, 200)]);
const markdown = (header: readonly string[], body: readonly (readonly string[])[]): string =>
  [header, header.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const numExpressed = points.filter(({ reason }) => reason === undefined).length;
const text = [
  `${numExpressed} of ${points.length} points are expressed (${percent(numExpressed / points.length)}).`,
  markdown(["source", "expressed", "mean error", "max error", "bias", "τ", "fits as measured", "memory error"], rows),
  markdown(["points", "why they are not expressed"], reasons),
].join("\n\n");

writeBetween("validation.md", "tables", `\n\n${text}\n\n`);
