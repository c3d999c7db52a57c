/** @file Plans the question whenever it changes, and brings the worker's replies into the store. */
import { batch, effect } from "@preact/signals";
import type { Reply } from "../messages.ts";
import type { Question } from "../question.ts";
import { emptyLog, withEnd, withOutcome, withPoint } from "../search-log.ts";
import { type KnownAnswer, knownAnswer, remember } from "./known-answers.ts";
import {
  answer,
  devices,
  failure,
  isPictured,
  models,
  picture,
  question,
  searchLog,
  showAnswer,
  status,
} from "./store.ts";
import { endWorker, listen, nextId, send } from "./worker-client.ts";

/** Milliseconds after the last change of the question until it is planned. */
const quietMs = 150;
/** Most seconds that the last question of a kind may take; if it took longer, the next one waits for the button. */
const maxInstantSeconds = 3;
/** Milliseconds that a search has to stop for another question before its worker is replaced. */
const graceMs = 700;

/** The question that the worker works on, and when it began. */
let current: { readonly id: number; readonly question: Question; readonly start: number } | undefined;
/** The timer that plans a changed question. */
let timer: ReturnType<typeof setTimeout> | undefined;
/** The request of a cancelled search that has not ended yet. */
let ending: number | undefined;
/** The last seconds of each kind of question. */
const lastSeconds = new Map<string, number>();
const kindOf = ({ model, cluster, method, microbatches }: Question): string =>
  `${model} ${cluster} ${method} ${microbatches > 0}`;

/** Plans the present question now, and cancels the running search. */
export function planNow(): void {
  clearTimeout(timer);
  if (current) discard();
  const asked = question.value;
  const id = nextId();
  current = { id, question: asked, start: performance.now() };
  batch(() => {
    failure.value = undefined;
    searchLog.value = emptyLog;
    status.value = { kind: "planning", id, pass: "trace" };
  });
  send({ kind: "plan", id, question: asked });
}

/** Takes the best plan so far. */
export function stop(): void {
  if (!current) return;
  send({ kind: "stop", id: current.id });
  if (status.value.kind === "planning") status.value = { ...status.value, isStopping: true };
}

/** Cancels the running search: asks it to stop, and replaces the worker if that takes too long. */
export function discard(): void {
  if (!current) return;
  const { id } = current;
  send({ kind: "stop", id });
  current = undefined;
  ending = id;
  status.value = { kind: "waiting" };
  setTimeout(() => {
    if (ending !== id) return;
    ending = undefined;
    endWorker();
    if (current) send({ kind: "plan", id: current.id, question: current.question });
  }, graceMs);
}

function receive(reply: Reply): void {
  if (reply.kind === "ready") {
    models.value = reply.models;
    devices.value = reply.devices;
    return;
  }
  if (reply.id === ending && (reply.kind === "done" || reply.kind === "failed")) ending = undefined;
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
        searchLog.value = withPoint(searchLog.value, { ...reply.progress, at: seconds });
        return;
      case "searched":
        searchLog.value = withOutcome(searchLog.value, reply.outcome);
        return;
      case "answer":
      case "picture":
        showAnswer(reply.answer, asked);
        picture.value = reply.kind === "picture" ? reply.picture : undefined;
        return;
      case "done": {
        const { isPictured: hasPicture, wasStopped } = reply;
        isPictured.value = hasPicture;
        lastSeconds.set(kindOf(asked), seconds);
        searchLog.value = withEnd(searchLog.value, answer.value?.report.estimate, seconds);
        status.value = { kind: "answered", seconds, wasStopped };
        if (wasStopped || !answer.value) break;
        remember(asked, {
          ...{ answer: answer.value, picture: picture.value, search: searchLog.value },
          ...{ isPictured: hasPicture, seconds },
        });
        break;
      }
      case "failed":
        failure.value = reply.failure;
        status.value = { kind: "waiting" };
        break;
    }
    current = undefined;
  });
}

function fail(reason: string): void {
  const message = `the planner has stopped (${reason || "out of memory?"}); try fewer layers, or the command line`;
  current = undefined;
  failure.value = { code: "worker", where: "", message };
  status.value = { kind: "waiting" };
}

function show(of: KnownAnswer, asked: Question): void {
  if (current) discard();
  batch(() => {
    showAnswer(of.answer, asked);
    picture.value = of.picture;
    searchLog.value = of.search;
    isPictured.value = of.isPictured;
    failure.value = undefined;
    status.value = { kind: "answered", seconds: of.seconds, wasStopped: false };
  });
}

// At once: the worker may be ready before the question is.
listen({ onReply: receive, onDeath: fail });

/** Plans the first question, and later ones when they change and are expected to be quick. */
export function followQuestion(): void {
  let isFirst = true;
  effect(() => {
    const asked = question.value;
    clearTimeout(timer);
    if (asked === current?.question) return;
    const known = knownAnswer(asked);
    if (known) {
      show(known, asked);
      return;
    }
    const expected = lastSeconds.get(kindOf(asked)) ?? (asked.method === "auto" ? Number.POSITIVE_INFINITY : 0);
    if (!isFirst && expected > maxInstantSeconds) {
      if (current) discard();
      status.value = { kind: "waiting", ...(Number.isFinite(expected) && { seconds: expected }) };
      return;
    }
    timer = setTimeout(planNow, isFirst ? 0 : quietMs);
    isFirst = false;
  });
}
