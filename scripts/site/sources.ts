/** @file The Markdown pages of the site, by their paths in the repository, and where they go. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../../", import.meta.url));

/** Paths of all pages from the root of the repository. */
export function markdownFiles(): string[] {
  const docs = readdirSync(`${root}docs`, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
  return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...docs.map((file) => `docs/${file}`).sort()];
}

/** `docs/zero.md` is `docs/zero.html` on the site, `docs/README.md` is `docs/index.html`. */
export const sitePath = (file: string): string =>
  file.replace(/(^|\/)README\.md$/, "$1index.html").replace(/\.md$/, ".html");

export interface NavigationGroup {
  readonly title: string;
  readonly pages: readonly { readonly file: string; readonly title: string }[];
}

/** The pages that an index lists, in its order. */
function listed(index: string, folder: string): string[] {
  const text = readFileSync(root + index, "utf8");
  const names = [...text.matchAll(/^(?:\||\d+\.|-) \[[^\]]*\]\(([\w-]+\.md)\)/gm)].map(
    ([, name]) => `${folder}${name}`,
  );
  return [...new Set(names)];
}

/** The first heading of a page. */
export const pageTitle = (file: string): string => /^# (.+)$/m.exec(readFileSync(root + file, "utf8"))![1];

/** What the side of every page lists: tutorials, then the rest of docs/, in the order of their indexes. */
export function navigation(): NavigationGroup[] {
  const entry = (file: string) => ({ file, title: pageTitle(file).split(":")[0].replaceAll("`", "") });
  return [
    { title: "Start", pages: ["README.md", "docs/gallery.md"].map(entry) },
    { title: "Tutorials", pages: listed("docs/tutorials/README.md", "docs/tutorials/").map(entry) },
    {
      title: "Reference",
      pages: [...listed("docs/README.md", "docs/").filter((file) => file !== "docs/gallery.md"), "CONTRIBUTING.md"].map(
        entry,
      ),
    },
  ];
}
