/** @file Links between the pages of docs/, and the site that is made of them, lead somewhere. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAnchors } from "../../scripts/site/anchors.ts";
import { buildSite } from "../../scripts/site/build-site.ts";
import { brokenLinks } from "../../scripts/site/links.ts";
import { markdownFiles, navigation } from "../../scripts/site/sources.ts";
import { findChromium } from "../support/browser/chromium.ts";
import { Page } from "../support/browser/devtools.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-site-"));
beforeAll(() => buildSite(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("no link or anchor of README, CONTRIBUTING and docs/ is broken", () => {
  expect(brokenLinks()).toEqual([]);
});

test("anchors are GitHub's", () => {
  const anchor = makeAnchors();
  expect(["Keys of `--json` and of plan files", "`alpa compare --json`", "Try it", "Try it"].map(anchor)).toEqual([
    "keys-of---json-and-of-plan-files",
    "alpa-compare---json",
    "try-it",
    "try-it-1",
  ]);
});

test("the side lists every page of docs/", () => {
  const listed = navigation().flatMap(({ pages }) => pages.map(({ file }) => file));
  const missing = markdownFiles().filter((file) => !listed.includes(file));
  expect(missing).toEqual(["CHANGELOG.md", "docs/README.md", "docs/tutorials/README.md"]);
});

test("every link, picture and style of the built site is there", () => {
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
  const own = pages.filter((name) => !name.startsWith("studio"));
  expect(own.length).toBe(markdownFiles().length);
  const broken = own.flatMap((page) => {
    const html = readFileSync(join(folder, page), "utf8");
    const targets = [...html.matchAll(/ (?:href|src|data)="([^"]+)"/g)].map(([, target]) => target);
    return targets
      .filter((target) => !/^https?:/.test(target) && !leads(page, target))
      .map((target) => `${page}: ${target}`);
  });
  expect(broken).toEqual([]);
});

function leads(page: string, target: string): boolean {
  const [path, anchor] = target.split("#");
  const file = join(folder, path === "" ? page : join(dirname(page), path));
  if (!existsSync(file)) return false;
  return anchor === undefined || readFileSync(file, "utf8").includes(`id="${anchor}"`);
}

const browser = findChromium();
test.skipIf(!browser)("pages fit a phone and a desk, light and dark, without errors", async () => {
  const page = await Page.open(browser!, { width: 390, height: 800 });
  try {
    for (const name of ["index", "docs/tutorials/quick-start", "docs/gallery", "docs/errors"]) {
      for (const size of [390, 1280].flatMap((width) => [false, true].map((dark) => ({ width, height: 800, dark })))) {
        await page.resize(size);
        await page.goto(`file://${folder}/${name}.html`);
        await page.until(`document.readyState === "complete" && location.pathname.endsWith("/${name}.html")`);
        const over = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        expect([name, size.width, over]).toEqual([name, size.width, 0]);
        const paper = await page.evaluate("getComputedStyle(document.body).backgroundColor");
        expect(paper).toBe(size.dark ? "rgb(21, 24, 28)" : "rgb(255, 255, 255)");
      }
    }
    expect(page.problems).toEqual([]);
  } finally {
    await page.close();
  }
});
