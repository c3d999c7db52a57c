/**
 * @file Detects whether a step reads the truth value of a number (`rate || 0.1`, `if (clip)`). JavaScript cannot
 * intercept that, so the step is traced again with false values in place of the numbers. If the equations differ, the
 * step reads a truth value.
 */
import type { ArgumentLeaf, ClassifiedArguments } from "./arguments.ts";
import type { ClosedJaxpr, Jaxpr } from "./jax.ts";

/**
 * The arguments with false values compiled in for the numbers and booleans of these names. The false value of a number
 * is NaN, because 0 would be folded away.
 */
export function withFalseValues(args: ClassifiedArguments, names: readonly string[]): ClassifiedArguments {
  const leaves = args.leaves.map((leaf) =>
    names.includes(leaf.name)
      ? { ...leaf, type: undefined, value: typeof leaf.value === "number" ? Number.NaN : false }
      : leaf,
  );
  return { ...args, leaves, inputs: leaves.filter(({ type }) => type) };
}

/** The key of a value in an equation: `S` for the replaced numbers and for values computed from them alone. */
type Key = string;

interface Normal {
  readonly equations: readonly { readonly text: string; readonly inputs: readonly Key[] }[];
  readonly results: readonly Key[];
}

type Atom = Jaxpr["outs"][number];

/**
 * Whether two traces have the same equations except for the replaced numbers, which are inputs in the first trace and
 * false values in the second.
 * @param leaves  the input leaves of the first trace
 */
export function sameButForNumbers(
  first: ClosedJaxpr,
  leaves: readonly ArgumentLeaf[],
  isInQuestion: (leaf: ArgumentLeaf) => boolean,
  second: ClosedJaxpr,
): boolean {
  const numbers = new Set(first.jaxpr.inBinders.slice(first.consts.length).filter((_, i) => isInQuestion(leaves[i])));
  const [a, b] = [
    normalize(first.jaxpr, (atom) => numbers.has(atom as never)),
    normalize(second.jaxpr, isFalseLiteral),
  ];
  // The second trace may also contain NaNs of its own, which count as false values.
  const matchesOne = (key: Key, other: Key): boolean =>
    key === other || (key === "S" ? other === "0" : other === "S" && key.startsWith("NaN "));
  const matches = (these: readonly Key[], those: readonly Key[]): boolean =>
    these.length === those.length && these.every((key, i) => matchesOne(key, those[i]));
  return (
    matches(a.results, b.results) &&
    a.equations.length === b.equations.length &&
    a.equations.every(({ text, inputs }, i) => text === b.equations[i].text && matches(inputs, b.equations[i].inputs))
  );
}

const isFalseLiteral = (atom: Atom): boolean => "value" in atom && Number.isNaN(Number(atom.value));

function normalize(jaxpr: Jaxpr, isInQuestion: (atom: Atom) => boolean): Normal {
  const keys = new Map<Atom, Key>();
  const isLiteral = (atom: Atom): boolean => "value" in atom;
  let numNamed = 0;
  const nameNext = (atom: Atom): void => {
    keys.set(atom, `v${numNamed++}`);
  };
  const keyOf = (atom: Atom): Key => {
    if (isInQuestion(atom)) return "S";
    if (!("value" in atom)) return keys.get(atom) ?? "";
    const { value, aval } = atom;
    // A false value of another type, as np.array(seed, { dtype: "uint32" }) has it.
    return Number(value) === 0 && aval.dtype !== "float32" ? "0" : `${value} ${aval}`;
  };
  for (const binder of jaxpr.inBinders) if (!isInQuestion(binder)) nameNext(binder);
  const equations: { text: string; inputs: Key[] }[] = [];
  const flat = jaxpr.flatten();
  for (const { primitive, params, inputs, outBinders } of flat.eqns) {
    const own = inputs.map(keyOf);
    const isOfNumbers = own.includes("S") && inputs.every((atom, i) => own[i] === "S" || isLiteral(atom));
    if (isOfNumbers && outBinders.every(({ aval }) => aval.shape.length === 0)) {
      for (const binder of outBinders) keys.set(binder, "S");
      continue;
    }
    equations.push({
      text: `${primitive} ${JSON.stringify(params)} ${outBinders.map(({ aval }) => aval)}`,
      inputs: own,
    });
    outBinders.forEach(nameNext);
  }
  return { equations, results: flat.outs.map(keyOf) };
}
