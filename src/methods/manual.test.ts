import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";
import { planNow } from "../../test/support/plan-now.ts";
import { collectivesOf, runPlan } from "../../test/support/run-plan.ts";
import { conv, gpt, mlp, moe, stepOf, type TracedStep } from "../../test/support/train-steps.ts";
import { InvalidConfig } from "../base/errors.ts";
import { evaluateGraph } from "../ir/evaluate.ts";
import { placementText } from "../plan/placement.ts";
import { dataParallel } from "./data-parallel.ts";
import { type ManualOptions, manual } from "./manual.ts";

function placementOf(traced: TracedStep, options: ManualOptions, devices: number, name: string): string {
  const step = stepOf(traced);
  const input = step.graph.inputs.findIndex((port) => port.name.endsWith(name));
  return placementText(planNow(manual(options), step, devices).inputs[input].placement);
}

describe("manual plans compute the same as one device", () => {
  const cases: [string, TracedStep, ManualOptions][] = [
    [
      "mlp, data and model axes",
      mlp(8),
      {
        mesh: { data: 2, model: 2 },
        placements: {
          x: ["data", null],
          y: ["data"],
          "params[0].w": [null, "model"],
          "params[1].w": ["model", null],
        },
      },
    ],
    [
      "mlp, weights over both axes",
      mlp(8),
      { mesh: { a: 2, b: 2 }, placements: { "params[*].w": [["a", "b"], null] } },
    ],
    [
      "gpt, sequence split",
      gpt(8),
      { mesh: { data: 2, sequence: 2 }, placements: { x: ["data", "sequence"], y: ["data", "sequence"] } },
    ],
    [
      "moe, experts",
      moe(8),
      { mesh: { expert: 4 }, placements: { up: ["expert", null, null], down: ["expert", null, null] } },
    ],
    [
      "conv, batch and channels",
      conv(8),
      { mesh: { d: 2, c: 4 }, placements: { x: ["d", null, null, null], "*.first": ["c", null, null, null] } },
    ],
  ];
  test.each(cases)("%s", (_, traced, options) => {
    const devices = Object.values(options.mesh).reduce((product, size) => product * size, 1);
    const step = stepOf(traced, 2);
    const plan = planNow(manual(options), step, devices);
    const expected = evaluateGraph(traced.graph, traced.inputs);
    runPlan(step, plan, traced.inputs).forEach((actual, i) => {
      const { value, name } = traced.graph.outputs[i];
      expectClose(actual, expected[i], traced.graph.types[value], name);
    });
  });

  test("manual data parallelism equals dataParallel", () => {
    const step = stepOf(mlp(8));
    const plan = manual({ mesh: { data: 4 }, placements: { x: ["data", null], y: ["data"], "params*": [null] } });
    // "params*" matches biases with one dim and weights with two, so no single placement suits it.
    expect(() => planNow(plan, step, 4)).toThrow(/params\[0\]\.w: the placement has 1 dim, the value has 2/);
    const byHand = planNow(
      manual({
        mesh: { data: 4 },
        placements: { x: ["data", null], y: ["data"], "params[*].w": [null, null], "params[*].b": [null] },
      }),
      step,
      4,
    );
    expect(collectivesOf(step, byHand)).toEqual(collectivesOf(step, planNow(dataParallel(), step, 4)));
  });
});

describe("names", () => {
  const mesh = { model: 4 };

  test("a whole name, its last part, or a pattern; the last match applies", () => {
    const traced = gpt(8);
    const place = (placements: ManualOptions["placements"]) =>
      placementOf(traced, { mesh, placements }, 4, "params.blocks[0].up.w");
    expect(place({ "state.params.blocks[0].up.w": [null, "model"] })).toBe("[_, model]");
    expect(place({ "blocks[0].up.w": ["model", null] })).toBe("[model, _]");
    expect(place({ "*.up.w": [null, "model"], "blocks[0].up.w": [null, null] })).toBe("[_, _]");
  });

  test("optimizer state and the other parameters follow by propagation", () => {
    const options = { mesh, placements: { "params.blocks[0].up.w": [null, "model"] } };
    expect(placementOf(gpt(8), options, 4, "mean.blocks[0].up.w")).toBe("[_, model]");
    expect(placementOf(gpt(8), options, 4, "params.blocks[0].down.w")).toBe("[model, _]");
  });

  test("results and ops can be placed", () => {
    const traced = mlp(8);
    const step = stepOf(traced);
    const dot = step.graph.ops.findIndex(({ kind }) => kind === "dot_general");
    const plan = planNow(manual({ mesh, placements: { [`dot_general.${dot}`]: [null, "model"] } }), step, 4);
    expect(collectivesOf(step, plan).length).toBeGreaterThan(0);
    const [weight] = step.graph.outputs;
    const byResult = planNow(manual({ mesh, placements: { [weight.name]: ["model", null] } }), step, 4);
    expect(placementText(byResult.outputs[0].placement)).toBe("[model, _]");
    expect(byResult.inputs[step.stateOf[0]].placement).toEqual(byResult.outputs[0].placement);
  });
});

describe("refusals", () => {
  const refused = (options: ManualOptions, devices = 4) => {
    const plan = () => planNow(manual(options), stepOf(mlp(6)), devices);
    expect(plan).toThrow(InvalidConfig);
    return expect(plan);
  };
  const mesh = { data: 2, model: 2 };

  test("unknown name, axis or dim", () => {
    refused({ mesh, placements: { "parms[0].w": [null, null] } }).toThrow(
      /^placements: no argument, result or op is called "parms\[0\].w"; did you mean "params\[0\].w"\?$/,
    );
    refused({ mesh, placements: { somethingElse: [null] } }).toThrow(/; arguments: params\[0\].w, .*/);
    refused({ mesh, placements: { "params[0].w": [null, "modle"] } }).toThrow(
      /no axis "modle"; did you mean "model"\?/,
    );
    refused({ mesh, placements: { "params[0].w": ["model"] } }).toThrow(/placement has 1 dim, the value has 2/);
    refused({ mesh, placements: { "params[0].w": ["model", "model"] } }).toThrow(/axis "model" is used twice/);
  });

  test("sizes that do not divide", () => {
    refused({ mesh: { data: 4 }, placements: { x: ["data", null] } }).toThrow(
      /dim 0 has size 6, which axes "data" of 4 devices do not divide/,
    );
  });

  test("a mesh of another size than the number of devices", () => {
    refused({ mesh, placements: {} }, 8).toThrow(
      "mesh: data=2, model=2 is 4 devices, the step runs on 8; make them equal",
    );
    refused({ mesh: { data: 0 }, placements: {} }).toThrow("mesh: axis data has size 0; give an integer of 1 or more");
    refused({ mesh: {}, placements: {} }).toThrow("mesh: got 0 axes; give 1 to 3");
  });
});
