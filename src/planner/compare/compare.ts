/**
 * @file Compares methods on one training step: every method's best layout, priced by one simulator, in one order. A
 * method that cannot plan the step keeps its row, with the reason.
 */
import { isRefusal } from "../../base/errors.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { numberOf, secondsText } from "../../base/units.ts";
import { auto } from "../../methods/auto.ts";
import type { Method } from "../../methods/method.ts";
import type { Progress } from "../../methods/progress.ts";
import type { Remat } from "../../plan/plan.ts";
import type { PlannedGraph } from "../plan-source.ts";
import type { Layout } from "../predict/layout.ts";
import { Predictor } from "../predict/predict.ts";
import type { Subject } from "../predict/traces.ts";
import { progressText } from "../report/progress-text.ts";
import { planWords } from "./configuration.ts";
import { fits, LayoutSearch } from "./layout-search.ts";
import { type Family, isStagesOnly, type LayoutSpace, layoutsOf, layoutText, linesOf } from "./layouts.ts";
import { hardwareOf, priceLayout } from "./price-blocks.ts";
import { methodOf, type PricingTarget, pricePlan } from "./price-whole.ts";
import { type CompareRow, type Priced, type Question, rowOf } from "./row.ts";

/** Plans the whole step by a method. */
export type PlanWhole = (options: {
  readonly method: Method;
  readonly microbatches?: number;
  readonly remat?: Remat;
  readonly seconds?: number;
  readonly signal?: StopSignal;
  readonly onProgress?: (progress: Progress) => void;
}) => Promise<PlannedGraph>;

export interface CompareOptions {
  readonly question: Question;
  readonly target: PricingTarget;
  readonly space: LayoutSpace;
  readonly plan: PlanWhole;
  /** The model as blocks, to price layouts without planning all of it. */
  readonly blocks?: Subject;
  /**
   * Seconds after which a row takes its best layout so far. Megatron-LM, with far more layouts, has three times as
   * many.
   */
  readonly seconds: number;
  /** The clock in seconds; processor time, for example, does not depend on what else runs. */
  readonly now?: () => number;
  readonly signal?: StopSignal;
  readonly onRow?: (row: CompareRow) => void;
  readonly onProgress?: (text: string) => void;
}

/** A row and its plan, if the whole step was planned for it. */
export interface Compared {
  readonly row: CompareRow;
  readonly planned?: PlannedGraph;
}

const families: readonly (readonly [name: string, family: Family])[] = [
  ["data parallel", "data"],
  ["ZeRO-1", "zero1"],
  ["ZeRO-2", "zero2"],
  ["ZeRO-3", "zero3"],
  ["PipeDream", "pipedream"],
  ["PipeDream-flush", "pipedream-flush"],
  ["GPipe", "gpipe"],
  ["Megatron-LM", "megatron"],
];

const alpaName = "Alpa as published";
const alpaReason =
  "its costs are measured on the cluster and its solver prices communication only, so its choice cannot be recomputed; " +
  "docs/alpa-plans.md prices the plans that it published";

/** Prices every row, in a fixed order. Once stopped, the rest of the rows are `stopped`. */
export async function compareMethods(options: CompareOptions): Promise<Compared[]> {
  const all = await compareNamedMethods(options);
  const add = (compared: Compared): void => {
    all.push(compared);
    options.onRow?.(compared.row);
  };
  add({ row: { method: alpaName, status: "refused", reason: alpaReason, searchSeconds: 0, configurationLines: 1 } });
  add(notWorse(await autoRow(options), all));
  return all;
}

/** Prices the rows of methods whose layouts are degrees of parallelism. */
export async function compareNamedMethods(options: CompareOptions): Promise<Compared[]> {
  const all: Compared[] = [];
  const predictor = new Predictor(options.signal);
  for (const [name, family] of families) {
    const compared = await familyRow(name, family, predictor, options);
    all.push(compared);
    options.onRow?.(compared.row);
  }
  return all;
}

async function familyRow(
  method: string,
  family: Family,
  predictor: Predictor,
  options: CompareOptions,
): Promise<Compared> {
  const { question, space, signal } = options;
  const elapsed = stopwatch(options);
  const limit = (family === "megatron" ? 3 : 1) * options.seconds;
  const { layouts, price } = pricingOf(family, predictor, options);
  const about = { method, searchSeconds: 0, configurationLines: 1, layouts: layouts.length };
  if (signal?.aborted) return { row: { ...about, status: "stopped", reason: "stopped before it" } };
  if (layouts.length === 0) return { row: { ...about, status: "refused", reason: emptyReason(family, space) } };
  const search = new LayoutSearch(layouts, space.perHost);
  let best: { layout: Layout; priced: Priced; planned?: PlannedGraph } | undefined;
  let failure: string | undefined;
  let count = 0;
  for (let layout = search.next(); layout; layout = search.next()) {
    if (signal?.aborted || (best && elapsed() > limit)) break;
    options.onProgress?.(progressOf(method, count, layouts.length, best?.priced));
    try {
      const found = await price(layout);
      count++;
      if (search.add(layout, found.priced)) best = { layout, ...found };
    } catch (error) {
      if (signal?.aborted) break;
      if (!isRefusal(error)) throw error;
      if (error.code === "infeasible") search.addTooLarge(layout);
      failure ??= error.message;
    }
  }
  const searched = { ...about, searchSeconds: elapsed(), priced: count };
  if (!best) {
    const status = signal?.aborted ? "stopped" : "refused";
    return { row: { ...searched, status, reason: failure ?? "stopped before a layout was priced" } };
  }
  const { layout, priced, planned } = best;
  const configuration = planned && isStagesOnly(family) ? planWords(planned) : layoutText(layout);
  const row = rowOf(question, { ...searched, configuration, configurationLines: linesOf(layout) }, priced);
  return { row, planned };
}

function emptyReason(family: Family, { devices, batch, microbatches, blocks }: LayoutSpace): string {
  const cut = microbatches === undefined ? "" : ` in ${numberOf(microbatches, "microbatch")}`;
  if (!isStagesOnly(family)) return `a batch of ${batch}${cut} does not divide by ${numberOf(devices, "replica")}`;
  const of = blocks === undefined ? "" : ` of ${numberOf(blocks, "block")}`;
  return `no number of stages${of} and replicas on ${numberOf(devices, "device")} divides a batch of ${batch}${cut}`;
}

/** Seconds since the call, on the caller's clock. */
function stopwatch({ now = () => performance.now() / 1e3 }: CompareOptions): () => number {
  const start = now();
  return () => now() - start;
}

function progressOf(method: string, count: number, total: number, best: Priced | undefined): string {
  const found = best ? `, best ${secondsText(best.seconds)}${fits(best) ? "" : " (does not fit)"}` : "";
  return `${method}: ${count} of ${numberOf(total, "layout")} priced${found}`;
}

interface Pricing {
  readonly layouts: readonly Layout[];
  readonly price: (layout: Layout) => Promise<{ readonly priced: Priced; readonly planned?: PlannedGraph }>;
}

/** Prices layouts by blocks if the model has them and the hosts are alike, else by planning the whole step. */
function pricingOf(family: Family, predictor: Predictor, options: CompareOptions): Pricing {
  const { blocks, question, target, plan, signal, space } = options;
  const hardware = hardwareOf(question.cluster);
  const layouts = layoutsOf(family, space);
  if (blocks && hardware && !target.profile) {
    const { limitBytes } = target;
    return {
      layouts,
      price: async (layout) => ({ priced: await priceLayout(predictor, blocks, hardware, layout, limitBytes) }),
    };
  }
  // PipeDream's partitioner chooses the stages and their replicas, so layouts differ by their microbatches alone.
  const isPartitioned = family === "pipedream" || family === "pipedream-flush";
  const byMicrobatches = new Map(layouts.map((layout) => [`${layout.numMicrobatches} ${layout.remat}`, layout]));
  return {
    layouts: isPartitioned ? [...byMicrobatches.values()] : layouts,
    price: async (layout) => {
      const { numMicrobatches: microbatches, remat } = layout;
      const planned = await plan({ method: methodOf(family, layout), microbatches, remat, signal });
      return { planned, priced: pricePlan(planned, target) };
    },
  };
}

async function autoRow(options: CompareOptions): Promise<Compared> {
  const { question, target, plan, signal, seconds } = options;
  const about = { method: "auto", searchSeconds: 0, configurationLines: 1 };
  if (signal?.aborted) return { row: { ...about, status: "stopped", reason: "stopped before it" } };
  const elapsed = stopwatch(options);
  try {
    const onProgress = (progress: Progress): void => options.onProgress?.(`auto: ${progressText(progress)}`);
    const { microbatches } = options.space;
    const planned = await plan({ method: auto(), seconds, signal, onProgress, microbatches });
    const found = { ...about, configuration: planWords(planned), searchSeconds: elapsed() };
    const { boundSeconds } = planned.plan.estimate ?? {};
    return { row: { ...rowOf(question, found, pricePlan(planned, target)), boundSeconds }, planned };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const status = signal?.aborted ? "stopped" : "refused";
    return { row: { ...about, status, reason: error.message, searchSeconds: elapsed() } };
  }
}

/** The row of `auto`, or the plan of the fastest synchronous row that fits, if that is faster. */
function notWorse(own: Compared, all: readonly Compared[]): Compared {
  const { row } = own;
  const others = all.filter(({ row: { status, method } }) => status === "fits" && method !== "PipeDream");
  if (row.status === "stopped" || others.length === 0) return own;
  const fastest = others.reduce((a, b) => (b.row.seconds! < a.row.seconds! ? b : a));
  if (row.status === "fits" && row.seconds! <= fastest.row.seconds!) return own;
  const { priced: _, layouts: __, ...taken } = fastest.row;
  const found =
    row.seconds === undefined
      ? `found no plan (${row.reason})`
      : `found ${row.seconds.toPrecision(4)} s${row.status === "fits" ? "" : ", which does not fit"}`;
  return {
    planned: fastest.planned,
    row: {
      ...taken,
      method: row.method,
      boundSeconds: row.boundSeconds,
      searchSeconds: row.searchSeconds + fastest.row.searchSeconds,
      configurationLines: row.configurationLines,
      reason: `takes the plan of ${fastest.row.method}: its own search ${found}`,
    },
  };
}
