/**
 * @file Searches stopped at any moment return their best plan so far within a second; until then, the progress that
 * they report improves monotonically.
 */
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { parseCluster } from "../../src/cluster/parse.ts";
import { lower } from "../../src/lower/lower.ts";
import { auto } from "../../src/methods/auto.ts";
import type { Method, PlannedStep } from "../../src/methods/method.ts";
import { pipeshard } from "../../src/methods/pipeshard.ts";
import type { Progress } from "../../src/methods/progress.ts";
import { shard } from "../../src/methods/shard.ts";
import { zero } from "../../src/methods/zero.ts";
import { planGraph } from "../../src/planner/plan-source.ts";
import { checkPlan } from "../../src/sharding/check-plan.ts";
import { simulateProgram } from "../../src/simulate/simulate.ts";
import { conv, gpt, mlp, moe } from "../support/train-steps.ts";

/** Maximum seconds until the answer on a busy machine; on an idle one it is one second. */
const answerSeconds = 3;

const cluster = parseCluster("2x2:v100-16gb");
const models = [
  ["mlp", mlp(8)],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const;
const methods: readonly (readonly [string, Method, number | undefined])[] = [
  ["shard", shard(), 2],
  ["zero3", zero({ stage: 3 }), 1],
  ["pipeshard of shard", pipeshard({ stages: 2, intra: shard() }), 4],
  ["pipeshard, stages auto", pipeshard({ stages: "auto", intra: shard() }), 4],
  ["auto", auto(), undefined],
];

/** CPU seconds of this process, which do not depend on other processes. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function expectMonotonic(reports: readonly Progress[]): void {
  reports.slice(1).forEach((now, i) => {
    const before = reports[i];
    expect(now.seconds).toBeLessThanOrEqual(before.seconds);
    expect(now.layersSeconds ?? Infinity).toBeLessThanOrEqual(before.layersSeconds ?? Infinity);
    expect(now.simulatedSeconds ?? Infinity).toBeLessThanOrEqual(before.simulatedSeconds ?? Infinity);
    expect(now.boundSeconds).toBeGreaterThanOrEqual(before.boundSeconds);
    expect(now.numSolved).toBeGreaterThanOrEqual(before.numSolved);
  });
}

/**
 * Expects that the plan is the best one last reported (by the simulator, if it decides) and has the last lower bound.
 */
function expectLast(last: Progress, { step, plan }: PlannedStep): void {
  const { seconds, boundSeconds } = plan.estimate!;
  expect(boundSeconds).toBe(last.boundSeconds);
  expect(boundSeconds).toBeLessThanOrEqual(seconds);
  if (last.simulatedSeconds === undefined) expect(seconds).toBe(last.seconds);
  else {
    const simulated = simulateProgram(lower(step, plan), { cluster }).seconds;
    expect(simulated).toBeLessThanOrEqual(last.simulatedSeconds * 1.001);
  }
}

describe.each(models)("%s", (name, { graph, batchInputs }) => {
  const random = seededRandom(name.length);
  test.each(methods)("%s", async (_, method, microbatches) => {
    for (const share of [0, random.next(), random.next()]) {
      const stop = new AbortController();
      const told: Progress[] = [];
      const abort = { wall: Infinity, processor: Infinity };
      const timer = setTimeout(
        () => {
          [abort.wall, abort.processor] = [performance.now() / 1e3, processorSeconds()];
          stop.abort();
        },
        1500 * share ** 2,
      );
      const { step, plan } = await planGraph(
        { graph, batchInputs },
        {
          ...{ method, devices: 4, cluster, microbatches, onProgress: (now: Progress) => told.push(now) },
          ...{ signal: stop.signal, graceSeconds: 60 * answerSeconds },
        },
      );
      clearTimeout(timer);
      if (stop.signal.aborted) {
        const waited = Math.min(performance.now() / 1e3 - abort.wall, processorSeconds() - abort.processor);
        expect(waited, `stopped after ${share}`).toBeLessThan(answerSeconds);
      }
      checkPlan(step, plan);
      expectMonotonic(told);
      if (told.length > 0) expectLast(told.at(-1)!, { step, plan });
    }
  });
});

test("a search that is stopped before its first plan ends with an error that says so", async () => {
  const { graph, batchInputs } = gpt(8);
  const stop = new AbortController();
  const planning = planGraph(
    { graph, batchInputs },
    { method: auto(), devices: 4, cluster, signal: stop.signal, graceSeconds: 0, onStep: () => stop.abort() },
  );
  await expect(planning).rejects.toThrow("auto: was stopped before it found a first plan; let it search for longer");
});
