/** @file What `alpa plan --method auto` says of its search: progress while it runs, and the candidates that it tried. */

import { textTable } from "../../base/text-table.ts";
import { bytesText, secondsText } from "../../base/units.ts";
import type { JointProgress, JointResult } from "../../methods/joint/joint-problem.ts";
import type { MeshAxis } from "../../plan/placement.ts";
import type { LayerRun } from "../../stage-search/stage-problem.ts";
import type { Planned } from "../compile.ts";
import { type Asked, rematText } from "./plan-report.ts";

/** Writes progress to stderr, at most twice a second. */
export function showProgress(): (progress: JointProgress) => void {
  let last = 0;
  return ({ seconds, boundSeconds, numSolved }) => {
    if (performance.now() - last < 500) return;
    last = performance.now();
    const best = Number.isFinite(seconds) ? `best ${secondsText(seconds)}` : "no plan yet";
    process.stderr.write(`  ${best}, none below ${secondsText(boundSeconds)}; ${numSolved} layers solved\n`);
  };
}

/** Every setting that was tried, with its bound and its best stages, and for those every candidate of a stage. */
export function candidatesJson(results: readonly JointResult[]): string {
  const settings = results.flatMap(({ tried }) =>
    tried.map(({ schedule, microbatches, boundSeconds, best }) => ({
      schedule,
      microbatches,
      boundSeconds,
      ...(best
        ? {
            seconds: best.seconds,
            stages: best.stages.map(({ pieces, devices, candidate, inFlight, memoryBytes }) => ({
              layers: pieces.map(endsOf),
              devices,
              mesh: candidate.config.mesh.mesh.axes,
              secondsPerMicrobatch: candidate.seconds,
              secondsPerStep: candidate.perStepSeconds,
              inFlight,
              memoryBytes,
            })),
            candidates: best.listCandidates().map(({ pieces, numEqual, submesh, outcome }) => ({
              layers: pieces.map(endsOf),
              numEqual,
              hosts: submesh.numHosts,
              devicesPerHost: submesh.devicesPerHost,
              ...(outcome.kind === "possible"
                ? {
                    mesh: outcome.candidate.config.mesh.mesh.axes,
                    secondsPerMicrobatch: outcome.candidate.seconds,
                    secondsPerStep: outcome.candidate.perStepSeconds,
                    maxStagesBehind: outcome.maxStagesBehind,
                  }
                : { reason: outcome.reason }),
            })),
          }
        : { reason: "no stages of the layers solved are faster than the best plan, or fit" }),
    })),
  );
  return `${JSON.stringify({ settings })}\n`;
}

const endsOf = ({ firstLayer, lastLayer }: LayerRun): readonly [number, number] => [firstLayer, lastLayer];

/** What `alpa plan --method auto --json` prints of a pipeline. */
export interface AutoReport extends Asked {
  readonly method: string;
  readonly schedule: string;
  /** Of one step by the step model (stage-search/step-seconds.ts) with every stage solved as a whole. */
  readonly predictedSeconds: number;
  /** No plan over the schedules, numbers of microbatches and submeshes tried takes less, with equal layers alike. */
  readonly boundSeconds: number;
  readonly gap: number;
  readonly peakBytes: number;
  readonly stages: readonly AutoStage[];
  readonly numLayersSolved: number;
  readonly planningSeconds: Planned["seconds"];
}

export interface AutoStage {
  /** By chunk, the first and the last layer. */
  readonly layers: readonly (readonly [first: number, last: number])[];
  readonly devices: readonly number[];
  readonly mesh: readonly MeshAxis[];
  readonly inFlight: number;
}

/** The report of a plan of several stages that the last of `results` led to. */
export function reportAuto({ plan, seconds }: Planned, results: readonly JointResult[], asked: Asked): AutoReport {
  const { seconds: predictedSeconds, boundSeconds = 0, peakBytes } = plan.estimate!;
  const found = results.findLast(({ best }) => best?.stages.stages.length === plan.stages.length)!;
  const { stages } = found.best!.stages;
  return {
    ...asked,
    method: plan.method,
    schedule: plan.pipeline!.schedule,
    predictedSeconds,
    boundSeconds,
    gap: (predictedSeconds - boundSeconds) / predictedSeconds,
    peakBytes,
    stages: plan.stages.map(({ mesh, devices }, stage) => ({
      layers: stages[stage].pieces.map(endsOf),
      devices,
      mesh: mesh.axes,
      inFlight: stages[stage].inFlight,
    })),
    numLayersSolved: found.numSolved,
    planningSeconds: seconds,
  };
}

/** The report for people. */
export function autoText(report: AutoReport): string {
  const planned = Object.values(report.planningSeconds).reduce((sum, seconds) => sum + seconds, 0);
  return [
    `${report.model}: batch ${report.batch} in ${report.microbatches} microbatches, in ${report.precision}${rematText(report)}, on ${report.cluster}`,
    `${report.method}: ${report.stages.length} stages under ${report.schedule}`,
    `predicted ${secondsText(report.predictedSeconds)} a step; proven bound ${secondsText(report.boundSeconds)}, gap ${(100 * report.gap).toFixed(2)} % (equal layers alike)`,
    `peak ${bytesText(report.peakBytes)} of ${bytesText(report.limitBytes)} on a device`,
    "",
    textTable([
      ["stage", "layers", "devices", "mesh", "in flight"],
      ...report.stages.map(({ layers, devices, mesh, inFlight }, stage) => [
        `${stage}`,
        layers.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", "),
        `${devices.length} from ${devices[0]}`,
        mesh.map(({ name, size }) => `${name}=${size}`).join(" × "),
        `${inFlight}`,
      ]),
    ]),
    "",
    `planned in ${secondsText(planned)}, ${report.numLayersSolved} layers solved`,
  ].join("\n");
}
