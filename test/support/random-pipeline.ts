/**
 * @file Seeded random legal pipeline plans for differential tests: random schedules, meshes, stages of ops, and
 * placements.
 */

import { findLayers } from "../../src/analysis/layers.ts";
import { findPasses } from "../../src/analysis/passes.ts";
import { findReplicated } from "../../src/analysis/replicated.ts";
import { StageCutter, type StagePlace } from "../../src/analysis/stage-step.ts";
import type { Step } from "../../src/analysis/step.ts";
import { AlpaError } from "../../src/base/errors.ts";
import type { Random } from "../../src/base/random.ts";
import { definingOps, opName, type ValueId } from "../../src/ir/graph.ts";
import { factorRule } from "../../src/ir/table.ts";
import { meshSize, type Placement, replicated } from "../../src/plan/placement.ts";
import type { OpPlan, Plan, PortPlan } from "../../src/plan/plan.ts";
import { findSchedule } from "../../src/schedules/registry.ts";
import { canReshard } from "../../src/sharding/reshard/reshard.ts";
import { opPlacements, zeroValues } from "../../src/sharding/strategies/op-placements.ts";
import { randomMesh, randomPlacement } from "./random-plan.ts";

export interface PipelineSizes {
  readonly schedule: string;
  readonly numStages: number;
  readonly numChunks: number;
  readonly numUpdates?: number;
  /**
   * True: stages are consecutive layers with their parameters. Otherwise ops are split at any place that data flow
   * allows.
   */
  readonly isByLayers?: boolean;
}

/** A random schedule that works with `microbatches` microbatches, and numbers of stages and chunks for it. */
export function randomSizes(random: Random, microbatches: number): PipelineSizes {
  const numStages = 1 + random.int(3);
  const schedule = random.pick(["gpipe", "1f1b", "zb-h1", "zb-v", "interleaved-1f1b"]);
  if (schedule === "zb-v") return { schedule, numStages, numChunks: 2 };
  if (schedule !== "interleaved-1f1b") return { schedule, numStages, numChunks: 1 };
  return microbatches % numStages === 0
    ? { schedule, numStages, numChunks: 2 }
    : { schedule: "1f1b", numStages, numChunks: 1 };
}

/**
 * A plan that divides the step into stages anywhere data flow allows, and splits every op over a random choice of its
 * factors on its stage's mesh.
 */
export function randomPipeline(random: Random, step: Step, sizes: PipelineSizes): Plan {
  const { graph, stateOf } = step;
  const { numStages, numChunks, schedule, numUpdates = 1 } = sizes;
  const meshes = Array.from({ length: numStages }, () => randomMesh(random));
  const assignment = sizes.isByLayers ? assignLayers(step, sizes) : undefined;
  const places = assignment?.opPlaces ?? placeOps(random, step, sizes);
  const common = findReplicated(step);
  const definers = definingOps(graph);
  const zeros = zeroValues(graph);
  const inputOf = new Map(graph.inputs.map(({ value }, input) => [value, input]));

  const inputs = graph.inputs.map(({ value }, input): PortPlan => {
    const stage = assignment?.inputStages[input] ?? random.int(numStages);
    return { stage, placement: randomPlacement(random, graph.types[value], meshes[stage]) };
  });
  const placementOf = new Map<ValueId, Placement>();
  /** The placement in which a reader on `stage` gets a value; values of other stages arrive replicated. */
  const placementOn = (value: ValueId, stage: number): Placement => {
    const input = inputOf.get(value);
    const ownStage = input === undefined ? places[definers[value]].stage : inputs[input].stage;
    const isCommon = input === undefined ? common.ops[definers[value]] : common.inputs[input];
    if (ownStage !== stage || isCommon) return replicated(graph.types[value].shape.length);
    return input === undefined ? placementOf.get(value)! : inputs[input].placement;
  };
  const ops = graph.ops.map((op, index): OpPlan => {
    const rule = factorRule(graph, op);
    const place = places[index];
    const { stage } = place;
    const placementsOf = (plan: OpPlan) => {
      try {
        const placements = opPlacements(rule, plan, meshes[stage], opName(graph, index));
        const isReachable = op.operands.every(
          (value, i) => zeros.has(value) || canReshard(placementOn(value, stage), placements.operands[i]),
        );
        return isReachable ? placements : undefined;
      } catch (error) {
        if (error instanceof AlpaError && error.code === "invalid-config") return undefined;
        throw error;
      }
    };
    let plan: OpPlan = { ...place, factors: rule.factors.map(() => []), partial: {} };
    for (const { name } of meshes[stage].axes) {
      const carried = rule.linear.map((_, set): OpPlan => ({ ...plan, partial: { ...plan.partial, [name]: set } }));
      const split = rule.factors.map((_, factor): OpPlan => {
        return { ...plan, factors: plan.factors.map((axes, f) => (f === factor ? [...axes, name] : axes)) };
      });
      const legal = [...carried, ...split].filter((candidate) => placementsOf(candidate) !== undefined);
      if (legal.length > 0 && random.int(4) > 0) plan = random.pick(legal);
    }
    op.results.forEach((value, i) => {
      placementOf.set(value, placementsOf(plan)!.results[i]);
    });
    return plan;
  });
  const perExample = new Set(step.batchOutputs.map(({ output }) => output));
  const outputs = graph.outputs.map(({ value }, output): PortPlan => {
    if (stateOf[output] >= 0) return inputs[stateOf[output]];
    const definer = definers[value];
    const ownStage = definer >= 0 ? places[definer].stage : 0;
    const stage = perExample.has(output) ? ownStage : random.int(numStages);
    return { stage, placement: randomPlacement(random, graph.types[value], meshes[stage]) };
  });
  let device = 0;
  return {
    version: 1,
    method: "random",
    microbatches: step.microbatches,
    stages: meshes.map((mesh) => ({ mesh, devices: Array.from({ length: meshSize(mesh) }, () => device++) })),
    pipeline: { schedule, numChunks, numUpdates },
    inputs,
    outputs,
    ops,
  };
}

/** By position of a chunk in the model, its stage and chunk number. */
function piecePlaces({ schedule, numStages, numChunks }: PipelineSizes): StagePlace[] {
  const { positionOf } = findSchedule(schedule);
  const places: StagePlace[] = [];
  for (let stage = 0; stage < numStages; stage++) {
    for (let chunk = 0; chunk < numChunks; chunk++) places[positionOf(stage, chunk, numStages)] = { stage, chunk };
  }
  return places;
}

const assignLayers = (step: Step, sizes: PipelineSizes) => {
  const places = piecePlaces(sizes);
  return new StageCutter(step).assign(findLayers(step, { numLayers: places.length, imbalance: 3 }), places);
};

/** Stages and chunks of ops: forward ops advance to later chunks at random, backward ops to earlier ones. */
function placeOps(random: Random, step: Step, sizes: PipelineSizes): StagePlace[] {
  const { graph } = step;
  const places = piecePlaces(sizes);
  const numPieces = places.length;
  const passes = findPasses(step);
  const common = findReplicated(step);
  const definers = definingOps(graph);
  const pieces: number[] = [];
  let [forward, backward] = [0, numPieces - 1];
  graph.ops.forEach(({ operands }, op) => {
    const before = operands.flatMap((value) => {
      const definer = definers[value];
      return definer >= 0 && passes[definer] === passes[op] && !common.ops[definer] ? [pieces[definer]] : [];
    });
    if (passes[op] === "forward") {
      forward = Math.min(numPieces - 1, forward + Number(random.int(4) === 0));
      pieces[op] = Math.max(forward, ...before);
    } else if (passes[op] === "backward") {
      backward = Math.max(0, backward - Number(random.int(6) === 0));
      pieces[op] = Math.min(backward, ...before);
    } else pieces[op] = random.int(numPieces);
  });
  return pieces.map((piece) => places[piece]);
}
