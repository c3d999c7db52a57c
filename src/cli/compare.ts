/** @file `alpa compare`: every method's best plan of one training step, side by side. */
import type { Command } from "commander";
import type { Precision } from "../analysis/precision.ts";
import { InvalidConfig, isRefusal } from "../base/errors.ts";
import { secondsText } from "../base/units.ts";
import { type Cluster, leastMemoryBytes, numDevices } from "../cluster/cluster.ts";
import type { AnyExample } from "../frontends/jaxjs/example.ts";
import { init } from "../frontends/jaxjs/jax.ts";
import { catalogue } from "../models/catalogue.ts";
import { type Compared, compareMethods } from "../planner/compare/compare.ts";
import { compareText } from "../planner/compare/compare-text.ts";
import { type CompareRow, type Question, trainingCost } from "../planner/compare/row.ts";
import { readCluster } from "./cluster-flag.ts";
import { blocksOf, processorSeconds, progressPrinter, spaceOf, workOfModel } from "./comparison.ts";
import { Interrupted, withInterrupt } from "./interrupt.ts";
import { loadExample, loadModel, modelHelp } from "./load-model.ts";
import { measurePlan } from "./measure-plan.ts";
import { integerOption, positiveOption, precisionOption } from "./options.ts";
import { withRandomData } from "./random-data.ts";
import { withRoleOptions } from "./role-flags.ts";
import { readProfile } from "./run-options.ts";
import { loadSubject } from "./subject.ts";

interface CompareFlags {
  readonly cluster: string;
  readonly batch?: number;
  readonly sequence?: number;
  readonly microbatches?: number;
  readonly precision: Precision;
  readonly profile?: string;
  readonly seconds: number;
  readonly tokens?: number;
  readonly price?: number;
  readonly measure?: boolean;
  readonly json?: boolean;
}

const examples = [
  "alpa compare gpt2-medium --cluster 1x8:a100-80gb --batch 64 --precision bf16",
  "alpa compare gpt3-175b --cluster 64x8:a100-80gb --batch 1536 --precision bf16 --tokens 300e9 --price 2",
  "alpa compare mlp --cluster 2:threads --measure",
  "alpa compare config.json --cluster 2x8:h100 --batch 64 --sequence 2048 --precision bf16 --json",
];

export function registerCompare(program: Command): void {
  const command = program
    .command("compare")
    .description(
      "compare all methods on one training step: seconds, traffic, memory, and how many settings a user writes",
    )
    .argument("<model|file.ts|file.mlir|config.json>", "as for alpa plan")
    .requiredOption("-c, --cluster <text|file.json>", "hosts x devices : device, for example 1x8:a100-80gb")
    .option("-b, --batch <n>", "examples per step (default: the model's)", integerOption("--batch", 1))
    .option("--sequence <n>", "tokens per example of a config.json", integerOption("--sequence", 1))
    .option("--microbatches <n>", "only this number of microbatches", integerOption("--microbatches", 1))
    .addOption(precisionOption())
    .option("--profile <file>", "use the measurements of alpa profile in place of the cost model's numbers")
    .option(
      "--seconds <n>",
      "processor seconds of the search of each row; Megatron-LM's, with far more layouts, has three times as many",
      positiveOption("--seconds"),
      6,
    );
  withRoleOptions(command)
    .optionsGroup("Output:")
    .option(
      "--tokens <n>",
      "tokens of a training, for days and GPU-hours; for example 300e9",
      positiveOption("--tokens"),
    )
    .option("--price <n>", "price of a GPU-hour; with --tokens", positiveOption("--price"))
    .option("--measure", "also run what fits on the threads of this machine; a model of the catalogue gets random data")
    .option("--json", "print one JSON object: question, rows")
    .addHelpText(
      "after",
      `\nModels:\n  ${modelHelp()}\n\nExamples:\n${examples.map((line) => `  $ ${line}`).join("\n")}`,
    )
    .action(runCompare);
}

async function runCompare(name: string, flags: CompareFlags): Promise<void> {
  const { precision, microbatches, tokens, price } = flags;
  if (price !== undefined && tokens === undefined)
    throw new InvalidConfig(
      "--price",
      "needs --tokens, because it is multiplied by the training's GPU-hours; add --tokens",
    );
  const subject = await loadSubject(name, { ...flags, method: "auto" });
  const cluster = await readCluster(flags.cluster);
  const example = flags.measure ? await measurable(name, cluster, precision, subject.batch) : undefined;
  const profile = await readProfile(flags.profile);
  const devices = numDevices(cluster);
  const { batch } = subject;
  await init("wasm");
  const blocks = blocksOf(name);
  const work = await workOfModel(name, subject);
  if (tokens !== undefined && work.tokens === undefined)
    throw new InvalidConfig("--tokens", `${name} does not train on token ids; leave it out`);
  const memoryBytes = leastMemoryBytes(cluster);
  const question: Question = { model: name, cluster, batch, precision, memoryBytes, ...work };
  await withInterrupt(async (signal) => {
    const compared = await compareMethods({
      question,
      target: { cluster, limitBytes: memoryBytes, ...(profile && { profile }) },
      space: spaceOf(name, cluster, { devices, batch, precision, microbatches }),
      // What is run is planned as a whole.
      ...(!example && { blocks }),
      seconds: flags.seconds,
      now: processorSeconds,
      signal,
      plan: (options) => subject.plan({ ...options, cluster, devices, precision, ...(profile && { profile }) }),
      onRow: (row) => void process.stderr.write(`${rowLine(row)}\n`),
      onProgress: progressPrinter(),
    });
    const measured = example ? await measureRows(example, compared, devices, batch, signal) : compared;
    const rows = measured.map(({ row }) =>
      tokens === undefined ? row : { ...row, training: trainingCost(row, devices, tokens, price) },
    );
    const { cluster: of, ...asked } = question;
    console.log(
      flags.json ? JSON.stringify({ question: { ...asked, cluster: of.name, devices }, rows }) : compareText(rows),
    );
    if (signal.aborted) throw new Interrupted();
  });
}

const rowLine = ({ method, status, seconds, reason }: CompareRow): string =>
  `${method}: ${status}${seconds === undefined ? "" : `, ${secondsText(seconds)}`}${reason ? ` (${reason})` : ""}`;

/** @throws InvalidConfig if the threads of this machine cannot run the model as it is planned */
async function measurable(name: string, cluster: Cluster, precision: Precision, batch: number): Promise<AnyExample> {
  if (cluster.hosts.length > 1 || cluster.hosts[0].device.name !== "threads")
    throw new InvalidConfig(
      "--measure",
      `runs on threads of this machine, got ${cluster.name}; give --cluster 2:threads`,
    );
  if (precision !== "f32")
    throw new InvalidConfig("--measure", `threads compute in f32, got --precision ${precision}; leave it out`);
  return catalogue.has(name) ? withRandomData(await loadModel(name), batch) : loadExample(name);
}

async function measureRows(
  example: AnyExample,
  compared: readonly Compared[],
  devices: number,
  batch: number,
  signal: AbortSignal,
): Promise<Compared[]> {
  const all: Compared[] = [];
  for (const one of compared) {
    const { row, planned } = one;
    if (!planned || row.status !== "fits" || signal.aborted) {
      all.push(one);
      continue;
    }
    process.stderr.write(`running ${row.method} …\n`);
    try {
      const measuredSeconds = await measurePlan(example, planned.plan, devices, batch, signal);
      all.push({ ...one, row: { ...row, measuredSeconds } });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      all.push({ ...one, row: { ...row, reason: `not measured: ${error.message}` } });
    }
  }
  return all;
}
