/**
 * @file Idle share of a pipeline's stages, measured on the threads engine and compared with each schedule's formula.
 * Segments sleep for as long as their products have FLOPs, so four stages work at the same time on any machine; order,
 * waiting and messages are real.
 *
 *     npx tsx bench/bubbles.ts [--write]
 *
 * `--write` keeps the shares for the figure `alpa draw bubble`.
 */
import { writeFileSync } from "node:fs";
import { startThreads } from "../src/engines/threads/threads.ts";
import { lower } from "../src/lower/lower.ts";
import { dataParallel } from "../src/methods/data-parallel.ts";
import { pipeshard } from "../src/methods/pipeshard.ts";
import { findSchedule } from "../src/schedules/registry.ts";
import { planNow } from "../test/support/plan-now.ts";
import { withTimes } from "../test/support/timed-executor.ts";
import { mlp, stepOf } from "../test/support/train-steps.ts";

const numStages = 4;
const steps = 5;
/** Sixteen equal layers. */
const traced = mlp(256, Array<number>(17).fill(16));

async function measure(schedule: string, microbatches: number): Promise<number> {
  const step = stepOf(traced, microbatches);
  const plan = planNow(pipeshard({ stages: numStages, schedule, intra: dataParallel() }), step, numStages);
  const program = lower(step, plan);
  const running = await startThreads(program, { ...withTimes, timeline: true });
  const shares: number[] = [];
  for (let i = 0; i < steps; i++) {
    await running.step(new Map());
    const events = running.timeline();
    const span = Math.max(...events.map((e) => e.endSeconds)) - Math.min(...events.map((e) => e.startSeconds));
    const busy = events
      .filter(({ mesh, instruction }) => program.meshes[mesh].instructions[instruction].kind === "run")
      .reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
    shares.push(1 - busy / (numStages * span));
  }
  await running.stop();
  // Other programs of the machine can only add to the waiting.
  return Math.min(...shares);
}

const rows: { schedule: string; microbatches: number; idle: number }[] = [];
console.log("schedule          m  formula  measured  ratio");
for (const schedule of ["gpipe", "1f1b", "interleaved-1f1b", "zb-h1", "zb-v"]) {
  const rule = findSchedule(schedule);
  const ramp = rule.rampShare(rule.defaultChunks) * (numStages - 1);
  for (const microbatches of [4, 8, 16, 32]) {
    // The warm-up of a schedule is known only if there are enough microbatches to fill the pipeline.
    if (schedule.startsWith("zb") && microbatches < 2 * numStages - 1) continue;
    const formula = ramp / (microbatches + ramp);
    const idle = await measure(schedule, microbatches);
    rows.push({ schedule, microbatches, idle: Number(idle.toFixed(4)) });
    const cells = [String(microbatches).padStart(2), formula.toFixed(3).padStart(8), idle.toFixed(3).padStart(9)];
    console.log(`${schedule.padEnd(16)} ${cells.join(" ")} ${(idle / formula).toFixed(2).padStart(6)}`);
  }
}

const text = `/** @file Idle shares of four equal stages on the threads engine. \`npx tsx bench/bubbles.ts --write\` wrote it. */
export const measuredBubbles = [
${rows.map((row) => `  { schedule: "${row.schedule}", microbatches: ${row.microbatches}, idle: ${row.idle} },\n`).join("")}] as const;
`;
if (process.argv.includes("--write"))
  writeFileSync(new URL("../src/planner/figures/measured-bubbles.ts", import.meta.url), text);
