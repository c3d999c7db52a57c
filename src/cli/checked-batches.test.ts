import { expect, test } from "vitest";
import { type AnyExample, defineExample } from "../frontends/jaxjs/example.ts";
import { HostArray, TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { checkedBatches } from "./checked-batches.ts";

/** An example with two batch tensors and the given generator of batches. */
const exampleOf = (batches: (seed: number, size: number) => unknown): AnyExample =>
  defineExample({
    name: "pairs",
    description: "",
    init: () => ({}),
    trainStep: () => undefined as never,
    batch: { x: new TensorSpec([3]), y: new TensorSpec([], "i32") },
    batches: batches as AnyExample["batches"],
    defaults: { batch: 4, steps: 1 },
  });

const pair = (size: number): HostArray[] => [HostArray.zeros([size, 3]), HostArray.zeros([size], "i32")];
const take = (batches: Iterator<HostArray[]>, count: number): void => {
  for (let i = 0; i < count; i++) batches.next();
};

test("correct batches pass through unchanged", () => {
  const batch = pair(4);
  const batches = checkedBatches(
    exampleOf(function* () {
      for (;;) yield batch;
    }),
    0,
    4,
  );
  for (let i = 0; i < 3; i++) expect(batches.next().value).toBe(batch);
});

test.each([
  [
    "end",
    (_: number, size: number) => [pair(size), pair(size)].values(),
    "ended after 2; go on from the start of the data, or train for as many --steps",
  ],
  ["are none", () => [].values(), "ended after 0; go on from the start of the data"],
  ["are no iterator", (_: number, size: number) => [pair(size)], "gave no iterator; write a generator: *batches"],
  ["lack a tensor", (_: number, size: number) => [pair(size).slice(1)].values(), "gave 1 tensor; give x, y"],
  [
    "are short",
    (_: number, size: number) => [pair(size - 1)].values(),
    "gave x as tensor<3x3xf32>, the example's batch is tensor<4x3xf32>; make both alike",
  ],
] as const)("batches that %s are refused by name", (_, batches, message) => {
  expect(() => take(checkedBatches(exampleOf(batches), 0, 4), 3)).toThrow(`pairs: batches: ${message}`);
});

test("an allocation failure becomes an error about --batch; other errors pass through", () => {
  const huge = exampleOf((_, size) => [pair(size)].values());
  expect(() => take(checkedBatches(huge, 0, 1e15), 1)).toThrow(
    /^--batch: no batch of 1000000000000000 examples can be made: .*; give fewer$/,
  );
  const broken = exampleOf(() => {
    throw new TypeError("no such file");
  });
  expect(() => take(checkedBatches(broken, 0, 4), 1)).toThrow(TypeError);
});
