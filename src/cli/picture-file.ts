/** @file Writes pictures as SVG or PNG, by the ending of the file. */
import type { Theme } from "../draw/theme.ts";
import { writeOutput } from "./output-file.ts";
import { renderPng } from "./png.ts";

/** File name endings of pictures. */
export const pictureEndings = [".svg", ".png"];

/** @param draw  the picture as SVG, in a theme. A PNG of theme `auto` is light. */
export async function writePicture(
  flag: string,
  file: string,
  draw: (theme: Theme) => string,
  theme: Theme = "auto",
): Promise<void> {
  const isPng = file.endsWith(".png");
  await writeOutput(flag, file, isPng ? await renderPng(draw(theme === "auto" ? "light" : theme)) : draw(theme));
}
