/** @file The studio's web worker: plans questions one after another and reports to the page. */
import { z } from "zod";
import "../../frontends/jaxjs/polyfill.ts";
import { AlpaError } from "../../base/errors.ts";
import { hostPresets } from "../../cluster/host-presets.ts";
import { catalogue } from "../../models/catalogue.ts";
import { answerOf, canSimulate, simulatedAnswer } from "../answer.ts";
import type { Reply, Request } from "../messages.ts";
import { planQuestion } from "../plan-question.ts";
import type { Question } from "../question.ts";
import { transfersOf } from "./transfers.ts";

// Without this, zod tries to compile code at its first parse, which the page's policy forbids.
z.config({ jitless: true });

const post = (reply: Reply): void => {
  (globalThis as unknown as Worker).postMessage(reply, reply.kind === "picture" ? transfersOf(reply.picture) : []);
};

/** Seconds after a stop in which a search without a plan may still find its first one. */
const graceSeconds = 10;

/** Least milliseconds between two reports of a search. */
const reportMs = 100;

let running: { readonly id: number; readonly stop: AbortController } | undefined;
let queue: Promise<void> = Promise.resolve();

globalThis.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  if (data.kind === "stop") {
    if (running?.id === data.id) running.stop.abort();
    return;
  }
  queue = queue.then(() => answer(data.id, data.question));
});

async function answer(id: number, question: Question): Promise<void> {
  const stop = new AbortController();
  running = { id, stop };
  try {
    let reported = 0;
    const { planned, cluster } = await planQuestion(question, {
      signal: stop.signal,
      graceSeconds,
      onPass: (pass) => post({ kind: "pass", id, pass }),
      onProgress: ({ seconds, simulatedSeconds, boundSeconds, numSolved }) => {
        if (performance.now() < reported + reportMs) return;
        reported = performance.now();
        const best = simulatedSeconds ?? seconds;
        post({
          ...{ kind: "progress", id },
          progress: { seconds: Number.isFinite(best) ? best : null, boundSeconds, numSolved },
        });
      },
    });
    const { model, batch, precision } = question;
    const configuration = { model, batch, precision };
    const isPictured = canSimulate(planned);
    if (planned.plan.stages.length === 1 || !isPictured)
      post({ kind: "answer", id, answer: answerOf(planned, cluster, configuration) });
    if (isPictured) {
      post({ kind: "pass", id, pass: "simulate" });
      post({ kind: "picture", id, ...simulatedAnswer(planned, cluster, configuration) });
    }
    post({ kind: "done", id, isPictured, wasStopped: stop.signal.aborted });
  } catch (error) {
    post({ kind: "failed", id, failure: failureOf(error) });
  } finally {
    running = undefined;
  }
}

function failureOf(error: unknown) {
  if (error instanceof AlpaError) return { code: error.code, where: error.where, message: error.message };
  return { code: "internal", where: "", message: String((error as Error)?.stack ?? error) };
}

post({
  kind: "ready",
  models: [...catalogue].map(([name, { about, parameters, batch }]) => ({ name, about, parameters, batch })),
  devices: Object.entries(hostPresets).map(([preset, { about, maxDevices }]) => ({ preset, about, maxDevices })),
});
