/** @file Figures of stage searches: Alpa's search over two levels, and PipeDream's partitioner. */
import { drawPartition } from "../../draw/figures/partition.ts";
import { drawTwoLevels } from "../../draw/figures/two-levels.ts";
import { profileStep } from "../../methods/pipedream.ts";
import { searchOutcome } from "../report/search-outcome.ts";
import { defineFigure, type Figure, type PlanAnswer } from "./figure.ts";
import { searchQuestion } from "./searches.ts";

/** The stages that the best search tried, and the placements of the parameters of its largest stage. */
function twoLevelsOf({ report, results }: PlanAnswer) {
  const outcomes = results.map(searchOutcome).filter(({ best }) => best);
  const { best, numSolved } = outcomes.reduce((a, b) => (b.best!.seconds < a.best!.seconds ? b : a));
  const sizes = report.stages.map(({ devices }) => devices.length);
  const opened = sizes.indexOf(Math.max(...sizes));
  return {
    ...{ model: report.model, numSolved, ...best!, opened },
    estimate: report.estimate!,
    stages: report.stages.map(({ layers, devices, mesh }) => ({ layers, devices: devices.length, mesh })),
    parameters: report.parameters
      .filter(({ stage }) => stage === opened)
      .map(({ name, type, count, placement }) => ({ name, type, count, placement })),
  };
}

const twoLevels = defineFigure({
  name: "two-levels",
  source: "Alpa",
  about: "the two levels of the search: stages by layers and submesh, and the shardings of one stage",
  questions: [searchQuestion],
  data: ([answer]) => twoLevelsOf(answer),
  draw: drawTwoLevels,
});

const partitioner = defineFigure({
  name: "partitioner",
  source: "PipeDream",
  about: "the layers of a model by their seconds, cut into stages with replicas by PipeDream's partitioner",
  questions: [
    {
      command: "plan",
      model: "wide-resnet-250m",
      options: { cluster: "2x4:v100-16gb", batch: 64, microbatches: 8, method: "pipedream" },
    },
  ],
  data: ([{ report, planned, cluster }]) => ({
    model: report.model,
    layers: profileStep(planned.step, cluster),
    stages: report.stages.map(({ layers, devices }) => ({ layers: layers[0], replicas: devices.length })),
  }),
  draw: drawPartition,
});

export const stageSearchFigures: readonly Figure[] = [twoLevels, partitioner];
