/** @file Renders SVG pictures as PNG, with a font from a package: pictures are alike on all machines. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { InvalidConfig } from "../base/errors.ts";

/** Optional packages: 14 MB that only PNG files need. */
const packages = ["@resvg/resvg-wasm", "dejavu-fonts-ttf"] as const;

/** Pixels of a PNG per unit of its SVG. */
const scale = 2;

async function loadRenderer() {
  const require = createRequire(import.meta.url);
  try {
    const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
    await initWasm(await readFile(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
    const faces = ["DejaVuSans", "DejaVuSans-Bold"];
    const fonts = await Promise.all(faces.map((face) => readFile(require.resolve(`dejavu-fonts-ttf/ttf/${face}.ttf`))));
    return { Resvg, fonts };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new InvalidConfig(
      "--out",
      `PNG files need two packages that are not installed; npm install ${packages.join(" ")}, or give a file that ends in .svg`,
    );
  }
}

let renderer: ReturnType<typeof loadRenderer> | undefined;

/**
 * @param svg    a picture of theme light or dark
 * @param width  pixels of the PNG; twice those of the picture when omitted
 * @throws InvalidConfig when the optional packages are missing
 */
export async function renderPng(svg: string, width?: number): Promise<Uint8Array> {
  renderer ??= loadRenderer();
  const { Resvg, fonts } = await renderer;
  const image = new Resvg(svg, {
    fitTo: width === undefined ? { mode: "zoom", value: scale } : { mode: "width", value: width },
    font: { fontBuffers: fonts, loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
  });
  return image.render().asPng();
}
