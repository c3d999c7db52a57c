import { afterEach, expect, test, vi } from "vitest";
import { runAsync, runToCompletion } from "./cooperative.ts";

function* busyFor(milliseconds: number): Generator<void, string> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) yield;
  return "done";
}

afterEach(() => vi.unstubAllGlobals());

test("runToCompletion returns the result and lets no timer run", () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  expect(runToCompletion(busyFor(120))).toBe("done");
  clearInterval(timer);
  expect(ticks).toBe(0);
});

test.each(["with setImmediate", "as in a browser"])("runAsync lets timers run, %s", async (where) => {
  if (where === "as in a browser") vi.stubGlobal("setImmediate", undefined);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  expect(await runAsync(busyFor(400))).toBe("done");
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(2);
});

test("errors of the work reject", async () => {
  const failing = (function* (): Generator<void, void> {
    yield;
    throw new RangeError("no");
  })();
  await expect(runAsync(failing)).rejects.toThrow(RangeError);
});
