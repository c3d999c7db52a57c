/** @file Makes the documentation as a site of static files, with the studio inside. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildStudio } from "../studio-files.ts";
import { renderMarkdown } from "./render.ts";
import { markdownFiles, navigation, pageTitle, root, sitePath } from "./sources.ts";
import { pageHtml } from "./template.ts";

/** @param folder  where the files go; any web server can serve it under any path, and it opens from the disk */
export async function buildSite(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const files = markdownFiles();
  const pages = new Set(files);
  const groups = navigation();
  for (const file of files) {
    const target = join(folder, sitePath(file));
    mkdirSync(dirname(target), { recursive: true });
    const body = renderMarkdown(file, readFileSync(root + file, "utf8"), pages);
    writeFileSync(target, pageHtml(file, pageTitle(file), body, groups));
  }
  cpSync(`${root}docs/pictures`, join(folder, "docs/pictures"), { recursive: true });
  cpSync(fileURLToPath(new URL("site.css", import.meta.url)), join(folder, "site.css"));
  await buildStudio(join(folder, "studio"));
}
