/**
 * @file The parts into which a module's annotations split its arguments: Shardy's `sdy.sharding` on a mesh, or XLA's
 * older `mhlo.sharding`. Both name devices, which a plan for another cluster does not have; the numbers of parts
 * remain.
 */
import { type Attribute, type Attributes, type Module, type Operation, partOf, type Type } from "./ast.ts";

/** Sizes of the axes of a mesh, by name. */
export type MeshSizes = ReadonlyMap<string, number>;

const textOf = (attribute: Attribute | undefined): string | undefined =>
  attribute?.kind === "dialect" ? attribute.text : attribute?.kind === "string" ? attribute.value : undefined;

/** `["data"=2, "model"=4], device_ids=[…]`. */
function axesIn(text: string): MeshSizes {
  return new Map([...text.matchAll(/"([^"]*)"\s*=\s*(\d+)/g)].map(([, axis, size]) => [axis, Number(size)]));
}

/** The module's meshes, by name. */
export function meshesOf({ operations }: Module): ReadonlyMap<string, MeshSizes> {
  return new Map(
    operations.flatMap(({ name, attributes }): [string, MeshSizes][] => {
      const [meshName, text] = [textOf(attributes.get("sym_name")), textOf(attributes.get("mesh"))];
      return name === "sdy.mesh" && meshName !== undefined && text !== undefined ? [[meshName, axesIn(text)]] : [];
    }),
  );
}

/** `@mesh, [{"a", "b":(1)2}, {}, {?}], replicated={"c"}`: an open dim has the parts that it is written with. */
function shardyParts(text: string, meshes: ReadonlyMap<string, MeshSizes>): number[] | undefined {
  const [, name, inline, dims] = /^\s*(?:@"?([^",]+)"?|mesh<([^>]*)>)\s*,\s*\[(.*?)\]/s.exec(text) ?? [];
  const mesh = inline === undefined ? meshes.get(name) : axesIn(inline);
  if (!mesh) return undefined;
  return [...dims.matchAll(/\{([^}]*)\}/g)].map(([, axes]) =>
    [...axes.matchAll(/"([^"]*)"(?::\(\d+\)(\d+))?/g)].reduce(
      (parts, [, axis, part]) => parts * (part === undefined ? (mesh.get(axis) ?? 1) : Number(part)),
      1,
    ),
  );
}

/** `{devices=[2,1,4]<=[8] last_tile_dim_replicate}`: parts per dim, then groups of replicas; or `{replicated}`. */
function tiledParts(text: string, rank: number): number[] | undefined {
  if (/^\{\s*replicated\s*\}$/.test(text)) return Array<number>(rank).fill(1);
  const parts = /devices=\[([\d,]+)\]/.exec(text)?.[1].split(",").map(Number);
  return parts && parts.length >= rank ? parts.slice(0, rank) : undefined;
}

/** Parts per dim that an operation asks of its result; undefined if it asks for none, or names a mesh of one device. */
export function constrainedParts(
  { attributes, results }: Operation,
  meshes: ReadonlyMap<string, MeshSizes>,
): readonly number[] | undefined {
  const shardy = textOf(attributes.get("sharding") ?? attributes.get("sdy.sharding"))?.replace(/^\s*\[\s*</, "");
  const name = shardy === undefined ? undefined : /@"?([^",]+)/.exec(shardy)?.[1];
  const mesh = name === undefined ? undefined : meshes.get(name);
  if (mesh && [...mesh.values()].every((size) => size === 1)) return undefined;
  const own = new Map<string, Attribute>([...attributes].filter(([key]) => key === "mhlo.sharding"));
  if (shardy !== undefined) own.set("sdy.sharding", { kind: "string", value: shardy });
  return results.length === 1 && own.size > 0 ? partsOf(own, results[0].type, meshes) : undefined;
}

/** Parts per dim of a value of `type`; undefined if no annotation says them. Complex numbers stay together. */
export function partsOf(
  attributes: Attributes,
  type: Type,
  meshes: ReadonlyMap<string, MeshSizes>,
): readonly number[] | undefined {
  if (type.kind !== "tensor") return undefined;
  const rank = type.shape.length;
  const [shardy, tiled] = ["sdy.sharding", "mhlo.sharding"].map((key) => textOf(attributes.get(key)));
  const parts = shardy === undefined ? tiled && tiledParts(tiled, rank) : shardyParts(shardy, meshes);
  if (!parts || parts.length !== rank) return undefined;
  return partOf(type) === undefined ? parts : [...parts, 1];
}
