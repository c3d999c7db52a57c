/** @file The list of all figures, and the look-up of one by its name. */
import { InvalidConfig } from "../../base/errors.ts";
import { suggestion } from "../../base/suggest.ts";
import type { Figure } from "./figure.ts";
import { lossFigures } from "./losses.ts";
import { pipelineFigures } from "./pipelines.ts";
import { placementFigures } from "./placements.ts";
import { productFigures } from "./products.ts";
import { publishedFigures } from "./published.ts";
import { replicaFigures } from "./replicas.ts";
import { searchFigures } from "./searches.ts";
import { stageSearchFigures } from "./stage-searches.ts";
import { sweepFigures } from "./sweeps.ts";

export const figures: readonly Figure[] = [
  ...replicaFigures,
  ...pipelineFigures,
  ...lossFigures,
  ...stageSearchFigures,
  ...sweepFigures,
  ...publishedFigures,
  ...productFigures,
  ...placementFigures,
  ...searchFigures,
];

/** The figure of a name. @throws InvalidConfig with the nearest names */
export function findFigure(name: string): Figure {
  const figure = figures.find((other) => other.name === name);
  if (figure) return figure;
  const names = ["all", ...figures.map((other) => other.name)];
  throw new InvalidConfig("figure", `unknown figure "${name}"${suggestion(name, names)}`);
}
