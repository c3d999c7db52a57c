/** @file Figures of published runs beside their predictions. */
import { drawWeakScaling, type ScalingPoint } from "../../draw/figures/weak-scaling.ts";
import { defineFigure, type Figure } from "./figure.ts";

const weakScaling = defineFigure({
  name: "weak-scaling",
  source: "Megatron-LM",
  about: "FLOP/s of a device from 32 to 3072 devices, published and predicted",
  questions: [{ command: "validate", model: "examples/megatron-weak-scaling.json", options: {} }],
  data: ([{ points, results }]) => ({
    source: "Narayanan et al., SC'21, table 1",
    points: results.flatMap(({ id, predictedSeconds, measuredSeconds }): ScalingPoint[] => {
      const { hardware, model, measured } = points.find((point) => point.id === id)!;
      const published = measured.tflops_per_gpu;
      if (!predictedSeconds || !measuredSeconds || !published) return [];
      const predicted = (published * measuredSeconds) / predictedSeconds;
      return [{ parameters: model!.params_b!, devices: hardware!.n_gpus, published, predicted }];
    }),
  }),
  draw: drawWeakScaling,
});

export const publishedFigures: readonly Figure[] = [weakScaling];
