/** @file `alpa plan`: how a training step would be split over a cluster, without running it. Shapes are all it needs. */
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { type Precision, precisions } from "../analysis/precision.ts";
import { type Compiled, compile } from "../api/compile.ts";
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { bytesText, secondsText } from "../base/units.ts";
import { type Cluster, numDevices } from "../cluster/cluster.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import { clusterFromJson, parseCluster } from "../cluster/parse.ts";
import { type MeshCost, meshCost } from "../cost/mesh-cost.ts";
import { parseProfile } from "../cost/profile.ts";
import { type AnyExample, exampleSpecs } from "../frontends/jaxjs/example.ts";
import { init as initJax } from "../frontends/jaxjs/jax.ts";
import { printGraph } from "../ir/print.ts";
import type { SearchOptions } from "../methods/search.ts";
import { catalogue } from "../models/catalogue.ts";
import { opPlanText } from "../plan/diff.ts";
import { planToJson } from "../plan/plan-file.ts";
import { valuePlacements } from "../sharding/check-plan.ts";
import { type Explanation, explainOp, findOp } from "../sharding/explain.ts";
import { simulateProgram } from "../simulate/simulate.ts";
import { exampleNames, loadExample } from "./load-example.ts";
import { methodHelp, methodNames, methodOf } from "./methods.ts";
import { choiceOption, integerOption, positiveOption } from "./options.ts";
import { planText, reportPlan } from "./plan-report.ts";
import { predictedStep, predictedText } from "./predicted-step.ts";
import { readJson } from "./read-json.ts";
import { textTable } from "./table.ts";
import { checkTimelineFile, writePredictedTimeline } from "./timeline-file.ts";

interface PlanFlags {
  readonly cluster: string;
  readonly devices?: number;
  readonly method: string;
  readonly mesh?: string;
  readonly place: readonly string[];
  readonly batch?: number;
  readonly microbatches: number;
  readonly memory?: number;
  readonly profile?: string;
  readonly precision: Precision;
  readonly seconds: number;
  readonly savePlan?: string;
  readonly explain?: string;
  readonly hlo?: string;
  readonly timeline?: string;
  readonly trace?: string;
  readonly json?: boolean;
}

export function registerPlan(program: Command): void {
  program
    .command("plan")
    .description("plan a training step for any cluster, without running it")
    .argument(
      "<model|file.ts>",
      "an example, a model of the catalogue (both below), or a module that exports an example",
    )
    .option(
      "-c, --cluster <text|file.json>",
      "hosts x devices : device, for example 1x8:a100-80gb",
      `1x${availableParallelism()}:threads`,
    )
    .option("-d, --devices <n>", "the cluster's first n devices (default: all)", integerOption("--devices", 1))
    .option("-m, --method <name>", "how the step is spread", choiceOption("--method", methodNames()), "shard")
    .option("--mesh <axes>", "mesh of --method manual, for example data=2,model=2")
    .option("--place <name=dims>", "a placement of --method manual", (text, before: string[]) => [...before, text], [])
    .option("-b, --batch <n>", "examples per step (default: the model's)", integerOption("--batch", 1))
    .option("--microbatches <n>", "pieces the batch is worked off in", integerOption("--microbatches", 1), 1)
    .option("--memory <GB>", "bytes that a device may hold, in 10⁹ (default: the device's)", positiveOption("--memory"))
    .option("--profile <file>", "measured numbers, from alpa profile, in place of the cost model's")
    .option(
      "--precision <type>",
      "f32, bf16 or f16: what the step computes in; its state stays f32",
      choiceOption("--precision", precisions),
      "f32" satisfies Precision,
    )
    .option("--seconds <n>", "search at most so long per mesh shape", positiveOption("--seconds"), 10)
    .option("--save-plan <file>", "write the plan; alpa run --plan runs it")
    .option("--explain <op>", "why an op is split as it is (--method shard), for example dot_general.12")
    .option("--hlo <file>", "write the step as StableHLO with the sharding of every value")
    .option("--timeline <file>", "draw the predicted step: .svg, or .json for Perfetto and chrome://tracing")
    .option("--trace <file>", "write the predicted step for Perfetto and chrome://tracing")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `\nModels:\n  examples: ${exampleNames().join(", ")}\n${catalogueHelp()}\n\nMethods:\n  ${methodHelp()}\n\nExamples:\n  $ alpa plan gpt2-medium --cluster 1x8:a100-80gb --batch 64 --microbatches 4\n  $ alpa plan gpt --cluster 1x8:a100-80gb --batch 64\n  $ alpa plan mlp --cluster 4:threads --method zero2 --json\n  $ alpa plan gpt --cluster 2x4:v100-16gb --memory 0.01 --save-plan plan.json --hlo step.mlir`,
    )
    .action(runPlan);
}

async function runPlan(name: string, flags: PlanFlags): Promise<void> {
  checkTimelineFile("--timeline", flags.timeline);
  const model = await loadModel(name);
  const cluster = await readCluster(flags.cluster);
  const devices = flags.devices ?? numDevices(cluster);
  if (devices > numDevices(cluster))
    throw new InvalidConfig(
      "--devices",
      `${devices} asked for, ${cluster.name} has ${numDevices(cluster)}; give a larger --cluster`,
    );
  if (flags.explain !== undefined && flags.method !== "shard")
    throw new InvalidConfig("--explain", `prices what --method shard could choose, got --method ${flags.method}`);
  const search: SearchOptions = {
    cluster,
    seconds: flags.seconds,
    ...(flags.memory && { memoryBytes: flags.memory * 1e9 }),
    ...(flags.profile && { profile: parseProfile(await readJson("--profile", flags.profile)) }),
  };
  const batch = flags.batch ?? catalogue.get(name)?.batch ?? model.defaults.batch;
  const method = methodOf({ ...flags, devices }, model, search);
  await initJax("wasm");
  const compiled = compile(model.trainStep, exampleSpecs(model, batch), {
    method,
    devices,
    microbatches: flags.microbatches,
    batchArgs: model.batchArgs,
    precision: flags.precision,
    onPass: (pass) => process.stderr.write(`${passText[pass]} …\n`),
  });
  const { step, plan } = compiled;
  const [{ mesh }] = plan.stages;
  const cost = meshCost(logicalMesh(cluster, mesh.axes, [...Array(devices).keys()]), search.profile);
  const report = reportPlan(compiled, cost, {
    model: name,
    cluster: cluster.name,
    devices,
    batch,
    microbatches: flags.microbatches,
    precision: flags.precision,
    limitBytes: search.memoryBytes ?? cost.memoryBytes,
  });
  if (report.bytesPerDevice.peak > report.limitBytes)
    process.stderr.write(
      `warning: the peak of ${bytesText(report.bytesPerDevice.peak)} is over the ${bytesText(report.limitBytes)} of a device; ` +
        "try more --microbatches, --method zero3 or more devices\n",
    );
  const explanation = flags.explain === undefined ? undefined : explain(flags.explain, compiled, cost, search);
  if (flags.savePlan) await writeFile(flags.savePlan, planToJson(plan));
  if (flags.hlo) {
    const placements = valuePlacements(step.graph, plan);
    await writeFile(flags.hlo, printGraph(step.graph, { mesh, placementOf: (value) => placements[value] }));
  }
  const simulation = simulateProgram(compiled.program, { cluster, profile: search.profile });
  const title = `${name}, ${plan.method}, batch ${batch} on ${cluster.name}: a step, predicted`;
  if (flags.timeline) await writePredictedTimeline(flags.timeline, compiled.program, simulation, title);
  if (flags.trace) await writePredictedTimeline(flags.trace, compiled.program, simulation, title);
  const predicted = predictedStep(compiled.program, simulation);
  if (flags.json) console.log(JSON.stringify({ ...report, predicted, ...(explanation && { explanation }) }));
  else
    console.log(
      [planText(report), predictedText(predicted), ...(explanation ? ["", explanationText(explanation)] : [])].join(
        "\n",
      ),
    );
}

const passText: Readonly<Record<keyof Compiled["seconds"], string>> = {
  trace: "tracing",
  simplify: "simplifying",
  microbatch: "cutting the batch into microbatches",
  plan: "planning",
  lower: "lowering",
};

/** An example or a model of the catalogue by name, or a user's module. */
async function loadModel(name: string): Promise<AnyExample> {
  const found = catalogue.get(name);
  if (found) return found.make();
  const names = [...exampleNames(), ...catalogue.keys()];
  if (!names.includes(name) && !/\.[cm]?[tj]s$/.test(name))
    throw new InvalidConfig("model", `unknown model "${name}"${suggestion(name, names)}; or give a .ts file`);
  return loadExample(name);
}

/** The catalogue's names, one line per source. */
function catalogueHelp(): string {
  const lines = new Map<string, string[]>();
  for (const [name, { about }] of catalogue) lines.set(about, [...(lines.get(about) ?? []), name]);
  return [...lines].map(([about, names]) => `  ${about}: ${names.join(", ")}`).join("\n");
}

/** A cluster from its text or from a JSON file. */
async function readCluster(text: string): Promise<Cluster> {
  return text.endsWith(".json") ? clusterFromJson(await readJson("--cluster", text)) : parseCluster(text);
}

function explain(name: string, { step, plan }: Compiled, cost: MeshCost, { memoryBytes }: SearchOptions): Explanation {
  const op = findOp(step.graph, name);
  process.stderr.write(`pricing the other strategies of ${name} …\n`);
  return explainOp(step, plan, op, { mesh: plan.stages[0].mesh, cost, memoryBytes });
}

function explanationText({ op, chosen, runnersUp }: Explanation): string {
  return textTable([
    [op, "operands", "results", "compute", "result bytes", "whole step"],
    ...[chosen, ...runnersUp].map((cost, i) => [
      `${i === 0 ? "chosen: " : ""}${opPlanText(cost.plan)}`,
      cost.operands.join(" "),
      cost.results.join(" "),
      secondsText(cost.computeSeconds),
      bytesText(cost.resultBytes),
      Number.isFinite(cost.stepSeconds) ? secondsText(cost.stepSeconds) : "does not fit",
    ]),
  ]);
}
