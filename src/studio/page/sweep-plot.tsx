/** @file The points of a sweep: seconds of a step and memory over the number, on scales of powers, a line per method. */
import { bytesText, secondsText } from "../../base/units.ts";
import { type PlannedRow, rowFits } from "../planned-row.ts";
import { studioMethods } from "../question.ts";
import { stageClass } from "./plan-view.tsx";
import { Plot, plotX, plotY } from "./plot.tsx";
import type { ListedRow } from "./row-lists.ts";

type SweptRow = ListedRow<{ readonly value: number; readonly method: string }>;

/** A number of a row, that a plot shows. */
interface Measure {
  readonly title: string;
  readonly label: string;
  readonly of: (row: PlannedRow) => number | undefined;
  /** What the number cannot be below. */
  readonly boundOf?: (row: PlannedRow) => number | undefined;
  readonly text: (value: number) => string;
}

const measures: readonly Measure[] = [
  {
    ...{ title: "a step", label: "Seconds of a step" },
    ...{ of: ({ seconds }) => seconds, boundOf: ({ boundSeconds }) => boundSeconds, text: secondsText },
  },
  { title: "peak memory", label: "Peak memory of a device", of: ({ peakBytes }) => peakBytes, text: bytesText },
];

export function SweepPlots({ variable, rows }: { readonly variable: string; readonly rows: readonly SweptRow[] }) {
  const methods = [...new Set(rows.map(({ about }) => about.method))];
  return (
    <>
      <ul class="legend">
        {methods.map((method, i) => (
          <li key={method}>
            <i class={`dot ${stageClass(i)}`} /> {studioMethods[method]}
          </li>
        ))}
        <li>○ does not fit</li>
        <li>| to the bound of the estimate</li>
      </ul>
      {measures.map((measure) => (
        <MeasurePlot key={measure.title} measure={measure} methods={methods} variable={variable} rows={rows} />
      ))}
    </>
  );
}

function MeasurePlot({
  measure: { title, label, of, boundOf = () => undefined, text },
  methods,
  variable,
  rows,
}: {
  readonly measure: Measure;
  readonly methods: readonly string[];
  readonly variable: string;
  readonly rows: readonly SweptRow[];
}) {
  const values = [...new Set(rows.map(({ about }) => about.value))];
  const numbers = rows.flatMap(({ row }) =>
    row ? [of(row), boundOf(row)].filter((each) => each !== undefined && each > 0) : [],
  ) as number[];
  if (numbers.length === 0) return null;
  const [low, high] = [Math.log2(Math.min(...numbers)) - 0.3, Math.log2(Math.max(...numbers)) + 0.3];
  const y = (value: number): number => plotY((Math.log2(value) - low) / (high - low));
  const x = (value: number): number => plotX(0.03 + (0.94 * values.indexOf(value)) / Math.max(1, values.length - 1));
  return (
    <Plot
      label={`${label} over ${variable}, by method; the table below has the numbers`}
      xTitle={variable}
      yTitle={title}
      xTicks={values.map((value) => ({ at: x(value), text: `${value}` }))}
      yTicks={roundNumbers(2 ** low, 2 ** high).map((at) => ({ at: y(at), text: text(at) }))}
    >
      {methods.map((method, i) => {
        const own = rows.flatMap(({ about, row }) => {
          const measured = about.method === method && row ? of(row) : undefined;
          return measured === undefined ? [] : [{ x: x(about.value), y: y(measured), row: row! }];
        });
        return (
          <g key={method} class={`series ${stageClass(i)}`}>
            <polyline points={own.map((point) => `${point.x},${point.y}`).join(" ")} />
            {own.map((point) => {
              const bound = boundOf(point.row);
              return (
                <g key={point.x}>
                  {bound !== undefined && <line x1={point.x} x2={point.x} y1={point.y} y2={y(bound)} />}
                  <circle class={rowFits(point.row) ? undefined : "hollow"} cx={point.x} cy={point.y} r="4.5" />
                </g>
              );
            })}
          </g>
        );
      })}
    </Plot>
  );
}

/** 1, 2 and 5 times powers of ten between two numbers. */
function roundNumbers(least: number, most: number): number[] {
  const all: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(least)); power <= most; power *= 10)
    all.push(...[1, 2, 5].map((digit) => digit * power));
  return all.filter((each) => each >= least && each <= most);
}
