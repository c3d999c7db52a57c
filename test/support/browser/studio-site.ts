/** @file The built studio on a server of this machine, open in headless Chromium. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildStudio } from "../../../scripts/studio-files.ts";
import { type StaticSite, serveFolder } from "../../../src/node/static-site.ts";
import { firstState, type LinkState, linkOf } from "../../../src/studio/link.ts";
import { Page } from "./devtools.ts";

export class StudioSite {
  readonly folder: string;
  readonly site: StaticSite;
  readonly page: Page;

  private constructor(folder: string, site: StaticSite, page: Page) {
    this.folder = folder;
    this.site = site;
    this.page = page;
  }

  static async open(browser: string): Promise<StudioSite> {
    const folder = mkdtempSync(join(tmpdir(), "alpa-studio-"));
    await buildStudio(folder);
    const site = await serveFolder(folder, 0);
    return new StudioSite(folder, site, await Page.open(browser, { width: 1280, height: 900 }));
  }

  async close(): Promise<void> {
    this.page.close();
    await this.site.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Opens a state anew: the page starts from its link. */
  async show(state: Partial<LinkState>): Promise<void> {
    await this.page.goto("about:blank");
    await this.page.goto(this.site.url + linkOf({ ...firstState, ...state }));
  }

  /** Waits until the question has been answered; with `seconds`, by a step of this many. */
  answered(seconds?: number): Promise<void> {
    const isRight = seconds === undefined ? "true" : `figure.dataset.seconds === "${seconds}"`;
    return this.page.until(
      `(figure => figure && ${isRight})(document.querySelector(".lead .figure[data-seconds]")) &&
        !document.querySelector(".stale") && document.querySelector(".status").textContent.startsWith("Planned")`,
      120,
    );
  }

  /** Clicks what a selector finds, which must be there. */
  click(selector: string): Promise<void> {
    return this.page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
  }

  /** The texts of the cells of a table, row by row. */
  rows(table: string): Promise<string[][]> {
    return this.page.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(`${table} tbody tr`)})].map(({ cells }) => [...cells].map((cell) => cell.textContent))`,
    );
  }
}
