import { expect, test } from "vitest";
import { lower } from "../lower/lower.ts";
import { memoryKinds } from "../planner/report/buffer-kinds.ts";
import { simulateProgram } from "../simulate/simulate.ts";
import { heldAt, memoryCurves } from "./memory-curve.ts";
import { planQuestion } from "./plan-question.ts";
import { firstQuestion, type Question } from "./question.ts";

const small: Question = { ...firstQuestion, model: "simple-mlp", cluster: "1x4:a100-80gb", batch: 512 };

test.each<Partial<Question>>([{ method: "zero2" }, { method: "megatron", pipelineParallel: 4 }])(
  "%o: the kinds and the values at any time are within the simulator's bytes, and are them but for kernels' insides",
  async (change) => {
    const { planned, cluster } = await planQuestion({ ...small, ...change });
    const program = lower(planned.step, planned.plan);
    const simulation = simulateProgram(program, { cluster });
    memoryCurves(planned.step, program, simulation).forEach((curve, stage) => {
      const { memory } = simulation.meshes[stage];
      const count = curve.bytes.length;
      expect(Math.max(...curve.bytes)).toBe(memory.peakBytes);
      const sums = curve.bytes.map((_, point) =>
        memoryKinds.reduce((sum, __, kind) => sum + curve.kindBytes[kind * count + point], 0),
      );
      for (const [point, sum] of sums.entries()) expect(sum).toBeLessThanOrEqual(curve.bytes[point]);
      expect(sums.some((sum, point) => sum === curve.bytes[point])).toBe(true);
      const held = heldAt(curve, curve.peakSeconds).reduce((sum, { bytes }) => sum + bytes, 0);
      // The values that are told one by one are all but those of less than a thousandth of the peak each.
      const peak = curve.bytes.indexOf(memory.peakBytes);
      expect(held / sums[peak]).toBeGreaterThan(0.98);
      expect(held).toBeLessThanOrEqual(sums[peak]);
    });
  },
);
