/** @file Kendall's τ against SciPy's documented value, summaries against values computed by hand. */
import { expect, test } from "vitest";
import { pointsFromJson } from "./point.ts";
import { kendallTau, summarize } from "./statistics.ts";

test("Kendall's tau-b with ties equals scipy.stats.kendalltau's documented example", () => {
  expect(kendallTau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.47140452079103173, 12);
  expect(kendallTau([1, 2, 3], [1, 2, 3])).toBe(1);
  expect(kendallTau([1, 1], [1, 2])).toBeUndefined();
});

test("a summary equals the values computed by hand", () => {
  const common = { source: "s", model: "m", isExpressed: true };
  const summary = summarize("s", [
    { ...common, predictedSeconds: 1.1, measuredSeconds: 1, fits: true, measuredFits: true },
    { ...common, predictedSeconds: 1.6, measuredSeconds: 2, fits: true, measuredFits: false },
    { ...common, isExpressed: false },
  ]);
  expect(summary).toMatchObject({ points: 3, expressed: 2, fitAgreement: 0.5, tau: undefined });
  expect(summary.meanError).toBeCloseTo(0.15, 12);
  expect(summary.maxError).toBeCloseTo(0.2, 12);
  expect(summary.bias).toBeCloseTo(-0.05, 12);
});

test("tau ranks seconds per example, within each model", () => {
  const run = (model: string, examples: number, predictedPer: number, measuredPer: number) => ({
    ...{ source: "s", model, isExpressed: true, examples },
    predictedSeconds: predictedPer * examples,
    measuredSeconds: measuredPer * examples,
  });
  // The order per example of each model is reversed, although steps of larger batches take longer in both.
  const reversed = [run("a", 1, 3, 1), run("a", 10, 2, 2), run("a", 100, 1, 3)];
  expect(summarize("s", reversed).tau).toBe(-1);
  // Three pairs of one model agree and three of another do not; runs of different models are not compared.
  const agreeing = [run("b", 1, 10, 10), run("b", 10, 20, 20), run("b", 100, 30, 30)];
  expect(summarize("s", [...reversed, ...agreeing]).tau).toBe(0);
});

test("the reader names the first mistake", () => {
  const schema = "alpa-ts-validation/1";
  const point = { id: "a", source: "s", kind: "train_step" };
  expect(() => pointsFromJson({ schema, points: [{ ...point, id: 3 }] }, "f.json")).toThrow(/f\.json.*points\.0\.id/);
  expect(() => pointsFromJson({ schema, points: [point, point] }, "f.json")).toThrow(/two points have the id "a"/);
  expect(pointsFromJson({ schema, points: [point] })).toHaveLength(1);
});
