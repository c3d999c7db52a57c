/** @file `alpa sweep`: rows equal to `alpa plan`, refused points, CSV, plots, scaling, what is refused. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
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

test("--csv has one line per row, quoted where it must be; --plot draws a cell per point of two variables", async () => {
  const folder = mkdtempSync(join(tmpdir(), "alpa-sweep-"));
  const [csv, plot] = [join(folder, "a.csv"), join(folder, "a.svg")];
  const args = ["--devices", "1,2", "--batch", "8,7", "--method", "data,zero3", "--csv", csv, "--plot", plot];
  const rateOf = ({ examplesPerSecond = 0 }: SweepRow) => `${Math.round(examplesPerSecond).toLocaleString("en")}/s`;
  const rows = await sweep(...args);
  expect(rows).toHaveLength(8);
  const lines = readFileSync(csv, "utf8").trimEnd().split("\n");
  expect(lines).toHaveLength(9);
  expect(lines[0]).toMatch(/^devices,network_bytes_per_second,batch,sequence,microbatches,method,.*,reason,command$/);
  const refused = rows.find(({ status }) => status === "refused")!;
  expect(refused.batch).toBe(7);
  expect(lines.some((line) => line.includes(`"${refused.reason}"`))).toBe(true);
  const svg = readFileSync(plot, "utf8");
  const fitting = rows.filter(({ status }) => status === "fits");
  for (const row of fitting) expect(svg).toContain(`>${rateOf(row)}</text>`);
  expect(svg.match(/<rect [^>]*f-blue/g)).toHaveLength(fitting.length);
  expect(svg.match(/<rect [^>]*s-orange/g)).toHaveLength(1);
  expect(svg).toContain("--method data,zero3 --json");
  expect(svg).not.toContain(plot);
}, 120_000);

test("--plot over one variable draws a point per plan, and says of what the bound is one", async () => {
  const plot = join(mkdtempSync(join(tmpdir(), "alpa-sweep-")), "a.svg");
  const rows = await sweep("--devices", "1,2,4", "--batch", "8", "--method", "data,zero3", "--plot", plot);
  const svg = readFileSync(plot, "utf8");
  expect(svg.match(/<circle [^>]*><title>/g)).toHaveLength(rows.filter(({ status }) => status === "fits").length);
  expect(svg).toContain("lower bound of the search");
}, 120_000);

test("--network: a row is what alpa plan says of its command; slower cards never make a step faster", async () => {
  const { code, out, err } = await alpa(
    ...["sweep", model, "--cluster", "2x2:a100-80gb", "--method", "data", "--batch", "8"],
    ...["--network", "25GB/s,8Gbit/s", "--json"],
  );
  expect(code, err).toBe(0);
  const rows: SweepRow[] = JSON.parse(out).rows;
  expect(rows.map(({ networkBytesPerSecond }) => networkBytesPerSecond)).toEqual([25e9, 1e9]);
  expect(rows[1].seconds).toBeGreaterThan(rows[0].seconds!);
  const report = JSON.parse((await alpa(...rows[1].command.split(" ").slice(1))).out);
  expect(rows[1].estimateSeconds).toBe(report.estimate.seconds);
  // The preset's own speed: eight cards of 200 Gbit/s.
  const own = JSON.parse(
    (await alpa("plan", model, ..."--cluster 2x2:a100-80gb --method data --batch 8 --json".split(" "))).out,
  );
  expect(rows[0].estimateSeconds).toBe(own.estimate.seconds);
}, 120_000);

test("a cluster file is planned as it is, not as its preset", async () => {
  const folder = mkdtempSync(join(tmpdir(), "alpa-sweep-"));
  const file = join(folder, "slow.json");
  writeFileSync(
    file,
    JSON.stringify({
      version: 1,
      hosts: [{ count: 2, devices: 2, preset: "a100-80gb", nic: { bytesPerSecond: 1e9 } }],
    }),
  );
  const rowsOf = async (cluster: string): Promise<SweepRow[]> =>
    JSON.parse((await alpa("sweep", model, "--cluster", cluster, "--method", "data", "--batch", "8", "--json")).out)
      .rows;
  const [[fromFile], [fromText]] = [await rowsOf(file), await rowsOf("2x2:a100-80gb@1GB/s")];
  expect(fromFile.seconds).toBe(fromText.seconds);
  expect(fromFile.command).toContain(file);
}, 120_000);

test.each([
  [["--network", "25"], '--network: got "25"; give the speed of a network card, as in 25GB/s or 100Gbit/s'],
  [["--network", "25GB/s"], "--network: joins hosts, and 1x4:a100-80gb has one; give several"],
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
