/**
 * @file The placement of a frozen weight on further stages that read it, besides the stage that the plan puts it on.
 */
import type { Roles } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { usersOf } from "../ir/graph.ts";
import { bytesOf, type TensorType } from "../ir/types.ts";
import { localType, type Mesh, type Placement } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { planPlacements } from "./check-plan.ts";

/**
 * As on its own stage where the meshes are equal and that takes fewer bytes (ZeRO-3), else as it is read.
 * @param own     its placement and mesh on the stage of the plan
 * @param wanted  how the first op of the other stage reads it
 * @param mesh    of the other stage
 */
export function copyPlacement(
  type: TensorType,
  own: { readonly placement: Placement; readonly mesh: Mesh },
  wanted: Placement,
  mesh: Mesh,
): Placement {
  const asRead: Placement = { dims: wanted.dims, partial: [] };
  const isSameMesh = JSON.stringify(own.mesh.axes) === JSON.stringify(mesh.axes);
  if (!isSameMesh) return asRead;
  const bytes = (placement: Placement): number => bytesOf(localType(type, placement, mesh));
  return bytes(own.placement) < bytes(asRead) ? own.placement : asRead;
}

/** Bytes on a device of each further stage that holds a frozen weight, one entry for each such copy. */
export function frozenCopies(
  { graph }: Step,
  plan: Plan,
  roles: Pick<Roles, "inputs">,
): { readonly stage: number; readonly bytes: number }[] {
  if (plan.stages.length === 1 || !roles.inputs.includes("frozen")) return [];
  const placements = planPlacements(graph, plan);
  const users = usersOf(graph);
  return graph.inputs.flatMap(({ value }, input) => {
    if (roles.inputs[input] !== "frozen") return [];
    const { stage: home, placement } = plan.inputs[input];
    const readers = new Map(users[value].toReversed().map((op) => [plan.ops[op].stage, op]));
    readers.delete(home);
    return [...readers].map(([stage, op]) => {
      const { mesh } = plan.stages[stage];
      const wanted = placements[op].operands[graph.ops[op].operands.indexOf(value)];
      const own = { placement, mesh: plan.stages[home].mesh };
      const type = graph.types[value];
      return { stage, bytes: bytesOf(localType(type, copyPlacement(type, own, wanted, mesh), mesh)) };
    });
  });
}
