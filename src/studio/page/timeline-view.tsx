/** @file The simulated step as a timeline, and a measured one below it on the same scale of time. */
import { useEffect, useState } from "preact/hooks";
import { secondsText } from "../../base/units.ts";
import { commandOf } from "../command.ts";
import type { TimeRange } from "../raster.ts";
import { meanKindSeconds, traceOf } from "../trace.ts";
import { NotSimulated } from "./not-simulated.tsx";
import { NumberTable } from "./number-table.tsx";
import { openFile } from "./plan-files.ts";
import { saveText } from "./save-text.ts";
import { before, measured, picture } from "./store.ts";
import { TimelineCanvas } from "./timeline-canvas.tsx";
import type { ViewProps } from "./view-props.ts";

export function TimelineView({ canAsk }: ViewProps) {
  const predicted = picture.value?.timeline;
  const run = measured.value;
  const [isBeside, setBeside] = useState(false);
  const earlier = before.value?.picture?.timeline;
  const other = isBeside ? earlier : undefined;
  const span = Math.max(...[predicted, other, run?.timeline].map((timeline) => timeline?.seconds ?? 0));
  const [range, setRange] = useState<TimeRange>({ from: 0, to: span });
  useEffect(() => setRange({ from: 0, to: span }), [predicted, other, run]);
  if (!predicted) return <NotSimulated />;
  const scale = { range, setRange, span };
  return (
    <>
      {(run || other) && <h3>Predicted: {secondsText(predicted.seconds)} a step, simulated</h3>}
      <TimelineCanvas timeline={predicted} about="one simulated step" {...scale} />
      {other && (
        <>
          <h3>Before: {secondsText(other.seconds)} a step, simulated, on the same scale</h3>
          <p class="hint">
            <code>{commandOf(before.value!.question)}</code>
          </p>
          <TimelineCanvas timeline={other} about="one simulated step of the answer before" {...scale} />
        </>
      )}
      {run && (
        <>
          <h3>
            Measured: {secondsText(run.timeline.seconds)} a step, from <code>{run.name}</code>{" "}
            <button
              type="button"
              class="small"
              onClick={() => {
                measured.value = undefined;
              }}
            >
              Close
            </button>
          </h3>
          <TimelineCanvas timeline={run.timeline} about="one measured step" {...scale} />
          <Beside />
        </>
      )}
      <p class="toolbar">
        {earlier && (
          <button type="button" aria-pressed={isBeside} onClick={() => setBeside(!isBeside)}>
            Beside the answer before
          </button>
        )}
        <button
          type="button"
          title="A Chrome trace: drop it on ui.perfetto.dev or chrome://tracing, which read it in the browser. This page sends it nowhere."
          onClick={() => saveText("step.json", traceOf(predicted), "application/json")}
        >
          Save for Perfetto
        </button>
        {canAsk && (
          <label class="open-plan">
            <input
              type="file"
              accept=".json,application/json"
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                if (file) void openFile(file);
              }}
            />
            <span>Open a measured step: alpa run … --timeline run.json</span>
          </label>
        )}
      </p>
    </>
  );
}

/** Seconds of a device by kind of task, predicted and measured. */
function Beside() {
  const [predicted, run] = [meanKindSeconds(picture.value!.timeline), meanKindSeconds(measured.value!.timeline)];
  const kinds = [...new Set([...predicted, ...run].map(({ kind }) => kind))];
  const countText = (count = 0): string => `${+count.toFixed(1)}`;
  return (
    <>
      <p class="hint">
        Means over the lanes of each. Predicted are devices of the question's cluster; a run of this machine compares
        with a prediction for its own devices, such as 2:threads.
      </p>
      <NumberTable
        title="work of a device in a step"
        numbers={["predicted", "measured", "measured / predicted", "tasks predicted", "tasks measured"]}
        rows={kinds.map((kind) => {
          const [before, after] = [predicted, run].map((all) => all.find((each) => each.kind === kind));
          return {
            name: kind,
            texts: [
              before ? secondsText(before.seconds) : "not predicted",
              after ? secondsText(after.seconds) : "not measured",
              before && after ? (after.seconds / before.seconds).toFixed(2) : "–",
              countText(before?.count),
              countText(after?.count),
            ],
          };
        })}
      />
    </>
  );
}
