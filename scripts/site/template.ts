/** @file The frame of every page of the site: navigation at the side, the page, what comes before and after it. */
import { posix } from "node:path";
import { escapeHtml } from "./render.ts";
import { type NavigationGroup, sitePath } from "./sources.ts";

/**
 * @param file  path of the page in the repository
 * @param body  its HTML
 */
export function pageHtml(file: string, title: string, body: string, groups: readonly NavigationGroup[]): string {
  const to = (target: string): string => posix.relative(posix.dirname(sitePath(file)), target);
  const link = (entry: { file: string; title: string }): string => {
    const current = entry.file === file ? ' aria-current="page"' : "";
    return `<li><a href="${to(sitePath(entry.file))}"${current}>${escapeHtml(entry.title)}</a></li>`;
  };
  const list = groups
    .map(({ title, pages }) => `<h2 class="group">${title}</h2>\n<ul>${pages.map(link).join("\n")}</ul>`)
    .join("\n");
  const order = groups.flatMap(({ pages }) => pages);
  const at = order.findIndex((entry) => entry.file === file);
  const beside = (entry: { file: string; title: string } | undefined, word: string): string =>
    entry ? `<a href="${to(sitePath(entry.file))}">${word}: ${escapeHtml(entry.title)}</a>` : "<span></span>";
  const neighbours =
    at < 0
      ? ""
      : `<nav class="beside" aria-label="Pages before and after">${beside(order[at - 1], "Before")}${beside(order[at + 1], "Next")}</nav>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}${title === "alpa-js" ? "" : " · alpa-js"}</title>
<link rel="icon" href="${to("studio/icon.svg")}">
<link rel="stylesheet" href="${to("site.css")}">
</head>
<body>
<a class="skip" href="#page">Skip to the page</a>
<header><a href="${to("index.html")}"><b>alpa-js</b></a> <a href="${to("docs/tutorials/index.html")}">Tutorials</a> <a href="${to("docs/index.html")}">Docs</a> <a class="studio" href="${to("studio/index.html")}">Studio</a></header>
<div class="columns">
<nav class="side" aria-label="All pages"><details><summary>All pages</summary>${list}</details><div class="wide">${list}</div></nav>
<main id="page">
${body}
${neighbours}
</main>
</div>
</body>
</html>
`;
}
