/** @file The verdict: seconds of a step, the proven bound, peak memory and what the step consists of. */
import { bytesText, countText, numberOf } from "../../base/units.ts";
import type { PeakMemory } from "../../planner/compare/row.ts";
import type { PlanReport, StageReport } from "../../planner/report/plan-report.ts";
import type { Answer } from "../answer.ts";
import { pairText, percentText } from "../numbers.ts";
import { plannedRow } from "../planned-row.ts";
import type { Rates } from "../rates.ts";
import { Meter } from "./meter.tsx";
import { answer, before, failure } from "./store.ts";

export function Verdict() {
  const report = answer.value?.report;
  if (!report) return failure.value ? null : <div class="verdict skeleton" aria-hidden="true" />;
  return (
    <div class="verdict">
      <Seconds report={report} rates={answer.value!.rates} />
      <Bound report={report} />
      <Memory report={report} composed={answer.value!.composed} />
      <Split report={report} composed={answer.value!.composed} />
      <p class="facts">{factsOf(report).join(" · ")}</p>
      {answer.value!.notices.map((text) => (
        <p key={text} class="note">
          {text}
        </p>
      ))}
    </div>
  );
}

/** What was planned, and the plan in a few phrases. */
function factsOf(report: PlanReport): string[] {
  const { model, numParameters, batch, microbatches, precision, devices, cluster, stages, pipeline, features } = report;
  const split = microbatches > 1 ? ` in ${microbatches} microbatches` : "";
  return [
    `${model}, ${countText(numParameters)} parameters`,
    `batch ${batch}${split}, ${precision}`,
    `${numberOf(devices, "device")} of ${cluster}`,
    pipeline && stages.length > 1
      ? `${numberOf(stages.length, "stage")}, schedule ${pipeline.schedule}`
      : `mesh ${stages[0].mesh.map(({ name, size }) => `${name}=${size}`).join(" × ")}`,
    ...features,
  ];
}

function Seconds({ report, rates }: { readonly report: PlanReport; readonly rates: Rates | undefined }) {
  const { estimate, simulated, batch } = report;
  const seconds = estimate?.seconds ?? simulated?.seconds;
  const bound = estimate?.boundSeconds ?? seconds ?? 0;
  const isSimulated = estimate === undefined;
  return (
    <div class="tile lead">
      <h2>A step takes</h2>
      <p class="figure" data-seconds={seconds}>
        {seconds === undefined ? "–" : pairText(seconds, bound)[0]}
      </p>
      <p class="under">
        {isSimulated ? "simulated" : "predicted"}
        {seconds !== undefined &&
          `; ${rateText(rates?.tokensPerSecond, "tokens") ?? rateText(batch / seconds, "examples")}`}
        {!isSimulated && simulated && `; ${pairText(simulated.seconds, estimate.seconds)[0]} simulated`}
      </p>
      {rates && (
        <p class="under">
          {(rates.flopsPerDevice / 1e12).toPrecision(3)} TFLOP/s a device, {percentText(rates.mfu)} of its peak (MFU)
        </p>
      )}
      <Change
        now={seconds}
        earlier={secondsIn(before.value?.answer.report)}
        words={["faster", "slower"]}
        text={pairText}
      />
    </div>
  );
}

const rateText = (perSecond: number | undefined, of: string): string | undefined =>
  perSecond === undefined
    ? undefined
    : `${perSecond < 100 ? perSecond.toPrecision(3) : Math.round(perSecond).toLocaleString("en")} ${of}/s`;

const secondsIn = (report: PlanReport | undefined): number | undefined =>
  report?.estimate?.seconds ?? report?.simulated?.seconds;

interface ChangeProps {
  readonly now: number | undefined;
  readonly earlier: number | undefined;
  /** What less and more of it are called. */
  readonly words: readonly [less: string, more: string];
  /** The texts of two numbers to compare. */
  readonly text: (earlier: number, now: number) => readonly [string, string];
}

/** The difference of a number of the answer from that of the one before. */
function Change({ now, earlier, words: [less, more], text }: ChangeProps) {
  if (now === undefined || !earlier || earlier === now) return null;
  const share = now / earlier - 1;
  return (
    <p class={share < 0 ? "under better" : "under worse"}>
      {share < 0 ? "▼" : "▲"} {percentText(Math.abs(share))} {share < 0 ? less : more} than before (
      {text(earlier, now)[0]})
    </p>
  );
}

const bytesTexts = (...all: [number, number]) => all.map((bytes) => bytesText(Math.round(bytes))) as [string, string];

function Bound({ report: { estimate, method } }: { readonly report: PlanReport }) {
  const { seconds, boundSeconds, gap, symmetry } = estimate ?? {};
  if (seconds === undefined || boundSeconds === undefined)
    return (
      <div class="tile">
        <h2>Lower bound</h2>
        <p class="figure">none</p>
        <p class="under">{method} is a recipe; no search proved how good it is</p>
      </div>
    );
  return (
    <div class="tile">
      <h2>No plan takes less than</h2>
      <p class="figure">{pairText(seconds, boundSeconds)[1]}</p>
      <Meter parts={[{ share: 1 - gap!, kind: "good", label: "lower bound" }]} label={`gap ${percentText(gap!)}`} />
      <p class="under">
        gap {percentText(gap!)}, among the plans that {method} allows
        {symmetry && ", equal layers split alike"}
      </p>
    </div>
  );
}

const peakOf = ({ memory }: StageReport): number => memory.peak ?? 0;

interface TileProps {
  readonly report: PlanReport;
  readonly composed: Answer["composed"];
}

function Memory({ report: { stages, peakBytes }, composed }: TileProps) {
  const fullest = stages.reduce((a, b) => (peakOf(b) / b.memory.limit > peakOf(a) / a.memory.limit ? b : a));
  const { limit } = fullest.memory;
  const isOfStage = fullest.memory.peak !== undefined;
  const peak = fullest.memory.peak ?? composed?.memory.peakBytes ?? peakBytes;
  if (peak === undefined)
    return (
      <div class="tile">
        <h2>Peak memory</h2>
        <p class="figure">–</p>
        <p class="under">not simulated</p>
      </div>
    );
  const isOver = peak > limit;
  return (
    <div class="tile">
      <h2>Peak memory of a device</h2>
      <p class="figure">
        {bytesText(peak)} <span class="of">of {bytesText(limit)}</span>
      </p>
      <Meter
        parts={[{ share: Math.min(1, peak / limit), kind: isOver ? "bad" : "good", label: "peak" }]}
        label={`${percentText(peak / limit)} of memory`}
      />
      <p class={isOver ? "under bad" : "under"}>
        {isOver ? "✕ does not fit" : "✓ fits"}
        {stages.length > 1 && isOfStage && `, stage ${stages.indexOf(fullest)} is the fullest`}
        {composed && `: ${partsText(composed.memory)}`}
      </p>
      <Change now={peak} earlier={before.value?.answer.report.peakBytes} words={["less", "more"]} text={bytesTexts} />
    </div>
  );
}

const partsText = ({ parameters = 0, gradients = 0, optimizer = 0, other = 0 }: PeakMemory): string =>
  [
    `parameters ${bytesText(Math.round(parameters))}`,
    `gradients ${bytesText(Math.round(gradients))}`,
    `optimizer ${bytesText(Math.round(optimizer))}`,
    `activations and the rest ${bytesText(Math.round(other))}`,
  ].join(", ");

interface Shares {
  /** Of a composed step also its communication, which is then absent. */
  readonly compute: number;
  readonly communication?: number;
  readonly idle: number;
}

/** What the devices do over the step; undefined if it was not simulated. */
function sharesOf({ stages }: PlanReport, composed: Answer["composed"]): Shares | undefined {
  if (composed?.bubble !== undefined) return { compute: 1 - composed.bubble, idle: composed.bubble };
  const used = stages.flatMap(({ simulated }) => (simulated ? [simulated] : []));
  const total = used.reduce((sum, each) => sum + each.computeSeconds + each.communicationSeconds + each.idleSeconds, 0);
  if (total === 0) return undefined;
  const share = (part: "computeSeconds" | "communicationSeconds" | "idleSeconds"): number =>
    used.reduce((sum, each) => sum + each[part], 0) / total;
  return { compute: share("computeSeconds"), communication: share("communicationSeconds"), idle: share("idleSeconds") };
}

function Split({ report, composed }: TileProps) {
  const sent = plannedRow(report).sentBytes;
  const earlier = before.value && plannedRow(before.value.answer.report).sentBytes;
  const shares = sharesOf(report, composed);
  if (!shares)
    return (
      <div class="tile">
        <h2>Where the time goes</h2>
        <p class="figure">–</p>
      </div>
    );
  const { compute, communication, idle } = shares;
  const busy = communication === undefined ? "busy" : "compute";
  const parts = [
    { share: compute, kind: "compute", label: busy },
    ...(communication === undefined
      ? []
      : [{ share: communication, kind: "communication", label: "communication" } as const]),
  ] as const;
  return (
    <div class="tile">
      <h2>Where the time goes</h2>
      <p class="figure">
        {percentText(compute)} <span class="of">{busy}</span>
      </p>
      <Meter
        parts={parts}
        label={[...parts, { share: idle, label: "idle" }]
          .map(({ share, label }) => `${label} ${percentText(share)}`)
          .join(", ")}
      />
      <p class="under">
        {communication !== undefined && (
          <>
            <span class="nowrap">
              <i class="dot communication" /> communication
            </span>{" "}
            {percentText(communication)},{" "}
          </>
        )}
        <span class="nowrap">idle {percentText(idle)}</span>
        {composed && ", composed from two microbatches"}
      </p>
      {sent !== undefined && sent > 0 && (
        <p class="under">{bytesTexts(sent, sent)[0]} sent by a device in collectives</p>
      )}
      <Change now={sent} earlier={earlier} words={["less", "more"]} text={bytesTexts} />
    </div>
  );
}
