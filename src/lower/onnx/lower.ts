/** @file Graph → ONNX model bytes. */

import { InternalError } from "../../base/errors.ts";
import type { Graph, Op, ValueId } from "../../ir/graph.ts";
import { opName } from "../../ir/graph.ts";
import type { OpKind } from "../../ir/ops.ts";
import type { OnnxValue } from "./builder.ts";
import { LoweringContext } from "./context.ts";
import { contractionLowerings } from "./contraction.ts";
import { elementwiseLowerings } from "./elementwise.ts";
import { recognizeIdioms } from "./idioms.ts";
import { indexingLowerings } from "./indexing.ts";
import type { OnnxLowering } from "./lowering.ts";
import { movementLowerings } from "./movement.ts";
import { encodeModel, type OnnxNode, type OnnxPort } from "./proto.ts";
import { workspaceBytes } from "./workspace.ts";

/** Refuses ops that the runtime executes between segments; an executor never receives them. */
const notAKernel: OnnxLowering<OpKind> = ({ kind }) => {
  throw new InternalError("lower to ONNX", `${kind} reached an executor; it belongs between segments`);
};

/** By op kind: its lowering to ONNX. */
export const onnxLowerings: { readonly [K in OpKind]: OnnxLowering<K> } = {
  ...elementwiseLowerings,
  ...movementLowerings,
  ...contractionLowerings,
  ...indexingLowerings,
  all_reduce: notAKernel,
  reduce_scatter: notAKernel,
  all_gather: notAKernel,
  all_to_all: notAKernel,
  all_slice: notAKernel,
  microbatch_id: notAKernel,
};

/** A model and the names of its ports, in the order of the graph's. */
export interface LoweredModel {
  readonly bytes: Uint8Array;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  /** Estimated bytes that one run holds besides inputs and outputs. */
  readonly workspaceBytes: number;
  readonly numNodes: number;
}

/** The nodes that some output needs, in order. */
function liveNodes(nodes: readonly OnnxNode[], outputs: readonly OnnxValue[]): OnnxNode[] {
  const needed = new Set(outputs.map((output) => output.name));
  const live: OnnxNode[] = [];
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (!nodes[i].outputs.some((output) => needed.has(output))) continue;
    for (const input of nodes[i].inputs) needed.add(input);
    live.push(nodes[i]);
  }
  return live.reverse();
}

/** The tensor to bind for an output: the one before reshapes, because a reshape would copy into a bound buffer. */
function outputTensor(context: LoweringContext, value: ValueId, taken: ReadonlySet<string>): OnnxValue {
  const dense = context.dense(value);
  const source = context.builder.unreshaped(dense);
  return taken.has(source.name) ? dense : source;
}

/**
 * Writes a graph without collectives as an ONNX model. Graph inputs stay inputs (weights are never stored in the
 * model).
 * @throws Unsupported naming the op that ONNX Runtime cannot run in its type
 */
export function lowerToOnnx(written: Graph): LoweredModel {
  const graph = recognizeIdioms(written);
  const context = new LoweringContext(graph);
  const { builder } = context;
  const inputs = graph.inputs.map(({ value }, i) => {
    const { shape, dtype } = graph.types[value];
    const tensor = builder.declare(`in${i}`, shape, dtype);
    context.define(value, tensor);
    return tensor;
  });
  graph.ops.forEach((op, index) => {
    context.where = opName(graph, index);
    (onnxLowerings[op.kind] as OnnxLowering<OpKind>)(op as Op, context);
  });
  const taken = new Set(inputs.map((tensor) => tensor.name));
  const outputs = graph.outputs.map(({ value }) => {
    const tensor = outputTensor(context, value, taken);
    // Every output needs its own node.
    const own =
      builder.isConstant(tensor) || taken.has(tensor.name)
        ? builder.raw("Identity", [tensor], tensor.shape, tensor.element)
        : tensor;
    taken.add(own.name);
    return own;
  });
  const nodes = liveNodes(builder.nodes, outputs);
  const used = new Set(nodes.flatMap((node) => node.inputs));
  const initializers = builder.initializers.filter((tensor) => used.has(tensor.name));
  const bytes = encodeModel({ name: graph.name, nodes, initializers, inputs, outputs });
  return {
    bytes,
    inputs,
    outputs,
    workspaceBytes: workspaceBytes(nodes, builder.values, [...inputs, ...outputs, ...initializers]),
    numNodes: nodes.length,
  };
}
