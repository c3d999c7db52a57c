/** @file The schedule lab: every schedule on the same stages and one scale of time. */
import { useMemo } from "preact/hooks";
import { powersOfTwo } from "../../base/integers.ts";
import {
  changedLab,
  factorLimits,
  type LabSettings,
  labLimits,
  labOfText,
  labRows,
  type TimedLabRow,
  labText as textOf,
} from "../lab.ts";
import { labOfTimeline } from "../lab-times.ts";
import { percentText } from "../numbers.ts";
import { NumberField, Slider } from "./fields.tsx";
import { LabChart } from "./lab-chart.tsx";
import { labText, picture } from "./store.ts";

const change = (by: Partial<LabSettings>): void => {
  labText.value = textOf(changedLab(labOfText(labText.value), by));
};

export function LabView() {
  const text = labText.value;
  const settings = useMemo(() => labOfText(text), [text]);
  const rows = useMemo(() => labRows(settings), [settings]);
  const timed = rows.filter((row): row is TimedLabRow => "tasks" in row);
  const longest = Math.max(...timed.map(({ makespan }) => makespan));
  return (
    <div class="lab">
      <Sizes settings={settings} />
      <ol class="lab-rows">
        {rows.map((row) => (
          <li key={row.name} class="card">
            <div class="lab-head">
              <h3>{row.name}</h3>
              {"tasks" in row ? <Numbers row={row} /> : <span class="reason">{row.problem}</span>}
            </div>
            {"tasks" in row && (
              <LabChart
                row={row}
                longest={longest}
                onFactor={(stage, factor) =>
                  change({ factors: settings.factors.map((own, each) => (each === stage ? factor : own)) })
                }
                factors={settings.factors}
              />
            )}
          </li>
        ))}
      </ol>
      <p class="hint">
        Drag the right edge of a bar to make its stage slower or faster. Idle: simulated, then the formula for equal
        stages and free messages. Asynchronous schedules (pipedream, pipedream-2bw) update several times in the step.
      </p>
      <LabTable rows={timed} />
    </div>
  );
}

const titles = {
  forward: "Forward, ms",
  backwardInput: "Input gradient, ms",
  backwardWeight: "Weight gradient, ms",
  update: "Update, ms",
  transfer: "Message, ms",
} as const;

function Sizes({ settings }: { readonly settings: LabSettings }) {
  const timeline = picture.value?.timeline;
  const taken = useMemo(() => timeline && labOfTimeline(timeline), [timeline]);
  return (
    <div class="card lab-sizes">
      <Slider
        label="Stages"
        name="labStages"
        value={settings.stages}
        steps={[2, 3, 4, 6, 8, 12, 16, 24, 32]}
        onChange={(stages) => change({ stages })}
      />
      <Slider
        label="Microbatches"
        name="labMicrobatches"
        value={settings.microbatches}
        steps={powersOfTwo(256)}
        onChange={(microbatches) => change({ microbatches })}
      />
      <Slider
        label="Chunks of interleaved-1f1b"
        name="labChunks"
        value={settings.chunks}
        steps={[2, 3, 4, 6, 8]}
        onChange={(chunks) => change({ chunks })}
      />
      {(Object.keys(titles) as (keyof typeof titles)[]).map((key) => (
        <NumberField
          key={key}
          label={titles[key]}
          name={`lab-${key}`}
          min={labLimits[key][0]}
          value={settings[key]}
          onChange={(value) => change({ [key]: value })}
        />
      ))}
      <details class="factors">
        <summary>Each stage's factor</summary>
        <div class="factor-fields">
          {settings.factors.map((factor, stage) => (
            <NumberField
              key={`stage ${stage + 1}`}
              label={`stage ${stage}`}
              name={`lab-factor-${stage}`}
              min={factorLimits[0]}
              value={Number(factor.toPrecision(3))}
              onChange={(value) =>
                change({ factors: settings.factors.map((own, each) => (each === stage ? value : own)) })
              }
            />
          ))}
        </div>
      </details>
      <p class="toolbar after">
        <button type="button" disabled={!taken} onClick={() => taken && change(taken)}>
          Take the times of this plan
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            labText.value = "";
          }}
        >
          Reset
        </button>
        {!taken && <span class="hint">for plans of several stages</span>}
      </p>
    </div>
  );
}

const ms = (milliseconds: number): string => `${Number(milliseconds.toPrecision(4))} ms`;

function Numbers({ row: { makespan, idle, formulaIdle } }: { readonly row: TimedLabRow }) {
  return (
    <span class="lab-numbers">
      <strong>{ms(makespan)}</strong> · idle {percentText(idle)}
      <span class="muted">
        {" "}
        ({formulaIdle > 0 ? `formula ${percentText(formulaIdle)}` : "none once it is full, over many steps"})
      </span>
    </span>
  );
}

/** The rows in numbers. */
function LabTable({ rows }: { readonly rows: readonly TimedLabRow[] }) {
  const list = (numbers: readonly number[]): string =>
    new Set(numbers).size === 1 ? `${numbers[0]}` : numbers.map((n) => Number(n.toPrecision(3))).join(", ");
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">schedule</th>
            <th scope="col" class="number">
              step
            </th>
            <th scope="col" class="number">
              idle
            </th>
            <th scope="col" class="number">
              formula
            </th>
            <th scope="col">microbatches held, by stage</th>
            <th scope="col">weight versions, by stage</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, makespan, idle, formulaIdle, inFlight, versions }) => (
            <tr key={name}>
              <td>{name}</td>
              <td class="number">{ms(makespan)}</td>
              <td class="number">{percentText(idle)}</td>
              <td class="number">{percentText(formulaIdle)}</td>
              <td>{list(inFlight)}</td>
              <td>{list(versions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
