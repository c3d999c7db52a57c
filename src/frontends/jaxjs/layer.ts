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

/** The name that a jit function had before jax-js derived others from it. */
export const originalName = (name: string): string => name.replace(derivations, "");

/** Names of the layers called during the trace that is under way; undefined outside of a trace and inside a layer. */
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

/** Refuses marks that no op got. */
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
 * Marks `fn` as a layer of the network: stages of a pipeline are made of whole layers (Alpa's `mark_pipeline_boundary`,
 * but as a function around what belongs together). Each call is a layer of its own, a second one of the same name is
 * called `name.2`; what is called between two layers belongs to the second, and a layer called by another is part of
 * it. The backward pass follows by itself. Outside of a traced step this is just `fn`.
 *
 * Leaves of the arguments that are arrays are consumed, all else is passed on as it is.
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
