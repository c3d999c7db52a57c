/** @file The studio's web worker: answers the page's requests one after another. */
import * as z from "zod";
import "../../frontends/jaxjs/polyfill.ts";
import { hostPresets } from "../../cluster/host-presets.ts";
import { catalogue } from "../../models/catalogue.ts";
import { planToJson } from "../../plan/plan-file.ts";
import { searchOutcome } from "../../planner/report/search-outcome.ts";
import { answerOf, canSimulate, composedAnswer, simulatedAnswer } from "../answer.ts";
import { opChanges } from "../changes.ts";
import { failureOf } from "../failure.ts";
import type { Reply, Request } from "../messages.ts";
import { opGroups } from "../op-groups.ts";
import { type PlannedQuestion, planQuestion } from "../plan-question.ts";
import type { Question } from "../question.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { explainOp } from "./explain-op.ts";
import { planRows } from "./plan-rows.ts";
import { PlannedQuestions } from "./planned-questions.ts";
import { transfersOf } from "./transfers.ts";

// Without this, zod tries to compile code at its first parse, which the page's policy forbids.
z.config({ jitless: true });

const post = (reply: Reply): void => {
  (globalThis as unknown as Worker).postMessage(reply, reply.kind === "picture" ? transfersOf(reply.picture) : []);
};

/** Least milliseconds between two reports of a search. */
const reportMs = 150;
/** Seconds after a stop in which a search without a plan may still find its first one. */
const graceSeconds = 10;

type Work = Exclude<Request, { kind: "stop" }>;

const plans = new PlannedQuestions();
/** The requests that wait or run, by number. */
const stops = new Map<number, AbortController>();
let queue: Promise<void> = Promise.resolve();

globalThis.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  if (data.kind === "stop") {
    stops.get(data.id)?.abort();
    return;
  }
  const stop = new AbortController();
  stops.set(data.id, stop);
  queue = queue.then(async () => {
    await answer(data, stop.signal).catch((error) => post({ kind: "failed", id: data.id, failure: failureOf(error) }));
    stops.delete(data.id);
  });
});

async function answer(work: Work, signal: AbortSignal): Promise<void> {
  const { id } = work;
  if (work.kind === "rows")
    return planRows(work.questions, signal, (row, index) => post({ kind: "row", id, index, row }));
  const { question } = work;
  if (work.kind === "plan") return plan(id, question, signal);
  const planned = await plannedOf(question, signal);
  if (work.kind === "ops") post({ kind: "ops", id, groups: opGroups(planned.planned, planned.cluster) });
  else if (work.kind === "changes") {
    const before = await plannedOf(work.before, signal);
    const [was, is] = [before, planned].map((each) => opGroups(each.planned, each.cluster));
    post({ kind: "changes", id, changes: opChanges(was, is) });
  } else if (work.kind === "file") post({ kind: "file", id, text: planToJson(planned.planned.plan) });
  else
    await explainOp(planned, work.op, signal, (explanation, isComplete) =>
      post({ kind: "explanation", id, explanation, isComplete }),
    );
}

async function plannedOf(question: Question, signal: AbortSignal): Promise<PlannedQuestion> {
  const planned = plans.get(question) ?? (await planQuestion(question, { signal, graceSeconds }));
  if (!signal.aborted) plans.keep(question, planned);
  return planned;
}

async function plan(id: number, question: Question, signal: AbortSignal): Promise<void> {
  let [reported, hasSearched] = [0, false];
  const found = await planQuestion(question, {
    signal,
    graceSeconds,
    onPass: (pass) => post({ kind: "pass", id, pass }),
    onResult: (result) => {
      hasSearched = true;
      post({ kind: "searched", id, outcome: searchOutcome(result) });
    },
    onProgress: ({ seconds, simulatedSeconds, layersSeconds = null, boundSeconds, numSolved }) => {
      if (performance.now() < reported + reportMs) return;
      reported = performance.now();
      const predictedSeconds = Number.isFinite(seconds) ? seconds : null;
      const best = simulatedSeconds ?? predictedSeconds;
      const progress = { seconds: best, predictedSeconds, layersSeconds, boundSeconds, numSolved };
      post({ kind: "progress", id, progress });
    },
  });
  if (hasSearched) collectGarbage();
  plans.keep(question, found);
  postAnswer(id, found, signal.aborted);
}

function postAnswer(id: number, { planned, cluster, configuration }: PlannedQuestion, wasStopped: boolean): void {
  const isPictured = canSimulate(planned);
  const answer = answerOf(planned, cluster, configuration);
  // A pipeline's seconds and peaks come from its simulation.
  if (planned.plan.stages.length === 1 || !isPictured) post({ kind: "answer", id, answer });
  post({ kind: "pass", id, pass: "simulate" });
  if (isPictured) post({ kind: "picture", id, ...simulatedAnswer(planned, cluster, configuration, answer) });
  else {
    const composed = composedAnswer(planned, cluster, answer);
    if (composed) post({ kind: "answer", id, answer: composed });
  }
  post({ kind: "done", id, isPictured, wasStopped });
}

post({
  kind: "ready",
  models: [...catalogue].map(([name, { about, parameters, batch }]) => ({ name, about, parameters, batch })),
  devices: Object.entries(hostPresets).map(([preset, { about, maxDevices }]) => ({ preset, about, maxDevices })),
});
