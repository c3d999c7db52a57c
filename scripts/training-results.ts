/**
 * @file Trains an example under every method on four threads, prints its losses, and draws them over the examples seen.
 *
 *     npx tsx scripts/training-results.ts mlp 30     writes docs/pictures/training/mlp.svg
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { textTable } from "../src/base/text-table.ts";
import { drawLosses, type LossCurve } from "./training-results/draw-losses.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What is run, as `alpa run` takes it. */
const methods: Readonly<Record<string, string>> = {
  "data parallel": "--method data",
  "ZeRO-1": "--method zero1",
  "ZeRO-2": "--method zero2",
  "ZeRO-3": "--method zero3",
  "tensor parallel": "--method tensor",
  shard: "--method shard",
  "Megatron-LM 1x2x2": "--method megatron --pipeline-parallel 2 --tensor-parallel 2 --microbatches 4",
  "GPipe, 2 stages": "--method pipeshard --stages 2 --schedule gpipe --microbatches 4",
  "1F1B, 2 stages": "--method pipeshard --stages 2 --schedule 1f1b --microbatches 4",
  "zero bubble, 2 stages": "--method pipeshard --stages 2 --schedule zb-h1 --microbatches 4",
  "PipeDream, 2 stages": "--method pipedream --replicas 2+2 --microbatches 4",
  "PipeDream-2BW, 2 stages": "--method pipedream --replicas 2+2 --weight-versions 2bw --microbatches 8",
};

interface RunResult {
  readonly losses: readonly number[];
  readonly batch: number;
  readonly error?: { readonly message: string };
}

function run(example: string, steps: number, options: string): RunResult {
  const args = [
    "bin/alpa.mjs",
    "run",
    example,
    "--devices",
    "4",
    "--steps",
    `${steps}`,
    "--json",
    ...options.split(" "),
  ];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as RunResult;
}

const [example, steps] = [process.argv[2], Number(process.argv[3])];
const results = Object.entries(methods).map(([name, options]) => ({ name, ...run(example, steps, options) }));
const trained = results.filter(({ error }) => error === undefined);
const [{ losses: exact }] = trained;
const largest = (losses: readonly number[]): number =>
  Math.max(...losses.map((loss, i) => Math.abs(loss - exact[i]) / exact[i]));
const chosen = [0, steps >> 2, steps >> 1, steps - 1];
console.log(
  textTable([
    ["method", ...chosen.map((step) => `step ${step + 1}`), "largest difference"],
    ...trained.map(({ name, losses }) => [
      name,
      ...chosen.map((step) => losses[step].toFixed(4)),
      largest(losses).toExponential(0),
    ]),
  ]),
);
for (const { name, error } of results) if (error) console.log(`${name}: ${error.message}`);
mkdirSync(`${root}docs/pictures/training`, { recursive: true });
const curves: LossCurve[] = trained.map(({ name, losses, batch }) => ({ name, losses, batch }));
const command = `npx tsx scripts/training-results.ts ${example} ${steps}`;
writeFileSync(`${root}docs/pictures/training/${example}.svg`, drawLosses(example, curves, command));
