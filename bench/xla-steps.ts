/**
 * @file What the xla engine costs. For every plan: milliseconds of a step, seconds of compiling, and MB of a device,
 * beside XLA's own partition of the same plan, step by step in turn in one process, and beside the predicted memory.
 * Then milliseconds of a step above those in the Python processes, batches and losses included. Needs jax in Python.
 *
 *     npx tsx bench/xla-steps.ts [steps] [name of a row …]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { threadsCluster } from "../src/cluster/host-presets.ts";
import { findPython } from "../src/engines/xla/find-python.ts";
import { xla } from "../src/engines/xla/index.ts";
import { pythonFolder } from "../src/engines/xla/python-package.ts";
import { type AnyExample, initialState } from "../src/frontends/jaxjs/example.ts";
import type { HostArray } from "../src/frontends/jaxjs/host-array.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { namedLeaves } from "../src/frontends/jaxjs/names.ts";
import { dataParallel, type Method, parallelize, pipeshard, tensorParallel, zero } from "../src/index.ts";
import { xlaProgram } from "../src/lower/xla/xla-program.ts";
import { lowerPlanned, planStep } from "../src/planner/compile.ts";
import { shardedTexts } from "../src/planner/hlo-text.ts";
import { lossOutput } from "../src/planner/imported-step.ts";
import { simulateProgram } from "../src/simulate/simulate.ts";
import { writeTensors } from "../src/tensor-files/formats.ts";

const examples: Readonly<Record<string, AnyExample>> = { gpt: gpt(), mlp: mlp() };
const methods: Readonly<Record<string, { method: Method; microbatches?: number }>> = {
  data: { method: dataParallel() },
  tensor: { method: tensorParallel() },
  zero3: { method: zero({ stage: 3 }) },
  pipeline: { method: pipeshard({ stages: 2, schedule: "1f1b" }), microbatches: 4 },
};
const rows = [
  ...["gpt 2 data", "gpt 2 tensor", "gpt 2 zero3", "gpt 4 data", "gpt 4 tensor", "gpt 4 zero3"],
  ...["mlp 2 data", "mlp 2 tensor", "mlp 2 zero3", "mlp 4 zero3", "gpt 2 pipeline"],
];

const [first = "", ...others] = process.argv.slice(2);
const steps = Number(first) || 15;
const chosen = others.length > 0 ? rows.filter((row) => others.includes(row)) : rows;
const { python } = findPython();
const env = { ...process.env, PYTHONPATH: pythonFolder(), JAX_PLATFORMS: "cpu" };
const script = fileURLToPath(new URL("xla-steps.py", import.meta.url));

interface Measured {
  readonly seconds: number;
  readonly compileSeconds: number;
  readonly peakBytes: number;
  /** Of XLA's own partition; absent for pipelines. */
  readonly ownSeconds?: number;
  readonly ownCompileSeconds?: number;
  readonly ownPeakBytes?: number;
  /** Largest relative difference of the two losses. */
  readonly difference?: number;
}

/** Writes the folder of a row and measures it. */
async function measure(row: string): Promise<{ measured: Measured; predicted: number }> {
  const [name, devices, method] = row.split(" ");
  const example = examples[name];
  const folder = mkdtempSync(join(tmpdir(), "alpa-xla-steps-"));
  try {
    const batches = example.batches(0, example.defaults.batch);
    const args = [initialState(example, 0), ...(batches.next().value as unknown[])];
    const options = { ...methods[method], devices: Number(devices), batchArgs: example.batchArgs };
    const { step, plan, program } = lowerPlanned(await planStep(example.trainStep, args, options));
    const { file, modules } = xlaProgram(program);
    const write = (at: string, value: unknown) =>
      writeFileSync(join(folder, at), typeof value === "string" ? value : JSON.stringify(value));
    modules.forEach(({ text }, k) => {
      write(file.modules[k].file, text);
    });
    write("program.json", file);
    const leaves = namedLeaves("", args).map(({ value }) => value as HostArray);
    const tensors = program.inputs.map(({ name: port, type }, i) => ({ name: port, type, data: leaves[i].data }));
    writeTensors(join(folder, "inputs.safetensors"), tensors);
    write("facts.json", {
      devices: Number(devices),
      loss: lossOutput(step.graph, step.stateOf, {}),
      ...(plan.stages.length === 1 && {
        text: shardedTexts(step, plan)[0],
        axes: plan.stages[0].mesh.axes.map(({ name: axis, size }) => [axis, size]),
        inputs: program.inputs.map(({ placement }) => placement.dims),
        outputs: program.outputs.map(({ placement }) => placement.dims),
        outputTypes: program.outputs.map(({ type }) => type),
        stateOf: program.stateOf,
      }),
    });
    const printed = execFileSync(python, [script, folder, `${steps}`], { env, stdio: ["ignore", "pipe", "inherit"] });
    const cluster = threadsCluster(Number(devices));
    const { meshes } = simulateProgram(program, { cluster });
    return {
      measured: JSON.parse(`${printed}`) as Measured,
      predicted: Math.max(...meshes.map(({ memory }) => memory.peakBytes)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds of a step above the seconds in the processes, with the loss read at once or after all steps. */
async function overhead(processes: number, readsAtOnce: boolean): Promise<number> {
  const example = examples.gpt;
  const engine = xla({ processes });
  await using step = parallelize(example.trainStep, { devices: 2, engine, batchArgs: example.batchArgs });
  const batches = example.batches(0, 4);
  let state: unknown = initialState(example, 0);
  const losses: { item(): Promise<number> }[] = [];
  const run = async (count: number) => {
    for (let k = 0; k < count; k++) {
      const result = await step(state as never, ...(batches.next().value as never[]));
      ({ state } = result);
      losses.push(result.loss as never);
      if (readsAtOnce) await losses.at(-1)!.item();
    }
    await losses.at(-1)!.item();
  };
  const inside = () => {
    const [{ computeSeconds, waitSeconds }] = step.lastExecutable!.stats();
    return computeSeconds + waitSeconds;
  };
  await run(3);
  const seconds: number[] = [];
  for (let k = 0; k < 7; k++) {
    const [before, begin] = [inside(), performance.now()];
    await run(10);
    seconds.push((performance.now() - begin) / 10 - 100 * (inside() - before));
  }
  return seconds.sort((a, b) => a - b)[3];
}

await init("wasm");
const ms = (seconds: number | undefined): string => (seconds === undefined ? "" : (1e3 * seconds).toFixed(0));
const mb = (bytes: number | undefined): string => (bytes === undefined ? "" : (bytes / 1e6).toFixed(1));
const ratio = (a: number, b: number | undefined): string => (b === undefined ? "" : (a / b).toFixed(2));
console.log(
  "| plan | step ms | XLA's own | ratio | compile s | XLA's own | MB | XLA's own | predicted | MB / predicted | losses differ |",
);
console.log("|---|---|---|---|---|---|---|---|---|---|---|");
const ratios: number[] = [];
for (const row of chosen) {
  const { measured, predicted } = await measure(row);
  const { seconds, ownSeconds, compileSeconds, ownCompileSeconds, peakBytes, ownPeakBytes, difference } = measured;
  const cells = [
    ...[row, ms(seconds), ms(ownSeconds), ratio(seconds, ownSeconds)],
    ...[compileSeconds.toFixed(1), ownCompileSeconds?.toFixed(1)],
    ...[mb(peakBytes), mb(ownPeakBytes), mb(predicted), ratio(peakBytes, predicted), difference?.toExponential(0)],
  ];
  console.log(`| ${cells.join(" | ")} |`);
  if (ownSeconds !== undefined) ratios.push(seconds / ownSeconds);
}
const near = ratios.filter((each) => each <= 1.15).length;
console.log(`\n${near} of ${ratios.length} rows take at most 1.15 times as long as XLA's own partition`);
if (others.length === 0)
  for (const processes of [1, 2]) {
    const [atOnce, ahead] = [await overhead(processes, true), await overhead(processes, false)];
    console.log(
      `gpt, batch 4, processes: ${processes}; ${atOnce.toFixed(2)} ms above the processes' step, loss read at once; ${ahead.toFixed(2)} ms, steps sent ahead`,
    );
  }
