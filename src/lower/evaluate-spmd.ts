/**
 * @file The reference interpreter of partitioned graphs: N simulated devices in one thread, each with its own arrays.
 *   Tests compare the partitioner with it.
 */

import { evaluateOp } from "../ir/evaluate.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import type { CollectiveKind, OpAttrs } from "../ir/ops.ts";
import { isCollective } from "../ir/ops.ts";
import type { TensorData } from "../ir/types.ts";
import { type Mesh, meshSize } from "../plan/placement.ts";
import { runCollective } from "./simulated-collectives.ts";

/**
 * Runs a per-device graph on every device of the mesh.
 * @param inputs  per graph input, each device's array
 * @returns per graph output, each device's array
 */
export function evaluateSpmd(graph: Graph, mesh: Mesh, inputs: readonly (readonly TensorData[])[]): TensorData[][] {
  const devices = Array.from({ length: meshSize(mesh) }, (_, device) => device);
  const values = new Map<ValueId, readonly TensorData[]>();
  graph.inputs.forEach(({ value }, index) => {
    values.set(value, inputs[index]);
  });
  for (const op of graph.ops) {
    const operandTypes = op.operands.map((value) => graph.types[value]);
    if (isCollective(op.kind)) {
      const attrs = op.attrs as OpAttrs[CollectiveKind];
      values.set(op.results[0], runCollective(op.kind, attrs, values.get(op.operands[0])!, operandTypes[0], mesh));
      continue;
    }
    const resultTypes = op.results.map((value) => graph.types[value]);
    const results = devices.map((device) => {
      const operands = op.operands.map((value) => values.get(value)![device]);
      return evaluateOp(op, operandTypes, resultTypes, operands);
    });
    op.results.forEach((value, position) => {
      values.set(
        value,
        results.map((own) => own[position]),
      );
    });
  }
  return graph.outputs.map(({ value }) => [...values.get(value)!]);
}
