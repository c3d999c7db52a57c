/** @file Runs the commands of a page in an empty folder. */
import type { Block, Page } from "./page.ts";
import { firstDifference } from "./same-output.ts";
import { Workplace } from "./workplace.ts";

/**
 * Runs the blocks of a page that `wanted` names, in order, and hands out what each prints with its place in the page.
 * The workplace is removed at the end.
 */
export async function* runPage(
  { blocks }: Page,
  wanted: (block: Block) => boolean,
  workplace = Workplace.empty(),
): AsyncGenerator<[number, string]> {
  try {
    for (const [i, block] of blocks.entries()) if (wanted(block)) yield [i, await workplace.run(block)];
  } finally {
    workplace.remove();
  }
}

/** Files, and commands that take seconds. */
export const isQuick = (block: Block): boolean => block.kind === "file" || block.runs === "always";
/** All but what only a reader can run. */
export const isRunnable = (block: Block): boolean => block.kind === "file" || block.runs !== "by-hand";

/** Runs the quick commands of a page; returns a line per output that is not as the page says. */
export async function pageDifferences(page: Page, workplace = Workplace.empty()): Promise<string[]> {
  const lines: string[] = [];
  for await (const [i, got] of runPage(page, isQuick, workplace)) {
    const block = page.blocks[i];
    if (block.kind === "file" || !block.output) continue;
    const difference = firstDifference(block.output.text, got, block.output.measured);
    if (difference !== undefined) lines.push(`${page.name}: ${block.text}${difference}`);
  }
  return lines;
}
