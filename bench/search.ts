/**
 * @file Processor seconds of planning. Each table is a function; each row of a table runs in a process of its own, so
 * that it starts cold and its peak memory is its own.
 *
 *     npx tsx bench/search.ts [--json]               # on one core: taskset -c 0 npx tsx bench/search.ts
 *     npx tsx bench/search.ts intra-op 96 [--json]   # one row
 *     npx tsx bench/search.ts joint 5 [--json]       # GPT-3 175B on 512 devices
 */

import { spawnSync } from "node:child_process";
import { gpt } from "../examples/gpt.ts";
import { splitMicrobatches } from "../src/analysis/microbatch.ts";
import { matchState } from "../src/analysis/state.ts";
import type { Step } from "../src/analysis/step.ts";
import { runToCompletion } from "../src/base/cooperative.ts";
import { textTable } from "../src/base/text-table.ts";
import { logicalMesh } from "../src/cluster/mesh.ts";
import { parseCluster } from "../src/cluster/parse.ts";
import { meshCost } from "../src/cost/mesh-cost.ts";
import { exampleSpecs } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../src/frontends/jaxjs/trace.ts";
import { simplify } from "../src/ir/simplify.ts";
import { shard } from "../src/methods/shard.ts";
import { compileLate } from "../src/node/compile-late.ts";
import { adamw } from "../src/optim/index.ts";
import { planCost } from "../src/sharding/plan-cost.ts";
import { tieLayers } from "../src/sharding/problem/identical-layers.ts";
import { buildIntraOp } from "../src/sharding/problem/intra-op.ts";
import { evaluateChoice } from "../src/solver/problem.ts";
import { solveSharding } from "../src/solver/solve.ts";
import { planNow } from "../test/support/plan-now.ts";
import { jointCases, jointRow, milestones } from "./joint-search.ts";

type Row = Readonly<Record<string, string | number>>;

/**
 * Processor seconds of this process, all threads together: on an idle core the same as the clock's, and fair on a busy
 * one.
 */
const timed = <T>(work: () => T): [result: T, seconds: number] => {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1e6];
};

/** A training step (forward, backward, AdamW) of GPT-3 175B's width: 2 sequences of 2048 tokens in one microbatch. */
async function gpt3Step(layers: number): Promise<{ step: Step; traceSeconds: number; passSeconds: number }> {
  await init("wasm");
  const model = gpt({ layers, hidden: 12288, heads: 96, seq: 2048, vocab: 50304, optimizer: adamw(1e-4) });
  const specs = exampleSpecs(model, 2);
  const [{ graph: traced }, traceSeconds] = timed(() => traceJaxjs(model.trainStep, specs));
  const [step, passSeconds] = timed(() => {
    const graph = simplify(traced);
    // The batch follows the state: tokens and targets.
    const batchInputs = [2, 1].map((fromEnd) => ({ input: graph.inputs.length - fromEnd, dim: 0 }));
    return splitMicrobatches(graph, { batchInputs, microbatches: 1, stateOf: matchState(graph, batchInputs) });
  });
  return { step, traceSeconds, passSeconds };
}

/**
 * The intra-operator plan of `layers` equal layers on an 8×8 mesh of A100-80GB, and over all mesh shapes of its 64
 * devices.
 */
async function intraOpRow(layers: number): Promise<Row> {
  const cluster = parseCluster("8x8:a100-80gb");
  const axes = [
    { name: "x", size: 8 },
    { name: "y", size: 8 },
  ];
  const { step, traceSeconds, passSeconds } = await gpt3Step(layers);
  const cost = meshCost(logicalMesh(cluster, axes));
  const [built, buildSeconds] = timed(() =>
    runToCompletion(buildIntraOp(step, { mesh: { axes }, cost, ties: tieLayers(step) })),
  );
  const [solution, solveSeconds] = timed(() => solveSharding(built.problem, { seconds: 60, gap: 0.01 }));
  const price = planCost(step, built.decode(solution.choice, "shard"), cost).seconds;
  if (Math.abs(price / solution.cost - 1) > 1e-6)
    throw new Error(`the plan is predicted to take ${solution.cost} s, but costs ${price} s`);
  const [plan, shapesSeconds] = timed(() => planNow(shard({ cluster, seconds: 60 }), step, 64));
  const { seconds, boundSeconds = 0 } = plan.estimate!;
  return {
    layers,
    ops: step.graph.ops.length,
    nodes: built.problem.numNodes,
    traceSeconds,
    passSeconds,
    buildSeconds,
    solveSeconds,
    totalSeconds: traceSeconds + passSeconds + buildSeconds + solveSeconds,
    stepSeconds: solution.cost,
    boundSeconds: solution.bound,
    gap: solution.gap,
    peakBytesPerDevice: evaluateChoice(built.problem, solution.choice).peakUsage,
    limitBytesPerDevice: cost.memoryBytes,
    shapesSeconds,
    shapesMesh: plan.stages[0].mesh.axes.map(({ size }) => size).join("x"),
    shapesStepSeconds: seconds,
    shapesGap: (seconds - boundSeconds) / seconds,
    residentBytes: process.resourceUsage().maxRSS * 1024,
  };
}

function intraOpText(rows: readonly Row[]): string {
  const fixed = (value: string | number, digits = 2, unit = 1): string => (Number(value) / unit).toFixed(digits);
  return [
    "GPT-3 175B's layers, forward + backward + AdamW, on 8x8 A100-80GB; equal layers get equal choices, gaps are over such plans",
    textTable([
      [
        "layers",
        "ops",
        "nodes",
        "trace s",
        "passes s",
        "build s",
        "solve s",
        "total s",
        "step s",
        "bound s",
        "gap",
      ].concat(["GB/device", "of GB", "all shapes s", "best", "step s", "gap", "resident GB"]),
      ...rows.map((row) => [
        `${row.layers}`,
        `${row.ops}`,
        `${row.nodes}`,
        fixed(row.traceSeconds),
        fixed(row.passSeconds),
        fixed(row.buildSeconds),
        fixed(row.solveSeconds),
        fixed(row.totalSeconds),
        fixed(row.stepSeconds, 4),
        fixed(row.boundSeconds, 4),
        `${fixed(row.gap, 2, 0.01)} %`,
        fixed(row.peakBytesPerDevice, 1, 1e9),
        fixed(row.limitBytesPerDevice, 1, 1e9),
        fixed(row.shapesSeconds),
        `${row.shapesMesh}`,
        fixed(row.shapesStepSeconds, 4),
        `${fixed(row.shapesGap, 2, 0.01)} %`,
        fixed(row.residentBytes, 2, 1e9),
      ]),
    ]),
  ].join("\n");
}

function jointText(rows: readonly Row[]): string {
  const fixed = (value: string | number): string => (typeof value === "number" ? value.toFixed(1) : value);
  const gaps = milestones.map((gap) => `${100 * gap}Percent`);
  return [
    "auto in bf16 on A100-80GB: processor seconds, the predicted step and its gap over all stages, microbatches and placements",
    textTable([
      ["model", "layers", "devices", "batch", "trace s", "search s"]
        .concat(milestones.map((gap) => `to ${100 * gap} %`))
        .concat(["final s", "total s", "layers solved", "step s", "gap", "stages", "microbatches", "schedule"])
        .concat(["resident GB"]),
      ...rows.map((row) => [
        `${row.model}`,
        `${row.layers}`,
        `${row.devices}`,
        `${row.batch}`,
        ...[row.traceSeconds, row.searchSeconds, ...gaps.map((gap) => row[`to${gap}`])].map(fixed),
        ...[row.finishSeconds, row.totalSeconds].map(fixed),
        `${row.numSolved}`,
        Number(row.stepSeconds).toFixed(3),
        `${(100 * Number(row.gap)).toFixed(2)} %`,
        `${row.stages}`,
        `${row.microbatches}`,
        `${row.schedule}`,
        (Number(row.residentBytes) / 1e9).toFixed(2),
      ]),
    ]),
    ...growthText(rows, "model", "devices"),
    ...growthText(rows, "devices", "layers"),
  ].join("\n");
}

/** Describes how the time of a search to a gap of 10 % grows with `by`, among rows with the same `same`. */
function growthText(rows: readonly Row[], same: string, by: string): string[] {
  return [...new Set(rows.map((row) => row[same]))].flatMap((value) => {
    const alike = rows.filter((row) => row[same] === value).sort((a, b) => Number(a[by]) - Number(b[by]));
    if (new Set(alike.map((row) => row[by])).size < 2) return [];
    const steps = alike.map(({ to10Percent, searchSeconds, ...row }) => {
      const isReached = typeof to10Percent === "number";
      const seconds = Number(isReached ? to10Percent : searchSeconds).toFixed(1);
      return `${isReached ? "" : "more than "}${seconds} s for ${row[by]}`;
    });
    return [`search to a gap of 10 %, by ${by}, ${same} ${value}: ${steps.join(", ")}`];
  });
}

interface Table {
  readonly cases: readonly number[];
  readonly row: (of: number) => Promise<Row>;
  readonly text: (rows: readonly Row[]) => string;
}

const tables: Readonly<Record<string, Table>> = {
  "intra-op": { cases: [12, 24, 48, 96], row: intraOpRow, text: intraOpText },
  joint: { cases: [...jointCases.keys()], row: jointRow, text: jointText },
};

compileLate();
const isJson = process.argv.includes("--json");
const [only, onlyCase] = process.argv.slice(2).filter((argument) => argument !== "--json");
if (onlyCase !== undefined) {
  const row = await tables[only].row(Number(onlyCase));
  console.log(isJson ? JSON.stringify(row) : tables[only].text([row]));
} else {
  for (const [name, { cases, text }] of Object.entries(tables)) {
    if (only !== undefined && only !== name) continue;
    const rows = cases.map((of) => {
      const arguments_ = [...process.execArgv, process.argv[1], name, `${of}`, "--json"];
      const { stdout, status } = spawnSync(process.execPath, arguments_, { stdio: ["ignore", "pipe", "inherit"] });
      if (status !== 0) throw new Error(`${name} ${of} ended with ${status}`);
      return JSON.parse(`${stdout}`) as Row;
    });
    console.log(isJson ? JSON.stringify({ [name]: rows }) : text(rows));
  }
}
