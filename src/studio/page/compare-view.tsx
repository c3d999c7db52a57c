/** @file The question by several methods, on one scale. */
import { bytesText, numberOf, secondsText } from "../../base/units.ts";
import { percentText } from "../numbers.ts";
import { type PlannedRow, plannedRow, rowFits } from "../planned-row.ts";
import { type Question, studioMethods } from "../question.ts";
import { Changes } from "./changes.tsx";
import { Meter } from "./meter.tsx";
import { planNow } from "./planner.ts";
import { compareNow, comparison, type ListedRow } from "./row-lists.ts";
import { answer, answered, ask } from "./store.ts";

/** A method's row: the best of its layouts so far. */
interface MethodRow {
  readonly name: string;
  readonly question: Question;
  readonly row: PlannedRow;
  /** Number of planned layouts, and of all. */
  readonly planned: number;
  readonly layouts: number;
  readonly isOwn: boolean;
}

export function CompareView() {
  const question = answered.value!;
  const listed = comparison.rows.value ?? [];
  const isRunning = comparison.isRunning.value;
  const own: MethodRow = {
    name: `${question.planFile?.name ?? studioMethods[question.method] ?? question.method}, as asked`,
    question,
    row: plannedRow(answer.value!.report),
    ...{ planned: 1, layouts: 1, isOwn: true },
  };
  const rows = [own, ...bestOfMethods(listed)].sort((a, b) => secondsOf(a) - secondsOf(b));
  const longest = Math.max(...rows.map(({ row }) => Math.max(row.seconds ?? 0, row.boundSeconds ?? 0)));
  const left = listed.filter(({ row }) => !row).length;
  return (
    <>
      <div class="toolbar">
        {isRunning ? (
          <>
            <span class="busy muted">planning {left} more</span>
            <button type="button" onClick={() => comparison.stop()}>
              Stop
            </button>
          </>
        ) : (
          <button type="button" class="primary" onClick={compareNow}>
            {listed.length > 0 ? "Plan every method again" : "Plan every method"}
          </button>
        )}
        <ul class="legend">
          <li>
            <i class="dot kind-compute" /> compute
          </li>
          <li>
            <i class="dot communication" /> communication
          </li>
          <li>
            <i class="dot idle" /> idle
          </li>
        </ul>
      </div>
      <p class="hint">
        The same model, cluster, batch, microbatches and precision, without pins; every step simulated. A mark is the
        method's own lower bound, on what its search predicts; a simulated step may be a little below. PipeDream trains
        with stale weights.
      </p>
      <div class="scroll">
        <table class="compare">
          <thead>
            <tr>
              <th scope="col">method</th>
              <th scope="col" class="number">
                a step
              </th>
              <th scope="col" class="bar-head">
                simulated, from zero
              </th>
              <th scope="col" class="number">
                sent by a device
              </th>
              <th scope="col" class="number">
                peak memory
              </th>
              <th scope="col">
                <span class="hidden">open</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.name} of={row} longest={longest} />
            ))}
          </tbody>
        </table>
      </div>
      <Changes />
    </>
  );
}

const secondsOf = ({ row }: MethodRow): number => row.seconds ?? Number.POSITIVE_INFINITY;

function bestOfMethods(listed: readonly ListedRow<string>[]): MethodRow[] {
  return [...new Set(listed.map(({ about }) => about))].flatMap((method): MethodRow[] => {
    const all = listed.filter(({ about }) => about === method);
    const planned = all.flatMap(({ question, row }) => (row ? [{ question, row }] : []));
    if (planned.length === 0) return [];
    const best = planned.reduce((a, b) => (isBetter(b.row, a.row) ? b : a));
    const degrees = `, ${best.question.pipelineParallel} × ${best.question.tensorParallel}`;
    const name = `${studioMethods[method]}${method === "megatron" && best.row.seconds !== undefined ? degrees : ""}`;
    return [{ name, ...best, planned: planned.length, layouts: all.length, isOwn: false }];
  });
}

function isBetter(a: PlannedRow, b: PlannedRow): boolean {
  if (rowFits(a) !== rowFits(b)) return rowFits(a);
  return (a.seconds ?? Number.POSITIVE_INFINITY) < (b.seconds ?? Number.POSITIVE_INFINITY);
}

function Row({ of, longest }: { readonly of: MethodRow; readonly longest: number }) {
  const { name, question, row, planned, layouts, isOwn } = of;
  const { seconds, peakBytes, limitBytes, sentBytes, reason } = row;
  const isOver = seconds !== undefined && !rowFits(row);
  const open = (): void => {
    ask(question);
    planNow();
  };
  return (
    <tr class={isOwn ? "chosen" : undefined}>
      <td>
        {name}
        {layouts > 1 && (
          <span class="muted">
            {" "}
            ({planned} of {numberOf(layouts, "layout")})
          </span>
        )}
      </td>
      <td class="number">{seconds === undefined ? "–" : secondsText(seconds)}</td>
      <td class="bar-cell">
        {seconds === undefined ? <span class="reason">{reason}</span> : <Bar row={row} longest={longest} />}
      </td>
      <td class="number">{sentBytes === undefined ? "–" : bytesText(Math.round(sentBytes))}</td>
      <td class={isOver ? "number bad" : "number"}>
        {peakBytes === undefined ? "–" : bytesText(peakBytes)}
        {isOver && ` of ${bytesText(limitBytes!)} ✕`}
      </td>
      <td>
        {!isOwn && seconds !== undefined && (
          <button type="button" class="small" aria-label={`Open ${name}`} onClick={open}>
            Open
          </button>
        )}
      </td>
    </tr>
  );
}

/** A step's seconds on the common scale; for a simulated step by compute, communication and idle time. */
function Bar({ row, longest }: { readonly row: PlannedRow; readonly longest: number }) {
  const { boundSeconds, computeSeconds, communicationSeconds, idleSeconds } = row;
  const seconds = row.seconds!;
  const shares =
    computeSeconds === undefined
      ? "not simulated"
      : `compute ${percentText(computeSeconds / seconds)}, communication ${percentText(communicationSeconds! / seconds)}, idle ${percentText(idleSeconds! / seconds)}`;
  return (
    <div class="bar">
      <Meter
        label={`${secondsText(seconds)}: ${shares}${boundSeconds === undefined ? "" : `; lower bound ${secondsText(boundSeconds)}`}`}
        parts={[
          { share: (computeSeconds ?? seconds) / longest, kind: "compute", label: "compute" },
          { share: (communicationSeconds ?? 0) / longest, kind: "communication", label: "communication" },
          { share: (idleSeconds ?? 0) / longest, kind: "idle", label: "idle" },
        ]}
      />
      {boundSeconds !== undefined && <i style={{ left: `${(100 * boundSeconds) / longest}%` }} />}
    </div>
  );
}
