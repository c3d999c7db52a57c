/** @file Writes the table of device presets into docs/cost-model.md: `npx tsx scripts/device-table.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { deviceTable } from "../test/support/device-table.ts";

const file = new URL("../docs/cost-model.md", import.meta.url);
const text = readFileSync(file, "utf8");
const [begin, end] = ["<!-- devices -->", "<!-- end of devices -->"];
const [before, rest] = text.split(begin);
writeFileSync(file, `${before}${begin}\n${deviceTable()}\n${end}${rest.split(end)[1]}`);
