/** @file Imports go one way (docs/layout.md): each folder of src/ may import only the folders listed for it. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const source = new URL("../src/", import.meta.url);

const mayRead: Readonly<Record<string, readonly string[]>> = {
  base: [],
  solver: ["base"],
  ir: ["base"],
  plan: ["base", "ir"],
  frontends: ["base", "ir"],
  optim: ["frontends"],
  models: ["base", "frontends", "optim"],
  analysis: ["base", "ir", "plan"],
  cluster: ["base"],
  cost: ["base", "cluster"],
  schedules: ["base", "plan"],
  sharding: ["base", "ir", "plan", "analysis", "cluster", "cost", "solver"],
  "stage-search": ["base", "cluster", "schedules"],
  lower: ["base", "ir", "plan", "analysis", "sharding", "schedules"],
  simulate: ["base", "ir", "plan", "cluster", "cost", "sharding", "lower"],
  methods: [
    ...["base", "ir", "plan", "analysis", "cluster", "cost", "solver", "sharding", "schedules", "stage-search"],
    ...["lower", "simulate"],
  ],
  draw: ["base", "plan", "cluster", "lower"],
  planner: [
    ...["base", "ir", "frontends", "plan", "analysis", "cluster", "cost", "sharding", "stage-search", "methods"],
    ...["lower", "simulate", "draw"],
  ],
  node: ["base", "solver"],
  engines: ["base", "ir", "plan", "lower", "sharding", "cost", "node"],
  api: [
    ...["base", "ir", "frontends", "plan", "analysis", "cluster", "sharding", "methods", "simulate", "draw", "planner"],
    ...["engines", "lower", "cost"],
  ],
};

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
);

/** Modules that a file imports by path: relative to src/, or whole URLs where they lie outside. */
function importsOf(file: string): string[] {
  const text = readFileSync(new URL(file, source), "utf8");
  const paths = [...text.matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(([, path]) => path);
  return paths.map((path) => new URL(path, new URL(file, source)).href.replace(source.href, ""));
}

test("src imports nothing outside of src", () => {
  const outside = files.flatMap((file) =>
    importsOf(file)
      .filter((path) => path.startsWith("file:"))
      .map((path) => `${file} → ${path}`),
  );
  expect(outside).toEqual([]);
});

test.each(Object.keys(mayRead))("%s imports only its folders", (folder) => {
  const others = files
    .filter((file) => file.startsWith(`${folder}/`))
    .flatMap((file) => importsOf(file).map((path) => ({ file, path, other: path.split("/")[0] })))
    .filter(({ other }) => other !== folder && !mayRead[folder].includes(other))
    .map(({ file, path }) => `${file} → ${path}`);
  expect(others).toEqual([]);
});

/** Folders that may use Node: the rest is the planner, which runs in a browser as well (tsconfig.planner.json checks globals). */
const mayUseNode = ["node", "engines", "cli", "api"];

test("only engines, node, api and cli import Node", () => {
  const users = files
    .filter((file) => !mayUseNode.includes(file.split("/")[0]))
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
