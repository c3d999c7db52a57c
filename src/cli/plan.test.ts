import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { alpa, type Ended } from "../../test/support/command-line.ts";
import { countText } from "../base/units.ts";
import { planFromJson } from "../plan/plan-file.ts";
import type { PlanReport } from "../planner/report/plan-report.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-plan-"));
afterAll(() => rmSync(folder, { recursive: true }));

const plan = (...args: string[]): Promise<Ended> => alpa("plan", ...args);

async function report(...args: string[]): Promise<PlanReport> {
  const { code, out, err } = await plan(...args, "--json");
  expect(code, `${err}${out}`).toBe(0);
  return JSON.parse(out) as PlanReport;
}

const devices = 4;

/**
 * Bytes of parameters, gradients and optimizer state per parameter (ZeRO, figure 1, at 4 bytes each and Adam's two
 * moments).
 */
const zeroBytes = {
  data: [4, 4, 8],
  // With one microbatch, gradients are scattered as soon as they are computed; with several, ZeRO-1 may hold them
  // replicated.
  zero1: [4, 4 / devices, 8 / devices],
  zero2: [4, 4 / devices, 8 / devices],
  zero3: [4 / devices, 4 / devices, 8 / devices],
};

test.each(Object.entries(zeroBytes))("memory and traffic of %s match ZeRO's formulas", async (method, perParameter) => {
  const { numParameters, stages } = await report(
    ..."mlp --cluster 1x4:a100-80gb --batch 64 --method".split(" "),
    method,
  );
  const [{ memory, collectives }] = stages;
  const { parameters, gradients, optimizer } = memory;
  // Equal up to the biases of the ten classes, which do not divide by four.
  const bytesPerParameter = [parameters, gradients, optimizer].map((bytes) => bytes / numParameters);
  bytesPerParameter.forEach((bytes, i) => {
    expect(bytes / perParameter[i]).toBeCloseTo(1, 2);
  });
  const elements = collectives!.reduce((sum, { sentBytes }) => sum + sentBytes / 4, 0);
  // ZeRO-3 gathers weights again for the backward pass, except the first layer (images need no gradient) and the last
  // two (still gathered from the forward pass).
  const gatheredOnce = (784 + 2048 + 10) * 2048;
  const volume = method === "zero3" ? 3 - gatheredOnce / numParameters : 2;
  expect(elements / (((devices - 1) / devices) * numParameters)).toBeCloseTo(volume, 2);
});

/** Bytes in mixed precision: 16-bit weights and gradients, f32 master weights and moments (ZeRO, §3.1: 2 + 2 + 12). */
const mixedBytes = {
  data: [2, 2, 12],
  zero1: [2, 2 / devices, 12 / devices],
  zero2: [2, 2 / devices, 12 / devices],
  zero3: [2 / devices, 2 / devices, 12 / devices],
};

test.each(Object.entries(mixedBytes))(
  "%s in 16 bits: ZeRO's 16 bytes a parameter, half the bytes sent",
  async (method, perParameter) => {
    const run = (precision: string, microbatches: number) =>
      report(
        ..."mlp --cluster 1x4:a100-80gb --batch 64 --method".split(" "),
        ...[method, "--precision", precision, "--microbatches", `${microbatches}`],
      );
    const [mixed, wide] = [await run("bf16", 1), await run("f32", 1)];
    const { parameters, gradients, optimizer } = mixed.stages[0].memory;
    [parameters, gradients, optimizer].forEach((bytes, i) => {
      expect(bytes / mixed.numParameters / perParameter[i]).toBeCloseTo(1, 2);
    });
    const sent = ({ stages: [{ collectives }] }: PlanReport) =>
      collectives!.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
    expect(sent(mixed) / sent(wide)).toBeCloseTo(0.5, 2);
    expect(mixed.estimate!.computeSeconds).toBeLessThan(wide.estimate!.computeSeconds!);
    // Gradients are accumulated over microbatches in f32: 18 bytes per parameter.
    const sums = (await run("bf16", 4)).stages[0].memory.gradients / mixed.numParameters;
    expect(sums / (method === "data" || method === "zero1" ? 4 : 4 / devices)).toBeCloseTo(1, 2);
  },
);

test("a searched plan has a bound, explains itself, and goes to files", async () => {
  const [planFile, hloFile] = [join(folder, "plan.json"), join(folder, "step.mlir")];
  const { code, out, err } = await plan(
    ..."conv --cluster 2:threads --batch 32 --microbatches 2 --explain dot_general.30 --json".split(" "),
    ...["--save-plan", planFile, "--hlo", hloFile],
  );
  expect(code, err + out).toBe(0);
  const result = JSON.parse(out) as PlanReport & { explanation: { chosen: { stepSeconds: number } } };
  const { seconds, boundSeconds, computeSeconds, communicationSeconds } = result.estimate!;
  expect(boundSeconds).toBeLessThanOrEqual(seconds);
  expect(seconds).toBeCloseTo(computeSeconds! + communicationSeconds!, 9);
  expect(result.explanation.chosen.stepSeconds / seconds).toBeCloseTo(1, 6);
  expect(planFromJson(readFileSync(planFile, "utf8"), planFile).microbatches).toBe(2);
  expect(readFileSync(hloFile, "utf8")).toContain("sdy.mesh");
  expect(err).toContain("planning …");
});

test("draws the simulated step, and reports its compute and communication seconds", async () => {
  const [svgFile, traceFile, mapFile] = ["step.svg", "step.json", "map.svg"].map((name) => join(folder, name));
  const { stages, simulated, estimate, numParameters } = await report(
    ..."mlp --cluster 1x4:a100-80gb --batch 64 --method data --timeline".split(" "),
    ...[svgFile, "--trace", traceFile, "--map", mapFile],
  );
  const [{ simulated: usage, ...stage }, ...others] = stages;
  expect(others).toEqual([]);
  expect(stage.devices).toEqual([0, 1, 2, 3]);
  expect(usage!.communicationSeconds).toBeCloseTo(estimate!.communicationSeconds!, 9);
  expect(usage!.computeSeconds + usage!.communicationSeconds).toBeCloseTo(simulated!.seconds, 9);
  const svg = readFileSync(svgFile, "utf8");
  expect(svg).toContain("mlp, dataParallel, batch 64 on 1x4:a100-80gb: a step, simulated");
  for (const word of ["device 3", ">update<", ">communication<"]) expect(svg).toContain(word);
  const { traceEvents } = JSON.parse(readFileSync(traceFile, "utf8")) as { traceEvents: { name: string }[] };
  expect(traceEvents.some(({ name }) => name.startsWith("all_reduce"))).toBe(true);
  expect(readFileSync(mapFile, "utf8")).toContain(`the whole model, ${countText(numParameters)} parameters`);
});

test("command-line constraints are met, and plans of any method can be explained", async () => {
  const { code, out, err } = await plan(
    ..."mlp --cluster 1x4:a100-80gb --batch 64 --max-tensor-parallel 1 --memory 2GiB".split(" "),
    ..."--pin params[0].w=_,2 --forbid params[1].w=0 --forbid params[2].b=0:x --explain dot_general.0 --json".split(
      " ",
    ),
  );
  expect(code, err + out).toBe(0);
  const result = JSON.parse(out) as PlanReport & { explanation: { elsewhere: string } };
  const [{ memory }] = result.stages;
  expect(memory.limit).toBe(2 * 2 ** 30);
  expect(memory.peak).toBeLessThan(memory.limit);
  expect(result.parameters.find(({ type }) => type === "tensor<784x2048xf32>")!.placement).toMatch(/^\[_, [xy]\]$/);
  expect(result.explanation.elsewhere).toBe("chosen anew");

  const byHand = await plan(..."mlp --cluster 1x2:a100-80gb --method manual --explain dot_general.0 --json".split(" "));
  const manual = JSON.parse(byHand.out) as PlanReport & { explanation: { elsewhere: string; runnersUp: unknown[] } };
  expect(manual.estimate!.boundSeconds).toBeUndefined();
  expect(manual.explanation).toMatchObject({ elsewhere: "as planned" });
  expect(manual.explanation.runnersUp.length).toBeGreaterThan(0);
});

test("the report has the same form for all methods", async () => {
  const required =
    "model cluster devices batch microbatches precision remat method features numParameters stages parameters";
  for (const method of ["data", "zero3", "shard", "megatron --pipeline-parallel 2", "pipedream", "auto --seconds 2"]) {
    const planned = await report(
      ...`mlp --cluster 1x2:a100-80gb --batch 64 --microbatches 2 --method ${method}`.split(" "),
    );
    expect(Object.keys(planned), method).toEqual(expect.arrayContaining([...required.split(" "), "peakBytes"]));
    expect(planned.estimate ?? planned.simulated, method).toBeDefined();
    for (const { memory, devices: own, mesh } of planned.stages) {
      expect(memory.peak, method).toBeGreaterThan(memory.parameters + memory.optimizer);
      expect(memory.limit, method).toBe(planned.stages[0].memory.limit);
      expect(own.length, method).toBe(mesh.reduce((product, { size }) => product * size, 1));
    }
    const sumOverStages = planned.stages.reduce((sum, { numParameters }) => sum + numParameters, 0);
    expect(sumOverStages, method).toBe(planned.numParameters);
  }
});

test("each stage's memory is compared with the limit of its own devices", async () => {
  const request =
    "gpt2-medium --cluster 1x1:a100-80gb+1x1:v100-16gb --batch 20 --microbatches 5 --stages 0,1,2,3,4,5,6,7,8/9";
  const { code, out, err } = await plan(...`${request} --method pipeshard --intra data --json`.split(" "));
  expect(code, err).toBe(0);
  const { stages } = JSON.parse(out) as PlanReport;
  const [large, small] = stages.map(({ memory }) => memory);
  expect(large.limit).toBeGreaterThan(4 * small.limit);
  expect(large.peak).toBeGreaterThan(small.limit);
  expect(small.peak).toBeLessThan(small.limit);
  expect(err).not.toContain("warning");
});

test("warns when devices share no work, and suggests what would let them", async () => {
  const { code, err } = await plan(..."conv --cluster 3:threads --batch 16".split(" "));
  expect(err).toContain("warning: the 3 devices share no work: each computes all matmuls; the batch of 16 does not");
  expect(code).toBe(0);
});

test("a plan whose program holds more than the limit, though its estimate does not, is named so", async () => {
  const data = "mlp --cluster 1x2:a100-80gb --method data --remat none --memory".split(" ");
  const [, leastBytes] = /allow (\d+) bytes/.exec((await plan(...data, "100MB")).err)!;
  const { code, out, err } = await plan(...data, `${leastBytes}B`);
  expect(code, err).toBe(0);
  expect(out).toMatch(/^peak: 505 MB of 498 MB on a device: over the limit$/m);
  expect(err).toMatch(
    /warning: the plan does not fit: the peak of 505 MB is over the 498 MB of a device \(the search's estimate is 498 MB\); try a lower --memory, more --microbatches/,
  );
});

test("a memory limit that a method cannot meet is an error with bytes and values, exit code 1", async () => {
  const { code, err } = await plan(..."mlp --cluster 1x2:a100-80gb --method data --memory 100MB".split(" "));
  expect(err).toMatch(
    /memory: the plan with least memory needs \d+ MB per device at .*, the limit is 100 MB; .* allow \d+ bytes/,
  );
  expect(code).toBe(1);
});

test("refuses invalid command lines with the reason", async () => {
  const cases = [
    ["gtp", /unknown model "gtp", and no .ts file; did you mean "gpt"/],
    ["gpt2-medum", /unknown model "gpt2-medum", and no .ts file; did you mean "gpt2-medium"/],
    ["conv --cluster 1x8:a100-80bg", /did you mean "a100-80gb"/],
    ["conv --cluster 8:threads --method zero1 --batch 33", /batch 33 .* does not divide by 8 devices; use a batch of/],
    ["conv --batch 16 --microbatches 3", /batch 16 .* does not divide by 3/],
    ["conv --cluster 1000000x8:h100", /cluster "1000000x8:h100": has 8000000 devices; give at most 1000000/],
    ["conv --batch 1e300", /--batch: got "1e300"; give an integer of 1 or more/],
    ["conv --cluster 2:threads --devices 3", /3 asked for, 2:threads has 2/],
    ["conv --precision bf61", /--precision: unknown name "bf61"; did you mean "bf16"/],
    ["conv --precision bf16 --batch 1", /is one example/],
    ["conv --remat ful", /--remat: unknown name "ful"; did you mean "full"/],
    ["conv --pin fist=_,2,_,_", /no argument, result or op is called "fist"/],
    ["conv --pin first", /write name=split,split/],
    ["conv --forbid first:x", /write name=dim or name=dim:axis/],
    ["conv --method manual --max-tensor-parallel 2", /--method manual chooses nothing/],
    ["conv --max-tensor-parallel 0", /--max-tensor-parallel: got "0"; give an integer of 1 or more/],
    ["conv --memory 8GuB", /give a number above 0, with B, kB, MB/],
    ["conv --profile nowhere.json", /cannot read nowhere.json/],
    ["conv --timeline step.gif", /--timeline.*ends in .svg or .png or .json/],
    ["conv --trace step.svg", /--trace: got "step.svg"; give a file that ends in .json/],
    ["conv --map map.json", /--map: got "map.json"; give a file that ends in .svg/],
    ["conv --hlo nowhere/step.mlir", /--hlo: cannot write nowhere\/step.mlir; give a file in a folder that exists/],
    ["conv --save-plan src", /--save-plan: src is a folder; give a file/],
    ["conv --memory -1", /a number above 0/],
  ] as const;
  for (const [args, message] of cases) {
    const { code, err } = await plan(...args.split(" "));
    expect(err).toMatch(message);
    expect(code, args).toBe(2);
  }
});

test("reports a pipeline's stages, memory and simulated step; refuses options of other methods", async () => {
  const request = "mlp --cluster 1x8:a100-80gb --batch 64 --microbatches 4".split(" ");
  const { code, out } = await plan(
    ...request,
    ..."--method megatron --pipeline-parallel 2 --tensor-parallel 2 --zero 1".split(" "),
  );
  expect(code, out).toBe(0);
  expect(out).toMatch(/2 stages, schedule 1f1b/);
  const { stages, pipeline, simulated } = JSON.parse(
    (await plan(...request, ..."--method pipeshard --stages 0/1,2 --schedule zb-h1 --intra zero1 --json".split(" ")))
      .out,
  );
  expect(pipeline).toEqual({ schedule: "zb-h1", numChunks: 1, numUpdates: 1 });
  expect(stages.map(({ devices }: { devices: number[] }) => devices)).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
  // Adam's two moments, split over the four replicas of a stage, except for a few biases that do not divide.
  for (const { memory } of stages) expect(memory.optimizer / memory.parameters).toBeCloseTo(2 / 4, 3);
  expect(stages).toHaveLength(2);
  for (const stage of stages) expect(stage.simulated.computeSeconds).toBeLessThan(simulated.seconds);
  expect(stages.map(({ layers }: { layers: unknown }) => layers)).toEqual([[[0, 0]], [[1, 2]]]);

  const candidates = join(folder, "candidates.json");
  const searched = "--cluster 4x1:v100-16gb --method pipeshard --stages auto --schedule gpipe --candidates".split(" ");
  const found = JSON.parse((await plan(...request, ...searched, candidates, "--json")).out);
  expect(found.pipeline.schedule).toBe("gpipe");
  expect(found.estimate.boundSeconds).toBeLessThanOrEqual(found.estimate.seconds);
  expect(found.stages.length).toBeGreaterThan(1);
  const { settings } = JSON.parse(readFileSync(candidates, "utf8"));
  expect(settings).toMatchObject([{ schedule: "gpipe", microbatches: 4 }]);

  const refused = async (...args: string[]) => (await plan(...request, ...args)).err;
  expect(await refused("--method", "data", "--stages", "2")).toContain(
    "--stages: is for --method pipeshard, got --method data",
  );
  expect(await refused("--method", "pipeshard", "--zero", "1")).toContain(
    "--zero: is for --method megatron, got --method pipeshard",
  );
  expect(await refused("--method", "pipeshard")).toContain("--stages: is missing");
  expect(await refused("--method", "pipeshard", "--stages", "two")).toContain('--stages: got "two"; give a number');
  expect(await refused("--method", "megatron", "--schedule", "1fb1")).toContain('did you mean "1f1b"?');
  expect(await refused("--method", "pipeshard", "--stages", "16")).toContain("16 stages do not share 8 devices evenly");
});

test("--roles prints the role of each argument as a table, or under the JSON key roles", async () => {
  const args = "mlp --cluster 1x2:a100-80gb --batch 64 --method data --roles".split(" ");
  const { code, out } = await plan(...args);
  expect(code).toBe(0);
  const lines = out.split("\n").map((line) => line.trim().split(/ {2,}/));
  expect(lines).toContainEqual(["argument", "type", "role", "next value"]);
  expect(lines).toContainEqual(["state.params[0].w", "f32[784,2048]", "parameter", "state.params[0].w"]);
  const { roles } = (await report(...args)) as PlanReport & { roles: { path: string; role: string; next?: string }[] };
  expect(roles[0]).toEqual({
    path: "state.params[0].w",
    argument: 0,
    type: "f32[784,2048]",
    role: "parameter",
    next: "state.params[0].w",
  });
  expect(roles.at(-1)).toMatchObject({ argument: 2, role: "batch" });
  expect(roles.filter(({ role }) => role === "optimizer").length).toBeGreaterThan(0);
});
