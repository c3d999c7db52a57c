/** @file Command-line options of pipelines, and the methods that they configure. */
import type { Command } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import type { JointSearchOptions } from "../methods/joint/search-pipeline.ts";
import { type MegatronOptions, megatron } from "../methods/megatron.ts";
import type { Method } from "../methods/method.ts";
import { type PipedreamOptions, pipedream } from "../methods/pipedream.ts";
import { type PipeshardOptions, pipeshard } from "../methods/pipeshard.ts";
import type { PipelineMethodName } from "../planner/unstack-layers.ts";
import { scheduleRules } from "../schedules/registry.ts";
import { isSynchronous } from "../schedules/schedule.ts";
import { choiceOption, integerOption } from "./options.ts";

export interface PipelineFlags
  extends Partial<Pick<PipeshardOptions, "stages" | "layers" | "schedule" | "chunks">>,
    MegatronOptions,
    Omit<PipedreamOptions, "cluster" | "profile"> {
  /** Name of a method. */
  readonly intra?: string;
}

const stageFlags = ["layers", "schedule", "chunks"] as const;
const pipeshardFlags = ["stages", "intra", ...stageFlags] as const;
const megatronFlags = [
  "dataParallel",
  "pipelineParallel",
  "tensorParallel",
  "sequenceParallel",
  "contextParallel",
  "expertParallel",
  "zero",
  ...stageFlags,
] as const;
const pipedreamFlags = ["weightVersions", "replicas", "microbatchesPerUpdate", "layers"] as const;

/** The options of each method, by property name. */
const flagsOf: Readonly<Record<string, readonly (keyof PipelineFlags)[]>> = {
  pipeshard: pipeshardFlags,
  megatron: megatronFlags,
  pipedream: pipedreamFlags,
};
const allFlags = [...new Set(Object.values(flagsOf).flat())];

/** Adds the pipeline options to a command. */
export function withPipelineOptions(command: Command): Command {
  const count = (flag: string) => [integerOption(flag, 1)] as const;
  const synchronous = scheduleRules.filter(isSynchronous).map(({ name }) => name);
  return command
    .optionsGroup("Pipelines (pipeshard, megatron):")
    .option("--layers <n>", "number of layers to divide the model into; stages are made of them", ...count("--layers"))
    .option(
      "--schedule <name>",
      `order of the stages' tasks: ${synchronous.join(", ")} (default: 1f1b)`,
      choiceOption(
        "--schedule",
        scheduleRules.map(({ name }) => name),
      ),
    )
    .option("--chunks <n>", "model chunks per stage (default: the schedule's)", ...count("--chunks"))
    .optionsGroup("--method pipeshard:")
    .option(
      "--stages <n|layers>",
      "number of stages, the layers of each as in 0,1/2/3, or auto for the stage search",
      parseStages,
    )
    .option("--intra <name>", "intra-stage method: what each stage does on its devices (default: data)")
    .optionsGroup("--method megatron:")
    .option("--pipeline-parallel <n>", "number of stages", ...count("--pipeline-parallel"))
    .option(
      "--tensor-parallel <n>",
      "tensor-parallel degree: devices per replica of a stage",
      ...count("--tensor-parallel"),
    )
    .option("--data-parallel <n>", "replicas (default: the remaining devices)", ...count("--data-parallel"))
    .option("--sequence-parallel", "also split activations along the sequence")
    .option("--context-parallel <n>", "devices that share each sequence", ...count("--context-parallel"))
    .option("--expert-parallel <n>", "replicas that divide the experts among them", ...count("--expert-parallel"))
    .option(
      "--zero <0|1|2|3>",
      "split over the replicas: 1 optimizer state, 2 also gradients, 3 also weights",
      integerOption("--zero", 0),
    )
    .optionsGroup("--method pipedream:")
    .option(
      "--weight-versions <kind>",
      "stash, 2bw or flush (default: stash)",
      choiceOption("--weight-versions", ["stash", "2bw", "flush"]),
    )
    .option("--replicas <n+n…>", "replicas of each stage (default: the partitioner's choice)", parseReplicas)
    .option(
      "--microbatches-per-update <n>",
      "microbatches between two updates with 2bw",
      ...count("--microbatches-per-update"),
    );
}

function parseReplicas(text: string): number[] {
  if (/^\d+(\+\d+)*$/.test(text)) return text.split("+").map(Number);
  throw new InvalidConfig("--replicas", `got "${text}"; give the replicas of every stage, as in 3+1`);
}

/** Parses a number of stages, `auto`, or the layers of each stage: stages separated by "/", layers by ",". */
function parseStages(text: string): PipeshardOptions["stages"] {
  if (text === "auto") return text;
  const lists = text
    .split("/")
    .map((list) => list.split(",").map((layer) => (/^\d+$/.test(layer) ? Number(layer) : -1)));
  if (lists.flat().includes(-1))
    throw new InvalidConfig(
      "--stages",
      `got "${text}"; give a number, auto, or the layers of each stage as in 0,1/2/3`,
    );
  return lists.length === 1 && lists[0].length === 1 ? lists[0][0] : lists;
}

export const pipelineMethods = {
  pipeshard:
    "stages of consecutive layers, each on devices of its own (--stages), with an intra-stage method (--intra)",
  megatron: "Megatron-LM's 3D parallelism: --pipeline-parallel, --tensor-parallel, the rest replicas",
  pipedream: "PipeDream: its partitioner's stages, with an update after every microbatch (--weight-versions)",
} as const satisfies Record<PipelineMethodName, string>;

/**
 * Returns the pipeline method called `name`, or undefined if `name` is not a pipeline method.
 * @param intraMethod  returns the intra-stage method of a name
 * @param search       options of the stage search
 * @throws InvalidConfig for options of another method
 */
export function pipelineMethod(
  name: string,
  flags: PipelineFlags,
  intraMethod: (name: string) => Method,
  search: JointSearchOptions = {},
): Method | undefined {
  const own = flagsOf[name] ?? [];
  const foreign = allFlags.find((flag) => flags[flag] !== undefined && !own.includes(flag));
  if (foreign !== undefined) {
    const owners = Object.keys(flagsOf).filter((owner) => flagsOf[owner].includes(foreign));
    const option = foreign.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new InvalidConfig(`--${option}`, `is for --method ${owners.join(" and ")}, got --method ${name}`);
  }
  if (name === "megatron") return megatron(pick(flags, megatronFlags));
  if (name === "pipedream") return pipedream(pick(flags, pipedreamFlags));
  if (name !== "pipeshard") return undefined;
  const { stages } = flags;
  if (stages === undefined)
    throw new InvalidConfig(
      "--stages",
      "is missing; give the number of stages, auto, or the layers of each as in 0,1/2/3",
    );
  const options: PipeshardOptions = { stages, ...pick(flags, stageFlags), ...(stages === "auto" && { search }) };
  return pipeshard({ ...options, intra: intraMethod(flags.intra ?? "data") });
}

const pick = <K extends keyof PipelineFlags>(flags: PipelineFlags, keys: readonly K[]): Pick<PipelineFlags, K> =>
  Object.fromEntries(keys.flatMap((key) => (flags[key] === undefined ? [] : [[key, flags[key]]]))) as Pick<
    PipelineFlags,
    K
  >;
