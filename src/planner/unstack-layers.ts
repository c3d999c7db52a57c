/**
 * @file Unstacks the state of scanned layers. JAX stacks it into one tensor `[layers, …]` per weight; unstacked, it has
 * one input and one output per layer, so that every pipeline stage can hold the weights of its own layers. The
 * computation stays the same.
 */

import type { TracedStep } from "../frontends/trace-source.ts";
import { GraphBuilder } from "../ir/builder.ts";
import type { Graph, Op, ValueId } from "../ir/graph.ts";
import { elementwiseKinds, type OpAttrs, type OpKind } from "../ir/ops.ts";
import { simplify } from "../ir/simplify.ts";
import { isFloat, type TensorType, typeText } from "../ir/types.ts";
import { traceState } from "./plan-source.ts";

/** A graph with unstacked ports. Both lists are indexed by port of the stacked graph. */
export interface UnstackedGraph {
  readonly graph: Graph;
  /** The inputs that replace an input: itself, or one per layer. */
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
}

/** A method that assigns layers to stages by its options; `auto` chooses the stages itself. */
export type PipelineMethodName = (typeof pipelineMethodNames)[number];
const pipelineMethodNames = ["pipeshard", "megatron", "pipedream"] as const;

/** Whether a method puts the layers of a scan on several stages, so that its stacked weights are unstacked for it. */
export const needsUnstackedLayers = (method: string): boolean => ["auto", ...pipelineMethodNames].includes(method);

/** Unstacks the state of a step; also returns which of its ports replace which. Undefined if nothing is stacked. */
export function unstackStep(step: TracedStep): (TracedStep & Pick<UnstackedGraph, "inputs" | "outputs">) | undefined {
  const simplified = simplify(step.graph);
  const { stateOf } = traceState(simplified, step);
  const unstacked = unstackLayers(simplified, stateOf);
  if (!unstacked) return undefined;
  const { graph, inputs, outputs } = unstacked;
  const newStateOf = graph.outputs.map(() => -1);
  outputs.forEach((ports, output) => {
    if (stateOf[output] < 0) return;
    ports.forEach((port, layer) => {
      newStateOf[port] = inputs[stateOf[output]][layer];
    });
  });
  const batchInputs = step.batchInputs.map(({ input, dim }) => ({ input: inputs[input][0], dim }));
  return { graph, inputs, outputs, batchInputs, findState: () => newStateOf };
}

/** @param stateOf  for each output of the graph, the input that it replaces, or −1 */
export function unstackLayers(graph: Graph, stateOf: readonly number[]): UnstackedGraph | undefined {
  let stacked = stackedInputs(graph, stateOf);
  for (;;) {
    if (stacked.size === 0) return undefined;
    const unstacker = new Unstacker(graph, stacked);
    const result = unstacker.run(stateOf);
    if (unstacker.readWhole.size === 0) return result;
    stacked = new Set([...stacked].filter((input) => !unstacker.readWhole.has(input)));
  }
}

/** Finds state that is read layer by layer, and state of the same types, such as its moments. */
function stackedInputs({ inputs, ops, types }: Graph, stateOf: readonly number[]): Set<number> {
  const starts = new Map<ValueId, Set<number>>();
  /** The value that a value is a type conversion of: JAX converts a weight before or after slicing it. */
  const source = new Map<ValueId, ValueId>();
  for (const op of ops) {
    const [operand] = op.operands;
    const root = source.get(operand) ?? operand;
    if (op.kind === "convert") source.set(op.results[0], root);
    if (op.kind === "slice" && isOneLayer(op.attrs))
      starts.set(root, (starts.get(root) ?? new Set()).add(op.attrs.start[0]));
  }
  const isState = new Set(stateOf);
  const scanned = new Set<string>();
  inputs.forEach(({ value }, input) => {
    const type = types[value];
    // Random keys are stacked words, not layers.
    if (isState.has(input) && isFloat(type.dtype) && type.shape[0] > 1 && starts.get(value)?.size === type.shape[0])
      scanned.add(typeText(type));
  });
  return new Set(
    inputs.flatMap(({ value }, input) => (isState.has(input) && scanned.has(typeText(types[value])) ? [input] : [])),
  );
}

const isOneLayer = ({ start, limit }: OpAttrs["slice"]): boolean => start.length > 0 && limit[0] === start[0] + 1;

const withoutFirst = ({ dtype, shape }: TensorType): TensorType => ({ dtype, shape: shape.slice(1) });

class Unstacker {
  /** Stacked inputs that some op reads as a whole. */
  readonly readWhole = new Set<number>();
  readonly #graph: Graph;
  readonly #stacked: ReadonlySet<number>;
  readonly #stackedShapes: ReadonlySet<string>;
  readonly #builder: GraphBuilder;
  readonly #wholes = new Map<ValueId, ValueId>();
  /** For each unstacked value, its layers, which lack the first dim. */
  readonly #layers = new Map<ValueId, readonly ValueId[]>();
  readonly #inputOf = new Map<ValueId, number>();
  readonly #definers = new Map<ValueId, Op>();
  #scope: string | undefined;

  constructor(graph: Graph, stacked: ReadonlySet<number>) {
    this.#graph = graph;
    this.#stacked = stacked;
    this.#stackedShapes = new Set([...stacked].map((input) => graph.types[graph.inputs[input].value].shape.join()));
    this.#builder = new GraphBuilder(graph.name);
  }

  run(stateOf: readonly number[]): UnstackedGraph {
    const { inputs, outputs, ops, types } = this.#graph;
    let numInputs = 0;
    const inputParts = inputs.map(({ name, value }, input) => {
      const type = types[value];
      if (!this.#stacked.has(input)) {
        this.#wholes.set(value, this.#builder.input(name, type));
        return [numInputs++];
      }
      this.#inputOf.set(value, input);
      const layers = Array.from({ length: type.shape[0] }, (_, layer) => ({
        port: numInputs++,
        value: this.#builder.input(`${name}[${layer}]`, withoutFirst(type)),
      }));
      this.#layers.set(
        value,
        layers.map((layer) => layer.value),
      );
      return layers.map(({ port }) => port);
    });
    for (const op of ops) {
      this.#scope = op.scope;
      this.#builder.source = op.source;
      this.#convert(op);
      for (const result of op.results) this.#definers.set(result, op);
    }
    this.#scope = undefined;
    this.#builder.source = undefined;
    const ports: { value: ValueId; name: string }[] = [];
    const outputParts = outputs.map(({ name, value }, output) => {
      const values = this.#stacked.has(stateOf[output]) ? this.#layersOf(value) : undefined;
      if (!values) return [ports.push({ name, value: this.#whole(value) }) - 1];
      return values.map((own, layer) => ports.push({ name: `${name}[${layer}]`, value: own }) - 1);
    });
    return { graph: this.#builder.finish(ports), inputs: inputParts, outputs: outputParts };
  }

  #op<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K]): ValueId {
    return this.#builder.op(kind, operands, attrs, this.#scope);
  }

  #reshape(value: ValueId, shape: readonly number[]): ValueId {
    return this.#op("reshape", [value], { shape });
  }

  /** The stacked value, concatenated from its layers if it is unstacked. */
  #whole(value: ValueId): ValueId {
    const known = this.#wholes.get(value);
    if (known !== undefined) return known;
    const input = this.#inputOf.get(value);
    if (input !== undefined) this.readWhole.add(input);
    const { shape } = this.#graph.types[value];
    const rows = this.#layers.get(value)!.map((layer) => this.#reshape(layer, [1, ...shape.slice(1)]));
    const whole = rows.length === 1 ? rows[0] : this.#op("concatenate", rows, { dim: 0 });
    this.#wholes.set(value, whole);
    return whole;
  }

  /** The layers of a value: those of an unstacked value, the same value for all equal layers, or slices. */
  #layersOf(value: ValueId): readonly ValueId[] {
    const known = this.#layers.get(value);
    if (known) return known;
    const type = this.#graph.types[value];
    const [count] = type.shape;
    const layers = this.#repeated(value, type) ?? this.#cut(value, type);
    const all = layers.length === 1 ? Array<ValueId>(count).fill(layers[0]) : layers;
    this.#layers.set(value, all);
    return all;
  }

  #repeated(value: ValueId, type: TensorType): readonly ValueId[] | undefined {
    const definer = this.#definers.get(value);
    if (definer?.kind === "constant" && "splat" in definer.attrs.data)
      return [this.#op("constant", [], { type: withoutFirst(type), data: definer.attrs.data })];
    if (definer?.kind !== "broadcast_in_dim" || definer.attrs.dims.includes(0)) return undefined;
    const { shape, dims } = definer.attrs;
    const attrs = { shape: shape.slice(1), dims: dims.map((dim) => dim - 1) };
    return [this.#op("broadcast_in_dim", [this.#whole(definer.operands[0])], attrs)];
  }

  #cut(value: ValueId, { shape }: TensorType): ValueId[] {
    const whole = this.#whole(value);
    return Array.from({ length: shape[0] }, (_, layer) => {
      const start = shape.map((_size, dim) => (dim === 0 ? layer : 0));
      const limit = shape.map((size, dim) => (dim === 0 ? layer + 1 : size));
      const row = this.#op("slice", [whole], { start, limit, strides: shape.map(() => 1) });
      return this.#reshape(row, shape.slice(1));
    });
  }

  #convert(op: Op): void {
    if (this.#convertApart(op)) return;
    const results = this.#builder.add(
      op.kind as OpKind,
      op.operands.map((operand) => this.#whole(operand)),
      op.attrs as never,
      op.results.map((result) => this.#graph.types[result]),
      op.scope,
    ).results;
    op.results.forEach((result, i) => {
      this.#wholes.set(result, results[i]);
    });
  }

  /** Computes an op layer by layer, if possible. */
  #convertApart(op: Op): boolean {
    const { types } = this.#graph;
    const [operand] = op.operands;
    const [result] = op.results;
    const type = types[result];
    const layers = operand === undefined ? undefined : this.#layers.get(operand);
    const set = (values: readonly ValueId[]): true => {
      this.#layers.set(result, values);
      return true;
    };
    if (elementwiseKinds.has(op.kind)) {
      const isApart = op.operands.some((each) => this.#layers.has(each) && !this.#wholes.has(each));
      if (!isApart || op.operands.some((each) => types[each].shape[0] !== type.shape[0])) return false;
      const operands = op.operands.map((each) => this.#layersOf(each));
      return set(
        Array.from({ length: type.shape[0] }, (_, layer) =>
          this.#op(
            op.kind,
            operands.map((each) => each[layer]),
            op.attrs as never,
          ),
        ),
      );
    }
    if (op.kind === "concatenate") {
      const isStack =
        op.attrs.dim === 0 && op.operands.length > 1 && op.operands.every((each) => types[each].shape[0] === 1);
      if (!isStack || !this.#stackedShapes.has(type.shape.join())) return false;
      return set(op.operands.map((each) => this.#reshape(this.#whole(each), type.shape.slice(1))));
    }
    if (!layers || this.#wholes.has(operand)) return false;
    if (op.kind === "slice" && isOneLayer(op.attrs)) {
      const { start, limit, strides } = op.attrs;
      const [from, to, by] = [start, limit, strides].map((list) => list.slice(1));
      const part =
        from.length === 0
          ? layers[start[0]]
          : this.#op("slice", [layers[start[0]]], { start: from, limit: to, strides: by });
      this.#wholes.set(result, this.#reshape(part, type.shape));
      return true;
    }
    if (op.kind === "reshape" && type.shape[0] === layers.length)
      return set(layers.map((layer) => this.#reshape(layer, type.shape.slice(1))));
    if (op.kind === "transpose" && op.attrs.permutation[0] === 0) {
      const permutation = op.attrs.permutation.slice(1).map((dim) => dim - 1);
      return set(layers.map((layer) => this.#op("transpose", [layer], { permutation })));
    }
    if (op.kind === "broadcast_in_dim" && op.attrs.dims[0] === 0 && type.shape[0] === layers.length) {
      const attrs = { shape: type.shape.slice(1), dims: op.attrs.dims.slice(1).map((dim) => dim - 1) };
      return set(layers.map((layer) => this.#op("broadcast_in_dim", [layer], attrs)));
    }
    if (op.kind === "reduce") return this.#reduce(op, layers, set);
    return false;
  }

  #reduce(op: Op & { kind: "reduce" }, layers: readonly ValueId[], set: (values: readonly ValueId[]) => true): boolean {
    const { reducer, dims } = op.attrs;
    const inner = dims.filter((dim) => dim > 0).map((dim) => dim - 1);
    const rows = layers.map((layer) =>
      inner.length === 0 ? layer : this.#op("reduce", [layer], { reducer, dims: inner }),
    );
    if (!dims.includes(0)) return set(rows);
    this.#wholes.set(
      op.results[0],
      rows.reduce((sum, row) => this.#op(reducer, [sum, row], {})),
    );
    return true;
  }
}
