import fc from "fast-check";
import { expect, test } from "vitest";
import { arrayJson, fromArrayJson } from "./array-json.ts";

test("typed arrays survive, and no markup does", () => {
  const arrays = fc.oneof(fc.float64Array(), fc.uint32Array(), fc.int32Array(), fc.uint8Array());
  fc.assert(
    fc.property(fc.record({ arrays: fc.array(arrays), text: fc.string(), none: fc.constant(null) }), (value) => {
      const text = arrayJson(value);
      expect(text).not.toContain("<");
      expect(fromArrayJson(text)).toEqual(value);
    }),
  );
  const markup = { text: "</script><!--" };
  expect(fromArrayJson(arrayJson(markup))).toEqual(markup);
  const long = { bars: Float64Array.from({ length: 100_000 }, Math.sqrt) };
  expect(fromArrayJson(arrayJson(long))).toEqual(long);
});
