/** @file Memory of a device over the simulated step, by stage, and what it holds at the peak. */
import { useState } from "preact/hooks";
import { bytesText, secondsText } from "../../base/units.ts";
import type { StageMemory } from "../../planner/report/plan-report.ts";
import type { MemoryCurve } from "../memory-curve.ts";
import { percentText, ticks, tickText, unitOf } from "../numbers.ts";
import { NotSimulated } from "./not-simulated.tsx";
import { answer, picture } from "./store.ts";

export function MemoryView() {
  const shown = picture.value;
  const [chosen, choose] = useState(0);
  if (!shown) return <NotSimulated />;
  const { stages } = answer.value!.report;
  const stage = Math.min(chosen, stages.length - 1);
  const curve = shown.memory[stage];
  return (
    <div class="memory">
      {stages.length > 1 && (
        <p class="toolbar">
          {stages.map(({ devices }, index) => (
            <button key={devices[0]} type="button" aria-pressed={index === stage} onClick={() => choose(index)}>
              stage {index}
            </button>
          ))}
        </p>
      )}
      <Chart curve={curve} memory={stages[stage].memory} seconds={shown.timeline.seconds} />
      <Held curve={curve} />
    </div>
  );
}

const [width, height] = [900, 320];
const edge = { left: 74, right: 14, top: 12, bottom: 28 };
/** A limit more than this many times the peak is told in words, so that the curve stays legible. */
const farLimit = 3;

function Chart({
  curve,
  memory,
  seconds,
}: {
  readonly curve: MemoryCurve;
  readonly memory: StageMemory;
  readonly seconds: number;
}) {
  const { parameters, optimizer, limit } = memory;
  const isFar = limit > farLimit * curve.peakBytes;
  const most = 1.08 * (isFar ? curve.peakBytes : Math.max(curve.peakBytes, limit));
  const x = (at: number): number => edge.left + (at / seconds) * (width - edge.left - edge.right);
  const y = (bytes: number): number => height - edge.bottom - (bytes / most) * (height - edge.top - edge.bottom);
  const steps = [...curve.seconds].map(
    (at, i) => `${i === 0 ? "M" : "H"}${x(at).toFixed(1)}${i === 0 ? "," : "V"}${y(curve.bytes[i]).toFixed(1)}`,
  );
  const area = `${steps.join("")}H${x(seconds)}V${y(0)}H${x(0)}Z`;
  const bands = [
    { kind: "batch", to: curve.inputBytes, text: "batch and other inputs" },
    { kind: "optimizer", to: parameters + optimizer, text: "optimizer" },
    { kind: "parameters", to: parameters, text: "parameters" },
  ].filter(({ to }) => to > 0);
  const yTicks = byteTicks(most);
  const xTicks = ticks(0, seconds, 6);
  const unit = unitOf(seconds);
  return (
    <>
      <ul class="legend">
        <li>
          <i class="dot parameters" /> parameters {bytesText(parameters)}
        </li>
        <li>
          <i class="dot optimizer" /> optimizer {bytesText(optimizer)}
        </li>
        <li>
          <i class="dot batch" /> batch and other inputs{" "}
          {bytesText(Math.max(0, curve.inputBytes - parameters - optimizer))}
        </li>
        <li>
          <i class="dot temporaries" /> activations, gradients, messages
        </li>
      </ul>
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Memory over a step of ${secondsText(seconds)}: peak ${bytesText(curve.peakBytes)}, limit ${bytesText(limit)}`}
      >
        {yTicks.map((bytes) => (
          <g key={bytes}>
            <line class="grid" x1={edge.left} x2={width - edge.right} y1={y(bytes)} y2={y(bytes)} />
            <text class="axis" x={edge.left - 8} y={y(bytes) + 4} text-anchor="end">
              {bytesText(bytes)}
            </text>
          </g>
        ))}
        <path class="area temporaries" d={area} />
        {bands.map(({ kind, to }) => (
          <rect key={kind} class={`area ${kind}`} x={x(0)} y={y(to)} width={x(seconds) - x(0)} height={y(0) - y(to)} />
        ))}
        {xTicks.at.map((at) => (
          <text key={at} class="axis" x={x(at)} y={height - 8} text-anchor={at === 0 ? "start" : "middle"}>
            {tickText(at, xTicks.step, unit)}
          </text>
        ))}
        {!isFar && <line class="limit" x1={edge.left} x2={width - edge.right} y1={y(limit)} y2={y(limit)} />}
        <circle class="peak" cx={x(curve.peakSeconds)} cy={y(curve.peakBytes)} r="4" />
      </svg>
      <p class="under">
        Peak {bytesText(curve.peakBytes)} at {secondsText(curve.peakSeconds)}, {percentText(curve.peakBytes / limit)} of{" "}
        {bytesText(limit)}
        {isFar ? " (the limit is far above this scale)." : " (dashed line)."}
      </p>
    </>
  );
}

function byteTicks(most: number): number[] {
  const { at } = ticks(0, most, 5);
  return [...at];
}

function Held({ curve }: { readonly curve: MemoryCurve }) {
  if (curve.held.length === 0) return null;
  return (
    <>
      <h3>Held at the peak, besides parameters, optimizer and batch</h3>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">value</th>
              <th scope="col">on one device</th>
              <th scope="col" class="number">
                bytes
              </th>
              <th scope="col" class="number">
                of the peak
              </th>
            </tr>
          </thead>
          <tbody>
            {curve.held.map(({ name, count, type, bytes }) => (
              <tr key={`${name} ${type}`}>
                <td>
                  <code>{name}</code>
                  {count > 1 && <span class="muted"> and {count - 1} like it</span>}
                </td>
                <td>
                  <code class="muted">{type}</code>
                </td>
                <td class="number">{bytesText(bytes)}</td>
                <td class="number">{percentText(bytes / curve.peakBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
