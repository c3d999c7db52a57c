/**
 * @file The placement of a frozen weight's copies: on stages that read the weight but are not the one to which the plan
 *   assigns it.
 */
import type { Roles } from "../analysis/roles.ts";
import type { Step } from "../analysis/step.ts";
import { usersOf } from "../ir/graph.ts";
import { bytesOf, type TensorType } from "../ir/types.ts";
import { localType, type Mesh, type Placement, sameAxes } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { planPlacements } from "./check-plan.ts";

/**
 * Returns the placement of a weight's copy on another stage: the placement in which that stage reads the weight. If
 * both meshes are equal and the placement of the original takes fewer bytes (ZeRO-3), returns that one.
 * @param own the weight's placement and mesh on the stage that the plan assigns it to
 * @param wanted the placement that the first reader on the other stage needs
 * @param mesh the other stage's mesh
 */
export function copyPlacement(
  type: TensorType,
  own: { readonly placement: Placement; readonly mesh: Mesh },
  wanted: Placement,
  mesh: Mesh,
): Placement {
  const asRead: Placement = { dims: wanted.dims, partial: [] };
  if (!sameAxes(own.mesh, mesh)) return asRead;
  const bytes = (placement: Placement): number => bytesOf(localType(type, placement, mesh));
  return bytes(own.placement) < bytes(asRead) ? own.placement : asRead;
}

/** The bytes per device of each copy of a frozen weight on another stage. */
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
