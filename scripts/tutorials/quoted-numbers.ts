/** @file Numbers in the prose of a page: each stands in an output or a command of that page, or beside its source. */
import type { Page } from "./page.ts";

const unit = String.raw`(?:µs|ms|s|min|h|B|kB|MB|GB|TB|PB|KiB|MiB|GiB|%|TFLOP\/s|GB\/s|GFLOP|TFLOP|M parameters|B parameters)`;
const quantity = new RegExp(String.raw`(?<![\w.])\d[\d,]*(?:\.\d+)?\s${unit}(?![\w/])`, "g");

/**
 * Returns the quantities of the text that no block of the page has. A paragraph or a row of a table with a link gives
 * its source there, so its numbers may be others' own.
 */
export function unquotedNumbers({ text }: Page): string[] {
  const blocks = [...text.matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block).join("\n");
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "");
  const parts = prose.split(/\n\n|\n(?=\|)/).filter((part) => !/\]\(https?:/.test(part));
  const inBlocks = blocks.replace(/\s+/g, " ");
  return parts
    .flatMap((part) => part.match(quantity) ?? [])
    .filter((number) => !inBlocks.includes(number.replace(/\s/, " ")));
}
