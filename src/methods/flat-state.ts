/**
 * @file Flat state, as DeepSpeed's ZeRO, FSDP and Megatron's distributed optimizer store it: a tensor with no dim that
 * divides by the replicas becomes one flat tensor, padded to a multiple of their number. Weights are cut to their true
 * size and shape where they are read, gradients are flattened and padded before they are reduced, and the update
 * computes flat tensors element by element. Everything else reads true shapes, so it never sees the padding; a sum over
 * all elements reads a flat tensor only if its padding is zero.
 */
import { findRoles } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { GraphBuilder } from "../ir/builder.ts";
import { definingOps, type Op, usersOf, type ValueId } from "../ir/graph.ts";
import { elementwiseKinds, type OpKind } from "../ir/ops.ts";
import { isFloat, isHalf, numElements, sameShape, type TensorType } from "../ir/types.ts";
import type { Method } from "./method.ts";
import { isSplitState, type ZeroStage } from "./split-state.ts";

/** `method`, planning steps whose state is flat where its dims do not divide by `shards` replicas. */
export const withFlatState = (method: Method, zero: ZeroStage, shards: number): Method => ({
  ...method,
  plan: (request) =>
    method.plan({ ...request, step: (...choice) => flattenState(request.step(...choice), zero, shards) }),
});

/** Elements of a flat tensor that holds those of a shape. */
const paddedSize = (shape: readonly number[], shards: number): number =>
  Math.ceil(numElements(shape) / shards) * shards;

/** Kinds whose results are zero where all operands are. */
const keepsZeros: ReadonlySet<OpKind> = new Set(["add", "subtract", "multiply", "negate", "abs", "convert"]);

/**
 * The step with flat state. Inputs and outputs keep their order and names; those of state that ZeRO splits, and whose
 * dims do not divide, are flat and padded. Steps with passes before their main loop stay as they are.
 */
export function flattenState(step: Step, zero: ZeroStage, shards: number): Step {
  const { graph, stateOf, numAccumulateOps } = step;
  const roles = findRoles(step);
  const mayBeFlat = ({ dtype, shape }: TensorType): boolean =>
    isFloat(dtype) && numElements(shape) >= shards && !shape.some((size) => size % shards === 0);
  const isFlatInput = graph.inputs.map(
    ({ value }, input) =>
      stateOf.includes(input) && isSplitState(roles.inputs[input], zero) && mayBeFlat(graph.types[value]),
  );
  if (step.prologue.length > 0 || !isFlatInput.includes(true)) return step;
  const flattener = new Flattener(step, shards);
  graph.inputs.forEach(({ value, name }, input) => {
    flattener.addInput(value, name, isFlatInput[input]);
  });
  const isFlatSum = (value: ValueId): boolean =>
    zero >= 2 && roles.values[value] === "gradient" && mayBeFlat(graph.types[value]);
  const sums = new Set(step.accumulated.filter(isFlatSum));
  for (const op of graph.ops.slice(0, numAccumulateOps)) flattener.addLoopOp(op, sums);
  const numLoopOps = flattener.numOps;
  const accumulated = step.accumulated.map((value) => flattener.held(value));
  flattener.keepFlat(sums);
  for (const op of graph.ops.slice(numAccumulateOps)) flattener.addUpdateOp(op);
  const outputs = graph.outputs.map(({ value, name }, output) => ({
    value: isFlatInput[stateOf[output]] ? flattener.flatOf(value) : flattener.wholeOf(value),
    name,
  }));
  return {
    ...step,
    graph: flattener.builder.finish(outputs),
    numAccumulateOps: numLoopOps,
    accumulated,
    reducers: new Map([...step.reducers].map(([value, reducer]) => [flattener.held(value), reducer])),
  };
}

/** The graph while it is rewritten. A value of the old graph is there as it was, flat, or both. */
class Flattener {
  readonly builder: GraphBuilder;
  readonly #step: Step;
  readonly #shards: number;
  readonly #definers: Int32Array;
  readonly #whole = new Map<ValueId, ValueId>();
  readonly #flat = new Map<ValueId, ValueId>();
  /** Flat values of the new graph whose padding is zero. */
  readonly #zeroPadded = new Set<ValueId>();
  numOps = 0;

  constructor(step: Step, shards: number) {
    this.#step = step;
    this.#shards = shards;
    this.#definers = definingOps(step.graph);
    this.builder = new GraphBuilder(step.graph.name);
  }

  #emit(kind: OpKind, operands: readonly ValueId[], attrs: unknown, scope?: string): ValueId {
    this.numOps++;
    return this.builder.op(kind, operands, attrs as never, scope);
  }

  addInput(value: ValueId, name: string, isFlat: boolean): void {
    const type = this.#step.graph.types[value];
    if (isFlat) this.#flat.set(value, this.builder.input(name, { dtype: type.dtype, shape: [this.#sizeOf(value)] }));
    else this.#whole.set(value, this.builder.input(name, type));
  }

  #sizeOf(value: ValueId): number {
    return paddedSize(this.#step.graph.types[value].shape, this.#shards);
  }

  /** The value in its true shape. Each reader cuts it anew: it is gathered again for each use. */
  wholeOf(value: ValueId, scope?: string): ValueId {
    const whole = this.#whole.get(value);
    if (whole !== undefined) return whole;
    const { shape } = this.#step.graph.types[value];
    const flat = this.#flat.get(value)!;
    const cut = { start: [0], limit: [numElements(shape)], strides: [1] };
    const isPadded = this.#sizeOf(value) > numElements(shape);
    return this.#emit("reshape", [isPadded ? this.#emit("slice", [flat], cut, scope) : flat], { shape }, scope);
  }

  /** The value flat and padded. */
  flatOf(value: ValueId, scope?: string): ValueId {
    const known = this.#flat.get(value);
    if (known !== undefined) return known;
    const op = this.#definers[value] < 0 ? undefined : this.#step.graph.ops[this.#definers[value]];
    const size = this.#sizeOf(value);
    const { dtype } = this.#step.graph.types[value];
    if (op?.kind === "constant" && "splat" in op.attrs.data)
      return this.#emit("constant", [], { ...op.attrs, type: { dtype, shape: [size] } }, scope);
    if (op?.kind === "broadcast_in_dim" && this.#step.graph.types[op.operands[0]].shape.length === 0)
      return this.#emit("broadcast_in_dim", [this.wholeOf(op.operands[0])], { shape: [size], dims: [] }, scope);
    const flat = this.#padded(this.#whole.get(value)!, scope);
    this.#flat.set(value, flat);
    return flat;
  }

  /** A value of the new graph in one dim, with zeros at its end. */
  #padded(value: ValueId, scope?: string): ValueId {
    const { dtype, shape } = this.builder.typeOf(value);
    const [size, padded] = [numElements(shape), paddedSize(shape, this.#shards)];
    let flat = this.#emit("reshape", [value], { shape: [size] }, scope);
    if (padded > size) {
      const zero = this.#emit("constant", [], { type: { dtype, shape: [] }, data: { splat: 0 } }, scope);
      flat = this.#emit("pad", [flat, zero], { low: [0], high: [padded - size], interior: [0] }, scope);
    }
    this.#zeroPadded.add(flat);
    return flat;
  }

  /** An op of the loop. The gradients `sums` become flat; those in 16 bits before they are converted. */
  addLoopOp(op: Op, sums: ReadonlySet<ValueId>): void {
    const { graph } = this.#step;
    const [result] = op.results;
    const [operand] = op.operands;
    this.builder.source = op.source;
    if (
      op.kind === "convert" &&
      sums.has(result) &&
      isHalf(graph.types[operand].dtype) &&
      usersOf(graph)[result].every((user) => user >= this.#step.numAccumulateOps)
    ) {
      const flat = this.#emit(op.kind, [this.#padded(this.wholeOf(operand), op.scope)], op.attrs, op.scope);
      this.#flat.set(result, flat);
      this.#zeroPadded.add(flat);
      return;
    }
    this.#copy(op);
    for (const value of op.results) if (sums.has(value)) this.flatOf(value, op.scope);
  }

  /** What is summed over the microbatches for a value: its flat form, if there is one. */
  held(value: ValueId): ValueId {
    return this.#flat.get(value) ?? this.#whole.get(value)!;
  }

  /** Forgets the true shapes of sums: only flat ones leave the loop. */
  keepFlat(sums: ReadonlySet<ValueId>): void {
    for (const value of sums) this.#whole.delete(value);
  }

  /** An op of the update: flat if it computes flat operands element by element, or sums all their elements. */
  addUpdateOp(op: Op): void {
    const { types } = this.#step.graph;
    const isOnlyFlat = (value: ValueId): boolean => this.#flat.has(value) && !this.#whole.has(value);
    this.builder.source = op.source;
    const [result] = op.results;
    if (!op.operands.some(isOnlyFlat)) {
      this.#copy(op);
      return;
    }
    if (
      elementwiseKinds.has(op.kind) &&
      op.operands.every((value) => sameShape(types[value].shape, types[result].shape))
    ) {
      const operands = op.operands.map((value) => this.flatOf(value, op.scope));
      const flat = this.#emit(op.kind, operands, op.attrs, op.scope);
      if (keepsZeros.has(op.kind) && operands.every((value) => this.#zeroPadded.has(value))) this.#zeroPadded.add(flat);
      this.#flat.set(result, flat);
      return;
    }
    const flat = this.#flat.get(op.operands[0]);
    const isTotal = op.kind === "reduce" && op.attrs.reducer === "add" && types[result].shape.length === 0;
    if (isTotal && flat !== undefined && this.#zeroPadded.has(flat)) {
      this.#whole.set(result, this.#emit("reduce", [flat], { ...op.attrs, dims: [0] }, op.scope));
      return;
    }
    this.#copy(op);
  }

  #copy(op: Op): void {
    const operands = op.operands.map((value) => this.wholeOf(value, op.scope));
    this.numOps++;
    this.builder.emit(op.kind, operands, op.attrs as never, op.scope).forEach((value, i) => {
      this.#whole.set(op.results[i], value);
    });
  }
}
