/** @file Nodes of an ONNX graph. */
import type { OnnxValue } from "./builder.ts";
import type { OnnxNode } from "./proto.ts";

/** The nodes that some output needs, in order. */
export function liveNodes(nodes: readonly OnnxNode[], outputs: readonly OnnxValue[]): OnnxNode[] {
  const needed = new Set(outputs.map((output) => output.name));
  const live: OnnxNode[] = [];
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (!nodes[i].outputs.some((output) => needed.has(output))) continue;
    for (const input of nodes[i].inputs) needed.add(input);
    live.push(nodes[i]);
  }
  return live.reverse();
}
