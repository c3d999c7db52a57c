/** @file The products of a step with its weights, and how the plan splits each. */
import type { CutMatrix, CutProduct } from "../../draw/figures/matrices.ts";
import { bytesSent } from "../../ir/bytes-sent.ts";
import { opName } from "../../ir/graph.ts";
import { factorRule } from "../../ir/table.ts";
import { bytesOf, type TensorType } from "../../ir/types.ts";
import { axesSize, localType, type Mesh, type Placement } from "../../plan/placement.ts";
import type { OpPlan } from "../../plan/plan.ts";
import { type OpPlacements, opPlacements } from "../../sharding/strategies/op-placements.ts";
import type { PlanAnswer } from "./figure.ts";

/** The products that read weights with this ending of their name, in the order of the step: forward, then backward. */
export function productsWith(answer: PlanAnswer, endings: readonly string[]): CutProduct[] {
  const { step, plan } = answer.planned;
  const { graph } = step;
  const names = new Map(graph.inputs.map(({ value, name }) => [value, name]));
  return graph.ops.flatMap(({ kind, operands }, index) => {
    const weight = operands.map((value) => names.get(value)).find((name) => endings.some((end) => name?.endsWith(end)));
    return kind === "dot_general" && weight !== undefined ? [cutProduct(answer, index, plan.ops[index])] : [];
  });
}

/** The product of op number `index` under a strategy. */
export function cutProduct({ planned: { step, plan } }: PlanAnswer, index: number, strategy: OpPlan): CutProduct {
  const { graph } = step;
  const op = graph.ops[index];
  const { mesh } = plan.stages[strategy.stage];
  const placed: OpPlacements = opPlacements(factorRule(graph, op), strategy, mesh, opName(graph, index));
  const names = new Map(graph.inputs.map(({ value, name }) => [value, shortName(name)]));
  const [left, right] = op.operands.map((value, i) =>
    cutMatrix(names.get(value) ?? "", graph.types[value], placed.operands[i], mesh),
  );
  const type = graph.types[op.results[0]];
  const [placement] = placed.results;
  const result = cutMatrix("", type, placement, mesh);
  const ways = axesSize(mesh, placement.partial);
  const sentBytes = bytesSent("all_reduce", ways, bytesOf(localType(type, placement, mesh)));
  return { op: opName(graph, index), left, right, result, ...(result.isPartial && { sentBytes }) };
}

/** `state.params.blocks[0].feedForward.up.w` → `up.w`. */
const shortName = (name: string): string =>
  name
    .replace(/^.*\bparams\.?/, "")
    .split(".")
    .slice(-2)
    .join(".");

function cutMatrix(name: string, type: TensorType, placement: Placement, mesh: Mesh): CutMatrix {
  const { shape } = type;
  const product = (values: readonly number[]): number => values.reduce((all, value) => all * value, 1);
  const ways = placement.dims.map((axes) => axesSize(mesh, axes));
  return {
    name,
    rows: product(shape.slice(0, -1)),
    columns: shape[shape.length - 1] ?? 1,
    rowParts: product(ways.slice(0, -1)),
    columnParts: ways[ways.length - 1] ?? 1,
    isPartial: axesSize(mesh, placement.partial) > 1,
    bytes: bytesOf(localType(type, placement, mesh)),
  };
}
