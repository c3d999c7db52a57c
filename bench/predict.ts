/**
 * @file Predicted against measured steps on this machine's worker threads: seconds of a step, and the idle share of the
 * devices in it. Predictions are the cost model's, or with --profile those of this machine's own numbers (alpa
 * profile).
 *
 *     npx tsx bench/predict.ts [steps] [profile.json]
 */
import { readFileSync } from "node:fs";
import { textTable } from "../src/base/text-table.ts";
import { secondsText } from "../src/base/units.ts";
import { loadExample } from "../src/cli/load-model.ts";
import { parseProfile } from "../src/cost/profile.ts";
import { initialState } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { dataParallel, type Method, parallelize, pipeshard, tensorParallel } from "../src/index.ts";

const runs: readonly (readonly [method: Method, devices: number, microbatches: number])[] = [
  [dataParallel(), 1, 1],
  [dataParallel(), 2, 1],
  [tensorParallel(), 2, 1],
  [pipeshard({ stages: 2 }), 2, 8],
  [pipeshard({ stages: 4 }), 4, 8],
];
const [steps = "5", profileFile] = process.argv.slice(2);
const profile = profileFile === undefined ? undefined : parseProfile(JSON.parse(readFileSync(profileFile, "utf8")));
const share = (values: readonly number[]): string =>
  `${((100 * values.reduce((sum, value) => sum + value, 0)) / values.length).toFixed(1)} %`;

await init("wasm");
const rows = [
  ["example", "method", "devices", "microbatches", "predicted", "measured", "predicted idle", "measured idle"],
];
for (const name of ["mlp", "gpt"]) {
  const example = await loadExample(name);
  for (const [method, devices, microbatches] of runs) {
    if (profile && profile.numDevices !== devices) continue;
    const { batchArgs, trainStep } = example;
    await using step = parallelize(trainStep, { method, devices, microbatches, batchArgs, timeline: true });
    const batches = example.batches(0, example.defaults.batch);
    let state: unknown = initialState(example, 0);
    const seconds: number[] = [];
    for (let i = 0; i <= Number(steps); i++) {
      const batch = batches.next().value as never[];
      const executable = await step.getExecutable(state as never, ...batch);
      const begin = performance.now();
      const result = await step(state as never, ...batch);
      if (i > 0) seconds.push((performance.now() - begin) / 1e3);
      state = (result as { state: unknown }).state;
      if (i < Number(steps)) continue;
      const predicted = executable.simulate({ profile });
      const sorted = seconds.toSorted((a, b) => a - b);
      rows.push([
        name,
        method.name,
        `${devices}`,
        `${microbatches}`,
        secondsText(predicted.seconds),
        secondsText(sorted[sorted.length >> 1]),
        share(predicted.meshes.flatMap(({ usage, devices: own }) => own.map(() => usage.bubble))),
        share(executable.usage().map(({ bubble }) => bubble)),
      ]);
    }
  }
}
console.log(textTable(rows));
