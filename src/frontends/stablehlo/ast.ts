/**
 * @file MLIR text as plain data: a module of functions, made of operations with values, attributes and nested regions.
 * It does not depend on the Graph. The pretty and the generic form of an operation give the same data.
 */

export interface TensorType {
  readonly kind: "tensor";
  /** A dim whose size is only known at run time, `?`, is −1. */
  readonly shape: readonly number[];
  /** `f32`, `ui8`, `complex<f64>`, `f8E4M3FN`, `index`, `!quant.uniform<…>`. */
  readonly element: string;
  /** The text after the element type: `#stablehlo.bounds<?, 3>`. */
  readonly encoding?: string;
}

export type Type =
  | TensorType
  /** A type outside of a tensor: `i64`, `index`, `complex<f32>`. */
  | { readonly kind: "scalar"; readonly element: string }
  | { readonly kind: "function"; readonly inputs: readonly Type[]; readonly results: readonly Type[] }
  | { readonly kind: "tuple"; readonly members: readonly Type[] }
  /** Any other type, as text: `!stablehlo.token`, `memref<…>`. */
  | { readonly kind: "other"; readonly text: string };

/**
 * Elements of a tensor as little-endian bytes, complex numbers as pairs, elements below 8 bits in a byte each; one
 * element for a splat.
 */
export interface DenseAttribute {
  readonly kind: "dense";
  readonly type: TensorType;
  readonly isSplat: boolean;
  readonly bytes: Uint8Array;
}

/** `array<i64: 1, 2>`; booleans are 0 and 1. */
export interface NumbersAttribute {
  readonly kind: "numbers";
  readonly element: string;
  readonly values: readonly (number | bigint)[];
}

export type Attribute =
  | DenseAttribute
  | NumbersAttribute
  | { readonly kind: "unit" }
  | { readonly kind: "bool"; readonly value: boolean }
  /** A bigint if a double does not represent the integer exactly. */
  | { readonly kind: "integer"; readonly value: number | bigint; readonly type: Type }
  | { readonly kind: "float"; readonly value: number; readonly type: Type }
  | { readonly kind: "string"; readonly value: string }
  /** `@a::@b` is `a::b`. */
  | { readonly kind: "symbol"; readonly value: string }
  | { readonly kind: "type"; readonly value: Type }
  | { readonly kind: "array"; readonly values: readonly Attribute[] }
  | { readonly kind: "dictionary"; readonly entries: Attributes }
  /**
   * `#stablehlo.gather<offset_dims = [2], …>` has fields; of others, `#stablehlo<precision HIGH>`, the text is `HIGH`.
   */
  | { readonly kind: "dialect"; readonly name: string; readonly text: string; readonly fields?: Attributes };

export type Attributes = ReadonlyMap<string, Attribute>;

/** A source location, as the text gives it. */
export interface Location {
  /**
   * `jit(step)/transpose(jvp())/dot_general`, or an argument's own name; undefined for files, lines and unknown places.
   */
  readonly name?: string;
  /** `/home/me/step.py:12`, of a file and a line. */
  readonly line?: string;
  /** The place that a name is given to, or that a call site runs. */
  readonly inner?: Location;
  /** The place that calls `inner`. */
  readonly caller?: Location;
}

/** A result of an operation or an argument of a region; operations refer to the object itself. */
export interface Value {
  readonly type: Type;
  /** `%arg0`; several results of one operation share a name. */
  readonly name: string;
  /** Its index among the results of its operation. */
  readonly index: number;
  /** The location of an argument, if the text has one. */
  readonly location?: Location;
}

export interface Operation {
  /** `stablehlo.add`. */
  readonly name: string;
  readonly operands: readonly Value[];
  readonly results: readonly Value[];
  readonly attributes: Attributes;
  readonly regions: readonly Region[];
  readonly location?: Location;
  /** Byte offset of the operation in the text; `positionOf` converts it to a line and a column. */
  readonly offset: number;
}

/** A region of one block. */
export interface Region {
  readonly args: readonly Value[];
  readonly operations: readonly Operation[];
}

export interface FuncArgument {
  readonly value: Value;
  readonly attributes: Attributes;
}

export interface Func {
  readonly name: string;
  readonly isPublic: boolean;
  readonly args: readonly FuncArgument[];
  readonly results: readonly { readonly type: Type; readonly attributes: Attributes }[];
  readonly attributes: Attributes;
  /** Undefined for a declaration. */
  readonly body?: Region;
  readonly offset: number;
}

export interface Module {
  /** The file or other source that the text came from. */
  readonly source: string;
  readonly name?: string;
  readonly attributes: Attributes;
  readonly functions: ReadonlyMap<string, Func>;
  /** Other operations at the top level: `sdy.mesh` and the like. */
  readonly operations: readonly Operation[];
  /** Byte at which each line of the text begins. */
  readonly lineOffsets: readonly number[];
}

/** `step.mlir:12:7`, lines and columns counted from 1. */
export function positionOf({ source, lineOffsets }: Pick<Module, "source" | "lineOffsets">, offset: number): string {
  let [low, high] = [0, lineOffsets.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lineOffsets[middle] <= offset) low = middle;
    else high = middle;
  }
  return `${source}:${low + 1}:${offset - lineOffsets[low] + 1}`;
}

/** `tensor<2x?xf32>`, `i64`, `(f32) -> f32`. */
export function typeText(type: Type): string {
  const list = (types: readonly Type[]): string => types.map(typeText).join(", ");
  switch (type.kind) {
    case "tensor": {
      const dims = [...type.shape.map((size) => (size < 0 ? "?" : size)), type.element].join("x");
      return `tensor<${dims}${type.encoding === undefined ? "" : `, ${type.encoding}`}>`;
    }
    case "scalar":
      return type.element;
    case "function":
      return `(${list(type.inputs)}) -> (${list(type.results)})`;
    case "tuple":
      return `tuple<${list(type.members)}>`;
    case "other":
      return type.text;
  }
}

/** The type of the parts of a type's elements: `f32` of `complex<f32>`; undefined for other types. */
export const partOf = (type: Type): TensorType | undefined => {
  const element = type.kind === "tensor" ? /^complex<(f32|f64)>$/.exec(type.element)?.[1] : undefined;
  return type.kind === "tensor" && element !== undefined ? { ...type, element } : undefined;
};
