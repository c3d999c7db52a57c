import { describe, expect, test } from "vitest";
import { runToCompletion } from "../base/cooperative.ts";
import { type Random, seededRandom } from "../base/random.ts";
import { solveChain as chainSolver } from "./chain.ts";
import type { ChainOption, ChainProblem } from "./chain-problem.ts";

const solveChain = (...args: Parameters<typeof chainSolver>) => runToCompletion(chainSolver(...args));

/**
 * Alpa's dynamic program as in the paper (Eq. 3 to 5), for one group of devices: for every bound on top, F[s][i][d] is
 * the least Σ add of s stages of the layers from i to the end on d devices.
 */
function textbook({ numLayers, capacities: [devices], options, classOf, maxStages, exactly }: ChainProblem): number {
  const tops = [...new Set(options.flat().map(({ topSeconds }) => topSeconds))].sort((a, b) => a - b);
  let best = Number.POSITIVE_INFINITY;
  for (const top of tops) {
    const table = Array.from({ length: maxStages + 1 }, () =>
      Array.from({ length: numLayers + 1 }, () => new Float64Array(devices + 1).fill(Number.POSITIVE_INFINITY)),
    );
    table[0][numLayers][0] = 0;
    for (let stages = 1; stages <= maxStages; stages++) {
      for (let begin = 0; begin < numLayers; begin++) {
        for (let end = begin + 1; end <= numLayers; end++) {
          const interval = classOf(begin, end);
          for (const option of interval < 0 ? [] : options[interval]) {
            if (option.topSeconds > top || option.downstream.most < stages - 1 || option.downstream.least > stages - 1)
              continue;
            for (let used = option.devices; used <= devices; used++) {
              const sum = table[stages - 1][end][used - option.devices] + option.addSeconds;
              table[stages][begin][used] = Math.min(table[stages][begin][used], sum);
            }
          }
        }
      }
      if (!exactly || stages === maxStages) best = Math.min(best, Math.min(...table[stages][0]) + top);
    }
  }
  return best;
}

/** The first `count` of numpy's `random.rand` after `random.seed(seed)`: MT19937, 53 bits each. */
function numpyRand(seed: number, count: number): number[] {
  const state = new Uint32Array(624);
  state[0] = seed;
  for (let i = 1; i < 624; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  let next = 624;
  const draw = () => {
    if (next === 624) {
      for (let i = 0; i < 624; i++) {
        const y = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7fffffff);
        state[i] = state[(i + 397) % 624] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      next = 0;
    }
    let y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
  return Array.from({ length: count }, () => ((draw() >>> 5) * 67108864 + (draw() >>> 6)) / 9007199254740992);
}

function randomChain(random: Random): ChainProblem {
  const numLayers = 1 + random.int(10);
  const devices = 1 + random.int(16);
  const kinds = Array.from({ length: numLayers }, () => random.int(2));
  const classes = new Map<string, number>();
  const options: ChainOption[][] = [];
  const ramp = random.pick([0, 1 / 3, 1]);
  const numMicrobatches = random.pick([1, 4, 16, 200]);
  const memory = random.pick([0, 3, 100]);
  const whole = random.int(2) === 0;
  for (let begin = 0; begin < numLayers; begin++) {
    for (let end = begin + 1; end <= numLayers; end++) {
      const key = `${kinds.slice(begin, end)}`;
      if (classes.has(key)) continue;
      classes.set(key, options.length);
      const work = kinds.slice(begin, end).reduce((sum, kind) => sum + 1 + kind, 0);
      options.push(
        Array.from({ length: random.int(7) }, () => {
          const size = 2 ** random.int(5);
          const least = memory === 3 ? random.int(3) : 0;
          const seconds = whole ? Math.ceil((4 * work) / size) : (work / size) * (1 + random.next());
          return {
            addSeconds: ramp * seconds + random.pick([0, 0, 0.1]),
            topSeconds: (numMicrobatches - ramp) * seconds + random.pick([0, random.next()]),
            group: 0,
            devices: size,
            downstream: { least, most: memory === 100 ? 100 : least + random.int(memory + 2) },
          };
        }),
      );
    }
  }
  const exactly = random.int(3) === 0;
  return {
    numLayers,
    capacities: [devices],
    options,
    classOf: (begin, end) => classes.get(`${kinds.slice(begin, end)}`)!,
    maxStages: exactly ? 1 + random.int(numLayers) : numLayers - (random.int(2) && numLayers > 2 ? 1 : 0),
    exactly,
  };
}

describe("the chain solver", () => {
  test("equals the paper's program on random chains", () => {
    const random = seededRandom(17);
    let solved = 0;
    for (let round = 0; round < 300; round++) {
      const problem = randomChain(random);
      const expected = textbook(problem);
      const { plan, lowerBound } = solveChain(problem);
      if (expected === Number.POSITIVE_INFINITY) {
        expect(plan, `round ${round}`).toBeUndefined();
        continue;
      }
      solved++;
      expect(plan?.seconds, `round ${round}`).toBeCloseTo(expected, 9);
      expect(lowerBound).toBe(plan!.seconds);
      expect(plan!.stages.reduce((sum, { option }) => sum + option.devices, 0)).toBeLessThanOrEqual(
        problem.capacities[0],
      );
      plan!.stages.forEach(({ option, begin, end }, stage) => {
        expect(problem.options[problem.classOf(begin, end)]).toContain(option);
        expect(option.downstream.most).toBeGreaterThanOrEqual(plan!.stages.length - 1 - stage);
        expect(option.downstream.least).toBeLessThanOrEqual(plan!.stages.length - 1 - stage);
      });
      // With a limit below the best plan there is no plan; a limit above it changes nothing.
      expect(solveChain(problem, { limitSeconds: expected * (1 - 1e-6) }).plan).toBeUndefined();
      expect(solveChain(problem, { limitSeconds: expected * (1 + 1e-6) }).plan?.seconds).toBeCloseTo(expected, 9);
    }
    expect(solved).toBeGreaterThan(100);
  });

  describe("Alpa's own random case (numpy seed 42)", () => {
    const [numLayers, sizes, numConfigs] = [8, [1, 2, 4, 8], 5];
    const costs = numpyRand(42, numLayers * numLayers * sizes.length * numConfigs);
    // Alpa uses all devices, even if the random costs make fewer cheaper; a bonus per device has the same effect.
    const bonus = 10;
    /**
     * Solves for stages whose add is `add` times their seconds and whose top is `top` times their seconds, with exactly
     * `exactly` stages or any number.
     */
    const solve = (add: number, top: number, exactly?: number) => {
      const options = Array.from({ length: numLayers * numLayers }, (_, interval) =>
        sizes.flatMap((devices, size) =>
          Array.from({ length: numConfigs }, (_, config) => {
            const seconds = costs[(interval * sizes.length + size) * numConfigs + config];
            const addSeconds = add * seconds - bonus * devices;
            return {
              addSeconds,
              topSeconds: top * seconds,
              group: 0,
              devices,
              downstream: { least: 0, most: 4096 },
              config,
            };
          }),
        ),
      );
      const classOf = (begin: number, end: number) => begin * numLayers + end - 1;
      const maxStages = exactly ?? numLayers;
      const problem = { numLayers, capacities: [8], options, classOf, maxStages, exactly: exactly !== undefined };
      const { seconds, stages } = solveChain(problem).plan!;
      return { seconds: seconds + 8 * bonus, stages };
    };

    test("training in 16 microbatches: 0.295285, layers 0-3 and 4-7 on 4 devices, configurations 2 and 4", () => {
      const { seconds, stages } = solve(1, 15);
      expect(seconds).toBeCloseTo(0.295285, 6);
      expect(
        stages.map(({ begin, end, option }) => [begin, end, option.devices, (option as { config?: number }).config]),
      ).toEqual([
        [0, 4, 4, 2],
        [4, 8, 4, 4],
      ]);
    });

    test("inference, where one microbatch waits for the slowest stage in every stage: 0.036220", () => {
      const latencies = Array.from({ length: numLayers }, (_, i) => (i + 1) * solve(0, 1, i + 1).seconds);
      expect(Math.min(...latencies)).toBeCloseTo(0.03622, 6);
    });
  });

  test("a stopped search returns a lower bound", () => {
    const random = seededRandom(23);
    for (let round = 0; round < 100; round++) {
      const problem = randomChain(random);
      const expected = textbook(problem);
      if (expected === Number.POSITIVE_INFINITY) continue;
      const { plan, lowerBound } = solveChain(problem, { signal: { aborted: true } });
      expect(lowerBound).toBeLessThanOrEqual(expected * (1 + 1e-9));
      if (plan) expect(plan.seconds).toBeGreaterThanOrEqual(expected * (1 - 1e-9));
    }
  });

  test("with a gap, the optimum is between the bound and the plan, which differ by at most the gap", () => {
    const random = seededRandom(29);
    for (let round = 0; round < 100; round++) {
      const problem = randomChain(random);
      const expected = textbook(problem);
      if (expected === Number.POSITIVE_INFINITY) continue;
      const { plan, lowerBound } = solveChain(problem, { gap: 0.05 });
      expect(lowerBound, `round ${round}`).toBeLessThanOrEqual(expected * (1 + 1e-9));
      expect(plan!.seconds, `round ${round}`).toBeGreaterThanOrEqual(expected * (1 - 1e-9));
      expect(lowerBound, `round ${round}`).toBeGreaterThanOrEqual(0.95 * plan!.seconds * (1 - 1e-9));
    }
  });
});
