/** @file Models of published runs: what their framework decides besides the sizes in the point. */
import { beforeAll, expect, test } from "vitest";
import { init } from "../../frontends/jaxjs/jax.ts";
import { Traces } from "../predict/traces.ts";
import type { Point } from "./point.ts";
import { subjectOf } from "./subject.ts";

beforeAll(() => init("wasm"));

/** The largest routing tensor of a step of a block: groups × tokens of a group × experts × places in an expert. */
function routingElements(system: string, microbatch: number): number {
  const [seq, experts] = [64, 4];
  const point: Point = {
    ...{ id: "a", source: "some", kind: "train_step", measured: {}, system },
    model: { arch: "moe-gshard", layers: 2, hidden: 8, heads: 2, seq, vocab: 128, experts, expert_group_size: 2 * seq },
  };
  const { graph } = new Traces().of(subjectOf(point, 1, microbatch), 1, microbatch).trace(1);
  const routing = graph.types.filter(({ shape }) => shape.length === 4 && shape[2] === experts && shape[1] % seq === 0);
  return Math.max(...routing.map(({ shape }) => shape.reduce((product, size) => product * size, 1)));
}

test("DeepSpeed routes the tokens of a microbatch as one group, other frameworks in groups of the given size", () => {
  // Every token has a row of experts × capacity = 2 choices × the tokens of its group.
  expect(routingElements("Alpa", 8)).toBe(8 * 64 * 2 * (2 * 64));
  expect(routingElements("DeepSpeed", 8)).toBe(8 * 64 * 2 * (8 * 64));
});
