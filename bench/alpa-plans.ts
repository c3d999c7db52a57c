/**
 * @file Compares the plans that Alpa found (`alpa-found.ts`) with those of `auto`, both under our cost model. Alpa's
 * stages, submeshes, logical meshes, microbatches and recomputation are fixed; our solver shards each of its stages.
 * Fails if Alpa's plan is cheaper than ours by more than the search's gap.
 *
 *     npx tsx bench/alpa-plans.ts [model …] [--seconds <processor seconds of each search>]
 */
import { parseArgs } from "node:util";
import { findLayers } from "../src/analysis/layers.ts";
import type { Step } from "../src/analysis/step.ts";
import { Infeasible } from "../src/base/errors.ts";
import { prefixSums } from "../src/base/prefix-sums.ts";
import { bytesText } from "../src/base/units.ts";
import { type Cluster, numDevices } from "../src/cluster/cluster.ts";
import { logicalMesh } from "../src/cluster/mesh.ts";
import { parseCluster } from "../src/cluster/parse.ts";
import { meshCost } from "../src/cost/mesh-cost.ts";
import { transferSeconds } from "../src/cost/transfer.ts";
import { exampleSpecs } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { auto } from "../src/methods/auto.ts";
import { type ChosenStage, solveStages } from "../src/methods/joint/solve-stages.ts";
import type { Method } from "../src/methods/method.ts";
import { catalogue } from "../src/models/catalogue.ts";
import type { Plan } from "../src/plan/plan.ts";
import { planStep } from "../src/planner/compile.ts";
import type { PlanOptions } from "../src/planner/plan-source.ts";
import { findSchedule } from "../src/schedules/registry.ts";
import { MeshTables } from "../src/sharding/problem/mesh-tables.ts";
import { type AlpaPlan, alpaPlans } from "./alpa-found.ts";

/** Relative gap at which our searches stop: `auto`'s own default. */
const gap = 0.01;

/**
 * Returns the number of our layers in each of Alpa's stages. Alpa's layers have about equal FLOPs, so each stage gets
 * our layers with the nearest FLOPs, at least one.
 */
function layersOfStages(forwardFlops: readonly number[], { stages }: AlpaPlan): number[] {
  const numLayers = forwardFlops.length;
  const total = stages.reduce((sum, { layers }) => sum + layers, 0);
  if (total === numLayers) return stages.map(({ layers }) => layers);
  const sums = prefixSums(forwardFlops);
  const counts: number[] = [];
  let [first, alpas] = [0, 0];
  stages.forEach(({ layers }, stage) => {
    alpas += layers;
    const distance = (end: number): number => Math.abs(sums[end] / sums[numLayers] - alpas / total);
    let end = first + 1;
    const most = numLayers - (stages.length - 1 - stage);
    while (end < most && distance(end + 1) < distance(end)) end++;
    counts.push(end - first);
    first = end;
  });
  return counts;
}

/** Alpa's plan as a method: everything is fixed except the placements inside the stages. */
const asAlpa = (found: AlpaPlan, cluster: Cluster): Method => ({
  name: "alpa",
  *plan(request) {
    const { microbatches } = found;
    const step = request.step(microbatches);
    const { numLayers, forwardFlops, boundaryBytes } = findLayers(step, { numLayers: "auto" });
    const schedule = findSchedule("1f1b");
    let [device, layer] = [0, 0];
    const stages = layersOfStages(forwardFlops, found).map((count, index): ChosenStage => {
      const { devices: size, shape } = found.stages[index];
      const devices = Array.from({ length: size }, (_, i) => device + i);
      const before = found.stages[index - 1]?.devices ?? 0;
      const pairs = Math.max(size, before);
      const received = Array.from({ length: before > 0 ? pairs : 0 }, (_, i) => ({
        from: device - before + (i % before),
        to: device + (i % size),
        bytes: boundaryBytes[layer - 1] / pairs,
      }));
      const long = shape.filter((each) => each > 1);
      const axes = (long.length > 0 ? long : [1]).map((each, i) => ({ name: ["x", "y"][i], size: each }));
      const cost = meshCost(logicalMesh(cluster, axes, devices));
      const tables = new MeshTables({ axes }, cost);
      const mesh = { mesh: { axes }, cost, tables, numDevices: size, key: shape.join("x"), smaller: [] };
      const stage: ChosenStage = {
        chunks: [{ firstLayer: layer, lastLayer: layer + count - 1 }],
        submesh: { host: cluster.hosts[0], numHosts: 1, devicesPerHost: size },
        devices,
        candidate: { config: { mesh, priceIndex: 0, remat: "full" } },
        transferSeconds: 2 * transferSeconds(cluster, received),
        inFlight: schedule.inFlight(index, found.stages.length, microbatches, 1),
        waiting: schedule.waiting(index, found.stages.length, microbatches),
      };
      device += size;
      layer += count;
      return stage;
    });
    const setting = { schedule: "1f1b", microbatches };
    const options = { method: "alpa", seconds: 300, gap };
    const { step: planned, plan, ...estimate } = yield* solveStages(step, numLayers, setting, { stages }, options);
    return { step: planned, plan: { ...plan, estimate } };
  },
});

const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Limits the processor seconds; for small steps, `auto` gives each mesh shape a tenth of the wall-clock seconds. */
function effortOf(limitSeconds: number): Pick<PlanOptions, "gap" | "seconds" | "signal" | "onPass"> {
  let start: number | undefined;
  return {
    gap,
    seconds: 10 * limitSeconds,
    signal: {
      get aborted() {
        return start !== undefined && processorSeconds() - start > limitSeconds;
      },
    },
    onPass: (pass) => {
      if (pass === "plan") start = processorSeconds();
    },
  };
}

/** Describes every stage: the layers, their mesh, and whether it recomputes more than kernels do by themselves. */
function stagesText(step: Step, plan: Plan): string {
  const { opLayers, isForward, numLayers } = findLayers(step, { numLayers: "auto" });
  const layers = plan.stages.map(() => new Set<number>());
  const recomputes = plan.stages.map(() => false);
  plan.ops.forEach(({ stage }, op) => {
    const layer = opLayers[op];
    if (!isForward[op] || layer < 0) return;
    layers[stage].add(layer);
    if (["selective", "full"].includes(plan.remat?.[layer] ?? "none")) recomputes[stage] = true;
  });
  const texts = plan.stages.map(({ mesh }, stage) => {
    const shape = mesh.axes.map(({ size }) => size).join("x");
    return `${layers[stage].size} on ${shape}${recomputes[stage] ? " again" : ""}`;
  });
  const schedule = plan.pipeline ? `, ${plan.pipeline.schedule}` : "";
  return `${texts.join(" + ")} of ${numLayers}; ${plan.microbatches} microbatches${schedule}`;
}

async function planWith(
  found: AlpaPlan,
  cluster: Cluster,
  method: Method,
): Promise<{ step: Step; plan: Plan } | Infeasible> {
  const model = catalogue.get(found.model)!.make();
  const { batchArgs, trainStep } = model;
  const devices = numDevices(cluster);
  try {
    return await planStep(trainStep, exampleSpecs(model, found.batch), {
      method,
      cluster,
      ...effortOf(Number(values.seconds)),
      devices,
      batchArgs,
      precision: found.precision,
    });
  } catch (error) {
    if (error instanceof Infeasible) return error;
    throw error;
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: "string", default: "40" } },
});
await init("wasm");
const failed: string[] = [];
for (const found of alpaPlans) {
  if (positionals.length > 0 && !positionals.includes(found.model)) continue;
  const cluster = parseCluster(found.cluster);
  console.log(`${found.model} on ${found.cluster}, batch ${found.batch}, ${found.precision}`);
  const secondsOf = async (who: string, method: Method): Promise<number | undefined> => {
    const start = processorSeconds();
    const planned = await planWith(found, cluster, method);
    const took = `(${(processorSeconds() - start).toFixed(0)} processor seconds)`;
    if (planned instanceof Infeasible) {
      console.log(`  ${who}: does not fit: ${planned.message} ${took}`);
      return undefined;
    }
    const { seconds, boundSeconds, peakBytes } = planned.plan.estimate!;
    const bound = boundSeconds === undefined ? "" : `, bound ${boundSeconds.toFixed(2)} s`;
    console.log(
      `  ${who}: ${seconds.toFixed(2)} s${bound}, ${bytesText(peakBytes)}: ${stagesText(planned.step, planned.plan)} ${took}`,
    );
    return seconds;
  };
  const alpas = await secondsOf("Alpa's", asAlpa(found, cluster));
  const ours = await secondsOf("ours", auto());
  if (found.measuredSeconds) console.log(`  Alpa measured ${found.measuredSeconds.toFixed(2)} s`);
  if (alpas !== undefined && !((ours ?? Number.POSITIVE_INFINITY) <= alpas * (1 + gap))) failed.push(found.model);
}
if (failed.length > 0) throw new Error(`Alpa's plan is cheaper than ours: ${failed.join(", ")}`);
