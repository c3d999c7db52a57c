import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { stepPath, stepText } from "../../test/stablehlo/fixtures.ts";
import { main } from "./main.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Runs the command and returns its exit code and output. */
async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const record = (line: unknown) => void lines.push(String(line));
  vi.spyOn(console, "log").mockImplementation(record);
  vi.spyOn(console, "error").mockImplementation(record);
  const code = await main(args);
  vi.restoreAllMocks();
  return { code, text: lines.join("\n") };
}

const fileOf = (text: string | Uint8Array): string => {
  const path = join(mkdtempSync(join(tmpdir(), "alpa-")), "step.mlir");
  writeFileSync(path, text);
  return path;
};

test("import tells what is state, what comes in, operations and FLOPs", async () => {
  const { code, text } = await run("import", fileOf(stepText("mlp", ".debug")));
  expect(code).toBe(0);
  expect(text).toMatch(/params\[0\]\[0\]\s+f32\[16,32\]\s+parameter\s+result\[0\]\[0\]\[0\]/);
  expect(text).toMatch(/\nx\s+f32\[8,16\]\s+batch/);
  expect(text).toContain("676 parameters, 676 elements of state (2.70 kB)");
  expect(text).toContain(
    "recomputation: none\nlayers: 2\nroles: 4 parameters (676 elements); batch x, y; loss result[1]",
  );
});

test("import --json is one object, of compressed text too", async () => {
  const { text } = await run("import", stepPath("mlp"), "--json");
  const { ops, flops, stateElements, arguments: args, roles, numLayers, loss } = JSON.parse(text);
  expect(args[0]).toEqual({ name: "arg0", type: "tensor<16x32xf32>", role: "state", replacedBy: "result[0][0][0]" });
  expect(args[4]).toEqual({ name: "arg4", type: "tensor<8x16xf32>", role: "input" });
  expect(roles.map(({ role }: { role: string }) => role)).toEqual([
    ...Array<string>(4).fill("parameter"),
    ...["batch", "batch"],
  ]);
  expect([numLayers, loss]).toEqual([2, "result[1]"]);
  // Three products of 8 × 16 × 32 and 8 × 32 × 4 numbers, of which the gradient of x is not asked for, and elementwise
  // work.
  expect(ops.dot_general).toBe(5);
  expect(flops).toBeGreaterThan(2 * 2 * 8 * 16 * 32 + 3 * 2 * 8 * 32 * 4);
  expect(stateElements).toBe(16 * 32 + 32 + 32 * 4 + 4);
});

test("import names every operation that is not understood", async () => {
  const text = `func.func @main(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
    %0 = chlo.bessel_i1e %x : tensor<4x4xf32> -> tensor<4x4xf32>
    %1 = chlo.bessel_i1e %0 : tensor<4x4xf32> -> tensor<4x4xf32>
    return %1 : tensor<4x4xf32>
  }`;
  const { code, text: printed } = await run("import", fileOf(text));
  expect(code).toBe(1);
  expect(printed).toContain("chlo.bessel_i1e (2, first at step.mlir:2:5)");
});
