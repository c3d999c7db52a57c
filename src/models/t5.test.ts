import { expect, test } from "vitest";
import { init as initJax } from "../frontends/jaxjs/jax.ts";
import { rowsOf } from "./t5.ts";

await initJax("wasm");

/** Rows for tokens that are some positions back, or ahead, of position 150 (T5's `_relative_position_bucket`). */
test.each([
  [false, [0, 1, 7, 8, 11, 12, 20, 33, 91, 127, 150], [0, 1, 7, 8, 8, 9, 10, 12, 15, 15, 15]],
  [false, [-1, -7, -8, -12, -49], [17, 23, 24, 25, 29]],
  [true, [0, 1, 7, 15, 16, 20, 33, 91, 127, 150], [0, 1, 7, 15, 16, 17, 21, 29, 31, 31]],
  [true, [-1, -20], [0, 0]],
])("causal %s: distances %o have rows %o", async (isCausal, distances, rows) => {
  const table = (await rowsOf(200, 32, 128, isCausal).data()) as Int32Array;
  expect(distances.map((back) => table[150 * 200 + 150 - back])).toEqual(rows);
});
