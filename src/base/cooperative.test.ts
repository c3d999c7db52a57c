import { afterEach, expect, test, vi } from "vitest";
import { abandonOnce, runAsync, runToCompletion, within } from "./cooperative.ts";

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

function* countTo(most: number): Generator<number, string> {
  for (let i = 1; i <= most; i++) yield i;
  return "done";
}

test("runAsync tells what the work yields", async () => {
  const told: number[] = [];
  expect(await runAsync(countTo(3), (value) => told.push(value))).toBe("done");
  expect(told).toEqual([1, 2, 3]);
});

test("within yields its own report wherever the part yields", () => {
  let reports = 0;
  const whole = within(countTo(3), () => ++reports * 10);
  expect([...whole]).toEqual([10, 20, 30]);
  expect(runToCompletion(within(countTo(3), () => 0))).toBe("done");
});

test("abandonOnce ends the work, and undoes what it holds, when it is over", () => {
  let isClosed = false;
  function* holding(): Generator<number, string> {
    try {
      return yield* countTo(10);
    } finally {
      isClosed = true;
    }
  }
  let asked = 0;
  expect([...abandonOnce(() => ++asked > 2, holding())]).toEqual([1, 2]);
  expect(isClosed).toBe(true);
  expect(runToCompletion(abandonOnce(() => false, holding()))).toBe("done");
});
