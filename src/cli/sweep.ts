/** @file `alpa sweep`: a plan for each combination of devices, network, batch, sequence, microbatches and method. */
import type { Command } from "commander";
import type { Precision } from "../analysis/precision.ts";
import { InvalidConfig } from "../base/errors.ts";
import { numberOf, secondsText, speedText } from "../base/units.ts";
import { leastMemoryBytes } from "../cluster/cluster.ts";
import { parseSpeed } from "../cluster/parse.ts";
import { type Theme, themes } from "../draw/theme.ts";
import { init } from "../frontends/jaxjs/jax.ts";
import { compileLate } from "../node/compile-late.ts";
import type { Remat } from "../plan/plan.ts";
import { pricePlan } from "../planner/compare/price-whole.ts";
import type { Work } from "../planner/compare/work.ts";
import type { Question } from "../planner/figures/question.ts";
import { type Degrees, type SweepPoint, type SweepSpace, sweepPoints } from "../planner/sweep/sweep-points.ts";
import { refusedRow, type SweepRow, stoppedRow, sweepRow } from "../planner/sweep/sweep-row.ts";
import { sweepCsv, sweepText } from "../planner/sweep/sweep-text.ts";
import { scheduleRules } from "../schedules/registry.ts";
import { planQuestion } from "./answer-plan.ts";
import { readCluster } from "./cluster-flag.ts";
import { workOfModel } from "./comparison.ts";
import { memoryOption } from "./constraint-flags.ts";
import { Interrupted, withInterrupt } from "./interrupt.ts";
import { modelHelp } from "./load-model.ts";
import { methodNames } from "./methods.ts";
import { choiceOption, integerOption, listOf, positiveOption, precisionOption, rematOption } from "./options.ts";
import { checkOutputFiles, writeOutput } from "./output-file.ts";
import { pictureEndings, writePicture } from "./picture-file.ts";
import type { Subject } from "./subject.ts";
import { sweepPicture } from "./sweep-picture.ts";

export interface SweepFlags {
  readonly cluster: string;
  readonly devices: readonly number[];
  readonly network: readonly string[];
  readonly batch: readonly number[];
  readonly sequence: readonly number[];
  readonly microbatches: readonly number[];
  readonly method?: readonly string[];
  readonly layout?: readonly Degrees[] | "all";
  readonly schedule: readonly string[];
  readonly scaling: "strong" | "weak";
  readonly sequenceParallel?: true;
  readonly zero?: number;
  readonly memory?: number;
  readonly precision?: Precision;
  readonly remat?: Remat;
  readonly seconds?: number;
  readonly csv?: string | true;
  readonly plot?: string;
  readonly theme: Theme;
  readonly json?: boolean;
}

/** Methods when neither methods nor layouts are asked for. */
const usualMethods = ["data", "zero3", "tensor", "auto"];

const examples = [
  "alpa sweep gpt2-small --cluster 1x8:a100-80gb --devices 1,2,4,8 --batch 32 --plot strong.svg",
  "alpa sweep gpt2-small --cluster 1x8:a100-80gb --devices 1,2,4,8 --batch 4 --scaling weak --method data,zero3 --csv",
  "alpa sweep gpt2-medium --cluster 4x8:a100-80gb --batch 128 --network 3.125GB/s,25GB/s --devices 16,32 --plot map.svg",
  "alpa sweep gpt2-medium --cluster 1x8:a100-80gb --batch 64 --microbatches 8 --layout all --csv layouts.csv",
  "alpa sweep simple-mlp --cluster 1x4:a100-80gb --layout 1x4x1 --schedule gpipe,1f1b,zb-h1 --microbatches 4,8,16 --json",
];

export function registerSweep(program: Command): void {
  sweepCommand(program.command("sweep")).action(runSweep);
}

/** Adds the description, argument and options of `alpa sweep` to a command. */
export function sweepCommand(bare: Command): Command {
  const integers = (flag: string) => [listOf(flag, integerOption(flag, 1)), [] as number[]] as const;
  return bare
    .description("plan every combination of devices, network speed, batch, sequence, microbatches, method and layout")
    .argument("<model|file.ts|file.mlir|config.json>", "as for alpa plan")
    .requiredOption("-c, --cluster <text|file.json>", "hosts x devices : device, for example 1x8:a100-80gb")
    .option(
      "-d, --devices <list>",
      "numbers of the cluster's first devices, as in 1,2,4 (default: all)",
      ...integers("--devices"),
    )
    .option(
      "--network <list>",
      "speeds of each network card of a host, as in 3.125GB/s,12.5GB/s,25GB/s or 100Gbit/s (default: the preset's)",
      listOf("--network", (text) => {
        parseSpeed(text, "--network");
        return text.trim();
      }),
      [] as string[],
    )
    .option("-b, --batch <list>", "examples per step (default: the model's)", ...integers("--batch"))
    .option("--sequence <list>", "tokens per example of a config.json", ...integers("--sequence"))
    .option(
      "--microbatches <list>",
      "numbers of microbatches (default: the method's choice)",
      ...integers("--microbatches"),
    )
    .option(
      "-m, --method <list>",
      `methods of alpa plan (default: ${usualMethods.join(",")}, or none with --layout)`,
      listOf("--method", choiceOption("--method", methodNames())),
    )
    .option(
      "--layout <list|all>",
      "Megatron-LM's degrees, data x pipeline x tensor, as in 2x2x2; or all that fit",
      parseLayouts,
    )
    .option(
      "--schedule <list>",
      "schedules of layouts of several stages (default: 1f1b)",
      listOf(
        "--schedule",
        choiceOption(
          "--schedule",
          scheduleRules.map(({ name }) => name),
        ),
      ),
      [] as string[],
    )
    .option(
      "--scaling <kind>",
      "strong: the same batch on all devices; weak: --batch is of the fewest devices and grows with them",
      choiceOption("--scaling", ["strong", "weak"] as const),
      "strong",
    )
    .option("--sequence-parallel", "of layouts: also split activations along the sequence")
    .option(
      "--zero <0|1|2|3>",
      "of layouts, split over the replicas: 1 optimizer state, 2 also gradients, 3 also weights",
      integerOption("--zero", 0),
    )
    .addOption(memoryOption())
    .addOption(precisionOption())
    .addOption(rematOption())
    .option("--seconds <n>", "time limit of each search", positiveOption("--seconds"))
    .optionsGroup("Output:")
    .option("--csv [file]", "write the rows as CSV, to stdout without a file")
    .option("--plot <file>", "draw the sweep, of two variables as a heat map: .svg or .png")
    .option("--theme <name>", "of --plot: auto, light or dark", choiceOption("--theme", themes), "auto")
    .option("--json", "print one JSON object: rows")
    .addHelpText(
      "after",
      `\nCtrl-C ends the sweep and writes the rows that are done.\n\nModels:\n  ${modelHelp()}\n\nExamples:\n${examples.map((line) => `  $ ${line}`).join("\n")}`,
    );
}

async function runSweep(model: string, flags: SweepFlags, { parent }: Command): Promise<void> {
  compileLate();
  const { csv, plot, json, theme } = flags;
  await checkOutputFiles([
    ["--csv", csv === true ? undefined : csv],
    ["--plot", plot, pictureEndings],
  ]);
  if (csv === true && json) throw new InvalidConfig("--csv", "and --json both print; give --csv a file");
  await withInterrupt(async (signal) => {
    const rows = await sweep(model, flags, signal, (row, at, all) =>
      process.stderr.write(`${at} of ${numberOf(all, "plan")}: ${rowLine(row)}\n`),
    );
    if (typeof csv === "string") await writeOutput("--csv", csv, sweepCsv(rows));
    if (plot) {
      const picture = sweepPicture(model, flags, rows, commandText(parent!.args));
      await writePicture("--plot", plot, (of) => picture.svg(of), theme);
    }
    if (json) console.log(JSON.stringify({ rows }));
    else console.log(csv === true ? sweepCsv(rows).trimEnd() : sweepText(rows));
    if (signal.aborted) throw new Interrupted();
  });
}

/** Plans every point. Once aborted, the rest of the rows are `stopped`. */
export async function sweep(
  model: string,
  flags: SweepFlags,
  signal: AbortSignal,
  onRow: (row: SweepRow, at: number, all: number) => void = () => {},
): Promise<SweepRow[]> {
  await init("wasm");
  const points = sweepPoints(await spaceOf(model, flags));
  const rows: SweepRow[] = [];
  const works = new Map<string, Work>();
  const workOf = async (subject: Subject, sequence: number | undefined): Promise<Work> => {
    const key = `${subject.batch} ${sequence}`;
    const work = works.get(key) ?? (await workOfModel(model, subject));
    works.set(key, work);
    return work;
  };
  for (const point of points) {
    const row = await rowOf(point, signal, workOf);
    rows.push(row);
    onRow(row, rows.length, points.length);
  }
  return rows;
}

async function rowOf(
  point: SweepPoint,
  signal: AbortSignal,
  workOf: (subject: Subject, sequence: number | undefined) => Promise<Work>,
): Promise<SweepRow> {
  if (signal.aborted) return stoppedRow(point);
  try {
    const {
      planned,
      cluster,
      subject,
      configuration,
      memoryBytes = Infinity,
    } = await planQuestion(point.question, signal);
    const priced = pricePlan(planned, { cluster, limitBytes: Math.min(memoryBytes, leastMemoryBytes(cluster)) });
    const work = await workOf(subject, point.sequence);
    const { batch, microbatches } = configuration;
    return sweepRow(point, { priced, batch, microbatches, work, estimate: planned.plan.estimate });
  } catch (error) {
    return signal.aborted ? stoppedRow(point) : refusedRow(point, error);
  }
}

async function spaceOf(model: string, flags: SweepFlags): Promise<SweepSpace> {
  const { cluster, layout, schedule, scaling, precision, remat, seconds, sequenceParallel, zero } = flags;
  if (schedule.length > 0 && !layout)
    throw new InvalidConfig("--schedule", "is of layouts; give --layout, as in --layout 1x4x1");
  if (scaling === "weak" && (flags.batch.length > 1 || flags.devices.length < 2))
    throw new InvalidConfig("--scaling", "weak needs several --devices and one --batch, that of the fewest devices");
  const ofLayouts: Question["options"] = {
    ...(sequenceParallel && { "sequence-parallel": true }),
    ...(zero !== undefined && { zero }),
  };
  return {
    ...{ model, cluster: await readCluster(cluster), clusterName: cluster, networks: flags.network },
    ...{ devices: flags.devices, batches: flags.batch, scaling },
    ...{ sequences: flags.sequence, microbatches: flags.microbatches, schedules: schedule },
    methods: flags.method ?? (layout ? [] : usualMethods),
    layouts: layout ?? [],
    ofLayouts,
    options: {
      ...(flags.memory !== undefined && { memory: `${flags.memory}B` }),
      ...(precision !== undefined && precision !== "f32" && { precision }),
      ...(remat !== undefined && { remat }),
      ...(seconds !== undefined && { seconds }),
    },
  };
}

/** The command line without its output options, which prints the numbers. */
function commandText(args: readonly string[]): string {
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    if (!/^--(csv|plot|theme|json)(=|$)/.test(args[i])) words.push(args[i]);
    else if (args[i + 1]?.startsWith("-") === false && /^--(csv|plot|theme)$/.test(args[i])) i++;
  }
  return `alpa ${words.join(" ")} --json`;
}

function parseLayouts(text: string): readonly Degrees[] | "all" {
  if (text === "all") return "all";
  return text.split(",").map((part) => {
    const [, data, pipeline, tensor] = /^(\d+)x(\d+)x(\d+)$/.exec(part) ?? [];
    if (tensor === undefined)
      throw new InvalidConfig("--layout", `got "${part}"; give data x pipeline x tensor, as in 2x2x2, or all`);
    return { data: Number(data), pipeline: Number(pipeline), tensor: Number(tensor) };
  });
}

const rowLine = ({
  method,
  schedule,
  devices,
  batch,
  microbatches,
  status,
  seconds,
  reason,
  ...row
}: SweepRow): string =>
  [
    `${method}${schedule ? ` ${schedule}` : ""} on ${numberOf(devices, "device")}`,
    ...(row.networkBytesPerSecond === undefined ? [] : [`network ${speedText(row.networkBytesPerSecond)}`]),
    ...(batch === undefined ? [] : [`batch ${batch}`]),
    ...(microbatches === undefined ? [] : [numberOf(microbatches, "microbatch")]),
    `${status}${seconds === undefined ? "" : `, ${secondsText(seconds)}`}${reason ? ` (${reason})` : ""}`,
  ].join(", ");
