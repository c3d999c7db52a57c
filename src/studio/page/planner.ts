/** @file Asks the worker: plans again when the question changes, and brings its replies into the store. */
import { batch, effect } from "@preact/signals";
import type { Answer, Picture } from "../answer.ts";
import type { Reply, Request } from "../messages.ts";
import type { Question } from "../question.ts";
import { answer, answered, devices, failure, isPictured, models, picture, question, status } from "./store.ts";

/** A changed question is planned after this many milliseconds without another change. */
const quietMs = 150;
/** A question whose kind took longer than this waits for the button. */
const maxInstantSeconds = 3;
/** A search that is asked to stop for another question has this long before its worker is replaced. */
const graceMs = 700;

let worker: Worker | undefined;
let lastId = 0;
/** The question that the worker works on, and when it began. */
let current: { readonly id: number; readonly question: Question; readonly start: number } | undefined;
/** The last seconds of each kind of question. */
const lastSeconds = new Map<string, number>();
const kindOf = ({ model, cluster, method, microbatches }: Question): string =>
  `${model} ${cluster} ${method} ${microbatches > 0}`;

/** The last answers by question, so that going back is instant. */
const known = new Map<string, Answered>();
const maxKnown = 8;
const keyOf = (of: Question): string => JSON.stringify(of);

interface Answered {
  readonly question: Question;
  readonly answer: Answer;
  readonly picture?: Picture;
  readonly isPictured: boolean;
  readonly seconds: number;
}

function remember(of: Answered): void {
  known.set(keyOf(of.question), of);
  const [oldest] = known.keys();
  if (known.size > maxKnown) known.delete(oldest);
}

function show(of: Answered, asked: Question): void {
  batch(() => {
    answer.value = of.answer;
    answered.value = asked;
    picture.value = of.picture;
    isPictured.value = of.isPictured;
    failure.value = undefined;
    status.value = { kind: "answered", seconds: of.seconds, wasStopped: false };
  });
}

/** About how many seconds a question will take, if one like it was planned before. */
export const expectedSeconds = (of: Question): number | undefined => lastSeconds.get(kindOf(of));

function startWorker(): Worker {
  const started = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<Reply>) => receive(data));
  started.addEventListener("error", ({ message }) => {
    current = undefined;
    failure.value = {
      code: "worker",
      where: "worker",
      message: `the planner has stopped (${message || "out of memory?"}); try fewer layers, or the command line`,
    };
    status.value = { kind: "waiting" };
    worker = undefined;
  });
  return started;
}

const send = (request: Request): void => {
  worker ??= startWorker();
  worker.postMessage(request);
};

/** Plans the present question now. What is being planned is given up. */
export function planNow(): void {
  if (current) discard();
  const asked = question.value;
  current = { id: ++lastId, question: asked, start: performance.now() };
  batch(() => {
    failure.value = undefined;
    status.value = { kind: "planning", id: lastId, pass: "trace" };
  });
  send({ kind: "plan", id: lastId, question: asked });
}

/** Takes the best plan so far. */
export function stop(): void {
  if (!current) return;
  send({ kind: "stop", id: current.id });
  if (status.value.kind === "planning") status.value = { ...status.value, isStopping: true };
}

/** Gives up what is being planned: asks it to stop, and replaces the worker if that takes too long. */
export function discard(): void {
  if (!current) return;
  const { id } = current;
  send({ kind: "stop", id });
  current = undefined;
  const stale = worker;
  stopping = id;
  setTimeout(() => {
    if (stopping !== id || worker !== stale) return;
    stale?.terminate();
    worker = undefined;
    stopping = undefined;
    if (current) send({ kind: "plan", id: current.id, question: current.question });
  }, graceMs);
  status.value = { kind: "waiting" };
}
/** The id that a discarded search still works on. */
let stopping: number | undefined;

function receive(reply: Reply): void {
  if (reply.kind === "ready") {
    models.value = reply.models;
    devices.value = reply.devices;
    return;
  }
  if (reply.id === stopping && (reply.kind === "done" || reply.kind === "failed")) stopping = undefined;
  if (reply.id !== current?.id) return;
  const { start, question: asked } = current;
  const seconds = (performance.now() - start) / 1e3;
  batch(() => {
    switch (reply.kind) {
      case "pass":
        if (status.value.kind === "planning") status.value = { ...status.value, pass: reply.pass };
        return;
      case "progress":
        if (status.value.kind === "planning") status.value = { ...status.value, progress: reply.progress };
        return;
      case "answer":
        answer.value = reply.answer;
        answered.value = asked;
        picture.value = undefined;
        return;
      case "picture":
        answer.value = reply.answer;
        answered.value = asked;
        picture.value = reply.picture;
        return;
      case "done":
        isPictured.value = reply.isPictured;
        lastSeconds.set(kindOf(asked), seconds);
        status.value = { kind: "answered", seconds, wasStopped: reply.wasStopped };
        if (!reply.wasStopped && answer.value)
          remember({
            ...{ question: asked, answer: answer.value, picture: picture.value },
            ...{ isPictured: reply.isPictured, seconds },
          });
        break;
      case "failed":
        failure.value = reply.failure;
        status.value = { kind: "waiting" };
        break;
    }
    current = undefined;
  });
}

/** Plans the first question, and later ones when they change and are expected to be quick. */
export function followQuestion(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  effect(() => {
    const asked = question.value;
    clearTimeout(timer);
    if (asked === current?.question) return;
    const before = known.get(keyOf(asked));
    if (before) {
      if (current) discard();
      show(before, asked);
      return;
    }
    const expected = expectedSeconds(asked) ?? (asked.method === "auto" ? Number.POSITIVE_INFINITY : 0);
    if (!isFirst && expected > maxInstantSeconds) {
      if (current) discard();
      status.value = { kind: "waiting", ...(Number.isFinite(expected) && { seconds: expected }) };
      return;
    }
    timer = setTimeout(planNow, isFirst ? 0 : quietMs);
    isFirst = false;
  });
}
