import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { pipedreamProfile, pipedreamProfiles } from "../../../test/support/pipedream-profiles.ts";
import { type Random, seededRandom } from "../../base/random.ts";
import { findCuts } from "./graph-cuts.ts";
import { type NetworkLevel, type ProfiledNode, partitionPipedream, partitionPipedreamGraph } from "./partition.ts";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const validation = `${process.env.ALPA_SHARED_DATA ?? "../shared/data"}/validation.json`;

describe.skipIf(!existsSync(validation))(
  "runs of PipeDream's optimizer on 4 devices at 1 GB/s (needs shared data)",
  () => {
    interface Run {
      readonly profile: string;
      readonly result: string;
    }
    test.each(pipedreamProfiles)("%s", (profile) => {
      const runs: Run[] = JSON.parse(readFileSync(validation, "utf8")).oracles.pipedream_partitions.optimizer_runs;
      const { result } = runs.find((run) => run.profile === profile)!;
      // "stage0 nodes [0,17) x3 replicas, compute 0.514238 s; …" or, with one replica each, "straight: [0,4) .021096 |
      // …"
      const expected = [...result.matchAll(/\[\d+,(\d+)\)(?: x(\d+))?[^.[]*?(\d*\.\d+)/g)].map(
        ([, end, replicas = "1", seconds]) => ({
          end: Number(end),
          replicas: Number(replicas),
          seconds: Number(seconds),
        }),
      );
      const nodes = pipedreamProfile(profile);
      const secondsOf = (members: readonly number[]) => sum(members.map((node) => nodes[node].seconds));
      const { stages } = partitionPipedreamGraph(nodes, [{ count: 4, bytesPerSecond: 1e9 }]);
      const found = stages.map((stage) => ({
        replicas: stage.replicas,
        seconds: Math.round(secondsOf(stage.nodes) * 1e6) / 1e6,
      }));
      expect(found).toEqual(expected.map(({ replicas, seconds }) => ({ replicas, seconds })));

      // The ends are numbers of cuts in a topological order. The order of cuts of parallel branches is not defined, and
      // any of several cuts that differ only by nodes that take no time (reshapes) may be chosen. So an end is correct
      // if some cut of equal seconds can have its number.
      const { cuts, isBefore } = findCuts(nodes.map(({ inputs }) => inputs));
      expect(cuts.length - 1).toBe(expected.at(-1)!.end);
      const all = [...cuts.keys()];
      stages.forEach((_, stage) => {
        const before = sum(stages.slice(0, stage + 1).map((own) => secondsOf(own.nodes)));
        const places = all
          .filter((cut) => Math.abs(secondsOf(cuts[cut].nodes) - before) < 1e-9)
          .map((cut) => ({
            first: all.filter((other) => isBefore(other, cut)).length,
            last: cuts.length - 1 - all.filter((other) => isBefore(cut, other)).length,
          }));
        const { end } = expected[stage];
        expect(places.some(({ first, last }) => first <= end && end <= last)).toBe(true);
      });
    });
  },
);

/** Seconds per minibatch that the authors' optimizer prints for other networks. */
test.each([
  ["vgg16", 4, 1e9, 0.205520896],
  ["vgg16", 8, 1e9, 0.10383317028571429],
  ["vgg16", 16, 1e10, 0.043227074311111134],
  ["vgg16", 4, 1e8, 0.6221200000000001],
  ["alexnet", 4, 1e9, 0.03421714133333333],
  ["alexnet", 8, 1e9, 0.018874368],
  ["alexnet", 16, 1e10, 0.0057126616163265306],
  ["alexnet", 4, 1e8, 0.08388608],
  ["resnet50", 4, 1e9, 0.16288092399999995],
  ["resnet50", 8, 1e9, 0.092012272],
  ["resnet50", 16, 1e10, 0.028493200383999988],
  ["resnet50", 4, 1e8, 0.40466799999999986],
  ["gnmt", 4, 1e9, 0.025868000000000016],
  ["gnmt", 8, 1e9, 0.019284999999999997],
  ["gnmt", 16, 1e10, 0.011081000000000008],
  ["gnmt", 4, 1e8, 0.12320768],
] as const)("%s on %i devices at %d bytes/s takes %d s", (profile, count, bytesPerSecond, seconds) => {
  const found = partitionPipedreamGraph(pipedreamProfile(profile), [{ count, bytesPerSecond }]);
  expect(found.seconds).toBeCloseTo(seconds, 12);
  expect(sum(found.stages.map(({ replicas }) => replicas))).toBe(count);
});

/** Nodes with random inputs, with one source or several. */
function randomNodes(random: Random, count: number, hasOneSource: boolean): ProfiledNode[] {
  return Array.from({ length: count }, (_, node) => {
    const inputs = [...Array(node).keys()].filter(() => random.next() < 0.35);
    if (hasOneSource && node > 0 && inputs.length === 0) inputs.push(random.int(node));
    return { seconds: random.next(), outputBytes: random.next(), paramsBytes: random.next(), inputs };
  });
}

/**
 * The sets of nodes that contain node 0 and all inputs of their nodes and are connected as undirected graphs, and the
 * empty set.
 */
function closedSets(nodes: readonly ProfiledNode[]): ReadonlySet<number>[] {
  const sets: ReadonlySet<number>[] = [new Set()];
  for (let mask = 1; mask < 2 ** nodes.length; mask += 2) {
    const members = [...nodes.keys()].filter((node) => mask & (1 << node));
    const set = new Set(members);
    if (!members.every((node) => nodes[node].inputs.every((input) => set.has(input)))) continue;
    const piece = new Set([0]);
    for (const _ of members) {
      for (const node of members)
        for (const input of nodes[node].inputs) if (piece.has(node) || piece.has(input)) piece.add(node).add(input);
    }
    if (piece.size === set.size) sets.push(set);
  }
  return sets;
}

/** The bytes that the authors' optimizer counts as sent: the definition of its `augment_antichain`. */
function sentBytes(nodes: readonly ProfiledNode[], set: ReadonlySet<number>): number {
  const readersOf = (node: number) => [...nodes.keys()].filter((reader) => nodes[reader].inputs.includes(node));
  const needs = (node: number): Set<number> =>
    new Set([node, ...nodes[node].inputs.flatMap((input) => [...needs(input)])]);
  const last = [...set].filter((node) => !readersOf(node).some((reader) => set.has(reader)));
  const sent = new Set(last);
  for (const end of last) {
    const needed = needs(end);
    for (const node of needed)
      if (node !== end && readersOf(node).some((reader) => !needed.has(reader))) sent.add(node);
  }
  return sum([...sent].map((node) => nodes[node].outputBytes));
}

/** The fewest seconds, found by trying all stages on all numbers of components. */
function bruteForce(nodes: readonly ProfiledNode[], levels: readonly NetworkLevel[]): number {
  const sets = closedSets(nodes);
  const whole = sets.findIndex((set) => set.size === nodes.length);
  const isBefore = (a: number, b: number) => sets[a].size < sets[b].size && [...sets[a]].every((n) => sets[b].has(n));
  const sent = sets.map((set) => sentBytes(nodes, set));
  const known = new Map<string, number>();
  const best = (level: number, begin: number, end: number): number => {
    const between = (key: "seconds" | "paramsBytes", from: number, to: number) =>
      sum([...sets[to]].filter((node) => !sets[from].has(node)).map((node) => nodes[node][key]));
    if (level < 0) return between("seconds", begin, end);
    const key = [level, begin, end].join();
    if (known.has(key)) return known.get(key)!;
    const { count, bytesPerSecond } = levels[level];
    const search = (from: number, left: number): number => {
      if (from === end) return left === 0 ? 0 : Number.POSITIVE_INFINITY;
      let least = Number.POSITIVE_INFINITY;
      for (const to of sets.keys()) {
        if (!isBefore(from, to) || !(to === end || isBefore(to, end))) continue;
        for (let replicas = 1; replicas <= left; replicas++) {
          const exchange = (4 * (replicas - 1) * between("paramsBytes", from, to)) / (bytesPerSecond * replicas);
          const own = (best(level - 1, from, to) + exchange) / replicas;
          const transfers = from === begin ? [] : [from, ...(to === whole ? [] : [to])];
          const sends = transfers.map((set) => (2 * sent[set]) / (bytesPerSecond * replicas));
          least = Math.min(least, Math.max(own, ...sends, search(to, left - replicas)));
        }
      }
      return least;
    };
    known.set(key, search(begin, count));
    return known.get(key)!;
  };
  return best(levels.length - 1, 0, whole);
}

describe("brute force on random graphs", () => {
  const randomLevel = (random: Random, most: number): NetworkLevel => ({
    count: 1 + random.int(most),
    bytesPerSecond: 1 + 9 * random.next(),
  });

  test.each([
    ["one source", true],
    ["several sources", false],
  ])("one level, %s", (_, hasOneSource) => {
    const random = seededRandom(5);
    let connected = 0;
    for (let round = 0; round < 60; round++) {
      const nodes = randomNodes(random, 1 + random.int(7), hasOneSource);
      const level = randomLevel(random, 4);
      if (!closedSets(nodes).some((set) => set.size === nodes.length)) {
        expect(() => partitionPipedreamGraph(nodes, [level])).toThrow(/no edges join node \d to node 0/);
        continue;
      }
      connected++;
      const { stages, seconds } = partitionPipedreamGraph(nodes, [level]);
      expect(seconds).toBeCloseTo(bruteForce(nodes, [level]), 12);
      expect(stages.flatMap((stage) => stage.nodes).sort((a, b) => a - b)).toEqual([...nodes.keys()]);
      const stageOf = nodes.map((_, node) => stages.findIndex((stage) => stage.nodes.includes(node)));
      nodes.forEach(({ inputs }, node) => {
        for (const input of inputs) expect(stageOf[input]).toBeLessThanOrEqual(stageOf[node]);
      });
      expect(findCuts(nodes.map(({ inputs }) => inputs)).cuts).toHaveLength(closedSets(nodes).length);
    }
    expect(connected).toBeGreaterThan(20);
  });

  test("two levels", () => {
    const random = seededRandom(6);
    for (let round = 0; round < 30; round++) {
      const nodes = randomNodes(random, 1 + random.int(6), true);
      const levels = [randomLevel(random, 3), randomLevel(random, 3)];
      expect(partitionPipedreamGraph(nodes, levels).seconds).toBeCloseTo(bruteForce(nodes, levels), 12);
    }
  });

  test("a chain is the graph in which each node reads the previous one", () => {
    const random = seededRandom(7);
    for (let round = 0; round < 30; round++) {
      const layers = randomNodes(random, 1 + random.int(6), true).map((node, i) => ({
        ...node,
        inputs: i === 0 ? [] : [i - 1],
      }));
      const levels = [randomLevel(random, 4), randomLevel(random, 2)];
      const chain = partitionPipedream(layers, levels);
      const graph = partitionPipedreamGraph(layers, levels);
      expect(chain.seconds).toBeCloseTo(bruteForce(layers, levels), 12);
      expect(graph.seconds).toBe(chain.seconds);
      expect(graph.stages.map(({ nodes, replicas }) => [nodes[0], nodes.at(-1), replicas])).toEqual(
        chain.stages.map(({ firstLayer, lastLayer, replicas }) => [firstLayer, lastLayer, replicas]),
      );
    }
  });
});

describe("two levels", () => {
  const vgg16 = pipedreamProfile("vgg16");

  test("use all devices; an outer level of one component changes nothing", () => {
    const inner = { count: 4, bytesPerSecond: 1e9 };
    const { stages } = partitionPipedream(vgg16, [inner, { count: 1, bytesPerSecond: 1 }]);
    expect(stages).toEqual(partitionPipedream(vgg16, [inner]).stages);
    const wide = partitionPipedream(vgg16, [
      { count: 4, bytesPerSecond: 1e10 },
      { count: 4, bytesPerSecond: 1e9 },
    ]);
    expect(wide.stages.reduce((sum, { replicas }) => sum + replicas, 0)).toBe(16);
    wide.stages.forEach(({ firstLayer }, stage) => {
      expect(firstLayer).toBe(stage === 0 ? 0 : wide.stages[stage - 1].lastLayer + 1);
    });
  });

  test("a network without limits splits the work evenly", () => {
    const { seconds } = partitionPipedream(vgg16, [
      { count: 2, bytesPerSecond: Number.POSITIVE_INFINITY },
      { count: 3, bytesPerSecond: Number.POSITIVE_INFINITY },
    ]);
    const total = vgg16.reduce((sum, layer) => sum + layer.seconds, 0);
    expect(seconds).toBeCloseTo(total / 6, 9);
  });
});

test("errors of graphs and networks that cannot be partitioned", () => {
  expect(() => partitionPipedream([], [{ count: 1, bytesPerSecond: 1 }])).toThrow("pipedream: there are no layers");
  expect(() => partitionPipedream(pipedreamProfile("alexnet"), [{ count: 0, bytesPerSecond: 1 }])).toThrow(
    "level 0 has 0 components",
  );
  const device = [{ count: 1, bytesPerSecond: 1 }];
  const work = { seconds: 1, outputBytes: 1, paramsBytes: 1 };
  expect(() => partitionPipedreamGraph([], device)).toThrow("pipedream: there are no layers");
  expect(() =>
    partitionPipedreamGraph(
      [
        { ...work, inputs: [1] },
        { ...work, inputs: [] },
      ],
      device,
    ),
  ).toThrow("node 0 reads node 1; give nodes in an order in which inputs come first");
  const branches = Array.from({ length: 14 }, (_, node) => ({ ...work, inputs: node === 0 ? [] : [0] }));
  expect(() => partitionPipedreamGraph(branches, device)).toThrow("more than 2048 cuts of 14 nodes");
});
