/** @file `alpa export`: writes a saved plan in the format of another system. */
import type { Command } from "commander";
import type { Precision } from "../analysis/precision.ts";
import { InvalidConfig } from "../base/errors.ts";
import { fixedPlan } from "../methods/fixed-plan.ts";
import { compileLate } from "../node/compile-late.ts";
import type { Plan } from "../plan/plan.ts";
import { deepspeedConfig } from "../planner/export/deepspeed.ts";
import { jaxShardings } from "../planner/export/jax-shardings.ts";
import { megatronArguments } from "../planner/export/megatron.ts";
import { shardedTexts } from "../planner/hlo-text.ts";
import type { PlannedGraph } from "../planner/plan-source.ts";
import { withConstraintOptions } from "./constraint-flags.ts";
import { exportXla, type XlaExportFlags } from "./export-xla.ts";
import { methodNames } from "./methods.ts";
import { choiceOption, integerOption, placeOption, precisionOption } from "./options.ts";
import { checkOutputFiles, writeOutput } from "./output-file.ts";
import { withPipelineOptions } from "./pipeline-flags.ts";
import { withRoleOptions } from "./role-flags.ts";
import { readPlan } from "./run-options.ts";
import { loadSubject } from "./subject.ts";

interface ExportFlags extends XlaExportFlags {
  readonly to: string;
  readonly model?: string;
  readonly precision: Precision;
}

/** An exported text, and notes on parts of the plan that it cannot express. */
interface Exported {
  readonly text: string;
  readonly notExpressed: readonly string[];
}

type PlannedStep = Pick<PlannedGraph, "step" | "plan">;

/** Formats that need the planned step in addition to the plan. */
const stepFormats: Readonly<Record<string, (planned: PlannedStep) => Exported>> = {
  stablehlo: ({ step, plan }) => ({ text: shardedTexts(step, plan).join("\n"), notExpressed: [] }),
  megatron({ step, plan }) {
    const { arguments: lines, notExpressed } = megatronArguments(step, plan);
    return { text: `${lines.join(" \\\n")}\n`, notExpressed };
  },
  deepspeed({ step, plan }) {
    const { config, notExpressed } = deepspeedConfig(step, plan);
    return { text: `${JSON.stringify(config, undefined, 2)}\n`, notExpressed };
  },
};

const formats = ["jax-shardings", ...Object.keys(stepFormats), "xla"];

/** Adds the command `export` to `program`. */
export function registerExport(program: Command): void {
  const command = program
    .command("export")
    .description(
      "write a plan as another system takes it: JAX, Megatron-LM, DeepSpeed, or a folder that trains on a cluster",
    )
    .argument(
      "<plan.json|model|file.mlir>",
      "a plan that --save-plan wrote; --to xla also takes what alpa run takes, with the options that choose a plan",
    )
    .requiredOption("--to <format>", `one of ${formats.join(", ")}`, choiceOption("--to", formats))
    .option("--model <model|file>", "the model of the plan, as in alpa plan; all formats but jax-shardings need it")
    .option("-b, --batch <n>", "examples per step of the plan (default: the model's)", integerOption("--batch", 1))
    .addOption(precisionOption(", as the plan was made with"))
    .option("-o, --out <file>", "write to this file (default: print); the folder of --to xla")
    .optionsGroup("--to xla:")
    .option("-d, --devices <n>", "number of devices (default: what the plan is for)", integerOption("--devices", 1))
    .option(
      "-m, --method <name>",
      "parallelization method, as in alpa run",
      choiceOption("--method", methodNames()),
      "data",
    )
    .option("--mesh <axes>", "mesh of --method manual (default: model=2, the rest data)")
    .addOption(placeOption())
    .option(
      "--microbatches <n>",
      "number of microbatches (default: 1, or the method's choice)",
      integerOption("--microbatches", 1),
    )
    .option(
      "--processes <n>",
      "number of processes that README.md starts (default: 1)",
      integerOption("--processes", 1),
    )
    .option("-s, --steps <n>", "training steps (default: the example's, else 10)", integerOption("--steps", 1))
    .option("--samples <n>", "sample batches to write, for batches.py", integerOption("--samples", 1), 8)
    .option("--seed <n>", "seed of the initial state and the sample batches", integerOption("--seed", 0), 0)
    .option("--inputs <file>", "the arguments of a StableHLO module, as in alpa run (default: random ones by --seed)");
  withRoleOptions(withPipelineOptions(withConstraintOptions(command)))
    .addHelpText(
      "after",
      "\nFormats:\n" +
        "  jax-shardings: Python with the mesh and a PartitionSpec per argument and result, for jax.jit(in_shardings=…)\n" +
        "  stablehlo: the step with a mesh and a sharding of every value, a module per stage\n" +
        "  megatron: arguments of Megatron-LM; what they cannot say goes to stderr\n" +
        "  deepspeed: DeepSpeed's JSON configuration; what it cannot say goes to stderr\n" +
        "  xla: a folder with modules, initial state, run.py and the launch lines of SLURM, Open MPI, Kubernetes and ssh\n" +
        "\nExamples:\n" +
        "  $ alpa plan step.mlir --cluster 1x8:h100 --save-plan plan.json && alpa export plan.json --to jax-shardings --out shardings.py\n" +
        "  $ alpa export plan.json --model gpt3-13b --batch 256 --precision bf16 --to megatron\n" +
        "  $ alpa export plan.json --model step.mlir --to deepspeed --out ds.json\n" +
        "  $ alpa export gpt --to xla --devices 4 --method zero3 --processes 2 --out gpt-zero3",
    )
    .action(runExport);
}

async function runExport(path: string, flags: ExportFlags): Promise<void> {
  if (flags.to === "xla") {
    compileLate();
    const plan = flags.model === undefined ? undefined : await readPlan(path, "plan");
    return exportXla(flags.model ?? path, plan, flags);
  }
  await checkOutputFiles([["--out", flags.out]]);
  const plan = await readPlan(path, "plan");
  const { text, notExpressed } = await exported(plan, flags);
  for (const sentence of notExpressed) process.stderr.write(`not expressed: ${sentence}\n`);
  if (flags.out === undefined) console.log(text.trimEnd());
  else await writeOutput("--out", flags.out, text);
}

async function exported(plan: Plan, flags: ExportFlags): Promise<Exported> {
  if (flags.to === "jax-shardings") return { text: jaxShardings(plan), notExpressed: [] };
  const { model, precision } = flags;
  if (model === undefined)
    throw new InvalidConfig("--model", `is missing; --to ${flags.to} needs the step that the plan is for`);
  compileLate();
  const method = fixedPlan(plan);
  const subject = await loadSubject(model, { ...flags, saved: plan });
  const planned = await subject.plan({ method, devices: method.defaults!.devices!, precision });
  return stepFormats[flags.to](planned);
}
