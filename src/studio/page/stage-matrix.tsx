/** @file The stage–mesh costs of the search: stages by number of layers and submesh, each with its outcome. */
import { numberOf, secondsText } from "../../base/units.ts";
import { stageTable } from "../../draw/figures/stage-table.ts";
import type { SearchOutcome, StageCell } from "../../planner/report/search-outcome.ts";

export function StageMatrix({
  best,
  numSolved,
}: {
  readonly best: NonNullable<SearchOutcome["best"]>;
  readonly numSolved: number;
}) {
  const { cells, stages, schedule, microbatches, numLayers } = best;
  const { sizes, rows, slowest, counts } = stageTable(best);
  return (
    <>
      <h3>
        Inter-operator level: costs of stages by layers and submesh, {schedule}, {numberOf(microbatches, "microbatch")}
      </h3>
      <p class="hint">
        Each cost is the seconds of the best split found at the intra-operator level. {counts["not needed"]} of{" "}
        {cells.length} kinds of stages were ruled out by their bound and never priced, {counts["too large"]} do not fit,{" "}
        {counts.solved} are priced; all settings together solved {numberOf(numSolved, "layer problem")}. More blue is
        slower; a ring marks the stages of the best plan (
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
              <th scope="col">hosts × devices, by layers</th>
              {sizes.map((size) => (
                <th key={size} scope="col" class="stage-size">
                  {size}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ numHosts, devicesPerHost, cells: own }) => (
              <tr key={`${numHosts} ${devicesPerHost}`}>
                <th scope="row" class="stage-row">
                  {numHosts} × {devicesPerHost}
                </th>
                {sizes.map((size, column) => (
                  <Cell key={size} cell={own[column]} slowest={slowest} />
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
