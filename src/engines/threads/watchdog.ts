/** @file A watchdog: reports when what it observes has not changed for a number of seconds. */

/** Default seconds without progress after which a device counts as lost. */
export const defaultStallSeconds = 600;
/** The least number of seconds to wait while threads start and compiled segments are bound. */
export const leastLoadSeconds = 60;

export class Watchdog {
  readonly #observe: () => string;
  readonly #onStall: (seconds: number) => void;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param observe  text that changes with every progress
   * @param onStall  called once per `start`, with its seconds, if the text stays the same for so long
   */
  constructor(observe: () => string, onStall: (seconds: number) => void) {
    this.#observe = observe;
    this.#onStall = onStall;
  }

  start(seconds: number): void {
    this.stop();
    const interval = Math.min(1, seconds / 8);
    let [seen, unchanged, last] = ["", 0, performance.now()];
    this.#timer = setInterval(() => {
      const now = performance.now();
      // The time that this process was suspended or its event loop was blocked is no time without progress.
      const elapsed = Math.min((now - last) / 1e3, 2 * interval);
      last = now;
      const text = this.#observe();
      unchanged = text === seen ? unchanged + elapsed : 0;
      seen = text;
      if (unchanged < seconds) return;
      this.stop();
      this.#onStall(seconds);
    }, 1e3 * interval);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
