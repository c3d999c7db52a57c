/** @file The question by several methods, on one scale. */
import { bytesText, secondsText } from "../../base/units.ts";
import { type ComparedRow, comparedRow } from "../compared.ts";
import { percentText } from "../numbers.ts";
import { studioMethods } from "../question.ts";
import { compareNow, comparison, stopComparison } from "./comparison.ts";
import { planNow } from "./planner.ts";
import { answer, answered, ask } from "./store.ts";

export function CompareView() {
  const { planFile, method } = answered.value!;
  const own = comparedRow(planFile ? planFile.name : method, answer.value!.report);
  const { rows: others, left } = comparison.value ?? { rows: [], left: 0 };
  const rows = [own, ...others].sort(
    (a, b) => (a.seconds ?? Number.POSITIVE_INFINITY) - (b.seconds ?? Number.POSITIVE_INFINITY),
  );
  const longest = Math.max(...rows.map(({ seconds = 0 }) => seconds));
  return (
    <>
      <div class="toolbar">
        {left > 0 ? (
          <>
            <span class="busy muted">planning {left} more</span>
            <button type="button" onClick={stopComparison}>
              Stop
            </button>
          </>
        ) : (
          <button type="button" class="primary" onClick={compareNow}>
            {comparison.value ? "Plan the other methods again" : "Plan the other methods"}
          </button>
        )}
        <span class="hint">
          The same model, cluster, batch, microbatches and precision; without pins. A mark is the method's own bound.
        </span>
      </div>
      <div class="scroll">
        <table class="compare">
          <thead>
            <tr>
              <th scope="col">method</th>
              <th scope="col" class="number">
                a step
              </th>
              <th scope="col" class="bar-head">
                predicted, from zero
              </th>
              <th scope="col" class="number">
                peak memory
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.method} row={row} isOwn={row === own} longest={longest} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({
  row,
  isOwn,
  longest,
}: {
  readonly row: ComparedRow;
  readonly isOwn: boolean;
  readonly longest: number;
}) {
  const { method, seconds, boundSeconds, peakBytes, limitBytes = Number.POSITIVE_INFINITY, reason } = row;
  const isOver = peakBytes !== undefined && peakBytes > limitBytes;
  const open = (): void => {
    ask({ method, pins: [], planFile: undefined });
    planNow();
  };
  return (
    <tr class={isOwn ? "chosen" : undefined}>
      <td>{studioMethods[method] ?? method}</td>
      <td class="number">{seconds === undefined ? "–" : secondsText(seconds)}</td>
      <td class="bar-cell">
        {seconds === undefined ? (
          <span class="reason">{reason}</span>
        ) : (
          <div class="bar" role="img" aria-label={`${percentText(seconds / longest)} of the longest`}>
            <span style={{ width: `${(100 * seconds) / longest}%` }} />
            {boundSeconds !== undefined && <i style={{ left: `${(100 * boundSeconds) / longest}%` }} />}
          </div>
        )}
      </td>
      <td class={isOver ? "number bad" : "number"}>
        {peakBytes === undefined ? "–" : `${bytesText(peakBytes)}${isOver ? " ✕" : ""}`}
      </td>
      <td>
        {!isOwn && seconds !== undefined && (
          <button type="button" class="small" onClick={open}>
            Open
          </button>
        )}
      </td>
    </tr>
  );
}
