import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ortLibraryPath } from "./ort-library.ts";

const { optionalDependencies } = JSON.parse(
  readFileSync(new URL("../../../../package.json", import.meta.url), "utf8"),
) as { optionalDependencies: Record<string, string> };

test("finds this machine's library; ALPA_ONNXRUNTIME overrides it", () => {
  expect(existsSync(ortLibraryPath(undefined, {}))).toBe(true);
  expect(ortLibraryPath(undefined, { ALPA_ONNXRUNTIME: "/opt/libonnxruntime.so" })).toBe("/opt/libonnxruntime.so");
});

test("errors name the missing package and the command that installs it", () => {
  const here = `${process.platform}-${process.arch}`;
  const other = here === "win32-x64" ? "linux-x64" : "win32-x64";
  expect(() => ortLibraryPath(other, {})).toThrow(/run: npm install sherpa-onnx-/);
  expect(() => ortLibraryPath("win32-arm64", {})).toThrow(/win32-arm64 .*set ALPA_ONNXRUNTIME/);
});

test("the package of every platform is an optional dependency", () => {
  for (const platform of ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win-x64"])
    expect(optionalDependencies).toHaveProperty(`sherpa-onnx-${platform}`);
});
