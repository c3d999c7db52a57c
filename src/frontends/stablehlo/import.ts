/**
 * @file `importGraph`: a StableHLO module → a Graph. Functions are inlined and loops unrolled; the graph's inputs and
 * outputs are the arguments and results of the module's public function, by the names that the text gives them.
 */
import { InvalidConfig, InvalidGraph, Unsupported } from "../../base/errors.ts";
import { numberOf } from "../../base/units.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import type { Graph } from "../../ir/graph.ts";
import { removeDeadCode } from "../../ir/rewrites/dead-code.ts";
import { dtypes, type TensorType } from "../../ir/types.ts";
import {
  type Attributes,
  type Func,
  type Module,
  type Operation,
  partOf,
  positionOf,
  type Region,
  type Type,
  typeText,
  type Value,
} from "./ast.ts";
import { carrierOf, narrowed } from "./convert/carried.ts";
import { isOnComplex, isOnlyComplex, onComplex } from "./convert/complex.ts";
import { interleaved, split } from "./convert/complex-ports.ts";
import { contractionConversions } from "./convert/contractions.ts";
import { controlConversions } from "./convert/control.ts";
import { Conversion, type Convert, type Converter } from "./convert/conversion.ts";
import { elementwiseConversions } from "./convert/elementwise.ts";
import { Emitter, type Handle } from "./convert/emitter.ts";
import { indexingConversions } from "./convert/indexing.ts";
import { joined, partsOf as realParts } from "./convert/kept-loops.ts";
import { movementConversions } from "./convert/movement.ts";
import { formMistake } from "./convert/operation-form.ts";
import { randomConversions } from "./convert/random.ts";
import { reductionConversions } from "./convert/reductions.ts";
import { sortingConversions } from "./convert/sorting.ts";
import { triangularConversions } from "./convert/triangular.ts";
import { windowConversions } from "./convert/windows.ts";
import { constrainedParts, meshesOf, partsOf } from "./shardings.ts";
import { sourceOf } from "./source.ts";

const conversions: Readonly<Record<string, Convert>> = {
  ...elementwiseConversions,
  ...movementConversions,
  ...contractionConversions,
  ...reductionConversions,
  ...windowConversions,
  ...indexingConversions,
  ...sortingConversions,
  ...controlConversions,
  ...randomConversions,
  ...triangularConversions,
};

/** Maximum number of converted operations; operations of loops count once per iteration. */
const maxOperations = 2_000_000;

/** Maximum depth of nested calls. */
const maxCalls = 200;

/** The attributes and location of an argument. */
export interface ImportedInput {
  readonly attributes: Attributes;
  /** The output that may reuse its memory (`tf.aliasing_output`), such as an updated parameter. */
  readonly donatedTo?: number;
  /** Parts per dim that the module's sharding annotation splits it into. */
  readonly parts?: readonly number[];
}

/** Parts per dim into which the text asks a value to be split; `name` ends the scope of the op that makes it. */
export interface ShardingConstraint {
  readonly name: string;
  readonly parts: readonly number[];
  readonly shape: readonly number[];
}

export interface Imported {
  readonly graph: Graph;
  /** By input of the graph. */
  readonly inputs: readonly ImportedInput[];
  /** The sharding constraints of values inside of the module. */
  readonly constraints: readonly ShardingConstraint[];
  /** By output of the graph: whether it holds complex numbers, their two parts in the last dim. */
  readonly complexOutputs: readonly boolean[];
  /** Notes for the user: operations that were replaced by more expensive ones. */
  readonly notes: readonly string[];
  /**
   * Whether the module recomputes values in its backward pass (`jax.checkpoint`); the graph computes them once.
   */
  readonly recomputes: boolean;
}

/** An operation without a conversion: the number of its occurrences in the text, and the first one's place. */
export interface UnknownOperation {
  readonly name: string;
  readonly count: number;
  readonly first: string;
}

/** Every kind of operation in the module's functions that `importGraph` cannot convert. */
export function unknownOperations(module: Module): UnknownOperation[] {
  const unknown = new Map<string, UnknownOperation>();
  const visit = ({ operations }: Region): void => {
    for (const { name, regions, offset } of operations) {
      if (!Object.hasOwn(conversions, name) && !isOnlyComplex(name) && !name.endsWith(".return")) {
        const known = unknown.get(name) ?? { name, count: 0, first: positionOf(module, offset) };
        unknown.set(name, { ...known, count: known.count + 1 });
      }
      regions.forEach(visit);
    }
  };
  for (const { body } of module.functions.values()) if (body) visit(body);
  return [...unknown.values()];
}

/** Whether an operation makes new numbers, which have to be rounded to types that wider ones carry. */
const computes = (name: string): boolean =>
  name !== "stablehlo.convert" &&
  [elementwiseConversions, contractionConversions, reductionConversions].some((of) => Object.hasOwn(of, name));

type Place = Pick<Operation, "name" | "offset">;

class ModuleConverter implements Converter {
  emitter: Emitter;
  readonly constraints: ShardingConstraint[] = [];
  readonly notes = new Set<string>();
  hasBarrier = false;
  readonly #module: Module;
  readonly #meshes: ReturnType<typeof meshesOf>;
  readonly #outer: Emitter;
  readonly #values = new Map<Value, Handle>();
  /** The shape of the region's scalars, while it is converted for many elements at once. */
  #lift: readonly number[] = [];
  #numOperations = 0;
  #depth = 0;

  constructor(module: Module, builder: GraphBuilder) {
    this.#module = module;
    this.emitter = new Emitter(builder);
    this.#outer = this.emitter;
    this.#meshes = meshesOf(module);
  }

  where({ name, offset }: Place): string {
    return `${positionOf(this.#module, offset)}: ${name}`;
  }

  note(text: string, at: Place): void {
    this.notes.add(`${this.where(at)}: ${text}`);
  }

  tensorType(type: Type, at: Pick<Operation, "name" | "offset">): TensorType {
    const where = `${positionOf(this.#module, at.offset)}: ${at.name}`;
    if (type.kind !== "tensor")
      throw new Unsupported(where, `has a value of type ${typeText(type)}; values must be tensors`);
    if (type.shape.includes(-1)) {
      throw new Unsupported(
        where,
        `has a value of type ${typeText(type)}; sizes must be known, so lower the step with fixed shapes`,
      );
    }
    const dtype = dtypes.find((known) => known === type.element) ?? carrierOf(type.element);
    if (dtype === undefined) {
      throw new Unsupported(where, `has elements of type ${type.element}; they can be ${dtypes.join(", ")}`);
    }
    return { shape: type.shape.length === 0 ? this.#lift : type.shape, dtype };
  }

  region(region: Region, args: readonly Handle[], at: Place): readonly Handle[] {
    if (region.args.length !== args.length)
      throw new InvalidConfig(
        this.where(at),
        `passes ${numberOf(args.length, "value")} to a block with ${numberOf(region.args.length, "argument")}; make them as many`,
      );
    // A loop without operations must end too.
    this.#countOperation(at);
    region.args.forEach((value, i) => {
      this.#values.set(value, args[i]);
    });
    for (const operation of region.operations) {
      if (operation.name.endsWith(".return")) return this.#operandsOf(operation);
      this.#convert(operation);
    }
    return [];
  }

  outside(regions: readonly Region[], at: Operation): readonly [Value, Handle][] {
    return freeValues(regions).map((value) => [value, this.#handleOf(value, at)]);
  }

  graph(region: Region, args: readonly Handle[], outside: readonly [Value, Handle][], at: Operation): Graph {
    const { emitter } = this;
    const builder = new GraphBuilder(at.name);
    this.emitter = new Emitter(builder);
    this.emitter.folds = true;
    const inputs = (values: readonly Handle[]): Handle[] => {
      const parts = realParts(values).map(({ type }, i) => this.emitter.input(`value${i}`, type));
      return joined(values, parts);
    };
    const own = inputs(args);
    const unknown = outside.filter(([, { known }]) => !known);
    const captured = inputs(unknown.map(([, value]) => value));
    for (const [value, { type, known }] of outside) if (known) this.#values.set(value, { type, known });
    unknown.forEach(([value], i) => {
      this.#values.set(value, captured[i]);
    });
    const results = realParts(this.region(region, own, at)).map((value) => this.emitter.id(value));
    this.emitter = emitter;
    for (const [value, handle] of outside) this.#values.set(value, handle);
    return removeDeadCode(builder.finish(results.map((value, i) => ({ value, name: `result${i}` }))));
  }

  lifted(region: Region, args: readonly Handle[], shape: readonly number[], at: Place): readonly Handle[] {
    const outer = this.#lift;
    this.#lift = shape;
    const results = this.region(region, args, at);
    this.#lift = outer;
    return results;
  }

  #countOperation(at: Place): void {
    if (++this.#numOperations > maxOperations)
      throw new Unsupported(this.where(at), `the loops around it unroll to more than ${maxOperations} operations`);
  }

  #operandsOf(operation: Operation): Handle[] {
    return operation.operands.map((value) => this.#handleOf(value, operation));
  }

  #handleOf(value: Value, at: Operation): Handle {
    const handle = this.#values.get(value);
    if (handle) return handle;
    throw new InvalidConfig(this.where(at), "uses a value that is not computed before it in its block");
  }

  call(name: string, args: readonly Handle[], at: Operation): readonly Handle[] {
    const callee = this.#module.functions.get(name);
    if (!callee?.body) throw new Unsupported(this.where(at), `calls @${name}, which the module does not define`);
    if (++this.#depth > maxCalls)
      throw new Unsupported(this.where(at), `calls @${name} within more than ${maxCalls} calls`);
    const { scope } = this.emitter;
    if (at.location?.name === undefined) this.emitter.scope = scope === undefined ? name : `${scope}/${name}`;
    const results = this.region(callee.body, args, at);
    this.emitter.scope = scope;
    this.#depth--;
    return results;
  }

  #convert(operation: Operation): void {
    this.#countOperation(operation);
    const isKnown = Object.hasOwn(conversions, operation.name) || isOnlyComplex(operation.name);
    if (!isKnown) {
      throw new Unsupported(
        this.where(operation),
        "has no form in the op set of alpa-js; compute it with other operations",
        {
          operation: operation.name,
        },
      );
    }
    // jax.checkpoint puts a barrier before recomputed ops, so that they are not merged with the equal ops before it.
    this.hasBarrier ||= operation.name === "stablehlo.optimization_barrier";
    const mistake = formMistake(operation);
    if (mistake !== undefined) throw new InvalidConfig(this.where(operation), mistake);
    const operands = this.#operandsOf(operation);
    const { scope, builder } = this.emitter;
    const { source } = builder;
    const { location } = operation;
    const name = location?.name;
    if (name !== undefined && operation.regions.length === 0) this.emitter.scope = scopeOf(scope, name);
    if (location) builder.source = sourceOf(location) ?? source;
    const results = this.#results(operation, operands);
    this.emitter.scope = scope;
    builder.source = source;
    if (results.length !== operation.results.length)
      throw new InvalidConfig(
        this.where(operation),
        `is written with ${numberOf(operation.results.length, "result")}, and has ${results.length}`,
      );
    operation.results.forEach((value, i) => {
      const part = partOf(value.type);
      const { shape, dtype } = this.tensorType(part ?? value.type, operation);
      const found = results[i].type;
      if (found.dtype !== dtype || `${found.shape}` !== `${shape}` || !part !== !results[i].complex) {
        throw new InvalidConfig(
          this.where(operation),
          `is written with a result of type ${typeText(value.type)}, but it has the shape [${found.shape}] and ${found.dtype} elements`,
        );
      }
      this.#values.set(value, results[i]);
    });
    this.#constrain(operation, results[0]);
  }

  /** Notes the sharding that an operation asks of its result, and marks the op that makes it. */
  #constrain(operation: Operation, value: Handle | undefined): void {
    const parts = constrainedParts(operation, this.#meshes);
    if (!parts || !value || value.complex || value.id === undefined || this.emitter !== this.#outer) return;
    const name = `sharding.${this.constraints.length}`;
    if (this.emitter.builder.mark(value.id, name)) this.constraints.push({ name, parts, shape: value.type.shape });
  }

  #results(operation: Operation, operands: readonly Handle[]): readonly Handle[] {
    try {
      const convert = isOnComplex(operation, operands) ? onComplex : conversions[operation.name];
      const results = convert(new Conversion(this, operation, operands));
      if (!computes(operation.name)) return results;
      return results.map((result, i) => {
        const type = operation.results[i]?.type;
        const isCarried = type?.kind === "tensor" && carrierOf(type.element) !== undefined;
        return isCarried ? narrowed(this.emitter, result, type.element) : result;
      });
    } catch (error) {
      if (!(error instanceof InvalidGraph)) throw error;
      throw new InvalidConfig(this.where(operation), error.message, error.details);
    }
  }
}

/** The values that regions use and do not define, each once. */
function freeValues(regions: readonly Region[]): Value[] {
  const [defined, used] = [new Set<Value>(), new Set<Value>()];
  const visit = ({ args, operations }: Region): void => {
    for (const value of args) defined.add(value);
    for (const { operands, results, regions: inner } of operations) {
      for (const value of operands) used.add(value);
      for (const value of results) defined.add(value);
      inner.forEach(visit);
    }
  };
  regions.forEach(visit);
  return [...used].filter((value) => !defined.has(value));
}

/**
 * The scope of an operation called `name`. For JAX's names, such as `jit(step)/jvp()/dot_general`, it is the path
 * without the last part.
 */
function scopeOf(outer: string | undefined, name: string): string | undefined {
  const loop = /loop\[.*$/.exec(outer ?? "")?.[0];
  const parts = /^\w+\(/.test(name) ? name.split("/").slice(0, -1) : [name];
  const scope = loop === undefined ? parts.join("/") : [...parts, loop].join("/");
  return scope === "" ? outer : scope;
}

/** The module's entry function: `main`, otherwise the only public function. */
function entryOf(module: Module): Func {
  const funcs = [...module.functions.values()].filter(({ body }) => body !== undefined);
  const publicFuncs = funcs.filter(({ isPublic }) => isPublic);
  const entry = module.functions.get("main") ?? (publicFuncs.length === 1 ? publicFuncs[0] : undefined);
  if (entry?.body) return entry;
  const names = publicFuncs.map(({ name }) => `@${name}`);
  throw new InvalidConfig(
    module.source,
    `needs a function @main, or one public function; it has ${names.join(", ") || "none"}`,
  );
}

/** Notes which arguments or results have a type that a wider one carries. */
function noteCarried(converter: ModuleConverter, at: Place, types: readonly Type[], what: string): void {
  types.forEach((type, i) => {
    const carrier = type.kind === "tensor" ? carrierOf(type.element) : undefined;
    if (carrier !== undefined)
      converter.note(`${what} ${i} of type ${typeText(type)} has ${carrier} elements here`, at);
  });
}

/** Outputs by the arguments that they may overwrite. */
function donation(attributes: Attributes): { donatedTo?: number } {
  const alias = attributes.get("tf.aliasing_output");
  return alias?.kind === "integer" ? { donatedTo: Number(alias.value) } : {};
}

/** `names`, with a number appended to repeated ones. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name}#${count}`;
  });
}

/**
 * Converts a module.
 * @throws Unsupported with the place and name of an operation or type that alpa-js cannot represent
 * @throws InvalidConfig for operations whose types and attributes contradict each other
 */
export function importGraph(module: Module): Imported {
  const entry = entryOf(module);
  const meshes = meshesOf(module);
  const builder = new GraphBuilder(module.name ?? entry.name);
  const converter = new ModuleConverter(module, builder);
  const at = { name: `@${entry.name}`, offset: entry.offset };
  const names = distinct(entry.args.map(({ value }, i) => value.location?.name ?? `arg${i}`));
  const inputs = entry.args.map(({ value }, i) => {
    const part = partOf(value.type);
    if (part === undefined) return converter.emitter.input(names[i], converter.tensorType(value.type, at));
    const { shape, dtype } = converter.tensorType(part, at);
    return split(converter.emitter, converter.emitter.input(names[i], { shape: [...shape, 2], dtype }));
  });
  const outputs = converter.region(entry.body!, inputs, at);
  noteCarried(
    converter,
    at,
    entry.args.map(({ value }) => value.type),
    "argument",
  );
  noteCarried(
    converter,
    at,
    entry.results.map(({ type }) => type),
    "result",
  );
  if (outputs.length !== entry.results.length)
    throw new InvalidConfig(
      converter.where(at),
      `returns ${numberOf(outputs.length, "value")}, and is written with ${numberOf(entry.results.length, "result")}`,
    );
  const resultNames = distinct(
    entry.results.map(({ attributes }, i) => {
      const info = attributes.get("jax.result_info");
      return info?.kind === "string" && info.value !== "" ? info.value : `result[${i}]`;
    }),
  );
  const ports = outputs.map((value, i) => ({
    value: converter.emitter.id(interleaved(converter.emitter, value)),
    name: resultNames[i],
  }));
  return {
    graph: removeDeadCode(builder.finish(ports)),
    inputs: entry.args.map(({ attributes }, i): ImportedInput => {
      const parts = partsOf(attributes, entry.args[i].value.type, meshes);
      return { attributes, ...donation(attributes), ...(parts && { parts }) };
    }),
    constraints: converter.constraints,
    complexOutputs: entry.results.map(({ type }) => partOf(type) !== undefined),
    notes: [...converter.notes],
    recomputes: converter.hasBarrier,
  };
}
