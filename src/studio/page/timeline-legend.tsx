/** @file The kinds of bars that a timeline has, with their colours. */
import { barKinds, type Timeline } from "../bars.ts";

export function TimelineLegend({ timeline: { lanes } }: { readonly timeline: Timeline }) {
  const has = new Set(lanes.flatMap(({ blocks, details }) => [...new Set([...blocks.kind, ...details.kind])]));
  // Of a pipeline, "compute" is only what prepares the step.
  const isPipeline = has.has(barKinds.indexOf("forward"));
  return (
    <ul class="legend">
      {barKinds.map(
        (kind, index) =>
          has.has(index) &&
          !(kind === "compute" && isPipeline) && (
            <li key={kind}>
              <i class={`dot kind-${kind}`} /> {kind}
            </li>
          ),
      )}
      <li>
        <i class="dot idle" /> idle
      </li>
    </ul>
  );
}
