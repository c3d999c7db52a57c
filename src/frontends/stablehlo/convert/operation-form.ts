/** @file How many operands and regions each operation has, checked before its conversion reads them. */
import { numberOf } from "../../../base/units.ts";
import { binaryKinds, unaryKinds } from "../../../ir/ops.ts";
import type { Operation } from "../ast.ts";

/** A number of operands, or the least number and the step to the next ones. */
type Count = number | { readonly least: number; readonly step?: number };

interface Form {
  readonly operands?: Count;
  readonly regions?: Count;
}

const named = (names: string, form: Form): [string, Form][] =>
  names.split(" ").map((name) => [name.includes(".") ? name : `stablehlo.${name}`, form]);

const forms: ReadonlyMap<string, Form> = new Map([
  ...named("dynamic_reshape dynamic_broadcast_in_dim", { operands: 2 }),
  ...named("constant iota partition_id replica_id chlo.constant arith.constant", { operands: 0 }),
  ...named(unaryKinds.join(" "), { operands: 1 }),
  ...named(
    "abs sign convert bitcast_convert reduce_precision is_finite exponential_minus_one log_plus_one cbrt tan " +
      "round_nearest_even round_nearest_afz count_leading_zeros broadcast_in_dim broadcast reshape transpose reverse slice " +
      "get_dimension_size chlo.square chlo.erf chlo.erfc chlo.asin chlo.atan chlo.acos chlo.tan chlo.sinh chlo.cosh " +
      "chlo.asinh chlo.acosh chlo.atanh chlo.erf_inv chlo.is_inf chlo.is_pos_inf chlo.is_neg_inf chlo.top_k " +
      "chlo.lgamma chlo.digamma fft cholesky",
    { operands: 1 },
  ),
  ...named(binaryKinds.join(" "), { operands: 2 }),
  ...named(
    "compare atan2 shift_right_arithmetic pad dot_general dot einsum convolution gather chlo.next_after chlo.mulhi triangular_solve",
    { operands: 2 },
  ),
  ...named("select clamp", { operands: 3 }),
  ...named("concatenate dynamic_slice custom_call", { operands: { least: 1 } }),
  ...named("dynamic_update_slice", { operands: { least: 2 } }),
  ...named("scatter", { operands: { least: 3, step: 2 }, regions: 1 }),
  ...named("reduce reduce_window", { operands: { least: 2, step: 2 }, regions: 1 }),
  ...named("select_and_scatter", { operands: 3, regions: 2 }),
  ...named("rng_bit_generator", { operands: 1 }),
  ...named("complex", { operands: 2 }),
  ...named("real imag chlo.conj", { operands: 1 }),
  ...named("sort", { operands: { least: 1 }, regions: 1 }),
  ...named("while", { regions: 2 }),
  ...named("chlo.scan", { operands: { least: 1 }, regions: 1 }),
  ...named("case", { operands: 1, regions: { least: 1 } }),
  ...named("if", { operands: 1, regions: 2 }),
]);

/** Returns what is wrong with the number of an operation's operands or regions; undefined if nothing is. */
export function formMistake({ name, operands, regions }: Operation): string | undefined {
  const form = forms.get(name);
  for (const [what, found, count] of [
    ["operand", operands.length, form?.operands],
    ["region", regions.length, form?.regions],
  ] as const) {
    if (count === undefined) continue;
    if (typeof count === "number") {
      if (found !== count) return `has ${numberOf(found, what)}; give ${count}`;
      continue;
    }
    const { least, step = 1 } = count;
    if (found >= least && (found - least) % step === 0) continue;
    const wanted = step === 1 ? `at least ${least}` : `${least}, ${least + step}, ${least + 2 * step} or so on`;
    return `has ${numberOf(found, what)}; give ${wanted}`;
  }
  return undefined;
}
