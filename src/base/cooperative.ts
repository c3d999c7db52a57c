/**
 * @file Long work as generators that yield many times a second: run at once, or in slices between which the event loop
 * runs.
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
 * Runs `work` in slices; timers, signals and messages are handled between them. `onYield` is told what the work yields.
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

/** Runs a part of larger work: wherever the part yields, the whole yields what `report` says. */
export function* within<T, Y>(part: Generator<unknown, T>, report: () => Y): Generator<Y, T> {
  for (;;) {
    const { done, value } = part.next();
    if (done) return value as T;
    yield report();
  }
}

/** Runs `work` until `isOver` says so; undefined when it has not ended by then. */
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

/** Resolves in a later turn of the event loop. Browsers lack `setImmediate`, and hold nested timeouts back for 4 ms. */
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
