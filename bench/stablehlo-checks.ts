/**
 * @file The `check` dialect of StableHLO's own test modules: functions whose checks are turned into outputs, and the
 * comparison of these outputs with what is expected.
 */
import type { Attribute, Attributes, Module, Operation, Value } from "../src/frontends/stablehlo/ast.ts";
import { noAttributes } from "../src/frontends/stablehlo/parser/attribute-parser.ts";
import { decode } from "../src/ir/evaluate/data.ts";
import type { Graph } from "../src/ir/graph.ts";
import { bytesPerElement, type DType, isFloat, type TensorData, viewData } from "../src/ir/types.ts";

/** What one check demands of a result and its expected value, which are neighbours among the outputs. */
export interface Expectation {
  readonly kind: "equal" | "almost" | "close";
  /** Largest difference of an `almost` check, largest distance in units of the last place of a `close` one. */
  readonly tolerance: number;
}

export interface CheckedFunction {
  readonly name: string;
  /** The module with this function as `main`; its results are pairs of a result and what is expected. */
  readonly module: Module;
  readonly expectations: readonly Expectation[];
}

const numberIn = (attributes: Attributes, key: string, otherwise: number): number => {
  const found = attributes.get(key);
  return found?.kind === "integer" || found?.kind === "float" ? Number(found.value) : otherwise;
};

/** `check.expect_eq` of an operation in either spelling; undefined for other operations. */
function checkOf({ name, attributes }: Operation): string | undefined {
  const target = name === "stablehlo.custom_call" ? attributes.get("call_target_name") : undefined;
  const called = target?.kind === "string" ? target.value : name;
  return called.startsWith("check.") ? called : undefined;
}

function expectationOf(check: string, attributes: Attributes): Expectation {
  if (/^check\.(expect_)?(serialized_)?eq(_const)?$/.test(check)) return { kind: "equal", tolerance: 0 };
  if (check.startsWith("check.expect_almost_eq"))
    return { kind: "almost", tolerance: numberIn(attributes, "tolerance", 1e-4) };
  if (check === "check.expect_close")
    return { kind: "close", tolerance: numberIn(attributes, "max_ulp_difference", 3) };
  throw new Error(`${check} is not known`);
}

/** A constant of the expected value of a check that names it. */
function constantOf(value: Attribute, offset: number): Operation {
  if (value.kind !== "dense") throw new Error("a check has no dense value");
  const result: Value = { type: value.type, name: "%expected", index: 0 };
  const attributes = new Map([["value", value]]);
  return { name: "stablehlo.constant", operands: [], results: [result], attributes, regions: [], offset };
}

/** The operations that take both parts of two complex values, real parts first; none of real values. */
function partsOf(values: readonly Value[], offset: number): Operation[] {
  const [{ type }] = values;
  const element = type.kind === "tensor" ? /^complex<(.*)>$/.exec(type.element)?.[1] : undefined;
  if (type.kind !== "tensor" || element === undefined) return [];
  return ["real", "imag"].flatMap((part) =>
    values.map((value): Operation => {
      const result: Value = { type: { ...type, element }, name: `%${part}`, index: 0 };
      const name = `stablehlo.${part}`;
      return { name, operands: [value], results: [result], attributes: noAttributes, regions: [], offset };
    }),
  );
}

/** The functions of a module that check something and can run by themselves. */
export function checkedFunctions(module: Module): CheckedFunction[] {
  return [...module.functions.values()].flatMap((func): CheckedFunction[] => {
    const operations: Operation[] = [];
    const outputs: Value[] = [];
    const expectations: Expectation[] = [];
    for (const operation of func.body?.operations ?? []) {
      const check = checkOf(operation);
      if (check === undefined) operations.push(operation);
      else {
        expectations.push(expectationOf(check, operation.attributes));
        const value = operation.attributes.get("value");
        const constant = value === undefined ? undefined : constantOf(value, operation.offset);
        if (constant) operations.push(constant);
        const pair = [operation.operands[0], constant?.results[0] ?? operation.operands[1]];
        const parts = partsOf(pair, operation.offset);
        operations.push(...parts);
        if (parts.length > 0) expectations.push(expectations.at(-1)!);
        outputs.push(...(parts.length > 0 ? parts.flatMap(({ results }) => results) : pair));
      }
    }
    if (expectations.length === 0 || func.args.length > 0) return [];
    const last = operations.pop()!;
    const body = { args: [], operations: [...operations, { ...last, operands: outputs }] };
    const results = outputs.map(({ type }) => ({ type, attributes: noAttributes }));
    const functions = new Map([...module.functions, ["main", { ...func, name: "main", body, results }]]);
    return [{ name: func.name, module: { ...module, functions }, expectations }];
  });
}

/** Numbers of units in the last place between zero and the magnitude of every element. */
function places(data: TensorData, dtype: DType): bigint[] {
  const integer = `ui${8 * bytesPerElement(dtype)}` as DType;
  const sign = 1n << BigInt(8 * bytesPerElement(dtype) - 1);
  const bits = [...viewData(integer, data.buffer, data.byteOffset, data.length)];
  return bits.map((element) => BigInt(element) & (sign - 1n));
}

/** Distance of two numbers in units of the last place, as `check.expect_close` counts it. */
function distance(x: number, y: number, xPlaces: bigint, yPlaces: bigint): number {
  if (Object.is(x, y)) return 0;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Number.POSITIVE_INFINITY;
  const isNegative = (value: number): boolean => value < 0 || Object.is(value, -0);
  if (isNegative(x) !== isNegative(y)) return Number(xPlaces + yPlaces);
  return Math.abs(Number(xPlaces - yPlaces));
}

/** Whether two numbers are within `tolerance` of each other, as `check.expect_almost_eq` has it. */
const isAlmost = (x: number, y: number, tolerance: number): boolean =>
  Object.is(x, y) || x === y || (Number.isNaN(x) && Number.isNaN(y)) || Math.abs(x - y) <= tolerance;

/**
 * Largest difference, over the largest element, that another order of summation explains: sums are rounded once here.
 */
const roundingOf: Partial<Record<DType, number>> = { f64: 1e-13, f32: 1e-5, f16: 5e-3, bf16: 3e-2 };

/** The first check that fails, in words; undefined if all hold. */
export function failureOf(
  graph: Graph,
  results: readonly TensorData[],
  expectations: readonly Expectation[],
): { readonly isNear: boolean; readonly why: string } | undefined {
  for (const [check, { kind, tolerance }] of expectations.entries()) {
    const { dtype } = graph.types[graph.outputs[2 * check].value];
    const pair = [results[2 * check], results[2 * check + 1]];
    const [found, wanted] = pair.map((data) => decode(data, dtype));
    const [foundPlaces, wantedPlaces] = isFloat(dtype) ? pair.map((data) => places(data, dtype)) : [[], []];
    const size = Array.from(wanted, (value) => Math.abs(Number(value)))
      .filter(Number.isFinite)
      .reduce((a, b) => Math.max(a, b), 0);
    for (let i = 0; i < found.length; i++) {
      const [x, y] = [found[i], wanted[i]];
      const holds =
        kind === "equal" || !isFloat(dtype)
          ? x === y || Object.is(x, y)
          : kind === "almost"
            ? isAlmost(x, y, tolerance)
            : distance(x, y, foundPlaces[i], wantedPlaces[i]) <= tolerance;
      if (holds) continue;
      const isNear = found.every(
        (value, at) =>
          Object.is(value, wanted[at]) ||
          Math.abs(Number(value) - Number(wanted[at])) <= (roundingOf[dtype] ?? 0) * size,
      );
      return {
        isNear,
        why: `check ${check} (${kind}, ${dtype}): element ${i} of ${found.length} is ${x}, expected ${y}`,
      };
    }
  }
  return undefined;
}
