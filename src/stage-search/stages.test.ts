import { describe, expect, test } from "vitest";
import { runToCompletion } from "../base/cooperative.ts";
import { Infeasible } from "../base/errors.ts";
import { range } from "../base/integers.ts";
import { type Random, seededRandom } from "../base/random.ts";
import { type Cluster, type HostKind, makeCluster } from "../cluster/cluster.ts";
import { presetHost } from "../cluster/host-presets.ts";
import { enumerateSubmeshes, type Submesh } from "../cluster/submesh.ts";
import { findSchedule, scheduleRules } from "../schedules/registry.ts";
import type { ScheduleRule } from "../schedules/schedule.ts";
import { stageBytes } from "./memory-rule.ts";
import { hostRuns } from "./place-stages.ts";
import type { LayerRange, StageCandidate, StageCost, StageProblem, StageSearchResult } from "./stage-problem.ts";
import { searchStages as stageSearch } from "./stages.ts";
import { stepSeconds } from "./step-seconds.ts";

const searchStages = <C>(problem: StageProblem<C>): StageSearchResult<C> => runToCompletion(stageSearch(problem));

const nothing = {
  paramsBytes: 0,
  gradsBytes: 0,
  optimizerBytes: 0,
  activationBytesPerMicrobatch: 0,
  waitingBytesPerMicrobatch: 0,
  temporaryBytes: 0,
};

function hostOf(numDevices: number, memoryBytes: number, preset = "v100-16gb"): HostKind {
  const host = presetHost("test", preset, numDevices);
  return { ...host, device: { ...host.device, memoryBytes } };
}

const sumOf = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);
const sizesOf = (chunks: readonly LayerRange[]) =>
  chunks.map(({ firstLayer, lastLayer }) => lastLayer - firstLayer + 1);

const sizeOf = ({ numHosts, devicesPerHost }: Submesh): number => numHosts * devicesPerHost;

/** Alpa's submeshes with the "power_of_two" choice. */
const powersOfTwo = (cluster: Cluster): Submesh[] =>
  enumerateSubmeshes(cluster).filter((submesh) => Number.isInteger(Math.log2(sizeOf(submesh))));

describe("golden values of Alpa's stage program", () => {
  const alpa = (
    [numHosts, devicesPerHost, numMicrobatches]: readonly [number, number, number],
    weights: readonly number[],
    maxDownstream = 100,
  ) => {
    const cluster = makeCluster("golden", Array<HostKind>(numHosts).fill(hostOf(devicesPerHost, maxDownstream + 1)));
    const stageCost: StageCost<number> = ([{ firstLayer, lastLayer }], submesh) => {
      const work = weights.slice(firstLayer, lastLayer + 1).reduce((sum, weight) => sum + weight, 0);
      const numDevices = sizeOf(submesh);
      return [0, 1].map((config) => ({
        config,
        seconds: (work / numDevices) * (1 + 0.1 * Math.log2(numDevices)) * (1 + 0.05 * config),
        perStepSeconds: 0,
        memory: { ...nothing, activationBytesPerMicrobatch: 1 },
      }));
    };
    const { stages, seconds, gap } = searchStages({
      cluster,
      schedule: findSchedule("1f1b"),
      numMicrobatches,
      layerClasses: weights,
      stageCost,
      submeshes: powersOfTwo(cluster),
    });
    expect(gap).toBe(0);
    return {
      seconds,
      stages: stages.map(({ chunks, submesh }) => [sizesOf(chunks)[0], sizeOf(submesh)]),
    };
  };

  const ones = Array<number>(8).fill(1);
  test.each([
    [
      "8 layers on 1x8",
      [1, 8, 16],
      ones,
      100,
      20.4,
      [
        [4, 4],
        [4, 4],
      ],
    ],
    ["8 layers on 2x8", [2, 8, 64], ones, 100, 39.05, Array(8).fill([1, 2])],
    [
      "at most 1 stage after",
      [2, 8, 64],
      ones,
      1,
      42.25,
      [
        [4, 8],
        [4, 8],
      ],
    ],
    ["6 unequal layers on 1x4", [1, 4, 8], [1, 1, 2, 2, 3, 3], 100, 28.8, [[6, 4]]],
    ["a heavy last layer", [1, 8, 16], [...ones.slice(1), 9], 100, 41.6, [[8, 8]]],
  ] as const)("%s", (_, sizes, weights, maxDownstream, seconds, stages) => {
    const found = alpa(sizes, weights, maxDownstream);
    expect(found.seconds).toBeCloseTo(seconds, 9);
    expect(found.stages).toEqual(stages);
  });
});

interface Case {
  readonly problem: StageProblem<number>;
  readonly costs: Map<string, readonly StageCandidate<number>[]>;
}

function randomCase(random: Random, schedule: ScheduleRule): Case {
  const kinds = [hostOf(random.pick([1, 2, 3, 4]), 10), hostOf(2, 14, "a100-40gb")];
  const cluster = makeCluster("random", [
    ...Array<HostKind>(1 + random.int(2)).fill(kinds[0]),
    ...Array<HostKind>(random.int(3)).fill(kinds[1]),
  ]);
  const numChunks = schedule.defaultChunks;
  const numLayers = numChunks + random.int(numChunks === 1 ? 4 : 5);
  const layerClasses = Array.from({ length: numLayers }, () => random.int(2));
  const numMicrobatches = random.pick([1, 2, 4, 6]);
  const costs = new Map<string, readonly StageCandidate<number>[]>();
  const stageCost: StageCost<number> = (chunks, submesh) => {
    const runs = chunks.map(({ firstLayer, lastLayer }) => layerClasses.slice(firstLayer, lastLayer + 1));
    const key = `${runs.join("|")} ${submesh.host.device.name} ${submesh.numHosts}x${submesh.devicesPerHost}`;
    if (!costs.has(key)) {
      const work = runs.flat().reduce((sum, layer) => sum + 1 + layer, 0);
      costs.set(
        key,
        Array.from({ length: random.int(3) }, (_, config) => ({
          config,
          seconds: (work / sizeOf(submesh)) * (1 + random.next()),
          perStepSeconds: random.pick([0, random.next()]),
          memory: {
            paramsBytes: random.int(3),
            gradsBytes: random.int(2),
            optimizerBytes: random.int(3),
            activationBytesPerMicrobatch: random.int(4),
            waitingBytesPerMicrobatch: random.int(6),
            temporaryBytes: random.int(2),
          },
        })),
      );
    }
    return costs.get(key)!;
  };
  const transfer = random.next();
  const problem: StageProblem<number> = {
    cluster,
    schedule,
    numMicrobatches,
    layerClasses,
    stageCost,
    ...(random.int(2)
      ? { transferSeconds: (first, submesh) => (transfer * (1 + layerClasses[first - 1])) / sizeOf(submesh) }
      : {}),
    ...(random.int(2) ? { minDeviceSeconds: layerClasses.map((layer) => 1 + layer) } : {}),
  };
  return { problem, costs };
}

/**
 * By stage and chunk: the layers of the chunk if the chunks of stage i have `sizes[i]` layers each. The last one also
 * has the remainder.
 */
function chunksOf(schedule: ScheduleRule, sizes: readonly number[], numChunks: number, numLayers: number) {
  const places = sizes.flatMap((size, stage) =>
    range(numChunks).map((chunk) => ({
      stage,
      chunk,
      size,
      position: schedule.positionOf(stage, chunk, sizes.length),
    })),
  );
  const chunks: LayerRange[][] = sizes.map(() => []);
  let firstLayer = 0;
  for (const { stage, chunk, size, position } of places.sort((a, b) => a.position - b.position)) {
    const lastLayer = position === places.length - 1 ? numLayers - 1 : firstLayer + size - 1;
    chunks[stage][chunk] = { firstLayer, lastLayer };
    firstLayer += size;
  }
  return chunks;
}

/** The fewest seconds of any plan, found by trying all plans. */
function bruteForce({ problem }: Case): number {
  const { cluster, schedule, numMicrobatches, layerClasses, stageCost, transferSeconds } = problem;
  const numLayers = layerClasses.length;
  const numChunks = schedule.defaultChunks;
  const rule = { schedule, numMicrobatches, numChunks };
  const ramp = schedule.rampShare(numChunks);
  const runs = hostRuns(cluster);
  const submeshes = enumerateSubmeshes(cluster);
  let best = Number.POSITIVE_INFINITY;
  const price = (sizes: readonly number[]): void => {
    const numStages = sizes.length;
    if (schedule.fewestMicrobatches(numStages) > numMicrobatches) return;
    const perUpdate = schedule.defaultMicrobatchesPerUpdate(numStages, numMicrobatches);
    if (schedule.findProblem({ numStages, numMicrobatches, numChunks, microbatchesPerUpdate: perUpdate })) return;
    const stages = chunksOf(schedule, sizes, numChunks, numLayers);
    const extend = (stage: number, left: readonly number[], sum: number, top: number): void => {
      if (stage === numStages) {
        best = Math.min(best, sum + top);
        return;
      }
      const chunks = stages[stage];
      for (const submesh of submeshes) {
        for (const run of runs.keys()) {
          if (runs[run].host !== submesh.host || left[run] < sizeOf(submesh) || runs[run].numHosts < submesh.numHosts)
            continue;
          const transfer = chunks.reduce((all, { firstLayer }) => {
            const isHere = firstLayer === 0 || chunks.some(({ lastLayer }) => lastLayer === firstLayer - 1);
            return isHere ? all : all + (transferSeconds?.(firstLayer, submesh) ?? 0);
          }, 0);
          for (const candidate of stageCost(chunks, submesh)) {
            if ("infeasible" in candidate) continue;
            if (stageBytes(rule, candidate.memory, stage, numStages) > submesh.host.device.memoryBytes) continue;
            const updates = numMicrobatches / perUpdate;
            extend(
              stage + 1,
              left.map((count, i) => (i === run ? count - sizeOf(submesh) : count)),
              sum + ramp * candidate.seconds + transfer,
              Math.max(top, (numMicrobatches - ramp) * candidate.seconds + updates * candidate.perStepSeconds),
            );
          }
        }
      }
    };
    const capacities = runs.map((run) => run.numDevices);
    extend(0, capacities, 0, 0);
  };
  const compose = (left: number, sizes: readonly number[]): void => {
    if (left === 0) price(sizes);
    for (let size = 1; size <= left; size++) compose(left - size, [...sizes, size]);
  };
  compose(Math.floor(numLayers / numChunks), []);
  return best;
}

describe("the search is exact: brute force on small random problems", () => {
  test.each(scheduleRules.map((rule) => [rule.name, rule] as const))("%s", (_, rule) => {
    let feasible = 0;
    for (let seed = 0; seed < 150; seed++) {
      const found = randomCase(seededRandom(seed), rule);
      const { layerClasses, numMicrobatches, cluster } = found.problem;
      const expected = bruteForce(found);
      const hosts = cluster.hosts.map((host) => host.numDevices);
      const where = `seed ${seed}: ${layerClasses} layers, ${numMicrobatches} microbatches, ${hosts}`;
      if (expected === Number.POSITIVE_INFINITY) {
        expect(() => searchStages(found.problem), where).toThrow();
        continue;
      }
      feasible++;
      const result = searchStages(found.problem);
      expect(result.seconds, where).toBeCloseTo(expected, 9);
      expect(result.gap).toBe(0);
      const perUpdate = rule.defaultMicrobatchesPerUpdate(result.stages.length, numMicrobatches);
      const model = {
        schedule: rule,
        numMicrobatches,
        numChunks: rule.defaultChunks,
        numUpdates: numMicrobatches / perUpdate,
      };
      const costs = result.stages.map(({ candidate, transferSeconds }) => ({ ...candidate, transferSeconds }));
      expect(stepSeconds(model, costs)).toBeCloseTo(expected, 9);
      const devices = result.stages.flatMap((stage) => stage.devices);
      expect(new Set(devices).size).toBe(devices.length);
      const sizes = result.stages.map(({ chunks }) => Math.min(...sizesOf(chunks)));
      expect(result.stages.map(({ chunks }) => chunks)).toEqual(
        chunksOf(rule, sizes, rule.defaultChunks, layerClasses.length),
      );
      result.stages.forEach(({ submesh, devices: own, memoryBytes }) => {
        expect(own).toHaveLength(sizeOf(submesh));
        expect(own.every((device) => cluster.hosts[cluster.hostOf[device]] === submesh.host)).toBe(true);
        expect(memoryBytes).toBeLessThanOrEqual(submesh.host.device.memoryBytes);
      });
    }
    expect(feasible).toBeGreaterThan(10);
  });
});

test.each([
  [
    "interleaved-1f1b",
    [
      [0, 2],
      [1, 3],
    ],
  ],
  [
    "zb-v",
    [
      [0, 3],
      [1, 2],
    ],
  ],
  ["1f1b", [[0], [1]]],
] as const)("the chunks of %s are placed as the schedule places them", (name, places) => {
  const { stages } = searchStages<number>({
    cluster: makeCluster("two", [hostOf(2, 1)]),
    schedule: findSchedule(name),
    numMicrobatches: 8,
    numStages: 2,
    layerClasses: Array<number>(8).fill(0),
    stageCost: (chunks) => [{ config: 0, seconds: sumOf(sizesOf(chunks)), perStepSeconds: 0, memory: nothing }],
  });
  const size = 4 / places[0].length;
  expect(stages.map(({ chunks }) => chunks.map(({ firstLayer }) => firstLayer / size))).toEqual(places);
  expect(stages.every(({ chunks }) => chunks.every((chunk) => chunk.lastLayer - chunk.firstLayer + 1 === size))).toBe(
    true,
  );
});

describe("errors", () => {
  const cluster = makeCluster("small", [hostOf(4, 10)]);
  const problem = (change: Partial<StageProblem<number>>): StageProblem<number> => ({
    cluster,
    schedule: findSchedule("1f1b"),
    numMicrobatches: 4,
    layerClasses: [0, 0, 0],
    stageCost: () => [{ config: 0, seconds: 1, perStepSeconds: 0, memory: { ...nothing, paramsBytes: 11 } }],
    ...change,
  });

  test.each([
    [{ numStages: 4 }, "stages: 4 stages need at least 3".replace("at least 3", "at least 4 layers, got 3")],
    [{ numStages: 5, layerClasses: Array<number>(6).fill(0) }, "5 stages need at least 5 devices, small has 4"],
    [{ numStages: 2, schedule: findSchedule("interleaved-1f1b"), numMicrobatches: 3 }, "need at least 4 layers, got 3"],
    [
      { numStages: 2, schedule: findSchedule("interleaved-1f1b"), numMicrobatches: 3, layerClasses: [0, 0, 0, 0] },
      "multiples of the 2 stages, got 3; use 4",
    ],
    [{ numMicrobatches: 0 }, "got 0 microbatches"],
  ])("%o", (change, message) => {
    expect(() => searchStages(problem(change))).toThrow(message);
  });

  test("too little memory, with the bytes that a stage needs", () => {
    expect(() => searchStages(problem({}))).toThrow(Infeasible);
    expect(() => searchStages(problem({}))).toThrow(
      /0 of 9 candidates fit.*needs 1.100e-8 GB per device as the last stage/,
    );
  });

  test("too few devices, with the number that would suffice", () => {
    const stageCost: StageCost<number> = (chunks, submesh) => [
      {
        config: 0,
        seconds: 1,
        perStepSeconds: 0,
        memory: { ...nothing, paramsBytes: (8 * sumOf(sizesOf(chunks))) / sizeOf(submesh) },
      },
    ];
    const layerClasses = Array<number>(8).fill(0);
    expect(() => searchStages(problem({ layerClasses, stageCost }))).toThrow(
      "stages: no pipeline of 8 layers under 1f1b fits the 4 devices of small: the smallest one takes 7 devices; " +
        "use more devices, more microbatches, remat or ZeRO",
    );
  });

  test("candidates that cannot be in an optimal plan are skipped, with the reason", () => {
    const { listCandidates } = searchStages(
      problem({
        layerClasses: [0, 0, 0, 0],
        stageCost: (chunks, submesh) => [
          { config: 0, seconds: sumOf(sizesOf(chunks)) / sizeOf(submesh), perStepSeconds: 0, memory: nothing },
        ],
        minDeviceSeconds: [1, 1, 1, 1],
      }),
    );
    const skipped = listCandidates().find(({ outcome }) => outcome.kind === "skipped");
    expect(skipped?.outcome).toMatchObject({
      reason: expect.stringMatching(/at least .* s, and one of .* s is known/),
    });
  });
});
