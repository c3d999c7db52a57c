/**
 * @file Random train steps with random methods. Every plan lowers, runs and computes the results of the traced step;
 * unsuitable combinations are refused while planning. Batches of 1 to 4 examples, any division into microbatches, every
 * synchronous schedule.
 */
import { beforeAll, expect, test } from "vitest";
import { splitMicrobatches } from "../../src/analysis/microbatch.ts";
import { runToCompletion } from "../../src/base/cooperative.ts";
import { Infeasible, InvalidConfig, Unsupported } from "../../src/base/errors.ts";
import { type Random, seededRandom } from "../../src/base/random.ts";
import { init } from "../../src/frontends/jaxjs/jax.ts";
import { evaluateGraph } from "../../src/ir/evaluate.ts";
import { interpretProgram } from "../../src/lower/interpret.ts";
import { lower } from "../../src/lower/lower.ts";
import type { Method, PlannedStep } from "../../src/methods/method.ts";
import { auto, dataParallel, megatron, pipedream, pipeshard, tensorParallel, zero } from "../../src/planner/index.ts";
import { expectClose } from "../support/close.ts";
import { type RandomTrainStep, randomTrainStep } from "../support/random-train-step.ts";

// ALPA_CASES=1000 tries more.
const cases = Number(process.env.ALPA_CASES ?? 40);
const seed = Number(process.env.ALPA_SEED ?? 1);
const schedules = ["gpipe", "1f1b", "interleaved-1f1b", "zb-h1", "zb-v"];

beforeAll(() => init());

/** A random pipeline method and its number of devices. */
function randomMethod(random: Random): { readonly method: Method; readonly devices: number } {
  const stages = 1 + random.int(4);
  const schedule = random.pick(schedules);
  const each = 1 + random.int(2);
  switch (random.pick(["pipeshard", "pipeshard", "megatron", "pipedream"])) {
    case "pipeshard": {
      const intra = each === 1 ? undefined : random.pick([tensorParallel(), dataParallel(), zero({ stage: 3 })]);
      return { method: pipeshard({ stages, schedule, intra }), devices: stages * each };
    }
    case "megatron": {
      const sequenceParallel = each === 2 && random.int(3) === 0;
      const dataParallel = 1 + random.int(2);
      const degrees = { pipelineParallel: stages, tensorParallel: each, dataParallel, sequenceParallel };
      const zero = random.pick([0, 1, 2, 3] as const);
      const devices = stages * each * dataParallel;
      return { method: megatron({ ...degrees, zero, ...(stages > 1 && { schedule }) }), devices };
    }
    default:
      return { method: pipedream({ weightVersions: "flush", replicas: Array(stages).fill(1) }), devices: stages };
  }
}

/** The method's plan; undefined if the method or the split into microbatches refuses the combination. */
function planOrRefuse(
  { graph, batchInputs, stateOf, batch }: RandomTrainStep,
  method: Method,
  devices: number,
  microbatches?: number,
): PlannedStep | undefined {
  const step = (count: number) => splitMicrobatches(graph, { batchInputs, microbatches: count, stateOf });
  try {
    return runToCompletion(method.plan({ batch, microbatches, devices, step }));
  } catch (error) {
    const isRefusal = error instanceof InvalidConfig || error instanceof Unsupported || error instanceof Infeasible;
    if (isRefusal) return undefined;
    throw error;
  }
}

function checkPlanned(traced: RandomTrainStep, { step, plan }: PlannedStep, label: string): void {
  const expected = evaluateGraph(traced.graph, traced.inputs);
  const program = lower(step, plan);
  interpretProgram(program, traced.inputs).forEach((actual, i) => {
    const { name, type } = program.outputs[i];
    expectClose(actual, expected[i], type, `${label}, output ${name}`, 1e-4);
  });
}

test(
  `${cases} random train steps by pipelines`,
  () => {
    let numPlanned = 0;
    for (let run = 0; run < cases; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const traced = randomTrainStep(random, random.int(3) > 0);
      const divisors = [1, 2, 3, 4].filter((count) => traced.batch % count === 0);
      const microbatches = random.int(2) === 0 ? 1 : random.pick(divisors);
      const { method, devices } = randomMethod(random);
      const label = `case ${caseSeed}, ${method.name}, ${microbatches} microbatches, ${traced.name}`;
      const planned = planOrRefuse(traced, method, devices, microbatches);
      if (!planned) continue;
      numPlanned++;
      checkPlanned(traced, planned, label);
    }
    expect(numPlanned / cases).toBeGreaterThan(0.4);
  },
  60_000 + 2000 * cases,
);

test(
  "random train steps by auto, which finds a plan for every one",
  () => {
    for (let run = 0; run < cases / 10; run++) {
      const caseSeed = seed * 2_000_003 + run;
      const random = seededRandom(caseSeed);
      const traced = randomTrainStep(random, random.int(2) === 0);
      const planned = planOrRefuse(traced, auto({ seconds: 5 }), 2 + random.int(2));
      expect(planned, traced.name).toBeDefined();
      checkPlanned(traced, planned!, `case ${caseSeed}, auto, ${traced.name}`);
    }
  },
  60_000 + 20_000 * cases,
);
