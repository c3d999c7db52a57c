/**
 * @file Lowering turns a step and its plan into a Program. It partitions the step into stages, cuts their groups into
 *   segments and collectives, unrolls the microbatches in the order of the schedule with sums in accumulators, and
 *   gives every value a buffer that is freed after its last use.
 */
import type { Step } from "../analysis/step.ts";
import type { TensorType } from "../ir/types.ts";
import type { Placement } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { dropUnused, freeAtLastUse, reduceInPlace, updateStateInPlace } from "./buffers.ts";
import { type Partitioned, partitionStages } from "./partition.ts";
import type { PartitionOptions } from "./partition-facts.ts";
import type { MeshProgram, PortPlace, Program, ProgramPort, Transfer } from "./program.ts";
import { releasePoints } from "./release-points.ts";
import { StageWriter } from "./stage-writer.ts";

/**
 * The program of a step under a plan.
 * @throws InvalidConfig when the plan does not fit the step
 */
export const lower = (step: Step, plan: Plan, options?: PartitionOptions): Program =>
  lowerParts(step, plan, partitionStages(step, plan, options));

/** The program of a step that {@link partitionStages} has cut into stages. */
export function lowerParts(step: Step, plan: Plan, { stages, transfers, schedule }: Partitioned): Program {
  const { numUpdates = 1 } = plan.pipeline ?? {};
  const numMicrobatches = step.microbatches * numUpdates;
  const drafts = stages.map((part, stage) => {
    const writer = new StageWriter({ step, stage, part, transfers, numUpdates, isPipeline: !!schedule });
    writer.write(schedule?.tasks[stage]);
    return writer.finish();
  });
  for (const { draft, stateWrites } of drafts) updateStateInPlace(draft, stateWrites);
  const releases = releasePoints(drafts.map(({ draft }) => draft));
  const settled = drafts.map(({ draft, inputs, outputs }, stage) => {
    const own = new Set(outputs);
    reduceInPlace(draft, own);
    freeAtLastUse(draft, own, releases[stage]);
    return dropUnused(draft, inputs, outputs);
  });

  const { graph } = step;
  const places = { inputs: graph.inputs.map((): PortPlace[] => []), outputs: graph.outputs.map((): PortPlace[] => []) };
  stages.forEach(({ inputs, outputs }, mesh) => {
    const held = inputs.flatMap((from) => ("input" in from ? [from] : []));
    held.forEach(({ input, placement }, i) => {
      places.inputs[input].push({ mesh, buffer: settled[mesh].inputs[i], placement });
    });
    outputs.forEach((output, i) => {
      const { placement } = plan.outputs[output];
      places.outputs[output].push({ mesh, buffer: settled[mesh].outputs[i], placement });
    });
  });
  const isBatch = new Map(step.batchInputs.map(({ input, dim }) => [input, dim]));
  const isPerExample = new Map(step.batchOutputs.map(({ output, dim }) => [output, dim]));
  const port = (
    name: string,
    type: TensorType,
    [first, ...copies]: readonly PortPlace[],
    dim?: number,
  ): ProgramPort => {
    const base = { name, ...first, ...(copies.length > 0 ? { copies } : {}) };
    if (numMicrobatches === 1 || dim === undefined) return { ...base, type };
    const shape = type.shape.map((size, d) => (d === dim ? size * numMicrobatches : size));
    return { ...base, type: { ...type, shape }, batch: { dim, microbatches: numMicrobatches } };
  };
  return {
    name: graph.name,
    meshes: settled.map(({ draft: { spans, ...draft } }, stage): MeshProgram => {
      return { ...plan.stages[stage], ...draft, tasks: spans };
    }),
    transfers: transfers.map(({ name, type, from, to }): Transfer => {
      const end = ({ stage, placement }: { stage: number; placement: Placement }) => ({ mesh: stage, placement });
      return { name, type, from: end(from), to: end(to) };
    }),
    inputs: graph.inputs.map(({ name, value }, i) => port(name, graph.types[value], places.inputs[i], isBatch.get(i))),
    outputs: graph.outputs.map(({ name, value }, i) =>
      port(name, graph.types[value], places.outputs[i].slice(0, 1), isPerExample.get(i)),
    ),
    stateOf: step.stateOf,
  };
}
