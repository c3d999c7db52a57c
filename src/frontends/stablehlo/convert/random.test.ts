/** @file Random bits as XLA has them on a CPU: printed by `jax.lax.rng_bit_generator` of jax 0.10.2. */
import { expect, test } from "vitest";
import { evaluateGraph } from "../../../ir/evaluate.ts";
import { importGraph } from "../import.ts";
import { parseModule } from "../parse.ts";

/** The next state and the bits, as hexadecimal numbers. */
function bitsOf(algorithm: string, type: string, state: readonly bigint[]): string[][] {
  const stateType = `tensor<${state.length}xui64>`;
  const text = `func.func @main(%s: ${stateType}) -> (${stateType}, tensor<${type}>) {
    %next, %bits = stablehlo.rng_bit_generator %s, algorithm = ${algorithm} : (${stateType}) -> (${stateType}, tensor<${type}>)
    return %next, %bits : ${stateType}, tensor<${type}>
  }`;
  const results = evaluateGraph(importGraph(parseModule(text)).graph, [BigUint64Array.from(state)]);
  return results.map((data) => Array.from(data as BigUint64Array, (value) => value.toString(16)));
}

const state = [0x200000001n, 0xfffffffe00000003n];

test.each([
  ["PHILOX", "6xui32", 2n, "6596ce53 d6145e93 207ffeb1 3623ca49 3523edbb f400f244"],
  ["DEFAULT", "2x3xui32", 2n, "6596ce53 d6145e93 207ffeb1 3623ca49 3523edbb f400f244"],
  ["DEFAULT", "3xui64", 2n, "d6145e936596ce53 3623ca49207ffeb1 f400f2443523edbb"],
  ["DEFAULT", "5xui8", 2n, "53 93 b1 49 bb"],
  ["DEFAULT", "5xui16", 2n, "ce53 5e93 feb1 ca49 edbb"],
  ["THREE_FRY", "6xui32", 3n, "f835003 3e9c1d08 53916102 59b0b72a b227f1ce f4b9480b"],
  ["THREE_FRY", "2x3xui32", 3n, "f835003 53916102 b227f1ce 3e9c1d08 59b0b72a f4b9480b"],
  ["THREE_FRY", "3xui64", 3n, "3e9c1d080f835003 59b0b72a53916102 f4b9480bb227f1ce"],
  ["THREE_FRY", "5xui8", 3n, "3 8 2 2a ce"],
] as const)("%s gives the bits of %s", (algorithm, type, moved, bits) => {
  const next = [state[0], state[1] + moved].map((value) => value.toString(16));
  expect(bitsOf(algorithm, type, state)).toEqual([next, bits.split(" ")]);
});

test("other states are refused", () => {
  expect(() => bitsOf("THREE_FRY", "4xui32", [1n, 2n, 3n])).toThrow("has a state of 3 elements of ui64");
});
