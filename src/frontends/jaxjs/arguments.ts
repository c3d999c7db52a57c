/**
 * @file The arguments of a step as its trace sees them: leaves that are inputs of the graph, and values compiled in.
 *
 * Arrays are inputs, and so are plain numbers, alone or in a tree, and booleans in a tree. An argument that is a
 * boolean, string, null, undefined or function is static: its value is part of the program, and another value means
 * another trace. So is an argument named by `staticArgs`, a tree without arrays that has a string, null, undefined or
 * function, and a number or boolean that the step does not use as an array (`mode === 2`) or asks for its truth value
 * while it is false (`rate || 0.1`); the trace tells. A tree that mixes arrays with what can only be static is refused,
 * since its arrays would be compiled in.
 */
import { InvalidConfig } from "../../base/errors.ts";
import { dtypeToJax, type HostArray, type TensorSpec } from "./host-array.ts";
import { type DType, Array as JaxArray, type JsTreeDef, tree } from "./jax.ts";
import { AbstractArray, isTypedLeaf, leafKind, leafType, refusalOf } from "./leaf-kinds.ts";
import { type NamedLeaf, namedLeaves } from "./names.ts";

export interface ClassifyOptions {
  /** Names of the arguments; `arg0` and so on where left out. */
  readonly names?: readonly string[];
  /** Positions of arguments whose value is compiled in. */
  readonly staticArgs?: readonly number[];
}

/** A leaf of the arguments; of an argument that is static as a whole, the argument. */
export interface ArgumentLeaf extends NamedLeaf {
  /** Position of the argument that it is of. */
  readonly argument: number;
  /** Its type as an input of the graph; undefined when its value is compiled in. */
  readonly type: AbstractArray | undefined;
}

/** The arguments of one call, sorted into inputs and static values. */
export interface ClassifiedArguments {
  /** All leaves, in order. */
  readonly leaves: readonly ArgumentLeaf[];
  /** The leaves that are inputs of the graph, in order. */
  readonly inputs: readonly ArgumentLeaf[];
  /** Structure of each argument; a leaf for a static one. */
  readonly structures: readonly JsTreeDef[];
  /** Equal for two calls exactly when one trace serves both. */
  readonly signature: string;
}

/** The type of a leaf as an input of the graph, or undefined if it is no array, number or boolean. Consumes nothing. */
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
 * @throws InvalidConfig, by path, for what a step does not take: trees that mix arrays with static values, typed
 *   arrays, instances of classes
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

/** Numbers and booleans that could be inputs and are compiled in, by name. */
export interface CompiledIn {
  readonly always: readonly string[];
  /** Names of values that are 0, NaN or false, since the step reads their truth values. */
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

/** The arguments with types in place of arrays, so that what is made of them keeps no data. */
export const withoutData = (args: ClassifiedArguments): unknown[] =>
  withLeaves(
    args,
    args.leaves.map(({ type, value }) => (leafKind(value) === "array" ? type : value)),
  );

/** Whether an argument is compiled in as a whole. Refuses what a step does not take. */
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
 * Equal for two static values exactly when they are: trees by their contents, functions and other objects by identity.
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
