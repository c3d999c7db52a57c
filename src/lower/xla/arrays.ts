/**
 * @file The arrays of a mesh in the xla engine. A buffer is one array, but a buffer that is read or written by views is
 * one array per view (a microbatch), since XLA has no arrays that lie in others.
 */
import { InternalError } from "../../base/errors.ts";
import { bytesOf, type TensorType } from "../../ir/types.ts";
import { baseOf } from "../buffers.ts";
import type { Buffer, BufferId } from "../program.ts";

/** Index of an array of a mesh. */
export type ArrayId = number;

export interface XlaArray {
  readonly name: string;
  /** The type on each device. */
  readonly type: TensorType;
}

export class ArrayTable {
  readonly arrays: XlaArray[] = [];
  readonly #buffers: readonly Buffer[];
  /** Buffers that views lie in. */
  readonly #cut: ReadonlySet<BufferId>;
  readonly #arraysOf = new Map<BufferId, readonly ArrayId[]>();

  constructor(buffers: readonly Buffer[]) {
    this.#buffers = buffers;
    this.#cut = new Set(buffers.flatMap((buffer, id) => (buffer.kind === "view" ? [baseOf(buffers, id)] : [])));
  }

  add(name: string, type: TensorType): ArrayId {
    return this.arrays.push({ name, type }) - 1;
  }

  /** Whether `id` is a buffer whose arrays are its parts along dim 0. */
  isCut(id: BufferId): boolean {
    return this.#cut.has(id);
  }

  /** The arrays that hold a buffer: one, or one for each part of a buffer that views lie in. */
  arraysOf(id: BufferId): readonly ArrayId[] {
    const known = this.#arraysOf.get(id);
    if (known) return known;
    const buffer = this.#buffers[id];
    const arrays = buffer.kind === "view" ? [this.#partOf(id, buffer)] : this.#own(id, buffer);
    this.#arraysOf.set(id, arrays);
    return arrays;
  }

  #own(id: BufferId, { name, type }: Buffer): ArrayId[] {
    if (!this.isCut(id)) return [this.add(name, type)];
    const part = { dtype: type.dtype, shape: type.shape.slice(1) };
    return Array.from({ length: type.shape[0] }, (_, k) => this.add(`${name}#${k}`, part));
  }

  #partOf(id: BufferId, view: Extract<Buffer, { readonly kind: "view" }>): ArrayId {
    const parts = this.arraysOf(baseOf(this.#buffers, id));
    const part = parts[view.byteOffset / bytesOf(view.type)];
    if (part === undefined || bytesOf(this.arrays[part].type) !== bytesOf(view.type))
      throw new InternalError("lower/xla", `view ${view.name} is not one of the ${parts.length} parts of its buffer`);
    return part;
  }
}
