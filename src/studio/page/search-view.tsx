/** @file The search, while it runs and after it: best plan and bound over its seconds, and what it tried. */
import { numberOf, secondsText } from "../../base/units.ts";
import type { SearchOutcome, SettingOutcome } from "../../planner/report/search-outcome.ts";
import { percentText, ticks, tickText, unitOf } from "../numbers.ts";
import type { SearchPoint } from "../search-log.ts";
import { Plot, plotX, plotY } from "./plot.tsx";
import { StageMatrix } from "./stage-matrix.tsx";
import { answer, searchLog, status } from "./store.ts";

export function SearchView() {
  const { points, outcome } = searchLog.value;
  const isRunning = status.value.kind === "planning";
  if (points.length === 0)
    return (
      <p class="under">
        {isRunning
          ? "The search has not reported yet."
          : "This method searched nothing, or was done before its first report. Methods that search: shard, auto, and ZeRO on large models."}
      </p>
    );
  return (
    <>
      <Progress points={points} isRunning={isRunning} />
      {outcome && <Settings outcome={outcome} />}
      {outcome?.best && <StageMatrix best={outcome.best} numSolved={outcome.numSolved} />}
    </>
  );
}

function Progress({ points, isRunning }: { readonly points: readonly SearchPoint[]; readonly isRunning: boolean }) {
  const last = points.at(-1)!;
  const end = Math.max(last.at, 1e-3);
  const known = points.flatMap(({ predictedSeconds, layersSeconds }) => predictedSeconds ?? layersSeconds ?? []);
  const bounds = points.map(({ boundSeconds }) => boundSeconds).filter((bound) => bound > 0);
  // Bounds of the first moments may be far below; the chart shows those of at least half the best plan.
  const lowest = known.at(-1);
  const most = Math.max(...known.slice(-Math.ceil(known.length / 2) - 1), ...(known.length === 0 ? bounds : []));
  const least = Math.min(...bounds.filter((bound) => lowest === undefined || bound >= lowest / 2), most);
  const pad = Math.max(0.08 * (most - least), 1e-3 * most);
  const [low, high] = [Math.max(0, least - pad), most + pad];
  const y = (seconds: number): number => plotY(Math.max(0, Math.min(1, (seconds - low) / (high - low))));
  const x = (at: number): number => plotX(at / end);
  const line = (of: (point: SearchPoint) => number | null): string => {
    let path = "";
    for (const point of points) {
      const value = of(point);
      if (value === null || value <= 0) continue;
      path +=
        path === ""
          ? `M${x(point.at).toFixed(1)},${y(value).toFixed(1)}`
          : `H${x(point.at).toFixed(1)}V${y(value).toFixed(1)}`;
    }
    return path;
  };
  const both = points.filter(({ predictedSeconds, boundSeconds }) => predictedSeconds !== null && boundSeconds > 0);
  const shade = both
    .slice(1)
    .map(({ at }, i) => {
      const [from, { predictedSeconds, boundSeconds }] = [x(both[i].at), both[i]];
      return `M${from.toFixed(1)},${y(predictedSeconds!).toFixed(1)}H${x(at).toFixed(1)}V${y(boundSeconds).toFixed(1)}H${from.toFixed(1)}Z`;
    })
    .join("");
  const [xs, ys] = [ticks(0, end, 7), ticks(low, high, 5)];
  const best = last.predictedSeconds;
  const gap = best === null ? undefined : (best - last.boundSeconds) / best;
  const bestText = best === null ? "no plan yet" : `best ${secondsText(best)}`;
  return (
    <>
      <p class="toolbar">
        <ul class="legend">
          <li>
            <i class="dot line-best" /> best plan
          </li>
          {last.layersSeconds !== null && (
            <li>
              <i class="dot line-layers" /> best stages as composed of layers
            </li>
          )}
          <li>
            <i class="dot line-bound" /> lower bound
          </li>
          <li>
            <i class="dot gap" /> gap
          </li>
        </ul>
        <span class={isRunning ? "busy muted" : "muted"}>
          {bestText}
          {last.boundSeconds > 0 && `, none below ${secondsText(last.boundSeconds)}`}
          {gap !== undefined && `, gap ${percentText(gap)}`}, {numberOf(last.numSolved, "problem")} solved
        </span>
      </p>
      <Plot
        label={`Seconds of a step over the search's ${secondsText(end)}: ${bestText}, bound ${secondsText(last.boundSeconds)}`}
        xTitle="time of the search"
        yTitle="a step, predicted"
        xTicks={xs.at.map((at) => ({ at: x(at), text: tickText(at, xs.step, unitOf(end)) }))}
        yTicks={ys.at.map((at) => ({ at: y(at), text: tickText(at, ys.step, unitOf(high)) }))}
      >
        {shade !== "" && <path class="gap" d={shade} />}
        <path class="line-best" d={line(({ predictedSeconds }) => predictedSeconds)} />
        <path class="line-layers" d={line(({ layersSeconds }) => layersSeconds)} />
        <path class="line-bound" d={line(({ boundSeconds }) => boundSeconds)} />
      </Plot>
      <p class="hint">
        The axis of seconds begins where the bound is, not at zero.
        {!isRunning && answer.value?.report.estimate && " The answer's own gap is in the tiles above."}
      </p>
    </>
  );
}

/** Settings more than this many times as slow as the best are too far to be placed. */
const farSetting = 3;

/** Each setting as the interval from its bound to its best plan. */
function Settings({ outcome: { settings, best } }: { readonly outcome: SearchOutcome }) {
  const rank = ({ seconds, boundSeconds }: SettingOutcome): number => (seconds === undefined ? boundSeconds : 0);
  const rows = [...settings].sort((a, b) => rank(a) - rank(b));
  const least = 0.99 * Math.min(...rows.map(({ boundSeconds }) => boundSeconds));
  // Bounds may be infinite where no plan fits, or far above: those stand at the right edge.
  const ends = rows.map(({ seconds, boundSeconds }) => seconds ?? boundSeconds).filter(Number.isFinite);
  const most = Math.min(Math.max(...ends), farSetting * (best?.seconds ?? Number.POSITIVE_INFINITY));
  const place = (seconds: number): number => Math.min(98, (98 * (seconds - least)) / (most - least));
  return (
    <>
      <h3>Schedules and microbatches</h3>
      <p class="hint">
        An interval goes from the bound of a setting to its best plan. A setting whose bound is above the best plan is
        struck out: nothing in it can win.
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">schedule</th>
              <th scope="col" class="number">
                microbatches
              </th>
              <th scope="col" class="number">
                bound
              </th>
              <th scope="col" class="number">
                best
              </th>
              <th scope="col" class="bar-head">
                from bound to best
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ schedule, microbatches, boundSeconds, seconds }) => {
              const isOut = best !== undefined && boundSeconds > best.seconds;
              const isBest = best?.schedule === schedule && best.microbatches === microbatches;
              return (
                <tr key={`${schedule} ${microbatches}`} class={isBest ? "chosen" : isOut ? "out" : undefined}>
                  <td>{schedule}</td>
                  <td class="number">{microbatches}</td>
                  <td class="number">{Number.isFinite(boundSeconds) ? secondsText(boundSeconds) : "–"}</td>
                  <td class="number">{seconds === undefined ? "–" : secondsText(seconds)}</td>
                  <td class="bar-cell">
                    <div
                      class="bar interval"
                      role="img"
                      aria-label={seconds === undefined ? "bound only" : "from bound to best plan"}
                    >
                      <span
                        style={{
                          marginLeft: `${place(boundSeconds)}%`,
                          width: `${place(seconds ?? boundSeconds) - place(boundSeconds)}%`,
                        }}
                      />
                    </div>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
