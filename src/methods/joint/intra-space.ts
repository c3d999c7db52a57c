/** @file The choices that the intra-stage method allows while the joint search chooses only the stages. */
import type { StageStep } from "../../analysis/stage-step.ts";
import type { Step } from "../../analysis/step.ts";
import { Infeasible, InvalidConfig } from "../../base/errors.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import { submeshesOf } from "../../cluster/restrict.ts";
import type { Mesh } from "../../plan/placement.ts";
import type { ChoiceFilter } from "../../sharding/problem/node-choices.ts";
import type { Method, SearchSpace } from "../method.ts";

/** Returns the logical meshes for a number of devices, each with a filter of the choices that the method allows. */
export type IntraSpace = (devices: number) => readonly { readonly mesh: Mesh; readonly filter?: ChoiceFilter }[];

/**
 * The choices of `intra` on the devices of a stage of `step`. Returns no mesh for a number of devices that does not
 * suit the method.
 * @throws InvalidConfig when the method does not search, or when it suits no submesh of the cluster (then its error for
 *   the largest one)
 */
export function intraSpace(intra: Method, step: Step, cluster: Cluster): IntraSpace {
  const { space } = intra;
  if (!space)
    throw new InvalidConfig(
      "stages",
      `auto needs a method inside the stages that searches, and ${intra.name} does not; use data, tensor, zero or ` +
        "shard, or give the number of stages",
    );
  checkSuits(space, step, cluster);
  return (devices) => {
    try {
      return space.meshes(step, devices).map((mesh) => ({ mesh, filter: space.filter(step, mesh) }));
    } catch (error) {
      if (error instanceof InvalidConfig || error instanceof Infeasible) return [];
      throw error;
    }
  };
}

function checkSuits(space: SearchSpace, step: Step, cluster: Cluster): void {
  const sizes = new Set(submeshesOf(cluster).map(({ numHosts, devicesPerHost }) => numHosts * devicesPerHost));
  let failure: unknown;
  for (const size of [...sizes].sort((a, b) => b - a)) {
    try {
      for (const mesh of space.meshes(step, size)) space.filter(step, mesh);
      return;
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/** Restricts a filter of the whole step to one stage. Values received from other stages may have any placement. */
export function partFilter({ inputs, ops, values }: StageStep, whole: ChoiceFilter): ChoiceFilter {
  const { input: allowsInput, op: allowsOp, value: allowsValue } = whole;
  return {
    ...(allowsInput && {
      input: (input, placement) => {
        const source = inputs[input];
        return source?.kind !== "input" || allowsInput(source.input, placement);
      },
    }),
    ...(allowsOp && { op: (op, strategy) => allowsOp(ops[op], strategy) }),
    ...(allowsValue && {
      value: (value, placement) => values[value] === undefined || allowsValue(values[value], placement),
    }),
  };
}
