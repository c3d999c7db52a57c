/**
 * @file The intervals of a model's layers that can be stages, grouped into classes of equal intervals. They depend only
 * on the layers, the schedule and the number of chunks, so all searches share them.
 */
import { range } from "../base/integers.ts";
import { memoize, memoizeWeakly } from "../base/memoize.ts";
import type { ScheduleRule } from "../schedules/schedule.ts";
import { FoldedLayers } from "./fold-layers.ts";
import type { LayerRange } from "./stage-problem.ts";

/** A class of intervals whose layers have the same classes. `begin` and `end` are those of the first one. */
export interface IntervalClass {
  readonly begin: number;
  readonly end: number;
  readonly numEqual: number;
}

/** A class of equal intervals whose chunks also follow equal layers, so that their transfers are equal too. */
export interface ChainClass {
  readonly interval: number;
  /** First layers of the chunks whose input comes from another stage. */
  readonly entries: readonly number[];
}

export interface Intervals {
  readonly layers: FoldedLayers;
  /** The layers of each group, over all chunks. */
  readonly layersOf: readonly (readonly number[])[];
  readonly classes: readonly IntervalClass[];
  /** [first group][last group]: the number of the interval's class. */
  readonly classOf: readonly Int32Array[];
  readonly chainClasses: readonly ChainClass[];
  /** The same for chain classes. */
  readonly chainClassOf: readonly Int32Array[];
}

/** The intervals of layers with the given classes, folded for a schedule and a number of chunks. */
export const intervalsOf = (layerClasses: readonly number[], schedule: ScheduleRule, numChunks: number): Intervals =>
  byClasses(layerClasses)(schedule)(numChunks);

const byClasses = memoizeWeakly((layerClasses: readonly number[]) =>
  memoize((schedule: ScheduleRule) => memoize((numChunks: number) => findIntervals(layerClasses, schedule, numChunks))),
);

function findIntervals(layerClasses: readonly number[], schedule: ScheduleRule, numChunks: number): Intervals {
  const layers = new FoldedLayers(layerClasses.length, schedule, numChunks);
  const groups = range(layers.numGroups);
  const byChunk = groups.map((group) =>
    layers.chunks(group, group + 1).map(({ firstLayer, lastLayer }) => layersBetween(firstLayer, lastLayer)),
  );
  const groupClasses = byChunk.map((chunks) =>
    chunks.map((own) => own.map((layer) => layerClasses[layer]).join(".")).join("/"),
  );
  const [ids, chainIds] = [new Map<string, number>(), new Map<string, number>()];
  const intern = (known: Map<string, number>, key: string): number => {
    if (!known.has(key)) known.set(key, known.size);
    return known.get(key)!;
  };
  const [classOf, chainClassOf] = [0, 0].map(() => groups.map(() => new Int32Array(layers.numGroups).fill(-1)));
  const classes: { begin: number; end: number; numEqual: number }[] = [];
  const chainClasses: ChainClass[] = [];
  for (const first of groups) {
    let id = -1;
    for (let last = first; last < layers.numGroups; last++) {
      id = intern(ids, `${id},${groupClasses[last]}`);
      classOf[first][last] = id;
      classes[id] ??= { begin: first, end: last + 1, numEqual: 0 };
      classes[id].numEqual++;
      const entries = entriesOf(layers.chunks(first, last + 1));
      const before = entries.map((layer) => layerClasses[layer - 1]);
      const chain = intern(chainIds, `${before},${id}`);
      chainClassOf[first][last] = chain;
      chainClasses[chain] ??= { interval: id, entries };
    }
  }
  return { layers, layersOf: byChunk.map((groups) => groups.flat()), classes, classOf, chainClasses, chainClassOf };
}

const layersBetween = (first: number, last: number): number[] => range(last - first + 1).map((index) => first + index);

const entriesOf = (chunks: readonly LayerRange[]): number[] =>
  chunks.flatMap(({ firstLayer }) =>
    firstLayer === 0 || chunks.some(({ lastLayer }) => lastLayer === firstLayer - 1) ? [] : [firstLayer],
  );
