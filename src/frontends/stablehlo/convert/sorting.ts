/** @file `sort` by comparators that order one key or several, ascending or descending, and `top_k`. */
import { isFloat } from "../../../ir/types.ts";
import type { Region } from "../ast.ts";
import type { Conversion, Convert } from "./conversion.ts";
import type { Handle } from "./emitter.ts";
import { evaluateRegion, samplesOf } from "./regions.ts";
import { totalOrderKey } from "./total-order.ts";

/** A key of a sort: its operand and direction. */
interface Key {
  readonly operand: number;
  readonly isDescending: boolean;
}

/**
 * Operations of comparators. Comparisons in total order are read as comparisons by value, which differ only in the sign
 * of zero.
 */
function ordering(region: Region): Region {
  const operations = region.operations.map((operation) => {
    if (!operation.attributes.has("compare_type")) return operation;
    const attributes = new Map(operation.attributes);
    attributes.delete("compare_type");
    return { ...operation, attributes };
  });
  return { ...region, operations };
}

/** The sort keys of the comparator, most important first; undefined for other regions. */
function keysOf(conversion: Conversion, region: Region): readonly Key[] | undefined {
  const { operands } = conversion;
  const count = operands.length;
  const samples = operands.map(({ type }) => samplesOf(type.dtype).filter((value) => !Number.isNaN(value)));
  /** Whether the comparator orders a row before another. */
  const isLess = (a: readonly number[], b: readonly number[]): boolean | undefined => {
    const found = evaluateRegion(
      conversion,
      region,
      a.flatMap((value, i) => [value, b[i]]),
    );
    return found === undefined ? undefined : found[0] !== 0;
  };
  const base = samples.map((values) => values[1] ?? values[0]);
  const keys: Key[] = [];
  for (let operand = 0; operand < count; operand++) {
    const [low, high] = [samples[operand][0], samples[operand].at(-1)!];
    const row = (value: number) => base.map((other, i) => (i === operand ? value : other));
    const [up, down] = [isLess(row(low), row(high)), isLess(row(high), row(low))];
    if (up === undefined || down === undefined) return undefined;
    if (up !== down) keys.push({ operand, isDescending: down });
  }
  for (const order of permutations(keys)) if (agrees(samples, order, isLess)) return order;
  return undefined;
}

/** Candidate orders of the keys: all permutations of up to three keys, otherwise the order of the operands. */
function permutations(keys: readonly Key[]): readonly (readonly Key[])[] {
  if (keys.length <= 1 || keys.length > 3) return [keys];
  return keys.flatMap((key, i) => permutations(keys.toSpliced(i, 1)).map((rest) => [key, ...rest]));
}

/** Whether the comparator is the lexicographic order by `keys` on every pair of sampled rows. */
function agrees(
  samples: readonly (readonly number[])[],
  keys: readonly Key[],
  isLess: (a: readonly number[], b: readonly number[]) => boolean | undefined,
): boolean {
  if (keys.length === 0) return false;
  const pairs = (operand: number) => {
    const isKey = keys.some((key) => key.operand === operand);
    const values = isKey && keys.length === 1 ? samples[operand] : samples[operand].slice(0, 3);
    return values.flatMap((a) => values.map((b) => [a, b] as const));
  };
  // One pair suffices for operands that are not keys: their values must not matter.
  const rows = samples.reduce<(readonly (readonly [number, number])[])[]>(
    (all, _, operand) => {
      const isKey = keys.some((key) => key.operand === operand);
      const choices = isKey ? pairs(operand) : pairs(operand).slice(0, 2);
      return all.flatMap((row) => choices.map((pair) => [...row, pair]));
    },
    [[]],
  );
  return rows.every((row) => {
    const key = keys.find(({ operand }) => row[operand][0] !== row[operand][1]);
    const expected = key !== undefined && row[key.operand][0] < row[key.operand][1] !== key.isDescending;
    return (
      isLess(
        row.map(([a]) => a),
        row.map(([, b]) => b),
      ) === expected
    );
  });
}

/** The float with −0 and every NaN replaced by one zero and one NaN, as comparators treat them. */
function canonical({ emitter }: Conversion, x: Handle): Handle {
  const zero = emitter.splat(0, x.type);
  const isZero = emitter.op("compare", [x, zero], { direction: "EQ" });
  const isNan = emitter.op("compare", [x, x], { direction: "NE" });
  const plain = emitter.op("select", [isZero, zero, x], {});
  return emitter.op("select", [isNan, emitter.splat(Number.NaN, x.type), plain], {});
}

/** An integer that descends with `x`: the complement, which is correct for the smallest integer too. */
const descendingKey = ({ emitter }: Conversion, x: Handle): Handle =>
  emitter.op("not", [totalOrderKey(emitter, x)], {});

/** Stable sort of `rows` by one key. */
function sortBy(
  conversion: Conversion,
  rows: readonly Handle[],
  { operand, isDescending }: Key,
  dim: number,
): Handle[] {
  const { emitter } = conversion;
  if (!isDescending) {
    const others = rows.toSpliced(operand, 1);
    const [key, ...sorted] = emitter.emit("sort", [rows[operand], ...others], { dim });
    return sorted.toSpliced(operand, 0, key);
  }
  const x = rows[operand];
  const key = descendingKey(conversion, isFloat(x.type.dtype) ? canonical(conversion, x) : x);
  return emitter.emit("sort", [key, ...rows], { dim }).slice(1);
}

const sort: Convert = (conversion) => {
  const { operands, operation } = conversion;
  const dim = conversion.integer("dimension", operands[0].type.shape.length - 1);
  const keys = keysOf(conversion, ordering(operation.regions[0]));
  if (!keys) throw conversion.unsupported("sorts by a comparator that is no order by keys, ascending or descending");
  // The least important key first: later sorts are stable.
  return keys.toReversed().reduce<readonly Handle[]>((rows, key) => sortBy(conversion, rows, key, dim), operands);
};

const topK: Convert = (conversion) => {
  const { emitter, operands } = conversion;
  const [x] = operands;
  const k = conversion.integer("k");
  const dim = x.type.shape.length - 1;
  const positions = emitter.op("iota", [], { type: { shape: x.type.shape, dtype: "i32" }, dim });
  const [, ...sorted] = emitter.emit("sort", [descendingKey(conversion, x), x, positions], { dim });
  const start = x.type.shape.map(() => 0);
  const limit = x.type.shape.map((size, d) => (d === dim ? k : size));
  return sorted.map((value) => emitter.slice(value, start, limit));
};

export const sortingConversions: Readonly<Record<string, Convert>> = {
  "stablehlo.sort": sort,
  "chlo.top_k": topK,
};
