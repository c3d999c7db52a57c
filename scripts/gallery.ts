/**
 * @file Writes docs/gallery.md: every figure of `alpa draw`, by the work that it is about. The pictures beside it come
 * from `alpa draw all --out docs/pictures/gallery`.
 *
 *     npx tsx scripts/gallery.ts
 */
import { writeFileSync } from "node:fs";
import { figureSources } from "../src/planner/figures/figure.ts";
import { figures } from "../src/planner/figures/figures.ts";
import { questionText } from "../src/planner/figures/question.ts";

const sections = figureSources.flatMap((source) => {
  const own = figures.filter((figure) => figure.source === source);
  return own.length === 0
    ? []
    : [
        `## ${source}`,
        ...own.map(({ name, about, questions }) =>
          [
            `### ${name}`,
            `${about[0].toUpperCase()}${about.slice(1)}. \`alpa draw ${name} --out ${name}.svg\``,
            `![${about}](pictures/gallery/${name}.svg)`,
            `Numbers: ${questions.map((question) => `\`${questionText(question)}\``).join(", ")}`,
          ].join("\n\n"),
        ),
      ];
});

const text = `# Gallery

Every figure is drawn from plans and simulated steps of this version; losses come from runs on this machine, published measurements from a file of points. \`alpa draw <name> [model]\` draws a figure, also for another
model, cluster or batch. \`--theme\` is \`light\`, \`dark\` or, by default, the reader's. \`--out\` takes \`.svg\` and, with two optional packages
(\`npm install @resvg/resvg-wasm dejavu-fonts-ttf\`), \`.png\`. \`--json\` prints the figure's numbers. \`alpa draw all --out docs/pictures/gallery\` makes the pictures of this
page, \`npx tsx scripts/gallery.ts\` its text.

${sections.join("\n\n")}
`;
writeFileSync(new URL("../docs/gallery.md", import.meta.url), text);
