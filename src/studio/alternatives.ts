/** @file The questions of the compare view: one model, cluster and batch by several methods. */
import { powersOfTwo } from "../base/integers.ts";
import type { Answer } from "./answer.ts";
import type { Question } from "./question.ts";

/** One method and the questions of its layouts; its row is the fastest of those that fit. */
export interface Alternative {
  readonly method: string;
  readonly questions: readonly Question[];
}

/** Methods of the compare view, those that take longest last. */
const methods = ["data", "zero1", "zero2", "zero3", "tensor", "shard", "pipedream", "megatron", "auto"] as const;

/** Most seconds that the compare view lets `auto` search, where the question has no limit. */
const autoSeconds = 10;

/** The question by every other method, without pins or a plan file; for Megatron-LM a question per layout. */
export function alternativesOf({ planFile, ...question }: Question, hosts: Answer["hosts"]): Alternative[] {
  const bare: Question = { ...question, pins: [] };
  const isOwn = (method: string): boolean => !planFile && question.pins.length === 0 && method === question.method;
  return methods
    .filter((method) => method === "megatron" || !isOwn(method))
    .map((method) => {
      if (method === "megatron")
        return { method, questions: layoutsOf(hosts).map((layout) => ({ ...bare, method, ...layout })) };
      const seconds = method === "auto" && bare.seconds === 0 ? autoSeconds : bare.seconds;
      return { method, questions: [{ ...bare, method, seconds }] };
    });
}

/** Most stages that are tried. */
const maxStages = 8;

/** Megatron-LM's degrees: powers of two, tensor parallelism within a host; without those of data parallelism alone. */
function layoutsOf(hosts: Answer["hosts"]): Pick<Question, "pipelineParallel" | "tensorParallel">[] {
  const devices = hosts.reduce((sum, { count, devices: own }) => sum + count * own, 0);
  const perHost = Math.min(...hosts.map(({ devices: own }) => own));
  return powersOfTwo(Math.min(maxStages, devices)).flatMap((pipelineParallel) =>
    powersOfTwo(perHost)
      .filter((tensorParallel) => {
        const degree = pipelineParallel * tensorParallel;
        return degree > 1 && devices % degree === 0;
      })
      .map((tensorParallel) => ({ pipelineParallel, tensorParallel })),
  );
}
