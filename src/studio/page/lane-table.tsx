/** @file The lanes of a timeline in numbers: the text of the picture. */
import { secondsText } from "../../base/units.ts";
import type { Timeline } from "../bars.ts";
import { percentText } from "../numbers.ts";
import { idleParts } from "../range-summary.ts";

export function LaneTable({ timeline: { lanes, seconds, critical } }: { readonly timeline: Timeline }) {
  const share = (of: number): string => percentText(of / seconds);
  return (
    <details>
      <summary>Lanes in numbers, and what idle time is made of</summary>
      <p class="hint">
        Filling: idle before the first task. Draining: idle after the last. Between: waits for messages and slower
        stages. The critical path is {share(critical.compute)} compute, {share(critical.communication)} collectives and{" "}
        {share(critical.messages)} messages.
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">lane</th>
              {["tasks", "instructions", "idle", "filling", "between", "draining"].map((title) => (
                <th key={title} scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lanes.map((lane) => {
              const { fill, between, drain } = idleParts(lane, seconds);
              return (
                <tr key={lane.name}>
                  <td>{lane.name}</td>
                  <td class="number">{lane.blocks.start.length.toLocaleString("en")}</td>
                  <td class="number">{lane.details.start.length.toLocaleString("en")}</td>
                  <td class="number">{percentText(lane.idle)}</td>
                  <td class="number">{secondsText(fill)}</td>
                  <td class="number">{secondsText(between)}</td>
                  <td class="number">{secondsText(drain)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
