/**
 * @file Operations that contain or call others: loops (unrolled), conditionals, calls, composites, and known custom
 * calls.
 */
import type { Region } from "../ast.ts";
import type { Conversion, Convert } from "./conversion.ts";
import { elementwiseConversions } from "./elementwise.ts";
import type { Handle } from "./emitter.ts";
import { householderCalls } from "./householder.ts";
import { keepLoop } from "./kept-loops.ts";
import { sortingConversions } from "./sorting.ts";
import { triangularCalls } from "./triangular.ts";

/** Unrolls a loop whose condition follows from constants, as in a scan or a counted loop; keeps any other whole. */
const loop: Convert = (conversion) => {
  const { converter, emitter, operands, operation } = conversion;
  const [condition, body] = operation.regions;
  let values: readonly Handle[] = operands;
  const { scope, folds } = emitter;
  emitter.folds = true;
  // Values of an earlier step, of the last power of two: if they come again, so do all that follow (Brent's algorithm).
  let earlier: readonly Handle[] | undefined;
  for (let step = 0; ; step++) {
    const [goesOn] = converter.region(condition, values, operation).map((value) => emitter.number(value));
    if (goesOn === undefined) {
      Object.assign(emitter, { scope, folds });
      return keepLoop(conversion);
    }
    if (goesOn === 0) break;
    emitter.scope = scope === undefined ? `loop[${step}]` : `${scope}/loop[${step}]`;
    if ((step & (step - 1)) === 0) earlier = values;
    values = converter.region(body, values, operation);
    if (earlier?.every((value, i) => isSameKnown(value, values[i])))
      throw conversion.unsupported("never ends: the values that its condition can read come again; count its steps");
  }
  emitter.scope = scope;
  emitter.folds = folds;
  return values;
};

/** Whether both values are unknown, or known to have the same elements. */
function isSameKnown(x: Handle, y: Handle): boolean {
  if (x.complex && y.complex) return x.complex.every((part, i) => isSameKnown(part, y.complex![i]));
  const [a, b] = [x.known, y.known];
  if (a === b) return true;
  return a?.isSplat === b?.isSplat && a?.data.length === b?.data.length && `${a?.data}` === `${b?.data}`;
}

/**
 * CHLO's scan: the region maps one slice of every input and the carried values to one slice of every output and the
 * next carried values. Unrolled.
 */
const scan: Convert = (conversion) => {
  const { converter, emitter, operands, operation } = conversion;
  const [count] = conversion.numbers("operandSegmentSizes", [operands.length / 2]);
  const dim = conversion.integer("dimension");
  const [inputs, inits] = [operands.slice(0, count), operands.slice(count)];
  const length = inputs[0].type.shape[dim];
  const isReversed = conversion.integer("is_reverse", 0) !== 0;
  const { scope } = emitter;
  const rows: (readonly Handle[])[] = [];
  let carried: readonly Handle[] = inits;
  for (let step = 0; step < length; step++) {
    const at = isReversed ? length - 1 - step : step;
    emitter.scope = scope === undefined ? `loop[${step}]` : `${scope}/loop[${step}]`;
    const slices = inputs.map((input) => {
      const { shape } = input.type;
      const start = shape.map((_, d) => (d === dim ? at : 0));
      const limit = shape.map((size, d) => (d === dim ? at + 1 : size));
      return emitter.reshape(emitter.slice(input, start, limit), shape.toSpliced(dim, 1));
    });
    const results = converter.region(operation.regions[0], [...slices, ...carried], operation);
    carried = results.slice(results.length - inits.length);
    rows[at] = results.slice(0, results.length - inits.length);
  }
  emitter.scope = scope;
  const outputs = (rows[0] ?? []).map((_, i) => {
    const parts = rows.map((row) => emitter.reshape(row[i], row[i].type.shape.toSpliced(dim, 0, 1)));
    return parts.length === 1 ? parts[0] : emitter.op("concatenate", parts, { dim });
  });
  return [...outputs, ...carried];
};

/** The branch that `choice` selects. If `choice` is unknown, computes every branch and selects the results. */
function choose(
  conversion: Conversion,
  branches: readonly Region[],
  isBranch: (index: number) => Handle,
): readonly Handle[] {
  const { converter, emitter, operation } = conversion;
  const known = branches.map((_, index) => (index === branches.length - 1 ? 1 : emitter.number(isBranch(index))));
  const first = known.indexOf(1);
  if (known.slice(0, first).every((isChosen) => isChosen === 0))
    return converter.region(branches[first], [], operation);
  converter.note("every branch is computed, and the results of one are taken", operation);
  const results = branches.map((branch) => converter.region(branch, [], operation));
  return results.at(-1)!.map((last, position) => {
    let value = last;
    for (let index = branches.length - 2; index >= 0; index--) {
      const condition = emitter.broadcast(isBranch(index), value.type.shape, []);
      value = emitter.op("select", [condition, results[index][position], value], {});
    }
    return value;
  });
}

/** Branch number `operand`; the last one if there is no such branch. */
const choice: Convert = (conversion) => {
  const { emitter, operands, operation } = conversion;
  const [index] = operands;
  return choose(conversion, operation.regions, (branch) =>
    emitter.op("compare", [index, emitter.splat(branch, index.type)], { direction: "EQ" }),
  );
};

const condition: Convert = (conversion) =>
  choose(conversion, conversion.operation.regions, () => conversion.operands[0]);

const call: Convert = (conversion) => {
  const { converter, operands, operation } = conversion;
  return converter.call(conversion.text("callee"), operands, operation);
};

/** A composite is replaced by its decomposition. */
const composite: Convert = (conversion) => {
  const { converter, operands, operation } = conversion;
  return converter.call(conversion.text("decomposition"), operands, operation);
};

const identity: Convert = ({ operands }) => operands;

/** Custom calls by target: annotations, and CHLO's functions as older versions of JAX spell them. */
const customCalls: Readonly<Record<string, Convert>> = {
  ...triangularCalls,
  ...householderCalls,
  Sharding: identity,
  annotate_device_placement: identity,
  "mhlo.topk": sortingConversions["chlo.top_k"],
  "mhlo.erf": elementwiseConversions["chlo.erf"],
  "mhlo.tan": elementwiseConversions["stablehlo.tan"],
  "mhlo.asin": elementwiseConversions["chlo.asin"],
  "mhlo.acos": elementwiseConversions["chlo.acos"],
  "mhlo.atan": elementwiseConversions["chlo.atan"],
  "mhlo.sinh": elementwiseConversions["chlo.sinh"],
  "mhlo.cosh": elementwiseConversions["chlo.cosh"],
  "mhlo.asinh": elementwiseConversions["chlo.asinh"],
  "mhlo.acosh": elementwiseConversions["chlo.acosh"],
  "mhlo.atanh": elementwiseConversions["chlo.atanh"],
};

const customCall: Convert = (conversion) => {
  const target = conversion.text("call_target_name");
  if (!Object.hasOwn(customCalls, target)) {
    throw conversion.unsupported(
      `calls ${target}, code outside of the module; compute it outside of the step, or with array operations`,
    );
  }
  return customCalls[target](conversion);
};

/** The results of a collective over one device (`shard_map` over one device): its own operands. */
const amongOne: Convert = (conversion) => {
  const groups = conversion.attribute("replica_groups");
  const size = groups?.kind === "dense" ? (groups.type.shape[1] ?? 0) : 0;
  if (size !== 1)
    throw conversion.unsupported(
      `combines values of ${size} devices; lower the step for one device, its plan says how many share the work`,
    );
  return conversion.operands;
};

/** In a module for one device, the device's number is 0. */
const deviceNumber: Convert = (conversion) => [conversion.emitter.splat(0, conversion.type())];

export const controlConversions: Readonly<Record<string, Convert>> = {
  "stablehlo.while": loop,
  "chlo.scan": scan,
  "stablehlo.case": choice,
  "stablehlo.if": condition,
  "func.call": call,
  "stablehlo.composite": composite,
  "stablehlo.custom_call": customCall,
  ...Object.fromEntries(
    ["all_reduce", "all_gather", "reduce_scatter", "all_to_all"].map((name) => [`stablehlo.${name}`, amongOne]),
  ),
  "stablehlo.partition_id": deviceNumber,
  "stablehlo.replica_id": deviceNumber,
};
