/**
 * @file The input of the conversion of one operation: its operands, its result types, and ways to convert regions and
 * calls.
 */
import { Unsupported } from "../../../base/errors.ts";
import type { Graph } from "../../../ir/graph.ts";
import type { DType, TensorType } from "../../../ir/types.ts";
import { type Attribute, type Attributes, type Operation, partOf, type Region, type Type, type Value } from "../ast.ts";
import type { Emitter, Handle } from "./emitter.ts";

/** The services of the converter that conversions use. */
export interface Converter {
  readonly emitter: Emitter;
  /** The values that regions use and do not define, each once. */
  outside(regions: readonly Region[], at: Operation): readonly [Value, Handle][];
  /**
   * Converts a region of `at` into a graph of its own. It takes the parts of `args`, then those of the values of
   * `outside` that are not known.
   */
  graph(region: Region, args: readonly Handle[], outside: readonly [Value, Handle][], at: Operation): Graph;
  /** Converts a region of `at` with `args` as its arguments; returns its results. */
  region(region: Region, args: readonly Handle[], at: Pick<Operation, "name" | "offset">): readonly Handle[];
  /**
   * Converts a region of scalars for many elements at once: every scalar of the region is a tensor of `shape`.
   */
  lifted(region: Region, args: readonly Handle[], shape: readonly number[], at: Operation): readonly Handle[];
  /** Converts a call of function `name`; returns its results. */
  call(name: string, args: readonly Handle[], at: Operation): readonly Handle[];
  /** Returns the IR's tensor type. @throws Unsupported if it has none */
  tensorType(type: Type, at: Operation): TensorType;
  /** Reports a note about the result to the user. */
  note(text: string, at: Operation): void;
  /** `step.mlir:12:7: stablehlo.fft`. */
  where(at: Operation): string;
}

export class Conversion {
  readonly converter: Converter;
  readonly emitter: Emitter;
  readonly operation: Operation;
  readonly operands: readonly Handle[];

  constructor(converter: Converter, operation: Operation, operands: readonly Handle[]) {
    this.converter = converter;
    this.emitter = converter.emitter;
    this.operation = operation;
    this.operands = operands;
  }

  /** Type of a result. */
  type(index = 0): TensorType {
    return this.converter.tensorType(this.operation.results[index].type, this.operation);
  }

  /** The text's name of the type of a result's elements, which a wider type may carry; "" for no tensor. */
  element(index = 0): string {
    const { type } = this.operation.results[index];
    return type.kind === "tensor" ? type.element : "";
  }

  /** Type of a result, or of its parts if it is complex. */
  partType(index = 0): TensorType {
    const { type } = this.operation.results[index];
    return this.converter.tensorType(partOf(type) ?? type, this.operation);
  }

  unsupported(what: string): Unsupported {
    return new Unsupported(this.converter.where(this.operation), what, { operation: this.operation.name });
  }

  attribute(key: string): Attribute | undefined {
    return this.operation.attributes.get(key);
  }

  /** Integers of an attribute; `otherwise` if it is absent. */
  numbers(key: string, otherwise: readonly number[] = []): readonly number[] {
    const attribute = this.attribute(key);
    return attribute === undefined ? otherwise : this.#numbersOf(key, attribute);
  }

  #numbersOf(key: string, attribute: Attribute): readonly number[] {
    if (attribute.kind === "numbers") return attribute.values.map(Number);
    if (attribute.kind === "array") return attribute.values.flatMap((value) => this.#numbersOf(key, value));
    if (attribute.kind === "integer") return [Number(attribute.value)];
    if (attribute.kind === "bool") return [Number(attribute.value)];
    if (attribute.kind === "dense") {
      const { type, isSplat, bytes } = attribute;
      const count = type.shape.reduce((product, size) => product * size, 1);
      const width = type.element === "i1" ? 1 : Number(/\d+$/.exec(type.element)?.[0]) / 8;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const read = (i: number): number => {
        if (width === 8) return Number(view.getBigInt64(8 * i, true));
        return width === 4 ? view.getInt32(4 * i, true) : view.getUint8(i);
      };
      if (width === 8 || width === 4 || width === 1)
        return Array.from({ length: count }, (_, i) => read(isSplat ? 0 : i));
    }
    throw this.unsupported(`expected whole numbers for ${key}`);
  }

  integer(key: string, otherwise?: number): number {
    const attribute = this.attribute(key);
    if (attribute === undefined && otherwise !== undefined) return otherwise;
    const [value] = attribute === undefined ? [] : this.#numbersOf(key, attribute);
    if (value === undefined) throw this.unsupported(`expected a whole number for ${key}`);
    return value;
  }

  /** The enumerator of `#stablehlo<name ENUMERATOR>`, or a string; "" if absent. */
  text(key: string): string {
    const attribute = this.attribute(key);
    if (attribute?.kind === "dialect") return attribute.text;
    return attribute?.kind === "string" || attribute?.kind === "symbol" ? attribute.value : "";
  }

  /** Reads the fields of `#stablehlo.name<field = …>`; an omitted field is an empty list. */
  fields(key: string): { numbers: (field: string) => readonly number[]; integer: (field: string) => number } {
    const attribute = this.attribute(key);
    const fields: Attributes =
      attribute?.kind === "dialect" && attribute.fields ? attribute.fields : new Map<string, Attribute>();
    const numbers = (field: string): readonly number[] => {
      const value = fields.get(field);
      return value === undefined ? [] : this.#numbersOf(field, value);
    };
    return { numbers, integer: (field) => numbers(field)[0] ?? 0 };
  }
}

/** Converts one operation to the handles of its results. */
export type Convert = (conversion: Conversion) => readonly Handle[];

export const scalar = (dtype: DType): TensorType => ({ shape: [], dtype });
