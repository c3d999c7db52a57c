import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { planNow } from "../../test/support/plan-now.ts";
import { randomPipeline, randomSizes } from "../../test/support/random-pipeline.ts";
import { randomMesh, randomPlan } from "../../test/support/random-plan.ts";
import { conv, gpt, mlp, moe, smallGpt, stepOf } from "../../test/support/train-steps.ts";
import { evaluateStep } from "../analysis/evaluate-step.ts";
import { findLayers } from "../analysis/layers.ts";
import { rematerialize } from "../analysis/remat.ts";
import { seededRandom } from "../base/random.ts";
import { bytesOf } from "../ir/types.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { megatron } from "../methods/megatron.ts";
import { pipeshard } from "../methods/pipeshard.ts";
import { type Remat, rematChoices } from "../plan/plan.ts";
import { accessOf } from "./buffers.ts";
import { interpretProgram } from "./interpret.ts";
import { lower } from "./lower.ts";
import type { Buffer, Instruction, MeshProgram } from "./program.ts";

const seed = Number(process.env.ALPA_SEED ?? 1);
const cases = Number(process.env.ALPA_CASES ?? 30);
const timeoutMs = 60_000 + 1000 * cases;

test.each([
  ["mlp", mlp(8, [8, 16, 16, 16, 16, 16, 8])],
  ["gpt", gpt(8)],
  ["moe", moe(8)],
  ["conv", conv(8)],
] as const)(
  "training %s with remat, split at random and in random pipelines = in one piece without",
  (name, traced) => {
    const steps = [1, 2, 4].map((microbatches) => stepOf(traced, microbatches));
    for (let run = 0; run < cases / 5; run++) {
      const caseSeed = seed * 1_000_003 + run;
      const random = seededRandom(caseSeed);
      const step = random.pick(steps);
      const layers = findLayers(step, { numLayers: "auto" });
      const choices = Array.from({ length: layers.numLayers }, () => random.pick(rematChoices));
      const remat = rematerialize(step, layers, choices);
      const plan =
        run % 3 === 0
          ? randomPlan(random, remat, randomMesh(random))
          : randomPipeline(random, remat, randomSizes(random, step.microbatches));
      const program = lower(remat, plan);
      const expected = evaluateStep(step, traced.inputs);
      const results = interpretProgram(program, traced.inputs);
      program.outputs.forEach(({ name: output, type }, i) => {
        expectClose(results[i], expected[i], type, `${name}, case ${caseSeed}, ${choices}, output ${output}`);
      });
    }
  },
  timeoutMs,
);

/** Bytes of the temporaries that `made` writes and `read` reads. */
function bytesBetween(buffers: readonly Buffer[], made: readonly Instruction[], read: readonly Instruction[]): number {
  const reads = new Set(read.flatMap((instruction) => accessOf(instruction, buffers).reads));
  const writes = new Set(made.flatMap((instruction) => accessOf(instruction, buffers).writes));
  return [...writes]
    .filter((id) => reads.has(id) && buffers[id].kind === "temporary")
    .reduce((sum, id) => sum + bytesOf(buffers[id].type), 0);
}

/** By microbatch: bytes per device kept from its forward to its backward task. */
const bytesKept = ({ buffers, instructions, tasks }: MeshProgram): number[] =>
  tasks
    .filter(({ kind }) => kind === "forward")
    .map((forward) => {
      const backward = tasks.find(({ kind, microbatch }) => kind === "backward" && microbatch === forward.microbatch)!;
      const part = ({ begin, end }: typeof forward) => instructions.slice(begin, end);
      return bytesBetween(buffers, part(forward), part(backward));
    });

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const chain = stepOf(gpt(8, { ...smallGpt, layers: 4, length: 16 }), 2);
const layers = findLayers(chain, { numLayers: "auto" });
const boundary = layers.boundaryBytes[0];

test("one stage saves only the values between layers from a microbatch's forward to its backward pass", () => {
  expect(layers.boundaryBytes).toEqual([boundary, boundary, boundary]);
  const [, fused, selective, full] = rematChoices.map((choice) => {
    const step = rematerialize(chain, layers, choice);
    const [{ buffers, instructions }] = lower(step, planNow(dataParallel(), step, 1)).meshes;
    const runs = instructions.filter(({ kind, microbatch }) => kind === "run" && microbatch === 1);
    // Without rematerialization there is one segment for everything, and its internal values are the executor's.
    expect(runs.length).toBeGreaterThanOrEqual(choice === "none" ? 1 : 1 + layers.numLayers);
    return bytesBetween(buffers, runs.slice(0, 1), runs.slice(1));
  });
  expect(full).toBe(3 * boundary);
  expect(selective).toBeGreaterThan(full);
  expect(fused).toBeGreaterThan(selective);
});

test("pipeline stages save the values between layers for the microbatches in flight", () => {
  const [none, fused, selective, full] = rematChoices.map((choice) => {
    const step = rematerialize(chain, layers, choice);
    return lower(step, planNow(pipeshard({ stages: 2 }), step, 2)).meshes.map(bytesKept);
  });
  expect(full).toEqual([
    [boundary, boundary],
    [2 * boundary, 2 * boundary],
  ]);
  for (const stage of [0, 1]) {
    expect(sum(selective[stage])).toBeLessThan(sum(none[stage]) / 2);
    expect(sum(selective[stage])).toBeGreaterThan(sum(full[stage]));
    expect(sum(fused[stage])).toBeLessThan(sum(none[stage]));
    expect(sum(fused[stage])).toBeGreaterThan(sum(selective[stage]));
  }
});

test("with tensor and sequence parallel, layers save their shard of the values between them and gather it again", () => {
  const [length, width] = [4, 64];
  const step = stepOf(gpt(8, { ...smallGpt, layers: 4, length, width }), 2);
  const found = findLayers(step, { numLayers: "auto" });
  const method = megatron({ pipelineParallel: 2, tensorParallel: 2, sequenceParallel: true });
  const remat = rematerialize(step, found, "full");
  const [first, second] = lower(remat, planNow(method, remat, 4)).meshes.map(bytesKept);
  const part = found.boundaryBytes[0] / 2;
  // Parts of the inputs stay too: positions in the first layer, the next tokens in the last. The embedding, split by
  // rows, reads the tokens whole.
  const tokens = (4 * 4 * length) / 2;
  const positions = (4 * length * width) / 2;
  expect(first).toEqual(Array(2).fill(part + positions));
  expect(second).toEqual(Array(2).fill(2 * part + tokens));
});

test("a whole layer repeats each of its products, and trains as without recomputation", () => {
  const traced = gpt(8, { ...smallGpt, layers: 2 });
  const step = stepOf(traced, 2);
  const found = findLayers(step, { numLayers: "auto" });
  const productsOf = (whole: boolean): number => {
    const remat = rematerialize(step, found, "full", { wholeLayers: whole });
    const program = lower(remat, planNow(dataParallel(), remat, 2));
    const results = interpretProgram(program, traced.inputs);
    const expected = evaluateStep(step, traced.inputs);
    program.outputs.forEach(({ name, type }, i) => {
      expectClose(results[i], expected[i], type, name);
    });
    const [{ instructions, segments }] = program.meshes;
    const runs = instructions.flatMap((each) => (each.kind === "run" && each.microbatch === 1 ? [each.segment] : []));
    return sum(runs.map((run) => segments[run].graph.ops.filter(({ kind }) => kind === "dot_general").length));
  };
  // Every forward product has two in the backward pass; whole layers repeat all of them, others all but the last ones.
  const all = step.graph.ops.filter(({ kind }) => kind === "dot_general").length;
  expect(productsOf(true)).toBe(all + all / 3);
  expect(productsOf(false)).toBeLessThan(all + all / 3);
});

test("each layer has its own rematerialization policy", () => {
  const choices: Remat[] = ["full", "none", "none", "full"];
  const keptBy = (by: Remat | readonly Remat[]) => {
    const step = rematerialize(chain, layers, by);
    return lower(step, planNow(pipeshard({ stages: [[0], [1], [2], [3]] }), step, 4)).meshes.map((mesh) =>
      sum(bytesKept(mesh)),
    );
  };
  const [none, full, mixed] = [keptBy("none"), keptBy("full"), keptBy(choices)];
  expect(mixed).toEqual(choices.map((choice, stage) => (choice === "none" ? none : full)[stage]));
  expect(() => rematerialize(chain, layers, ["full"])).toThrow(
    "remat: 1 choices for 4 layers; give one for each, or one for all",
  );
});
