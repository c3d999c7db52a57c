/** @file Axes of the studio's charts: a frame with ticks on both sides, in which views draw. */
import type { ComponentChildren } from "preact";

interface Tick {
  readonly at: number;
  readonly text: string;
}

const plotSize = { width: 900, height: 320 } as const;
const plotEdge = { left: 74, right: 14, top: 14, bottom: 30 } as const;

/** Places values in a plot: `share` 0 is left or bottom, 1 right or top. */
export const plotX = (share: number): number =>
  plotEdge.left + share * (plotSize.width - plotEdge.left - plotEdge.right);
export const plotY = (share: number): number =>
  plotSize.height - plotEdge.bottom - share * (plotSize.height - plotEdge.top - plotEdge.bottom);

/** A chart with ticks at positions that are already placed. */
export function Plot({
  label,
  xTicks,
  yTicks,
  children,
}: {
  readonly label: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly children: ComponentChildren;
}) {
  const { width, height } = plotSize;
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {yTicks.map(({ at, text }) => (
        <g key={text}>
          <line class="grid" x1={plotEdge.left} x2={width - plotEdge.right} y1={at} y2={at} />
          <text class="axis" x={plotEdge.left - 8} y={at + 4} text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      {xTicks.map(({ at, text }) => (
        <text
          key={text}
          class="axis"
          x={at}
          y={height - 9}
          text-anchor={at <= plotEdge.left ? "start" : at > width - 50 ? "end" : "middle"}
        >
          {text}
        </text>
      ))}
      {children}
    </svg>
  );
}
