/**
 * @file A graph as StableHLO text, with Shardy's mesh and shardings when placements are given. The text is what XLA,
 * JAX and the StableHLO tools read; a per-device graph is printed with its collectives.
 */
import { InvalidConfig } from "../base/errors.ts";
import type { Graph, Op, ValueId } from "./graph.ts";
import type { Reducer } from "./ops.ts";
import type { PrintMesh } from "./print/collectives.ts";
import { identityText } from "./print/literals.ts";
import { type PrintContext, type Spelling, spellings } from "./print/ops.ts";
import { type DType, typeText } from "./types.ts";

/**
 * The sharding of a value: the axes that split each dim, major first, and the axes over which the value is partial.
 */
export interface PrintPlacement {
  readonly dims: readonly (readonly string[])[];
  readonly partial: readonly string[];
  readonly reducer?: Reducer;
}

export interface PrintOptions {
  /** The mesh whose axes placements and collectives name. */
  readonly mesh?: PrintMesh;
  /**
   * Placement of a value, or undefined to leave it to the compiler. With placements the module is the whole
   * computation, to be partitioned over the mesh; without, it is what every device of the mesh runs, each a replica.
   */
  readonly placementOf?: (value: ValueId) => PrintPlacement | undefined;
  /**
   * What the devices are to the collectives of a per-device module: replicas (default), each with a copy of the
   * program; or partitions of one program, as JAX compiles the body of a `shard_map`. The text for partitions is only
   * the function: it has no names of arguments, results and scopes, so that equal functions are equal texts.
   */
  readonly devices?: "replicas" | "partitions";
  /** Whether ops have the lines of the sources that they come from. Default: false. */
  readonly hasLines?: boolean;
  /** The number in the names of each op's results (`%7` for 7). Optional; defaults to the op's position. */
  readonly opNumbers?: readonly number[];
}

const quoted = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(", ");

/** `<@mesh, [{"x"}, {}]>`; undefined for a sharding that Shardy cannot express, such as partial maxima. */
function shardingText(placement: PrintPlacement | undefined, mesh: PrintMesh): string | undefined {
  if (!placement) return undefined;
  const { dims, partial, reducer = "add" } = placement;
  if (partial.length > 0 && reducer !== "add") return undefined;
  // Shardy requires these in the order of the mesh's axes.
  const ordered = mesh.axes.map(({ name }) => name).filter((name) => partial.includes(name));
  const terms = partial.length === 0 ? "" : `, unreduced={${quoted(ordered)}}`;
  return `<@mesh, [${dims.map((axes) => `{${quoted(axes)}}`).join(", ")}]${terms}>`;
}

/** The name in a form that MLIR accepts after `@`. */
const symbol = (name: string): string => (/^[A-Za-z_][\w$.]*$/.test(name) ? name : JSON.stringify(name));

/**
 * @param options.mesh         needed for placements and for graphs with collectives
 * @param options.placementOf  adds `sdy.sharding` to arguments, results and ops
 */
export function printGraph(graph: Graph, options: PrintOptions = {}): string {
  const { mesh, devices = "replicas", opNumbers = graph.ops.map((_, index) => index) } = options;
  const arePartitions = devices === "partitions";
  const sharding = (value: ValueId) => (mesh ? shardingText(options.placementOf?.(value), mesh) : undefined);
  const identities = new Map<string, string>();
  let numFresh = 0;
  let numChannels = 0;
  const shared = {
    identity(reducer: Reducer, dtype: DType) {
      const text = `stablehlo.constant ${identityText(reducer, dtype)} : ${typeText({ shape: [], dtype })}`;
      if (!identities.has(text)) identities.set(text, `%init${identities.size}`);
      return identities.get(text)!;
    },
    fresh: () => `%t${numFresh++}`,
    mesh() {
      if (mesh) return mesh;
      throw new InvalidConfig(`print ${graph.name}`, "the graph has collectives; give the mesh whose axes they name");
    },
    deviceId: arePartitions ? ("partition_id" as const) : ("replica_id" as const),
    channel() {
      return arePartitions
        ? `channel_handle = #stablehlo.channel_handle<handle = ${++numChannels}, type = 1>`
        : undefined;
    },
  };

  /** The names of a graph's values, whose inputs have the names `inputs`, and the lines of its ops. */
  const written = (
    { ops, types, inputs: ports }: Graph,
    inputs: readonly string[],
    nameOf: (index: number) => string,
    shardingOf: (value: ValueId) => string | undefined,
  ): { names: readonly string[]; lines: readonly string[] } => {
    const names: string[] = [];
    ports.forEach(({ value }, i) => {
      names[value] = inputs[i];
    });
    ops.forEach(({ results }, index) => {
      results.forEach((result, position) => {
        names[result] = results.length === 1 ? nameOf(index) : `${nameOf(index)}#${position}`;
      });
    });
    const context: PrintContext = {
      ...shared,
      name: (value) => names[value],
      type: (value) => types[value],
      region(inner, args, prefix) {
        const { names: innerNames, lines } = written(
          inner,
          args,
          (index) => `${prefix}${index}`,
          () => undefined,
        );
        const outputs = inner.outputs.map(({ value }) => innerNames[value]).join(", ");
        const outputTypes = inner.outputs.map(({ value }) => typeText(inner.types[value])).join(", ");
        return [...lines, `stablehlo.return ${outputs} : ${outputTypes}`];
      },
    };
    const lines = ops.flatMap((op, index) => {
      const spelling = (spellings[op.kind] as (op: Op, context: PrintContext) => Spelling)(op, context);
      const location = arePartitions ? undefined : locationText(op, options.hasLines ?? false);
      return opLines(op, nameOf(index), spelling, op.results.map(shardingOf), location);
    });
    return { names, lines };
  };
  const argNames = graph.inputs.map((_, index) => `%arg${index}`);
  const { names, lines: body } = written(graph, argNames, (index) => `%${opNumbers[index]}`, sharding);
  const inits = [...identities].map(([text, name]) => `${name} = ${text}`);

  const args = graph.inputs.map(({ value, name }, index) => {
    const placed = sharding(value);
    const attributes = placed ? ` {sdy.sharding = #sdy.sharding${placed}}` : "";
    const location = arePartitions ? "" : ` loc(${JSON.stringify(name)})`;
    return `%arg${index}: ${typeText(graph.types[value])}${attributes}${location}`;
  });
  const results = graph.outputs.map(({ value, name }) => {
    const placed = sharding(value);
    if (arePartitions) return typeText(graph.types[value]);
    const attributes = [`jax.result_info = ${JSON.stringify(name)}`];
    if (placed) attributes.push(`sdy.sharding = #sdy.sharding${placed}`);
    return `${typeText(graph.types[value])} {${attributes.join(", ")}}`;
  });
  const outputs = graph.outputs.map(({ value }) => names[value]).join(", ");
  const outputTypes = graph.outputs.map(({ value }) => typeText(graph.types[value])).join(", ");

  return [
    arePartitions ? "module {" : `module @${symbol(graph.name)}${moduleAttributes(options)} {`,
    ...(mesh && !arePartitions
      ? [`  sdy.mesh @mesh = <[${mesh.axes.map(({ name, size }) => `${quoted([name])}=${size}`).join(", ")}]>`]
      : []),
    `  func.func public @main(${args.join(", ")}) -> (${results.join(", ")}) {`,
    ...[...inits, ...body].map((line) => `    ${line}`),
    outputs ? `    return ${outputs} : ${outputTypes}` : "    return",
    "  }",
    "}",
    "",
  ].join("\n");
}

function moduleAttributes({ mesh, placementOf }: PrintOptions): string {
  if (!mesh) return "";
  const numDevices = mesh.axes.reduce((product, { size }) => product * size, 1);
  const [partitions, replicas] = placementOf ? [numDevices, 1] : [1, numDevices];
  return ` attributes {mhlo.num_partitions = ${partitions} : i32, mhlo.num_replicas = ${replicas} : i32}`;
}

/** `"scope"("step.ts":12:0)`: the scope of an op and its line, of the user's own file if another one calls it. */
function locationText({ scope, source }: Op, hasLines: boolean): string | undefined {
  const name = scope && JSON.stringify(scope);
  const [, file, line] = (hasLines && source && /^(.*?):(\d+)(?: through |$)/.exec(source)) || [];
  if (file === undefined) return name;
  const place = `${JSON.stringify(file)}:${line}:0`;
  return name ? `${name}(${place})` : place;
}

/** The lines of one op: the lines of helper ops, then `%result = head {attributes} tail loc(location)`. */
function opLines(
  op: Op,
  name: string,
  spelling: Spelling,
  placed: readonly (string | undefined)[],
  location: string | undefined,
): string[] {
  const result = op.results.length === 1 ? name : `${name}:${op.results.length}`;
  const attributes = [...(spelling.attributes ?? [])];
  if (placed.every((text) => text !== undefined)) {
    attributes.push(`sdy.sharding = #sdy.sharding_per_value<[${placed.join(", ")}]>`);
  }
  const dictionary = attributes.length === 0 ? "" : ` {${attributes.join(", ")}}`;
  const place = location ? ` loc(${location})` : "";
  return [...(spelling.before ?? []), `${result} = ${spelling.head}${dictionary}${spelling.tail}${place}`];
}
