/** @file The figure of a search: its best plan and lower bound over its seconds. */
import { drawSearchProgress, type SearchPoint } from "../../draw/figures/search-progress.ts";
import { defineFigure, type Figure, type PlanAnswer } from "./figure.ts";

/** The points at which the best plan or the lower bound changed. */
function changesOf({ progress }: PlanAnswer): SearchPoint[] {
  const points: SearchPoint[] = [];
  for (const { atSeconds, seconds, layersSeconds = Number.POSITIVE_INFINITY, boundSeconds } of progress) {
    const least = Math.min(seconds, layersSeconds);
    const best = least < Number.POSITIVE_INFINITY ? least : undefined;
    const last = points.at(-1);
    if (!last || last.best !== best || last.bound !== boundSeconds)
      points.push({ atSeconds, best, bound: boundSeconds });
  }
  return points;
}

/** A search over stages that takes a second. */
export const searchQuestion = {
  command: "plan",
  model: "simple-mlp",
  options: {
    ...{ cluster: "2x4:a100-80gb", batch: 2048, microbatches: 8, method: "pipeshard", stages: "auto" },
    ...{ schedule: "1f1b", intra: "shard" },
  },
} as const;

const search = defineFigure({
  name: "search",
  source: "alpa-js",
  about: "the best plan and the lower bound of a search over its seconds",
  questions: [searchQuestion],
  data: ([answer]) => ({ model: answer.report.model, points: changesOf(answer) }),
  draw: drawSearchProgress,
});

export const searchFigures: readonly Figure[] = [search];
