/** @file Cost models of a plan's stages. */
import type { Cluster } from "../../cluster/cluster.ts";
import { logicalMesh } from "../../cluster/mesh.ts";
import { type MeshCost, meshCost } from "../../cost/mesh-cost.ts";
import type { Profile } from "../../cost/profile.ts";
import type { Plan } from "../../plan/plan.ts";

/** Returns, for each stage, the cost model of its mesh on the cluster. */
export const stageCosts = ({ stages }: Plan, cluster: Cluster, profile?: Profile): MeshCost[] =>
  stages.map(({ mesh, devices }) => meshCost(logicalMesh(cluster, mesh.axes, devices), profile));
