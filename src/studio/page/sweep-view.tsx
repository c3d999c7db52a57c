/** @file A sweep over one number or two by several methods: points as they are planned, as plot, table and CSV. */
import { bytesText, secondsText } from "../../base/units.ts";
import { rowFits } from "../planned-row.ts";
import { studioMethods } from "../question.ts";
import { type Sweep, type SweepVariable, sweepOfText, sweepVariables, sweepText as textOf } from "../sweep.ts";
import { sweepCsv } from "../sweep-csv.ts";
import { HeatMaps } from "./heat-map.tsx";
import { planNow } from "./planner.ts";
import { sweep, sweepNow } from "./row-lists.ts";
import { saveText } from "./save-text.ts";
import { ask, question, sweepText } from "./store.ts";
import { SweepPlots } from "./sweep-plot.tsx";

const titles: Readonly<Record<SweepVariable, string>> = {
  devices: "devices",
  batch: "batch",
  microbatches: "microbatches",
  memory: "memory limit, GB",
  network: "network card, GB/s",
};

const change = (by: Partial<Sweep>): void => {
  sweepText.value = textOf({ ...sweepOfText(sweepText.value), ...by });
  sweep.clear();
};

export function SweepView() {
  const { variable, second, methods } = sweepOfText(sweepText.value);
  const rows = sweep.rows.value ?? [];
  const isRunning = sweep.isRunning.value;
  const left = rows.filter(({ row }) => !row).length;
  return (
    <>
      <div class="toolbar">
        <label>
          Over{" "}
          <select
            value={variable}
            name="sweepVariable"
            onChange={(event) => change({ variable: event.currentTarget.value as SweepVariable })}
          >
            {sweepVariables.map((each) => (
              <option key={each} value={each} selected={each === variable}>
                {titles[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          and{" "}
          <select
            value={second ?? ""}
            name="sweepSecond"
            onChange={(event) =>
              change({ second: (event.currentTarget.value || undefined) as SweepVariable | undefined })
            }
          >
            <option value="" selected={second === undefined}>
              nothing else
            </option>
            {sweepVariables
              .filter((each) => each !== variable)
              .map((each) => (
                <option key={each} value={each} selected={each === second}>
                  {titles[each]}
                </option>
              ))}
          </select>
        </label>
        {isRunning ? (
          <button type="button" onClick={() => sweep.stop()}>
            Pause
          </button>
        ) : left > 0 ? (
          <button type="button" class="primary" onClick={() => sweep.resume()}>
            Go on, {left} left
          </button>
        ) : (
          <button type="button" class="primary" disabled={methods.length === 0} onClick={sweepNow}>
            Sweep
          </button>
        )}
        {isRunning && <span class="busy muted">planning {left} more</span>}
        <button
          type="button"
          disabled={rows.every(({ row }) => !row)}
          onClick={() => saveText("sweep.csv", sweepCsv(second ? [variable, second] : [variable], rows), "text/csv")}
        >
          Save as CSV
        </button>
      </div>
      <fieldset class="choices" aria-label="Methods">
        {Object.entries(studioMethods).map(([method, title]) => (
          <label key={method}>
            <input
              type="checkbox"
              name={`sweep-${method}`}
              checked={methods.includes(method)}
              onChange={({ currentTarget }) =>
                change({
                  methods: currentTarget.checked ? [...methods, method] : methods.filter((other) => other !== method),
                })
              }
            />{" "}
            {title}
          </label>
        ))}
      </fieldset>
      <p class="hint">
        The rest of the question stays as it stands in the form: {question.value.model}, {question.value.cluster}, batch{" "}
        {question.value.batch}.
      </p>
      {rows.length > 0 && second && (
        <HeatMaps
          titles={[titles[variable], titles[second]]}
          rows={rows}
          isRate={variable === "batch" || second === "batch"}
        />
      )}
      {rows.length > 0 && !second && <SweepPlots variable={titles[variable]} rows={rows} />}
      {rows.some(({ row }) => row) && (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col" class="number">
                  {titles[variable]}
                </th>
                {second && (
                  <th scope="col" class="number">
                    {titles[second]}
                  </th>
                )}
                <th scope="col">method</th>
                <th scope="col" class="number">
                  a step
                </th>
                <th scope="col" class="number">
                  bound of the estimate
                </th>
                <th scope="col" class="number">
                  peak memory
                </th>
                <th scope="col">
                  <span class="hidden">open</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(
                ({ about: { value, second: other, method }, question: own, row }) =>
                  row && (
                    <tr key={`${value} ${other} ${method}`}>
                      <td class="number">{value}</td>
                      {second && <td class="number">{other}</td>}
                      <td>{studioMethods[method]}</td>
                      <td class="number">{row.seconds === undefined ? "–" : secondsText(row.seconds)}</td>
                      <td class="number">{row.boundSeconds === undefined ? "–" : secondsText(row.boundSeconds)}</td>
                      <td class={row.seconds !== undefined && !rowFits(row) ? "number bad" : "number"}>
                        {row.peakBytes === undefined ? (
                          <span class="reason">{row.reason}</span>
                        ) : (
                          `${bytesText(row.peakBytes)}${rowFits(row) ? "" : ` of ${bytesText(row.limitBytes!)} ✕`}`
                        )}
                      </td>
                      <td>
                        {row.seconds !== undefined && (
                          <button
                            type="button"
                            class="small"
                            aria-label={`Open ${titles[variable]} ${value}, ${second ? `${titles[second]} ${other}, ` : ""}${studioMethods[method]}`}
                            onClick={() => {
                              ask(own);
                              planNow();
                            }}
                          >
                            Open
                          </button>
                        )}
                      </td>
                    </tr>
                  ),
              )}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
