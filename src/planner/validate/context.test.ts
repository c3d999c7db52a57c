/** @file Context-parallel runs of FSDP: who shares the state, and that neither scores nor whole masks are in memory. */
import { beforeAll, expect, test } from "vitest";
import { init } from "../../frontends/jaxjs/jax.ts";
import { findAttention } from "../../ir/attention.ts";
import type { TensorType } from "../../ir/types.ts";
import { Predictor } from "../predict/predict.ts";
import { hardwareOf } from "./hardware.ts";
import { layoutsOf } from "./layouts.ts";
import type { Point } from "./point.ts";
import { subjectOf } from "./subject.ts";

beforeAll(() => init("wasm"));

const [layers, hidden, heads, ffn, seq, vocab] = [4, 512, 8, 1024, 16384, 1024];
const pointOf = (fsdp: number, cp: number): Point => ({
  ...{ id: "small", source: "small", kind: "train_step", recompute: "full", precision: "bf16" },
  hardware: { gpu: "H100", n_gpus: fsdp * cp, gpus_per_node: 8 },
  model: { arch: "llama", layers, hidden, heads, kv_heads: 2, ffn, seq, vocab },
  parallel: { fsdp, cp },
  batch: { local_batch: 1 },
  measured: {},
});

test("FSDP shares the state among context-parallel ranks too", () => {
  expect(layoutsOf(pointOf(1, 8), layers).map(({ zero }) => zero)).toEqual([3]);
  expect(layoutsOf(pointOf(4, 2), layers).map(({ zero }) => zero)).toEqual([3]);
  expect(layoutsOf(pointOf(1, 1), layers).map(({ zero }) => zero)).toEqual([0]);
});

test.each([
  [1, 8],
  [2, 4],
])("%d replicas of %d context-parallel ranks hold no scores", async (fsdp, cp) => {
  const point = pointOf(fsdp, cp);
  const [layout] = layoutsOf(point, layers);
  const { peakBytes } = await new Predictor().predict(subjectOf(point, 1), hardwareOf(point), layout);
  const scoresBytes = 2 * heads * (seq / cp) * seq;
  expect(peakBytes).toBeLessThan(scoresBytes / 2);
});

test.each([
  ["full", 1, 8],
  ["full", 8, 1],
  ["selective", 8, 1],
  ["selective", 2, 4],
])(
  "with %s recomputation, %i replicas, %i context-parallel ranks: attention runs in kernels without scores",
  async (recompute, fsdp, cp) => {
    const point = { ...pointOf(fsdp, cp), recompute };
    const [layout] = layoutsOf(point, layers);
    for (const { program } of await new Predictor().probes(subjectOf(point, 1), hardwareOf(point), layout)) {
      const graphs = program.meshes.flatMap(({ segments }) => segments.map(({ graph }) => graph));
      const kernels = graphs.map(findAttention).filter(({ isScore }) => isScore.some((is) => is === 1));
      expect(kernels.length).toBeGreaterThan(0);
      for (const { isScore, isInside, isCausal, isOfKernel } of kernels) {
        expect(isInside).toEqual(isScore);
        expect(isCausal).toEqual(isOfKernel);
      }
      // Each computes its mask again: none is in memory.
      const isMask = ({ type }: { type: TensorType }): boolean => type.dtype === "i1" && type.shape.includes(seq);
      expect(program.meshes.flatMap(({ buffers }) => buffers.filter(isMask))).toEqual([]);
    }
  },
);

test("every stage of a pipeline of context-parallel ranks makes its own rows of the causal mask", async () => {
  const cp = 4;
  const point: Point = {
    ...pointOf(2, cp),
    hardware: { gpu: "H100", n_gpus: 8 * cp, gpus_per_node: 8 },
    parallel: { fsdp: 2, cp, pp: 4 },
    batch: { global_batch: 8, micro_batch: 1 },
  };
  const [layout] = layoutsOf(point, layers);
  const [{ program }] = await new Predictor().probes(subjectOf(point, 1), hardwareOf(point), layout);
  const wholeMasks = program.meshes.map(
    ({ buffers }) => buffers.filter(({ type }) => type.shape[0] === seq && type.shape[1] === seq).length,
  );
  expect(wholeMasks).toEqual([0, 0, 0, 0]);
});
