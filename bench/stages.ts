/**
 * @file Seconds of the stage search by layers and devices, with synthetic stage costs (a transformer priced by FLOPs,
 * bytes and two bandwidths; every data × tensor split of a submesh, three kinds of remat), so that only the search
 * itself is measured. `tsx bench/stages.ts [--json]`.
 */
import { runToCompletion } from "../src/base/cooperative.ts";
import { parseCluster } from "../src/cluster/parse.ts";
import { enumerateSubmeshes, meshShapes, type Submesh } from "../src/cluster/submesh.ts";
import { findSchedule } from "../src/schedules/registry.ts";
import type { StageCost } from "../src/stage-search/stage-problem.ts";
import { searchStages } from "../src/stage-search/stages.ts";

interface Model {
  readonly numLayers: number;
  readonly width: number;
}

interface Config {
  readonly data: number;
  readonly tensor: number;
  readonly remat: "none" | "selective" | "full";
}

const [length, vocabulary, flopsPerSecond, hostBytesPerSecond, nicBytesPerSecond] = [
  2048, 51200, 1.6e14, 2.5e11, 2.2e10,
];
const rematFactors = { none: [1, 34 + 60], selective: [1.04, 34], full: [1.34, 2] } as const;

/**
 * Costs of a GPT-like model: class 1 is the first layer with the embedding, 2 the last one with the head, 0 all others.
 */
function transformerCost(
  { numLayers, width }: Model,
  microbatch: number,
): { cost: StageCost<Config>; spent: { calls: number; seconds: number } } {
  const spent = { calls: 0, seconds: 0 };
  const price: StageCost<Config> = (pieces, submesh: Submesh) => {
    const layers = pieces.reduce((sum, { firstLayer, lastLayer }) => sum + lastLayer - firstLayer + 1, 0);
    const hasHead = pieces.some(({ lastLayer }) => lastLayer === numLayers - 1);
    const ends = (pieces.some(({ firstLayer }) => firstLayer === 0) ? 1 : 0) + (hasHead ? 1 : 0);
    const params = layers * 12 * width * width + ends * vocabulary * width;
    const flops = 6 * microbatch * length * (layers * 12 * width * width + (hasHead ? vocabulary * width : 0));
    const numDevices = submesh.numHosts * submesh.devicesPerHost;
    return meshShapes(numDevices, 2).flatMap(([data, tensor]) =>
      (["none", "selective", "full"] as const).map((remat) => {
        const config = { data, tensor, remat };
        if (microbatch % data !== 0)
          return { config, infeasible: `a microbatch of ${microbatch} does not divide by ${data}` };
        if (tensor > 64) return { config, infeasible: `64 heads do not divide by ${tensor}` };
        const [slower, bytesPerElement] = rematFactors[remat];
        const elements = (microbatch / data) * length * width;
        const tensorRate = tensor <= 8 ? hostBytesPerSecond : nicBytesPerSecond;
        const gradientRate = numDevices <= 8 ? hostBytesPerSecond : nicBytesPerSecond * Math.min(8, tensor);
        const share = (size: number) => (size - 1) / size;
        const seconds =
          (slower * flops) / numDevices / (flopsPerSecond * (1 - 0.02 * Math.log2(tensor))) +
          (layers * 4 * elements * 2 * share(tensor)) / tensorRate;
        const own = params / tensor;
        return {
          config,
          seconds,
          perStepSeconds: (4 * own * share(data)) / gradientRate + (20 * own) / 1.5e12,
          memory: {
            paramsBytes: 2 * own,
            gradsBytes: 4 * own,
            optimizerBytes: (12 * own) / data,
            waitingBytesPerMicrobatch: 0,
            activationBytesPerMicrobatch: (layers * elements * bytesPerElement) / tensor,
            temporaryBytes: (elements * 94) / tensor,
          },
        };
      }),
    );
  };
  const cost: StageCost<Config> = (...interval) => {
    const start = performance.now();
    const answer = price(...interval);
    spent.calls++;
    spent.seconds += (performance.now() - start) / 1e3;
    return answer;
  };
  return { cost, spent };
}

function run(model: Model, clusterText: string, schedule: string, batch: number, microbatch: number) {
  const cluster = parseCluster(clusterText);
  const { cost, spent } = transformerCost(model, microbatch);
  const { numLayers, width } = model;
  const layerFlops = 6 * microbatch * length * 12 * width * width;
  const headFlops = 6 * microbatch * length * vocabulary * width;
  const layers = Array.from({ length: numLayers }, (_, layer) => layer);
  const start = performance.now();
  const search = searchStages({
    cluster,
    schedule: findSchedule(schedule),
    numMicrobatches: batch / microbatch,
    layerClasses: layers.map((layer) => (layer === 0 ? 1 : layer === numLayers - 1 ? 2 : 0)),
    stageCost: cost,
    transferSeconds: (_, submesh) => (4 * microbatch * length * width) / (nicBytesPerSecond * submesh.numHosts),
    minDeviceSeconds: layers.map((layer) => (layerFlops + (layer === numLayers - 1 ? headFlops : 0)) / flopsPerSecond),
  });
  const result = runToCompletion(search);
  const seconds = (performance.now() - start) / 1e3;
  return {
    layers: numLayers,
    devices: cluster.hostOf.length,
    schedule,
    searchSeconds: seconds - spent.seconds,
    costSeconds: spent.seconds,
    stageCosts: spent.calls,
    submeshes: enumerateSubmeshes(cluster).length,
    stepSeconds: result.seconds,
    gap: result.gap,
    stages: result.stages.length,
    widths: [...new Set(result.stages.map(({ devices }) => devices.length))],
    configs: [
      ...new Set(result.stages.map(({ candidate: { config } }) => `${config.data}x${config.tensor}/${config.remat}`)),
    ],
  };
}

const gpt = {
  small: { numLayers: 24, width: 2048 },
  medium: { numLayers: 48, width: 8192 },
  large: { numLayers: 96, width: 12288 },
  huge: { numLayers: 128, width: 25600 },
};
const cases: readonly Parameters<typeof run>[] = [
  [gpt.small, "1x8:a100-80gb", "1f1b", 512, 8],
  [gpt.small, "8x8:a100-80gb", "1f1b", 512, 8],
  [gpt.medium, "16x8:a100-80gb", "1f1b", 1536, 8],
  [gpt.large, "64x8:a100-80gb", "1f1b", 1536, 8],
  [gpt.large, "64x8:a100-80gb", "gpipe", 1536, 8],
  [gpt.large, "64x8:a100-80gb", "zb-h1", 1536, 8],
  [gpt.large, "64x8:a100-80gb", "interleaved-1f1b", 1536, 8],
  [gpt.large, "192x8:a100-80gb", "1f1b", 1536, 8],
  [gpt.huge, "64x8:a100-80gb", "1f1b", 3072, 8],
  [gpt.huge, "384x8:a100-80gb", "1f1b", 3072, 8],
  [gpt.huge, "384x8:a100-80gb", "zb-v", 3072, 8],
];
const only = process.argv.find((argument) => /^\d+$/.test(argument));
const rows = cases
  .filter((_, index) => only === undefined || index === Number(only))
  .map((arguments_) => {
    const row = run(...arguments_);
    if (!process.argv.includes("--json")) {
      const {
        layers,
        devices,
        schedule,
        searchSeconds,
        costSeconds,
        stageCosts,
        stepSeconds,
        gap,
        stages,
        widths,
        configs,
      } = row;
      console.log(
        `${layers} layers, ${devices} devices, ${schedule}: ${searchSeconds.toFixed(2)} s (and ${costSeconds.toFixed(2)} s for ${stageCosts} stage costs), step ${stepSeconds.toFixed(3)} s, ` +
          `gap ${gap}, ${stages} stages on ${widths.join("/")} devices, ${configs.join(" ")}`,
      );
    }
    return row;
  });
if (process.argv.includes("--json")) console.log(JSON.stringify(rows, null, 2));
