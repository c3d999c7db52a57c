/** @file Explains an op and hands out what is known as it becomes known. */
import { abandonOnce, runAsync } from "../../base/cooperative.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { explainPlannedInSteps } from "../../planner/explain.ts";
import type { Explanation } from "../../sharding/explain.ts";
import type { PlannedQuestion } from "../plan-question.ts";

/** Explains an op. @param onKnown  called whenever another strategy is priced, and at the end */
export async function explainOp(
  { planned, cluster }: PlannedQuestion,
  op: string,
  signal: StopSignal,
  onKnown: (explanation: Explanation, isComplete: boolean) => void,
): Promise<void> {
  const target = { ...planned.target, cluster };
  const explaining = explainPlannedInSteps(planned, op, target, Number.POSITIVE_INFINITY);
  const complete = await runAsync(
    abandonOnce(() => signal.aborted, explaining),
    (known) => known && onKnown(known, false),
  );
  if (complete) onKnown(complete, true);
}
