/**
 * @file Layers marked by the user. While a step is traced, a marked function is a nested jit with a special name. The
 * name survives jax-js's differentiation, which derives other names from it.
 */
import { InvalidConfig, Unsupported } from "../../base/errors.ts";
import { layerMark } from "../../ir/scope.ts";
import { type Array as JaxArray, type JsTree, jit, tree } from "./jax.ts";
import { isStandIn, keepAlive } from "./stand-ins.ts";

/** The suffixes that jax-js appends to the name of a jit function when it derives, splits, transposes or batches it. */
const derivations = /(_jvp|_peval|_resid(_t)?|_vmap)+$/;

/** The original name of a jit function, without the suffixes that jax-js appends. */
export const originalName = (name: string): string => name.replace(derivations, "");

/** Names of the layers called during the current trace; undefined outside of a trace and inside a layer. */
let called: Set<string> | undefined;

function withCalled<T>(names: Set<string> | undefined, run: () => T): T {
  const outer = called;
  called = names;
  try {
    return run();
  } finally {
    called = outer;
  }
}

/** Runs `trace`; returns its result and the names of the layers that it called. */
export function collectLayers<T>(trace: () => T): [T, ReadonlySet<string>] {
  const names = new Set<string>();
  return [withCalled(names, trace), names];
}

/** Refuses marks to which no op belongs. */
export function checkLayers(names: ReadonlySet<string>, marked: ReadonlySet<string>): void {
  for (const name of names) {
    if (!marked.has(name))
      throw new Unsupported(
        `layer ${name}`,
        "its mark is lost: either nothing uses its result, or the function that calls it is itself jitted and then differentiated, " +
          "which forgets the names inside; leave that jit away, the whole step is compiled anyway",
      );
  }
}

/**
 * Marks `fn` as a layer of the network. Pipeline stages consist of whole layers. This corresponds to Alpa's
 * `mark_pipeline_boundary`, but wraps the ops of a layer in a function. Each call is a separate layer; a second layer
 * of the same name is called `name.2`. Ops between two layers belong to the second, and a layer called within another
 * is part of it. The backward pass needs no marks. Outside of a traced step the result behaves like `fn`.
 *
 * Consumes the arrays among the leaves of the arguments and passes other leaves on unchanged.
 * @throws InvalidConfig for a name that is empty, has a "/" or ends like the names that jax-js derives (`_jvp`)
 */
export function layer<Args extends unknown[], Result extends JsTree<JaxArray>>(
  fn: (...args: Args) => Result,
  name: string,
): (...args: Args) => Result {
  if (name === "" || name.includes("/") || originalName(name) !== name)
    throw new InvalidConfig(
      "layer",
      `got the name "${name}"; give one without "/" that does not end in _jvp or the like`,
    );
  return (...args) => {
    if (!called) return fn(...args);
    let unique = name;
    for (let count = 2; called.has(unique); count++) unique = `${name}.${count}`;
    called.add(unique);

    const [leaves, structure] = tree.flatten(args as never) as unknown as [unknown[], never];
    const isArray = leaves.map((leaf) => typeof leaf === "object" && leaf !== null && "aval" in leaf);
    const run = (...arrays: object[]): Result => {
      const inner = (leaf: unknown): unknown => {
        const array = arrays.shift()!;
        return isStandIn(leaf as object) ? keepAlive(array) : array;
      };
      const all = leaves.map((leaf, i) => (isArray[i] ? inner(leaf) : leaf));
      return withCalled(undefined, () => fn(...(tree.unflatten(structure, all as never) as never as Args)));
    };
    Object.defineProperty(run, "name", { value: layerMark(unique) });
    const marked = jit(run as never) as unknown as ((...arrays: unknown[]) => Result) & { dispose(): void };
    const result = marked(...leaves.filter((_, i) => isArray[i]));
    marked.dispose();
    return result;
  };
}
