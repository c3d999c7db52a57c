/**
 * @file Warm start of the joint search: finds a good first plan, so that the search refines the bound of a setting only
 * until it exceeds the seconds of that plan. One layer is solved on every submesh, and all other layers are estimated
 * from it. Then the layers that the fastest estimated stages use are solved, and the estimate is repeated.
 */
import { memoize } from "../../base/memoize.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { numDevices } from "../../cluster/cluster.ts";
import type { Submesh } from "../../cluster/submesh.ts";
import type { StageSearchResult } from "../../stage-search/stage-problem.ts";
import type { LayerCosts } from "./layers/layer-costs.ts";
import type { SearchState, SettingState } from "./search-state.ts";
import type { StageConfig } from "./stage-candidates.ts";

/** A setting is estimated again when its last estimate is at most this many times the best one. */
const nearlyAsGood = 1.1;

/** Records a first plan in `state` if the estimates lead to one. */
export function* findFirstPlan(
  state: SearchState,
  costs: LayerCosts,
  submeshes: readonly Submesh[],
  signal?: StopSignal,
): Generator<void, void> {
  const { classes, numLayers } = costs.slices.layers;
  const classSizes = classes.map((each) => classes.filter((other) => other === each).length);
  const commonLayer = classSizes.indexOf(Math.max(...classSizes));
  const sizeOf = ({ numHosts, devicesPerHost }: Submesh): number => numHosts * devicesPerHost;
  const fromWholeHost = (submesh: Submesh): number => Math.abs(Math.log(sizeOf(submesh) / submesh.host.numDevices));
  // Smaller submeshes are skipped: even one stage per layer would leave more than half of the devices idle.
  const likely = submeshes.filter((submesh) => 2 * sizeOf(submesh) * numLayers >= numDevices(costs.cluster));
  const estimates = new SettingEstimates(state);
  for (const submesh of likely.sort((a, b) => fromWholeHost(a) - fromWholeHost(b))) {
    if (signal?.aborted && (state.hasPlan || (yield* estimates.next()))) break;
    yield* costs.solve(commonLayer, costs.meshes(submesh)[0], state.referenceMicrobatches, state.solveSignal);
    yield;
  }
  // A search that is stopped early still returns a plan.
  while (!(state.hasPlan && signal?.aborted)) {
    const estimate = yield* estimates.next();
    if (!estimate) break;
    const { setting, stages } = estimate;
    const isNew = yield* state.solveAll(stages, setting.microbatches);
    yield* state.findBest(setting);
    if (!isNew) break;
  }
}

/** Estimates of the settings. The most usual settings come first, since their seconds rule out most of the others. */
class SettingEstimates {
  readonly #state: SearchState;
  readonly #ordered: readonly SettingState[];
  /** The latest estimate of the seconds of each setting. */
  readonly #seconds = new Map<SettingState, number>();

  constructor(state: SearchState) {
    this.#state = state;
    const fromUsual = ({ microbatches }: SettingState): number =>
      Math.abs(Math.log(microbatches / state.referenceMicrobatches));
    this.#ordered = state.settings.toSorted((a, b) => fromUsual(a) - fromUsual(b));
  }

  /**
   * The setting and stages with the best estimate, given the layers solved so far; undefined when none seems to fit and
   * to be faster than the best plan.
   */
  *next(): Generator<
    void,
    { readonly setting: SettingState; readonly stages: StageSearchResult<StageConfig> } | undefined
  > {
    let best: { setting: SettingState; stages: StageSearchResult<StageConfig> } | undefined;
    for (const setting of this.#ordered) {
      if (!this.#isPromising(setting)) continue;
      const limitSeconds = this.#limitSeconds;
      const stages = yield* this.#state.estimateStages(setting, limitSeconds);
      // Twice the limit marks a setting as too slow for now. Without a limit this is Infinity, which means that nothing
      // fits; another schedule may still fit.
      this.#seconds.set(setting, stages?.seconds ?? 2 * limitSeconds);
      if (stages && stages.seconds < (best?.stages.seconds ?? this.#state.limitSeconds)) best = { setting, stages };
    }
    return best;
  }

  get #limitSeconds(): number {
    return nearlyAsGood * Math.min(this.#state.limitSeconds, ...this.#seconds.values());
  }

  /**
   * Whether to estimate a setting (again): its last estimate, or else that of the first schedule with the same number
   * of microbatches, was not too slow.
   */
  #isPromising(setting: SettingState): boolean {
    const seconds = this.#seconds.get(setting) ?? this.#seconds.get(this.#firstWith(setting.microbatches)) ?? 0;
    return seconds === Number.POSITIVE_INFINITY || seconds <= this.#limitSeconds;
  }

  readonly #firstWith = memoize((count: number) => this.#ordered.find(({ microbatches }) => microbatches === count)!);
}
