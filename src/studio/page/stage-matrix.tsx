/** @file The inner level of the search: stages by their number of layers and their submesh, and what became of them. */
import { numberOf, secondsText } from "../../base/units.ts";
import type { SearchOutcome, StageCell } from "../../planner/report/search-outcome.ts";

/** Most columns; with more layers, several numbers of layers stand without a stage in between. */
const maxColumns = 48;

export function StageMatrix({
  best,
  numSolved,
}: {
  readonly best: NonNullable<SearchOutcome["best"]>;
  readonly numSolved: number;
}) {
  const { cells, submeshes, stages, schedule, microbatches, numLayers } = best;
  const byPlace = new Map(cells.map((cell) => [`${cell.numLayers} ${cell.submesh}`, cell]));
  const sizes = [...new Set(cells.map((cell) => cell.numLayers))].sort((a, b) => a - b).slice(0, maxColumns);
  const rows = submeshes
    .map((submesh, index) => ({ ...submesh, index }))
    .sort((a, b) => a.numHosts * a.devicesPerHost - b.numHosts * b.devicesPerHost);
  const slowest = Math.max(...cells.map(({ seconds = 0 }) => seconds));
  const counts = (state: StageCell["state"]): number => cells.filter((cell) => cell.state === state).length;
  return (
    <>
      <h3>
        Inner level of {schedule}, {numberOf(microbatches, "microbatch")}: stages by layers and submesh
      </h3>
      <p class="hint">
        {counts("not needed")} of {cells.length} kinds of stages were ruled out by their bound and never priced,{" "}
        {counts("too large")} do not fit, {counts("solved")} are priced; all settings together solved{" "}
        {numberOf(numSolved, "layer problem")}. Darker is slower; a ring marks the stages of the best plan (
        {stages
          .map(
            ({ layers, devices }) =>
              `${layers.map(([a, b]) => (a === b ? a : `${a}–${b}`)).join(" and ")} on ${devices}`,
          )
          .join("; ")}
        ), of {numLayers} layers.
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">hosts × devices</th>
              {sizes.map((size) => (
                <th key={size} scope="col" class="stage-size">
                  {size}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ numHosts, devicesPerHost, index }) => (
              <tr key={`${numHosts} ${devicesPerHost}`}>
                <th scope="row" class="stage-row">
                  {numHosts} × {devicesPerHost}
                </th>
                {sizes.map((size) => (
                  <Cell key={size} cell={byPlace.get(`${size} ${index}`)} slowest={slowest} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul class="legend">
        <li>
          <i class="dot solved" /> priced
        </li>
        <li>× too large</li>
        <li>· not needed</li>
      </ul>
    </>
  );
}

function Cell({ cell, slowest }: { readonly cell: StageCell | undefined; readonly slowest: number }) {
  if (!cell) return <td class="stage-cell" />;
  const { state, seconds, isChosen } = cell;
  const text = seconds === undefined ? state : `${secondsText(seconds)} a microbatch`;
  return (
    <td class={isChosen ? "stage-cell picked" : "stage-cell"} title={text}>
      {seconds === undefined ? (
        <span aria-label={text} role="img">
          {state === "too large" ? "×" : "·"}
        </span>
      ) : (
        <i class="solved" role="img" aria-label={text} style={{ opacity: `${0.2 + (0.8 * seconds) / slowest}` }} />
      )}
    </td>
  );
}
