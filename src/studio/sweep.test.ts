import { expect, test } from "vitest";
import { alternativesOf } from "./alternatives.ts";
import { firstQuestion, type Question } from "./question.ts";
import { firstSweep, sweepOfText, sweepPoints, sweepText } from "./sweep.ts";
import { sweepCsv } from "./sweep-csv.ts";

const question: Question = { ...firstQuestion, cluster: "2x8:h100", batch: 96, microbatches: 4 };

test("a sweep over devices fills hosts one after another, up to the question's cluster", () => {
  const clusters = sweepPoints(question, { variable: "devices", methods: ["data"] }).map((point) => [
    point.value,
    point.question.cluster,
  ]);
  expect(clusters).toEqual([
    [1, "1x1:h100"],
    [2, "1x2:h100"],
    [4, "1x4:h100"],
    [8, "1x8:h100"],
    [16, "2x8:h100"],
  ]);
});

test("swept batches divide by the microbatches, swept microbatches divide the batch", () => {
  for (const { value } of sweepPoints(question, { variable: "batch", methods: ["data"] })) expect(value % 4).toBe(0);
  const counts = sweepPoints(question, { variable: "microbatches", methods: ["data"] }).map(({ value }) => value);
  expect(counts).toEqual([1, 2, 4, 8, 16, 32]);
});

test("the text of a sweep gives it back, and unknown methods are left out", () => {
  expect(sweepOfText(sweepText(firstSweep))).toEqual(firstSweep);
  expect(sweepOfText("batch:data,magic")).toEqual({ variable: "batch", methods: ["data"] });
  expect(sweepOfText("colour:data")).toEqual(firstSweep);
  const two = { variable: "network", second: "devices", methods: ["data"] } as const;
  expect(sweepOfText(sweepText(two))).toEqual(two);
  expect(sweepOfText("batch+batch:data")).toEqual({ variable: "batch", methods: ["data"] });
});

test("a sweep over two numbers has a point for each pair; both changes are in its question", () => {
  const points = sweepPoints(question, { variable: "devices", second: "network", methods: ["data", "zero3"] });
  expect(points).toHaveLength(5 * 6 * 2);
  const { question: last, ...about } = points.at(-1)!;
  expect(about).toEqual({ value: 16, second: 100, method: "zero3" });
  expect([last.cluster, last.method]).toEqual(["2x8:h100@100GB/s", "zero3"]);
  const batches = sweepPoints(points[0].question, { variable: "devices", second: "batch", methods: ["data"] });
  expect(batches[0].question.cluster).toBe("1x1:h100@3.125GB/s");
});

test("CSV quotes what has commas and gives the command of each point", () => {
  const rows = [
    { about: { value: 1, method: "data" }, question, row: { seconds: 0.5, peakBytes: 7 } },
    { about: { value: 2, method: "data" }, question, row: { reason: 'needs "more", much more' } },
    { about: { value: 4, method: "data" }, question },
  ];
  expect(sweepCsv(["devices"], rows).split("\n")).toEqual([
    "devices,method,seconds,estimateSeconds,boundSeconds,peakBytes,limitBytes,stages,microbatches,schedule,reason,command",
    "1,data,0.5,,,7,,,,,,npx alpa plan gpt2-small --cluster 2x8:h100 --batch 96 --microbatches 4 --precision bf16 --method shard",
    '2,data,,,,,,,,,"needs ""more"", much more",npx alpa plan gpt2-small --cluster 2x8:h100 --batch 96 --microbatches 4 --precision bf16 --method shard',
    "",
  ]);
});

test("Megatron-LM is compared by all degrees whose tensor parallelism stays in a host", () => {
  const layouts = alternativesOf({ ...question, cluster: "2x2:h100" }, [{ device: "h100", count: 2, devices: 2 }])
    .find(({ method }) => method === "megatron")!
    .questions.map(({ pipelineParallel, tensorParallel }) => [pipelineParallel, tensorParallel]);
  expect(layouts).toEqual([
    [1, 2],
    [2, 1],
    [2, 2],
    [4, 1],
  ]);
});
