/**
 * @file The arguments of a step in its trace: leaves that are inputs of the graph, and static values, which are
 * compiled in.
 *
 * Arrays are inputs, and so are plain numbers, alone or in a tree, and booleans in a tree. These arguments are static:
 * - a boolean, string, null, undefined or function;
 * - an argument named in `staticArgs`;
 * - a tree without arrays that contains a string, null, undefined or function;
 * - a number or boolean that the step does not use as an array (`mode === 2`), or one that is false and whose truth
 * value
 *   the step reads (`rate || 0.1`). Tracing determines which these are.
 *
 * A static value is part of the program; another value requires another trace. A tree that mixes arrays with values
 * that can only be static is refused, because its arrays would be compiled in.
 */
import { InvalidConfig } from "../../base/errors.ts";
import { dtypeToJax, type HostArray, type TensorSpec } from "./host-array.ts";
import { type DType, Array as JaxArray, type JsTreeDef, tree } from "./jax.ts";
import { AbstractArray, isTypedLeaf, leafKind, leafType, refusalOf } from "./leaf-kinds.ts";
import { type NamedLeaf, namedLeaves } from "./names.ts";

export interface ClassifyOptions {
  /** Names of the arguments; default `arg0`, `arg1`, …. */
  readonly names?: readonly string[];
  /** Positions of arguments whose value is compiled in. */
  readonly staticArgs?: readonly number[];
}

/** A leaf of the arguments, or a whole argument that is static. */
export interface ArgumentLeaf extends NamedLeaf {
  /** Position of the argument that contains the leaf. */
  readonly argument: number;
  /** The type as an input of the graph; undefined when the value is compiled in. */
  readonly type: AbstractArray | undefined;
}

/** The arguments of one call, sorted into inputs and static values. */
export interface ClassifiedArguments {
  /** All leaves, in order. */
  readonly leaves: readonly ArgumentLeaf[];
  /** The leaves that are inputs of the graph, in order. */
  readonly inputs: readonly ArgumentLeaf[];
  /** Structure of each argument; a leaf for a static argument. */
  readonly structures: readonly JsTreeDef[];
  /** A key that is equal for two calls exactly when the same trace serves both. */
  readonly signature: string;
}

/**
 * The type of a leaf as an input of the graph; undefined unless it is an array, number or boolean. Consumes nothing.
 */
export function abstractLeaf(leaf: unknown, name = "dtype"): AbstractArray | undefined {
  if (leaf instanceof AbstractArray) return leaf;
  if (isTypedLeaf(leaf)) return leaf[leafType];
  if (leaf instanceof JaxArray) return new AbstractArray(leaf.shape, leaf.dtype, leaf.weakType);
  if (typeof leaf === "number") return new AbstractArray([], "float32" as DType, true);
  if (typeof leaf === "boolean") return new AbstractArray([], "bool" as DType, false);
  if (leafKind(leaf) !== "array") return undefined;
  const { shape, dtype } = leaf as HostArray | TensorSpec;
  return new AbstractArray(shape, dtypeToJax(dtype, name), false);
}

/**
 * Sorts arguments into inputs and static values.
 * @throws InvalidConfig, with the path, for arguments that a step does not take: trees that mix arrays with static
 *   values, typed arrays, instances of classes
 */
export function classifyArguments(args: readonly unknown[], options: ClassifyOptions = {}): ClassifiedArguments {
  const { names = [], staticArgs = [] } = options;
  const structures: JsTreeDef[] = [];
  const leaves = args.flatMap((value, argument): ArgumentLeaf[] => {
    const name = names[argument] ?? `arg${argument}`;
    const all = namedLeaves(name, value);
    if (isStatic(value, all, staticArgs.includes(argument))) {
      structures.push(tree.structure(0 as never));
      return [{ name, value, argument, type: undefined }];
    }
    structures.push(tree.structure(value as never));
    return all.map((leaf) => ({ ...leaf, argument, type: abstractLeaf(leaf.value, leaf.name) }));
  });
  return sorted(leaves, structures);
}

/** Names of numbers and booleans that could be inputs but are compiled in. */
export interface CompiledIn {
  readonly always: readonly string[];
  /** Names of those that are compiled in because the step reads their truth values and they are 0, NaN or false. */
  readonly whenFalse: readonly string[];
}

/** The arguments with these numbers and booleans compiled in. */
export function compileIn(args: ClassifiedArguments, { always, whenFalse }: CompiledIn): ClassifiedArguments {
  if (always.length === 0 && whenFalse.length === 0) return args;
  const isMeant = ({ name, value }: ArgumentLeaf): boolean =>
    leafKind(value) === "scalar" && (always.includes(name) || (!value && whenFalse.includes(name)));
  const leaves = args.leaves.map((leaf) => (isMeant(leaf) ? { ...leaf, type: undefined } : leaf));
  return sorted(leaves, args.structures);
}

function sorted(leaves: readonly ArgumentLeaf[], structures: readonly JsTreeDef[]): ClassifiedArguments {
  const keys = leaves.map(({ type, value }) => (type ? typeText(type) : staticKey(value)));
  const signature = JSON.stringify([structures.map(String), keys]);
  return { leaves, inputs: leaves.filter(({ type }) => type), structures, signature };
}

/** The arguments with the values given in place of their leaves. */
export function withLeaves({ structures }: ClassifiedArguments, values: readonly unknown[]): unknown[] {
  let next = 0;
  return structures.map((structure) => {
    next += structure.size;
    return tree.unflatten(structure, values.slice(next - structure.size, next) as never);
  });
}

/** The arguments with types in place of arrays, so that values made from them hold no data. */
export const withoutData = (args: ClassifiedArguments): unknown[] =>
  withLeaves(
    args,
    args.leaves.map(({ type, value }) => (leafKind(value) === "array" ? type : value)),
  );

/** Whether an argument is compiled in as a whole. Refuses values that a step does not take. */
function isStatic(argument: unknown, leaves: readonly NamedLeaf[], isAsked: boolean): boolean {
  const kinds = leaves.map(({ value }) => leafKind(value));
  const array = kinds.indexOf("array");
  if (isAsked) {
    if (array < 0) return true;
    throw new InvalidConfig(
      leaves[array].name,
      "is an array in an argument that staticArgs names; arrays are inputs, pass it as another argument",
    );
  }
  const other = kinds.indexOf("other");
  if (other >= 0) throw new InvalidConfig(leaves[other].name, refusalOf(leaves[other].value));
  const plain = kinds.indexOf("plain");
  if (plain < 0) return typeof argument === "boolean";
  if (array < 0) return true;
  throw new InvalidConfig(
    leaves[plain].name,
    `${plainText(leaves[plain].value)} is no tensor, number or boolean, but stands beside tensors; pass it as an argument of its own`,
  );
}

const plainText = (value: unknown): string => (typeof value === "function" ? "a function" : String(value));

/** The type as text, such as `float32[2,3]`, with a mark where jax-js treats the value as a weakly typed number. */
export const typeText = ({ shape, dtype, weakType }: AbstractArray): string =>
  `${dtype}[${shape}]${weakType ? "~" : ""}`;

const objectIds = new WeakMap<object, number>();
let numObjects = 0;

/**
 * A key that is equal exactly for equal static values: trees compare by contents, functions and other objects by
 * identity.
 */
function staticKey(value: unknown): string {
  const leaves = namedLeaves("", value).map((leaf) => leafKey(leaf.value));
  return `${tree.structure(value as never)} ${JSON.stringify(leaves)}`;
}

function leafKey(value: unknown): string {
  if ((typeof value !== "object" && typeof value !== "function") || value === null)
    return `${typeof value} ${Object.is(value, -0) ? "-0" : String(value)}`;
  let id = objectIds.get(value);
  if (id === undefined) {
    id = numObjects++;
    objectIds.set(value, id);
  }
  return `#${id}`;
}
