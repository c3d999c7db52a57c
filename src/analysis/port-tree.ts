/**
 * @file The trees whose leaves are the inputs or outputs of a step, read from their names: `params.layers[0].w`,
 * `out[1]`.
 */
import type { Port } from "../ir/graph.ts";

/** A node of the tree of all inputs. Its leaves are input indices. */
export interface PortNode {
  /** The common prefix of all names below the node, and the last part of it: `.params[0]`, `[0]`. */
  readonly prefix: string;
  readonly key: string;
  readonly leaves: number[];
  readonly children: PortNode[];
}

/** Returns the path of a name: the name after a dot, unless it begins with a bracket. */
export const pathOf = (name: string): string => (name === "" || name.startsWith("[") ? name : `.${name}`);

const parts = /\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\]|\.?[^.[\]]+|./g;

/** Returns the root of the tree of `ports`; its children are the arguments. */
export function portTree(ports: readonly Port[]): PortNode {
  const root: PortNode = { prefix: "", key: "", leaves: [], children: [] };
  const nodes = new Map<string, PortNode>([["", root]]);
  ports.forEach(({ name }, port) => {
    let node = root;
    node.leaves.push(port);
    for (const key of pathOf(name).match(parts) ?? []) {
      const prefix = node.prefix + key;
      let child = nodes.get(prefix);
      if (!child) {
        child = { prefix, key, leaves: [], children: [] };
        nodes.set(prefix, child);
        node.children.push(child);
      }
      node = child;
      node.leaves.push(port);
    }
  });
  return root;
}

/** Returns the last part of a path. */
export const lastKey = (path: string): string => path.match(parts)?.at(-1) ?? "";
