/**
 * @file Runs the commands of the tutorials and writes what they print into the pages.
 *
 *     npx tsx scripts/tutorials.ts                all pages, which takes half an hour
 *     npx tsx scripts/tutorials.ts zero alpa      these pages
 *     npx tsx scripts/tutorials.ts --quick zero   its commands that take seconds
 */
import { readFileSync, writeFileSync } from "node:fs";
import { type Page, parsePage, readPages, tutorialsFolder, withOutputs } from "./tutorials/page.ts";
import { isQuick, isRunnable, runPage } from "./tutorials/run-page.ts";

const args = process.argv.slice(2);
const names = args.filter((arg) => arg !== "--quick");
for (const page of readPages(names)) await rewrite(page, args.includes("--quick") ? isQuick : isRunnable);

/** Writes each output as it comes, so that a command that fails leaves those before it, into the text as it is then. */
async function rewrite(page: Page, wanted: typeof isQuick): Promise<void> {
  const outputs: string[] = [];
  for await (const [i, output] of runPage(page, wanted)) {
    const block = page.blocks[i];
    if (block.kind === "commands") console.error(`${page.name}: ${block.text.trimEnd()}`);
    outputs[i] = output;
    const file = `${tutorialsFolder}${page.name}.md`;
    writeFileSync(file, withOutputs(parsePage(page.name, readFileSync(file, "utf8")), outputs));
  }
}
