/**
 * @file The number of devices whose memory the training state alone fills: a part of the errors of `auto` about steps
 * that do not fit in memory.
 */
import { findRoles, type Role } from "../../analysis/roles.ts";
import type { Step } from "../../analysis/step.ts";
import { Infeasible } from "../../base/errors.ts";
import { bytesText, numberOf } from "../../base/units.ts";
import { type Cluster, numDevices } from "../../cluster/cluster.ts";
import { bytesOf } from "../../ir/types.ts";

/**
 * Refuses a step before the search if its parameters and optimizer state alone do not fit.
 * @throws Infeasible when the memory of all devices together is too small for them
 */
export function checkStateFits(step: Step, cluster: Cluster): void {
  const heldBytes = cluster.hosts.reduce((sum, { device, numDevices: count }) => sum + count * device.memoryBytes, 0);
  const { parameter, frozen, optimizer } = stateBytes(step);
  if (parameter + frozen + optimizer <= heldBytes) return;
  const devices = numberOf(numDevices(cluster), "device");
  throw withLeastDevices(
    new Infeasible("memory", `${devices} of ${cluster.name} hold ${bytesText(heldBytes)} together`, { heldBytes }),
    step,
    cluster,
  );
}

/** Adds to the error the smallest number of devices that could hold the training state, split evenly among them. */
export function withLeastDevices(error: Infeasible, step: Step, { hosts: [{ device }] }: Cluster): Infeasible {
  const { parameter, frozen, optimizer } = stateBytes(step);
  // Every parameter has a gradient of the same size.
  const bytes = 2 * parameter + frozen + optimizer;
  const leastDevices = Math.ceil(bytes / device.memoryBytes);
  const what = error.message.slice(`${error.where}: `.length);
  const state = `parameters, gradients and optimizer state are ${bytesText(bytes)}`;
  return new Infeasible(error.where, `${what}; ${state}, which alone fill the memory of ${leastDevices} such devices`, {
    ...error.details,
    leastDevices,
  });
}

function stateBytes(step: Step): Record<"parameter" | "frozen" | "optimizer", number> {
  const { graph } = step;
  const roles = findRoles(step);
  const bytesIn = (role: Role): number =>
    graph.inputs.reduce(
      (sum, { value }, input) => sum + (roles.inputs[input] === role ? bytesOf(graph.types[value]) : 0),
      0,
    );
  return { parameter: bytesIn("parameter"), frozen: bytesIn("frozen"), optimizer: bytesIn("optimizer") };
}
