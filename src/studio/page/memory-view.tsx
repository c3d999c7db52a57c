/** @file Memory of a device over the simulated step, by stage and kind, and what it is made of at any time. */
import { useState } from "preact/hooks";
import { bytesText, secondsText } from "../../base/units.ts";
import { type MemoryKind, memoryKinds } from "../../planner/report/buffer-kinds.ts";
import type { StageMemory } from "../../planner/report/plan-report.ts";
import type { MemoryCurve } from "../memory-curve.ts";
import { percentText, ticks, tickText, unitOf } from "../numbers.ts";
import { MemoryParts } from "./memory-parts.tsx";
import { NotSimulated } from "./not-simulated.tsx";
import { Plot, plotX, plotY } from "./plot.tsx";
import { answer, picture } from "./store.ts";

export function MemoryView() {
  const shown = picture.value;
  const [chosen, choose] = useState(0);
  /** The chosen time in seconds; undefined for the time of the peak. */
  const [told, tell] = useState<number | undefined>();
  if (!shown) return <NotSimulated />;
  const { stages } = answer.value!.report;
  const stage = Math.min(chosen, stages.length - 1);
  const curve = shown.memory[stage];
  const { seconds } = shown.timeline;
  const at = Math.min(seconds, told ?? curve.peakSeconds);
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
      <Chart curve={curve} memory={stages[stage].memory} seconds={seconds} at={at} tell={tell} />
      <MemoryParts curve={curve} at={at} isPeak={told === undefined} />
    </div>
  );
}

/** A limit above this many times the peak is written below the chart, so that the curve stays legible. */
const farLimit = 3;

interface ChartProps {
  readonly curve: MemoryCurve;
  readonly memory: StageMemory;
  readonly seconds: number;
  readonly at: number;
  readonly tell: (at: number | undefined) => void;
}

function Chart({ curve, memory: { limit }, seconds, at, tell }: ChartProps) {
  const isFar = limit > farLimit * curve.peakBytes;
  const most = 1.08 * (isFar ? curve.peakBytes : Math.max(curve.peakBytes, limit));
  const x = (time: number): number => plotX(time / seconds);
  const y = (bytes: number): number => plotY(bytes / most);
  const xTicks = ticks(0, seconds, 6);
  const point = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const own = ((event.clientX - left) / width) * event.currentTarget.viewBox.baseVal.width;
    tell(Math.max(0, Math.min(seconds, ((own - plotX(0)) / (plotX(1) - plotX(0))) * seconds)));
  };
  return (
    <>
      <ul class="legend">
        {[...memoryKinds, "workspace" as const].map((kind) => (
          <li key={kind}>
            <i class={`dot ${kind}`} /> {kindNames[kind]}
          </li>
        ))}
      </ul>
      <Plot
        label={`Memory over a step of ${secondsText(seconds)}: peak ${bytesText(curve.peakBytes)}, limit ${bytesText(limit)}`}
        xTitle="time of the step, simulated"
        yTitle="held by a device"
        xTicks={xTicks.at.map((time) => ({ at: x(time), text: tickText(time, xTicks.step, unitOf(seconds)) }))}
        yTicks={ticks(0, most, 5).at.map((bytes) => ({ at: y(bytes), text: bytesText(bytes) }))}
        onPointerMove={point}
      >
        {areas(curve).map(({ kind, from, to }) => (
          <path key={kind} class={`area ${kind}`} d={areaPath(curve, seconds, from, to, x, y)} />
        ))}
        {!isFar && <line class="limit" x1={x(0)} x2={x(seconds)} y1={y(limit)} y2={y(limit)} />}
        <line class="told" x1={x(at)} x2={x(at)} y1={y(0)} y2={plotY(1)} />
        <circle class="peak" cx={x(curve.peakSeconds)} cy={y(curve.peakBytes)} r="4" />
      </Plot>
      <p class="toolbar">
        <input
          class="time"
          type="range"
          aria-label="Time of the values below"
          aria-valuetext={secondsText(at)}
          min={0}
          max={seconds}
          step={seconds / 500}
          value={at}
          onInput={(event) => tell(Number(event.currentTarget.value))}
        />
        <button type="button" class="small" onClick={() => tell(undefined)}>
          At the peak
        </button>
        <span class="under">
          Peak {bytesText(curve.peakBytes)} at {secondsText(curve.peakSeconds)}, {percentText(curve.peakBytes / limit)}{" "}
          of {bytesText(limit)}
          {isFar ? " (the limit is far above this scale)" : " (dashed line)"}
        </span>
      </p>
    </>
  );
}

export type PartKind = MemoryKind | "workspace";

/** `gradients` are sums over microbatches; those of a single one are temporaries among the activations. */
const kindNames: Readonly<Record<PartKind, string>> = {
  parameters: "parameters",
  optimizer: "optimizer",
  batch: "batch",
  gradients: "summed gradients",
  activations: "activations and temporaries",
  messages: "messages",
  workspace: "inside kernels",
};

/** The bands of the chart from below, each with its lower and upper bytes by point. */
function areas({ bytes, kindBytes }: MemoryCurve): { kind: PartKind; from: Float64Array; to: Float64Array }[] {
  const count = bytes.length;
  let from: Float64Array = new Float64Array(count);
  const bands = memoryKinds.map((kind, row) => {
    const to: Float64Array = from.map((value, point) => value + kindBytes[row * count + point]);
    const band = { kind: kind as PartKind, from, to };
    from = to;
    return band;
  });
  bands.push({ kind: "workspace", from, to: bytes });
  return bands.filter(({ from: low, to }) => to.some((value, point) => value > low[point]));
}

/** The outline of a band of steps. */
function areaPath(
  { seconds: times }: MemoryCurve,
  end: number,
  from: Float64Array,
  to: Float64Array,
  x: (time: number) => number,
  y: (bytes: number) => number,
): string {
  const [up, down]: [string[], string[]] = [[], []];
  times.forEach((time, i) => {
    const [left, right] = [x(time), x(times[i + 1] ?? end)].map((place) => place.toFixed(1));
    up.push(`${i === 0 ? "M" : "L"}${left},${y(to[i]).toFixed(1)}H${right}`);
    down.push(`L${right},${y(from[i]).toFixed(1)}H${left}`);
  });
  return `${up.join("")}${down.reverse().join("")}Z`;
}
