/** @file What the memory of a device is made of at one time: a treemap of its values, and their table. */
import { bytesText, secondsText } from "../../base/units.ts";
import { type HeldValues, heldAt, type MemoryCurve } from "../memory-curve.ts";
import { percentText } from "../numbers.ts";
import { treemap } from "../treemap.ts";
import { chartSize } from "./chart-size.ts";

/** Maximum number of values that are listed; the others are one entry. */
const maxValues = 24;

export function MemoryParts({
  curve,
  at,
  isPeak,
}: {
  readonly curve: MemoryCurve;
  readonly at: number;
  readonly isPeak: boolean;
}) {
  const held = heldAt(curve, at);
  const total = bytesAt(curve, at);
  const told = held.slice(0, maxValues);
  const rest = Math.max(0, total - told.reduce((sum, { bytes }) => sum + bytes, 0));
  return (
    <>
      <h3>
        {isPeak ? "At the peak" : "Then"}, {secondsText(at)} into the step: {bytesText(total)}
      </h3>
      <Treemap values={told} rest={rest} />
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">value</th>
              <th scope="col" class="wide">
                on one device
              </th>
              <th scope="col" class="number">
                bytes
              </th>
              <th scope="col" class="number">
                of all
              </th>
            </tr>
          </thead>
          <tbody>
            {told.map(({ name, kind, count, type, bytes }) => (
              <tr key={`${kind} ${name} ${type}`}>
                <td>
                  <i class={`dot ${kind}`} /> <code>{name}</code>
                  {count > 1 && <span class="muted"> and {count - 1} like it</span>}
                </td>
                <td class="wide">
                  <code class="muted">{type}</code>
                </td>
                <td class="number">{bytesText(bytes)}</td>
                <td class="number">{percentText(bytes / total)}</td>
              </tr>
            ))}
            {rest > 0 && (
              <tr>
                <td>
                  <i class="dot workspace" /> smaller values, and what kernels hold inside
                </td>
                <td class="wide" />
                <td class="number">{bytesText(rest)}</td>
                <td class="number">{percentText(rest / total)}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Bytes that the curve has at a time. */
function bytesAt({ seconds, bytes }: MemoryCurve, at: number): number {
  const next = seconds.findIndex((time) => time > at);
  return bytes[next < 0 ? bytes.length - 1 : Math.max(0, next - 1)] ?? 0;
}

/** Words of a box need this much room. */
const [leastWidth, leastHeight, letter] = [56, 18, 6.6];

function Treemap({ values, rest }: { readonly values: readonly HeldValues[]; readonly rest: number }) {
  const { width } = chartSize.value;
  const height = 190;
  const parts = [...values, ...(rest > 0 ? [{ name: "the rest", kind: "workspace", count: 1, bytes: rest }] : [])].sort(
    (a, b) => b.bytes - a.bytes,
  );
  const boxes = treemap(
    parts.map(({ bytes }) => bytes),
    { x: 0, y: 0, width, height },
  );
  return (
    <svg
      class="chart treemap"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label="The values below by their bytes"
    >
      {parts.map(({ name, kind, count, bytes }, i) => {
        const box = boxes[i];
        const words = `${name}${count > 1 ? ` × ${count}` : ""}`;
        return (
          <g key={`${kind} ${name} ${bytes}`}>
            <rect class={`area ${kind}`} {...box}>
              <title>{`${words}: ${bytesText(bytes)}`}</title>
            </rect>
            {box.width > leastWidth && box.height > leastHeight && (
              <text class="on-area" x={box.x + 6} y={box.y + 14}>
                {cut(words, (box.width - 10) / letter)}
              </text>
            )}
            {box.width > leastWidth && box.height > 2 * leastHeight && (
              <text class="on-area" x={box.x + 6} y={box.y + 29}>
                {bytesText(bytes)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

const cut = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, Math.max(1, Math.floor(letters) - 1))}…`;
