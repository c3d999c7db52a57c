/**
 * @file Alpa's joint search (`auto`) on models of the catalogue: processor seconds of each of its parts, the predicted
 * step and the gap. A row of the table of `bench/search.ts`.
 */

import { parseCluster } from "../src/cluster/parse.ts";
import { exampleSpecs } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { auto } from "../src/methods/auto.ts";
import { catalogue } from "../src/models/catalogue.ts";
import { planStep } from "../src/planner/compile.ts";

export type JointRow = Readonly<Record<string, string | number>>;

/** Model, cluster and batch. */
export const jointCases: readonly (readonly [model: string, cluster: string, batch: number])[] = [
  ["gpt3-1.3b", "1x8:a100-80gb", 512],
  ["gpt3-1.3b", "8x8:a100-80gb", 512],
  ["gpt3-6.7b", "8x8:a100-80gb", 1024],
  ["gpt3-13b", "8x8:a100-80gb", 1024],
  ["gpt3-175b", "16x8:a100-80gb", 1536],
  ["gpt3-175b", "64x8:a100-80gb", 1536],
  ["gpt3-175b", "384x8:a100-80gb", 1536],
  ["megatron-1t", "384x8:a100-80gb", 3072],
];

/** Processor seconds that the search may take. */
const limitSeconds = 30;

/** The table shows when each of these gaps was reached. */
export const milestones = [0.1, 0.05, 0.02];

const seconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

export async function jointRow(of: number): Promise<JointRow> {
  const [model, clusterText, batch] = jointCases[of];
  await init("wasm");
  const example = catalogue.get(model)!.make();
  const cluster = parseCluster(clusterText);
  const start = seconds();
  let [searchStart, searchEnd, numSolved, numLayers] = [0, 0, 0, 0];
  let [isOver, lastRead] = [false, 0];
  const reached = new Map<number, number>();
  const method = auto({
    onResult: (result) => {
      [searchEnd, numSolved] = [seconds(), result.numSolved];
      numLayers =
        1 + Math.max(...result.best!.stages.stages.flatMap(({ chunks }) => chunks.map((each) => each.lastLayer)));
    },
  });
  const { plan } = await planStep(example.trainStep, exampleSpecs(example, batch), {
    method,
    cluster,
    seconds: 3600,
    // A stopped search still solves its best stages.
    graceSeconds: 3600,
    signal: {
      get aborted() {
        // The search asks thousands of times a second, and reading the processor time is a system call.
        const now = performance.now();
        if (!isOver && searchStart > 0 && now - lastRead > 20) {
          lastRead = now;
          isOver = seconds() - searchStart > limitSeconds;
        }
        return isOver;
      },
    },
    // The time to find layers counts as part of the search.
    onPass: (pass) => {
      if (pass === "plan") searchStart = seconds();
    },
    onProgress: ({ boundSeconds, layersSeconds = Number.POSITIVE_INFINITY }) => {
      const gap = 1 - boundSeconds / layersSeconds;
      for (const milestone of milestones)
        if (gap <= milestone && !reached.has(milestone)) reached.set(milestone, seconds() - searchStart);
    },
    devices: cluster.hostOf.length,
    batchArgs: example.batchArgs,
    precision: "bf16",
  });
  const end = seconds();
  const { seconds: stepSeconds, boundSeconds = 0 } = plan.estimate!;
  return {
    model,
    layers: numLayers,
    devices: cluster.hostOf.length,
    batch,
    ...Object.fromEntries(milestones.map((gap) => [`to${100 * gap}Percent`, reached.get(gap) ?? "-"])),
    traceSeconds: searchStart - start,
    searchSeconds: searchEnd - searchStart,
    finishSeconds: end - searchEnd,
    totalSeconds: end - start,
    numSolved,
    stepSeconds,
    gap: (stepSeconds - boundSeconds) / stepSeconds,
    stages: plan.stages.length,
    microbatches: plan.microbatches,
    schedule: plan.pipeline?.schedule ?? "one stage",
    residentBytes: process.resourceUsage().maxRSS * 1024,
  };
}
