/** @file Writes docs/errors.md, every error that the sources raise: `npx tsx scripts/error-catalogue.ts`. */
import { writeFileSync } from "node:fs";
import { errorCatalogue } from "../test/support/error-catalogue.ts";

writeFileSync(new URL("../docs/errors.md", import.meta.url), errorCatalogue());
