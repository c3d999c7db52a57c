import { expect, test } from "vitest";
import { InternalError, InvalidConfig } from "./errors.ts";
import { suggestion } from "./suggest.ts";

test("an error says where and what, and carries its numbers", () => {
  const error = new InvalidConfig("--devices", "got 0; give 1 or more", { devices: 0 });
  expect(error.message).toBe("--devices: got 0; give 1 or more");
  expect(error.code).toBe("invalid-config");
  expect(error.details).toEqual({ devices: 0 });
});

test("internal errors start with internal:", () => {
  expect(new InternalError("lower", "no placement").message).toMatch(/^internal: lower: no placement; .*report/);
});

test("a misspelt name gets the nearest one, a strange one gets the list", () => {
  expect(suggestion("tensr", ["data", "tensor"])).toBe('; did you mean "tensor"?');
  expect(suggestion("mpl", ["gpt", "mlp"])).toBe('; did you mean "mlp"?');
  expect(suggestion("qqqqqqqq", ["data", "tensor"])).toBe("; known: data, tensor");
});
