/** @file The page's end of the worker: numbers and sends requests, and starts another worker after one has ended. */
import type { Reply, Request } from "../messages.ts";

export interface WorkerEvents {
  readonly onReply: (reply: Reply) => void;
  /** The worker has ended by itself; all its requests are lost. */
  readonly onDeath: (reason: string) => void;
  /** The page has ended the worker; all its requests are lost. */
  readonly onEnd?: () => void;
}

const listeners: WorkerEvents[] = [];
let worker: Worker | undefined;
let lastId = 0;

export const nextId = (): number => ++lastId;

export const listen = (events: WorkerEvents): void => void listeners.push(events);

/** Starts the worker, if there is none: it loads while the page reads its files. */
export function readyWorker(): Worker {
  worker ??= startWorker();
  return worker;
}

export const send = (request: Request): void => readyWorker().postMessage(request);

/** Ends the worker and all its requests; the next request starts another one. */
export function endWorker(): void {
  worker?.terminate();
  worker = undefined;
  for (const { onEnd } of listeners) onEnd?.();
}

function startWorker(): Worker {
  const started = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
    for (const { onReply } of listeners) onReply(data);
  });
  started.addEventListener("error", ({ message }) => {
    if (worker === started) worker = undefined;
    for (const { onDeath } of listeners) onDeath(message);
  });
  return started;
}
