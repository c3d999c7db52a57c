/** @file Prices a plan of the whole step by lowering and simulating it. */
import { memoize } from "../../base/memoize.ts";
import { type Cluster, devicesEngine } from "../../cluster/cluster.ts";
import type { Profile } from "../../cost/profile.ts";
import { lower } from "../../lower/lower.ts";
import type { Program } from "../../lower/program.ts";
import { dataParallel } from "../../methods/data-parallel.ts";
import { megatron } from "../../methods/megatron.ts";
import { type Method, type PlannedStep, withMicrobatches } from "../../methods/method.ts";
import { pipedream } from "../../methods/pipedream.ts";
import { pipeshard } from "../../methods/pipeshard.ts";
import { zero } from "../../methods/zero.ts";
import { stateBytesOfStages } from "../../sharding/state-bytes.ts";
import { messageSeconds, type SimulateOptions } from "../../simulate/seconds.ts";
import { simulateProgram } from "../../simulate/simulate.ts";
import { messageCounts, trafficByKind } from "../../simulate/traffic.ts";
import type { Usage } from "../../simulate/usage.ts";
import { composePipeline } from "../predict/compose.ts";
import { repeatMicrobatch } from "../predict/compose-stage.ts";
import type { Layout } from "../predict/layout.ts";
import type { Messages } from "../predict/messages.ts";
import { partsOf } from "../predict/parts.ts";
import type { Family } from "./layouts.ts";
import { numbersOf, priceChunks } from "./price-blocks.ts";
import type { Priced } from "./row.ts";

/** The method that plans a layout. */
export function methodOf(family: Family, layout: Layout): Method {
  const { tensor, pipeline, data, schedule, chunks, sequenceParallel, zero: stage } = layout;
  if (family === "data") return dataParallel();
  if (family === "pipedream") return pipedream();
  if (family === "pipedream-flush") return pipedream({ weightVersions: "flush" });
  if (family === "gpipe") return pipeshard({ stages: pipeline, schedule: "gpipe" });
  if (family !== "megatron") return zero({ stage: stage as 1 | 2 | 3 });
  return megatron({
    ...{ tensorParallel: tensor, dataParallel: data, zero: stage as 0 | 1, sequenceParallel },
    ...(pipeline > 1 && { pipelineParallel: pipeline, schedule, ...(chunks > 1 && { chunks }) }),
  });
}

export interface PricingTarget {
  readonly cluster: Cluster;
  readonly profile?: Profile;
  readonly limitBytes: number;
}

/** Prices a planned step by the simulator. */
export function priceWhole({ step, plan }: PlannedStep, target: PricingTarget): Priced {
  const { cluster, profile, limitBytes } = target;
  const program = lower(step, plan);
  const { seconds, meshes } = simulateProgram(program, { cluster, profile });
  const state = stateBytesOfStages(step, plan);
  const devices = meshes.reduce((sum, mesh) => sum + mesh.devices.length, 0);
  const fullest = meshes.reduce(
    (most, { memory }, i) => (memory.peakBytes > meshes[most].memory.peakBytes ? i : most),
    0,
  );
  const { peakBytes } = meshes[fullest].memory;
  const { parameters, gradients, optimizer } = state[fullest];
  const mean = (of: (usage: Usage) => number): number =>
    meshes.reduce((sum, { usage, devices: own }) => sum + of(usage) * own.length, 0) / devices;
  return {
    seconds,
    bubble: mean(({ bubble }) => bubble),
    communicationSeconds: mean((usage) => usage.communicationSeconds),
    traffic: trafficByKind(program, cluster),
    memory: {
      ...{ peakBytes, limitBytes, parameters, gradients, optimizer },
      other: Math.max(0, peakBytes - parameters - gradients - optimizer),
    },
  };
}

/** Largest product of ops and microbatches that is lowered and simulated as a whole. */
const maxSimulatedOps = 4e5;

/**
 * Prices a planned step: the whole program is simulated, or if it is large a program of two of its microbatches, which
 * the schedule then repeats.
 */
export function pricePlan(planned: PlannedStep, target: PricingTarget): Priced {
  const { step, plan } = planned;
  const { numUpdates = 1 } = plan.pipeline ?? {};
  const isLarge = step.graph.ops.length * step.microbatches * numUpdates > maxSimulatedOps;
  return isLarge && canShorten(planned) ? priceByMicrobatch(planned, target) : priceWhole(planned, target);
}

/**
 * Whether a program of two microbatches can be extrapolated to all of them: one chunk per stage, one update per call.
 */
export function canShorten({ step, plan }: PlannedStep): boolean {
  const { numChunks = 1, numUpdates = 1 } = plan.pipeline ?? {};
  return numChunks === 1 && numUpdates === 1 && step.microbatches > 2;
}

/** Prices a planned step of many microbatches from a program of two of them. */
export function priceByMicrobatch(planned: PlannedStep, target: PricingTarget): Priced {
  const { cluster, profile, limitBytes } = target;
  const { step, plan } = planned;
  const { microbatches: numMicrobatches } = step;
  const short = withMicrobatches(planned, 2);
  const program = lower(short.step, short.plan);
  const simulation = simulateProgram(program, { cluster, profile });
  const numbers = numbersOf({ program, simulation, cluster, ...short });
  const { schedule = "1f1b" } = plan.pipeline ?? {};
  const layout = { pipeline: plan.stages.length, chunks: 1, numMicrobatches, schedule, isSynchronized: true };
  const prediction =
    plan.stages.length === 1
      ? repeatMicrobatch({ program, simulation }, numMicrobatches)
      : composePipeline(
          layout,
          memoize((position) => partsOf({ program, simulation, cluster }, position)),
          messagesOf(program, { cluster, profile }),
          devicesEngine(cluster, program.meshes[0].devices),
        );
  return priceChunks(prediction, numbers, layout, limitBytes);
}

/** Seconds of one microbatch's messages from a stage to another. */
function messagesOf(program: Program, options: SimulateOptions): Pick<Messages, "seconds"> {
  const counts = messageCounts(program);
  const seconds = program.meshes.map(() => program.meshes.map(() => 0));
  program.transfers.forEach((transfer, index) => {
    if (counts[index] > 1) seconds[transfer.from.mesh][transfer.to.mesh] += messageSeconds(transfer, program, options);
  });
  return { seconds: (from, to) => seconds[from][to] };
}
