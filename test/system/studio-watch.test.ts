/** @file A train step of a file in the studio, in headless Chromium: it is planned again when the file is saved. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { modelFileOf } from "../../src/cli/studio-session.ts";
import { watchModel } from "../../src/cli/studio-watch.ts";
import { serveFolder } from "../../src/node/static-site.ts";
import { firstState, linkOf } from "../../src/studio/link.ts";
import { firstQuestion } from "../../src/studio/question.ts";
import { findChromium } from "../support/browser/chromium.ts";
import { StudioSite } from "../support/browser/studio-site.ts";

const chromium = findChromium();
if (!chromium) console.warn("SKIPPED: no Chromium on PATH; no saved file was planned again (set ALPA_CHROMIUM)");

const session = "0123456789ab.json";
const question = {
  ...firstQuestion,
  cluster: "1x2:a100-80gb",
  method: "data",
  precision: "f32",
  microbatches: 0,
} as const;

test.skipIf(!chromium)("a saved step is traced and planned again; of one with a mistake the page says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "alpa-step-"));
  const file = join(folder, "step.ts");
  const save = (example: string): void =>
    writeFileSync(file, `export { default } from ${JSON.stringify(join(process.cwd(), "examples", example))};\n`);
  save("mlp.ts");
  const first = await modelFileOf(file, undefined);
  const studio = await StudioSite.open(chromium!);
  const site = await serveFolder(studio.folder, 0, { [`/${session}`]: JSON.stringify(first) });
  const endWatch = watchModel(file, undefined, first, (model) => site.put(`/${session}`, JSON.stringify(model)));
  const { page } = studio;
  const isPlanned = `document.querySelector(".status")?.textContent.startsWith("Planned") && !document.querySelector(".stale")`;
  const facts = () => page.evaluate<string>(`document.querySelector(".facts")?.textContent ?? ""`);
  const note = `(document.querySelector("main .note")?.textContent ?? "").startsWith("not traced again")`;
  try {
    await page.goto(site.url + linkOf({ ...firstState, question, session }));
    await page.until(`document.querySelector(".facts") && ${isPlanned}`);
    const before = await facts();
    save("conv.ts");
    await page.until(`${isPlanned} && document.querySelector(".facts").textContent !== ${JSON.stringify(before)}`);
    const after = await facts();
    writeFileSync(file, "export default { trainStep( }\n");
    await page.until(note);
    expect(await facts()).toBe(after);
    save("mlp.ts");
    await page.until(`document.querySelector(".facts").textContent === ${JSON.stringify(before)} && !${note}`);
    expect(page.problems).toEqual([]);
  } finally {
    endWatch();
    await site.close();
    await studio.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
