import { expect, test } from "vitest";
import { solveWithHighs } from "../../../../test/support/highs.ts";
import { randomProblem } from "../../../../test/support/random-problem.ts";
import { runToCompletion } from "../../../base/cooperative.ts";
import { Infeasible } from "../../../base/errors.ts";
import { seededRandom } from "../../../base/random.ts";
import { evaluateChoice } from "../../../solver/problem.ts";
import { cheapestWithin } from "./cheapest-within.ts";

test("the cheapest choice within a memory limit costs what HiGHS finds, whatever is held", async () => {
  const random = seededRandom(5);
  let numBinding = 0;
  for (let i = 0; i < 60; i++) {
    const memoryFactor = random.pick([0.9, 1, 1.1, 1.5, 3]);
    const shape = { numNodes: 8, maxStrategies: 4, memoryFactor, integral: true, forbidding: 0.3 };
    const problem = randomProblem(random, shape);
    const find = () => runToCompletion(cheapestWithin(problem, (node) => node % 3 < 2, { seconds: 30 }));
    const expected = await solveWithHighs(problem, { seconds: 30 }).catch((error: unknown) => {
      if (error instanceof Infeasible) return undefined;
      throw error;
    });
    if (!expected) {
      expect(find).toThrow(Infeasible);
      continue;
    }
    const { cost, peakUsage } = evaluateChoice(problem, find());
    expect(peakUsage).toBeLessThanOrEqual(problem.usageLimit);
    expect(cost).toBeCloseTo(expected.cost, 6);
    const free = await solveWithHighs({ ...problem, usageLimit: Number.POSITIVE_INFINITY }, { seconds: 30 });
    if (free.cost < expected.cost) numBinding++;
  }
  expect(numBinding).toBeGreaterThan(8);
});
