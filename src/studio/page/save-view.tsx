/** @file Saves what a view shows: its tables as CSV, its charts as SVG, and the answer as JSON. */
import { csvText } from "../../base/csv.ts";
import { saveText } from "./save-text.ts";
import { answer, view } from "./store.ts";

export function SaveView() {
  return (
    <p class="toolbar save-view">
      <span class="muted">Save</span>
      <button type="button" class="small" onClick={saveTables}>
        tables as CSV
      </button>
      <button type="button" class="small" onClick={saveCharts}>
        charts as SVG
      </button>
      <button type="button" class="small" onClick={saveAnswer}>
        answer as JSON
      </button>
    </p>
  );
}

const panel = (): HTMLElement => document.getElementById("view")!;

/** The tables one below the other, each with its heads; an empty line between them. */
function saveTables(): void {
  const tables = [...panel().querySelectorAll("table")].map((table) =>
    csvText([...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim()))),
  );
  saveText(`${view.value}.csv`, tables.join("\n"), "text/csv");
}

/** Properties of a chart's shapes that style sheets give. */
const drawn = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-family",
  "text-anchor",
] as const;

/** The charts in one picture, one below the other, with their styles. */
function saveCharts(): void {
  let bottom = 0;
  const parts = [...panel().querySelectorAll("svg")].map((svg) => {
    const copy = svg.cloneNode(true) as SVGSVGElement;
    const [shapes, copies] = [svg, copy].map((each) => [each, ...each.querySelectorAll<SVGElement>("*")]);
    shapes.forEach((shape, i) => {
      const style = getComputedStyle(shape);
      for (const name of drawn) copies[i].setAttribute(name, style.getPropertyValue(name));
    });
    const { width, height } = svg.getBoundingClientRect();
    copy.setAttribute("y", `${bottom}`);
    copy.setAttribute("width", `${width}`);
    copy.setAttribute("height", `${height}`);
    bottom += height + 8;
    return { width, text: new XMLSerializer().serializeToString(copy) };
  });
  const width = Math.max(...parts.map((part) => part.width), 1);
  const paper = getComputedStyle(document.body).backgroundColor;
  saveText(
    `${view.value}.svg`,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${bottom}"><rect width="100%" height="100%" fill="${paper}"/>${parts.map(({ text }) => text).join("")}</svg>\n`,
    "image/svg+xml",
  );
}

/** The report of `alpa plan --json`. */
function saveAnswer(): void {
  if (answer.value) saveText("answer.json", `${JSON.stringify(answer.value.report)}\n`, "application/json");
}
