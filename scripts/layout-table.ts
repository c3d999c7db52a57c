/** @file Writes the table of folders into docs/layout.md: `npx tsx scripts/layout-table.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { layoutTable } from "../test/support/layout.ts";

const file = new URL("../docs/layout.md", import.meta.url);
const text = readFileSync(file, "utf8");
writeFileSync(file, text.replace(/\| folder \|[\s\S]*?\n(?=\n)/, `${layoutTable()}\n`));
