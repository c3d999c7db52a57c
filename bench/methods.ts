/**
 * @file Compares measured with simulated step seconds of every method on every example, on 2 and 4 devices in one run.
 * Methods take turns, so that other load on the machine affects all of them alike. Methods that give the same program
 * are measured together.
 *
 * A profile holds for one number of threads (`alpa profile --devices 4`): use it with that device count.
 *
 *     npx tsx bench/methods.ts [rounds] [profile.json or -] [methods, with commas, or -] [device counts, with commas]
 */
import { readFileSync } from "node:fs";
import { conv } from "../examples/conv.ts";
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { moe } from "../examples/moe.ts";
import { threadsCluster } from "../src/cluster/host-presets.ts";
import { parseProfile } from "../src/cost/profile.ts";
import { type AnyExample, initialState } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import {
  auto,
  dataParallel,
  getLastExecutable,
  type Method,
  megatron,
  parallelize,
  pipedream,
  pipeshard,
  shard,
  tensorParallel,
  zero,
} from "../src/index.ts";

const examples: [label: string, AnyExample, batch: number][] = [
  ["mlp 2048, batch 64", mlp(), 64],
  ["mlp 512, batch 1024", mlp({ hidden: 512, layers: 4 }), 1024],
  ["gpt, batch 16", gpt(), 16],
  ["moe, batch 16", moe(), 16],
  ["conv, batch 64", conv(), 64],
];

const [rounds = "8", profilePath, only = "-", counts = "2,4"] = process.argv.slice(2);
const profile = (profilePath ?? "-") === "-" ? undefined : parseProfile(JSON.parse(readFileSync(profilePath, "utf8")));
await init("wasm");

for (const [label, example, batch] of examples) {
  for (const devices of counts.split(",").map(Number)) {
    const methods: [name: string, method: Method, microbatches?: number][] = [
      ["data", dataParallel({ profile }), 1],
      ["tensor", tensorParallel({ profile }), 1],
      ["zero1", zero({ stage: 1, profile }), 1],
      ["zero2", zero({ stage: 2, profile }), 1],
      ["zero3", zero({ stage: 3, profile }), 1],
      ["shard", shard({ profile }), 1],
      ["pipeline 2", pipeshard({ stages: 2, intra: dataParallel({ profile, cluster: threadsCluster(devices) }) }), 4],
      ["megatron pp 2", megatron({ pipelineParallel: 2, tensorParallel: devices / 2 }), 4],
      ["pipedream flush", pipedream({ weightVersions: "flush", replicas: [devices / 2, devices / 2] }), 4],
      ["auto", auto({ profile })],
    ].filter(([name]) => only === "-" || only.split(",").includes(name as string)) as never;
    const arrays = example.batches(0, batch).next().value;
    const runs = methods.map(([name, method, microbatches]) => ({
      name,
      step: parallelize(example.trainStep, { method, devices, microbatches, batchArgs: example.batchArgs }),
      state: initialState(example, 0) as unknown,
      seconds: [] as number[],
    }));
    for (let round = -2; round < Number(rounds); round++) {
      for (const run of runs) {
        const start = performance.now();
        ({ state: run.state } = (await run.step(run.state as never, ...(arrays as never[]))) as { state: unknown });
        if (round >= 0) run.seconds.push((performance.now() - start) / 1e3);
      }
    }
    const programOf = runs.map(({ step }) => JSON.stringify(getLastExecutable(step).program));
    const rows = runs.map(({ name, step }, i) => {
      const seconds = runs.filter((_, other) => programOf[other] === programOf[i]).flatMap((same) => same.seconds);
      const first = programOf.indexOf(programOf[i]);
      return {
        name: first < i ? `${name} = ${runs[first].name}` : name,
        measured: seconds.sort((a, b) => a - b)[seconds.length >> 1],
        predicted: getLastExecutable(step).simulate({ profile }).seconds,
      };
    });
    const best = Math.min(...rows.map((row) => row.measured));
    console.log(`\n${label}, ${devices} devices`);
    for (const { name, measured, predicted } of rows) {
      const [took, guess] = [measured, predicted].map((seconds) => (1e3 * seconds).toFixed(1).padStart(8));
      const ratios = `×${(measured / best).toFixed(2)}  predicted ${guess} ms, measured ${(measured / predicted).toFixed(2)} of it`;
      console.log(`  ${name.padEnd(17)} ${took} ms  ${ratios}`);
    }
    for (const { step } of runs) await step.stop();
  }
}
