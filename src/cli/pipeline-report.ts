/** @file What `alpa plan` says of a pipeline: its stages, their meshes and the state that they hold. */
import { findRoles, type Role } from "../analysis/roles.ts";
import type { Planned } from "../api/compile.ts";
import { bytesText, countText, secondsText } from "../base/units.ts";
import { bytesOf, numElements } from "../ir/types.ts";
import { localType, type MeshAxis } from "../plan/placement.ts";
import type { PipelinePlan } from "../plan/plan.ts";
import type { PlanReport } from "./plan-report.ts";
import { textTable } from "./table.ts";

export interface PlannedStage {
  readonly mesh: readonly MeshAxis[];
  readonly devices: readonly number[];
  /** Bytes on each of its devices. */
  readonly parameterBytes: number;
  readonly optimizerBytes: number;
}

type Asked = Pick<PlanReport, "model" | "cluster" | "devices" | "batch" | "microbatches" | "precision" | "limitBytes">;

/** What `alpa plan --json` prints of a pipeline, beside the predicted step. */
export interface PipelineReport extends Asked {
  readonly method: string;
  readonly numParameters: number;
  readonly pipeline: PipelinePlan;
  readonly stages: readonly PlannedStage[];
  readonly planningSeconds: Planned["seconds"];
}

export function reportPipeline({ step, plan, seconds }: Planned, asked: Asked): PipelineReport {
  const { graph } = step;
  const roles = findRoles(step);
  const inputsOf = (role: Role) => graph.inputs.flatMap((_, input) => (roles.inputs[input] === role ? [input] : []));
  const typeOf = (input: number) => graph.types[graph.inputs[input].value];
  return {
    ...asked,
    method: plan.method,
    numParameters: inputsOf("parameter").reduce((sum, input) => sum + numElements(typeOf(input).shape), 0),
    pipeline: plan.pipeline!,
    stages: plan.stages.map(({ mesh, devices }, stage): PlannedStage => {
      const bytesOfRole = (role: Role): number =>
        inputsOf(role)
          .filter((input) => plan.inputs[input].stage === stage)
          .reduce((sum, input) => sum + bytesOf(localType(typeOf(input), plan.inputs[input].placement, mesh)), 0);
      const [parameterBytes, optimizerBytes] = [bytesOfRole("parameter"), bytesOfRole("optimizer")];
      return { mesh: mesh.axes, devices, parameterBytes, optimizerBytes };
    }),
    planningSeconds: seconds,
  };
}

/** The report for people. */
export function pipelineText(report: PipelineReport): string {
  const { pipeline, planningSeconds, stages } = report;
  const chunks = pipeline.numChunks > 1 ? ` of ${pipeline.numChunks} chunks` : "";
  const planned = Object.entries(planningSeconds).map(([pass, seconds]) => `${pass} ${secondsText(seconds)}`);
  return [
    `${report.model}: ${countText(report.numParameters)} parameters, batch ${report.batch} in ${report.microbatches} microbatches, in ${report.precision}, on ${report.cluster}`,
    `${report.method}: ${stages.length} stages${chunks}, schedule ${pipeline.schedule}`,
    "",
    textTable([
      ["stage", "devices", "mesh", "parameters", "optimizer state"],
      ...stages.map(({ devices, mesh, parameterBytes, optimizerBytes }, i) => [
        `${i}`,
        devices.length > 1 ? `${devices[0]}–${devices.at(-1)}` : `${devices[0]}`,
        mesh.map(({ name, size }) => `${name}=${size}`).join(" × "),
        bytesText(parameterBytes),
        bytesText(optimizerBytes),
      ]),
    ]),
    "",
    `planned in ${secondsText(Object.values(planningSeconds).reduce((sum, s) => sum + s, 0))}: ${planned.join(", ")}`,
  ].join("\n");
}
