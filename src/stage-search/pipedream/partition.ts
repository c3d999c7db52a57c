/**
 * @file PipeDream's partitioner (Narayanan et al., SOSP'19, §3.1). Splits consecutive layers into stages with replicas
 * and minimizes the time of the slowest stage or transfer in the steady state. It runs one dynamic program per level of
 * the network, from the innermost outward: the time of one component of a level is the best time of the level inside
 * it. All devices are used. As in the authors' optimizer, a stage's compute and its weight exchange among replicas add
 * up instead of overlapping. A model whose layers do not form a chain is split at the cuts of its graph
 * (graph-cuts.ts); a stage is the part between two cuts.
 *
 * Among equally fast partitions, the one with the earliest last cut wins, and a single stage before several. (In the
 * authors' optimizer, ties depend on the order in which Python iterates over a set.)
 */
import { InvalidConfig } from "../../base/errors.ts";
import { findCuts } from "./graph-cuts.ts";

export interface ProfiledLayer {
  /** Forward and backward of one minibatch on one device. */
  readonly seconds: number;
  /** Bytes that the layer sends to the next one per minibatch; the gradient that it receives back has the same size. */
  readonly outputBytes: number;
  readonly paramsBytes: number;
}

/** A layer of a model that is not a chain. */
export interface ProfiledNode extends ProfiledLayer {
  /**
   * The nodes that it reads, all of them earlier ones. Its own output crosses a cut once, whatever the number of
   * readers.
   */
  readonly inputs: readonly number[];
}

/**
 * A level of the network: `count` components, joined by links of `bytesPerSecond`. A component is a device on the
 * innermost level, and a whole level inside on the others.
 */
export interface NetworkLevel {
  readonly count: number;
  readonly bytesPerSecond: number;
}

export interface ReplicatedStage {
  readonly firstLayer: number;
  readonly lastLayer: number;
  readonly replicas: number;
}

/** Nodes of a graph, in ascending order. */
export interface ReplicatedNodes {
  readonly nodes: readonly number[];
  readonly replicas: number;
}

export interface PipedreamPartition<Stage = ReplicatedStage> {
  readonly stages: readonly Stage[];
  /** Seconds per minibatch in the steady state. */
  readonly seconds: number;
}

/** The sums over all layers before a cut, and the bytes that cross it. */
interface Cut {
  readonly seconds: number;
  readonly paramsBytes: number;
  readonly sentBytes: number;
}

/** The stage between two cuts. */
interface CutStage {
  readonly begin: number;
  readonly end: number;
  readonly replicas: number;
}

/** Best times between two cuts on a number of components of one level, and the split and replicas that achieve them. */
interface LevelTable {
  readonly at: (begin: number, end: number, count: number) => number;
  /** The cut before the last stage; `begin` for a single stage. */
  readonly splitAt: (begin: number, end: number, count: number) => number;
  readonly replicasAt: (begin: number, end: number, count: number) => number;
}

/** The partition of a chain of layers, each of which reads the previous one. */
export function partitionPipedream(
  layers: readonly ProfiledLayer[],
  levels: readonly NetworkLevel[],
): PipedreamPartition {
  const nodes = layers.map((layer, index) => ({ ...layer, inputs: index === 0 ? [] : [index - 1] }));
  const { stages, seconds } = partitionPipedreamGraph(nodes, levels);
  return {
    stages: stages.map(({ nodes: own, replicas }) => ({
      firstLayer: own[0],
      lastLayer: own[own.length - 1],
      replicas,
    })),
    seconds,
  };
}

/**
 * The partition of a graph of `nodes` over a network, innermost level first.
 * @throws InvalidConfig when there are no nodes, they are not in order, not connected or have too many cuts
 *   (graph-cuts.ts), or when a level has no components or no bandwidth
 */
export function partitionPipedreamGraph(
  nodes: readonly ProfiledNode[],
  levels: readonly NetworkLevel[],
): PipedreamPartition<ReplicatedNodes> {
  if (nodes.length === 0) throw new InvalidConfig("pipedream", "there are no layers; give at least one");
  if (levels.length === 0) throw new InvalidConfig("pipedream", "the network has no levels; give at least one");
  levels.forEach(({ count, bytesPerSecond }, level) => {
    if (!Number.isInteger(count) || count < 1 || !(bytesPerSecond > 0)) {
      throw new InvalidConfig(
        "pipedream",
        `level ${level} has ${count} components at ${bytesPerSecond} bytes/s; give 1 or more and a positive bandwidth`,
      );
    }
  });
  const { cuts: nodeCuts, isBefore } = findCuts(nodes.map(({ inputs }) => inputs));
  const sum = (members: readonly number[], key: "seconds" | "outputBytes" | "paramsBytes") =>
    members.reduce((total, node) => total + nodes[node][key], 0);
  const cuts = nodeCuts.map(
    (cut): Cut => ({
      seconds: sum(cut.nodes, "seconds"),
      paramsBytes: sum(cut.nodes, "paramsBytes"),
      sentBytes: sum(cut.sends, "outputBytes"),
    }),
  );
  let componentSeconds = (begin: number, end: number) => cuts[end].seconds - cuts[begin].seconds;
  const tables = levels.map((level, index) => {
    const table = solveLevel(cuts, isBefore, level, componentSeconds, index === levels.length - 1);
    componentSeconds = (begin, end) => table.at(begin, end, level.count);
    return table;
  });

  const stagesOf = (level: number, begin: number, end: number, replicas: number): CutStage[] => {
    if (level < 0) return [{ begin, end, replicas }];
    const stages: CutStage[] = [];
    const table = tables[level];
    for (let [last, count] = [end, levels[level].count]; last !== begin; ) {
      const [split, own] = [table.splitAt(begin, last, count), table.replicasAt(begin, last, count)];
      stages.unshift(...stagesOf(level - 1, split, last, replicas * own));
      [last, count] = [split, count - own];
    }
    return stages;
  };
  const [top, whole] = [levels.length - 1, cuts.length - 1];
  return {
    stages: stagesOf(top, 0, whole, 1).map(({ begin, end, replicas }) => {
      const before = new Set(nodeCuts[begin].nodes);
      return { nodes: nodeCuts[end].nodes.filter((node) => !before.has(node)), replicas };
    }),
    seconds: tables[top].at(0, whole, levels[top].count),
  };
}

/**
 * The dynamic program of one level. The outermost level begins only at the first cut.
 * @param componentSeconds  seconds that one component of the level takes between two cuts
 */
function solveLevel(
  cuts: readonly Cut[],
  isBefore: (a: number, b: number) => boolean,
  { count, bytesPerSecond }: NetworkLevel,
  componentSeconds: (begin: number, end: number) => number,
  isOutermost: boolean,
): LevelTable {
  const whole = cuts.length - 1;
  const indexOf = (begin: number, end: number, components: number) =>
    (begin * cuts.length + end) * (count + 1) + components;
  const numRows = isOutermost ? 1 : whole;
  const best = new Float64Array(numRows * cuts.length * (count + 1)).fill(Number.POSITIVE_INFINITY);
  const splits = new Int32Array(best.length);
  const replicas = new Int32Array(best.length);

  /** Seconds per minibatch of a stage. Its replicas take minibatches in turn and exchange the gradients of weights. */
  const stageSeconds = (begin: number, end: number, own: number) => {
    const exchange = (4 * (own - 1) * (cuts[end].paramsBytes - cuts[begin].paramsBytes)) / (bytesPerSecond * own);
    return (componentSeconds(begin, end) + exchange) / own;
  };
  const transferSeconds = (cut: number, own: number) =>
    cut === whole ? 0 : (2 * cuts[cut].sentBytes) / (bytesPerSecond * own);

  for (let begin = 0; begin < numRows; begin++) {
    for (let end = begin + 1; end <= whole; end++) {
      if (!isBefore(begin, end)) continue;
      for (let components = 1; components <= count; components++) {
        const own = indexOf(begin, end, components);
        [best[own], splits[own], replicas[own]] = [stageSeconds(begin, end, components), begin, components];
      }
      for (let split = begin + 1; split < end; split++) {
        if (!isBefore(begin, split) || !isBefore(split, end)) continue;
        for (let tail = 1; tail < count; tail++) {
          const stage = Math.max(
            stageSeconds(split, end, tail),
            transferSeconds(split, tail),
            transferSeconds(end, tail),
          );
          for (let components = tail + 1; components <= count; components++) {
            const own = indexOf(begin, end, components);
            const seconds = Math.max(best[indexOf(begin, split, components - tail)], stage);
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
