/** @file The points of a sweep: seconds of a step over the number, both on scales of powers, a line per method. */
import { secondsText } from "../../base/units.ts";
import { type PlannedRow, rowFits } from "../planned-row.ts";
import { studioMethods } from "../question.ts";
import { stageClass } from "./plan-view.tsx";
import { Plot, plotX, plotY } from "./plot.tsx";
import type { ListedRow } from "./row-lists.ts";

type SweptRow = ListedRow<{ readonly value: number; readonly method: string }>;

export function SweepPlot({ variable, rows }: { readonly variable: string; readonly rows: readonly SweptRow[] }) {
  const values = [...new Set(rows.map(({ about }) => about.value))];
  const methods = [...new Set(rows.map(({ about }) => about.method))];
  const seconds = rows.flatMap(({ row }) => [row?.seconds, row?.boundSeconds].filter((each) => each !== undefined));
  if (seconds.length === 0) return null;
  const [low, high] = [Math.log2(Math.min(...seconds)) - 0.3, Math.log2(Math.max(...seconds)) + 0.3];
  const y = (of: number): number => plotY((Math.log2(of) - low) / (high - low));
  const x = (value: number): number => plotX(0.03 + (0.94 * values.indexOf(value)) / Math.max(1, values.length - 1));
  const yTicks = roundNumbers(2 ** low, 2 ** high);
  return (
    <>
      <ul class="legend">
        {methods.map((method, i) => (
          <li key={method}>
            <i class={`dot ${stageClass(i)}`} /> {studioMethods[method]}
          </li>
        ))}
        <li>○ does not fit</li>
        <li>| down to the bound</li>
      </ul>
      <Plot
        label={`Seconds of a step over ${variable}, by method; the table below has the numbers`}
        xTitle={variable}
        yTitle="a step"
        xTicks={values.map((value) => ({ at: x(value), text: `${value}` }))}
        yTicks={yTicks.map((at) => ({ at: y(at), text: secondsText(at) }))}
      >
        {methods.map((method, i) => {
          const own = rows.flatMap(({ about, row }) =>
            about.method === method && row?.seconds !== undefined ? [{ value: about.value, row }] : [],
          );
          return (
            <g key={method} class={`series ${stageClass(i)}`}>
              <polyline points={own.map(({ value, row }) => `${x(value)},${y(row.seconds!)}`).join(" ")} />
              {own.map(({ value, row }) => (
                <Point key={value} row={row} x={x(value)} y={y} />
              ))}
            </g>
          );
        })}
      </Plot>
    </>
  );
}

/** 1, 2 and 5 times powers of ten between two numbers. */
function roundNumbers(least: number, most: number): number[] {
  const all: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(least)); power <= most; power *= 10)
    all.push(...[1, 2, 5].map((digit) => digit * power));
  return all.filter((each) => each >= least && each <= most);
}

function Point({ row, x, y }: { readonly row: PlannedRow; readonly x: number; readonly y: (of: number) => number }) {
  const { seconds, boundSeconds } = row;
  return (
    <>
      {boundSeconds !== undefined && <line x1={x} x2={x} y1={y(seconds!)} y2={y(boundSeconds)} />}
      <circle class={rowFits(row) ? undefined : "hollow"} cx={x} cy={y(seconds!)} r="4.5" />
    </>
  );
}
