import { expect, test } from "vitest";
import { InvalidConfig } from "../base/errors.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { zero } from "../methods/zero.ts";
import { parallelize } from "./parallelize.ts";

test.each<[Record<string, unknown> | unknown, string | RegExp]>([
  [
    { devices: 1000 },
    /^parallelize: devices: got 1000, and the engine threads runs at most 256 devices on one machine, each a thread of about 10 MB/,
  ],
  [{ devices: 0 }, "parallelize: devices: got 0; give an integer of 1 or more"],
  [{ devices: 1.5 }, "parallelize: devices: got 1.5; give an integer of 1 or more"],
  [{ devices: "2" }, 'parallelize: devices: got "2"; give an integer of 1 or more'],
  [{ devices: Number.NaN }, "parallelize: devices: got NaN; give an integer of 1 or more"],
  [{ microbatches: 0 }, "parallelize: microbatches: got 0; give an integer of 1 or more"],
  [
    { method: "zero3" },
    'parallelize: method: got "zero3"; give what a function returns, such as zero({ stage: 3 }), imported',
  ],
  [{ method: "tensorparallel" }, /got "tensorparallel"; .* such as tensorParallel\(\)/],
  [{ method: "fast" }, /got "fast"; .* such as dataParallel\(\)/],
  [{ method: dataParallel }, "parallelize: method: got the function dataParallel; give what it returns: call it"],
  [{ method: zero }, "parallelize: method: got the function zero; give what it returns: call it"],
  [{ method: { stage: 3 } }, /^parallelize: method: got an object; give what a function such as dataParallel\(\)/],
  [{ method: null }, /^parallelize: method: got null; give what a function/],
  [{ batchArgs: 1 }, "parallelize: batchArgs: got 1; give a list of positions, such as [1, 2]"],
  [{ batchArgs: [1, "x"] }, 'parallelize: batchArgs: got "x" in the list; give positions of arguments, counted from 0'],
  [{ batchArgs: [-1] }, "parallelize: batchArgs: got -1 in the list"],
  [{ staticArgs: "lr" }, 'parallelize: staticArgs: got "lr"; give a list of positions, such as [1, 2]'],
  [{ batchArgs: [1, 2], staticArgs: [2] }, "parallelize: staticArgs: argument 2 is in batchArgs too"],
  [{ remat: "some" }, 'parallelize: remat: got "some"; give none, fused, selective, full'],
  [{ timeline: "run.svg" }, 'parallelize: timeline: got "run.svg"; give true or false'],
  [{ onCompile: "quiet" }, 'parallelize: onCompile: got "quiet"; give a function'],
  [{ device: 2 }, 'parallelize: device: is not an option; did you mean "devices"?'],
  [{ batchArg: [1] }, 'parallelize: batchArg: is not an option; did you mean "batchArgs"?'],
  [{ learningRate: 0.1 }, /^parallelize: learningRate: is not an option; known: .*staticArgs/],
  [null, "parallelize: got null for options; give an object"],
  [4, "parallelize: got number for options; give an object"],
])("%o is refused before anything starts", (options, message) => {
  const make = () => parallelize((x: unknown) => x, options as never);
  expect(make).toThrow(InvalidConfig);
  expect(make).toThrow(message);
});

test("undefined options count as omitted", () => {
  const undefinedOptions = { method: undefined, devices: undefined, batchArgs: undefined, onCompile: undefined };
  expect(() => parallelize((x: unknown) => x, undefinedOptions as never)).not.toThrow();
});
