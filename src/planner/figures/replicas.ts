/** @file Figures of replicas: what data parallelism copies and sends, and what each device holds under ZeRO. */
import { drawDataParallel } from "../../draw/figures/data-parallel.ts";
import { drawMemoryBars } from "../../draw/figures/memory-bars.ts";
import { zeroStateBytes } from "../../sharding/state-bytes.ts";
import { defineFigure, type Figure, type PlanAnswer } from "./figure.ts";
import { memoryParts } from "./memory-parts.ts";

const dataParallel = defineFigure({
  name: "data-parallel",
  source: "Alpa",
  about: "data parallelism: what is split, what is copied, what is sent",
  questions: [
    { command: "plan", model: "simple-mlp", options: { cluster: "1x4:a100-80gb", batch: 512, method: "data" } },
  ],
  data: ([{ report }]) => {
    const { model, batch, devices, stages, estimate } = report;
    const [{ memory, collectives }] = stages;
    return {
      ...{ model, batch, devices, parameters: memory.parameters, gradients: memory.gradients },
      ...{ optimizer: memory.optimizer, collectives: collectives! },
      ...{ seconds: estimate!.seconds, communicationSeconds: estimate!.communicationSeconds! },
    };
  },
  draw: drawDataParallel,
});

/** Bytes of a parameter, its gradient and Adam's moments in f32. */
const adamBytes = { parameters: 4, gradients: 4, optimizer: 8 };
const zeroStages = { data: 0, zero1: 1, zero2: 2, zero3: 3 } as const;

function zeroBar({ report, question }: PlanAnswer) {
  const method = question.options.method as keyof typeof zeroStages;
  const state = zeroStateBytes(zeroStages[method], report.numParameters, report.devices, adamBytes);
  const [{ memory }] = report.stages;
  return {
    name: method === "data" ? "data parallel" : `ZeRO-${zeroStages[method]}`,
    parts: memoryParts(memory),
    peak: memory.peak!,
    limit: memory.limit,
    formula: state.parameters + state.gradients + state.optimizer,
  };
}

const zeroMemory = defineFigure({
  name: "zero-memory",
  source: "ZeRO",
  about: "memory of a device under data parallelism and ZeRO-1, 2, 3",
  questions: Object.keys(zeroStages).map((method) => ({
    command: "plan" as const,
    model: "simple-mlp",
    options: { cluster: "1x8:a100-80gb", memory: "700MB", batch: 2048, microbatches: 4, method },
  })),
  data: (answers) => answers.map(zeroBar),
  draw: (bars, commands) =>
    drawMemoryBars(
      {
        title: "Memory of a device under ZeRO",
        about:
          "ZeRO-1 splits the optimizer state over the replicas, ZeRO-2 the gradients too, ZeRO-3 the parameters too. The mark is the formula for parameters, gradients and optimizer state in f32.",
        commands,
      },
      bars,
    ),
});

export const replicaFigures: readonly Figure[] = [dataParallel, zeroMemory];
