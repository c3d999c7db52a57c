/** @file Compares predictions with published runs, by point and by source. */
import { AlpaError } from "../../base/errors.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import type { Prediction } from "../predict/compose.ts";
import type { Layout } from "../predict/layout.ts";
import { type Hardware, Predictor } from "../predict/predict.ts";
import { WholePredictor } from "../predict/whole.ts";
import { hardwareOf } from "./hardware.ts";
import { layoutsOf } from "./layouts.ts";
import { measuredBytes, measuredSeconds } from "./measured.ts";
import type { Point } from "./point.ts";
import { type Comparison, type SourceSummary, summarize } from "./statistics.ts";
import { type PublishedModel, subjectOf } from "./subject.ts";

/** A point with its prediction, or with the reason why there is none. */
export interface PointResult {
  readonly id: string;
  readonly source: string;
  readonly predictedSeconds?: number;
  readonly measuredSeconds?: number;
  /** Predicted over measured seconds, minus 1. */
  readonly error?: number;
  readonly predictedBytes?: number;
  readonly measuredBytes?: number;
  /** Whether the predicted peak is at most the device's memory. */
  readonly fits?: boolean;
  readonly measuredFits?: boolean;
  /** The predicted layout: the best of the possible ones. */
  readonly layout?: Layout;
  /** The reason why the point has no prediction. */
  readonly reason?: string;
}

export interface Validation {
  readonly points: readonly PointResult[];
  readonly sources: readonly SourceSummary[];
}

export interface ValidateOptions {
  readonly signal?: StopSignal;
  readonly onPoint?: (done: number, total: number, result: PointResult) => void;
}

/** Predicts every point. Once `signal` is aborted, returns the points done so far. */
export async function validatePoints(
  points: readonly Point[],
  { signal, onPoint }: ValidateOptions = {},
): Promise<Validation> {
  const predictors: Predictors = { composed: new Predictor(signal), whole: new WholePredictor(signal) };
  const results: PointResult[] = [];
  const comparisons: Comparison[] = [];
  for (const point of points) {
    if (signal?.aborted) break;
    const result = await resultOf(point, predictors);
    if (signal?.aborted) break;
    results.push(result);
    comparisons.push(compare(point, result));
    onPoint?.(results.length, points.length, result);
    // Yield to the event loop, also between points that need no new program.
    await new Promise((resume) => setTimeout(resume));
  }
  const sources = [...new Set(results.map(({ source }) => source))];
  return {
    points: results,
    sources: sources.map((source) =>
      summarize(
        source,
        comparisons.filter((each) => each.source === source),
      ),
    ),
  };
}

interface Predictors {
  readonly composed: Predictor;
  readonly whole: WholePredictor;
}

async function resultOf(point: Point, predictors: Predictors): Promise<PointResult> {
  const { id, source, measured } = point;
  let common: PointResult = { id, source };
  try {
    // Seconds from a published utilization need the peak of the device, which may be unknown.
    const seconds = measuredSeconds(point);
    const bytes = measuredBytes(point);
    const ran = seconds !== undefined || bytes !== undefined;
    common = {
      ...{ id, source, measuredSeconds: seconds, measuredBytes: bytes },
      measuredFits: measured.oom === true ? false : ran ? true : undefined,
    };
    const hardware = hardwareOf(point);
    const { prediction, layout } = await bestPrediction(point, hardware, predictors);
    const { memoryBytes } = hardware.host(1).device;
    const isTimed = point.kind === "train_step" || point.kind === "layer_time";
    return {
      ...common,
      layout,
      ...(isTimed && { predictedSeconds: prediction.seconds }),
      ...(isTimed && seconds !== undefined && { error: prediction.seconds / seconds - 1 }),
      predictedBytes: prediction.peakBytes,
      fits: prediction.peakBytes <= memoryBytes,
    };
  } catch (error) {
    // A fault of the planner on one point must not lose the others.
    const isRefusal = error instanceof AlpaError && error.code !== "internal";
    return { ...common, reason: isRefusal ? error.message : `fault of the planner: ${error}` };
  }
}

/**
 * The fastest of the possible layouts that fits. If none does, the one with the least product of seconds and peak
 * bytes: smaller microbatches and more recomputation give up the one for the other.
 */
async function bestPrediction(
  point: Point,
  hardware: Hardware,
  predictors: Predictors,
): Promise<{ prediction: Prediction; layout: Layout }> {
  const { memoryBytes } = hardware.host(1).device;
  const layouts = layoutsOf(point, subjectOf(point, 1).blocks);
  const all: { prediction: Prediction; layout: Layout }[] = [];
  let refusal: unknown;
  const searches = new Map<string, { best: number; isOver: boolean }>();
  for (const layout of layouts) {
    // Larger microbatches of one layout are tried until one is slower or does not fit: the seconds have one minimum.
    const { microbatch: _, numMicrobatches: __, ...others } = layout;
    const key = JSON.stringify(others);
    const search = searches.get(key) ?? { best: Number.POSITIVE_INFINITY, isOver: false };
    searches.set(key, search);
    if (search.isOver) continue;
    const subject = subjectOf(point, layout.tensor, layout.microbatch);
    try {
      const prediction = await predictionOf(point, subject, hardware, layout, predictors);
      all.push({ layout, prediction });
      search.isOver = prediction.seconds > search.best || prediction.peakBytes > memoryBytes;
      search.best = prediction.seconds;
    } catch (error) {
      if (!(error instanceof AlpaError)) throw error;
      refusal = error;
    }
  }
  if (all.length === 0) throw refusal;
  const fitting = all.filter(({ prediction }) => prediction.peakBytes <= memoryBytes);
  const costOf = ({ prediction: { seconds, peakBytes } }: (typeof all)[number]): number =>
    fitting.length > 0 ? seconds : seconds * peakBytes;
  return (fitting.length > 0 ? fitting : all).reduce((best, each) => (costOf(each) < costOf(best) ? each : best));
}

function predictionOf(
  { kind }: Point,
  subject: PublishedModel,
  hardware: Hardware,
  layout: Layout,
  predictors: Predictors,
): Promise<Prediction> {
  if (subject.whole) return predictors.whole.predict(subject.key, subject.whole, hardware, layout);
  return kind === "layer_time"
    ? predictors.composed.predictBlock(subject, hardware, layout)
    : predictors.composed.predict(subject, hardware, layout);
}

function compare(point: Point, result: PointResult): Comparison {
  const { predictedSeconds, measuredSeconds: seconds, predictedBytes, measuredBytes: bytes, reason } = result;
  const { source, model, task, hardware } = point;
  const { layout } = result;
  const isCompared = predictedBytes !== undefined && bytes !== undefined;
  return {
    ...{ source, predictedSeconds, measuredSeconds: seconds, isExpressed: reason === undefined },
    examples: layout && layout.microbatch * layout.numMicrobatches * layout.data,
    model: JSON.stringify([{ ...model, shape_source: undefined }, task, hardware?.gpu]),
    ...(isCompared && { memoryError: predictedBytes / bytes - 1 }),
    fits: result.fits,
    measuredFits: result.measuredFits,
  };
}
