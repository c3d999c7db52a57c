import { expect, test } from "vitest";
import { bytesIn, bytesKey, hexText, sameBytes } from "./bytes.ts";

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

test("hexText writes what Buffer writes", () => {
  const floats = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i));
  expect(hexText(floats)).toBe(Buffer.from(bytesIn(floats)).toString("hex").toUpperCase());
  expect(hexText(allBytes.subarray(3, 6))).toBe("030405");
});

test("bytesKey has one distinct character per byte", () => {
  expect(new Set(bytesKey(allBytes)).size).toBe(256);
  expect(bytesKey(Float32Array.of(-0))).not.toBe(bytesKey(Float32Array.of(0)));
});

test("sameBytes compares bits", () => {
  expect(sameBytes(Float32Array.of(Number.NaN), Float32Array.of(Number.NaN))).toBe(true);
  expect(sameBytes(Float32Array.of(-0), Float32Array.of(0))).toBe(false);
  expect(sameBytes(Float32Array.of(1, 2), Float32Array.of(1))).toBe(false);
});
