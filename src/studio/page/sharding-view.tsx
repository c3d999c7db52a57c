/** @file How every parameter is split: equal layers in one row, stage by stage. */
import { useState } from "preact/hooks";
import { bytesText } from "../../base/units.ts";
import type { PlannedParameters } from "../../planner/report/plan-report.ts";
import { SearchBox } from "./fields.tsx";
import { Placement } from "./placement.tsx";
import { stageClass } from "./plan-view.tsx";
import { answer } from "./store.ts";

export function ShardingView() {
  const { report } = answer.value!;
  const [text, search] = useState("");
  const [stage, setStage] = useState(-1);
  const isPipeline = report.stages.length > 1;
  const rows = report.parameters.filter(
    (row) => row.name.includes(text) && (stage < 0 || stage >= report.stages.length || row.stage === stage),
  );
  const axes = [...new Set(report.stages.flatMap(({ mesh }) => mesh.map(({ name, size }) => `${name}=${size}`)))];
  return (
    <>
      <p class="toolbar">
        <SearchBox label="Find a parameter" value={text} onChange={search} />
        {isPipeline && (
          <select aria-label="Stage" value={stage} onChange={(event) => setStage(Number(event.currentTarget.value))}>
            <option value={-1}>all stages</option>
            {report.stages.map(({ devices }, index) => (
              <option key={devices[0]} value={index}>
                stage {index}
              </option>
            ))}
          </select>
        )}
        <span class="hint">
          A chip is a dim: an axis splits it, <span class="chip whole">_</span> leaves it whole. Axes: {axes.join(", ")}
          .
        </span>
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {isPipeline && <th scope="col">stage</th>}
              <th scope="col">parameter</th>
              <th scope="col">type</th>
              <th scope="col" class="number">
                equal
              </th>
              <th scope="col">split</th>
              <th scope="col" class="number">
                on a device
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.name} ${row.type} ${row.stage} ${row.placement}`} row={row} isPipeline={isPipeline} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p class="under">No parameter has “{text}” in its name.</p>}
    </>
  );
}

function Row({ row, isPipeline }: { readonly row: PlannedParameters; readonly isPipeline: boolean }) {
  const { name, type, count, stage, placement, bytesPerDevice } = row;
  return (
    <tr>
      {isPipeline && (
        <td>
          <span class={`dot ${stageClass(stage)}`} /> {stage}
        </td>
      )}
      <td>
        <code>{name}</code>
      </td>
      <td>
        <code class="muted">{type}</code>
      </td>
      <td class="number">{count > 1 ? `× ${count}` : ""}</td>
      <td>
        <Placement text={placement} />
      </td>
      <td class="number">{bytesText(bytesPerDevice)}</td>
    </tr>
  );
}
