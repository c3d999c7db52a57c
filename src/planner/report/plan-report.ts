/** @file What `alpa plan` says of a plan: seconds, memory, collectives, and how the largest parameters lie. */
import type { Precision } from "../../analysis/precision.ts";
import { findRoles, isWeightRole, type Role } from "../../analysis/roles.ts";
import { textTable } from "../../base/text-table.ts";
import { bytesText, countText, secondsText } from "../../base/units.ts";
import type { MeshCost } from "../../cost/mesh-cost.ts";
import { bytesOf, numElements, typeText } from "../../ir/types.ts";
import { localType, type MeshAxis, placementText } from "../../plan/placement.ts";
import type { Remat } from "../../plan/plan.ts";
import { valuePlacements } from "../../sharding/check-plan.ts";
import { planCost } from "../../sharding/plan-cost.ts";
import { stateBytes } from "../../sharding/state-bytes.ts";
import type { Planned } from "../compile.ts";
import { type PlannedCollective, plannedBytes, plannedCollectives } from "./planned-program.ts";

/** Bytes on each device. */
export interface PlannedMemory {
  readonly parameters: number;
  readonly optimizer: number;
  /** All gradients together, in the smallest form that they pass through; they count in `temporaries` while they live. */
  readonly gradients: number;
  readonly batch: number;
  /** Activations, gradients and buffers of collectives, when they take most. */
  readonly temporaries: number;
  /** State, batch and temporaries: most bytes at any time. */
  readonly peak: number;
}

/** Parameters of one shape and placement whose names differ in numbers only. */
export interface PlannedParameters {
  readonly name: string;
  readonly type: string;
  readonly count: number;
  readonly placement: string;
  readonly bytesPerDevice: number;
}

/** What `alpa plan --json` prints. */
export interface PlanReport {
  readonly model: string;
  readonly cluster: string;
  readonly devices: number;
  readonly method: string;
  readonly batch: number;
  readonly microbatches: number;
  /** What is computed per example is of this type; the state is as the model has it. */
  readonly precision: Precision;
  /** By layer, what its backward part makes again; empty when nothing is made again. */
  readonly remat: readonly Remat[];
  readonly numParameters: number;
  readonly mesh: readonly MeshAxis[];
  /** Of one step under the cost model. */
  readonly predictedSeconds: number;
  readonly computeSeconds: number;
  readonly communicationSeconds: number;
  /** No plan that the method allows takes less, and how far above it the plan is; none for plans that no search made. */
  readonly boundSeconds?: number;
  /** True when plan and bound are over the plans that treat equal layers alike. */
  readonly tieLayers?: boolean;
  readonly gap?: number;
  readonly bytesPerDevice: PlannedMemory;
  readonly limitBytes: number;
  readonly collectives: readonly PlannedCollective[];
  readonly parameters: readonly PlannedParameters[];
  readonly planningSeconds: Planned["seconds"];
}

/** What was asked for. */
export type Asked = Pick<
  PlanReport,
  "model" | "cluster" | "devices" | "batch" | "microbatches" | "precision" | "remat" | "limitBytes"
>;

/** Everything that is known of a planned step without running it. */
export function reportPlan({ step, plan, seconds }: Planned, cost: MeshCost, asked: Asked): PlanReport {
  const { graph } = step;
  const [{ mesh }] = plan.stages;
  const roles = findRoles(step);
  const placements = valuePlacements(graph, plan);
  const heldBytes = (value: number): number => bytesOf(localType(graph.types[value], placements[value], mesh));
  const inputsOf = (isWanted: (role: Role) => boolean): number[] =>
    graph.inputs.flatMap((_, i) => (isWanted(roles.inputs[i]) ? [i] : []));
  const { parameters, gradients, optimizer } = stateBytes(step, plan);
  const held = plannedBytes(step, plan);
  const { computeSeconds, ...priced } = planCost(step, plan, cost);
  const predictedSeconds = plan.estimate?.seconds ?? priced.seconds;
  return {
    ...asked,
    method: plan.method,
    numParameters: inputsOf(isWeightRole).reduce(
      (sum, input) => sum + numElements(graph.types[graph.inputs[input].value].shape),
      0,
    ),
    mesh: mesh.axes,
    predictedSeconds,
    computeSeconds,
    communicationSeconds: predictedSeconds - computeSeconds,
    ...(plan.estimate?.boundSeconds !== undefined && {
      boundSeconds: plan.estimate.boundSeconds,
      gap: (plan.estimate.seconds - plan.estimate.boundSeconds) / plan.estimate.seconds,
      tieLayers: plan.estimate.symmetry !== undefined,
    }),
    bytesPerDevice: {
      parameters,
      optimizer,
      gradients,
      batch:
        inputsOf((role) => role === "batch").reduce((sum, input) => sum + heldBytes(graph.inputs[input].value), 0) *
        step.microbatches,
      ...held,
    },
    collectives: plannedCollectives(step, plan),
    parameters: groupParameters(
      inputsOf(isWeightRole).map((input) => {
        const { name, value } = graph.inputs[input];
        return {
          name: name.replace(/\[\d+\]/g, "[*]"),
          type: typeText(graph.types[value]),
          count: 1,
          placement: placementText(placements[value]),
          bytesPerDevice: heldBytes(value),
        };
      }),
    ),
    planningSeconds: seconds,
  };
}

function groupParameters(parameters: readonly PlannedParameters[]): PlannedParameters[] {
  const groups = new Map<string, PlannedParameters>();
  for (const parameter of parameters) {
    const key = `${parameter.name} ${parameter.type} ${parameter.placement}`;
    const known = groups.get(key);
    const count = (known?.count ?? 0) + 1;
    groups.set(key, { ...parameter, count, bytesPerDevice: (known?.bytesPerDevice ?? 0) + parameter.bytesPerDevice });
  }
  return [...groups.values()].sort((a, b) => b.bytesPerDevice - a.bytesPerDevice);
}

/** Rows of the table of parameters; the rest is in `--json`. */
const maxRows = 12;

/** The choices of remat, for a list. */
export function rematText({ remat }: Asked): string {
  const kinds = [...new Set(remat.filter((choice) => choice !== "none"))];
  const count = remat.filter((choice) => choice !== "none").length;
  if (count === 0) return "";
  return `, ${kinds.join(" and ")} remat${count < remat.length ? ` in ${count} of ${remat.length} layers` : ""}`;
}

/** The report for people. */
export function planText(report: PlanReport): string {
  const { bytesPerDevice: bytes, collectives, parameters, planningSeconds } = report;
  const size = report.mesh.map((axis) => `${axis.name}=${axis.size}`).join(" × ");
  const proof =
    report.boundSeconds === undefined
      ? "placed by hand, without a bound"
      : `proven bound ${secondsText(report.boundSeconds)}, gap ${(100 * report.gap!).toFixed(2)} %${report.tieLayers ? " (equal layers alike)" : ""}`;
  const planned = Object.entries(planningSeconds).map(([pass, seconds]) => `${pass} ${secondsText(seconds)}`);
  const pieces = report.microbatches > 1 ? ` in ${report.microbatches} microbatches` : "";
  return [
    `${report.model}: ${countText(report.numParameters)} parameters, batch ${report.batch}${pieces}, in ${report.precision}${rematText(report)}, on ${report.cluster}`,
    `${report.method} on mesh ${size}`,
    `predicted ${secondsText(report.predictedSeconds)} a step (compute ${secondsText(report.computeSeconds)}, communication ${secondsText(report.communicationSeconds)}); ${proof}`,
    "",
    textTable([
      ["on each device", "bytes"],
      ["parameters", bytesText(bytes.parameters)],
      ["gradients, all together", bytesText(bytes.gradients)],
      ["optimizer state", bytesText(bytes.optimizer)],
      ["batch", bytesText(bytes.batch)],
      ["temporaries at most", bytesText(bytes.temporaries)],
      ["peak", `${bytesText(bytes.peak)} of ${bytesText(report.limitBytes)}`],
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
    "",
    `planned in ${secondsText(Object.values(planningSeconds).reduce((sum, s) => sum + s, 0))}: ${planned.join(", ")}`,
  ].join("\n");
}
