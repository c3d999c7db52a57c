/**
 * @file Composes a step from its parts: the tasks of its schedule in order, with the seconds of the chunks of a small
 * simulated pipeline. The tests compare it with a simulation of the whole step.
 */
import type { Cluster } from "../../cluster/cluster.ts";
import { type Engine, waitsForSends } from "../../cluster/engine.ts";
import { dataParallelRoles } from "../../lower/data-parallel-roles.ts";
import { scheduleByName } from "../../schedules/registry.ts";
import { range, type Task } from "../../schedules/schedule.ts";
import { type TimedTask, timeSchedule } from "../../schedules/timing.ts";
import { messageSeconds } from "../../simulate/seconds.ts";
import { besideOfBlocks, endOf, type OnceBeside, onceBeside, type Timed, waitFor } from "./beside.ts";
import type { Layout } from "./layout.ts";
import { type ChunkParts, secondsBeside } from "./parts.ts";
import type { Probe } from "./probe.ts";

/** Seconds of a step and peak bytes of the device that holds the most. */
export interface Prediction {
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Seconds of the messages between two stages of the small pipeline, placed on the devices of two real stages. */
export class Messages {
  readonly #probe: Probe;
  readonly #cluster: Cluster;
  readonly #devices: number;
  readonly #known = new Map<string, number>();

  /** @param devices  devices of one stage */
  constructor(probe: Probe, cluster: Cluster, devices: number) {
    this.#probe = probe;
    this.#cluster = cluster;
    this.#devices = devices;
  }

  /** Seconds of one microbatch's activations, or of their gradients, from stage `from` to stage `to`. */
  seconds(from: number, to: number, isForward: boolean): number {
    const { hostOf } = this.#cluster;
    const hosts = [from, to].map((stage) => hostOf[stage * this.#devices]);
    const places = [from, to].map((stage) => (stage * this.#devices) % this.#cluster.hosts[0].numDevices);
    const key = `${isForward} ${hosts[0] === hosts[1]} ${places}`;
    let seconds = this.#known.get(key);
    if (seconds === undefined) {
      seconds = this.#price(from, to, isForward);
      this.#known.set(key, seconds);
    }
    return seconds;
  }

  #price(from: number, to: number, isForward: boolean): number {
    const { program, simulation } = this.#probe;
    const [low, high] = isForward ? [from, to] : [to, from];
    const devicesOf = (stage: number): number[] => range(this.#devices).map((i) => stage * this.#devices + i);
    const moved = program.meshes.map((mesh, i) => ({
      ...mesh,
      devices: i === 0 ? devicesOf(low) : i === 1 ? devicesOf(high) : mesh.devices,
    }));
    const [source, target] = isForward ? [0, 1] : [1, 0];
    const counts = new Map<number, number>();
    for (const { transfer } of simulation.messages) counts.set(transfer, (counts.get(transfer) ?? 0) + 1);
    return program.transfers.reduce((sum, transfer, i) => {
      const isBetween = transfer.from.mesh === source && transfer.to.mesh === target && (counts.get(i) ?? 0) > 1;
      return isBetween
        ? sum + messageSeconds(transfer, { ...program, meshes: moved }, { cluster: this.#cluster })
        : sum;
    }, 0);
  }
}

/**
 * A step of a pipeline by its schedule.
 * @param partsAt  the parts of the chunk at a position of the model
 */
export function composePipeline(
  layout: Pick<Layout, "pipeline" | "chunks" | "numMicrobatches" | "isSynchronized" | "schedule">,
  partsAt: (position: number) => ChunkParts,
  messages: Pick<Messages, "seconds">,
  engine: Engine,
): Prediction {
  const { pipeline: numStages, chunks: numChunks, numMicrobatches, isSynchronized } = layout;
  const schedule = scheduleByName(layout.schedule, { numStages, numMicrobatches, numChunks });
  const { rule } = schedule;
  const parts = range(numStages * numChunks).map(partsAt);
  const positionOf = ({ stage, chunk }: Task): number => rule.positionOf(stage, chunk, numStages);
  const stageOf = schedule.tasks.flat().reduce((found: number[], task) => {
    if (task.kind === "forward" && task.microbatch === 0) found[positionOf(task)] = task.stage;
    return found;
  }, []);
  const sendsWait = waitsForSends(engine, schedule.tasks.flat());
  /** Seconds from the end of a task until its message has arrived, if its stage waits so long. */
  const waitOf = (task: Task): number => {
    const position = positionOf(task);
    if (!sendsWait || task.kind === "update" || task.kind === "backward-weight") return 0;
    const to = stageOf[position + (task.kind === "forward" ? 1 : -1)];
    return to === undefined || to === task.stage ? 0 : messages.seconds(task.stage, to, task.kind === "forward");
  };
  const timing = timeSchedule(
    schedule,
    (task) => {
      const { taskSeconds, firstSeconds } = parts[positionOf(task)];
      if (task.kind !== "update") return (task.microbatch === 0 ? firstSeconds : taskSeconds)[task.kind] + waitOf(task);
      const own = range(numChunks).map((chunk) => parts[rule.positionOf(task.stage, chunk, numStages)]);
      return own.reduce((sum, { taskSeconds }) => sum + taskSeconds.update, 0);
    },
    (from, to) =>
      messages.seconds(from.stage, to.stage, positionOf(from) < positionOf(to)) -
      waitOf(from) -
      parts[positionOf(from)].afterSendSeconds[from.kind] -
      parts[positionOf(to)].beforeRecvSeconds[to.kind],
  );
  const stages = timing.stages.map(({ tasks }, stage) => {
    const own = range(numChunks).map((chunk) => parts[rule.positionOf(stage, chunk, numStages)]);
    const { end, newParameters } = besideOfStage(
      tasks,
      own.map(({ beside }) => beside),
    );
    // The collectives beside compute of all microbatches run one after another.
    const collectives = own.reduce((sum, { besideSeconds }) => sum + besideSeconds, 0) * numMicrobatches;
    return { tasks, newParameters, end: Math.max(end, tasks[0].startSeconds + collectives) };
  });
  // A stage that does not wait for the others begins the next step as soon as it ends this one.
  const ended = isSynchronized
    ? Math.max(...stages.map(({ end }) => end))
    : Math.max(...stages.map(({ tasks, end }) => end - tasks[0].startSeconds));
  const waits = stages.map(({ tasks, end, newParameters }) =>
    waitFor(newParameters, isSynchronized ? ended - end : -tasks[0].startSeconds),
  );
  const stepSeconds = ended + Math.max(...waits);
  const peaks = schedule.tasks.map((tasks, stage) => {
    const own = range(numChunks).map((chunk) => parts[rule.positionOf(stage, chunk, numStages)]);
    const persistent = own.reduce((sum, { persistentBytes }) => sum + persistentBytes, 0);
    let [held, peak] = [0, 0];
    for (const { kind, chunk } of tasks) {
      if (kind === "update") peak = Math.max(peak, ...own.map(({ updateBytes }) => updateBytes));
      else {
        if (kind === "forward") held += own[chunk].savedBytes;
        peak = Math.max(peak, held + own[chunk].transientBytes);
        if (kind === "backward" || kind === "backward-weight") held -= own[chunk].savedBytes;
      }
    }
    return persistent + peak;
  });
  return { seconds: stepSeconds, peakBytes: Math.max(...peaks) };
}

/**
 * The time at which a stage ends, reductions included, and its gathers of new parameters, ordered by when the next step
 * needs them.
 * @param own  by chunk
 */
function besideOfStage(
  tasks: readonly TimedTask[],
  own: readonly OnceBeside[],
): { readonly end: number; readonly newParameters: readonly Timed[] } {
  const of = (chunk: number, kinds: readonly Task["kind"][]): TimedTask[] =>
    tasks.filter(({ task }) => task.chunk === chunk && kinds.includes(task.kind));
  const at = (all: readonly Timed[], by: number): Timed[] => all.map((each) => ({ ...each, at: each.at + by }));
  const inOrder = (a: Timed, b: Timed): number => a.at - b.at;
  const reductions = own.flatMap(({ reductions }, chunk) =>
    reductions.length === 0 ? [] : at(reductions, of(chunk, ["backward", "backward-weight"]).at(-1)!.endSeconds),
  );
  const newParameters = own.flatMap(({ newParameters }, chunk) =>
    newParameters.length === 0 ? [] : at(newParameters, of(chunk, ["forward"])[0].startSeconds),
  );
  // The update begins when all gradients are reduced.
  const { task, startSeconds, endSeconds } = tasks.at(-1)!;
  const updateSeconds = task.kind === "update" ? endSeconds - startSeconds : 0;
  return {
    end: Math.max(endSeconds, endOf(reductions.sort(inOrder)) + updateSeconds),
    newParameters: newParameters.sort(inOrder),
  };
}

/** A step of one stage with more microbatches than the one or two that were simulated; the second is repeated. */
export function repeatMicrobatch(
  { program, simulation }: Pick<Probe, "program" | "simulation">,
  numMicrobatches: number,
): Prediction {
  const [mesh] = program.meshes;
  const [{ startSeconds, endSeconds, memory }] = simulation.meshes;
  let [first, next, once] = [0, 0, 0];
  mesh.instructions.forEach(({ microbatch }, i) => {
    const seconds = endSeconds[i] - startSeconds[i];
    if (microbatch === 0) first += seconds;
    else if (microbatch > 0) next += seconds;
    else once += seconds;
  });
  return { seconds: first + once + next * (numMicrobatches - 1), peakBytes: memory.peakBytes };
}

/**
 * A step of one stage, extrapolated from simulated steps of one block and of two blocks: all blocks and all
 * microbatches but the first are alike.
 */
export function composeStage(probes: readonly [Probe, Probe], { blocks, numMicrobatches }: Layout): Prediction {
  const line = (a: number, b: number): number => a + (blocks[0] - 1) * (b - a);
  const parts = probes.map((probe) => repeatMicrobatch(probe, numMicrobatches));
  const peakBytes = line(parts[0].peakBytes, parts[1].peakBytes);
  const [one, two] = probes.map(stageBeside);
  if (!one || !two) return { seconds: line(parts[0].seconds, parts[1].seconds), peakBytes };
  const of = (pick: (stage: StageBeside) => number): number => line(pick(one), pick(two));
  const perMicrobatch = Math.max(
    of(({ next }) => next),
    of(({ nextBeside }) => nextBeside),
  );
  // A run of one microbatch may be simulated with two (a batch of one example is not cut).
  const backwardEnd = of(({ end }) => end) + (numMicrobatches - one.numMicrobatches) * perMicrobatch;
  const { reductions, newParameters } = besideOfBlocks(one.once, two.once, blocks[0]);
  const reduced = Math.max(
    backwardEnd + Math.max(0, endOf(reductions)),
    of(({ nextBeside }) => nextBeside) * numMicrobatches,
  );
  const ended = reduced + of(({ updates }) => updates);
  return { seconds: ended + waitFor(newParameters), peakBytes };
}

/** Times of a simulated step of one stage whose engine runs collectives beside compute. */
interface StageBeside {
  /** The microbatches that were simulated. */
  readonly numMicrobatches: number;
  /** The end of the last backward pass. */
  readonly end: number;
  /** Seconds of the last microbatch, and those of its collectives beside compute. */
  readonly next: number;
  readonly nextBeside: number;
  /** Seconds of updates after the last backward pass. */
  readonly updates: number;
  readonly once: OnceBeside;
}

function stageBeside(probe: Probe): StageBeside | undefined {
  const { instructions } = probe.program.meshes[0];
  const { startSeconds: start, endSeconds: end, beside } = probe.simulation.meshes[0];
  if (!beside) return undefined;
  const isBeside = beside.is;
  const { roles } = dataParallelRoles(probe.program)[0];
  const own = [...instructions.keys()].filter((i) => !isBeside[i]);
  const last = Math.max(...instructions.map(({ microbatch }) => microbatch));
  const isCompute = (i: number): boolean => roles[i] !== "update" && instructions[i].microbatch >= 0;
  const endOfMicrobatch = (of: number): number =>
    Math.max(0, ...own.filter((i) => isCompute(i) && instructions[i].microbatch === of).map((i) => end[i]));
  const backwardEnd = endOfMicrobatch(last);
  const sum = (indices: readonly number[]): number => indices.reduce((total, i) => total + end[i] - start[i], 0);
  const firstInstruction = instructions.findIndex(({ microbatch }) => microbatch === last);
  const once = onceBeside(probe, 0, { firstInstruction, endSeconds: backwardEnd, startSeconds: 0 })!;
  return {
    numMicrobatches: last + 1,
    end: backwardEnd,
    next: backwardEnd - endOfMicrobatch(last - 1),
    nextBeside: secondsBeside(probe, 0),
    updates: sum(own.filter((i) => start[i] >= backwardEnd)),
    once,
  };
}
