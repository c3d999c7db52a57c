/** @file The plan: a card for each stage, and the cluster's devices coloured by stage. */
import { bytesText, countText, numberOf, secondsText } from "../../base/units.ts";
import type { StageReport } from "../../planner/report/plan-report.ts";
import { layersText } from "../../planner/report/plan-text.ts";
import type { Answer } from "../answer.ts";
import { codeOf } from "../code.ts";
import { percentText } from "../numbers.ts";
import { CopyButton } from "./copy-button.tsx";
import { Meter } from "./meter.tsx";
import { savePlan } from "./plan-files.ts";
import { answer, answered } from "./store.ts";
import type { ViewProps } from "./view-props.ts";

/** Colours of stages repeat after this many; the number of the stage is always beside. */
const numColors = 8;
export const stageClass = (stage: number): string => `stage-${stage % numColors}`;

export function PlanView({ canAsk }: ViewProps) {
  const { report, hosts } = answer.value!;
  return (
    <div class="plan">
      <ol class="stages">
        {report.stages.map((stage, index) => (
          <StageCard key={stage.devices[0]} stage={stage} index={index} isOnly={report.stages.length === 1} />
        ))}
      </ol>
      {canAsk && (
        <p class="toolbar after">
          <button type="button" onClick={savePlan}>
            Save as plan.json
          </button>
          <span class="hint">
            for <code>alpa run --plan</code>, <code>alpa export</code> and <code>alpa explain</code>
          </span>
          {answered.value && (
            <CopyButton
              label="as code"
              text={() => codeOf(answered.value!)}
              title="TypeScript that trains with the plan in plan.json"
              isFramed={true}
            />
          )}
        </p>
      )}
      <h3>Devices</h3>
      <DeviceMap hosts={hosts} stages={report.stages} />
      <Collectives stages={report.stages} />
    </div>
  );
}

const rangeText = (devices: readonly number[]): string =>
  devices.length === 1 ? `device ${devices[0]}` : `devices ${devices[0]}–${devices.at(-1)}`;

function StageCard({
  stage,
  index,
  isOnly,
}: {
  readonly stage: StageReport;
  readonly index: number;
  readonly isOnly: boolean;
}) {
  const { layers, devices, mesh, memory, simulated, numParameters } = stage;
  const { parameters, optimizer, batch, peak, limit } = memory;
  const whole = Math.max(limit, peak ?? 0);
  const rest = Math.max(0, (peak ?? 0) - parameters - optimizer - batch);
  return (
    <li class={`card ${stageClass(index)}`}>
      <h3>{isOnly ? "The whole model" : `Stage ${index}`}</h3>
      <p>
        {layers.length > 0 && `layers ${layersText(layers)}, `}
        {countText(numParameters)} parameters
      </p>
      <p>
        {rangeText(devices)}: {mesh.map(({ name, size }) => `${name}=${size}`).join(" × ")}
      </p>
      {simulated && (
        <p>
          compute {secondsText(simulated.computeSeconds)}, communication {secondsText(simulated.communicationSeconds)},
          idle {percentText(simulated.bubble)}
          {simulated.peakInFlight > 0 && `, ${numberOf(simulated.peakInFlight, "activation")} in flight`}
        </p>
      )}
      {peak !== undefined && (
        <>
          <Meter
            parts={[
              { share: parameters / whole, kind: "parameters", label: `parameters ${bytesText(parameters)}` },
              { share: optimizer / whole, kind: "optimizer", label: `optimizer state ${bytesText(optimizer)}` },
              { share: batch / whole, kind: "batch", label: `batch ${bytesText(batch)}` },
              { share: rest / whole, kind: "temporaries", label: `activations and the rest ${bytesText(rest)}` },
            ]}
            label={`${bytesText(peak)} of ${bytesText(limit)}`}
          />
          <p class={peak > limit ? "under bad" : "under"}>
            <span class="nowrap">
              <i class="dot parameters" /> parameters {bytesText(parameters)}
            </span>{" "}
            <span class="nowrap">
              <i class="dot optimizer" /> optimizer {bytesText(optimizer)}
            </span>{" "}
            <span class="nowrap">
              <i class="dot temporaries" /> activations and the rest {bytesText(rest)}
            </span>
          </p>
        </>
      )}
    </li>
  );
}

/** More devices than this are drawn host by host. */
const maxSquares = 2048;

function DeviceMap({ hosts, stages }: { readonly hosts: Answer["hosts"]; readonly stages: readonly StageReport[] }) {
  const stageOf = new Map(stages.flatMap(({ devices }, stage) => devices.map((device) => [device, stage] as const)));
  const count = hosts.reduce((sum, { count: of, devices }) => sum + of * devices, 0);
  let [device, host] = [0, 0];
  const boxes = hosts.flatMap(({ device: kind, count: of, devices }) =>
    Array.from({ length: of }, () => {
      const first = device;
      device += devices;
      return { host: host++, kind, first, devices };
    }),
  );
  const isCoarse = count > maxSquares;
  return (
    <div class={isCoarse ? "hosts coarse" : "hosts"}>
      {boxes.map(({ host: number, kind, first, devices }) => (
        <div key={first} class="host" title={`host ${number}: ${devices} × ${kind}`}>
          {!isCoarse && (
            <span class="host-name">
              host {number} · {kind}
            </span>
          )}
          <div class="devices">
            {Array.from({ length: isCoarse ? 1 : devices }, (_, i) => {
              const stage = stageOf.get(first + i);
              return (
                <span
                  key={first + i}
                  class={stage === undefined ? "device unused" : `device ${stageClass(stage)}`}
                  title={`device ${first + i}: ${stage === undefined ? "not used" : `stage ${stage}`}`}
                >
                  {isCoarse ? (stage ?? "–") : first + i}
                </span>
              );
            })}
          </div>
        </div>
      ))}
    </div>
  );
}

function Collectives({ stages }: { readonly stages: readonly StageReport[] }) {
  const rows = stages.flatMap(({ collectives = [] }, stage) => collectives.map((each) => ({ ...each, stage })));
  if (rows.length === 0)
    return <p class="under">No collectives: every stage has one device, or nothing is exchanged.</p>;
  return (
    <>
      <h3>Collectives of one device in a step</h3>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {stages.length > 1 && <th scope="col">stage</th>}
              <th scope="col">collective</th>
              <th scope="col">over</th>
              <th scope="col" class="number">
                times
              </th>
              <th scope="col" class="number">
                sent
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ stage, kind, axes, count, sentBytes }) => (
              <tr key={`${stage} ${kind} ${axes}`}>
                {stages.length > 1 && <td>{stage}</td>}
                <td>{kind.replaceAll("_", "-")}</td>
                <td>{axes.join(", ")}</td>
                <td class="number">{count.toLocaleString("en")}</td>
                <td class="number">{bytesText(Math.round(sentBytes))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
