/**
 * @file What the arguments of a step are to its trace: pytrees of tensors are inputs of the graph, everything else is baked in.
 *
 * The rule is Alpa's (`auto_static_argnums`): an argument that is a bare number, boolean, string, null, undefined or function,
 * or a tree with a leaf that is neither tensor, number nor boolean, is static: its value is part of the program, and another
 * value means another trace. Numbers and booleans inside other trees are inputs (scalars). A tree that mixes tensors with what
 * can only be static is refused, since its tensors would be baked in.
 */
import { InvalidConfig } from "../../base/errors.ts";
import { dtypeToJax, HostArray, TensorSpec } from "./host-array.ts";
import { type DType, Array as JaxArray, type JsTreeDef, tree } from "./jax.ts";

/** A jax-js abstract value. Not a plain object, so that jax-js takes it for a leaf. */
export class AbstractArray {
  readonly shape: number[];
  readonly dtype: DType;
  readonly weakType: boolean;

  constructor(shape: readonly number[], dtype: DType, weakType: boolean) {
    this.shape = [...shape];
    this.dtype = dtype;
    this.weakType = weakType;
  }
}

/** The arguments of one call, sorted into inputs and static values. */
export interface ClassifiedArguments {
  /** For each argument: true when its leaves are inputs of the graph. */
  readonly isDynamic: readonly boolean[];
  /** Leaves of all dynamic arguments, in order. */
  readonly leaves: readonly unknown[];
  /** Structure of the array of dynamic arguments. */
  readonly inTree: JsTreeDef;
  /** Equal for two calls exactly when one trace serves both. */
  readonly signature: string;
}

/** The abstract value of a leaf, or undefined if it is no tensor, number or boolean. Consumes nothing. */
function abstractLeaf(leaf: unknown): AbstractArray | undefined {
  if (leaf instanceof JaxArray) return new AbstractArray(leaf.shape, leaf.dtype, leaf.weakType);
  if (leaf instanceof HostArray || leaf instanceof TensorSpec) {
    return new AbstractArray(leaf.shape, dtypeToJax(leaf.dtype), false);
  }
  if (typeof leaf === "number") return new AbstractArray([], "float32" as DType, true);
  if (typeof leaf === "boolean") return new AbstractArray([], "bool" as DType, false);
  return undefined;
}

const isContainer = (argument: unknown): boolean => typeof argument === "object" && argument !== null;

const isTensor = (leaf: unknown): boolean =>
  leaf instanceof JaxArray || leaf instanceof HostArray || leaf instanceof TensorSpec;

/** Whether an argument's leaves are inputs. Refuses, by path, what a tree of tensors cannot hold. */
function isInput(argument: unknown, name: string): boolean {
  if (!isContainer(argument)) return false;
  const leaves = tree.leaves(argument as never) as unknown[];
  const odd = leaves.findIndex((leaf) => !abstractLeaf(leaf));
  if (odd < 0) return true;
  const path = leafNames(name, argument)[odd];
  if (ArrayBuffer.isView(leaves[odd])) {
    const kind = (leaves[odd] as object).constructor.name;
    throw new InvalidConfig(
      path,
      `is a ${kind} without a shape; pass np.array(…) or new HostArray(data, shape, dtype)`,
    );
  }
  if (leaves.some(isTensor)) {
    throw new InvalidConfig(
      path,
      `${String(leaves[odd])} is no tensor, number or boolean, but stands beside tensors; pass it as an argument of its own`,
    );
  }
  return false;
}

/**
 * Sorts arguments into inputs and static values.
 * @param names  of the arguments, for errors; `arg0` and so on where left out
 * @throws InvalidConfig for a tree that mixes tensors with static values, and for typed arrays
 */
export function classifyArguments(args: readonly unknown[], names: readonly string[] = []): ClassifiedArguments {
  const isDynamic = args.map((argument, i) => isInput(argument, names[i] ?? `arg${i}`));
  const [leaves, inTree] = tree.flatten(args.filter((_, i) => isDynamic[i]) as never);
  const parts = args.map((argument, i) => (isDynamic[i] ? "" : `${typeof argument} ${staticKey(argument)}`));
  const types = abstractLeaves(leaves).map(({ shape, dtype, weakType }) => `${dtype}[${shape}]${weakType ? "~" : ""}`);
  return { isDynamic, leaves, inTree, signature: JSON.stringify([parts, inTree.toString(), types]) };
}

/** Abstract values of leaves that `classifyArguments` found to be inputs. */
export const abstractLeaves = (leaves: readonly unknown[]): AbstractArray[] =>
  leaves.map((leaf) => abstractLeaf(leaf) as AbstractArray);

const objectIds = new WeakMap<object, number>();
let numObjects = 0;

/** Trees of plain values are their contents; functions and other objects are themselves. */
function staticKey(value: unknown): string {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return String(value);
  const leaves = typeof value === "object" ? (tree.leaves(value as never) as unknown[]) : [value];
  if (leaves.every((leaf) => ["number", "boolean", "string"].includes(typeof leaf))) return JSON.stringify(value);
  let id = objectIds.get(value);
  if (id === undefined) {
    id = numObjects++;
    objectIds.set(value, id);
  }
  return `#${id}`;
}

/**
 * Names of a function's parameters as its source spells them; `arg1` where it destructures, `args[2]` for a rest parameter.
 * @param count  how many arguments to name
 */
export function parameterNames(fn: (...args: never[]) => unknown, count: number): string[] {
  const source = fn.toString().replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source);
  const written = single ? [single[1]] : splitTopLevel(source.slice(source.indexOf("(") + 1));
  const rest = written.findIndex((text) => text.startsWith("..."));
  return Array.from({ length: count }, (_, i) => {
    if (rest >= 0 && i >= rest) return `${written[rest].slice(3)}[${i - rest}]`;
    return /^[\w$]+/.exec(written[i] ?? "")?.[0] ?? `arg${i}`;
  });
}

/** The comma-separated parts up to the bracket that closes an already opened one. */
function splitTopLevel(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const char of text) {
    if ("([{".includes(char)) depth++;
    if (")]}".includes(char) && --depth < 0) break;
    if (char === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

/** Names of a tree's leaves as one would write them after its own name: `params[0].w`. */
export function leafNames(name: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((child, i) => leafNames(`${name}[${i}]`, child));
  if (typeof value === "object" && value !== null && value.constructor === Object) {
    return Object.entries(value).flatMap(([key, child]) => {
      const plain = /^[A-Za-z_$][\w$]*$/.test(key);
      if (plain) return leafNames(name === "" ? key : `${name}.${key}`, child);
      return leafNames(`${name}[${JSON.stringify(key)}]`, child);
    });
  }
  return [name];
}
