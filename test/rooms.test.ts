/** @file Imports go one way (docs/layout.md): each room may read only the rooms listed for it. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const source = new URL("../src/", import.meta.url);

const mayRead: Readonly<Record<string, readonly string[]>> = {
  base: [],
  ir: ["base"],
  plan: ["base", "ir"],
  frontends: ["base", "ir"],
  optim: ["base", "frontends"],
  models: ["base", "frontends", "optim", "ir"],
  analysis: ["base", "ir", "plan"],
  cluster: ["base"],
  cost: ["base", "cluster"],
  sharding: ["base", "ir", "plan", "analysis", "cluster", "cost"],
  pipeline: ["base", "ir", "plan", "analysis", "cluster", "cost"],
  methods: ["base", "ir", "plan", "analysis", "cluster", "cost", "sharding", "pipeline", "lower", "simulate"],
  lower: ["base", "ir", "plan", "analysis", "sharding", "pipeline"],
  simulate: ["base", "ir", "plan", "cluster", "cost", "sharding", "lower"],
  runtime: ["base", "ir", "plan", "lower", "sharding", "cost"],
  draw: ["base", "ir", "plan", "cluster", "lower"],
  export: ["base", "draw"],
};

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
);

function importsOf(file: string): string[] {
  const text = readFileSync(new URL(file, source), "utf8");
  const paths = [...text.matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(([, path]) => path);
  const inSource = paths.map((path) => new URL(path, new URL(file, source)).href);
  // Models share code with the examples, which are outside src/.
  return inSource.filter((url) => url.startsWith(source.href)).map((url) => url.slice(source.href.length));
}

test.each(Object.keys(mayRead))("%s reads only the rooms below it", (room) => {
  const others = files
    .filter((file) => file.startsWith(`${room}/`))
    .flatMap((file) => importsOf(file).map((path) => ({ file, path, other: path.split("/")[0] })))
    .filter(({ other }) => other !== room && !mayRead[room].includes(other))
    .map(({ file, path }) => `${file} → ${path}`);
  expect(others).toEqual([]);
});

test("nothing behind the plan imports a solver", () => {
  const readers = files
    .filter((file) => ["lower", "simulate", "runtime", "draw", "export"].includes(file.split("/")[0]))
    .flatMap((file) => importsOf(file).map((path) => `${file} → ${path}`))
    .filter((line) => line.includes("sharding/solvers") || /pipeline\/(?!schedules)/.test(line));
  expect(readers).toEqual([]);
});
