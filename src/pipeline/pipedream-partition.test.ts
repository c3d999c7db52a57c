import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../base/random.ts";
import { type NetworkLevel, type ProfiledLayer, partitionPipedream } from "./pipedream-partition.ts";

/**
 * Profiles published with PipeDream (MIT licence): milliseconds forward + backward, output bytes, parameter bytes per layer, in order,
 * without the input node. Zeros are left out: [ms, output] has no parameters.
 */
const profiles: Readonly<Record<string, readonly (readonly number[])[]>> = {
  vgg16: [
    [46.92, 1644167168, 7168],
    [9.999, 1644167168],
    [159.531, 1644167168, 147712],
    [9.766, 1644167168],
    [9.374, 411041792],
    [54.803, 822083584, 295424],
    [5.097, 822083584],
    [75.441, 822083584, 590336],
    [5.133, 822083584],
    [4.999, 205520896],
    [29.149, 411041792, 1180672],
    [2.757, 411041792],
    [44.481, 411041792, 2360320],
    [3.103, 411041792],
    [48.133, 411041792, 2360320],
    [2.87, 411041792],
    [2.682, 102760448],
    [23.823, 205520896, 4720640],
    [1.722, 205520896],
    [37.259, 205520896, 9439232],
    [1.527, 205520896],
    [40.445, 205520896, 9439232],
    [1.523, 205520896],
    [1.583, 51380224],
    [12.989, 51380224, 9439232],
    [1.05, 51380224],
    [11.466, 51380224, 9439232],
    [0.653, 51380224],
    [12.69, 51380224, 9439232],
    [0.63, 51380224],
    [0.787, 12845056],
    [0, 12845060],
    [0, 12845056],
    [7.05, 2097152, 411058176],
    [0.407, 2097152],
    [0, 2097152],
    [0.709 + 0.734, 2097152, 67125248],
    [0.309, 2097152],
    [0, 2097152],
    [0.941, 512000, 16388000],
  ],
  alexnet: [
    [28.721, 198246400, 93184],
    [1.546, 198246400],
    [1.904, 47775744],
    [8.74, 143327232, 1229568],
    [1.335, 143327232],
    [1.44, 33226752],
    [9.87, 66453504, 2655744],
    [0.696, 66453504],
    [11.62, 44302336, 3539968],
    [0.727, 44302336],
    [8.312, 44302336, 2360320],
    [0.7, 44302336],
    [0.697, 9437184],
    [0, 9437188],
    [0, 9437184],
    [0, 9437184],
    [4.809, 4194304, 151011328],
    [0.51, 4194304],
    [0, 4194304],
    [2.441, 4194304, 67125248],
    [0.326, 4194304],
    [0.927, 1024000, 16388000],
  ],
};

const layersOf = (name: string): ProfiledLayer[] =>
  profiles[name].map(([milliseconds, outputBytes, paramsBytes = 0]) => ({
    seconds: milliseconds / 1e3,
    outputBytes,
    paramsBytes,
  }));

const validation = `${process.env.ALPA_SHARED_DATA ?? "../shared/data"}/validation.json`;

describe.skipIf(!existsSync(validation))(
  "runs of PipeDream's optimizer on 4 devices at 1 GB/s (needs shared data)",
  () => {
    interface Run {
      readonly profile: string;
      readonly result: string;
    }
    test.each(["vgg16", "alexnet"])("%s", (profile) => {
      const runs: Run[] = JSON.parse(readFileSync(validation, "utf8")).oracles.pipedream_partitions.optimizer_runs;
      const { result } = runs.find((run) => run.profile === profile)!;
      // "stage0 nodes [0,17) x3 replicas, compute 0.514238 s; stage1 [17,40) x1, 0.158297 s; …"
      const expected = [...result.matchAll(/\[(\d+),(\d+)\) x(\d+)[^0-9]+([\d.]+)/g)].map((match) =>
        match.slice(1).map(Number),
      );
      const layers = layersOf(profile);
      // Layers that take no time (reshapes) lie on either side of a cut at the same cost: compare as if behind it.
      const firstFree = (layer: number): number =>
        layer < layers.length && layers[layer - 1]?.seconds === 0 ? firstFree(layer - 1) : layer;
      const { stages } = partitionPipedream(layers, [{ count: 4, bytesPerSecond: 1e9 }]);
      const found = stages.map(({ firstLayer, lastLayer, replicas }) => {
        const seconds = layers.slice(firstLayer, lastLayer + 1).reduce((sum, layer) => sum + layer.seconds, 0);
        return [firstLayer, lastLayer + 1, replicas, Math.round(seconds * 1e6) / 1e6];
      });
      const normalized = (rows: readonly (readonly number[])[]) =>
        rows.map(([begin, end, ...rest]) => [firstFree(begin), firstFree(end), ...rest]);
      expect(normalized(found)).toEqual(normalized(expected));
    });
  },
);

/** Least seconds on one level, by trying everything. */
function bruteForce(layers: readonly ProfiledLayer[], { count, bytesPerSecond }: NetworkLevel): number {
  const search = (first: number, left: number): number => {
    if (first === layers.length) return left === 0 ? 0 : Number.POSITIVE_INFINITY;
    let best = Number.POSITIVE_INFINITY;
    for (let last = first; last < layers.length; last++) {
      for (let replicas = 1; replicas <= left; replicas++) {
        const stage = layers.slice(first, last + 1);
        const compute = stage.reduce((sum, { seconds }) => sum + seconds, 0);
        const params = stage.reduce((sum, { paramsBytes }) => sum + paramsBytes, 0);
        const own = (compute + (4 * (replicas - 1) * params) / (bytesPerSecond * replicas)) / replicas;
        const sends = [first - 1, last].flatMap((layer) =>
          layer < 0 || layer === layers.length - 1 || first === 0
            ? []
            : [(2 * layers[layer].outputBytes) / (bytesPerSecond * replicas)],
        );
        best = Math.min(best, Math.max(own, ...sends, search(last + 1, left - replicas)));
      }
    }
    return best;
  };
  return search(0, count);
}

test("is exact on one level: brute force on random layers", () => {
  const random = seededRandom(5);
  for (let round = 0; round < 60; round++) {
    const layers = Array.from({ length: 1 + random.int(5) }, () => ({
      seconds: random.next(),
      outputBytes: random.next(),
      paramsBytes: random.next(),
    }));
    const level = { count: 1 + random.int(5), bytesPerSecond: 1 + 9 * random.next() };
    expect(partitionPipedream(layers, [level]).seconds).toBeCloseTo(bruteForce(layers, level), 12);
  }
});

describe("two levels", () => {
  const vgg16 = layersOf("vgg16");

  test("use all devices; an outer level of one component changes nothing", () => {
    const inner = { count: 4, bytesPerSecond: 1e9 };
    const { stages } = partitionPipedream(vgg16, [inner, { count: 1, bytesPerSecond: 1 }]);
    expect(stages).toEqual(partitionPipedream(vgg16, [inner]).stages);
    const wide = partitionPipedream(vgg16, [
      { count: 4, bytesPerSecond: 1e10 },
      { count: 4, bytesPerSecond: 1e9 },
    ]);
    expect(wide.stages.reduce((sum, { replicas }) => sum + replicas, 0)).toBe(16);
    wide.stages.forEach(({ firstLayer }, stage) => {
      expect(firstLayer).toBe(stage === 0 ? 0 : wide.stages[stage - 1].lastLayer + 1);
    });
  });

  test("a network without limits splits the work evenly", () => {
    const { seconds } = partitionPipedream(vgg16, [
      { count: 2, bytesPerSecond: Number.POSITIVE_INFINITY },
      { count: 3, bytesPerSecond: Number.POSITIVE_INFINITY },
    ]);
    const total = vgg16.reduce((sum, layer) => sum + layer.seconds, 0);
    expect(seconds).toBeCloseTo(total / 6, 9);
  });
});

test("what cannot be partitioned is said", () => {
  expect(() => partitionPipedream([], [{ count: 1, bytesPerSecond: 1 }])).toThrow("pipedream: there are no layers");
  expect(() => partitionPipedream(layersOf("alexnet"), [{ count: 0, bytesPerSecond: 1 }])).toThrow(
    "level 0 has 0 components",
  );
});
