/**
 * @file A piece of a mesh's instructions as one per-device graph in SSA form, with the arrays it reads, writes, sends
 * and frees.
 */
import { InternalError } from "../../base/errors.ts";
import type { Graph, Op, ValueId } from "../../ir/graph.ts";
import type { OpAttrs, OpKind } from "../../ir/ops.ts";
import { sameType, type TensorType } from "../../ir/types.ts";
import type { BufferId, Instruction, MeshProgram } from "../program.ts";
import type { ArrayId, ArrayTable } from "./arrays.ts";
import type { Piece } from "./pieces.ts";

export interface Message {
  readonly transfer: number;
  readonly message: number;
  readonly array: ArrayId;
}

export interface PieceGraph {
  readonly receives: readonly Message[];
  /** The computation of each device; undefined if there is none. */
  readonly call?: {
    readonly graph: Graph;
    readonly inputs: readonly ArrayId[];
    readonly outputs: readonly ArrayId[];
    /** Positions of inputs that nobody reads afterwards: their memory may be used for outputs. */
    readonly donated: readonly number[];
    /** The first instruction that computes. */
    readonly instruction: number;
    readonly microbatch: number;
  };
  readonly sends: readonly Message[];
  /** Arrays that are freed after the sends. */
  readonly drops: readonly ArrayId[];
}

export function pieceGraph(program: MeshProgram, piece: Piece, table: ArrayTable): PieceGraph {
  const writer = new PieceWriter(program, table);
  for (let index = piece.begin; index < piece.end; index++) writer.add(program.instructions[index], index);
  return writer.finish(piece.label);
}

class PieceWriter {
  readonly #program: MeshProgram;
  readonly #table: ArrayTable;
  readonly #types: TensorType[] = [];
  readonly #ops: Op[] = [];
  readonly #inputs = new Map<ArrayId, ValueId>();
  /** The value of each array that was read or written and not freed. */
  readonly #now = new Map<ArrayId, ValueId>();
  /** Arrays with a new value, and of those the ones that are not freed since. */
  readonly #made = new Set<ArrayId>();
  readonly #written = new Set<ArrayId>();
  readonly #freed = new Set<ArrayId>();
  readonly #receives: Message[] = [];
  readonly #sends: (Message & { readonly value: ValueId })[] = [];
  #first: { instruction: number; microbatch: number } | undefined;

  constructor(program: MeshProgram, table: ArrayTable) {
    this.#program = program;
    this.#table = table;
  }

  add(instruction: Instruction, index: number): void {
    switch (instruction.kind) {
      case "free":
        for (const id of instruction.buffers) for (const array of this.#table.arraysOf(id)) this.#free(array);
        return;
      case "recv":
        this.#receives.push(this.#message(instruction));
        return;
      case "send": {
        const message = this.#message(instruction);
        this.#sends.push({ ...message, value: this.#readArray(message.array) });
        return;
      }
    }
    this.#first ??= { instruction: index, microbatch: instruction.microbatch };
    switch (instruction.kind) {
      case "run":
        this.#run(instruction);
        return;
      case "accumulate": {
        const type = this.#program.buffers[instruction.into].type;
        const terms = [this.#read(instruction.into), this.#read(instruction.from)];
        this.#write(instruction.into, this.#emit(instruction.reducer, terms, {}, type));
        return;
      }
      case "copy":
        this.#write(instruction.into, this.#read(instruction.from));
        return;
      default: {
        const { kind, attrs, input, output } = instruction;
        this.#write(output, this.#emit(kind, [this.#read(input)], attrs, this.#program.buffers[output].type));
      }
    }
  }

  #message({ transfer, message, buffer }: Extract<Instruction, { kind: "send" | "recv" }>): Message {
    const arrays = this.#table.arraysOf(buffer);
    if (arrays.length !== 1) throw new InternalError("lower/xla", `buffer ${buffer} is sent in ${arrays.length} parts`);
    return { transfer, message, array: arrays[0] };
  }

  #run({ segment, inputs, outputs }: Extract<Instruction, { kind: "run" }>): void {
    const { graph } = this.#program.segments[segment];
    const values = new Map<ValueId, ValueId>();
    graph.inputs.forEach(({ value }, i) => {
      values.set(value, this.#as(this.#read(inputs[i]), graph.types[value]));
    });
    for (const { kind, attrs, operands, results } of graph.ops) {
      const own = results.map((value) => this.#types.push(graph.types[value]) - 1);
      const read = operands.map((value) => values.get(value)!);
      this.#ops.push({ kind, attrs, operands: read, results: own } as unknown as Op);
      results.forEach((value, i) => {
        values.set(value, own[i]);
      });
    }
    outputs.forEach((id, i) => {
      this.#write(id, values.get(graph.outputs[i].value)!);
    });
  }

  #emit<K extends OpKind>(kind: K, operands: readonly ValueId[], attrs: OpAttrs[K], type: TensorType): ValueId {
    const result = this.#types.push(type) - 1;
    this.#ops.push({ kind, attrs, operands, results: [result] } as unknown as Op);
    return result;
  }

  /** The value with another shape of as many elements. */
  #as(value: ValueId, type: TensorType): ValueId {
    if (sameType(this.#types[value], type)) return value;
    return this.#emit("reshape", [value], { shape: type.shape }, type);
  }

  #read(id: BufferId): ValueId {
    const { type } = this.#program.buffers[id];
    const values = this.#table.arraysOf(id).map((array) => this.#readArray(array));
    if (!this.#table.isCut(id)) return this.#as(values[0], type);
    const row = { dtype: type.dtype, shape: [1, ...type.shape.slice(1)] };
    const rows = values.map((value) => this.#as(value, row));
    return rows.length === 1 ? rows[0] : this.#emit("concatenate", rows, { dim: 0 }, type);
  }

  #readArray(array: ArrayId): ValueId {
    const known = this.#now.get(array);
    if (known !== undefined) return known;
    if (this.#freed.has(array))
      throw new InternalError("lower/xla", `array ${this.#table.arrays[array].name} is read after it is freed`);
    const value = this.#types.push(this.#table.arrays[array].type) - 1;
    this.#inputs.set(array, value);
    this.#now.set(array, value);
    return value;
  }

  #write(id: BufferId, value: ValueId): void {
    const arrays = this.#table.arraysOf(id);
    arrays.forEach((array, k) => {
      this.#now.set(
        array,
        this.#as(this.#table.isCut(id) ? this.#row(value, k) : value, this.#table.arrays[array].type),
      );
      this.#written.add(array);
      this.#made.add(array);
      this.#freed.delete(array);
    });
  }

  /** Row k of a value along dim 0; the value itself if it has one row. */
  #row(value: ValueId, k: number): ValueId {
    const { dtype, shape } = this.#types[value];
    if (shape[0] === 1) return value;
    const attrs = {
      start: shape.map((_, dim) => (dim === 0 ? k : 0)),
      limit: shape.map((size, dim) => (dim === 0 ? k + 1 : size)),
      strides: shape.map(() => 1),
    };
    return this.#emit("slice", [value], attrs, { dtype, shape: [1, ...shape.slice(1)] });
  }

  #free(array: ArrayId): void {
    this.#now.delete(array);
    this.#written.delete(array);
    this.#freed.add(array);
  }

  finish(name: string): PieceGraph {
    const outputs = new Map([...this.#written].map((array) => [array, this.#now.get(array)!]));
    /** Arrays that are sent as they were before the piece, so they last until then. */
    const kept = new Set<ArrayId>();
    const copies: ArrayId[] = [];
    const sends = this.#sends.map(({ value, array, ...message }): Message => {
      if (value === this.#inputs.get(array) && !this.#written.has(array)) kept.add(array);
      else if (outputs.get(array) !== value) {
        const { name, type } = this.#table.arrays[array];
        const copy = this.#table.add(`${name} sent`, type);
        outputs.set(copy, value);
        copies.push(copy);
        return { ...message, array: copy };
      }
      return { ...message, array };
    });
    const read = new Set([...this.#ops.flatMap(({ operands }) => operands), ...outputs.values()]);
    const used = [...this.#inputs.keys()].filter((array) => read.has(this.#inputs.get(array)!));
    // JAX gives the memory of a donated input to the first output of its type that has none yet. So arrays that are
    // written in place come first, in one order on both sides; each then keeps its memory, and XLA copies nothing.
    const isInPlace = (array: ArrayId) => outputs.has(array) && !kept.has(array);
    const inPlace = used.filter(isInPlace);
    const inputs = [...inPlace, ...used.filter((array) => !isInPlace(array))];
    const results = [...new Set([...inPlace, ...outputs.keys()])];
    const isDonated = (array: ArrayId) => !kept.has(array) && (this.#written.has(array) || this.#freed.has(array));
    const donated = inputs.flatMap((array, position) => (isDonated(array) ? [position] : []));
    const given = new Set(outputs.size > 0 ? donated.map((position) => inputs[position]) : []);
    const ended = [...this.#freed].filter(
      (array) => !given.has(array) && (this.#inputs.has(array) || !this.#made.has(array)),
    );
    const port = (value: ValueId, array: ArrayId) => ({ value, name: this.#table.arrays[array].name });
    const graph = {
      name,
      types: this.#types,
      inputs: inputs.map((array) => port(this.#inputs.get(array)!, array)),
      outputs: results.map((array) => port(outputs.get(array)!, array)),
      ops: this.#ops,
    };
    const call = { graph, inputs, outputs: results, donated, ...this.#first! };
    return { receives: this.#receives, ...(outputs.size > 0 && { call }), sends, drops: [...copies, ...ended] };
  }
}
