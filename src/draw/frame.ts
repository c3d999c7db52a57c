/** @file The frame of a figure: title, caption, and the commands that print its numbers. */
import { Picture } from "./picture.ts";
import { wrapText } from "./text-width.ts";

/** Width of a figure, and its margins. */
const figureWidth = 860;
export const margin = 20;
/** The right edge of a figure's content. */
export const figureRight = figureWidth - margin;

export interface FrameText {
  readonly title: string;
  /** The caption: what the picture shows and how, in one or two sentences. */
  readonly about: string;
  /** The commands whose `--json` prints the numbers. */
  readonly commands: readonly string[];
}

/**
 * A figure: title and caption at the top, then what `draw` draws below `y`, then the commands.
 * @param draw  returns the y at which its drawing ends
 */
export function framed({ title, about, commands }: FrameText, draw: (picture: Picture, y: number) => number): Picture {
  const picture = new Picture(figureWidth);
  picture.text(margin, 28, title, { size: 17, bold: true });
  const lines = wrapText(about, 12.5, figureWidth - 2 * margin);
  lines.forEach((line, i) => {
    picture.text(margin, 50 + 17 * i, line, { size: 12.5, color: "muted" });
  });
  let y = draw(picture, 50 + 17 * lines.length + 6) + 16;
  for (const command of commands)
    for (const [i, line] of wrapText(`$ ${command}`, 10.5, figureWidth - 2 * margin - 12).entries()) {
      y += 15;
      picture.text(margin + (i > 0 ? 12 : 0), y, line, { size: 10.5, color: "muted" });
    }
  picture.height = y + 14;
  return picture;
}
