/**
 * @file The pretty forms of operations. Most are a list of operands and `key = value` clauses, which are attributes of
 * the generic form; each of the others has its own function. Each reader returns the same data as the generic form.
 */
import type { Attribute, Attributes, Region, Type, Value } from "../ast.ts";
import { shardyAssemblies } from "./assemblies-of-shardy.ts";
import {
  functionAssembly,
  moduleAssembly,
  reduceAssembly,
  scanAssembly,
  whileAssembly,
} from "./assemblies-with-regions.ts";
import type { Assembly, OperationParser } from "./operation-parser.ts";

const noRegions: readonly Region[] = [];
const integer = (value: number): Attribute => ({
  kind: "integer",
  value,
  type: { kind: "scalar", element: "i64" },
});
const dialect = (name: string, text: string): Attribute => ({ kind: "dialect", name: `stablehlo.${name}`, text });

/** Reads the value of a clause. */
type Read = (p: OperationParser) => Attribute;

const numbers: Read = (p) => p.numbers();
const number: Read = (p) => integer(p.integer());
const any: Read = (p) => p.attribute();
const enumerator =
  (name: string): Read =>
  (p) =>
    dialect(name, p.name(`a ${name.replaceAll("_", " ")}`));

/** `[DEFAULT, HIGH]`. */
const precision: Read = (p) => {
  p.expect("[");
  return { kind: "array", values: p.list("]", () => enumerator("precision")(p)) };
};

/** `[true, false]`. */
const booleans: Read = (p) => {
  p.expect("[");
  const values = p.list("]", () => {
    if (p.eatWord("true")) return 1;
    if (!p.eatWord("false")) p.expected("'true' or 'false'");
    return 0;
  });
  return { kind: "numbers", element: "i1", values };
};

/** `[[0, 1], [2, 2]]` as a dense attribute with two columns and one row per pair. */
const pairs: Read = (p) => {
  p.expect("[");
  const rows = p.list("]", () => {
    p.expect("[");
    const low = p.integer();
    p.expect(",");
    const high = p.integer();
    p.expect("]");
    return [low, high];
  });
  const values = rows.flat();
  const isSplat = values.length > 0 && values.every((value) => value === values[0]);
  const bytes = new Uint8Array(BigInt64Array.from(isSplat ? [values[0]] : values, BigInt).buffer);
  return { kind: "dense", type: { kind: "tensor", shape: [rows.length, 2], element: "i64" }, isSplat, bytes };
};

/** Attributes of the clauses of one operation, by key. */
type Clauses = Readonly<Record<string, readonly [attribute: string, read: Read]>>;

/** Attributes by name, with those of the dictionary, if any. */
function attributesOf(own: readonly (readonly [string, Attribute])[], dictionary: Attributes): Attributes {
  if (own.length === 0) return dictionary;
  const attributes = new Map<string, Attribute>();
  for (const [key, value] of own) attributes.set(key, value);
  for (const [key, value] of dictionary) attributes.set(key, value);
  return attributes;
}

/** `%0, %1, key = value, … {attributes} : types`. */
function withClauses(clauses: Clauses, results: "last" | "only" = "last"): Assembly {
  return (p) => {
    const operands: Value[] = [];
    const own: [string, Attribute][] = [];
    if (p.isOperand() || p.isName()) {
      do {
        if (p.isOperand()) operands.push(p.operand());
        else {
          p.skip();
          const start = p.pos;
          const key = p.name("an operand or a clause");
          if (!Object.hasOwn(clauses, key)) {
            const known = Object.keys(clauses).map((name) => `'${name}'`);
            p.fail(`expected ${["an operand", ...known].join(" or ")}, found '${key}'`, start);
          }
          p.expect("=");
          const [attribute, read] = clauses[key];
          own.push([attribute, read(p)]);
        }
      } while (p.eat(","));
    }
    const attributes = attributesOf(own, p.optionalDictionary());
    return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands, results) };
  };
}

const plain = withClauses({});

/** `%0, %1 {attributes} : types`, without types if there are no operands. */
const returning: Assembly = (p) => {
  const operands = p.operands();
  const attributes = p.optionalDictionary();
  if (p.is(":")) p.signature(operands, "none");
  else if (operands.length > 0) p.expected("':' and the types");
  return { operands, attributes, regions: noRegions, resultTypes: [] };
};

/** `{attributes} dense<…> : type`, or `() <{value = …}> : () -> type` for types that the literal cannot express. */
const constant: Assembly = (p) => {
  if (p.eat("(")) {
    p.expect(")");
    const entries = p.eat("<") ? p.dictionary() : new Map();
    if (entries.size > 0) p.expect(">");
    const attributes = attributesOf([...entries], p.optionalDictionary());
    return { operands: [], attributes, regions: noRegions, resultTypes: p.signature([]) };
  }
  const dictionary = p.optionalDictionary();
  const value = p.attribute();
  const type: Type | undefined = "type" in value ? value.type : undefined;
  if (!type) return p.expected("a constant with a type");
  return {
    operands: [],
    attributes: attributesOf([["value", value]], dictionary),
    regions: noRegions,
    resultTypes: [type],
  };
};

/** `LT, %0, %1, FLOAT : types`. */
const compare: Assembly = (p) => {
  const own: [string, Attribute][] = [["comparison_direction", enumerator("comparison_direction")(p)]];
  p.expect(",");
  const operands = [p.operand()];
  p.expect(",");
  operands.push(p.operand());
  if (p.eat(",")) own.push(["compare_type", enumerator("comparison_type")(p)]);
  const attributes = attributesOf(own, p.optionalDictionary());
  return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands) };
};

/** `%0 [start:limit:stride, …] : types`. */
const slice: Assembly = (p) => {
  const operands = [p.operand()];
  const [start, limit, strides]: number[][] = [[], [], []];
  p.expect("[", " and the slice's ranges");
  p.list("]", () => {
    start.push(p.integer());
    p.expect(":");
    limit.push(p.integer());
    strides.push(p.eat(":") ? p.integer() : 1);
  });
  const list = (values: number[]): Attribute => ({ kind: "numbers", element: "i64", values });
  const own: [string, Attribute][] = [
    ["start_indices", list(start)],
    ["limit_indices", list(limit)],
    ["strides", list(strides)],
  ];
  const attributes = attributesOf(own, p.optionalDictionary());
  return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands) };
};

/** `%0, %1, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = […], algorithm = <…> : types`. */
const dotGeneral: Assembly = (p) => {
  const operands = [p.operand()];
  p.expect(",");
  operands.push(p.operand());
  const dims = new Map<string, Attribute>();
  const own: [string, Attribute][] = [
    ["dot_dimension_numbers", { kind: "dialect", name: "stablehlo.dot", text: "", fields: dims }],
  ];
  while (p.eat(",")) {
    if (p.eatWord("precision")) {
      p.expect("=");
      own.push(["precision_config", precision(p)]);
    } else if (p.eatWord("algorithm")) {
      p.expect("=");
      own.push(["algorithm", dialect("dot_algorithm", p.balanced("<"))]);
    } else {
      const what = p.eatWord("batching_dims") ? "batching" : "contracting";
      if (what === "contracting") p.expectWord("contracting_dims");
      p.expect("=");
      const lhs = p.numbers();
      p.expect("x");
      const rhs = p.numbers();
      // The generic form leaves empty lists out.
      if (lhs.values.length > 0) dims.set(`lhs_${what}_dimensions`, lhs);
      if (rhs.values.length > 0) dims.set(`rhs_${what}_dimensions`, rhs);
    }
  }
  const attributes = attributesOf(own, p.optionalDictionary());
  return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands) };
};

/** `(%0, %1) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {stride = [1], …} {attributes} : types`. */
const convolution: Assembly = (p) => {
  p.expect("(");
  const operands = p.list(")", () => p.operand());
  p.expectWord("dim_numbers");
  p.expect("=");
  const sides = [p.balanced("[")];
  p.expect("x");
  sides.push(p.balanced("["));
  p.expect("->");
  sides.push(p.balanced("["));
  const own: [string, Attribute][] = [["dimension_numbers", dialect("conv", `${sides[0]}x${sides[1]}->${sides[2]}`)]];
  const names: Readonly<Record<string, readonly [string, Read]>> = {
    stride: ["window_strides", numbers],
    lhs_dilate: ["lhs_dilation", numbers],
    rhs_dilate: ["rhs_dilation", numbers],
    reverse: ["window_reversal", booleans],
    pad: ["padding", pairs],
  };
  p.expect(",");
  p.expectWord("window");
  p.expect("=");
  p.expect("{");
  p.list("}", () => {
    p.skip();
    const start = p.pos;
    const key = p.name("a window's attribute");
    if (!Object.hasOwn(names, key)) p.fail(`expected ${Object.keys(names).join(", ")}, found '${key}'`, start);
    p.expect("=");
    const [attribute, readValue] = names[key];
    own.push([attribute, readValue(p)]);
  });
  const attributes = attributesOf(own, p.optionalDictionary());
  return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands) };
};

/** `@target(%0, %1) {attributes} : types`; for `func.call` the same with a callee. */
const calling =
  (attribute: string): Assembly =>
  (p) => {
    const target: Attribute =
      attribute === "callee" ? { kind: "symbol", value: p.symbol() } : { kind: "string", value: p.symbol() };
    p.expect("(");
    const operands = p.list(")", () => p.operand());
    const attributes = attributesOf([[attribute, target]], p.optionalDictionary());
    return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands) };
  };

/** `"name" %0, %1 {attributes} : types`. */
const composite: Assembly = (p) => {
  const name: Attribute = { kind: "string", value: p.string("the composite's name") };
  const operands = p.operands();
  const attributes = attributesOf([["name", name]], p.optionalDictionary());
  return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands) };
};

/** `%0, format = e8m7 : type`. */
const reducePrecision: Assembly = (p) => {
  const operands = [p.operand()];
  p.expect(",");
  p.expectWord("format");
  p.expect("=");
  p.skip();
  const start = p.pos;
  const [, exponent, mantissa] = /^e(\d+)m(\d+)$/.exec(p.name("a format such as e8m7")) ?? [];
  if (exponent === undefined) p.fail("expected a format such as e8m7", start);
  const own: [string, Attribute][] = [
    ["exponent_bits", integer(Number(exponent))],
    ["mantissa_bits", integer(Number(mantissa))],
  ];
  const attributes = attributesOf(own, p.optionalDictionary());
  return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands) };
};

/** `%0[1] : types`. */
const getTupleElement: Assembly = (p) => {
  const operands = [p.operand()];
  p.expect("[");
  const own: [string, Attribute][] = [["index", integer(p.integer())]];
  p.expect("]");
  const attributes = attributesOf(own, p.optionalDictionary());
  return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands) };
};

/** `%0, %1 : types`, or `()` if there are no operands. */
const barrier: Assembly = (p) => {
  const attributes = p.optionalDictionary();
  const operands = p.operands();
  if (operands.length === 0) {
    p.expect("(");
    p.expect(")");
    return { operands, attributes, regions: noRegions, resultTypes: [] };
  }
  return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands, "all") };
};

/** `(%0, k = 3) : types`. */
const topK: Assembly = (p) => {
  p.expect("(");
  const operands = [p.operand()];
  const own: [string, Attribute][] = [];
  while (p.eat(",")) {
    const key = p.name("'k'");
    p.expect("=");
    own.push([key, p.attribute()]);
  }
  p.expect(")");
  const attributes = attributesOf(own, p.optionalDictionary());
  return { operands, attributes, regions: noRegions, resultTypes: p.signature(operands) };
};

/** Operations of StableHLO's own test modules: `%0, dense<…>`, or `%0, %1, key = value : types` without results. */
const expectation: Assembly = (p) => {
  const operands = [p.operand()];
  const own: [string, Attribute][] = [];
  while (p.eat(",")) {
    if (p.isOperand()) operands.push(p.operand());
    else {
      const key = p.isName() && !p.is("dense") ? p.name("a clause") : "value";
      if (key !== "value") p.expect("=");
      own.push([key, p.attribute()]);
    }
  }
  const attributes = attributesOf(own, p.optionalDictionary());
  if (p.is(":")) p.signature(operands, "none");
  return { operands, attributes, regions: noRegions, resultTypes: [] };
};

const dims = (attribute: string): Clauses => ({ dims: [attribute, numbers] });

const table: Readonly<Record<string, Assembly>> = {
  "builtin.module": moduleAssembly,
  "func.func": functionAssembly,
  "func.call": calling("callee"),
  "func.return": returning,
  "stablehlo.return": returning,
  "sdy.return": returning,
  "arith.constant": constant,
  "stablehlo.constant": constant,
  "chlo.constant": constant,
  "stablehlo.compare": compare,
  "stablehlo.slice": slice,
  "stablehlo.dot_general": dotGeneral,
  "stablehlo.convolution": convolution,
  "stablehlo.custom_call": calling("call_target_name"),
  "stablehlo.composite": composite,
  "stablehlo.reduce": reduceAssembly,
  "stablehlo.while": whileAssembly,
  "stablehlo.reduce_precision": reducePrecision,
  "stablehlo.get_tuple_element": getTupleElement,
  "stablehlo.optimization_barrier": barrier,
  "chlo.top_k": topK,
  "chlo.scan": scanAssembly,
  "stablehlo.iota": withClauses({ dim: ["iota_dimension", number] }),
  "stablehlo.dynamic_iota": withClauses({ dim: ["iota_dimension", number] }),
  "stablehlo.broadcast_in_dim": withClauses(dims("broadcast_dimensions")),
  "stablehlo.dynamic_broadcast_in_dim": withClauses(dims("broadcast_dimensions")),
  "stablehlo.broadcast": withClauses({ sizes: ["broadcast_sizes", numbers] }),
  "stablehlo.transpose": withClauses(dims("permutation")),
  "stablehlo.reverse": withClauses(dims("dimensions")),
  "stablehlo.dynamic_slice": withClauses({ sizes: ["slice_sizes", numbers] }),
  "stablehlo.pad": withClauses({
    low: ["edge_padding_low", numbers],
    high: ["edge_padding_high", numbers],
    interior: ["interior_padding", numbers],
  }),
  "stablehlo.concatenate": withClauses({ dim: ["dimension", number] }),
  "stablehlo.get_dimension_size": withClauses({ dim: ["dimension", number] }),
  "stablehlo.set_dimension_size": withClauses({ dim: ["dimension", number] }),
  "stablehlo.dot": withClauses({ precision: ["precision_config", precision] }),
  "stablehlo.cholesky": withClauses({ lower: ["lower", any] }),
  "stablehlo.einsum": withClauses({ config: ["einsum_config", any] }),
  "stablehlo.unary_einsum": withClauses({ config: ["einsum_config", any] }),
  "stablehlo.fft": withClauses({ type: ["fft_type", enumerator("fft_type")], length: ["fft_length", numbers] }),
  "stablehlo.rng": withClauses({ distribution: ["rng_distribution", enumerator("rng_distribution")] }),
  "stablehlo.rng_bit_generator": withClauses({ algorithm: ["rng_algorithm", enumerator("rng_algorithm")] }),
  "stablehlo.after_all": plain,
  "stablehlo.tuple": withClauses({}, "only"),
  "stablehlo.complex": withClauses({}, "only"),
  ...shardyAssemblies,
};

/** The reader of the pretty form of operation `name`; undefined if only its generic form is known. */
export function assemblyOf(name: string): Assembly | undefined {
  if (Object.hasOwn(table, name)) return table[name];
  if (name.startsWith("check.")) return expectation;
  // Elementwise ops and others that have only operands and types.
  return name.startsWith("stablehlo.") || name.startsWith("chlo.") ? plain : undefined;
}
