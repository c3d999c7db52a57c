/** @file Graph → ONNX model bytes. */

import { InternalError } from "../../base/errors.ts";
import type { Graph, Op, ValueId } from "../../ir/graph.ts";
import { opName } from "../../ir/graph.ts";
import type { OpKind } from "../../ir/ops.ts";
import { OnnxBuilder, type OnnxValue } from "./builder.ts";
import { LoweringContext } from "./context.ts";
import { contractionLowerings } from "./contraction.ts";
import { elementwiseLowerings } from "./elementwise.ts";
import { recognizeIdioms } from "./idioms.ts";
import { indexingLowerings } from "./indexing.ts";
import { loopLowerings } from "./loop.ts";
import type { OnnxLowering } from "./lowering.ts";
import { movementLowerings } from "./movement.ts";
import { liveNodes } from "./nodes.ts";
import { encodeModel, type OnnxPort } from "./proto.ts";
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
  ...loopLowerings,
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

/** Writes the graph's ops into `builder`; returns the context that has their values. */
function lowerOps(written: Graph, builder: OnnxBuilder, inputs: readonly OnnxValue[]): LoweringContext {
  const graph = recognizeIdioms(written);
  const context = new LoweringContext(graph, builder, (inner, innerBuilder, values) => {
    const lowered = lowerOps(inner, innerBuilder, values);
    return inner.outputs.map(({ value }) => lowered.dense(value));
  });
  graph.inputs.forEach(({ value }, i) => {
    context.define(value, inputs[i]);
  });
  graph.ops.forEach((op, index) => {
    context.where = opName(graph, index);
    (onnxLowerings[op.kind] as OnnxLowering<OpKind>)(op as Op, context);
  });
  return context;
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
export function lowerToOnnx(graph: Graph): LoweredModel {
  const builder = new OnnxBuilder();
  const inputs = graph.inputs.map(({ value }, i) => {
    const { shape, dtype } = graph.types[value];
    return builder.declare(`in${i}`, shape, dtype);
  });
  const context = lowerOps(graph, builder, inputs);
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
