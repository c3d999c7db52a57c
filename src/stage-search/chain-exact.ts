/**
 * @file The exact dynamic program over (downstream stages, layer, devices used). It skips every state that the
 * relaxation rules out.
 */
import type { ChainStage } from "./chain-problem.ts";
import type { Relaxation } from "./chain-relaxation.ts";

/**
 * Returns the plan with the least Σ add below `limit` among plans within the devices with every top ≤ `top`; undefined
 * if there is none.
 */
export function solveExactly(
  relaxation: Relaxation,
  top: number,
  prices: readonly number[],
  limit: number,
): ChainStage[] | undefined {
  const { problem, numLevels, isCapped } = relaxation;
  const { numLayers, capacities, exactly } = problem;
  relaxation.solve(top, prices);
  const { prefixes } = relaxation;
  const width = numLayers + 1;
  const strides = capacities.map((_, group) =>
    capacities.slice(0, group).reduce((product, capacity) => product * (capacity + 1), 1),
  );
  const numKeys = capacities.reduce((product, capacity) => product * (capacity + 1), 1);
  const priceOfAll = prices.reduce((sum, price, group) => sum + price * capacities[group], 0);
  const priceOf = (key: number) =>
    capacities.reduce(
      (sum, capacity, group) => sum + prices[group] * (Math.floor(key / strides[group]) % (capacity + 1)),
      0,
    );
  // A suffix of fewer stages that costs no more replaces one of more stages, unless options need stages after them.
  const fewerStagesSuffice =
    capacities.length === 1 && !exactly && problem.options.every((list) => list.every((o) => o.downstream.least === 0));
  const choices = problem.options.map((list) =>
    list
      .filter(({ topSeconds }) => topSeconds <= top)
      .map((option) => ({
        option,
        cost: option.addSeconds + prices[option.group] * option.devices,
        step: option.devices * strides[option.group],
      }))
      .sort((a, b) => a.cost - b.cost),
  );

  // A label is a suffix of the chain: it begins at a layer and has a number of stages and of devices used. Its cost
  // includes the prices of the devices.
  const labelKeys: number[] = [];
  const labelCosts: number[] = [];
  const labelParents: number[] = [];
  const labelStages: (ChainStage | undefined)[] = [];
  const ranges = new Map<number, readonly number[]>();
  const scratch = new Float64Array(numKeys).fill(Number.POSITIVE_INFINITY);
  const scratchLabels = new Int32Array(numKeys);
  labelKeys.push(0);
  labelCosts.push(0);
  labelParents.push(-1);
  labelStages.push(undefined);
  ranges.set(numLayers, [0]);

  for (let begin = numLayers - 1; begin >= 0; begin--) {
    const least = fewerStagesSuffice ? new Float64Array(numKeys).fill(Number.POSITIVE_INFINITY) : null;
    for (let level = 0; level < numLevels; level++) {
      const slack = limit + priceOfAll - prefixes[level * width + begin];
      if (!(slack > Number.NEGATIVE_INFINITY)) continue;
      const touched: number[] = [];
      const befores = level === numLevels - 1 && !isCapped ? [level - 1, level] : [level - 1];
      for (const before of befores) {
        if (before < 0) continue;
        for (let end = begin + 1; end <= numLayers; end++) {
          const interval = relaxation.classAt(begin, end);
          const labels = ranges.get(before * width + end);
          if (interval < 0 || !labels) continue;
          const list = choices[interval];
          if (list.length === 0) continue;
          for (const label of labels) {
            const base = labelCosts[label];
            if (base + list[0].cost >= slack) break;
            const key = labelKeys[label];
            for (const choice of list) {
              const cost = base + choice.cost;
              if (cost >= slack) break;
              const { option } = choice;
              if (option.downstream.most < before || option.downstream.least > before) continue;
              const capacity = capacities[option.group];
              const used = Math.floor(key / strides[option.group]) % (capacity + 1);
              const next = key + choice.step;
              if (used + option.devices > capacity || cost >= scratch[next]) continue;
              if (scratch[next] === Number.POSITIVE_INFINITY) {
                touched.push(next);
                scratchLabels[next] = labelKeys.length;
                labelKeys.push(next);
                labelCosts.push(cost);
                labelParents.push(label);
                labelStages.push({ begin, end, interval, option });
              } else {
                const own = scratchLabels[next];
                [labelCosts[own], labelParents[own]] = [cost, label];
                labelStages[own] = { begin, end, interval, option };
              }
              scratch[next] = cost;
            }
          }
        }
      }
      for (const key of touched) scratch[key] = Number.POSITIVE_INFINITY;
      const kept = least
        ? touched
            .sort((a, b) => a - b)
            .filter((key) => {
              const own = labelCosts[scratchLabels[key]] - priceOf(key);
              if (own >= least[key]) return false;
              for (let more = key; more < numKeys && least[more] > own; more++) least[more] = own;
              return true;
            })
        : touched;
      if (kept.length === 0) continue;
      const labels = kept.map((key) => scratchLabels[key]);
      ranges.set(
        level * width + begin,
        labels.sort((a, b) => labelCosts[a] - labelCosts[b]),
      );
    }
  }

  let answer = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let level = exactly ? numLevels - 1 : 0; level < numLevels; level++) {
    for (const label of ranges.get(level * width) ?? []) {
      const sum = labelCosts[label] - priceOf(labelKeys[label]);
      if (sum < least) [answer, least] = [label, sum];
    }
  }
  if (answer < 0) return undefined;
  const stages: ChainStage[] = [];
  for (let label = answer; labelParents[label] >= 0; label = labelParents[label]) stages.push(labelStages[label]!);
  return stages;
}
