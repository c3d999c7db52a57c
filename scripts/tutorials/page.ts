/**
 * @file A tutorial page: Markdown whose fenced blocks are files to write, commands to run and the outputs of these.
 *
 *     ```ts my-model.ts     a file that the commands below read
 *     ```sh                 commands; tests run them too
 *     ```sh slow            commands that only `npx tsx scripts/tutorials.ts` runs
 *     ```sh by-hand         commands that nobody runs but the reader: they wait for a browser or need a cluster
 *     ```sh fails           commands that end with an error, which the output shows
 *     ```text               what the commands above print: written by the script, compared by tests
 *     ```text measured      the same, with seconds of this machine, which tests do not compare
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const tutorialsFolder: string = fileURLToPath(new URL("../../docs/tutorials/", import.meta.url));

export interface FileBlock {
  readonly kind: "file";
  readonly name: string;
  readonly text: string;
}

export interface CommandBlock {
  readonly kind: "commands";
  readonly runs: "always" | "slow" | "by-hand";
  readonly fails: boolean;
  readonly text: string;
  /** What the page says that the commands print; undefined if the page does not show it. */
  readonly output?: { readonly text: string; readonly measured: boolean; readonly from: number; readonly to: number };
}

export type Block = FileBlock | CommandBlock;

export interface Page {
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

const fence = /^```(\w+)(?: (.+))?\n([\s\S]*?)^```$/gm;

/** Reads the blocks of a page. Blocks of other languages, and code without a file name, are only for reading. */
export function parsePage(name: string, text: string): Page {
  const blocks: Block[] = [];
  let above: number | undefined;
  for (const { 0: whole, 1: language, 2: info = "", 3: body, index } of text.matchAll(fence)) {
    const words = info.split(" ");
    if (language === "sh") {
      const runs = words.includes("slow") ? "slow" : words.includes("by-hand") ? "by-hand" : "always";
      blocks.push({ kind: "commands", runs, fails: words.includes("fails"), text: body });
    } else if (language === "text") {
      const commands = above === undefined ? undefined : blocks[above];
      if (commands?.kind !== "commands") throw new Error(`${name}: an output without commands above it: ${body}`);
      const to = index + whole.length - "```".length;
      const output = { text: body, measured: words.includes("measured"), from: to - body.length, to };
      blocks[above!] = { ...commands, output };
    } else if (info) blocks.push({ kind: "file", name: info, text: body });
    above = language === "sh" ? blocks.length - 1 : undefined;
  }
  return { name, text, blocks };
}

/** The text of a page with other outputs, given in the order of its blocks; undefined keeps what is there. */
export function withOutputs({ text, blocks }: Page, outputs: readonly (string | undefined)[]): string {
  let result = text;
  for (let i = blocks.length - 1; i >= 0; i--) {
    const block = blocks[i];
    if (block.kind !== "commands" || !block.output || outputs[i] === undefined) continue;
    result = result.slice(0, block.output.from) + outputs[i] + result.slice(block.output.to);
  }
  return result;
}

/** All pages of docs/tutorials/ but their index, or those of the given names. */
export function readPages(names: readonly string[] = []): Page[] {
  const files = readdirSync(tutorialsFolder).filter((file) => file.endsWith(".md") && file !== "README.md");
  const known = files.map((file) => file.slice(0, -".md".length)).sort();
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no tutorial ${unknown.join(", ")}; there are ${known.join(", ")}`);
  return (names.length > 0 ? names : known).map((name) =>
    parsePage(name, readFileSync(`${tutorialsFolder}${name}.md`, "utf8")),
  );
}
