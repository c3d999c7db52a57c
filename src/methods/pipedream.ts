/**
 * @file PipeDream (Narayanan et al., SOSP'19 and ICML'21). The authors' partitioner divides the layers into stages with
 * replicas, and stages do not wait for an update to reach all the others. Here the replicas of a stage split every
 * microbatch, whereas PipeDream gives them whole microbatches in turn; the computed step is the same.
 */

import { findLayers, type Layers } from "../analysis/layers.ts";
import { findPasses } from "../analysis/passes.ts";
import { findRoles } from "../analysis/roles.ts";
import { StageCutter, type StagePlace } from "../analysis/stage-step.ts";
import type { Step } from "../analysis/step.ts";
import { within } from "../base/cooperative.ts";
import { InvalidConfig } from "../base/errors.ts";
import { prefixSums } from "../base/prefix-sums.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { threadsCluster } from "../cluster/host-presets.ts";
import { logicalMesh } from "../cluster/mesh.ts";
import { checkHasDevices } from "../cluster/restrict.ts";
import { meshCost } from "../cost/mesh-cost.ts";
import type { Profile } from "../cost/profile.ts";
import type { ValueId } from "../ir/graph.ts";
import { bytesOf } from "../ir/types.ts";
import { localWork } from "../sharding/strategies/op-work.ts";
import {
  type NetworkLevel,
  type ProfiledLayer,
  partitionPipedream,
  type ReplicatedStage,
} from "../stage-search/pipedream/partition.ts";
import { dataParallel } from "./data-parallel.ts";
import { checkBatchDivides, type Method, type Target, withOptions } from "./method.ts";
import { combineStages, type PlannedStage } from "./stages/combine-stages.ts";
import { stageRequest } from "./stages/stage-request.ts";

export interface PipedreamOptions extends Pick<Target, "cluster" | "profile"> {
  /**
   * The weights that a microbatch uses. `stash`: an update after every microbatch; backward uses the same weights as
   * forward (PipeDream). `2bw`: an update after every `microbatchesPerUpdate`, with weights one update old everywhere
   * (PipeDream-2BW). `flush`: the pipeline drains before each update, so the result equals the synchronous step
   * (PipeDream-flush). Defaults to "stash".
   */
  readonly weightVersions?: "stash" | "2bw" | "flush";
  /** The number of replicas of each stage, one entry per stage; chosen by the partitioner by default. */
  readonly replicas?: readonly number[];
  /**
   * Microbatches per update of `2bw`, at least the number of stages. Defaults to the smallest such number that divides
   * the microbatches.
   */
  readonly microbatchesPerUpdate?: number;
  /** The number of layers to cut the model into; chosen automatically by default. */
  readonly layers?: number;
}

const schedules = { stash: "pipedream", "2bw": "pipedream-2bw", flush: "pipedream-flush" } as const;

/**
 * PipeDream with its partitioner and schedules. `weightVersions` determines how a call's microbatches form updates.
 */
export function pipedream(options: PipedreamOptions = {}): Method {
  const { weightVersions = "stash", replicas, layers: numLayers } = options;
  if (!Object.hasOwn(schedules, weightVersions))
    throw new InvalidConfig("pipedream: weightVersions", `got "${weightVersions}"; give stash, 2bw or flush`);
  const shown = [`weightVersions=${weightVersions}`, ...(replicas ? [`replicas=${replicas.join("+")}`] : [])];
  const name = `pipedream(${shown.join(", ")})`;
  return {
    name,
    *plan(asked) {
      const request = withOptions(asked, options);
      const { devices, microbatches = 1 } = request;
      const perUpdate = microbatchesPerUpdate(options, microbatches, devices);
      checkUpdates(name, microbatches, perUpdate);
      const numUpdates = microbatches / perUpdate;
      const step = request.step(perUpdate, numUpdates);
      const cluster = request.cluster ?? threadsCluster(devices);
      const layers = findLayers(step, { numLayers: numLayers ?? (replicas ? Math.max(replicas.length, 1) : "auto") });
      const profiled = profileLayers(step, layers, cluster, request.profile);
      const stages = replicas
        ? shareLayers(profiled, replicas, devices)
        : partitionPipedream(profiled, networkLevels(cluster, devices)).stages;
      const places = stages.flatMap(({ firstLayer, lastLayer }, stage) =>
        Array<StagePlace>(lastLayer - firstLayer + 1).fill({ stage, chunk: 0 }),
      );
      const cutter = new StageCutter(step);
      const assignment = cutter.assign(layers, places);
      const intra = dataParallel();
      const planned: PlannedStage[] = [];
      for (const [stage, own] of stages.entries()) {
        checkBatchDivides({ ...step, microbatches }, own.replicas, `pipedream stage ${stage}`);
        const part = cutter.stageStep(assignment, stage);
        // PipeDream's partitioner ignores memory limits.
        const asked = { ...stageRequest(request, part.step, own.replicas), memoryBytes: Number.POSITIVE_INFINITY };
        const { plan } = yield* within(intra.plan(asked), () => {});
        planned.push({ part, plan });
      }
      const pipeline = { schedule: schedules[weightVersions], numChunks: 1, numUpdates };
      return { step, plan: combineStages(step, assignment, planned, name, pipeline) };
    },
  };
}

function microbatchesPerUpdate(
  { weightVersions = "stash", replicas, microbatchesPerUpdate: asked }: PipedreamOptions,
  microbatches: number,
  devices: number,
): number {
  if (weightVersions === "stash") return 1;
  if (weightVersions === "flush") return microbatches;
  if (asked !== undefined) return asked;
  const minCount = Math.min(replicas?.length ?? devices, microbatches);
  for (let count = minCount; count < microbatches; count++) if (microbatches % count === 0) return count;
  return microbatches;
}

function checkUpdates(method: string, microbatches: number, perUpdate: number): void {
  if (Number.isInteger(perUpdate) && perUpdate >= 1 && microbatches % perUpdate === 0) return;
  throw new InvalidConfig(
    method,
    `updates after every ${perUpdate} microbatches, which do not divide ${microbatches}; change one of them`,
    { microbatches, perUpdate },
  );
}

/** What its profiler says of the layers that the partitioner cuts, for a step that PipeDream has planned. */
export const profileStep = (step: Step, cluster: Cluster): ProfiledLayer[] =>
  profileLayers(step, findLayers(step, { numLayers: "auto" }), cluster);

/**
 * Per layer, the quantities that PipeDream's profiler measures: the seconds of its forward and backward ops on one
 * device, and its bytes. Here they come from the cost model or a measured profile.
 */
function profileLayers(step: Step, layers: Layers, cluster: Cluster, profile?: Profile): ProfiledLayer[] {
  const { graph } = step;
  const cost = meshCost(logicalMesh(cluster, [{ name: "device", size: 1 }], [0]), profile);
  const passes = findPasses(step);
  const typesOf = (values: readonly ValueId[]) => values.map((value) => graph.types[value]);
  const seconds = Array<number>(layers.numLayers).fill(0);
  graph.ops.forEach((op, index) => {
    const layer = layers.opLayers[index];
    const work = localWork(op, typesOf(op.operands), typesOf(op.results));
    const isTimed = passes[index] === "forward" || passes[index] === "backward";
    if (layer >= 0 && work && isTimed) seconds[layer] += cost.op(work);
  });
  const roles = findRoles(step);
  const paramsBytes = Array<number>(layers.numLayers).fill(0);
  graph.inputs.forEach(({ value }, input) => {
    const layer = layers.inputLayers[input];
    if (roles.inputs[input] === "parameter" && layer >= 0) paramsBytes[layer] += bytesOf(graph.types[value]);
  });
  return seconds.map((own, layer) => ({
    seconds: own,
    outputBytes: layers.boundaryBytes[layer] ?? 0,
    paramsBytes: paramsBytes[layer],
  }));
}

/** The levels of the network: devices within a host, then hosts. */
function networkLevels(cluster: Cluster, devices: number): NetworkLevel[] {
  checkHasDevices(cluster, devices, "pipedream");
  const [{ link, nic, numDevices: perHost }] = cluster.hosts;
  const bytesPerSecond = link.topology === "torus" ? link.linkBytesPerSecond : link.p2pBytesPerSecond;
  if (devices <= perHost) return [{ count: devices, bytesPerSecond }];
  if (devices % perHost !== 0) {
    throw new InvalidConfig(
      "pipedream",
      `${devices} devices are not whole hosts of ${perHost}, which its partitioner needs; use a multiple of ${perHost}`,
    );
  }
  return [
    { count: perHost, bytesPerSecond },
    { count: devices / perHost, bytesPerSecond: nic.count * nic.bytesPerSecond },
  ];
}

/** Assigns layers to stages with given replicas so that the slowest stage, per replica, is as fast as possible. */
function shareLayers(
  layers: readonly ProfiledLayer[],
  replicas: readonly number[],
  devices: number,
): ReplicatedStage[] {
  const text = replicas.join(" + ");
  if (replicas.length === 0 || replicas.some((count) => !Number.isInteger(count) || count < 1))
    throw new InvalidConfig(
      "pipedream: replicas",
      `got [${replicas.join(", ")}]; give an integer of 1 or more per stage`,
    );
  const used = replicas.reduce((sum, count) => sum + count, 0);
  if (used !== devices)
    throw new InvalidConfig(
      "pipedream: replicas",
      `${text} is ${used} devices, the step runs on ${devices}; make them equal`,
    );
  if (layers.length < replicas.length) {
    throw new InvalidConfig(
      "pipedream: replicas",
      `${replicas.length} stages need at least as many layers, got ${layers.length}; give fewer stages or raise the ` +
        "layers",
    );
  }
  const sums = prefixSums(layers.map(({ seconds }) => seconds));
  const n = layers.length;
  let best = [0, ...Array<number>(n).fill(Number.POSITIVE_INFINITY)];
  const from = replicas.map((count) => {
    const [next, begins] = [Array<number>(n + 1).fill(Number.POSITIVE_INFINITY), Array<number>(n + 1).fill(-1)];
    for (let end = 1; end <= n; end++) {
      for (let begin = 0; begin < end; begin++) {
        const slowest = Math.max(best[begin], (sums[end] - sums[begin]) / count);
        if (slowest < next[end]) [next[end], begins[end]] = [slowest, begin];
      }
    }
    best = next;
    return begins;
  });
  const stages: ReplicatedStage[] = [];
  for (let [stage, end] = [replicas.length - 1, n]; stage >= 0; stage--) {
    const begin = from[stage][end];
    stages.unshift({ firstLayer: begin, lastLayer: end - 1, replicas: replicas[stage] });
    end = begin;
  }
  return stages;
}
