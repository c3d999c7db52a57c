import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { Aborted, abortWaits, createWait } from "./wait.ts";

const [count, sleepers, abort] = [0, 1, 2];

test("counts may wrap around", () => {
  const words = new Int32Array(new SharedArrayBuffer(12));
  const wait = createWait(words, count, sleepers, abort, 10);
  words[count] = 2 ** 31 - 1;
  wait(2 ** 31 - 2);
  words[count] = -(2 ** 31) + 1;
  for (const due of [2 ** 31 - 1, -(2 ** 31), -(2 ** 31) + 1]) wait(due);
});

test("a wait that begins after the run has ended throws", () => {
  const words = new Int32Array(new SharedArrayBuffer(12));
  abortWaits(words, [count], abort);
  expect(() => createWait(words, count, sleepers, abort, 0)(100)).toThrow(Aborted);
  expect(() => createWait(words, count, sleepers, abort, 1000)(100)).toThrow(Aborted);
  expect(words[sleepers]).toBe(0);
});

test("the end of the run wakes sleepers", async () => {
  const words = new Int32Array(new SharedArrayBuffer(12));
  // Ends the run once the main thread sleeps.
  const worker = new Worker(
    `const { words } = require("node:worker_threads").workerData;
     while (Atomics.load(words, 1) === 0);
     Atomics.store(words, 2, 1); Atomics.add(words, 0, 1); Atomics.notify(words, 0);`,
    { eval: true, workerData: { words } },
  );
  expect(() => createWait(words, count, sleepers, abort, 0)(100)).toThrow(Aborted);
  await new Promise((resolve) => worker.once("exit", resolve));
});
