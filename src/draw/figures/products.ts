/** @file Products one below the other, each split as a plan splits it. */
import { secondsUnit } from "../axes.ts";
import { type FrameText, framed, margin } from "../frame.ts";
import type { Picture } from "../picture.ts";
import { type CutProduct, drawProduct, sideScale } from "./matrices.ts";

export interface NamedProduct extends CutProduct {
  readonly title: string;
  /** Seconds of the whole step with this cut. */
  readonly stepSeconds?: number;
}

export const drawProducts = (text: FrameText, products: readonly NamedProduct[], most = 110): Picture =>
  framed(text, (picture, top) => {
    const side = sideScale(products, most);
    let y = top + 4;
    for (const product of products) {
      const unit = secondsUnit(product.stepSeconds ?? 0);
      // Cuts may differ by less than a percent.
      const seconds =
        product.stepSeconds === undefined
          ? ""
          : `: ${(product.stepSeconds * unit.per).toPrecision(4)} ${unit.name} a step`;
      picture.text(margin, y + 12, `${product.title}${seconds}`, { bold: true });
      y = drawProduct(picture, product, { x: margin, y: y + 22, side }) + 8;
    }
    return y - 8;
  });
