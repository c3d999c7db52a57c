/**
 * @file The workspace of an ONNX graph: memory besides inputs and outputs. Repeats ONNX Runtime's execution order and
 *   buffer plan on the graph that we write. Tests compare it with the peak that its allocator reports.
 */
import { bytesPerElement, numElements } from "../../ir/types.ts";
import { broadcastShape, type OnnxValue } from "./builder.ts";
import type { OnnxNode } from "./proto.ts";

/** Operators that return their first input in another shape. */
const aliases: ReadonlySet<string> = new Set(["Reshape", "Identity"]);

/** Operators that may overwrite a dying input of the result's size. */
const inPlace: ReadonlySet<string> = new Set(
  "Neg Abs Sign Exp Log Sqrt Reciprocal Sin Cos Tanh Sigmoid Floor Ceil Erf Relu Not Add Sub Mul Div Max Min Pow Cast".split(
    " ",
  ),
);

/** ONNX Runtime's arena rounds every tensor up to a multiple of this. */
const granuleBytes = 256;

const heldBytes = (value: OnnxValue): number =>
  Math.ceil((numElements(value.shape) * bytesPerElement(value.element)) / granuleBytes) * granuleBytes;

/** Bytes that a kernel allocates for itself. `Where` selects from both sides before it merges them. */
function scratchBytes(node: OnnxNode, values: ReadonlyMap<string, OnnxValue>): number {
  if (node.opType !== "Where") return node.scratchBytes ?? 0;
  const [condition, ...sides] = node.inputs.map((input) => values.get(input)!);
  return sides
    .map((side) => heldBytes({ ...side, shape: broadcastShape([condition.shape, side.shape]) }))
    .reduce((total, bytes) => total + bytes, 0);
}

/**
 * The order in which ONNX Runtime runs nodes (GraphViewer's default): depth first from the nodes without readers, the
 * last one first, and the last producer of each node first.
 */
function executionOrder(nodes: readonly OnnxNode[]): OnnxNode[] {
  const producer = new Map<string, number>();
  nodes.forEach((node, index) => {
    for (const output of node.outputs) producer.set(output, index);
  });
  const producersOf = nodes.map((node) =>
    [...new Set(node.inputs.flatMap((input) => producer.get(input) ?? []))].sort((a, b) => a - b),
  );
  const isRead = new Set(producersOf.flat());
  const stack = nodes.flatMap((_, index) => (isRead.has(index) ? [] : [{ index, isLeaving: false }]));
  const visited = new Set<number>();
  const order: OnnxNode[] = [];
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { index, isLeaving } = entry;
    if (isLeaving) order.push(nodes[index]);
    if (isLeaving || visited.has(index)) continue;
    visited.add(index);
    stack.push({ index, isLeaving: true });
    for (const from of producersOf[index]) if (!visited.has(from)) stack.push({ index: from, isLeaving: false });
  }
  return order;
}

interface Buffer {
  readonly bytes: number;
  readonly from: number;
  /** The last node that uses it. */
  to: number;
  /** Remaining reads of the tensor that it holds now. */
  readers: number;
  /** Shape and element size: a buffer is reused only by a tensor that agrees in both. */
  readonly layout: string;
}

/** The peak bytes of temporaries in one run. */
export function workspaceBytes(
  written: readonly OnnxNode[],
  values: ReadonlyMap<string, OnnxValue>,
  outside: readonly { readonly name: string }[],
): number {
  const nodes = executionOrder(written);
  const readers = new Map<string, number>();
  for (const input of nodes.flatMap((node) => node.inputs)) readers.set(input, (readers.get(input) ?? 0) + 1);
  const buffers = planBuffers(nodes, values, readers, new Set(outside.map(({ name }) => name)));
  const change = new Float64Array(nodes.length + 1);
  for (const { bytes, from, to } of buffers) {
    change[from] += bytes;
    change[to + 1] -= bytes;
  }
  let held = 0;
  let peak = 0;
  nodes.forEach((node, index) => {
    held += change[index];
    peak = Math.max(peak, held + scratchBytes(node, values));
  });
  return peak;
}

/**
 * Assigns buffers like ONNX Runtime's allocation planner. A reshape shares its input's buffer, an elementwise result
 * takes over a dying input's, and any other takes the one that died last among those of its shape, or a new one. A
 * buffer is held until its last tensor dies.
 */
function planBuffers(
  nodes: readonly OnnxNode[],
  values: ReadonlyMap<string, OnnxValue>,
  readers: ReadonlyMap<string, number>,
  outside: ReadonlySet<string>,
): Buffer[] {
  const buffers: Buffer[] = [];
  const bufferOf = new Map<string, Buffer>();
  /** By layout: buffers whose tensor is dead, in the order in which they died. */
  const free = new Map<string, Set<Buffer>>();
  const layoutOf = ({ shape, element }: OnnxValue): string => `${bytesPerElement(element)}:${shape.join()}`;
  nodes.forEach((node, index) => {
    for (const output of node.outputs) {
      if (outside.has(output)) continue;
      const value = values.get(output)!;
      const layout = layoutOf(value);
      const inputs = node.inputs.flatMap((input) => bufferOf.get(input) ?? []);
      const isAlias = aliases.has(node.opType);
      let buffer: Buffer | undefined;
      if (isAlias) buffer = bufferOf.get(node.inputs[0]);
      else if (inPlace.has(node.opType))
        buffer = inputs.find((input) => input.readers === 1 && input.layout === layout);
      if (isAlias && !buffer) continue;
      if (!buffer) {
        buffer = [...(free.get(layout) ?? [])].at(-1);
        if (buffer) free.get(layout)!.delete(buffer);
      }
      if (!buffer) {
        buffer = { bytes: heldBytes(value), from: index, to: index, readers: 0, layout };
        buffers.push(buffer);
      }
      buffer.to = index;
      buffer.readers += readers.get(output) ?? 0;
      bufferOf.set(output, buffer);
    }
    const used = [...node.inputs, ...node.outputs.filter((output) => !readers.has(output))];
    for (const name of used) {
      const buffer = bufferOf.get(name);
      if (!buffer) continue;
      buffer.to = index;
      if (node.inputs.includes(name)) buffer.readers--;
      if (buffer.readers > 0) continue;
      if (!free.has(buffer.layout)) free.set(buffer.layout, new Set());
      free.get(buffer.layout)!.add(buffer);
    }
  });
  return buffers;
}
