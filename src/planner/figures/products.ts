/** @file Figures of tensor parallelism: how a plan splits products, and what the runner-up costs. */

import { Unsupported } from "../../base/errors.ts";
import { secondsText } from "../../base/units.ts";
import { drawAttentionHeads } from "../../draw/figures/attention-heads.ts";
import type { CutProduct } from "../../draw/figures/matrices.ts";
import { drawProducts } from "../../draw/figures/products.ts";
import { axesSize } from "../../plan/placement.ts";
import { planPlacements } from "../../sharding/check-plan.ts";
import { findOp } from "../../sharding/explain.ts";
import { cutProduct, productsWith } from "./cut-products.ts";
import { defineFigure, type Figure, type PlanAnswer } from "./figure.ts";

const tensorParallel = defineFigure({
  name: "tensor-parallel",
  source: "Alpa",
  about: "two products cut by columns, then by rows, and the cut that explain prices next",
  questions: (["tensor", "shard"] as const).map((method) => ({
    command: "plan" as const,
    model: "simple-mlp",
    options: { cluster: "1x4:a100-80gb", batch: 512, method, explain: "dot_general.5" },
  })),
  data: ([answer, searched]) => {
    const { report } = answer;
    const [first, second] = productsWith(answer, ["params[0].w", "params[1].w"]);
    if (!second)
      throw new Unsupported(report.model, "has no two products with params[0].w and params[1].w; draw simple-mlp");
    const { op, chosen, runnersUp, elsewhere } = searched.explanation!;
    const index = findOp(searched.planned.step.graph, op);
    const sent = `communication of its operands ${secondsText(chosen.communicationSeconds)}`;
    const next = runnersUp.find((other) => Number.isFinite(other.stepSeconds));
    return [
      { title: `${report.model}, first product`, ...first },
      { title: "second product", ...second, stepSeconds: report.estimate!.seconds },
      {
        ...cutProduct(searched, index, chosen.plan),
        title: "the search's cut",
        note: sent,
        stepSeconds: chosen.stepSeconds,
      },
      ...(next
        ? [
            {
              ...cutProduct(searched, index, next.plan),
              title: "the next best cut",
              note: `all else ${elsewhere}`,
              stepSeconds: next.stepSeconds,
            },
          ]
        : []),
    ];
  },
  draw: (products, commands) =>
    drawProducts(
      {
        title: "Tensor parallelism",
        about:
          "The first weight is cut by columns, so nothing is sent before the second, which is cut by rows: each device then holds a term of the sum. The search may choose other cuts. Colors are devices; outlined is whole on every device; sides grow with the square root of their size.",
        commands,
      },
      products,
    ),
});

const blockQuestion = {
  command: "plan",
  model: "gpt2-small",
  options: { cluster: "1x4:a100-80gb", batch: 8, method: "megatron", "tensor-parallel": 4 },
} as const;

/** The products of the first block with a weight: forward and, for the input's gradient, backward. */
function blockProducts(answer: PlanAnswer, weight: string): CutProduct[] {
  const products = productsWith(answer, [`blocks[0].${weight}.w`]);
  if (products.length >= 2) return products;
  throw new Unsupported(answer.report.model, `has no products with blocks[0].${weight}.w; draw a GPT of the catalogue`);
}

const megatronMlp = defineFigure({
  name: "megatron-mlp",
  source: "Megatron-LM",
  about: "the MLP of a layer, forward and backward, and its two sums",
  questions: [blockQuestion],
  data: ([answer]) => {
    const [up, upBackward] = blockProducts(answer, "feedForward.up");
    const [down, downBackward] = blockProducts(answer, "feedForward.down");
    return [
      { title: "forward: up", ...up },
      { title: "forward: down, then g sums", ...down },
      { title: "backward: gradient of down's input", ...downBackward },
      { title: "backward: gradient of up's input, then f sums", ...upBackward },
    ];
  },
  draw: (products, commands) =>
    drawProducts(
      {
        title: "Megatron-LM's MLP",
        about:
          "The up-projection is cut by columns, the down-projection by rows. A layer's MLP sends twice: g sums the partial outputs of the forward pass, f the partial gradients of the backward pass.",
        commands,
      },
      products,
      88,
    ),
});

/** The number of heads and the number of devices that share them, read from the product of queries and keys. */
function headsOf({ planned: { step, plan }, report }: PlanAnswer): {
  readonly heads: number;
  readonly headParts: number;
} {
  const { graph } = step;
  const placements = planPlacements(graph, plan);
  for (const [index, op] of graph.ops.entries()) {
    if (op.kind !== "dot_general" || op.attrs.lhsBatch.length < 2) continue;
    const [value] = op.operands;
    const [, dim] = [...op.attrs.lhsBatch].sort((a, b) => a - b);
    const { mesh } = plan.stages[plan.ops[index].stage];
    return {
      heads: graph.types[value].shape[dim],
      headParts: axesSize(mesh, placements[index].operands[0].dims[dim]),
    };
  }
  throw new Unsupported(report.model, "has no attention over heads; draw a GPT of the catalogue");
}

const attentionHeads = defineFigure({
  name: "attention-heads",
  source: "Megatron-LM",
  about: "attention cut by heads: what each device holds, and the one sum",
  questions: [blockQuestion],
  data: ([answer]) => {
    const [query] = blockProducts(answer, "attention.query");
    const [key] = blockProducts(answer, "attention.key");
    const [value] = blockProducts(answer, "attention.value");
    const [out] = blockProducts(answer, "attention.out");
    return { model: answer.report.model, query, key, value, out, ...headsOf(answer) };
  },
  draw: drawAttentionHeads,
});

export const productFigures: readonly Figure[] = [tensorParallel, megatronMlp, attentionHeads];
