/**
 * @file A good plan first, so that the bounds need not go further than it: one layer on every submesh, in small
 * microbatches, lets all else be guessed; what the best guess uses is solved, and the guess is made again.
 */
import { memoize } from "../../base/memoize.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { numDevices } from "../../cluster/cluster.ts";
import type { Submesh } from "../../cluster/submesh.ts";
import type { StageSearchResult } from "../../stage-search/stage-problem.ts";
import type { LayerCosts } from "./layers/layer-costs.ts";
import type { JointRuns, Run } from "./search-state.ts";
import type { StageConfig } from "./stage-candidates.ts";

/** Settings guessed to take up to so many times the best are guessed at again. */
const nearlyAsGood = 1.1;

/** Leaves a plan in `joint` where guesses lead to one. */
export function* findFirstPlan(
  joint: JointRuns,
  costs: LayerCosts,
  submeshes: readonly Submesh[],
  signal?: StopSignal,
): Generator<void, void> {
  const { classes, numLayers } = costs.pieces.layers;
  const numEqual = classes.map((each) => classes.filter((other) => other === each).length);
  const usual = numEqual.indexOf(Math.max(...numEqual));
  const sizeOf = ({ numHosts, devicesPerHost }: Submesh): number => numHosts * devicesPerHost;
  const fromWholeHost = (submesh: Submesh): number => Math.abs(Math.log(sizeOf(submesh) / submesh.host.numDevices));
  // Stages on so few devices would leave most devices idle: they are not guessed at.
  const likely = submeshes.filter((submesh) => 2 * sizeOf(submesh) * numLayers >= numDevices(costs.cluster));
  const guesses = new Guesses(joint);
  for (const submesh of likely.sort((a, b) => fromWholeHost(a) - fromWholeHost(b))) {
    if (signal?.aborted && (joint.hasPlan || (yield* guesses.next()))) break;
    yield* costs.solve(usual, costs.meshes(submesh)[0], joint.usualMicrobatches, joint.solveSignal);
    yield;
  }
  // Whoever stops the search early gets a plan anyway.
  while (!(joint.hasPlan && signal?.aborted)) {
    const guess = yield* guesses.next();
    if (!guess) break;
    const { run, stages } = guess;
    const isNew = yield* joint.solveAll(stages, run.microbatches);
    yield* joint.findBest(run);
    if (!isNew) break;
  }
}

/** Guesses at the settings, the likely ones first: what they take leaves little to be looked at of the others. */
class Guesses {
  readonly #joint: JointRuns;
  readonly #likely: readonly Run[];
  /** The latest guess of the seconds of each run. */
  readonly #seconds = new Map<Run, number>();

  constructor(joint: JointRuns) {
    this.#joint = joint;
    const fromUsual = ({ microbatches }: Run): number => Math.abs(Math.log(microbatches / joint.usualMicrobatches));
    this.#likely = joint.runs.toSorted((a, b) => fromUsual(a) - fromUsual(b));
  }

  /**
   * The best guess, from all that is solved by now; undefined when nothing seems to fit or to be better than what there
   * is.
   */
  *next(): Generator<void, { readonly run: Run; readonly stages: StageSearchResult<StageConfig> } | undefined> {
    let best: { run: Run; stages: StageSearchResult<StageConfig> } | undefined;
    for (const run of this.#likely) {
      if (!this.#isPromising(run)) continue;
      const limitSeconds = this.#limitSeconds;
      const stages = yield* this.#joint.guess(run, limitSeconds);
      // Seconds over the limit stay over it; that nothing fits one schedule says little about another one.
      this.#seconds.set(run, stages?.seconds ?? 2 * limitSeconds);
      if (stages && stages.seconds < (best?.stages.seconds ?? this.#joint.limitSeconds)) best = { run, stages };
    }
    return best;
  }

  get #limitSeconds(): number {
    return nearlyAsGood * Math.min(this.#joint.limitSeconds, ...this.#seconds.values());
  }

  /**
   * Of a number of microbatches one schedule tells whether the others are worth a guess, and a guess whether there need
   * be another one.
   */
  #isPromising(run: Run): boolean {
    const told = this.#seconds.get(run) ?? this.#seconds.get(this.#firstOf(run.microbatches)) ?? 0;
    return told === Number.POSITIVE_INFINITY || told <= this.#limitSeconds;
  }

  readonly #firstOf = memoize((count: number) => this.#likely.find(({ microbatches }) => microbatches === count)!);
}
