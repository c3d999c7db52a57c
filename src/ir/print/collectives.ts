/**
 * @file Collectives in StableHLO's generic form: the devices are replicas, grouped by number instead of by mesh axes.
 */
import type { CollectiveGroup, Reducer } from "../ops.ts";

/** Named axes of a device mesh; device number = row-major index of its coordinates. */
export interface PrintMesh {
  readonly axes: readonly { readonly name: string; readonly size: number }[];
}

/** Every device's coordinate along each axis. */
function coordinates(mesh: PrintMesh): Record<string, number>[] {
  let devices: Record<string, number>[] = [{}];
  for (const { name, size } of mesh.axes) {
    devices = devices.flatMap((device) => Array.from({ length: size }, (_, index) => ({ ...device, [name]: index })));
  }
  return devices;
}

/** For every device, its number in its group: the coordinates along the group's axes, major first. */
export function groupRanks(mesh: PrintMesh, axes: readonly string[]): number[] {
  const sizeOf = new Map(mesh.axes.map(({ name, size }) => [name, size]));
  return coordinates(mesh).map((device) => axes.reduce((rank, name) => rank * sizeOf.get(name)! + device[name], 0));
}

/** Devices of each group, by their number in the group. */
export function deviceGroups(mesh: PrintMesh, axes: readonly string[]): number[][] {
  const groups = new Map<string, number[]>();
  const ranks = groupRanks(mesh, axes);
  coordinates(mesh).forEach((device, number) => {
    const key = mesh.axes.map(({ name }) => (axes.includes(name) ? "" : device[name])).join(",");
    const group = groups.get(key) ?? [];
    group[ranks[number]] = number;
    groups.set(key, group);
  });
  return [...groups.values()];
}

/** `replica_groups = dense<[[0, 1], [2, 3]]> : tensor<2x2xi64>`. */
export function groupText(mesh: PrintMesh, { axes }: CollectiveGroup): string {
  const groups = deviceGroups(mesh, axes);
  const list = groups.map((group) => `[${group.join(", ")}]`).join(", ");
  return `replica_groups = dense<[${list}]> : tensor<${groups.length}x${groups[0].length}xi64>`;
}

/** The region that combines two scalars. */
export function reducerRegion(reducer: Reducer | "set", scalar: string, prefix = "%r"): string[] {
  const [a, b, c] = ["a", "b", "c"].map((letter) => `${prefix}${letter}`);
  const body =
    reducer === "set"
      ? [`  stablehlo.return ${b} : ${scalar}`]
      : [`  ${c} = stablehlo.${reducer} ${a}, ${b} : ${scalar}`, `  stablehlo.return ${c} : ${scalar}`];
  return [`^bb0(${a}: ${scalar}, ${b}: ${scalar}):`, ...body];
}
