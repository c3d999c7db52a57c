import { expect, test } from "vitest";
import { parameterNames } from "./names.ts";

test("names of parameters are those of the source, and all differ", () => {
  expect(parameterNames((state, { x }, ...rest) => [state, x, rest], 4)).toEqual([
    "state",
    "arg1",
    "rest[0]",
    "rest[1]",
  ]);
  expect(parameterNames((arg1, { x }, arg2) => [arg1, x, arg2], 4)).toEqual(["arg1", "arg1_", "arg2", "arg3"]);
  expect(parameterNames(({ x }, arg0) => [x, arg0], 2)).toEqual(["arg0_", "arg0"]);
});
