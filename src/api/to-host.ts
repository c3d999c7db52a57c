/** @file Whole trees of results as arrays of this process: `toHost` and `toJax`. */
import { InvalidConfig } from "../base/errors.ts";
import { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { Array as JaxArray, tree } from "../frontends/jaxjs/jax.ts";
import { type NamedLeaf, namedLeaves } from "../frontends/jaxjs/names.ts";
import { DistributedArray } from "./distributed-array.ts";
import type { HostTree, JaxTree } from "./tree-types.ts";

/**
 * Copies a tree of a step's results to host memory, for example the parameters after training. The copies stay readable
 * whatever later steps and `stop()` do, and any step takes them as arguments:
 *
 *     const { params } = await toHost(state);
 *     params.w.data; // the whole value, row-major
 *
 * @param results  results of a step; jax-js arrays (not consumed) and `HostArray`s are copied too
 * @returns the same tree of `HostArray`s
 * @throws InvalidConfig, by its path, for state that a later step has consumed and for a shape without data
 */
export async function toHost<Tree>(results: Tree): Promise<HostTree<Tree>> {
  const leaves = await Promise.all(namedLeaves("", results).map(hostLeaf));
  return tree.unflatten(tree.structure(results as never), leaves as never) as HostTree<Tree>;
}

/**
 * Copies a tree of a step's results to jax-js arrays, for eager jax-js code. The caller owns the arrays. Parameters and
 * errors are those of {@link toHost}; element types that jax-js lacks are refused too.
 */
export async function toJax<Tree>(results: Tree): Promise<JaxTree<Tree>> {
  const hosts = await Promise.all(namedLeaves("", results).map(hostLeaf));
  const leaves = hosts.map((host) => (host instanceof HostArray ? host.toJax() : host));
  return tree.unflatten(tree.structure(results as never), leaves as never) as JaxTree<Tree>;
}

async function hostLeaf({ name, value }: NamedLeaf): Promise<unknown> {
  const where = name || "value";
  if (value instanceof DistributedArray) return new HostArray(await value.value.read(where), value.shape, value.dtype);
  if (value instanceof HostArray) return new HostArray(value.data.slice(), value.shape, value.dtype);
  if (value instanceof TensorSpec) throw new InvalidConfig(where, "is a shape without data; give what a step returned");
  if (!(value instanceof JaxArray)) return value;
  if (value.refCount > 0) return HostArray.fromJax(value.ref);
  throw new InvalidConfig(where, "is a jax-js array that has been used up; pass x.ref where x is needed again");
}
