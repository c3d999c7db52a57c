/** @file Predicts steps of fixed layouts. A small program that several layouts need is simulated once. */

import { getOrMake } from "../../base/memoize.ts";
import { Recent } from "../../base/recent.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { type Cluster, clusterEngine, type HostKind } from "../../cluster/cluster.ts";
import { findSchedule } from "../../schedules/registry.ts";
import { putsOffWeightGradients } from "../../schedules/schedule.ts";
import { besideWithMore } from "./beside.ts";
import { composePipeline, type Prediction } from "./compose.ts";
import { composeStage, type StageParts, stagePartsOf } from "./compose-stage.ts";
import { type Layout, stageDevices } from "./layout.ts";
import { Messages, type Route, routeOf } from "./messages.ts";
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

/** The number of small programs that are kept, those used last. They are large: their parts are read at once. */
const maxProbes = 2;
/** The number of small programs whose parts are kept, those used last. */
const maxParts = 1000;

/** The parts of a small pipeline. */
interface Pipeline {
  readonly route: Route;
  readonly first: ChunkParts;
  readonly middle: ChunkParts;
  readonly longer: ChunkParts;
  readonly last: ChunkParts;
}

export class Predictor {
  readonly #probes = new Recent<string, Promise<Probe>>(maxProbes);
  readonly #pipelines = new Recent<string, Promise<Pipeline>>(maxParts);
  readonly #stages = new Recent<string, Promise<StageParts>>(maxParts);
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
      await this.#partsOfBlocks(subject, hardware, pair, 1),
      await this.#partsOfBlocks(subject, hardware, pair, 2),
    ];
    return { seconds: high.next - low.next, peakBytes: high.peakBytes };
  }

  /** The small programs that a prediction is composed of: one with several stages, or two of one and two blocks. */
  async probes(subject: Subject, hardware: Hardware, layout: Layout): Promise<readonly Probe[]> {
    if (layout.pipeline > 1) return [await this.#ofPipeline(subject, hardware, layout).simulate()];
    return [
      await this.#ofBlocks(subject, hardware, layout, 1).simulate(),
      await this.#ofBlocks(subject, hardware, layout, 2).simulate(),
    ];
  }

  async #stage(subject: Subject, hardware: Hardware, layout: Layout): Promise<Prediction> {
    const one = await this.#partsOfBlocks(subject, hardware, layout, 1);
    return composeStage([one, await this.#partsOfBlocks(subject, hardware, layout, 2)], layout);
  }

  #partsOfBlocks(subject: Subject, hardware: Hardware, layout: Layout, blocks: number): Promise<StageParts> {
    const { key, simulate } = this.#ofBlocks(subject, hardware, layout, blocks);
    return getOrMake(this.#stages, key, () => simulate().then(stagePartsOf));
  }

  /** A step of one stage of a few blocks. */
  #ofBlocks(subject: Subject, hardware: Hardware, layout: Layout, blocks: number): Simulated {
    // 16-bit steps need a batch of two examples, so two microbatches are traced even if the run has one.
    const isOneExample = layout.microbatch * layout.data === 1;
    const microbatches = isOneExample ? 2 : Math.min(2, layout.numMicrobatches);
    return this.#simulated(subject, hardware, layout, [blocks], microbatches, layout.schedule);
  }

  #partsOfPipeline(subject: Subject, hardware: Hardware, layout: Layout): Promise<Pipeline> {
    const { key, simulate } = this.#ofPipeline(subject, hardware, layout);
    return getOrMake(this.#pipelines, key, async () => {
      const made = await simulate();
      const [first, middle, longer, last] = probeStages.map((_, i) => partsOf(made, i));
      return { route: routeOf(made.program), first, middle, longer, last };
    });
  }

  #ofPipeline(subject: Subject, hardware: Hardware, layout: Layout): Simulated {
    const schedule = putsOffWeightGradients(findSchedule(layout.schedule)) ? "zb-h1" : "1f1b";
    return this.#simulated(subject, hardware, layout, probeStages, probeMicrobatches, schedule);
  }

  /** A small program: its key, equal for equal ones, and how to simulate it. */
  #simulated(
    subject: Subject,
    hardware: Hardware,
    layout: Layout,
    stages: readonly number[],
    microbatches: number,
    schedule: string,
  ): Simulated {
    const { tensor, data, context, experts, zero, sequenceParallel, microbatch, remat, precision } = layout;
    const degrees = [tensor, data, context, experts, zero, sequenceParallel];
    const name = [subject.key, hardware.key, degrees, microbatch, remat, precision, stages, microbatches];
    // A single stage has no schedule.
    const key = JSON.stringify(stages.length > 1 ? [...name, schedule] : name);
    const simulate = (): Promise<Probe> =>
      getOrMake(this.#probes, key, () => {
        const cluster = clusterOf(hardware.host, hardware.perHost, stageDevices(layout) * stages.length);
        this.#numSimulated++;
        return probe(subject, this.#traces, layout, stages, microbatches, cluster, schedule, this.#signal);
      });
    return { key, simulate };
  }

  async #pipeline(subject: Subject, hardware: Hardware, layout: Layout): Promise<Prediction> {
    const pipeline = await this.#partsOfPipeline(subject, hardware, layout);
    const devices = stageDevices(layout);
    const cluster: Cluster = clusterOf(hardware.host, hardware.perHost, devices * layout.pipeline);
    const last = layout.blocks.length - 1;
    return composePipeline(
      layout,
      (position) => {
        const base = position === 0 ? pipeline.first : position === last ? pipeline.last : pipeline.middle;
        return withBlocks(base, pipeline, layout.blocks[position], position === 0);
      },
      new Messages(pipeline.route, cluster, devices),
      clusterEngine(cluster),
    );
  }
}

/** A small program. */
interface Simulated {
  readonly key: string;
  readonly simulate: () => Promise<Probe>;
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
