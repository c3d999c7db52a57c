/**
 * @file What a run of an ONNX graph holds beside its inputs and outputs, by liveness: ONNX Runtime frees a tensor after its last
 * reader, hands a dying input's buffer to an elementwise operator, and lets reshapes share their input's.
 */
import { numElements } from "../../ir/types.ts";
import { bytesPerElementOf, type OnnxValue } from "./builder.ts";
import type { OnnxNode } from "./proto.ts";

/** Operators whose result is their first input under another shape. */
const aliases: ReadonlySet<string> = new Set(["Reshape", "Identity"]);

/** Operators that may write over an input of the result's size which nothing reads afterwards. */
const inPlace: ReadonlySet<string> = new Set(
  "Neg Abs Sign Exp Log Sqrt Reciprocal Sin Cos Tanh Sigmoid Floor Ceil Erf Relu Not Add Sub Mul Div Max Min Pow Cast".split(
    " ",
  ),
);

/** Bytes that ONNX Runtime's arena rounds every tensor up to. */
const granuleBytes = 256;

const heldBytes = (value: OnnxValue): number =>
  Math.ceil((numElements(value.shape) * bytesPerElementOf(value.element)) / granuleBytes) * granuleBytes;

/** Peak bytes of temporaries when the nodes run in the given order. */
export function workspaceBytes(
  nodes: readonly OnnxNode[],
  values: ReadonlyMap<string, OnnxValue>,
  inputs: readonly OnnxValue[],
  outputs: readonly OnnxValue[],
  constants: readonly { readonly name: string }[],
): number {
  const lastUse = new Map<string, number>();
  // A tensor and its reshapes are one buffer, named by the first.
  const buffer = new Map<string, string>();
  const bufferOf = (name: string): string => buffer.get(name) ?? name;
  nodes.forEach((node, index) => {
    if (aliases.has(node.opType)) buffer.set(node.outputs[0], bufferOf(node.inputs[0]));
    for (const input of node.inputs) lastUse.set(bufferOf(input), index);
  });
  const outside = new Set([...inputs, ...outputs, ...constants].map((value) => bufferOf(value.name)));
  const held = new Map<string, number>();
  let now = 0;
  let peak = 0;
  nodes.forEach((node, index) => {
    const dying = [...new Set(node.inputs.map(bufferOf))].filter(
      (name) => held.has(name) && lastUse.get(name) === index,
    );
    for (const output of node.outputs) {
      if (bufferOf(output) !== output || outside.has(output)) continue;
      const bytes = heldBytes(values.get(output)!);
      const reused = inPlace.has(node.opType) ? dying.find((name) => held.get(name) === bytes) : undefined;
      if (reused !== undefined) {
        dying.splice(dying.indexOf(reused), 1);
        held.delete(reused);
      } else now += bytes;
      held.set(output, bytes);
    }
    peak = Math.max(peak, now);
    for (const name of [...dying, ...node.outputs.filter((output) => held.has(output) && !lastUse.has(output))]) {
      now -= held.get(name)!;
      held.delete(name);
    }
  });
  return peak;
}
