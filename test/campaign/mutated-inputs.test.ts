/**
 * @file Mutated inputs of every reader, and of what uses the value read: each is accepted, or refused with a sentence;
 * none crashes, hangs or is an `internal:` error. ALPA_CAMPAIGN sets the number of inputs of each reader, ALPA_SEED
 * draws others. The counts are printed.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { mlp } from "../../examples/mlp.ts";
import { AlpaError, isRefusal } from "../../src/base/errors.ts";
import { type Random, seededRandom } from "../../src/base/random.ts";
import { Checkpoint } from "../../src/checkpoint/checkpoint.ts";
import { manifestName } from "../../src/checkpoint/manifest.ts";
import { Snapshot } from "../../src/checkpoint/snapshot.ts";
import { writeCheckpoint } from "../../src/checkpoint/write-checkpoint.ts";
import { threadsCluster } from "../../src/cluster/host-presets.ts";
import { clusterFromJson, parseCluster } from "../../src/cluster/parse.ts";
import { parseProfile } from "../../src/cost/profile.ts";
import { batchSpecs, stateSpecs } from "../../src/frontends/jaxjs/example.ts";
import { importGraph } from "../../src/frontends/stablehlo/import.ts";
import { parseModule } from "../../src/frontends/stablehlo/parse.ts";
import { dataParallel } from "../../src/methods/data-parallel.ts";
import { fixedPlan } from "../../src/methods/fixed-plan.ts";
import type { Method } from "../../src/methods/method.ts";
import { pipeshard } from "../../src/methods/pipeshard.ts";
import { shard } from "../../src/methods/shard.ts";
import { planFromJson, planToJson } from "../../src/plan/plan-file.ts";
import { compile } from "../../src/planner/compile.ts";
import { hardwareOf } from "../../src/planner/validate/hardware.ts";
import { layoutsOf } from "../../src/planner/validate/layouts.ts";
import { globalBatch, measuredBytes, measuredSeconds } from "../../src/planner/validate/measured.ts";
import { pointsFromJson } from "../../src/planner/validate/point.ts";
import { simulateProgram } from "../../src/simulate/simulate.ts";
import { ProblemReader, problemText } from "../../src/solver/problem-text.ts";
import { solveSharding } from "../../src/solver/solve.ts";
import { openTensors, writeTensors } from "../../src/tensor-files/formats.ts";
import { stepNames, stepText } from "../stablehlo/fixtures.ts";
import { randomProblem } from "../support/random-problem.ts";
import { mutateBytes, mutateJson, mutateTokens } from "./mutate.ts";

const numInputs = Number(process.env.ALPA_CAMPAIGN ?? 150);
const seed = Number(process.env.ALPA_SEED ?? 1);
const scratch = mkdtempSync(join(tmpdir(), "alpa-campaign-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const file = join(scratch, "input");

const example = mlp({ hidden: 8, layers: 2 });
const specs = [stateSpecs(example), ...batchSpecs(example, 8)];
const compileWith = (method: Method, devices: number, microbatches?: number) =>
  compile(example.trainStep, specs, { method, devices, microbatches, batchArgs: example.batchArgs });

/** One kind of input. */
interface Reader {
  /** A valid input. */
  readonly sources: readonly Uint8Array[];
  /** How an input is changed. Default: as bytes. */
  readonly mutate?: (random: Random, source: Uint8Array) => Uint8Array;
  /** Reads an input, and uses what was read. */
  readonly read: (bytes: Uint8Array) => unknown;
}

/** Half of the inputs are changed as JSON, the others as bytes. */
const mutateText = (random: Random, source: Uint8Array): Uint8Array =>
  random.int(2) === 0 ? mutateBytes(random, source) : encode(mutateJson(random, JSON.parse(decode(source))));

/** Parses JSON as the command line does; text that is no JSON is refused there. */
function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decode(bytes));
  } catch {
    throw new AlpaError("invalid-config", "file", "is no JSON");
  }
}

async function checkpointReader(): Promise<Reader> {
  const data = Float32Array.from({ length: 24 }, (_, i) => i);
  const tensors = ["params[0].w", "params[1].w"].map((name) => ({
    ...{ name, dtype: "f32" as const, shape: [4, 6] },
    parts: [0, 1].map((device) => ({ device, start: [2 * device, 0], shape: [2, 6], data: data.subarray(0, 12) })),
  }));
  const { path } = await writeCheckpoint(join(scratch, "saved"), { step: 3, seed: 1 }, Snapshot.take(tensors));
  const manifest = join(path, manifestName);
  return {
    sources: [readFileSync(manifest)],
    mutate(random, source) {
      const bytes = mutateText(random, source);
      if (random.int(2) === 0) return bytes;
      try {
        const { checksum: _, ...facts } = JSON.parse(decode(bytes));
        return encode({ ...facts, checksum: crc32(JSON.stringify(facts)) });
      } catch {
        return bytes;
      }
    },
    read(bytes) {
      writeFileSync(manifest, bytes);
      const checkpoint = new Checkpoint(path);
      try {
        for (const name of checkpoint.types.keys()) checkpoint.read(name);
      } finally {
        checkpoint.close();
      }
    },
  };
}

function tensorReader(ending: string): Reader {
  const path = `${file}${ending}`;
  const type = { dtype: "f32", shape: [3, 2] } as const;
  const data = Float32Array.of(1, 2, 3, 4, 5, 6);
  writeTensors(path, [
    { name: "a", type, data },
    { name: "b/c", type: { dtype: "i8", shape: [] }, data: Int8Array.of(3) },
  ]);
  return {
    sources: [readFileSync(path)],
    read(bytes) {
      writeFileSync(path, bytes);
      const opened = openTensors(path);
      try {
        for (const name of opened.types.keys()) opened.read(name);
      } finally {
        opened.close();
      }
    },
  };
}

const cluster = {
  version: 1,
  name: "ours",
  hosts: [
    {
      count: 2,
      devices: 4,
      preset: "a100-80gb",
      device: { memoryBytes: 4e10 },
      link: "nvswitch-a100",
      nic: "infiniband-8x200g",
    },
    { count: 1, devices: 2, preset: "v100-16gb" },
  ],
};
const profile = {
  version: 1,
  device: "threads",
  numDevices: 2,
  about: "a test",
  ops: [
    {
      kind: "matmul",
      dtype: "f32",
      points: [
        { flops: 2e6, bytesRead: 1e5, bytesWritten: 1e4, sizes: { batch: 1, m: 64, n: 64, k: 64 }, seconds: 1e-4 },
        { flops: 2e9, bytesRead: 1e7, bytesWritten: 1e6, sizes: { batch: 1, m: 512, n: 512, k: 512 }, seconds: 1e-2 },
      ],
    },
    { kind: "elementwise", dtype: "f32", points: [{ flops: 1, bytesRead: 10, bytesWritten: 10, seconds: 1e-5 }] },
  ],
  collectives: [{ kind: "all_reduce", numDevices: 2, numGroups: 1, points: [{ bytes: 1e6, seconds: 1e-3 }] }],
};
const point = {
  schema: "alpa-ts-validation/1",
  points: [
    {
      ...{ id: "one", source: "a paper", kind: "train", precision: "bf16" },
      hardware: { gpu: "A100-80GB", n_gpus: 64, gpus_per_node: 8, intra: "nvlink", inter: "8x200 Gb/s" },
      model: { arch: "gpt", params_b: 1.7, layers: 24, hidden: 2304, heads: 24, seq: 2048, vocab: 51200 },
      parallel: { tp: 2, pp: 4, dp: 8, vpp: 2, sp: true, zero: 1 },
      batch: { global_batch: 512, micro_batch: 2, num_microbatches: 32 },
      measured: { iter_time_s: 3, tflops_per_gpu: 140, peak_mem_gb: 30 },
    },
  ],
};

const readers: Readonly<Record<string, () => Reader | Promise<Reader>>> = {
  async plan() {
    const planned = await Promise.all([
      compileWith(dataParallel(), 2),
      compileWith(shard(), 4),
      compileWith(pipeshard({ stages: 2 }), 4, 2),
    ]);
    return {
      sources: planned.map(({ plan }) => new TextEncoder().encode(planToJson(plan))),
      mutate: mutateText,
      async read(bytes) {
        const method = fixedPlan(planFromJson(decode(bytes), "plan"));
        const { program } = await compileWith(method, method.defaults!.devices!);
        simulateProgram(program, {
          cluster: threadsCluster(Math.max(...program.meshes.flatMap((m) => m.devices)) + 1),
        });
      },
    };
  },
  async profile() {
    const { program } = await compileWith(dataParallel(), 2);
    return {
      sources: [encode(profile)],
      mutate: mutateText,
      read: (bytes) => simulateProgram(program, { cluster: threadsCluster(2), profile: parseProfile(json(bytes)) }),
    };
  },
  async cluster() {
    const { program } = await compileWith(dataParallel(), 2);
    return {
      sources: [encode(cluster)],
      mutate: mutateText,
      read: (bytes) => simulateProgram(program, { cluster: clusterFromJson(json(bytes)) }),
    };
  },
  "cluster text": () => ({
    sources: ["64x8:a100-80gb", "4:threads", "2x8:h100+4x8:v100-16gb"].map((text) => new TextEncoder().encode(text)),
    read: (bytes) => parseCluster(decode(bytes)),
  }),
  "published points": () => ({
    sources: [encode(point)],
    mutate: mutateText,
    read(bytes) {
      for (const each of pointsFromJson(json(bytes))) {
        hardwareOf(each);
        layoutsOf(each, 24);
        [measuredSeconds(each), measuredBytes(each), globalBatch(each)];
      }
    },
  }),
  instance: () => {
    const random = seededRandom(3);
    const shape = { numNodes: 6, maxStrategies: 3, memoryFactor: 2, integral: true, forbidding: 0.2 };
    const sources = Array.from({ length: 4 }, () =>
      new TextEncoder().encode([...problemText(randomProblem(random, shape))].join("")),
    );
    return {
      sources,
      mutate: mutateText,
      read(bytes) {
        const reader = new ProblemReader("instance");
        reader.push(bytes);
        solveSharding(reader.finish(), { seconds: 0.2 });
      },
    };
  },
  manifest: checkpointReader,
  safetensors: () => tensorReader(".safetensors"),
  npz: () => tensorReader(".npz"),
  StableHLO: () => ({
    sources: stepNames.map((name) => stepText(name)),
    mutate: (random, source) =>
      random.int(4) === 0
        ? mutateBytes(random, source)
        : new TextEncoder().encode(mutateTokens(random, decode(source))),
    read: (bytes) => importGraph(parseModule(bytes, "step.mlir")),
  }),
};

test.each(Object.keys(readers))(
  "mutated inputs: %s",
  async (name) => {
    const { sources, mutate = mutateBytes, read } = await readers[name]();
    const random = seededRandom(seed);
    for (const source of sources) await read(source);
    let numAccepted = 0;
    for (let count = 0; count < numInputs; count++) {
      const bytes = mutate(random, random.pick(sources));
      const begin = process.cpuUsage();
      try {
        await read(bytes);
        numAccepted++;
      } catch (error) {
        if (isRefusal(error)) expect(error.message).toMatch(/\S/);
        else {
          writeFileSync(join(tmpdir(), `alpa-campaign-${name}`), bytes);
          throw new Error(`input ${count}: ${(error as Error).stack}\n${decode(bytes).slice(0, 2000)}`);
        }
      }
      // CPU time, since the machine may be busy or the process suspended.
      const { user, system } = process.cpuUsage(begin);
      expect((user + system) / 1e6, `CPU seconds of input ${count}`).toBeLessThan(20);
    }
    process.stdout.write(`${name}: ${numInputs} inputs, ${numAccepted} accepted, ${numInputs - numAccepted} refused\n`);
  },
  3_600_000,
);

test("inputs that once ended the process are refused", async () => {
  const { plan } = await compileWith(dataParallel(), 2);
  const [stage] = plan.stages;
  const far = { ...plan, stages: [{ ...stage, devices: [0, 2 ** 32] }] };
  expect(() => planFromJson(JSON.stringify(far), "plan")).toThrow(/^plan: stages.0.devices.1/);
  const [{ parallel, ...one }] = point.points;
  const deep = { ...point, points: [{ ...one, parallel: { ...parallel, vpp: 2 ** 32 } }] };
  const [read] = pointsFromJson(deep);
  expect(() => layoutsOf(read, 24)).toThrow("17179869184 chunks of a pipeline need as many blocks, the model has 24");
  const [n_gpus, long] = [2 ** 28, { ...parallel, tp: 1, pp: 2 ** 26, vpp: undefined }];
  const hardware = { ...one.hardware, n_gpus };
  const [wide] = pointsFromJson({ ...point, points: [{ ...one, hardware, parallel: { ...long, dp: 4 } }] });
  expect(() => layoutsOf(wide, 24)).toThrow("67108864 chunks of a pipeline need as many blocks, the model has 24");
});

test("no input leaves files behind", () => {
  expect(readdirSync(scratch).sort()).toEqual(["input.npz", "input.safetensors", "saved"]);
});
