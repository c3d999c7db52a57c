/** @file Figures: their numbers are those of the commands in their captions; no text is cut off or covers another. */
import { expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";
import { textProblems } from "../../test/support/picture-texts.ts";
import { init } from "../frontends/jaxjs/jax.ts";
import { drawFigure } from "../planner/figures/figure.ts";
import { figures } from "../planner/figures/figures.ts";
import { type Question, questionText } from "../planner/figures/question.ts";
import type { PlanReport } from "../planner/report/plan-report.ts";
import type { SweepRow } from "../planner/sweep/sweep-row.ts";
import { answerQuestion } from "./answer-question.ts";

// biome-ignore lint/suspicious/noExplicitAny: each check knows its figure's data
type Check = (data: any, answers: readonly any[]) => void;
type Reports = readonly PlanReport[];

const idleOf = ({ stages }: PlanReport): number =>
  stages.reduce((sum, { simulated }) => sum + simulated!.bubble, 0) / stages.length;

/** Seconds and idle shares of panels. */
const checkPanels: Check = (panels, reports: Reports) => {
  expect(panels.map(({ seconds }: { seconds: number }) => seconds)).toEqual(
    reports.map(({ simulated }) => simulated!.seconds),
  );
  reports.forEach((report, i) => {
    expect(panels[i].idle).toBeCloseTo(idleOf(report), 12);
    expect(panels[i].microbatches).toBe(report.microbatches);
  });
};

/** What is the same in each sweep of the same points. Searches that time ends may differ. */
const numbersOf = ({ method, devices, status, seconds, bubble, traffic, memory }: SweepRow) =>
  method === "auto" ? { method, devices, status } : { method, devices, status, seconds, bubble, traffic, memory };

const checks: Readonly<Record<string, Check>> = {
  // A run repeats to the digit, a plan too: every loss and second is that of a command.
  "time-to-loss": ({ runs, target }, results) => {
    runs.forEach((run: { losses: number[]; seconds: number; secondsToTarget: number }, i: number) => {
      const [{ losses, batch }, { estimate, simulated, pipeline }] = results.slice(2 * i, 2 * i + 2);
      const perLoss = 64 / batch;
      const mean = losses.slice(0, perLoss).reduce((sum: number, loss: number) => sum + loss, 0) / perLoss;
      expect(run.losses[0]).toBeCloseTo(mean, 3);
      expect(run.seconds).toBeCloseTo(perLoss * (pipeline ? simulated : estimate).seconds, 12);
      const before = run.losses.slice(0, Math.round(run.secondsToTarget / run.seconds) - 1);
      expect(Math.min(...before, Number.POSITIVE_INFINITY)).toBeGreaterThan(target);
    });
  },
  "data-parallel": (data, [{ stages, estimate, batch, devices }]) => {
    const [{ memory, collectives }] = stages;
    const { parameters, gradients, optimizer } = memory;
    expect(data).toMatchObject({ parameters, gradients, optimizer, batch, devices, collectives });
    expect(data).toMatchObject({ seconds: estimate!.seconds, communicationSeconds: estimate!.communicationSeconds });
  },
  "zero-memory": (bars, reports: Reports) => {
    reports.forEach(({ stages: [{ memory }] }, i) => {
      expect(bars[i]).toMatchObject({ peak: memory.peak, limit: memory.limit });
      expect(bars[i].parts).toMatchObject({ parameters: memory.parameters, optimizer: memory.optimizer });
      const sum = Object.values<number>(bars[i].parts).reduce((all, bytes) => all + bytes, 0);
      expect(sum).toBeCloseTo(memory.peak!, 0);
    });
  },
  // The layers of all stages, and of the opened one its parameters.
  "two-levels": (data, [{ stages, parameters, estimate }]: Reports) => {
    expect(data.stages).toEqual(stages.map(({ layers, devices, mesh }) => ({ layers, devices: devices.length, mesh })));
    const own = parameters.filter(({ stage }) => stage === data.opened);
    expect(data.parameters).toEqual(own.map(({ name, type, count, placement }) => ({ name, type, count, placement })));
    // The bound is as high as the seconds of the search allow.
    expect(data.estimate.seconds).toBe(estimate!.seconds);
    expect(data.estimate.boundSeconds).toBeLessThanOrEqual(estimate!.seconds);
    const chosen = data.cells.filter(({ isChosen }: { isChosen: boolean }) => isChosen);
    const sizes = stages.map(({ layers, devices }) => [layers[0][1] - layers[0][0] + 1, devices.length].join(" on "));
    const shown = chosen.map(({ numLayers, submesh }: { numLayers: number; submesh: number }) => {
      const { numHosts, devicesPerHost } = data.submeshes[submesh];
      return `${numLayers} on ${numHosts * devicesPerHost}`;
    });
    expect(new Set(shown)).toEqual(new Set(sizes));
  },
  partitioner: ({ layers, stages }, [report]: Reports) => {
    expect(stages).toEqual(
      report.stages.map(({ layers: [own], devices }) => ({ layers: own, replicas: devices.length })),
    );
    expect(stages.at(-1).layers[1]).toBe(layers.length - 1);
  },
  "weak-scaling": ({ points }, [{ points: printed }]) => {
    expect(points).toHaveLength(printed.length);
    points.forEach(({ published, predicted }: { published: number; predicted: number }, i: number) => {
      expect(predicted / published).toBeCloseTo(printed[i].measuredSeconds / printed[i].predictedSeconds, 9);
    });
  },
  "pipeline-parallel": checkPanels,
  "model-parallel": checkPanels,
  "one-forward-one-backward": ({ panel, phases }, reports: Reports) => {
    checkPanels([panel], reports);
    expect(phases).toHaveLength(reports[0].stages.length);
  },
  performance: ({ rows }, [answer]) => expect(rows.map(numbersOf)).toEqual(answer.rows.map(numbersOf)),
  communication: (rows, [answer]) => expect(rows.map(numbersOf)).toEqual(answer.rows.map(numbersOf)),
  "layout-grid": ({ rows }, [answer]) => expect(rows).toEqual(answer.rows),
  bubble: ({ stages, points }, [{ rows }]) => {
    expect(points.map(({ simulated }: { simulated: number }) => simulated)).toEqual(
      rows.map(({ bubble }: SweepRow) => bubble),
    );
    const plain = points.filter(({ schedule }: { schedule: string }) => schedule === "1f1b");
    for (const { formula, microbatches } of plain)
      expect(formula).toBeCloseTo((stages - 1) / (microbatches + stages - 1), 12);
  },
  "tensor-parallel": (products, [tensor, shard]) => {
    const [{ sentBytes, count }] = tensor.stages[0].collectives;
    expect(products[1].sentBytes).toBe(sentBytes / count);
    expect(products[1].stepSeconds).toBe(tensor.estimate.seconds);
    expect(products[2].stepSeconds).toBe(shard.explanation.chosen.stepSeconds);
    expect(products[3].stepSeconds).toBe(shard.explanation.runnersUp[0].stepSeconds);
  },
  "megatron-mlp": (products, [report]) => {
    const [{ sentBytes, count }] = report.stages[0].collectives;
    const all = products.map((product: { sentBytes?: number }) => product.sentBytes);
    expect(all).toEqual([undefined, sentBytes / count, undefined, sentBytes / count]);
  },
  "attention-heads": ({ out, query, heads, headParts }, [report]) => {
    const [{ sentBytes, count }] = report.stages[0].collectives;
    expect(out.sentBytes).toBe(sentBytes / count);
    expect([heads, headParts, query.right.columnParts, out.right.rowParts]).toEqual([12, 4, 4, 4]);
  },
  "sequence-parallel": (bars, reports: Reports) =>
    reports.forEach(({ stages: [{ memory, collectives }] }, i) => {
      expect(bars[i].peak).toBe(memory.peak);
      expect(bars[i].collectives).toEqual(
        collectives!.map(({ kind, count, sentBytes }) => ({ kind, count, sentBytes })),
      );
    }),
  memory: (series, [{ stages }]: Reports) =>
    stages.forEach(({ memory }, i) => {
      expect(series[i].peakBytes).toBe(memory.peak);
      const { seconds, bytes } = series[i];
      const totals = seconds
        .slice(1)
        .map((_: number, at: number) => Object.values<number[]>(bytes).reduce((sum, own) => sum + own[at], 0));
      expect(Math.max(...totals)).toBe(memory.peak);
      expect(bytes.parameters[0]).toBe(memory.parameters);
    }),
  "sharding-sheet": ({ entries }, [{ parameters }]: Reports) => {
    const shown = new Set(entries.map(({ placement }: { placement: string }) => placement));
    for (const { placement, type } of parameters) if (type.split("x").length === 3) expect(shown).toContain(placement);
  },
  // Two searches see different seconds, but the bound of each holds for the plan of the other.
  search: ({ points }, [{ estimate }]: Reports) => {
    const { best, bound } = points.at(-1);
    expect(bound).toBeGreaterThan(0);
    expect(bound).toBeLessThanOrEqual(Math.min(best, estimate!.seconds));
    expect(estimate!.boundSeconds).toBeLessThanOrEqual(best);
  },
  "weight-stashing": (panels, reports: Reports) => {
    checkPanels(panels, reports);
    expect(panels.map(({ versionsHeld }: { versionsHeld: number[] }) => versionsHeld[0])).toEqual([4, 2, 1]);
  },
};

/** Questions that several figures share are answered once. */
function once<T, More extends unknown[]>(make: (text: string, ...more: More) => Promise<T>) {
  const made = new Map<string, Promise<T>>();
  return (text: string, ...more: More): Promise<T> => {
    if (!made.has(text)) made.set(text, make(text, ...more));
    return made.get(text)!;
  };
}
const answerOf = once((_, question: Question) => answerQuestion(question, new AbortController().signal));
const printedBy = once(async (command: string): Promise<unknown> => {
  const { code, out, err } = await alpa(...command.split(" ").slice(1));
  expect(code, err).toBe(0);
  return JSON.parse(out);
});

test("every figure has a check", () => {
  expect(Object.keys(checks).sort()).toEqual(figures.map(({ name }) => name).sort());
});

test.each(figures.map((figure) => [figure.name, figure] as const))(
  "%s: numbers and texts",
  async (name, figure) => {
    await init("wasm");
    const { data, picture, commands } = await drawFigure(figure, figure.questions, (question) =>
      answerOf(questionText(question), question),
    );
    expect(Object.keys(checks)).toContain(name);
    expect(textProblems(picture)).toEqual([]);
    const svg = picture.svg("light");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    for (const command of commands) expect(command).toMatch(/^alpa \w+ .*--json$/);
    const answers: unknown[] = [];
    for (const question of figure.questions) answers.push(await printedBy(questionText(question)));
    checks[name](JSON.parse(JSON.stringify(data)), answers);
  },
  300_000,
);
