/** @file `loadState`: a tree of tensors from a checkpoint, for any step and plan. */
import { InvalidConfig } from "../base/errors.ts";
import { nearestName } from "../base/suggest.ts";
import { numberOf } from "../base/units.ts";
import { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { HostArray } from "../frontends/jaxjs/host-array.ts";
import { tree } from "../frontends/jaxjs/jax.ts";
import type { NamedLeaf } from "../frontends/jaxjs/names.ts";
import { sameType, type TensorData, typeText } from "../ir/types.ts";
import { leafTypeOf, stateLeaves } from "./checkpoint-tree.ts";
import type { Executable } from "./executable.ts";
import { loadedArray } from "./loaded-array.ts";
import type { HostTree } from "./tree-types.ts";

/**
 * Loads the state that `step.save` saved, whatever plan and devices it was saved under:
 *
 *     const state = await loadState("checkpoints", initialState);
 *     const result = await step(state, x, y);
 *
 * Reads only the tensors that `like` has, so parameters can be loaded without the optimizer's state.
 * @param dir   a checkpoint's folder, or a folder of checkpoints, of which the newest is read
 * @param like  the tree to fill: its names, shapes and element types must be those of the checkpoint. Leaves are jax-js
 *     arrays, `HostArray`s, `TensorSpec`s, results of a step, numbers or booleans, and are not consumed
 * @returns a new tree in host memory
 * @throws InvalidConfig if there is no checkpoint, if it lacks a tensor of `like` or has it with another type, or if a
 *     file is missing, truncated or altered; the error names the tensor or file
 */
export async function loadState<Like>(dir: string, like: Like): Promise<HostTree<Like>> {
  const checkpoint = new Checkpoint(dir);
  try {
    return (await loadTree(checkpoint, like, "refuse")).state as HostTree<Like>;
  } finally {
    checkpoint.close();
  }
}

/** Fills `like` from an open checkpoint; the parameters of {@link loadLeaves}. */
export async function loadTree(checkpoint: OpenCheckpoint, like: unknown, ifMissing: "refuse" | "keep") {
  const { values, missing } = await loadLeaves(checkpoint, stateLeaves(like), ifMissing);
  return { state: tree.unflatten(tree.structure(like as never), values as never) as unknown, missing };
}

/**
 * Fills `like` from an open checkpoint, straight in the memory of the devices.
 * @param executable  compiled for `like` as its first argument
 * @returns undefined if the checkpoint lacks a tensor, or if the devices cannot be filled so: then load the tree
 */
export async function loadOnDevices(
  checkpoint: OpenCheckpoint & Pick<Checkpoint, "readParts">,
  like: unknown,
  executable: Pick<Executable, "load">,
): Promise<unknown> {
  const leaves = stateLeaves(like);
  if (!leaves.every((leaf) => checkpoint.types.has(leaf.name) && typeof leaf.value === "object")) return undefined;
  for (const leaf of leaves) checkType(checkpoint, leaf);
  const names = leaves.map(({ name }) => name);
  const handles = await executable.load(checkpoint, names);
  return handles && tree.unflatten(tree.structure(like as never), handles as never);
}

type OpenCheckpoint = Pick<Checkpoint, "path" | "types" | "readAll">;

/**
 * Returns the values of leaves from an open checkpoint.
 * @param ifMissing  for a tensor that the checkpoint lacks: throw, or keep the leaf's own value
 */
export async function loadLeaves(
  checkpoint: OpenCheckpoint,
  leaves: readonly NamedLeaf[],
  ifMissing: "refuse" | "keep",
): Promise<{ values: unknown[]; missing: string[] }> {
  const missing = leaves.filter(({ name }) => !checkpoint.types.has(name)).map(({ name }) => name);
  if (missing.length > 0 && (missing.length === leaves.length || ifMissing === "refuse"))
    throw missingTensors(checkpoint, missing, leaves.length);
  const found = leaves.filter(({ name }) => checkpoint.types.has(name));
  for (const leaf of found) checkType(checkpoint, leaf);
  const loaded = await checkpoint.readAll(found.map(({ name }) => name));
  const values = leaves.map((leaf) => {
    const data = loaded.get(leaf.name);
    return data ? loadedLeaf(leaf, data) : leaf.value;
  });
  return { values, missing };
}

type Source = Pick<Checkpoint, "path" | "types">;

function missingTensors({ path, types }: Source, missing: readonly string[], numLeaves: number): InvalidConfig {
  const [name] = missing;
  const near = nearestName(name, types.keys());
  const has = near === undefined ? `it has ${[...types.keys()].slice(0, 3).join(", ")}, …` : `it has ${near}`;
  const what = `lacks ${numberOf(missing.length, "tensor")} of ${numLeaves}, the first is ${name}; ${has}`;
  return new InvalidConfig(path, `${what}; load it into the model that saved it`);
}

function checkType({ path, types }: Source, leaf: NamedLeaf): void {
  const [saved, wanted] = [types.get(leaf.name)!, leafTypeOf(leaf)];
  if (sameType(saved, wanted)) return;
  throw new InvalidConfig(
    path,
    `has ${leaf.name} as ${typeText(saved)}, and the state to load has ${typeText(wanted)}; ` +
      "load it into a model of the same sizes",
  );
}

function loadedLeaf(leaf: NamedLeaf, data: TensorData): HostArray | number | boolean {
  if (typeof leaf.value === "number") return Number(data[0]);
  if (typeof leaf.value === "boolean") return data[0] === 1;
  const { dtype, shape } = leafTypeOf(leaf);
  return loadedArray(data, shape, dtype);
}
