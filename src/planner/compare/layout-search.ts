/** @file The order in which the layouts of a method are priced: until one fits, then the neighbors of the best one. */
import type { Layout } from "../predict/layout.ts";
import { areNeighbors, isUsual, needsAsMuch } from "./layouts.ts";
import type { Priced } from "./row.ts";

/** The layouts of one method, the prices found so far, and the choice of the next one to price. */
export class LayoutSearch {
  readonly #open: Set<Layout>;
  readonly #perHost: number;
  #best: { readonly layout: Layout; readonly priced: Priced } | undefined;

  /** @param layouts  the most promising first */
  constructor(layouts: readonly Layout[], perHost: number) {
    this.#open = new Set(layouts);
    this.#perHost = perHost;
  }

  /** The next layout to price; undefined when each is priced or known to be too large. */
  next(): Layout | undefined {
    const all = [...this.#open];
    const best = this.#best;
    const isFirst = (layout: Layout): boolean =>
      best && fits(best.priced) ? areNeighbors(layout, best.layout) : isUsual(layout, this.#perHost);
    const chosen = all.find(isFirst) ?? all[0];
    if (chosen) this.#open.delete(chosen);
    return chosen;
  }

  /** Remembers the price of a layout. Returns whether it is the best one so far. */
  add(layout: Layout, priced: Priced): boolean {
    if (!fits(priced)) this.addTooLarge(layout);
    if (this.#best && !isBetter(priced, this.#best.priced)) return false;
    this.#best = { layout, priced };
    return true;
  }

  /** Drops the layouts that need at least the memory of `layout`, which does not fit. */
  addTooLarge(layout: Layout): void {
    for (const other of this.#open) if (needsAsMuch(other, layout)) this.#open.delete(other);
  }
}

/** Whether the peak is within the memory. */
export const fits = ({ memory }: Priced): boolean => memory.peakBytes <= memory.limitBytes;

/**
 * Whether `a` is better than `b`. Layouts that fit come first, the fastest ahead; then the others, the lowest peak
 * ahead.
 */
function isBetter(a: Priced, b: Priced): boolean {
  const [fitsA, fitsB] = [a, b].map(fits);
  if (fitsA !== fitsB) return fitsA;
  return fitsA ? a.seconds < b.seconds : a.memory.peakBytes < b.memory.peakBytes;
}
