/** @file A sweep over two numbers as heat maps: a table per method, a cell per plan, shaded by seconds or examples. */

import { bytesText, secondsText } from "../../base/units.ts";
import { logShade } from "../../draw/log-shade.ts";
import { rowFits } from "../planned-row.ts";
import { studioMethods } from "../question.ts";
import type { ListedRow } from "./row-lists.ts";

type SweptRow = ListedRow<{ readonly value: number; readonly second?: number; readonly method: string }>;

/** Most share of the accent in a cell's color, in per cent: text stays readable on it. */
const mostShade = 45;

interface HeatMapsProps {
  /** The names of the variables across and down. */
  readonly titles: readonly [across: string, down: string];
  readonly rows: readonly SweptRow[];
  /** True if the plans do not all do the same work: then more examples per second are better, not less seconds. */
  readonly isRate: boolean;
}

export function HeatMaps({ titles: [across, down], rows, isRate }: HeatMapsProps) {
  const numberOf = ({ row, question }: SweptRow): number | undefined =>
    row?.seconds === undefined ? undefined : isRate ? question.batch / row.seconds : row.seconds;
  const unique = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);
  const [columns, lines] = [
    unique(rows.map(({ about }) => about.value)),
    unique(rows.map(({ about }) => about.second ?? 0)),
  ];
  const shade = logShade(rows.map((each) => numberOf(each) ?? 0));
  const fitting = rows.filter(({ row }) => row && rowFits(row));
  const best = fitting.reduce<SweptRow | undefined>((a, b) => {
    const isBetter = a && (isRate ? numberOf(a)! >= numberOf(b)! : numberOf(a)! <= numberOf(b)!);
    return isBetter ? a : b;
  }, undefined);
  return (
    <>
      <p class="hint">
        {isRate ? "Examples per second (more blue is more)" : "Seconds of a step (more blue is slower)"}, and the peak
        memory of a device. Dashed does not fit; the ring is the best that fits. Columns: {across}; rows: {down}.
      </p>
      {[...new Set(rows.map(({ about }) => about.method))].map((method) => (
        <div class="scroll" key={method}>
          <table class="heat-map">
            <caption>{studioMethods[method]}</caption>
            <thead>
              <tr>
                <td />
                {columns.map((value) => (
                  <th key={value} scope="col">
                    {value}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((second) => (
                <tr key={second}>
                  <th scope="row">{second}</th>
                  {columns.map((value) => {
                    const own = rows.find(
                      ({ about }) => about.method === method && about.value === value && (about.second ?? 0) === second,
                    );
                    const number = own && numberOf(own);
                    if (number === undefined) return <td key={value}>{own?.row ? "–" : ""}</td>;
                    return (
                      <td
                        key={value}
                        class={own === best ? "best" : rowFits(own!.row!) ? undefined : "out-of-memory"}
                        style={{ "--shade": `${Math.round(mostShade * shade(number))}%` }}
                      >
                        {isRate ? `${Math.round(number).toLocaleString("en")}/s` : secondsText(number)}
                        <small>{bytesText(own!.row!.peakBytes ?? 0)}</small>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </>
  );
}
