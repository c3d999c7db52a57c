/** @file The size of charts. Narrow pages have narrow charts, so that text stays legible. */
import { signal } from "@preact/signals";

const [wide, narrow] = [
  { width: 900, height: 320 },
  { width: 400, height: 260 },
] as const;

/** Width and height of a chart in its own units, about one per pixel of the page. */
export const chartSize = signal<{ readonly width: number; readonly height: number }>(wide);

/** Pages narrower than this have narrow charts. */
const narrowPage = 520;

export function followPageWidth(): void {
  const media = matchMedia(`(max-width: ${narrowPage}px)`);
  const follow = (): void => {
    chartSize.value = media.matches ? narrow : wide;
  };
  media.addEventListener("change", follow);
  follow();
}
