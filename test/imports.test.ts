/** @file Imports go one way (docs/layout.md): each folder of src/ may import only the folders listed for it. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { layout, layoutTable } from "./support/layout.ts";

const source = new URL("../src/", import.meta.url);

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"),
);

/** Modules that a file imports by path: relative to src/, or whole URLs where they lie outside. */
function importsOf(file: string): string[] {
  const text = readFileSync(new URL(file, source), "utf8");
  const paths = [...text.matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(([, path]) => path);
  return paths.map((path) => new URL(path, new URL(file, source)).href.replace(source.href, ""));
}

test("docs/layout.md has the table of folders (npx tsx scripts/layout-table.ts writes it)", () => {
  expect(readFileSync(new URL("../docs/layout.md", source), "utf8")).toContain(layoutTable());
});

test("every folder of src has a row", () => {
  const folders = files.flatMap((file) => (file.includes("/") ? [file.split("/")[0]] : []));
  expect([...new Set(folders)].sort()).toEqual(Object.keys(layout).sort());
});

test("src imports nothing outside of src", () => {
  const outside = files.flatMap((file) =>
    importsOf(file)
      .filter((path) => path.startsWith("file:"))
      .map((path) => `${file} → ${path}`),
  );
  expect(outside).toEqual([]);
});

test.each(Object.keys(layout))("%s imports only its folders", (folder) => {
  const others = files
    .filter((file) => file.startsWith(`${folder}/`))
    .flatMap((file) => importsOf(file).map((path) => ({ file, path, other: path.split("/")[0] })))
    .filter(({ other }) => other !== folder && !layout[folder].imports.includes(other))
    .map(({ file, path }) => `${file} → ${path}`);
  expect(others).toEqual([]);
});

test("only folders of the layout that may use Node import it", () => {
  const users = files
    .filter((file) => !layout[file.split("/")[0]]?.node)
    .filter((file) => /from "node:/.test(readFileSync(new URL(file, source), "utf8")));
  expect(users).toEqual([]);
});

test("what comes after the plan imports no search", () => {
  const readers = files
    .filter((file) => ["lower", "simulate", "engines", "draw"].includes(file.split("/")[0]))
    .flatMap((file) => importsOf(file).map((path) => `${file} → ${path}`))
    .filter((line) => /→ (solver|stage-search|methods|sharding\/problem)\//.test(line));
  expect(readers).toEqual([]);
});
