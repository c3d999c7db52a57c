/** @file The axes of the studio's charts: a frame with ticks, into which views draw. */
import type { ComponentChildren } from "preact";
import { chartSize } from "./chart-size.ts";

interface Tick {
  readonly at: number;
  readonly text: string;
}

const edge = { left: 74, right: 14, top: 34, bottom: 44 } as const;

/** Places values in a plot: `share` 0 is left or bottom, 1 right or top. */
export const plotX = (share: number): number => edge.left + share * (chartSize.value.width - edge.left - edge.right);
export const plotY = (share: number): number =>
  chartSize.value.height - edge.bottom - share * (chartSize.value.height - edge.top - edge.bottom);

/** A chart with the names of its axes, and ticks at given positions. */
export function Plot({
  label,
  xTitle,
  yTitle,
  xTicks,
  yTicks,
  onPointerMove,
  children,
}: {
  readonly label: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly onPointerMove?: (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => void;
  readonly children: ComponentChildren;
}) {
  const { width, height } = chartSize.value;
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} onPointerMove={onPointerMove}>
      <text class="axis" x={12} y={20}>
        {yTitle}
      </text>
      <text class="axis" x={(edge.left + width - edge.right) / 2} y={height - 8} text-anchor="middle">
        {xTitle}
      </text>
      {yTicks.map(({ at, text }) => (
        <g key={text}>
          <line class="grid" x1={edge.left} x2={width - edge.right} y1={at} y2={at} />
          <text class="axis" x={edge.left - 8} y={at + 4} text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      {apart(xTicks).map(({ at, text }) => (
        <text
          key={text}
          class="axis"
          x={at}
          y={height - 26}
          text-anchor={at <= edge.left ? "start" : at > width - 40 ? "end" : "middle"}
        >
          {text}
        </text>
      ))}
      {children}
    </svg>
  );
}

/** Least distance between two ticks, for words of about seven letters. */
const leastGap = 52;

/** The ticks without those that would touch the one before. */
function apart(ticks: readonly Tick[]): Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) if (kept.length === 0 || tick.at - kept[kept.length - 1].at >= leastGap) kept.push(tick);
  return kept;
}
