/** @file A Markdown page as HTML: links lead to the site's pages, drawings are live, outputs say what they are. */
import { existsSync } from "node:fs";
import { posix } from "node:path";
import { Marked } from "marked";
import { makeAnchors } from "./anchors.ts";
import { root, sitePath } from "./sources.ts";

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** What is said above a block of code, by the words after its language. */
const notes: Readonly<Record<string, string>> = {
  measured: "measured on one machine; yours differs",
  slow: "takes a minute or more",
  fails: "ends with an error",
};

/**
 * @param file  path of the page in the repository
 * @param pages  paths of all pages of the site
 */
export function renderMarkdown(file: string, text: string, pages: ReadonlySet<string>): string {
  const anchor = makeAnchors();
  const inSite = (link: string): string | undefined => {
    if (/^(https?:|#)/.test(link)) return link;
    const [path, hash] = link.split("#");
    const target = posix.normalize(posix.join(posix.dirname(file), path));
    if (!pages.has(target)) return undefined;
    const relative = posix.relative(posix.dirname(file), sitePath(target));
    return hash === undefined ? relative : `${relative}#${hash}`;
  };
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth, text: source }) {
        const id = anchor(source);
        const link = `<a class="anchor" href="#${id}" aria-label="Link to this section">#</a>`;
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}${depth > 1 ? link : ""}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        const target = inSite(href);
        return target === undefined ? inner : `<a href="${escapeHtml(target)}">${inner}</a>`;
      },
      // As objects, drawings keep their own styles, follow the reader's theme, and show their tips.
      image({ href, text: alt }) {
        if (!existsSync(root + posix.join(posix.dirname(file), href))) return escapeHtml(alt);
        const label = `aria-label="${escapeHtml(alt)}"`;
        return `<span class="figure" tabindex="0" role="group" ${label}><object type="image/svg+xml" data="${escapeHtml(href)}" ${label}></object></span>`;
      },
      code({ text: body, lang = "" }) {
        const [language, ...words] = lang.split(" ");
        const isFile = language !== "sh" && language !== "text" && words.length > 0;
        const note = isFile ? words.join(" ") : words.map((word) => notes[word]).find(Boolean);
        const above = note === undefined ? "" : `<span class="note">${escapeHtml(note)}</span>`;
        return `<div class="code ${escapeHtml(language)}">${above}<pre tabindex="0"><code>${escapeHtml(body)}</code></pre></div>\n`;
      },
      table(token) {
        const row = (cells: typeof token.header, tag: string): string =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>`;
        const body = token.rows.map((cells) => row(cells, "td")).join("\n");
        return `<div class="table" tabindex="0"><table><thead>${row(token.header, "th")}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  return marked.parse(text, { async: false });
}
