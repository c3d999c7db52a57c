/** @file What `alpa plan` says of a pipeline: its stages, their meshes and the state that they hold. */
import { findRoles, isWeightRole } from "../../analysis/roles.ts";
import { textTable } from "../../base/text-table.ts";
import { bytesText, countText, secondsText } from "../../base/units.ts";
import { numElements } from "../../ir/types.ts";
import type { MeshAxis } from "../../plan/placement.ts";
import type { PipelinePlan } from "../../plan/plan.ts";
import { type StateBytes, stateBytesOfStages } from "../../sharding/state-bytes.ts";
import type { Planned } from "../compile.ts";
import { type Asked, rematText } from "./plan-report.ts";

export interface PlannedStage {
  readonly mesh: readonly MeshAxis[];
  readonly devices: readonly number[];
  readonly bytesPerDevice: StateBytes;
}

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
  const bytes = stateBytesOfStages(step, plan);
  return {
    ...asked,
    method: plan.method,
    numParameters: graph.inputs.reduce(
      (sum, { value }, i) => sum + (isWeightRole(roles.inputs[i]) ? numElements(graph.types[value].shape) : 0),
      0,
    ),
    pipeline: plan.pipeline!,
    stages: plan.stages.map(({ mesh, devices }, stage) => ({
      mesh: mesh.axes,
      devices,
      bytesPerDevice: bytes[stage],
    })),
    planningSeconds: seconds,
  };
}

/** The report for people. */
export function pipelineText(report: PipelineReport): string {
  const { pipeline, planningSeconds, stages } = report;
  const chunks = pipeline.numChunks > 1 ? ` of ${pipeline.numChunks} chunks` : "";
  const planned = Object.entries(planningSeconds).map(([pass, seconds]) => `${pass} ${secondsText(seconds)}`);
  return [
    `${report.model}: ${countText(report.numParameters)} parameters, batch ${report.batch} in ${report.microbatches} microbatches, in ${report.precision}${rematText(report)}, on ${report.cluster}`,
    `${report.method}: ${stages.length} stages${chunks}, schedule ${pipeline.schedule}`,
    "",
    textTable([
      ["stage", "devices", "mesh", "parameters", "gradients", "optimizer state"],
      ...stages.map(({ devices, mesh, bytesPerDevice: bytes }, i) => [
        `${i}`,
        devices.length > 1 ? `${devices[0]}–${devices.at(-1)}` : `${devices[0]}`,
        mesh.map(({ name, size }) => `${name}=${size}`).join(" × "),
        ...[bytes.parameters, bytes.gradients, bytes.optimizer].map(bytesText),
      ]),
    ]),
    "",
    `planned in ${secondsText(Object.values(planningSeconds).reduce((sum, s) => sum + s, 0))}: ${planned.join(", ")}`,
  ].join("\n");
}
