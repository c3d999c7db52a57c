/** @file docs/errors.md lists the errors that the sources raise. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorCatalogue } from "./support/error-catalogue.ts";

test("docs/errors.md is current (npx tsx scripts/error-catalogue.ts writes it)", () => {
  expect(readFileSync(new URL("../docs/errors.md", import.meta.url), "utf8")).toBe(errorCatalogue());
});
