/** @file Statistics of predictions against measurements. */

/** Kendall's τ-b of two lists: order agreement of pairs, corrected for ties; undefined if a list is constant. */
export function kendallTau(a: readonly number[], b: readonly number[]): number | undefined {
  let [agree, tiesA, tiesB, pairs] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) {
      const [x, y] = [Math.sign(a[i] - a[j]), Math.sign(b[i] - b[j])];
      pairs++;
      agree += x * y;
      if (x === 0) tiesA++;
      if (y === 0) tiesB++;
    }
  const scale = Math.sqrt((pairs - tiesA) * (pairs - tiesB));
  return scale === 0 ? undefined : agree / scale;
}

/** The mean, or undefined of no numbers. */
export const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

/** What is compared of one point: predicted over measured − 1, and whether both say that the run fits in memory. */
export interface Comparison {
  readonly source: string;
  /** Points of one model are ranked among themselves. */
  readonly model: string;
  readonly predictedSeconds?: number;
  readonly measuredSeconds?: number;
  /** Examples of the step, by which layouts of unequal batches are ranked; 1 when left out. */
  readonly examples?: number;
  /** Relative error of the peak memory. */
  readonly memoryError?: number;
  readonly fits?: boolean;
  readonly measuredFits?: boolean;
  readonly isExpressed: boolean;
}

export interface SourceSummary {
  readonly source: string;
  readonly points: number;
  readonly expressed: number;
  /** Mean and largest size of the relative error of the seconds. */
  readonly meanError?: number;
  readonly maxError?: number;
  /** Mean relative error, with its sign. */
  readonly bias?: number;
  /** Kendall's τ of the seconds per example, over the models of 3 and more points, weighted by their pairs. */
  readonly tau?: number;
  /** Share of the points whose fit or lack of memory is known that the prediction tells right. */
  readonly fitAgreement?: number;
  /** Mean size of the relative error of the peak memory. */
  readonly memoryError?: number;
}

/** Fewer points of a model say nothing about their order. */
const fewestToRank = 3;

/** The summary of a source's comparisons. */
export function summarize(source: string, comparisons: readonly Comparison[]): SourceSummary {
  const timed = comparisons.flatMap(({ model, predictedSeconds, measuredSeconds, examples = 1 }) =>
    predictedSeconds !== undefined && measuredSeconds !== undefined
      ? [
          {
            model,
            predicted: predictedSeconds / examples,
            measured: measuredSeconds / examples,
            error: predictedSeconds / measuredSeconds - 1,
          },
        ]
      : [],
  );
  const sizes = timed.map(({ error }) => Math.abs(error));
  const known = comparisons.filter(({ fits, measuredFits }) => fits !== undefined && measuredFits !== undefined);
  const memory = comparisons.flatMap(({ memoryError }) => (memoryError === undefined ? [] : [Math.abs(memoryError)]));
  return {
    source,
    points: comparisons.length,
    expressed: comparisons.filter(({ isExpressed }) => isExpressed).length,
    meanError: mean(sizes),
    maxError: sizes.length > 0 ? Math.max(...sizes) : undefined,
    bias: mean(timed.map(({ error }) => error)),
    tau: tauWithinModels(timed),
    fitAgreement: mean(known.map(({ fits, measuredFits }) => (fits === measuredFits ? 1 : 0))),
    memoryError: mean(memory),
  };
}

/** Runs of one model, by their seconds per example: steps of larger batches take longer in every layout. */
function tauWithinModels(
  timed: readonly { readonly model: string; readonly predicted: number; readonly measured: number }[],
): number | undefined {
  let [sum, weight] = [0, 0];
  for (const model of new Set(timed.map((each) => each.model))) {
    const own = timed.filter((each) => each.model === model);
    if (own.length < fewestToRank) continue;
    const tau = kendallTau(
      own.map(({ predicted }) => predicted),
      own.map(({ measured }) => measured),
    );
    if (tau === undefined) continue;
    const pairs = (own.length * (own.length - 1)) / 2;
    sum += tau * pairs;
    weight += pairs;
  }
  return weight === 0 ? undefined : sum / weight;
}
