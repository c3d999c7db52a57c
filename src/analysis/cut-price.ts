/**
 * @file The extra cost of cutting the batch, besides the work on each example: passes for totals that examples need,
 * and ops that run once, on the whole batch, because they mix the examples of several microbatches. What would cut
 * little of a step, or repeat it too often, is refused.
 */

import { bytesText, numberOf } from "../base/units.ts";
import { definingOps, opName } from "../ir/graph.ts";
import { opFlops } from "../ir/table.ts";
import { bytesOf, numElements } from "../ir/types.ts";
import { type BatchAnalysis, refuseCut } from "./batch.ts";
import { type Step, sectionsOf } from "./step.ts";

/** A step of which more than this share of the work would be done on the whole batch is not cut. */
const mostWhole = 0.25;

/** The most ops that all sections together may have, as a multiple of the ops of the uncut step. */
export const mostRepeated = 16;

/** By op: whether it runs on the whole batch because it, or an op before it, mixes examples. */
function wholeOps({ graph, obstacles, batchFactors }: BatchAnalysis): boolean[] {
  const isObstacle = new Set(obstacles.map(({ op }) => op));
  const isMixed = graph.types.map(() => false);
  return graph.ops.map(({ operands, results }, op) => {
    const isWhole = isObstacle.has(op) || (batchFactors[op] < 0 && operands.some((operand) => isMixed[operand]));
    for (const result of results) isMixed[result] = isWhole;
    return isWhole;
  });
}

/** @throws Unsupported naming the first op that mixes examples, when most of the step's work is behind such ops */
export function checkWorth(analysis: BatchAnalysis): void {
  const { graph, obstacles } = analysis;
  if (obstacles.length === 0) return;
  const isWhole = wholeOps(analysis);
  // Ops that only move elements are work too.
  const work = graph.ops.map((op) => opFlops(graph, op) + numElements(graph.types[op.results[0]].shape));
  const total = work.reduce((sum, each) => sum + each, 0);
  const whole = work.reduce((sum, each, op) => sum + (isWhole[op] ? each : 0), 0);
  if (whole <= mostWhole * total) return;
  const [{ op, why }] = obstacles;
  refuseCut(graph, op, `${why}, and ${percent(whole / total)} of the step's work is behind such ops`);
}

/** @throws Unsupported naming the op that needs the most passes, when the sections have too many ops */
export function checkRepeats({ graph, flowBacks, levels }: BatchAnalysis, numOps: number): void {
  if (numOps <= mostRepeated * graph.ops.length) return;
  const deepest = flowBacks.reduce((a, b) => (levels[b.value] > levels[a.value] ? b : a));
  const passes = levels[deepest.value] + 1;
  refuseCut(
    graph,
    deepest.op,
    `reads a batch total that takes ${passes} passes over the batch one after another, ${Math.round(numOps / graph.ops.length)} times the step's ops`,
  );
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** The cost of a cut, in one line; undefined when it is next to nothing. */
export function cutNotice(step: Step, analysis: BatchAnalysis): string | undefined {
  const parts = [...passesText(step), ...wholeText(analysis)];
  return parts.length === 0 ? undefined : `${step.microbatches} microbatches: ${parts.join("; ")}`;
}

/** Extra operations up to this share of the main loop's are not worth a word. */
const fewOperations = 0.01;

function passesText(step: Step): string[] {
  const { graph, prologue, accumulated } = step;
  const sections = sectionsOf(step);
  const flopsOf = ({ begin, end }: { begin: number; end: number }): number =>
    graph.ops.slice(begin, end).reduce((sum, op) => sum + opFlops(graph, op), 0);
  const early = sections.slice(0, -2).reduce((sum, section) => sum + (section.isLoop ? flopsOf(section) : 0), 0);
  const share = early / flopsOf(sections.at(-2)!);
  if (prologue.length === 0 || share < fewOperations) return [];
  const definers = definingOps(graph);
  const names = accumulated
    .filter((value) => definers[value] < step.numPrologueOps)
    .map((value) => `${opName(graph, definers[value])}${scopeText(graph.ops[definers[value]].scope)}`);
  const shown = names.slice(0, 2).join(", ") + (names.length > 2 ? ` and ${names.length - 2} more` : "");
  const passes = prologue.length === 1 ? "a pass" : `${prologue.length} passes`;
  return [
    `${passes} over the batch before the main one, for batch totals that examples need (${shown}): ${percent(share)} more operations`,
  ];
}

function wholeText({ graph, obstacles, states }: BatchAnalysis): string[] {
  if (obstacles.length === 0) return [];
  const [{ op, why }] = obstacles;
  const joined = new Set(obstacles.flatMap((each) => graph.ops[each.op].operands));
  const bytes = [...joined].reduce((sum, value) => {
    return sum + (states[value].kind === "split" ? bytesOf(graph.types[value]) : 0);
  }, 0);
  const others = obstacles.length === 1 ? "" : ` (and ${numberOf(obstacles.length - 1, "other op")})`;
  return [
    `${graph.ops[op].kind}${scopeText(graph.ops[op].scope)} ${why}, so it runs once${others}, on the whole batch of ${bytesText(bytes)}`,
  ];
}

const scopeText = (scope: string | undefined): string => (scope ? ` in ${scope}` : "");
