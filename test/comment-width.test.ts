/** @file Comments are as wide as the code that the formatter writes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const maxColumns = 120;

test("lines of comments have at most 120 columns", () => {
  const files = ["src", "test", "bench", "examples", "scripts", "bin"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|mjs)$/.test(file))
      .map((file) => join(folder, file)),
  );
  expect(files.length).toBeGreaterThan(400);
  const wide = files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .flatMap((line, index) =>
        /^\s*(\/\*\*|\*|\/\/) /.test(line) && [...line].length > maxColumns ? [`${file}:${index + 1}`] : [],
      ),
  );
  expect(wide).toEqual([]);
});
