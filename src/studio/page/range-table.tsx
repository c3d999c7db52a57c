/** @file The selected part of a timeline in numbers. */
import { secondsText } from "../../base/units.ts";
import type { Timeline } from "../bars.ts";
import { percentText } from "../numbers.ts";
import { summarize } from "../range-summary.ts";
import type { TimeRange } from "../raster.ts";
import { NumberTable } from "./number-table.tsx";

export function RangeTable({ timeline, range }: { readonly timeline: Timeline; readonly range: TimeRange }) {
  const { lanes, kinds } = summarize(timeline, range);
  const length = range.to - range.from;
  const share = (of: number): string => `${secondsText(of)} (${percentText(of / length)})`;
  return (
    <section class="range" aria-label="Selected part">
      <h3>
        Selected: {secondsText(length)} from {secondsText(range.from)}
      </h3>
      <NumberTable
        title="kind"
        numbers={["count", "least", "mean", "most"]}
        rows={kinds.map(({ kind, count, least, mean, most }) => ({
          name: kind,
          texts: [count.toLocaleString("en"), ...[least, mean, most].map((each) => secondsText(each))],
        }))}
      />
      <NumberTable
        title="lane"
        numbers={["compute", "communication", "idle"]}
        rows={lanes.map(({ name, compute, communication, idle }) => ({
          name,
          texts: [compute, communication, idle].map(share),
        }))}
      />
    </section>
  );
}
