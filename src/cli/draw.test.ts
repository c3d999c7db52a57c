/** @file `alpa draw`: files, themes, JSON, what is refused. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";
import { Picture } from "../draw/picture.ts";
import { figures } from "../planner/figures/figures.ts";
import { questionText } from "../planner/figures/question.ts";
import { renderPng } from "./png.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-draw-"));
const asked = ["draw", "model-parallel", "--batch", "32"];

test("a figure as SVG follows the reader's theme, or has one; --json has its numbers and its command", async () => {
  const file = join(folder, "a.svg");
  const { code, out, err } = await alpa(...asked, "--out", file, "--json");
  expect(code, err).toBe(0);
  const { figure, commands, data } = JSON.parse(out);
  expect(figure).toBe("model-parallel");
  expect(commands[0]).toContain("--batch 32");
  const svg = readFileSync(file, "utf8");
  expect(svg).toContain("prefers-color-scheme:dark");
  expect(svg).toContain(`idle ${(100 * data[0].idle).toFixed(1)} %`);
  expect((await alpa(...asked, "--out", file, "--theme", "dark")).code).toBe(0);
  expect(readFileSync(file, "utf8")).not.toContain("prefers-color-scheme");
}, 120_000);

test("a PNG has the shipped font's text", async () => {
  const file = join(folder, "a.png");
  expect((await alpa(...asked, "--out", file)).code).toBe(0);
  const png = readFileSync(file);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(2 * 860);
  const lengthWith = async (words: string): Promise<number> => {
    const picture = new Picture(100);
    picture.height = 30;
    picture.text(5, 20, words, { bold: words === "bold" });
    return (await renderPng(picture.svg("light"), 100)).length;
  };
  const empty = await lengthWith("");
  for (const words of ["text", "bold", "µ×→≤Σ"]) expect(await lengthWith(words)).toBeGreaterThan(empty + 100);
}, 120_000);

test.each([
  [["draw", "model-parallel"], "--out: is missing; give a file that ends in .svg or .png, or --json"],
  [["draw", "model-paralel", "--out", "x.svg"], 'unknown figure "model-paralel"; did you mean "model-parallel"?'],
  [["draw", "zero-memory", "--out", "x.gif"], "give a file that ends in .svg or .png"],
  [["draw", "all", "gpt", "--out", folder], "all: draws every figure of its own model"],
  [["draw", "all", "--out", "x.svg"], "give a folder for all figures"],
])("%j is refused", async (args, sentence) => {
  const { code, err } = await alpa(...args);
  expect(err).toContain(sentence);
  expect(code).toBe(2);
});

test("the gallery has every figure with its commands (npx tsx scripts/gallery.ts, alpa draw all)", () => {
  const text = readFileSync("docs/gallery.md", "utf8");
  for (const { name, questions } of figures) {
    expect(text).toContain(`](pictures/gallery/${name}.svg)`);
    const svg = readFileSync(`docs/pictures/gallery/${name}.svg`, "utf8");
    expect(svg).toContain("prefers-color-scheme:dark");
    for (const question of questions) expect(text).toContain(questionText(question));
  }
});

/** Figures of searches that a clock ends, and those that take many seconds. */
const notRedrawn = new Set(["search", "two-levels", "performance", "time-to-loss", "weak-scaling"]);

test("the gallery's pictures are those that are drawn now (alpa draw all --out docs/pictures/gallery)", async () => {
  for (const { name } of figures) {
    if (notRedrawn.has(name)) continue;
    const file = join(folder, `${name}.svg`);
    const { code, err } = await alpa("draw", name, "--out", file);
    expect(code, err).toBe(0);
    expect(readFileSync(file, "utf8") === readFileSync(`docs/pictures/gallery/${name}.svg`, "utf8"), name).toBe(true);
  }
}, 240_000);
