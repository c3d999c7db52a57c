/**
 * @file Tensor parallelism: Megatron-LM's recipe (Shoeybi et al. 2019, §3), derived from the graph. Every other hidden
 * dim of a chain of matmuls is split, so that the matmul before the dim is split by column and the one after it by row.
 * Each such pair takes one all-reduce after it in the forward pass and one before it in the backward pass. In a
 * transformer the split dims are the attention heads, the inner dim of the feed-forward part and the vocabulary of the
 * embedding and the output; layer norms and the residual stream are replicated.
 */
import { type DimClass, type DimClasses, findDimClasses } from "../analysis/dim-classes.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import { divisorsOf, greatestCommonDivisor } from "../base/integers.ts";
import { findConstants } from "../ir/constants.ts";
import type { MeshAxis } from "../plan/placement.ts";
import type { ChoiceFilter } from "../sharding/problem/node-choices.ts";
import { findHiddenClasses, findTableClasses, type HiddenClass } from "./hidden-classes.ts";
import { checkBatchDivides, type Method } from "./method.ts";
import { both } from "./search/constrained-filter.ts";
import { replicate } from "./search/replicas.ts";
import { searchMethod } from "./search/search-method.ts";
import type { SearchOptions } from "./search/search-plan.ts";

export interface TensorParallelOptions extends SearchOptions {
  /**
   * Number of devices that share one copy of the parameters; defaults to all. The copies divide the batch among them.
   */
  readonly degree?: number;
}

/**
 * Splits the hidden dims of matmul chains over `degree` devices and the batch over the groups of `degree` devices. Dims
 * that do not divide evenly are replicated.
 */
export function tensorParallel({ degree, ...options }: TensorParallelOptions = {}): Method {
  const name = degree === undefined ? "tensorParallel" : `tensorParallel(degree=${degree})`;
  return searchMethod(name, options, {
    isLimitedByUser: true,
    meshes(step, devices) {
      const ways = degree ?? devices;
      if (!Number.isInteger(ways) || ways < 1 || devices % ways !== 0) {
        throw new InvalidConfig(
          name,
          `degree ${ways} does not divide ${devices} devices; use ${divisorsOf(devices).join(", ")}`,
        );
      }
      const { maxTensorParallel } = options;
      if (maxTensorParallel !== undefined && ways > maxTensorParallel)
        throw new InvalidConfig(
          name,
          `degree ${ways} is over maxTensorParallel ${maxTensorParallel}; lower the degree or raise the limit`,
        );
      checkBatchDivides(step, devices / ways, name);
      return [
        {
          axes: [
            { name: "data", size: devices / ways },
            { name: "model", size: ways },
          ],
        },
      ];
    },
    filter: (step, { axes: [data, model] }) => both(replicate(step, data), splitHidden(step, model, name)),
  });
}

/**
 * The filter that splits the chosen classes over the axis wherever they occur and replicates everything else that
 * depends on an input.
 */
function splitHidden(step: Step, { name: axis, size }: MeshAxis, method: string): ChoiceFilter {
  if (size === 1) return {};
  const { graph } = step;
  const classes = findDimClasses(graph);
  const split = chooseClasses(step, classes, size, method);
  const isBatch = new Set(step.batchInputs.map(({ input }) => input));
  const isConstant = findConstants(graph);
  return {
    input: (input, { dims }) =>
      dims.every((axes, dim) => {
        const isSplit = !isBatch.has(input) && split.has(classes.ofDim(graph.inputs[input].value, dim));
        return axes.includes(axis) === isSplit;
      }),
    op: (op, { plan }) =>
      isConstant[graph.ops[op].results[0]] ||
      plan.factors.every((axes, factor) => axes.includes(axis) === split.has(classes.ofFactor(op, factor))),
  };
}

/**
 * A class with more than this many times the median communication per FLOP is not split (such as ten output classes
 * after a wide layer).
 */
const maxOverMedian = 8;

/**
 * Chooses the classes to split, in the order of the forward pass: each class that shares no op with one already chosen.
 * A class is skipped if it would exclude a class that needs less than half of its communication per FLOP: heads and
 * hidden dims are preferred to the residual stream. The rows of embeddings are split too, as in Megatron-LM.
 */
export function chooseClasses(step: Step, classes: DimClasses, ways: number, method: string): Set<DimClass> {
  const all = findHiddenClasses(step, classes);
  const candidates = all.filter(({ occurrences }) => occurrences.every(({ size }) => size % ways === 0));
  if (candidates.length === 0) {
    const sizes = all.map(({ occurrences }) =>
      occurrences.reduce((gcd, { size }) => greatestCommonDivisor(gcd, size), 0),
    );
    const what =
      all.length === 0 ? "the step has no matmul whose weight could be split" : `no hidden dim divides by ${ways}`;
    const best = Math.max(...sizes, 1);
    throw new InvalidConfig(method, `${what}; use ${best === 1 ? "another method" : `a degree that divides ${best}`}`, {
      ways,
    });
  }
  const opsOf = new Map(
    candidates.map(({ dimClass, occurrences }) => [dimClass, new Set(occurrences.map(({ op }) => op))]),
  );
  const excludes = (a: HiddenClass, b: HiddenClass) =>
    a !== b && a.occurrences.some(({ op }) => opsOf.get(b.dimClass)!.has(op));
  const ratios = candidates.map(bytesPerFlop).sort((a, b) => a - b);
  const median = ratios[Math.floor((ratios.length - 1) / 2)];
  const chosen: HiddenClass[] = [];
  for (const candidate of candidates) {
    const isPossible = (other: HiddenClass) => !chosen.some((taken) => excludes(taken, other));
    const isMuchBetter = (other: HiddenClass) => 2 * bytesPerFlop(other) < bytesPerFlop(candidate);
    if (!isPossible(candidate) || bytesPerFlop(candidate) > maxOverMedian * median) continue;
    if (candidates.some((other) => excludes(candidate, other) && isPossible(other) && isMuchBetter(other))) continue;
    chosen.push(candidate);
  }
  const splitOps = new Set(chosen.flatMap(({ occurrences }) => occurrences.map(({ op }) => op)));
  const tables = findTableClasses(step, classes).filter(({ occurrences }) =>
    occurrences.every(({ op, size }) => size % ways === 0 && !splitOps.has(op)),
  );
  return new Set([...chosen, ...tables].map(({ dimClass }) => dimClass));
}

const bytesPerFlop = ({ bytes, flops }: HiddenClass): number => bytes / flops;
