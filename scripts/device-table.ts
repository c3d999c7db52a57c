/** @file Writes the table of device presets into docs/cost-model.md: `npx tsx scripts/device-table.ts`. */
import { deviceTable } from "../test/support/device-table.ts";
import { writeBetween } from "./write-between.ts";

writeBetween("cost-model.md", "devices", `\n${deviceTable()}\n`);
