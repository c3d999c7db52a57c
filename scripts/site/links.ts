/** @file Finds links of the repository's pages that lead nowhere. */
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { makeAnchors } from "./anchors.ts";
import { markdownFiles, root } from "./sources.ts";

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "`code`");

function anchorsOf(file: string): Set<string> {
  const text = readFileSync(root + file, "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  return new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading).map(makeAnchors()));
}

/** Lines `page: link`, one for each relative link whose file or anchor is not there. */
export function brokenLinks(): string[] {
  return markdownFiles().flatMap((file) => {
    const links = [...withoutCode(readFileSync(root + file, "utf8")).matchAll(/\]\(([^)\s]+)\)/g)].map(
      ([, link]) => link,
    );
    return links
      .filter((link) => !/^(https?|mailto):/.test(link) && !leads(file, link))
      .map((link) => `${file}: ${link}`);
  });
}

function leads(from: string, link: string): boolean {
  const [path, anchor] = link.split("#");
  const file = path === "" ? from : posix.normalize(posix.join(posix.dirname(from), path));
  return existsSync(root + file) && (anchor === undefined || anchorsOf(file).has(anchor));
}
