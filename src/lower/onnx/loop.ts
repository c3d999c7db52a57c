/** @file `while` as ONNX's Loop, whose body computes the next values and whether there is another step. */
import type { Op } from "../../ir/graph.ts";
import { bytesPerElement, numElements } from "../../ir/types.ts";
import type { OnnxValue } from "./builder.ts";
import type { LoweringContext } from "./context.ts";
import type { OnnxLowering } from "./lowering.ts";
import { liveNodes } from "./nodes.ts";
import { workspaceBytes } from "./workspace.ts";

const bytesOf = ({ shape, element }: OnnxValue): number => numElements(shape) * bytesPerElement(element);

function lowerWhile({ attrs: { loop }, operands, results }: Op<"while">, context: LoweringContext): void {
  const { builder, lower } = context;
  const values = operands.map((value) => context.dense(value));
  const [goesOn] = lower(loop.condition, builder, values);
  const inside = builder.nested();
  const step = inside.result([], "i64");
  const inputs = [goesOn, ...values].map(({ shape, element }) => inside.result(shape, element));
  const next = [...lower(loop.body, inside, inputs.slice(1)), ...inputs.slice(1 + results.length)];
  const [again] = lower(loop.condition, inside, next);
  // Every output needs a node of its own.
  const outputs = [again, ...next].map((value) => inside.raw("Identity", [value], value.shape, value.element));
  const nodes = liveNodes(inside.nodes, outputs);
  const used = new Set(nodes.flatMap((node) => node.inputs));
  const initializers = inside.initializers.filter(({ name }) => used.has(name));
  const ports = [step, ...inputs];
  const body = { name: "body", nodes, initializers, inputs: ports, outputs };
  const ends = values.map(({ shape, element }) => builder.result(shape, element));
  const held = [...values, ...ends].reduce((sum, value) => sum + bytesOf(value), 0);
  builder.nodes.push({
    opType: "Loop",
    domain: "",
    inputs: ["", goesOn.name, ...values.map(({ name }) => name)],
    outputs: ends.map(({ name }) => name),
    attributes: { body: { graph: body } },
    scratchBytes: held + workspaceBytes(nodes, inside.values, [...ports, ...outputs, ...initializers]),
  });
  results.forEach((result, i) => {
    context.define(result, ends[i]);
  });
}

export const loopLowerings: { readonly while: OnnxLowering<"while"> } = { while: lowerWhile };
