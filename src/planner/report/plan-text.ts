/** @file A plan's report as text for people. */
import { textTable } from "../../base/text-table.ts";
import { bytesText, countText, numberOf, secondsText } from "../../base/units.ts";
import type { PlanReport, StageReport } from "./plan-report.ts";

/** Number of parameters shown; `--json` lists all. */
const maxRows = 12;

/** The report as text: a summary, a table of stages (or of one device's memory and collectives), the planning time. */
export function planText(report: PlanReport): string {
  const isPipeline = report.stages.length > 1;
  return [
    headText(report),
    "",
    ...(isPipeline ? [stagesTable(report)] : deviceTables(report)),
    "",
    planningText(report.planningSeconds),
  ].join("\n");
}

function headText(report: PlanReport): string {
  const { batch, microbatches, precision, features, pipeline, stages, simulated } = report;
  const split = microbatches > 1 ? ` in ${microbatches} microbatches` : "";
  const chunks = pipeline && pipeline.numChunks > 1 ? ` of ${pipeline.numChunks} chunks` : "";
  const where = pipeline
    ? `${numberOf(stages.length, "stage")}${chunks}, schedule ${pipeline.schedule}`
    : `mesh ${meshText(stages[0])}`;
  return [
    `${report.model}: ${countText(report.numParameters)} parameters, batch ${batch}${split}, ${precision}, ` +
      `on ${report.cluster}`,
    `${report.method}: ${[where, ...features].join("; ")}`,
    ...estimateLines(report),
    ...(simulated ? [`simulated: ${secondsText(simulated.seconds)} a step`] : []),
    ...memoryLine(report),
  ].join("\n");
}

function estimateLines({ estimate }: PlanReport): string[] {
  if (!estimate) return [];
  const { seconds, computeSeconds, communicationSeconds, boundSeconds, gap, symmetry } = estimate;
  const parts =
    computeSeconds === undefined
      ? ""
      : ` (compute ${secondsText(computeSeconds)}, communication ${secondsText(communicationSeconds!)})`;
  const assumption = symmetry ? ", identical layers share their strategies" : "";
  const proof =
    boundSeconds === undefined
      ? "no lower bound, as no search made the plan"
      : `lower bound ${secondsText(boundSeconds)}, gap ${(100 * gap!).toFixed(2)} %${assumption}`;
  return [`estimate: ${secondsText(seconds)} a step${parts}; ${proof}`];
}

/** Peak memory of the stage that is closest to its limit. */
function memoryLine({ peakBytes, stages }: PlanReport): string[] {
  if (peakBytes === undefined) return [];
  const share = ({ memory: { peak = peakBytes, limit } }: StageReport): number => peak / limit;
  const fullest = stages.reduce((a, b) => (share(b) > share(a) ? b : a));
  const { memory } = fullest;
  const verdict = share(fullest) > 1 ? ": over the limit" : "";
  return [`peak: ${bytesText(memory.peak ?? peakBytes)} of ${bytesText(memory.limit)} on a device${verdict}`];
}

/** Layer ranges of all chunks: `0–5`, `0–2, 6–8` for two chunks, `3` for one layer. */
export const layersText = (layers: StageReport["layers"]): string =>
  layers.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");

const meshText = ({ mesh }: StageReport): string => mesh.map(({ name, size }) => `${name}=${size}`).join(" × ");

const devicesText = ({ devices }: StageReport): string =>
  devices.length > 1 ? `${devices[0]}–${devices.at(-1)}` : `${devices[0]}`;

function stagesTable({ stages }: PlanReport): string {
  const isSimulated = stages.every(({ simulated }) => simulated);
  return textTable([
    ["stage", "layers", "devices", "mesh", "parameters", "gradients", "optimizer"].concat(
      isSimulated ? ["compute", "communication", "idle", "in flight", "peak"] : [],
    ),
    ...stages.map((stage, i) => {
      const { layers, memory, simulated } = stage;
      return [
        `${i}`,
        layersText(layers),
        devicesText(stage),
        meshText(stage),
        ...[memory.parameters, memory.gradients, memory.optimizer].map(bytesText),
        ...(isSimulated && simulated
          ? [
              secondsText(simulated.computeSeconds),
              secondsText(simulated.communicationSeconds),
              `${(100 * simulated.bubble).toFixed(1)} %`,
              `${simulated.peakInFlight}`,
              bytesText(memory.peak ?? 0),
            ]
          : []),
      ];
    }),
  ]);
}

function deviceTables({ stages: [{ memory, collectives = [] }], parameters }: PlanReport): string[] {
  return [
    textTable([
      ["on each device", "bytes"],
      ["parameters", bytesText(memory.parameters)],
      ["gradients (total)", bytesText(memory.gradients)],
      ["optimizer state", bytesText(memory.optimizer)],
      ["batch", bytesText(memory.batch)],
      ["peak temporaries", bytesText(memory.temporaries ?? 0)],
      ["peak", `${bytesText(memory.peak ?? 0)} of ${bytesText(memory.limit)}`],
    ]),
    "",
    collectives.length === 0
      ? "no collectives"
      : textTable([
          ["collectives in a step", "over", "count", "sent per device"],
          ...collectives.map((c) => [c.kind, c.axes.join("+"), `${c.count}`, bytesText(c.sentBytes)]),
        ]),
    "",
    textTable([
      ["largest parameters", "type", "×", "placement", "per device"],
      ...parameters
        .slice(0, maxRows)
        .map((p) => [p.name, p.type, `${p.count}`, p.placement, bytesText(p.bytesPerDevice)]),
    ]),
  ];
}

function planningText(planningSeconds: PlanReport["planningSeconds"]): string {
  const passes = Object.entries(planningSeconds).map(([pass, seconds]) => `${pass} ${secondsText(seconds)}`);
  const total = Object.values(planningSeconds).reduce((sum, seconds) => sum + seconds, 0);
  return `planned in ${secondsText(total)}: ${passes.join(", ")}`;
}
