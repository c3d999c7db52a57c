/**
 * @file The executor `ort-node`: the same models through onnxruntime-node's own binding, for machines where koffi does not load. Slower:
 * every worker makes its own session, inputs are copied in (Node 20 refuses shared memory there) and outputs are copied out.
 */
import { createRequire } from "node:module";
import { InternalError, RuntimeFailure, Unsupported } from "../../../base/errors.ts";
import type { Graph } from "../../../ir/graph.ts";
import {
  allocateData,
  type DType,
  numElements,
  type TensorData,
  type TensorType,
  viewData,
} from "../../../ir/types.ts";
import { lowerToOnnx } from "../../../lower/onnx/lower.ts";
import type { OnnxPort } from "../../../lower/onnx/proto.ts";
import type { BindSegment, CompiledSegment, Executor } from "./executor.ts";

const require = createRequire(import.meta.url);

interface NodeTensor {
  readonly data: TensorData;
}

/** The native session inside onnxruntime-node. Its public class only adds promises, and kernels here run synchronously. */
interface NativeSession {
  loadModel(buffer: ArrayBufferLike, byteOffset: number, byteLength: number, options: object): void;
  run(feeds: Record<string, unknown>, fetches: Record<string, null>, options: object): Record<string, NodeTensor>;
  dispose(): void;
}

interface Binding {
  readonly newSession: () => NativeSession;
  readonly newTensor: (type: string, data: TensorData, shape: readonly number[]) => NodeTensor;
}

/** onnxruntime-node's names of element types; it has none for bf16. */
const tensorTypes: Readonly<Partial<Record<DType, string>>> = {
  f64: "float64",
  f32: "float32",
  f16: "float16",
  i64: "int64",
  i32: "int32",
  i8: "int8",
  ui32: "uint32",
  ui8: "uint8",
  i1: "bool",
};

let binding: Binding | undefined;

function loadBinding(): Binding {
  if (binding) return binding;
  try {
    const { Tensor, env } = require("onnxruntime-node");
    const native = require("onnxruntime-node/dist/binding.js");
    env.logLevel = "fatal";
    native.initOrt();
    binding = {
      newSession: () => new native.binding.InferenceSession(),
      newTensor: (type, data, shape) => new Tensor(type, data, shape),
    };
  } catch (error) {
    throw new Unsupported(
      "executor ort-node",
      `onnxruntime-node does not load (${(error as Error).message}); reinstall it`,
    );
  }
  return binding;
}

interface NodePayload {
  readonly model: SharedArrayBuffer;
  readonly intraOpThreads: number;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}

function compile(graph: Graph, { intraOpThreads }: { readonly intraOpThreads: number }): CompiledSegment {
  loadBinding();
  const model = lowerToOnnx(graph);
  for (const { element, name } of [...model.inputs, ...model.outputs])
    if (!(element in tensorTypes))
      throw new Unsupported(
        "executor ort-node",
        `${name} is ${element}, which its binding lacks; use the executor ort-c`,
      );
  const bytes = new SharedArrayBuffer(model.bytes.length);
  new Uint8Array(bytes).set(model.bytes);
  const payload: NodePayload = { model: bytes, intraOpThreads, inputs: model.inputs, outputs: model.outputs };
  return {
    executor: "ort-node",
    inputs: graph.inputs.map((port) => graph.types[port.value]),
    outputs: graph.outputs.map((port) => graph.types[port.value]),
    workspaceBytes: model.workspaceBytes,
    payload,
  };
}

/** ONNX Runtime by onnxruntime-node's own binding. */
export const ortNode: Executor = { name: "ort-node", compile, release() {} };

/** Binds a segment compiled by `ortNode`: makes this worker's session and its copies of the inputs. */
export const bindOrtNode: BindSegment = (segment, memory, inputs, outputs) => {
  const { newSession, newTensor } = loadBinding();
  const payload = segment.payload as NodePayload;
  if (inputs.length !== segment.inputs.length || outputs.length !== segment.outputs.length)
    throw new InternalError(
      "ort-node bind",
      `got ${inputs.length} inputs and ${outputs.length} outputs for a segment of ${segment.inputs.length} and ${segment.outputs.length}`,
    );
  const session = newSession();
  const model = new Uint8Array(payload.model).slice();
  const { intraOpThreads: intraOpNumThreads } = payload;
  session.loadModel(model.buffer, 0, model.length, {
    intraOpNumThreads,
    graphOptimizationLevel: "disabled",
    enableMemPattern: false,
    logSeverityLevel: 4,
  });
  const shared = (type: TensorType, offset: number): TensorData =>
    viewData(type.dtype, memory.buffer, offset, numElements(type.shape));
  const feeds: Record<string, NodeTensor> = {};
  const copies = segment.inputs.map((type, i) => {
    const own = allocateData(type.dtype, numElements(type.shape));
    const { name, shape } = payload.inputs[i];
    feeds[name] = newTensor(tensorTypes[type.dtype]!, own, shape);
    return { own, from: shared(type, inputs[i]) };
  });
  const results = segment.outputs.map((type, i) => ({ name: payload.outputs[i].name, into: shared(type, outputs[i]) }));
  const fetches = Object.fromEntries(results.map(({ name }) => [name, null]));
  return {
    run() {
      for (const { own, from } of copies) own.set(from as never);
      let made: Record<string, NodeTensor>;
      try {
        made = session.run(feeds, fetches, {});
      } catch (error) {
        throw new RuntimeFailure("onnx runtime: run", (error as Error).message);
      }
      for (const { name, into } of results) into.set(made[name].data as never);
    },
    release: () => session.dispose(),
  };
};
