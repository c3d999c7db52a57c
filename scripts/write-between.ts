/** @file Replaces what stands between two marks of a page of docs/. */
import { readFileSync, writeFileSync } from "node:fs";

/** Writes `text` between `<!-- mark -->` and `<!-- end of mark -->` in `docs/page`. */
export function writeBetween(page: string, mark: string, text: string): void {
  const file = new URL(`../docs/${page}`, import.meta.url);
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- end of ${mark} -->`];
  const [before, rest] = readFileSync(file, "utf8").split(begin);
  writeFileSync(file, `${before}${begin}${text}${end}${rest.split(end)[1]}`);
}
