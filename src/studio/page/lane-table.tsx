/** @file A table of the lanes of a timeline: the text alternative of the picture. */
import { secondsText } from "../../base/units.ts";
import type { Timeline } from "../bars.ts";
import { percentText } from "../numbers.ts";
import { idleParts } from "../range-summary.ts";
import { NumberTable } from "./number-table.tsx";

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
      <NumberTable
        title="lane"
        numbers={["tasks", "instructions", "idle", "filling", "between", "draining"]}
        rows={lanes.map((lane) => {
          const { fill, between, drain } = idleParts(lane, seconds);
          const counts = [lane.blocks, lane.details].map(({ start }) => start.length.toLocaleString("en"));
          return {
            name: lane.name,
            texts: [...counts, percentText(lane.idle), ...[fill, between, drain].map((each) => secondsText(each))],
          };
        })}
      />
    </details>
  );
}
