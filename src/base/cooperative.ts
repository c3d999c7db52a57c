/**
 * @file Cooperative work: generators that yield many times a second and run either without a pause or in slices,
 * between which the event loop runs.
 */

/** Runs `work` without a pause and returns its result. */
export function runToCompletion<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as T;
  }
}

/** Longest slice of work between two turns of the event loop, in milliseconds. */
const sliceMs = 50;

/**
 * Runs `work` in slices; timers, signals and messages are handled in between. Calls `onYield` with each value that the
 * work yields.
 */
export async function runAsync<Y, T>(work: Generator<Y, T>, onYield?: (value: Y) => void): Promise<T> {
  let sliceStart = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as T;
    onYield?.(value as Y);
    if (performance.now() - sliceStart < sliceMs) continue;
    await nextTurn();
    sliceStart = performance.now();
  }
}

/** Runs a part of larger work. Whenever the part yields, yields the result of `report`. */
export function* within<T, Y>(part: Generator<unknown, T>, report: () => Y): Generator<Y, T> {
  for (;;) {
    const { done, value } = part.next();
    if (done) return value as T;
    yield report();
  }
}

/** Runs `work` until `isOver` returns true; undefined if the work has not ended by then. */
export function* abandonOnce<Y, T>(isOver: () => boolean, work: Generator<Y, T>): Generator<Y, T | undefined> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as T;
    if (isOver()) {
      work.return(undefined as T);
      return undefined;
    }
    yield value as Y;
  }
}

/** Resolves in a later turn of the event loop. Browsers lack `setImmediate` and delay nested timeouts by 4 ms. */
function nextTurn(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (resume: () => void) => void };
  return new Promise((resume) => {
    if (setImmediate) return setImmediate(resume);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resume();
    };
    port2.postMessage(undefined);
  });
}
