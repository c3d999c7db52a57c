/**
 * @file PipeDream's own partitioner (Narayanan et al., SOSP'19, §3.1): consecutive layers into stages with replicas, so that the slowest
 * stage or transfer of the steady state is fastest. One dynamic program per level of the network, from the innermost out: what
 * one component of a level does alone is what the level inside it does best. All devices are used. As in the authors' optimizer a
 * stage's computation and the exchange of its weights among replicas are added, not overlapped.
 */
import { InvalidConfig } from "../base/errors.ts";

export interface ProfiledLayer {
  /** Forward and backward of one minibatch on one device. */
  readonly seconds: number;
  /** What the layer hands to the next one per minibatch; as much comes back as gradient. */
  readonly outputBytes: number;
  readonly paramsBytes: number;
}

/** `count` components joined by links of `bytesPerSecond`, each of them one component of the level inside (a device, innermost). */
export interface NetworkLevel {
  readonly count: number;
  readonly bytesPerSecond: number;
}

export interface ReplicatedStage {
  readonly firstLayer: number;
  readonly lastLayer: number;
  readonly replicas: number;
}

export interface PipedreamPartition {
  readonly stages: readonly ReplicatedStage[];
  /** Seconds per minibatch in the steady state. */
  readonly seconds: number;
}

/** Best times of layers i … j on m components of one level, and how they come about. */
interface LevelTable {
  readonly at: (first: number, last: number, count: number) => number;
  /** The last layer before the last stage, or first − 1 for a single stage. */
  readonly splitAt: (first: number, last: number, count: number) => number;
  readonly replicasAt: (first: number, last: number, count: number) => number;
}

/**
 * The partition of `layers` over a network, innermost level first.
 * Throws InvalidConfig when there are no layers or a level has no components or no bandwidth.
 */
export function partitionPipedream(
  layers: readonly ProfiledLayer[],
  levels: readonly NetworkLevel[],
): PipedreamPartition {
  if (layers.length === 0) throw new InvalidConfig("pipedream", "there are no layers; give at least one");
  if (levels.length === 0) throw new InvalidConfig("pipedream", "the network has no levels; give at least one");
  levels.forEach(({ count, bytesPerSecond }, level) => {
    if (!Number.isInteger(count) || count < 1 || !(bytesPerSecond > 0)) {
      throw new InvalidConfig(
        "pipedream",
        `level ${level} has ${count} components at ${bytesPerSecond} bytes/s; give 1 or more and a positive bandwidth`,
      );
    }
  });
  const times = layers.map(({ seconds }) => seconds);
  const sums = prefixSums(times);
  let alone = (first: number, last: number) => sums[last + 1] - sums[first];
  const tables = levels.map((level, index) => {
    const table = solveLevel(layers, level, alone, index === levels.length - 1);
    alone = (first, last) => table.at(first, last, level.count);
    return table;
  });

  const stagesOf = (level: number, first: number, last: number, replicas: number): ReplicatedStage[] => {
    if (level < 0) return [{ firstLayer: first, lastLayer: last, replicas }];
    const stages: ReplicatedStage[] = [];
    const table = tables[level];
    for (let [end, count] = [last, levels[level].count]; end >= first; ) {
      const [split, own] = [table.splitAt(first, end, count), table.replicasAt(first, end, count)];
      stages.unshift(...stagesOf(level - 1, split + 1, end, replicas * own));
      [end, count] = [split, count - own];
    }
    return stages;
  };
  const top = levels.length - 1;
  return {
    stages: stagesOf(top, 0, layers.length - 1, 1),
    seconds: tables[top].at(0, layers.length - 1, levels[top].count),
  };
}

/** The program of one level; `alone` is what one of its components takes for some layers. The outermost needs only prefixes. */
function solveLevel(
  layers: readonly ProfiledLayer[],
  { count, bytesPerSecond }: NetworkLevel,
  alone: (first: number, last: number) => number,
  isOutermost: boolean,
): LevelTable {
  const numLayers = layers.length;
  const params = prefixSums(layers.map(({ paramsBytes }) => paramsBytes));
  const indexOf = (first: number, last: number, components: number) =>
    (first * numLayers + last) * (count + 1) + components;
  const numRows = isOutermost ? 1 : numLayers;
  const best = new Float64Array(numRows * numLayers * (count + 1)).fill(Number.POSITIVE_INFINITY);
  const splits = new Int32Array(best.length);
  const replicas = new Int32Array(best.length);

  /** A stage with replicas: minibatches go to them in turn; each exchanges its weights' gradients with the others. */
  const stageSeconds = (first: number, last: number, own: number) => {
    const exchange = (4 * (own - 1) * (params[last + 1] - params[first])) / (bytesPerSecond * own);
    return (alone(first, last) + exchange) / own;
  };
  const transferSeconds = (layer: number, own: number) =>
    layer === numLayers - 1 ? 0 : (2 * layers[layer].outputBytes) / (bytesPerSecond * own);

  for (let first = 0; first < numRows; first++) {
    for (let last = first; last < numLayers; last++) {
      for (let components = 1; components <= count; components++) {
        const own = indexOf(first, last, components);
        [best[own], splits[own], replicas[own]] = [stageSeconds(first, last, components), first - 1, components];
      }
      for (let split = first; split < last; split++) {
        for (let tail = 1; tail < count; tail++) {
          const stage = Math.max(
            stageSeconds(split + 1, last, tail),
            transferSeconds(split, tail),
            transferSeconds(last, tail),
          );
          for (let components = tail + 1; components <= count; components++) {
            const own = indexOf(first, last, components);
            const seconds = Math.max(best[indexOf(first, split, components - tail)], stage);
            if (seconds < best[own]) [best[own], splits[own], replicas[own]] = [seconds, split, tail];
          }
        }
      }
    }
  }
  return {
    at: (...place) => best[indexOf(...place)],
    splitAt: (...place) => splits[indexOf(...place)],
    replicasAt: (...place) => replicas[indexOf(...place)],
  };
}

function prefixSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return sums;
}
