/** @file A picture under construction: shapes with colors by role, and a self-contained SVG document of them. */
import { escapeXml, fontFamily } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { type Color, type Theme, themeSheet } from "./theme.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ShapeStyle {
  readonly fill?: Color;
  readonly stroke?: Color;
  readonly strokeWidth?: number;
  readonly dash?: string;
  readonly opacity?: number;
  readonly radius?: number;
  /** Shown when the pointer rests on the shape. */
  readonly tip?: string;
}

export interface TextStyle {
  readonly size?: number;
  readonly color?: Color;
  readonly anchor?: "start" | "middle" | "end";
  readonly bold?: boolean;
  /** Rotated counterclockwise by 90°, like the name of a vertical axis. */
  readonly isVertical?: boolean;
}

/** The size of text whose style names none. */
const textSize = 12;

const round = (value: number): string => `${+value.toFixed(2)}`;

export class Picture {
  readonly width: number;
  height = 0;
  /** The space that each text takes in the shipped font. */
  readonly texts: (Box & { readonly words: string })[] = [];
  readonly #out: string[] = [];
  #isHatched = false;

  constructor(width: number) {
    this.width = width;
  }

  rect({ x, y, width, height }: Box, style: ShapeStyle): void {
    const radius = style.radius ? ` rx="${style.radius}"` : "";
    this.#shape(
      "rect",
      `x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(Math.max(0, height))}"${radius}`,
      style,
    );
  }

  /** A hatched rectangle: idle time. */
  hatched({ x, y, width, height }: Box): void {
    this.#isHatched = true;
    this.#out.push(
      `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="url(#hatch)"/>`,
    );
  }

  circle(x: number, y: number, radius: number, style: ShapeStyle): void {
    this.#shape("circle", `cx="${round(x)}" cy="${round(y)}" r="${radius}"`, style);
  }

  line(x1: number, y1: number, x2: number, y2: number, style: ShapeStyle): void {
    this.#shape("line", `x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"`, style);
  }

  /** A line through points. */
  polyline(points: readonly (readonly [x: number, y: number])[], style: ShapeStyle): void {
    this.#shape("polyline", `points="${points.map((point) => point.map(round).join(",")).join(" ")}"`, style);
  }

  path(d: string, style: ShapeStyle): void {
    this.#shape("path", `d="${d}"`, style);
  }

  /** Two crossed lines. */
  cross(x: number, y: number, radius: number, color: Color): void {
    const style = { stroke: color, strokeWidth: 1.6 };
    this.line(x - radius, y - radius, x + radius, y + radius, style);
    this.line(x - radius, y + radius, x + radius, y - radius, style);
  }

  /** Text on a baseline. */
  text(x: number, y: number, words: string, style: TextStyle = {}): void {
    const { size = textSize, color = "ink", anchor = "start", bold = false, isVertical = false } = style;
    if (words === "") return;
    // Bold letters of the font are about a tenth wider.
    const width = textWidth(words, size) * (bold ? 1.1 : 1);
    const before = anchor === "start" ? 0 : anchor === "middle" ? width / 2 : width;
    this.texts.push(
      isVertical
        ? { x: x - 0.75 * size, y: y + before - width, width: size, height: width, words }
        : { x: x - before, y: y - 0.75 * size, width, height: size, words },
    );
    const attributes = [
      `x="${round(x)}" y="${round(y)}" class="f-${color}"`,
      ...(size === textSize ? [] : [`font-size="${size}"`]),
      ...(anchor === "start" ? [] : [`text-anchor="${anchor}"`]),
      ...(bold ? ['font-weight="bold"'] : []),
      ...(isVertical ? [`transform="rotate(-90 ${round(x)} ${round(y)})"`] : []),
    ];
    this.#out.push(`<text ${attributes.join(" ")}>${escapeXml(words)}</text>`);
  }

  /** The document. */
  svg(theme: Theme = "auto"): string {
    const [width, height] = [this.width, Math.ceil(this.height)];
    const hatch =
      '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
      '<rect width="6" height="6" class="f-idle"/><line x1="0" y1="0" x2="0" y2="6" class="s-hatch" stroke-width="3"/></pattern>';
    return `${[
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fontFamily}" font-size="${textSize}">`,
      `<style>text{pointer-events:none}${themeSheet(theme)}</style>`,
      ...(this.#isHatched ? [`<defs>${hatch}</defs>`] : []),
      `<rect width="${width}" height="${height}" class="f-paper"/>`,
      ...this.#out,
      "</svg>",
    ].join("\n")}\n`;
  }

  #shape(name: string, geometry: string, { fill, stroke, strokeWidth, dash, opacity, tip }: ShapeStyle): void {
    const classes = [...(fill ? [`f-${fill}`] : []), ...(stroke ? [`s-${stroke}`] : [])].join(" ");
    const attributes = [
      geometry,
      `class="${classes}"`,
      ...(fill || name === "line" ? [] : ['fill="none"']),
      ...(strokeWidth === undefined ? [] : [`stroke-width="${strokeWidth}"`]),
      ...(dash ? [`stroke-dasharray="${dash}"`] : []),
      ...(opacity === undefined || opacity >= 1 ? [] : [`opacity="${round(opacity)}"`]),
    ].join(" ");
    this.#out.push(
      tip ? `<${name} ${attributes}><title>${escapeXml(tip)}</title></${name}>` : `<${name} ${attributes}/>`,
    );
  }
}
