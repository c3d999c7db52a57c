import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { range } from "../base/integers.ts";
import { seededRandom } from "../base/random.ts";
import { findSchedule, scheduleByName, scheduleRules } from "./registry.ts";
import type { Schedule, ScheduleRule, Task } from "./schedule.ts";
import { dependenciesOf, timeSchedule } from "./timing.ts";

const thirds = (task: Task): number => (task.kind === "update" ? 0 : task.kind === "backward" ? 2 : 1);
const clocks = (_: Task): number => 1;

/** Every legal schedule of a rule on some small sizes. */
function schedulesOf(rule: ScheduleRule): Schedule[] {
  return [1, 2, 3, 4, 6].flatMap((numStages) =>
    [1, 2, 3, 4, 6, 8, 11, 12, 24].flatMap((numMicrobatches) =>
      [1, 2, 3].flatMap((numChunks) =>
        [1, 3, 6, numMicrobatches].flatMap((microbatchesPerUpdate) => {
          const sizes = { numStages, numMicrobatches, numChunks, microbatchesPerUpdate };
          return rule.findProblem(sizes) === undefined ? [scheduleByName(rule.name, sizes)] : [];
        }),
      ),
    ),
  );
}

describe.each(scheduleRules.map((rule) => [rule.name, rule] as const))("%s", (_, rule) => {
  const schedules = schedulesOf(rule);

  test("does every task once, on the stage that has the chunk", () => {
    expect(schedules.length).toBeGreaterThan(10);
    for (const { tasks, sizes } of schedules) {
      const { numStages, numMicrobatches, numChunks } = sizes;
      const chunks = range(numStages).flatMap((stage) =>
        range(numChunks).map((chunk) => rule.positionOf(stage, chunk, numStages)),
      );
      expect(chunks.sort((a, b) => a - b)).toEqual(range(numStages * numChunks));
      tasks.forEach((own, stage) => {
        expect(own.every((task) => task.stage === stage)).toBe(true);
        for (const chunk of range(numChunks)) {
          for (const microbatch of range(numMicrobatches)) {
            const kinds = own
              .filter((task) => task.kind !== "update" && task.chunk === chunk && task.microbatch === microbatch)
              .map(({ kind }) => kind);
            expect([
              ["forward", "backward"],
              ["forward", "backward-input", "backward-weight"],
            ]).toContainEqual(kinds);
          }
        }
      });
    }
  });

  test("updates after every group of microbatches, when all their gradients are there", () => {
    for (const { tasks, sizes } of schedules) {
      const { numMicrobatches, numChunks, microbatchesPerUpdate } = sizes;
      for (const own of tasks) {
        const updates = own.filter(({ kind }) => kind === "update").map(({ microbatch }) => microbatch + 1);
        expect(updates).toEqual(
          range(numMicrobatches / microbatchesPerUpdate).map((i) => (i + 1) * microbatchesPerUpdate),
        );
        let gradients = 0;
        for (const { kind, microbatch } of own) {
          if (kind === "backward" || kind === "backward-weight") gradients++;
          if (kind === "update") expect(gradients).toBe((microbatch + 1) * numChunks);
        }
      }
    }
  });

  test("starts a task when what it needs is there, one task at a time", () => {
    for (const schedule of schedules) {
      const transferSeconds = () => 0.25;
      const timing = timeSchedule(schedule, (task) => 1 + 0.1 * task.stage + thirds(task), transferSeconds);
      const timed = new Map(timing.stages.flatMap(({ tasks }) => tasks).map((entry) => [entry.task, entry]));
      const needsOf = dependenciesOf(schedule);
      for (const { tasks } of timing.stages) {
        tasks.forEach(({ task, startSeconds, endSeconds }, index) => {
          const before = tasks[index - 1]?.endSeconds ?? 0;
          const needs = needsOf(task).map(
            (need) => timed.get(need)!.endSeconds + (need.stage === task.stage ? 0 : transferSeconds()),
          );
          expect(startSeconds).toBe(Math.max(before, ...needs));
          expect(endSeconds).toBeGreaterThan(startSeconds);
        });
      }
    }
  });

  test("holds as many activations and weight versions as its rule says", () => {
    for (const schedule of schedules) {
      const { numStages, numMicrobatches, numChunks } = schedule.sizes;
      const { stages } = timeSchedule(schedule, thirds);
      stages.forEach(({ peakInFlight }, stage) => {
        const most = rule.inFlight(stage, numStages, numMicrobatches, numChunks);
        const isOneRun = schedule.sizes.microbatchesPerUpdate >= numStages || rule.name !== "pipedream-flush";
        if (numMicrobatches >= 2 * numStages - 1 && isOneRun) expect(peakInFlight).toBe(most);
        else expect(peakInFlight).toBeLessThanOrEqual(most);
        // A stage with more stages before it, and equally many after it, never needs less.
        expect(rule.inFlight(stage + 1, numStages + 1, numMicrobatches, numChunks)).toBeGreaterThanOrEqual(most);

        let [waiting, mostWaiting] = [0, 0];
        for (const { kind } of schedule.tasks[stage]) {
          if (kind === "backward-input") mostWaiting = Math.max(mostWaiting, ++waiting);
          if (kind === "backward-weight") waiting--;
        }
        const allowed = rule.waiting(stage, numStages, numMicrobatches);
        if (numMicrobatches >= 2 * numStages) expect(mostWaiting).toBe(allowed);
        else expect(mostWaiting).toBeLessThanOrEqual(allowed);
        expect(allowed).toBeLessThanOrEqual(most);
        expect(rule.waiting(stage + 1, numStages + 1, numMicrobatches)).toBeGreaterThanOrEqual(allowed);

        const held = new Set([0]);
        let peak = 1;
        const own = schedule.tasks[stage];
        own.forEach(({ kind, weightVersion = 0 }, index) => {
          if (kind === "update") held.add(weightVersion);
          const needed = new Set(own.slice(index + 1).map((task) => task.weightVersion));
          const newest = Math.max(...held);
          for (const version of held) if (version !== newest && !needed.has(version)) held.delete(version);
          peak = Math.max(peak, held.size);
        });
        const versions = rule.weightVersions(stage, numStages, numMicrobatches);
        if (numMicrobatches >= 3 * schedule.sizes.microbatchesPerUpdate && numMicrobatches >= 2 * numStages) {
          expect(peak).toBe(versions);
        } else expect(peak).toBeLessThanOrEqual(versions);
      });
    }
  });

  test("has the bubble of its formula when all tasks take as long", () => {
    for (const schedule of schedules) {
      const { numStages, numMicrobatches, numChunks, microbatchesPerUpdate } = schedule.sizes;
      const isStream = rule.rampShare(numChunks) === 0;
      if (!isStream && microbatchesPerUpdate !== numMicrobatches) continue;
      const { makespanSeconds, stages } = timeSchedule(schedule, thirds);
      // A stream fills and drains once, however many updates it makes.
      const ramp = (isStream ? 1 : rule.rampShare(numChunks)) * (numStages - 1);
      if (numMicrobatches < rule.fewestMicrobatches(numStages)) {
        expect(makespanSeconds).toBeGreaterThan(3 * numChunks * (numMicrobatches + ramp) * (1 - 1e-9));
        continue;
      }
      expect(makespanSeconds).toBeCloseTo(3 * numChunks * (numMicrobatches + ramp), 9);
      for (const { bubble } of stages) expect(bubble).toBeCloseTo(ramp / (numMicrobatches + ramp), 9);
    }
  });
});

describe("Alpa's clock counts (2(m + n − 1) + 1, with the update)", () => {
  test.each(["gpipe", "1f1b", "pipedream-flush"])("%s", (name) => {
    for (const [numStages, numMicrobatches] of [
      [8, 32],
      [3, 4],
      [4, 1],
      [1, 5],
    ]) {
      const schedule = scheduleByName(name, { numStages, numMicrobatches });
      expect(timeSchedule(schedule, clocks).makespanSeconds).toBe(2 * (numMicrobatches + numStages - 1) + 1);
    }
  });

  test("1f1b on 3 meshes with 4 microbatches, clock by clock", () => {
    const { stages } = timeSchedule(scheduleByName("1f1b", { numStages: 3, numMicrobatches: 4 }), clocks);
    const text = ({ kind, stage, microbatch }: Task) => `${microbatch},${kind === "forward" ? stage : 5 - stage}`;
    const rows = range(12).map((clock) =>
      stages.map(({ tasks }) => {
        const entry = tasks.find(({ startSeconds }) => startSeconds === clock);
        return entry && entry.task.kind !== "update" ? text(entry.task) : "-";
      }),
    );
    expect(rows.map((row) => row.join(" "))).toEqual([
      "0,0 - -",
      "1,0 0,1 -",
      "2,0 1,1 0,2",
      "- - 0,3",
      "- 0,4 1,2",
      "0,5 2,1 1,3",
      "3,0 1,4 2,2",
      "1,5 3,1 2,3",
      "- 2,4 3,2",
      "2,5 - 3,3",
      "- 3,4 -",
      "3,5 - -",
    ]);
  });
});

test("more than one stage, fewer microbatches than stages: ZB-H1 takes (m+p−1)(TF+TB)+TW", () => {
  const seconds = { forward: 3, "backward-input": 4, "backward-weight": 2, backward: 0, update: 0 };
  for (const numMicrobatches of [1, 2, 3, 4]) {
    const schedule = scheduleByName("zb-h1", { numStages: 4, numMicrobatches });
    expect(timeSchedule(schedule, ({ kind }) => seconds[kind]).makespanSeconds).toBe((numMicrobatches + 3) * 7 + 2);
  }
});

describe("the stage search's model, r·Σt + (m − r)·max t with the ramp share r", () => {
  test.each(["gpipe", "1f1b", "zb-h1", "interleaved-1f1b", "zb-v"])(
    "%s: exact for equal stages, never too small for others (GPipe: exact for all)",
    (name) => {
      const random = seededRandom(1);
      for (let round = 0; round < 100; round++) {
        const numStages = 1 + random.int(8);
        const numMicrobatches = numStages * (2 + random.int(4));
        const { rule, ...rest } = scheduleByName(name, { numStages, numMicrobatches });
        const spread = random.pick([0, 0.1, 1]);
        const seconds = range(numStages).map(() => 1 + spread * random.next());
        const exact = timeSchedule(
          { rule, ...rest },
          (task) => (thirds(task) * seconds[task.stage]) / (3 * rest.sizes.numChunks),
        ).makespanSeconds;
        const ramp = rule.rampShare(rest.sizes.numChunks);
        const sum = seconds.reduce((total, own) => total + own, 0);
        const model = ramp * sum + (numMicrobatches - ramp) * Math.max(...seconds);
        if (spread === 0 || name === "gpipe") expect(model).toBeCloseTo(exact, 9);
        else expect(model).toBeGreaterThan(exact * (1 - 1e-9));
        expect(model).toBeLessThan(exact * 1.15);
      }
    },
  );
});

describe("versions of the asynchronous schedules", () => {
  const versionsOf = (name: string, numStages: number, numMicrobatches: number, stage: number) =>
    scheduleByName(name, { numStages, numMicrobatches })
      .tasks[stage].filter(({ kind }) => kind === "forward")
      .map(({ weightVersion }) => weightVersion);

  test("a forward and its backward read the same version, which is there when the forward starts", () => {
    for (const name of ["pipedream", "pipedream-2bw", "pipedream-flush"]) {
      for (const numStages of [1, 2, 4]) {
        for (const own of scheduleByName(name, { numStages, numMicrobatches: 12 }).tasks) {
          const read = new Map<number, number | undefined>();
          let newest = 0;
          for (const { kind, microbatch, weightVersion } of own) {
            if (kind === "update") expect(weightVersion).toBe(++newest);
            else if (kind === "forward") {
              expect(weightVersion).toBeLessThanOrEqual(newest);
              if (name === "pipedream") expect(weightVersion).toBe(newest);
              read.set(microbatch, weightVersion);
            } else expect(weightVersion).toBe(read.get(microbatch));
          }
        }
      }
    }
  });

  test("PipeDream's delay is the number of stages after; 2BW's is one update everywhere", () => {
    expect(versionsOf("pipedream", 4, 6, 0)).toEqual([0, 0, 0, 0, 1, 2]);
    expect(versionsOf("pipedream", 4, 6, 3)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const stage of [0, 3]) {
      expect(versionsOf("pipedream-2bw", 4, 12, stage)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
    }
  });
});

describe("what breaks a schedule's rule", () => {
  test.each([
    ["interleaved-1f1b", { numStages: 4, numMicrobatches: 6 }, /multiples of the 4 stages, got 6; use 8 or 1f1b/],
    ["interleaved-1f1b", { numStages: 4, numMicrobatches: 8, numChunks: 1 }, /2 or more chunks per stage, got 1/],
    ["1f1b", { numStages: 4, numMicrobatches: 8, numChunks: 2 }, /one chunk per stage, got 2; use interleaved/],
    ["zb-v", { numStages: 4, numMicrobatches: 8, numChunks: 3 }, /holds 2 chunks per stage, got 3/],
    ["gpipe", { numStages: 0, numMicrobatches: 8 }, /numStages is 0; give an integer of 1 or more/],
    ["1f1b", { numStages: 2, numMicrobatches: 8, microbatchesPerUpdate: 4 }, /updates once.*PipeDream/],
    ["pipedream", { numStages: 2, numMicrobatches: 8, microbatchesPerUpdate: 4 }, /use pipedream-2bw/],
    ["pipedream-2bw", { numStages: 4, numMicrobatches: 8, microbatchesPerUpdate: 2 }, /as its 4 stages, got 2/],
    ["pipedream-2bw", { numStages: 4, numMicrobatches: 6 }, /every 4 microbatches, which do not divide 6; use 8/],
  ])("%s %o", (name, sizes, message) => {
    expect(() => scheduleByName(name, sizes)).toThrow(message);
  });

  test("an unknown name gets the nearest", () => {
    expect(() => findSchedule("1f1p")).toThrow('schedule: no schedule "1f1p"; did you mean "1f1b"?');
  });
});

const validation = `${process.env.ALPA_SHARED_DATA ?? "../shared/data"}/validation.json`;

describe.skipIf(!existsSync(validation))("bubble rates of the zero-bubble paper, Table 5 (needs shared data)", () => {
  interface Oracle {
    readonly rows: readonly (readonly [model: string, ...numbers: number[]])[];
    readonly interleave_chunks_v: Readonly<Record<string, number>>;
  }
  const oracle = (): Oracle => JSON.parse(readFileSync(validation, "utf8")).oracles.zb_bubble_rates;

  const bubbleRate = (
    name: string,
    numChunks: number,
    row: Oracle["rows"][number],
    transferSeconds: (from: Task, to: Task) => number,
  ) => {
    const [, numStages, numMicrobatches, forward, input, weight] = row;
    const seconds = {
      forward,
      backward: input + weight,
      "backward-input": input,
      "backward-weight": weight,
      update: 0,
    };
    const schedule = scheduleByName(name, { numStages, numMicrobatches, numChunks });
    const timing = timeSchedule(schedule, ({ kind }) => seconds[kind] / numChunks, transferSeconds);
    const cost = Math.max(...timing.stages.map(({ tasks }) => tasks.at(-1)!.endSeconds - tasks[0].startSeconds));
    return (cost - numMicrobatches * (forward + input + weight)) / cost;
  };

  test("1F1B and ZB-H1", () => {
    for (const row of oracle().rows) {
      const transfer = () => row[6];
      expect(Math.abs(bubbleRate("1f1b", 1, row, transfer) - row[7])).toBeLessThan(1e-4);
      expect(Math.abs(bubbleRate("zb-h1", 1, row, transfer) - row[9])).toBeLessThan(1e-4);
    }
  });

  test("interleaved: the published rates let only the first microbatch of a group wait between chunks; exact is p transfers more", () => {
    const { rows, interleave_chunks_v } = oracle();
    for (const row of rows) {
      const [model, p, m, forward, input, weight, transfer] = row;
      const v = interleave_chunks_v[model];
      const published = bubbleRate("interleaved-1f1b", v, row, (from, to) =>
        from.chunk !== to.chunk && from.microbatch % p !== 0 ? Number.NEGATIVE_INFINITY : transfer,
      );
      expect(Math.abs(published - row[8])).toBeLessThan(1e-4);
      const seconds = forward + input + weight;
      const cost = m * seconds + ((p - 1) * seconds) / v + (2 * p * v - 2) * transfer;
      expect(bubbleRate("interleaved-1f1b", v, row, () => transfer)).toBeCloseTo((cost - m * seconds) / cost, 9);
    }
  });
});
