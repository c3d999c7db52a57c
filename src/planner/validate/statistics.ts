/** @file Statistics of predictions against measurements. */

/** Kendall's τ-b of two lists, the rank correlation corrected for ties; undefined if a list is constant. */
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

/** The mean; undefined for an empty list. */
export const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The comparison of a point: predicted and measured seconds, memory, and whether the run fits in memory. */
export interface Comparison {
  readonly source: string;
  /** The model; layouts of one model are ranked. */
  readonly model: string;
  readonly predictedSeconds?: number;
  readonly measuredSeconds?: number;
  /** Examples of the step; layouts are ranked by seconds per example. Defaults to 1. */
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
  /** Mean and maximum of the absolute relative error of the seconds. */
  readonly meanError?: number;
  readonly maxError?: number;
  /** Mean relative error, with its sign. */
  readonly bias?: number;
  /** Kendall's τ of the seconds per example: the mean over models of 3 or more points, weighted by their pairs. */
  readonly tau?: number;
  /** Share of correct predictions of whether a run fits in memory, among points for which this is known. */
  readonly fitAgreement?: number;
  /** Mean absolute relative error of the peak memory. */
  readonly memoryError?: number;
}

/** Models with fewer points are not ranked. */
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

/** The mean τ of the models, weighted by their pairs. */
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
