/**
 * @file ZeRO (Rajbhandari et al. 2020) as constraints on the intra-operator problem. The batch is split over all
 * devices. Stage 1 also splits the optimizer state, stage 2 the gradients as well, and stage 3 all weights, trained and
 * frozen. The solver chooses the dim of each tensor to split and where the reduce-scatters and all-gathers go. Tensors
 * with no dim that divides evenly are replicated.
 */
import { findRoles, type Role } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { ValueId } from "../ir/graph.ts";
import { elementwiseKinds } from "../ir/ops.ts";
import type { Mesh, Placement } from "../plan/placement.ts";
import type { ChoiceFilter } from "../sharding/problem/node-choices.ts";
import { checkBatchDivides, type Method } from "./method.ts";
import { splitBatch } from "./search/replicas.ts";
import { searchMethod } from "./search/search-method.ts";
import type { SearchOptions } from "./search/search-plan.ts";
import { isSplitState } from "./split-state.ts";

export interface ZeroOptions extends SearchOptions {
  readonly stage: 1 | 2 | 3;
}

/** Data parallelism with optimizer state (stage 1), gradients (2) and parameters (3) split over the devices. */
export function zero({ stage, ...options }: ZeroOptions): Method {
  if (![1, 2, 3].includes(stage)) throw new InvalidConfig("zero: stage", `got ${stage}; give 1, 2 or 3`);
  return searched(`zero(stage=${stage})`, stage, options);
}

/** Fully sharded data parallel (FSDP), an alias of ZeRO-3. */
export const fsdp = (options: SearchOptions = {}): Method => searched("fsdp", 3, options);

const searched = (name: string, stage: ZeroOptions["stage"], options: SearchOptions): Method =>
  searchMethod(name, options, {
    meshes(step, devices) {
      checkBatchDivides(step, devices, name);
      return [{ axes: [{ name: "data", size: devices }] }];
    },
    filter: (step, mesh) => zeroFilter(step, mesh, stage),
  });

function zeroFilter(step: Step, mesh: Mesh, stage: 1 | 2 | 3): ChoiceFilter {
  const [{ name: axis, size }] = mesh.axes;
  if (size === 1) return {};
  const { graph } = step;
  const roles = findRoles(step);
  const batch = splitBatch(step, mesh.axes[0]);
  const isSplit = (placement: Placement): boolean => placement.dims.some((axes) => axes.includes(axis));
  const mustSplit = (role: Role): boolean => isSplitState(role, stage) || (stage >= 2 && role === "gradient");
  const allowed = (role: Role, shape: readonly number[], placement: Placement): boolean =>
    isSplit(placement) === (mustSplit(role) && shape.some((length) => length % size === 0));
  const mayHold = (value: ValueId, placement: Placement): boolean =>
    stage === 1 || roles.values[value] !== "gradient" || allowed("gradient", graph.types[value].shape, placement);
  return {
    input: (input, placement) =>
      batch.input(input, placement) ??
      allowed(roles.inputs[input], graph.types[graph.inputs[input].value].shape, placement),
    // A gradient with a single reader (plain SGD) has no node of its own: its reader takes the part.
    op: (op, strategy) => {
      const { kind, operands } = graph.ops[op];
      const holdsParts = !elementwiseKinds.has(kind) || operands.every((v, at) => mayHold(v, strategy.operands[at]));
      return holdsParts && (batch.op(op, strategy) ?? true);
    },
    value: mayHold,
  };
}
