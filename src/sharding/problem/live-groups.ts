/**
 * @file The members of nodes by the times at which they are live. In a run of equal blocks, memory changes by the same
 * amount from block to block under every choice. It is therefore largest in the first or the last block, and the times
 * between are omitted. The problem of 96 layers is then as small as that of a few and has the same solutions.
 */
import type { Repeat } from "../../analysis/structure.ts";

/** Times `from` <= t < `to`. */
export type Interval = readonly [from: number, to: number];

/** What is grouped: the live ranges of the members of a node. */
interface Members {
  readonly lives: readonly Interval[];
  readonly takesMemory: boolean;
}

/** Members of a node that are live at the same constrained times. */
export interface LiveGroup {
  readonly live: Interval;
  count: number;
}

/** The groups of each node; one without members for nodes that take no memory at any constrained time. */
export function groupLives(nodes: readonly Members[], endTime: number, repeats: readonly Repeat[]): LiveGroup[][] {
  const keptTime = keptTimes(nodes, endTime, repeats);
  return nodes.map(({ lives, takesMemory }) => {
    const groups = takesMemory ? groupByInterval(lives, keptTime, endTime) : [];
    if (groups.length > 0) return groups;
    const time = keptTime[lives[0][0]];
    return [{ count: 0, live: [time, time] }];
  });
}

/** By time, the first time at or after it at which memory is constrained. */
function keptTimes(nodes: readonly Members[], endTime: number, repeats: readonly Repeat[]): Int32Array {
  const { starts, events } = eventsOf(nodes, endTime);
  const isKept = new Uint8Array(endTime + 1).fill(1);
  const areEqual = (a: number, b: number, length: number): boolean => {
    for (let t = 0; t <= length; t++) if (starts[a + t] - starts[a] !== starts[b + t] - starts[b]) return false;
    for (let e = starts[a]; e < starts[a + length]; e++)
      if (events[e] !== events[starts[b] + e - starts[a]]) return false;
    return true;
  };
  for (const { start, period, count } of repeats) {
    // Op i runs at time i + 1.
    const at = (block: number): number => start + 1 + block * period;
    for (let first = 0; first < count - 1; ) {
      let last = first;
      while (last < count - 1 && at(last + 2) <= endTime && areEqual(at(last), at(last + 1), period)) last++;
      // Blocks first … last are alike. If memory only grows from block to block, the last one suffices; if it only
      // shrinks, the first one does.
      const { grows, shrinks } = changeOf(events.subarray(starts[at(first)], starts[at(first + 1)]));
      const keepsLast = grows || !shrinks;
      if (last > first) isKept.fill(0, at(shrinks ? first + 1 : first), at(keepsLast ? last : last + 1));
      first = last + 1;
    }
  }
  const next = new Int32Array(endTime + 1);
  for (let t = endTime, known = endTime; t >= 0; t--) {
    if (isKept[t]) known = t;
    next[t] = known;
  }
  return next;
}

/**
 * The live ranges that begin (2 · node) or end (2 · node + 1) at each time t, in node order: `events[starts[t]]` …
 * `events[starts[t + 1] - 1]`.
 */
function eventsOf(nodes: readonly Members[], endTime: number): { starts: Int32Array; events: Int32Array } {
  const starts = new Int32Array(endTime + 2);
  for (const { lives } of nodes) for (const live of lives) for (const time of live) starts[time + 1]++;
  for (let t = 0; t <= endTime; t++) starts[t + 1] += starts[t];
  const filled = starts.slice();
  const events = new Int32Array(starts[endTime + 1]);
  nodes.forEach(({ lives, takesMemory }, node) => {
    if (!takesMemory) return;
    for (const [from] of lives) events[filled[from]++] = 2 * node;
    for (const [, to] of lives) events[filled[to]++] = 2 * node + 1;
  });
  return { starts, events };
}

/** Whether any node has more members live after a block than before it, and whether any has fewer. */
function changeOf(events: Int32Array): { grows: boolean; shrinks: boolean } {
  const changes = new Map<number, number>();
  for (const event of events) changes.set(event >> 1, (changes.get(event >> 1) ?? 0) + (event % 2 === 0 ? 1 : -1));
  const all = [...changes.values()];
  return { grows: all.some((change) => change > 0), shrinks: all.some((change) => change < 0) };
}

function groupByInterval(lives: readonly Interval[], keptTime: Int32Array, endTime: number): LiveGroup[] {
  const groups = new Map<number, LiveGroup>();
  for (const [from, to] of lives) {
    const live = [keptTime[from], keptTime[to]] as const;
    if (live[0] >= live[1]) continue;
    const key = live[0] * (endTime + 1) + live[1];
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { count: 1, live });
  }
  return [...groups.values()];
}
