/** @file `alpa sweep`: rows equal to `alpa plan`, refused points, CSV, plots, scaling, what is refused. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";
import type { SweepRow } from "../planner/sweep/sweep-row.ts";

const model = "test/support/small-example.ts";
const sweep = async (...args: string[]): Promise<SweepRow[]> => {
  const { code, out, err } = await alpa("sweep", model, "--cluster", "1x4:a100-80gb", ...args, "--json");
  expect(code, err).toBe(0);
  return JSON.parse(out).rows;
};

test("a row is what alpa plan says of its command; points that cannot be planned keep their row and the reason", async () => {
  const rows = await sweep("--devices", "1,4", "--layout", "all", "--microbatches", "4", "--batch", "8");
  expect(rows.map(({ method, devices }) => `${devices}: ${method}`)).toEqual([
    ...["1: 1x1x1", "4: 4x1x1", "4: 2x2x1", "4: 1x4x1", "4: 2x1x2", "4: 1x2x2", "4: 1x1x4"],
  ]);
  const refused = rows.filter(({ status }) => status === "refused");
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason, seconds } of refused) expect([typeof reason, seconds]).toEqual(["string", undefined]);
  const row = rows.find(({ status, pipeline }) => status === "fits" && pipeline === 2)!;
  const { out } = await alpa(...row.command.split(" ").slice(1));
  const report = JSON.parse(out);
  expect(row.seconds).toBe(report.simulated.seconds);
  expect(row.memory!.peakBytes).toBe(report.peakBytes);
  expect(row.examplesPerSecond).toBe(8 / report.simulated.seconds);
}, 120_000);

test("weak scaling grows the batch with the devices; strong keeps it", async () => {
  const args = ["--devices", "1,2,4", "--batch", "8", "--method", "data"];
  const batches = (rows: SweepRow[]) => rows.map(({ batch }) => batch);
  expect(batches(await sweep(...args, "--scaling", "weak"))).toEqual([8, 16, 32]);
  expect(batches(await sweep(...args))).toEqual([8, 8, 8]);
}, 120_000);

test("--csv has one line per row, quoted where it must be; --plot draws the points", async () => {
  const folder = mkdtempSync(join(tmpdir(), "alpa-sweep-"));
  const [csv, plot] = [join(folder, "a.csv"), join(folder, "a.svg")];
  const args = ["--devices", "1,2", "--batch", "8,7", "--method", "data,zero3", "--csv", csv, "--plot", plot];
  const rows = await sweep(...args);
  expect(rows).toHaveLength(8);
  const lines = readFileSync(csv, "utf8").trimEnd().split("\n");
  expect(lines).toHaveLength(9);
  expect(lines[0]).toMatch(/^devices,batch,sequence,microbatches,method,.*,reason,command$/);
  const refused = rows.find(({ status }) => status === "refused")!;
  expect(refused.batch).toBe(7);
  expect(lines.some((line) => line.includes(`"${refused.reason}"`))).toBe(true);
  const svg = readFileSync(plot, "utf8");
  expect(svg.match(/<circle [^>]*><title>/g)).toHaveLength(rows.filter(({ status }) => status === "fits").length);
  expect(svg).toContain("--method data,zero3 --json");
  expect(svg).not.toContain(plot);
}, 120_000);

test.each([
  [["--devices", "8"], "--devices: 8 asked for, 1x4:a100-80gb has 4; give a larger --cluster"],
  [["--layout", "2x2"], '--layout: got "2x2"; give data x pipeline x tensor, as in 2x2x2, or all'],
  [["--layout", "3x1x1"], "--layout: no layout has as many devices as --devices"],
  [["--schedule", "1f1b"], "--schedule: is of layouts; give --layout, as in --layout 1x4x1"],
  [["--scaling", "weak", "--batch", "4"], "--scaling: weak needs several --devices and one --batch"],
  [["--batch", "4,,8"], '--batch: got "4,,8"; give values separated by commas'],
])("%j is refused", async (args, sentence) => {
  const { code, err } = await alpa("sweep", model, "--cluster", "1x4:a100-80gb", ...args);
  expect(err).toContain(sentence);
  expect(code).toBe(2);
});
