/** @file The selected part of a timeline in numbers. */
import { secondsText } from "../../base/units.ts";
import type { Timeline } from "../bars.ts";
import { percentText } from "../numbers.ts";
import { summarize } from "../range-summary.ts";
import type { TimeRange } from "../raster.ts";

export function RangeTable({ timeline, range }: { readonly timeline: Timeline; readonly range: TimeRange }) {
  const { lanes, kinds } = summarize(timeline, range);
  const length = range.to - range.from;
  const share = (of: number): string => `${secondsText(of)} (${percentText(of / length)})`;
  return (
    <section class="range" aria-label="Selected part">
      <h3>
        Selected: {secondsText(length)} from {secondsText(range.from)}
      </h3>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">kind</th>
              {["count", "least", "mean", "most"].map((title) => (
                <th key={title} scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map(({ kind, count, least, mean, most }) => (
              <tr key={kind}>
                <td>{kind}</td>
                <td class="number">{count.toLocaleString("en")}</td>
                <td class="number">{secondsText(least)}</td>
                <td class="number">{secondsText(mean)}</td>
                <td class="number">{secondsText(most)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">lane</th>
              {["compute", "communication", "idle"].map((title) => (
                <th key={title} scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lanes.map(({ name, compute, communication, idle }) => (
              <tr key={name}>
                <td>{name}</td>
                <td class="number">{share(compute)}</td>
                <td class="number">{share(communication)}</td>
                <td class="number">{share(idle)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
