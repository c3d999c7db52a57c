/**
 * @file The studio's budgets: size, first paint, first verdict, response and zoom in headless Chromium without a GPU.
 *
 *     npx tsx bench/studio.ts
 */
import { textTable } from "../src/base/text-table.ts";
import { findChromium } from "../test/support/browser/chromium.ts";
import { studioBudgets } from "../test/support/browser/studio-budgets.ts";

const chromium = findChromium();
if (!chromium) throw new Error("no Chromium on PATH; set ALPA_CHROMIUM");
const texts = (await studioBudgets(chromium)).map(({ what, unit, most, measured }) => [
  what,
  `${+measured.toPrecision(3)} ${unit}`.trim(),
  `${most} ${unit}`.trim(),
]);
console.log(textTable([["what", "measured", "budget"], ...texts]));
