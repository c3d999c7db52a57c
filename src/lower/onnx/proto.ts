/**
 * @file ONNX ModelProto bytes, written by hand: the dozen protobuf messages that a static graph needs (onnx.proto3).
 *   Nodes, initializers and ports are plain data; `encodeModel` writes them.
 */
import type { DType } from "../../ir/types.ts";

/** TensorProto.DataType, which is also ONNXTensorElementDataType of the C API. */
export const onnxElementType: Readonly<Record<DType, number>> = {
  f32: 1,
  ui8: 2,
  i8: 3,
  ui16: 4,
  i16: 5,
  i32: 6,
  i64: 7,
  i1: 9,
  f16: 10,
  f64: 11,
  ui32: 12,
  ui64: 13,
  bf16: 16,
};

export type OnnxAttribute =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly graph: OnnxGraph };

export interface OnnxNode {
  readonly opType: string;
  /** "" is the standard operator set; "com.microsoft" holds ONNX Runtime's own operators. */
  readonly domain: "" | "com.microsoft";
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** A number or number list is an integer attribute; wrap a float in `{ float }`. */
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
  /** Bytes that the node's own graph needs, beside its results. */
  readonly scratchBytes?: number;
}

export interface OnnxTensor {
  readonly name: string;
  readonly element: DType;
  readonly shape: readonly number[];
  /** Little-endian elements in row-major order. */
  readonly bytes: Uint8Array;
}

export interface OnnxPort {
  readonly name: string;
  readonly element: DType;
  readonly shape: readonly number[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}

const irVersion = 10;
const opset = 26;

/**
 * A growing byte buffer. A message's length is written before it as a padded varint of five bytes, patched in
 * afterwards.
 */
class Writer {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }

  varint(value: number): void {
    this.#reserve(10);
    if (value < 0) {
      let rest = BigInt.asUintN(64, BigInt(value));
      for (; rest > 127n; rest >>= 7n) this.#bytes[this.#length++] = Number(rest & 127n) | 128;
      this.#bytes[this.#length++] = Number(rest);
      return;
    }
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) | 128;
    this.#bytes[this.#length++] = rest;
  }

  integer(field: number, value: number): void {
    this.varint(field << 3);
    this.varint(value);
  }

  float(field: number, value: number): void {
    this.varint((field << 3) | 5);
    this.#reserve(4);
    new DataView(this.#bytes.buffer).setFloat32(this.#length, value, true);
    this.#length += 4;
  }

  raw(field: number, data: Uint8Array): void {
    this.varint((field << 3) | 2);
    this.varint(data.length);
    this.#reserve(data.length);
    this.#bytes.set(data, this.#length);
    this.#length += data.length;
  }

  string(field: number, text: string): void {
    this.raw(field, new TextEncoder().encode(text));
  }

  message(field: number, write: () => void): void {
    this.varint((field << 3) | 2);
    this.#reserve(5);
    const at = this.#length;
    this.#length += 5;
    write();
    let size = this.#length - at - 5;
    for (let i = 0; i < 5; i++, size >>>= 7) this.#bytes[at + i] = (size & 127) | (i < 4 ? 128 : 0);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** AttributeProto.type values. */
const attributeType = { float: 1, integer: 2, string: 3, graph: 5, integers: 7 } as const;

function writeAttribute(writer: Writer, name: string, value: OnnxAttribute): void {
  writer.string(1, name);
  if (typeof value === "number") {
    writer.integer(3, value);
    writer.integer(20, attributeType.integer);
  } else if (typeof value === "string") {
    writer.string(4, value);
    writer.integer(20, attributeType.string);
  } else if ("float" in value) {
    writer.float(2, value.float);
    writer.integer(20, attributeType.float);
  } else if ("graph" in value) {
    writer.message(6, () => writeGraph(writer, value.graph));
    writer.integer(20, attributeType.graph);
  } else {
    for (const item of value) writer.integer(8, item);
    writer.integer(20, attributeType.integers);
  }
}

function writeNode(writer: Writer, node: OnnxNode): void {
  for (const input of node.inputs) writer.string(1, input);
  for (const output of node.outputs) writer.string(2, output);
  writer.string(4, node.opType);
  for (const [name, value] of Object.entries(node.attributes))
    writer.message(5, () => writeAttribute(writer, name, value));
  if (node.domain) writer.string(7, node.domain);
}

function writeTensor(writer: Writer, tensor: OnnxTensor): void {
  for (const size of tensor.shape) writer.integer(1, size);
  writer.integer(2, onnxElementType[tensor.element]);
  writer.string(8, tensor.name);
  writer.raw(9, tensor.bytes);
}

function writePort(writer: Writer, port: OnnxPort): void {
  writer.string(1, port.name);
  writer.message(2, () =>
    writer.message(1, () => {
      writer.integer(1, onnxElementType[port.element]);
      writer.message(2, () => {
        for (const size of port.shape) writer.message(1, () => writer.integer(1, size));
      });
    }),
  );
}

function writeGraph(writer: Writer, { name, nodes, initializers, inputs, outputs }: OnnxGraph): void {
  for (const node of nodes) writer.message(1, () => writeNode(writer, node));
  writer.string(2, name);
  for (const tensor of initializers) writer.message(5, () => writeTensor(writer, tensor));
  for (const port of inputs) writer.message(11, () => writePort(writer, port));
  for (const port of outputs) writer.message(12, () => writePort(writer, port));
}

/** The bytes of a ModelProto. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const writer = new Writer();
  writer.integer(1, irVersion);
  writer.string(2, "alpa-js");
  writer.message(7, () => writeGraph(writer, graph));
  const domains = [
    ["", opset],
    ["com.microsoft", 1],
  ] as const;
  for (const [domain, version] of domains)
    writer.message(8, () => {
      writer.string(1, domain);
      writer.integer(2, version);
    });
  return writer.finish();
}
