/**
 * @file Alpa's own cost model: α + β·bytes per mesh axis, communication only, in arbitrary units. It makes Alpa's
 * published objectives comparable with ours; for planning use `meshCost`.
 */
import { InvalidConfig } from "../base/errors.ts";
import type { LogicalMesh } from "../cluster/mesh.ts";
import type { PricedCollective } from "./collectives.ts";
import type { MeshCost } from "./mesh-cost.ts";

/**
 * Costs of a mesh with one α and one β per axis, as Alpa computes them. Its small constants order ties: reduce-scatter
 * before all-reduce before all-gather. Several axes together count as one axis with the largest α and the smallest β.
 * Ops cost nothing, and memory is unlimited.
 */
export function alpaAlphaBeta(
  axes: LogicalMesh["axes"],
  { alpha, beta }: { readonly alpha: readonly number[]; readonly beta: readonly number[] },
): MeshCost {
  if (alpha.length !== axes.length || beta.length !== axes.length) {
    throw new InvalidConfig(
      "alpaAlphaBeta",
      `${axes.length} axes need the same number of alpha and beta, got ${alpha.length} and ${beta.length}`,
    );
  }
  const collective = (kind: PricedCollective, names: readonly string[]) => {
    const used = axes.map((axis, index) => ({ ...axis, index })).filter((axis) => names.includes(axis.name));
    const n = used.reduce((product, axis) => product * axis.size, 1);
    if (n === 1) return () => 0;
    const a = Math.max(...used.map((axis) => alpha[axis.index]));
    const b = Math.min(...used.map((axis) => beta[axis.index])) * ((n - 1) / n);
    switch (kind) {
      case "all_gather":
        return (bytes: number) => a + b * bytes + 0.1;
      case "all_reduce":
        return (bytes: number) => a + 2 * b * bytes + 0.01;
      case "reduce_scatter":
        return (bytes: number) => a + b * bytes + 0.001;
      case "all_to_all":
        // Alpa counts the bytes of the whole tensor, n times the bytes of a device: (n−1)/n²·(n·bytes)·(n/2).
        return (bytes: number) => a + b * bytes * (n / 2) + 0.001;
    }
  };
  return {
    axes,
    collective,
    op: () => 0,
    slice: () => 0,
    syncSeconds: 0,
    fusion: "nothing",
    memoryBytes: Number.POSITIVE_INFINITY,
  };
}
