/**
 * @file The extra cost of a split into microbatches: additional passes for totals that examples need, and ops that run
 * once on the whole batch because they mix examples of several microbatches. A split that leaves too much work unsplit,
 * or repeats ops too often, is refused.
 */

import { bytesText, numberOf } from "../base/units.ts";
import { definingOps, opName } from "../ir/graph.ts";
import { opFlops } from "../ir/table.ts";
import { bytesOf, numElements } from "../ir/types.ts";
import { type BatchAnalysis, refuseSplit } from "./batch.ts";
import { type Step, sectionsOf } from "./step.ts";

/** The batch is not split if more than this share of the step's work would run on the whole batch. */
const maxUnsplitShare = 0.25;

/** The largest allowed ratio of ops in all sections together to ops of the unsplit step. */
export const maxRepeatFactor = 16;

/** By op: whether it runs on the whole batch because it mixes examples or depends on an op that does. */
function wholeOps({ graph, obstacles, batchFactors }: BatchAnalysis): boolean[] {
  const isObstacle = new Set(obstacles.map(({ op }) => op));
  const isMixed = graph.types.map(() => false);
  return graph.ops.map(({ operands, results }, op) => {
    const isWhole = isObstacle.has(op) || (batchFactors[op] < 0 && operands.some((operand) => isMixed[operand]));
    for (const result of results) isMixed[result] = isWhole;
    return isWhole;
  });
}

/** @throws Unsupported naming the first op that mixes examples, if too much of the step's work depends on such ops */
export function checkUnsplitShare(analysis: BatchAnalysis): void {
  const { graph, obstacles } = analysis;
  if (obstacles.length === 0) return;
  const isWhole = wholeOps(analysis);
  // The number of elements is added so that ops that only move data count as work too.
  const work = graph.ops.map((op) => opFlops(graph, op) + numElements(graph.types[op.results[0]].shape));
  const total = work.reduce((sum, each) => sum + each, 0);
  const whole = work.reduce((sum, each, op) => sum + (isWhole[op] ? each : 0), 0);
  if (whole <= maxUnsplitShare * total) return;
  const [{ op, why }] = obstacles;
  refuseSplit(graph, op, `${why}, and ${percent(whole / total)} of the step's work depends on such ops`);
}

/** @throws Unsupported naming the op that needs the most passes, if the sections have too many ops */
export function checkRepeats({ graph, flowBacks, levels }: BatchAnalysis, numOps: number): void {
  if (numOps <= maxRepeatFactor * graph.ops.length) return;
  const deepest = flowBacks.reduce((a, b) => (levels[b.value] > levels[a.value] ? b : a));
  const passes = levels[deepest.value] + 1;
  refuseSplit(
    graph,
    deepest.op,
    `reads a batch total that takes ${passes} passes over the batch one after another, ` +
      `${Math.round(numOps / graph.ops.length)} times the step's ops`,
  );
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Returns the extra cost of a split in one line, or undefined if it is negligible. */
export function costNotice(step: Step, analysis: BatchAnalysis): string | undefined {
  const parts = [...passesText(step), ...wholeText(analysis)];
  return parts.length === 0 ? undefined : `${step.microbatches} microbatches: ${parts.join("; ")}`;
}

/** Extra operations below this share of the main loop's are not reported. */
const negligibleShare = 0.01;

function passesText(step: Step): string[] {
  const { graph, prologue, accumulated } = step;
  const sections = sectionsOf(step);
  const flopsOf = ({ begin, end }: { begin: number; end: number }): number =>
    graph.ops.slice(begin, end).reduce((sum, op) => sum + opFlops(graph, op), 0);
  const earlier = sections.slice(0, -2).reduce((sum, section) => sum + (section.isLoop ? flopsOf(section) : 0), 0);
  const share = earlier / flopsOf(sections.at(-2)!);
  if (prologue.length === 0 || share < negligibleShare) return [];
  const definers = definingOps(graph);
  const names = accumulated
    .filter((value) => definers[value] < step.numPrologueOps)
    .map((value) => `${opName(graph, definers[value])}${scopeText(graph.ops[definers[value]].scope)}`);
  const shown = names.slice(0, 2).join(", ") + (names.length > 2 ? ` and ${names.length - 2} more` : "");
  const passes = prologue.length === 1 ? "a pass" : `${prologue.length} passes`;
  return [
    `${passes} over the batch before the main one, for batch totals that examples need (${shown}): ` +
      `${percent(share)} more operations`,
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
    `${graph.ops[op].kind}${scopeText(graph.ops[op].scope)} ${why}, so it runs once${others}, on the whole batch of ` +
      bytesText(bytes),
  ];
}

const scopeText = (scope: string | undefined): string => (scope ? ` in ${scope}` : "");
