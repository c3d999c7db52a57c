/**
 * @file Compares the measured cost of a step's segments with their predicted cost by a profile, method by method.
 * Measures the processor time of one device's kernels, one thread after another, so a busy machine does not distort it.
 * A search depends only on ratios of predictions: if all methods of an example have the same ratio of measured to
 * predicted, it chooses correctly, whatever the ratio is (it is larger where devices share cores).
 *
 *     npx tsx bench/prices.ts profile.json [rounds] [examples, with commas]
 */
import { readFileSync } from "node:fs";
import { conv } from "../examples/conv.ts";
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { moe } from "../examples/moe.ts";
import { threadsCluster } from "../src/cluster/host-presets.ts";
import { parseProfile } from "../src/cost/profile.ts";
import { bindOrtC, ortC } from "../src/engines/threads/executors/ort-c.ts";
import { loadGraph } from "../src/engines/threads/executors/run-graph.ts";
import { type AnyExample, initialState } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { dataParallel, parallelize, shard, tensorParallel, zero } from "../src/index.ts";
import { instructionSeconds } from "../src/simulate/seconds.ts";

const examples: Readonly<Record<string, readonly [AnyExample, batch: number]>> = {
  mlp: [mlp({ hidden: 512, layers: 4 }), 1024],
  gpt: [gpt(), 16],
  moe: [moe(), 16],
  conv: [conv(), 64],
};

const [profilePath, rounds = "15", only = Object.keys(examples).join()] = process.argv.slice(2);
const profile = parseProfile(JSON.parse(readFileSync(profilePath, "utf8")));
const devices = profile.numDevices;
await init("wasm");

const processorMilliseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
};

for (const name of only.split(",")) {
  const [example, batch] = examples[name];
  const arrays = example.batches(0, batch).next().value;
  const methods = {
    data: dataParallel({ profile }),
    tensor: tensorParallel({ profile }),
    zero3: zero({ stage: 3, profile }),
    shard: shard({ profile }),
  };
  const runs = [];
  for (const [label, method] of Object.entries(methods)) {
    await using step = parallelize(example.trainStep, {
      method,
      devices,
      microbatches: 1,
      batchArgs: example.batchArgs,
    });
    const { program } = await step.getExecutable(initialState(example, 0) as never, ...(arrays as never[]));
    const [mesh] = program.meshes;
    const seconds = instructionSeconds(mesh, { cluster: threadsCluster(devices), profile });
    const parts = mesh.instructions.flatMap((instruction, i) => {
      if (instruction.kind !== "run" || mesh.segments[instruction.segment].kernel !== "general") return [];
      const loaded = loadGraph(ortC, bindOrtC, mesh.segments[instruction.segment].graph);
      for (const data of loaded.inputs)
        if (data instanceof Float32Array) data.set(data.map((_, at) => ((at % 997) - 300) / 997));
      return [{ loaded, priced: 1e3 * seconds[i], took: [] as number[] }];
    });
    runs.push({ label, parts });
  }
  for (let round = -2; round < Number(rounds); round++) {
    for (const { loaded, took } of runs.flatMap(({ parts }) => parts)) {
      const start = processorMilliseconds();
      loaded.bound.run();
      if (round >= 0) took.push(processorMilliseconds() - start);
    }
  }
  console.log(`\n${name}, batch ${batch}, ${devices} devices`);
  for (const { label, parts } of runs) {
    const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];
    const took = parts.reduce((sum, part) => sum + median(part.took), 0);
    const priced = parts.reduce((sum, part) => sum + part.priced, 0);
    console.log(
      `  ${label.padEnd(8)} processor ${took.toFixed(1)} ms, priced ${priced.toFixed(1)} ms: ${(took / priced).toFixed(3)} of it`,
    );
    for (const { loaded } of parts) loaded.release();
  }
}
