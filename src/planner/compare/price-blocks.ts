/**
 * @file Prices a layout of a model of identical blocks from small programs: seconds and peak by the predictor; idle
 * share, traffic and state bytes from the same programs, linear in the blocks of a stage and in the microbatches.
 */
import { range } from "../../base/integers.ts";
import { type Cluster, makeCluster } from "../../cluster/cluster.ts";
import { stateBytesOfStages } from "../../sharding/state-bytes.ts";
import { type KindTraffic, linkOf, type TrafficKind, visitSendings } from "../../simulate/traffic.ts";
import { slotOf } from "../../simulate/usage.ts";
import type { Prediction } from "../predict/compose.ts";
import type { Layout } from "../predict/layout.ts";
import type { Hardware, Predictor } from "../predict/predict.ts";
import type { Probe } from "../predict/probe.ts";
import type { Subject } from "../predict/traces.ts";
import type { Priced } from "./row.ts";

/** Hosts of a cluster, as the predictor makes clusters of them; undefined for hosts of several kinds. */
export function hardwareOf({ name, hosts }: Cluster): Hardware | undefined {
  const [kind] = hosts;
  if (hosts.some((host) => host !== kind)) return undefined;
  return {
    key: name,
    perHost: kind.numDevices,
    host: (devices) =>
      devices === kind.numDevices ? kind : makeCluster(name, [{ ...kind, numDevices: devices }]).hosts[0],
  };
}

/** The numbers of one stage by name, such as `busy step` or `all_gather host microbatch`. */
export type Numbers = Map<string, number>;

const perStep = " step";
const perMicrobatch = " microbatch";

/**
 * The numbers of a stage of a small program: what each microbatch adds (the mean without the first, which writes its
 * sums instead of adding to them) and what comes once in a step.
 */
export function numbersOf({ program, simulation, cluster, step, plan }: Probe): Numbers[] {
  const first = step.microbatches > 1 ? 1 : 0;
  const all = program.meshes.map((): Numbers => new Map());
  const add = (mesh: number, name: string, microbatch: number, value: number): void => {
    const isOnce = microbatch < 0;
    if (!isOnce && microbatch < first) return;
    const key = `${name}${isOnce ? perStep : perMicrobatch}`;
    all[mesh].set(key, (all[mesh].get(key) ?? 0) + (isOnce ? value : value / (step.microbatches - first)));
  };
  program.meshes.forEach(({ instructions }, mesh) => {
    const { startSeconds, endSeconds } = simulation.meshes[mesh];
    instructions.forEach((instruction, i) => {
      if (slotOf(instruction) !== "idle") add(mesh, "busy", instruction.microbatch, endSeconds[i] - startSeconds[i]);
    });
  });
  visitSendings(program, cluster, ({ kind, mesh, microbatch, from, to, bytes }) => {
    add(mesh, `${kind} ${linkOf(cluster, from, to)}`, microbatch, bytes);
  });
  stateBytesOfStages(step, plan).forEach((bytes, mesh) => {
    for (const [part, value] of Object.entries(bytes)) add(mesh, part, -1, value);
  });
  return all;
}

/**
 * Numbers of a stage of `blocks` blocks: `base`, those of one block, plus (blocks − 1) times the difference of `longer`
 * and `shorter`.
 */
function withBlocks(base: Numbers, shorter: Numbers, longer: Numbers, blocks: number): Numbers {
  const names = new Set([...base.keys(), ...longer.keys()]);
  return new Map(
    [...names].map((name) => {
      const more = (longer.get(name) ?? 0) - (shorter.get(name) ?? 0);
      return [name, Math.max(0, (base.get(name) ?? 0) + (blocks - 1) * more)];
    }),
  );
}

/** The numbers of every chunk of a layout, in the model's order. */
function chunksOf(probes: readonly Probe[], { pipeline, blocks }: Layout): Numbers[] {
  if (pipeline === 1) {
    const [one, two] = probes.map((probe) => numbersOf(probe)[0]);
    return [withBlocks(one, one, two, blocks[0])];
  }
  const [first, middle, longer, last] = numbersOf(probes[0]);
  return blocks.map((count, position) => {
    const base = position === 0 ? first : position === blocks.length - 1 ? last : middle;
    return withBlocks(base, middle, longer, count);
  });
}

/** Prices one layout. @param limitBytes  bytes that a device may use */
export async function priceLayout(
  predictor: Predictor,
  subject: Subject,
  hardware: Hardware,
  layout: Layout,
  limitBytes: number,
): Promise<Priced> {
  const prediction = await predictor.predict(subject, hardware, layout);
  const chunks = chunksOf(await predictor.probes(subject, hardware, layout), layout);
  return priceChunks(prediction, chunks, layout, limitBytes);
}

/** The price of a step from the numbers of its chunks, in the model's order. */
export function priceChunks(
  { seconds, peakBytes: predicted }: Prediction,
  chunks: readonly Numbers[],
  { pipeline, numMicrobatches, schedule }: Pick<Layout, "pipeline" | "numMicrobatches" | "schedule">,
  limitBytes: number,
): Priced {
  // PipeDream updates after every microbatch, so its costs of a step come once per microbatch.
  const isPipedream = schedule === "pipedream";
  const times = (name: string): number => (name.endsWith(perMicrobatch) || isPipedream ? numMicrobatches : 1);
  const of = (chunk: Numbers, name: string): number =>
    [perStep, perMicrobatch].reduce((sum, how) => sum + (chunk.get(name + how) ?? 0) * times(name + how), 0);
  const busy = chunks.reduce((sum, chunk) => sum + of(chunk, "busy"), 0) / pipeline;
  const stages = range(pipeline).map((stage) => chunks.filter((_, position) => position % pipeline === stage));
  const state = stages.map((own) => {
    const sum = (part: string): number => own.reduce((all, chunk) => all + (chunk.get(part + perStep) ?? 0), 0);
    return { parameters: sum("parameters"), gradients: sum("gradients"), optimizer: sum("optimizer") };
  });
  const total = ({ parameters, gradients, optimizer }: (typeof state)[number]): number =>
    parameters + gradients + optimizer;
  const fullest = state.reduce((a, b) => (total(b) > total(a) ? b : a));
  // A stage of PipeDream stashes the weights of every microbatch in flight, the first stage the most.
  const stashed = isPipedream ? (Math.min(pipeline, numMicrobatches) - 1) * state[0].parameters : 0;
  const peakBytes = predicted + stashed;
  const parameters = fullest.parameters + stashed;
  return {
    seconds,
    bubble: Math.max(0, 1 - busy / seconds),
    traffic: trafficOf(chunks, of),
    memory: {
      ...{ peakBytes, limitBytes, ...fullest, parameters },
      other: Math.max(0, peakBytes - total(fullest) - stashed),
    },
  };
}

function trafficOf(chunks: readonly Numbers[], of: (chunk: Numbers, name: string) => number): KindTraffic[] {
  const found = new Map<string, KindTraffic>();
  const names = new Set(
    chunks.flatMap((chunk) => [...chunk.keys()].map((name) => name.split(" ").slice(0, -1).join(" "))),
  );
  for (const name of names) {
    const [kind, link] = name.split(" ") as [TrafficKind, "host" | "network" | undefined];
    if (link === undefined) continue;
    const bytes = chunks.reduce((sum, chunk) => sum + of(chunk, name), 0);
    if (bytes > 0) found.set(name, { kind, link, bytes });
  }
  return [...found.values()].sort((a, b) => b.bytes - a.bytes);
}
