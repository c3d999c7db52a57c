import { expect, test } from "vitest";
import { legalSettings } from "./settings.ts";

test("a number of stages is searched with the schedules that have enough microbatches for it", () => {
  const schedules = ["1f1b", "zb-h1", "zb-v", "interleaved-1f1b"];
  const namesOf = (microbatches: number, numStages: number): string[] => {
    const settings = schedules.map((schedule) => ({ schedule, microbatches }));
    return legalSettings(settings, { maxStages: 8, numLayers: 16, numStages }).map(({ schedule }) => schedule);
  };
  expect(namesOf(1, 2)).toEqual(["1f1b"]);
  expect(namesOf(2, 2)).toEqual(["1f1b", "zb-h1", "interleaved-1f1b"]);
  expect(namesOf(3, 2)).toEqual(["1f1b", "zb-h1", "zb-v"]);
  expect(namesOf(8, 4)).toEqual(schedules);
  const onlyInterleaved = [{ schedule: "interleaved-1f1b", microbatches: 3 }];
  expect(legalSettings(onlyInterleaved, { maxStages: 8, numLayers: 16, numStages: 2 })).toEqual([]);
});
