/** @file Finds texts of a picture that are cut off by its edge or cover each other. */
import type { Box, Picture } from "../../src/draw/picture.ts";

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1;

/** One line per problem. */
export function textProblems({ width, height, texts }: Picture): string[] {
  const cut = texts
    .filter((text) => text.x < 0 || text.y < 0 || text.x + text.width > width || text.y + text.height > height)
    .map(({ words }) => `cut off: ${words}`);
  const covered = texts.flatMap((a, i) =>
    texts.slice(i + 1).flatMap((b) => (overlap(a, b) ? [`${a.words} | ${b.words}`] : [])),
  );
  return [...cut, ...covered];
}
