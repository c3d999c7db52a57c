/** @file Predicts steps of fixed layouts. A small program that several layouts need is simulated once. */

import { Recent } from "../../base/recent.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { type Cluster, clusterEngine, type HostKind } from "../../cluster/cluster.ts";
import { besideWithMore } from "./beside.ts";
import { composePipeline, composeStage, Messages, type Prediction } from "./compose.ts";
import { type Layout, stageDevices } from "./layout.ts";
import { type ChunkParts, partsOf, taskKinds } from "./parts.ts";
import { clusterOf, type Probe, probe } from "./probe.ts";
import { type Subject, Traces } from "./traces.ts";

/** The hosts of a run, all of one kind. */
export interface Hardware {
  /** Equal for equal hosts. */
  readonly key: string;
  readonly perHost: number;
  readonly host: (devices: number) => HostKind;
}

/** Blocks of each stage of the small pipeline. The third stage has one more, so the difference prices a block. */
const probeStages = [1, 1, 2, 1] as const;
const probeMicrobatches = 2;

/**
 * The number of small programs that are kept, those used last. They are large, and points of one model that share them
 * follow one another.
 */
const maxRecent = 24;

interface Pipeline {
  readonly probe: Probe;
  readonly first: ChunkParts;
  readonly middle: ChunkParts;
  readonly longer: ChunkParts;
  readonly last: ChunkParts;
}

export class Predictor {
  readonly #pipelines = new Recent<string, Promise<Pipeline>>(maxRecent);
  readonly #stages = new Recent<string, Promise<Probe>>(maxRecent);
  readonly #predictions = new Map<string, Promise<Prediction>>();

  #numSimulated = 0;
  readonly #traces = new Traces();
  readonly #signal: StopSignal | undefined;

  constructor(signal?: StopSignal) {
    this.#signal = signal;
  }

  /** The number of small programs simulated so far. */
  get numSimulated(): number {
    return this.#numSimulated;
  }

  predict(subject: Subject, hardware: Hardware, layout: Layout): Promise<Prediction> {
    const key = JSON.stringify([subject.key, hardware.key, layout]);
    let prediction = this.#predictions.get(key);
    if (!prediction) {
      prediction =
        layout.pipeline === 1 ? this.#stage(subject, hardware, layout) : this.#pipeline(subject, hardware, layout);
      this.#predictions.set(key, prediction);
    }
    return prediction;
  }

  /** Forward and backward of one block: the seconds that a second block adds to a microbatch. */
  async predictBlock(subject: Subject, hardware: Hardware, layout: Layout): Promise<Prediction> {
    const pair = { ...layout, numMicrobatches: 2 };
    const [low, high] = [
      await this.#ofBlocks(subject, hardware, pair, 1),
      await this.#ofBlocks(subject, hardware, pair, 2),
    ];
    const [a, b] = [microbatchSeconds(low), microbatchSeconds(high)];
    return { seconds: b - a, peakBytes: high.simulation.meshes[0].memory.peakBytes };
  }

  /** The small programs that a prediction is composed of: one with several stages, or two of one and two blocks. */
  async probes(subject: Subject, hardware: Hardware, layout: Layout): Promise<readonly Probe[]> {
    if (layout.pipeline > 1) return [(await this.#probePipeline(subject, hardware, layout)).probe];
    return [await this.#ofBlocks(subject, hardware, layout, 1), await this.#ofBlocks(subject, hardware, layout, 2)];
  }

  async #stage(subject: Subject, hardware: Hardware, layout: Layout): Promise<Prediction> {
    const one = await this.#ofBlocks(subject, hardware, layout, 1);
    return composeStage([one, await this.#ofBlocks(subject, hardware, layout, 2)], layout);
  }

  /** Simulates a step of one stage of a few blocks. */
  #ofBlocks(subject: Subject, hardware: Hardware, layout: Layout, blocks: number): Promise<Probe> {
    const devices = stageDevices(layout);
    // 16-bit steps need a batch of two examples, so two microbatches are traced even if the run has one.
    const isOneExample = layout.microbatch * layout.data === 1;
    const microbatches = isOneExample ? 2 : Math.min(2, layout.numMicrobatches);
    const key = JSON.stringify([this.#keyOf(subject, hardware, layout), blocks, microbatches]);
    let known = this.#stages.get(key);
    if (!known) {
      const cluster = clusterOf(hardware.host, hardware.perHost, devices);
      known = probe(subject, this.#traces, layout, [blocks], microbatches, cluster, layout.schedule, this.#signal);
      this.#numSimulated++;
      this.#stages.set(key, known);
    }
    return known;
  }

  #probePipeline(subject: Subject, hardware: Hardware, layout: Layout): Promise<Pipeline> {
    const isSplit = layout.schedule.startsWith("zb");
    const schedule = isSplit ? "zb-h1" : "1f1b";
    const devices = stageDevices(layout);
    const key = JSON.stringify([this.#keyOf(subject, hardware, layout), schedule]);
    let known = this.#pipelines.get(key);
    if (!known) {
      const cluster = clusterOf(hardware.host, hardware.perHost, devices * probeStages.length);
      known = probe(
        subject,
        this.#traces,
        layout,
        probeStages,
        probeMicrobatches,
        cluster,
        schedule,
        this.#signal,
      ).then((made) => {
        const [first, middle, longer, last] = probeStages.map((_, i) => partsOf(made, i));
        return { probe: made, first, middle, longer, last };
      });
      this.#numSimulated++;
      this.#pipelines.set(key, known);
    }
    return known;
  }

  async #pipeline(subject: Subject, hardware: Hardware, layout: Layout): Promise<Prediction> {
    const pipeline = await this.#probePipeline(subject, hardware, layout);
    const devices = stageDevices(layout);
    const cluster: Cluster = clusterOf(hardware.host, hardware.perHost, devices * layout.pipeline);
    const last = layout.blocks.length - 1;
    return composePipeline(
      layout,
      (position) => {
        const base = position === 0 ? pipeline.first : position === last ? pipeline.last : pipeline.middle;
        return withBlocks(base, pipeline, layout.blocks[position], position === 0);
      },
      new Messages(pipeline.probe, cluster, devices),
      clusterEngine(cluster),
    );
  }

  #keyOf(subject: Subject, hardware: Hardware, layout: Layout): unknown[] {
    const { tensor, data, context, zero, sequenceParallel, microbatch, remat, precision } = layout;
    const degrees = [tensor, data, context, zero, sequenceParallel];
    return [subject.key, hardware.key, ...degrees, microbatch, remat, precision];
  }
}

/** Extends a chunk of one block to `blocks` blocks: each adds the difference between the two middle chunks. */
function withBlocks(base: ChunkParts, { middle, longer }: Pipeline, blocks: number, isFirst: boolean): ChunkParts {
  const more = (pick: (parts: ChunkParts) => number): number =>
    Math.max(0, pick(base) + (blocks - 1) * (pick(longer) - pick(middle)));
  const byKind = (pick: (parts: ChunkParts) => ChunkParts["taskSeconds"]): ChunkParts["taskSeconds"] =>
    Object.fromEntries(taskKinds.map((kind) => [kind, more((parts) => pick(parts)[kind])])) as never;
  const periodOf = (...kinds: (typeof taskKinds)[number][]): number =>
    kinds.reduce((sum, kind) => sum + longer.taskSeconds[kind] - middle.taskSeconds[kind], 0);
  return {
    beside: besideWithMore(base.beside, middle.beside, Math.max(0, blocks - 1), isFirst, {
      forward: periodOf("forward"),
      backward: periodOf("backward", "backward-weight"),
    }),
    besideSeconds: more((parts) => parts.besideSeconds),
    taskSeconds: byKind((parts) => parts.taskSeconds),
    firstSeconds: byKind((parts) => parts.firstSeconds),
    afterSendSeconds: byKind((parts) => parts.afterSendSeconds),
    beforeRecvSeconds: byKind((parts) => parts.beforeRecvSeconds),
    persistentBytes: more((parts) => parts.persistentBytes),
    savedBytes: more((parts) => parts.savedBytes),
    transientBytes: more((parts) => parts.transientBytes),
    updateBytes: more((parts) => parts.updateBytes),
  };
}

/** Seconds of the second microbatch of a step of one stage. */
function microbatchSeconds({ program, simulation }: Probe): number {
  const [{ startSeconds, endSeconds }] = simulation.meshes;
  return program.meshes[0].instructions.reduce(
    (sum, { microbatch }, i) => (microbatch === 1 ? sum + endSeconds[i] - startSeconds[i] : sum),
    0,
  );
}
