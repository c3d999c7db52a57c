/**
 * @file Training steps side by side in one run: jax-js alone, ONNX Runtime with 2 threads on the whole graph, the
 * threads engine on 1, 2 and 4 devices (data and tensor parallel), and JAX/XLA where a Python with JAX is found
 * (ALPA_PYTHON, default python3). Contenders take turns, so that a noisy neighbour hits all alike; medians and ratios
 * are printed.
 *
 *     npx tsx bench/runtime.ts [rounds] [configuration …]
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { bindOrtC, ortC } from "../src/engines/threads/executors/ort-c.ts";
import { loadGraph } from "../src/engines/threads/executors/run-graph.ts";
import { type AnyExample, exampleSpecs, initialState } from "../src/frontends/jaxjs/example.ts";
import type { HostArray } from "../src/frontends/jaxjs/host-array.ts";
import { blockUntilReady, init, jit, tree } from "../src/frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../src/frontends/jaxjs/trace.ts";
import { dataParallel, type Method, optim, parallelize, tensorParallel } from "../src/index.ts";
import { simplify } from "../src/ir/simplify.ts";

interface Contender {
  readonly name: string;
  step(): Promise<void>;
  stop(): Promise<void>;
}

const configurations: Record<string, { example: AnyExample; batch: number; jax?: string[] }> = {
  "mlp-64-sgd": { example: mlp({ optimizer: optim.sgd(0.01) }), batch: 64, jax: ["64", "sgd"] },
  "mlp-256-sgd": { example: mlp({ optimizer: optim.sgd(0.01) }), batch: 256, jax: ["256", "sgd"] },
  "mlp-64-adam": { example: mlp({ optimizer: optim.adam(1e-4) }), batch: 64, jax: ["64", "adam"] },
  "mlp-256-adam": { example: mlp({ optimizer: optim.adam(1e-4) }), batch: 256, jax: ["256", "adam"] },
  "gpt-16": { example: gpt(), batch: 16 },
};

const toJax = (value: unknown): unknown => tree.map(((leaf: HostArray) => leaf.toJax()) as never, value as never);

async function jaxjsAlone(example: AnyExample, batch: HostArray[]): Promise<Contender> {
  const step = jit(example.trainStep as never) as unknown as (...args: unknown[]) => { state: unknown; loss: unknown };
  let state = toJax(initialState(example, 0));
  return {
    name: "jax-js alone",
    async step() {
      const result = step(state, ...batch.map((array) => array.toJax()));
      state = result.state;
      await blockUntilReady(result as never);
      (result.loss as { dispose(): void }).dispose();
    },
    async stop() {
      tree.dispose(state as never);
    },
  };
}

async function wholeGraph(example: AnyExample, batch: HostArray[]): Promise<Contender> {
  const graph = simplify(traceJaxjs(example.trainStep as never, exampleSpecs(example, batch[0].shape[0])).graph);
  const loaded = loadGraph(ortC, bindOrtC, graph, 2);
  [...(tree.leaves(initialState(example, 0)) as HostArray[]), ...batch].forEach(({ data }, i) => {
    loaded.inputs[i].set(data as never);
  });
  return {
    name: "ORT 2 threads",
    async step() {
      loaded.bound.run();
    },
    async stop() {
      loaded.release();
    },
  };
}

async function threads(example: AnyExample, batch: HostArray[], name: string, method: Method, devices: number) {
  const step = parallelize(example.trainStep, { method, devices, batchArgs: example.batchArgs });
  let state: unknown = initialState(example, 0);
  return {
    name: `${name} ${devices}`,
    async step() {
      ({ state } = await step(state as never, ...(batch as never[])));
    },
    stop: () => step.stop(),
  };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

async function measure(name: string, rounds: number): Promise<void> {
  const { example, batch, jax } = configurations[name];
  const arrays = example.batches(0, batch).next().value;
  const contenders: Contender[] = [
    await jaxjsAlone(example, arrays),
    await wholeGraph(example, arrays),
    await threads(example, arrays, "devices", dataParallel(), 1),
    await threads(example, arrays, "data", dataParallel(), 2),
    await threads(example, arrays, "tensor", tensorParallel(), 2),
    await threads(example, arrays, "data", dataParallel(), 4),
    await threads(example, arrays, "tensor", tensorParallel(), 4),
  ];
  const times = new Map<string, number[]>(contenders.map((contender) => [contender.name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const contender of contenders) {
      const repeats = contender.name === "jax-js alone" ? 1 : 4;
      for (let i = 0; i < repeats; i++) {
        const start = performance.now();
        await contender.step();
        if (round >= 0) times.get(contender.name)!.push(performance.now() - start);
      }
    }
    process.stderr.write(`${name}: round ${round + 1} of ${rounds}\n`);
  }
  for (const contender of contenders) await contender.stop();
  const rows = [...times].map(([contender, all]): [string, number] => [contender, median(all)]);
  if (jax) for (const devices of [1, 2, 4]) rows.push([`JAX/XLA ${devices}`, jaxMilliseconds(jax, devices)]);
  const of = (contender: string): number => rows.find(([row]) => row === contender)?.[1] ?? Number.NaN;
  console.log(`\n${name}`);
  for (const [contender, ms] of rows)
    if (ms > 0) console.log(`  ${contender.padEnd(16)} ${ms.toFixed(1).padStart(8)} ms`);
  const ratio = (what: string, a: number, b: number): void => {
    if (a / b > 0) console.log(`  ${what.padEnd(44)} ${(a / b).toFixed(2)}`);
  };
  ratio("jax-js alone / 1 device (goal ≥ 5)", of("jax-js alone"), of("devices 1"));
  ratio("best of 2 devices / ORT 2 threads (goal ≤ 1.15)", Math.min(of("data 2"), of("tensor 2")), of("ORT 2 threads"));
  ratio("JAX/XLA 2 / best of 2 devices (goal ≥ 5)", of("JAX/XLA 2"), Math.min(of("data 2"), of("tensor 2")));
  ratio("JAX/XLA 4 / best of 4 devices (goal ≥ 5)", of("JAX/XLA 4"), Math.min(of("data 4"), of("tensor 4")));
}

/** Median milliseconds of a JAX step on host devices; 0 where no JAX is found. */
function jaxMilliseconds(args: readonly string[], devices: number): number {
  try {
    const script = fileURLToPath(new URL("jax_mlp.py", import.meta.url));
    const text = execFileSync(process.env.ALPA_PYTHON ?? "python3", [script, ...args, `${devices}`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, XLA_FLAGS: `--xla_force_host_platform_device_count=${devices}`, JAX_PLATFORMS: "cpu" },
    });
    return Number(text.trim());
  } catch {
    return 0;
  }
}

const [rounds = "6", ...names] = process.argv.slice(2);
await init("wasm");
for (const name of names.length > 0 ? names : Object.keys(configurations)) await measure(name, Number(rounds));
