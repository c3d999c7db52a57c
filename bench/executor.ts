/**
 * @file Speed of the executor's kernels on one thread, next to jax-js in the same run: matrix products (GF/s), whole
 * train steps of the examples, and session creation for a GPT-2-small step. CPU time is given too: unlike wall time it
 * holds on a busy machine. Run: `npx tsx bench/executor.ts [matmul] [mlp] [gpt] [moe] [conv] [compile]`.
 */
import { conv } from "../examples/conv.ts";
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { moe } from "../examples/moe.ts";
import { seededRandom } from "../src/base/random.ts";
import { arenaBytes, bindOrtC, ortC } from "../src/engines/threads/executors/ort-c.ts";
import { loadGraph } from "../src/engines/threads/executors/run-graph.ts";
import { type AnyExample, exampleSpecs, initialState } from "../src/frontends/jaxjs/example.ts";
import type { HostArray } from "../src/frontends/jaxjs/host-array.ts";
import { jit, type numpy as np, tree } from "../src/frontends/jaxjs/jax.ts";
import { traceJaxjs } from "../src/frontends/jaxjs/trace.ts";
import { GraphBuilder } from "../src/ir/builder.ts";
import type { Graph } from "../src/ir/graph.ts";
import { simplify } from "../src/ir/simplify.ts";
import { lowerToOnnx } from "../src/lower/onnx/lower.ts";

interface Timing {
  readonly wall: number;
  readonly cpu: number;
}

const cpuMilliseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];

/** Median milliseconds of `runs` calls after `warmups`. */
async function time(run: () => unknown, runs: number, warmups = 2): Promise<Timing> {
  const samples: Timing[] = [];
  for (let i = 0; i < warmups + runs; i++) {
    const [wall, cpu] = [performance.now(), cpuMilliseconds()];
    await run();
    if (i >= warmups) samples.push({ wall: performance.now() - wall, cpu: cpuMilliseconds() - cpu });
  }
  return { wall: median(samples.map(({ wall }) => wall)), cpu: median(samples.map(({ cpu }) => cpu)) };
}

const text = ({ wall, cpu }: Timing): string => `${wall.toFixed(1)} ms (cpu ${cpu.toFixed(1)})`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function benchMatmul(): Promise<void> {
  const random = seededRandom(0);
  const shapes = [
    [256, 256, 256],
    [512, 512, 512],
    [1024, 1024, 1024],
    [2048, 2048, 2048],
    [64, 512, 2048],
    [64, 2048, 2048],
    [256, 2048, 2048],
  ];
  const forms = [
    ["x·w", 1, 0],
    ["xᵀ·w", 0, 0],
    ["x·wᵀ", 1, 1],
  ] as const;
  for (const [m, k, n] of shapes) {
    const rates: string[] = [];
    for (const [form, lhs, rhs] of forms) {
      const builder = new GraphBuilder("matmul");
      const x = builder.input("x", { shape: lhs === 1 ? [m, k] : [k, m], dtype: "f32" });
      const w = builder.input("w", { shape: rhs === 1 ? [n, k] : [k, n], dtype: "f32" });
      const attrs = { lhsBatch: [], rhsBatch: [], lhsContract: [lhs], rhsContract: [rhs] };
      const product = builder.op("dot_general", [x, w], attrs);
      const loaded = loadGraph(ortC, bindOrtC, builder.finish([{ value: product, name: "y" }]));
      for (const input of loaded.inputs as Float32Array[])
        for (let i = 0; i < input.length; i++) input[i] = random.next() - 0.5;
      // Small products are repeated, for the clock's sake.
      const repeats = Math.ceil(1e9 / (2 * m * k * n));
      const { wall } = await time(() => {
        for (let i = 0; i < repeats; i++) loaded.bound.run();
      }, 9);
      loaded.release();
      rates.push(`${form} ${Math.round((repeats * 2 * m * k * n) / wall / 1e6)}`);
    }
    console.log(`matmul ${m}×${k}×${n}: ${rates.join("  ")} GF/s`);
  }
}

function traceExample(example: AnyExample, batch: number): { graph: Graph; milliseconds: number } {
  const start = performance.now();
  const graph = simplify(traceJaxjs(example.trainStep as never, exampleSpecs(example, batch)).graph);
  return { graph, milliseconds: performance.now() - start };
}

/** One train step, optimizer and all, as one session on one thread. */
async function benchStep(example: AnyExample, batch: number): Promise<void> {
  const { graph } = traceExample(example, batch);
  const loaded = loadGraph(ortC, bindOrtC, graph);
  const state = initialState(example, 5);
  const data = example.batches(5, batch).next().value;
  [...(tree.leaves(state) as HostArray[]), ...data].forEach((leaf, i) => {
    loaded.inputs[i].set(leaf.data as never);
  });
  const ours = await time(() => loaded.bound.run(), 9);
  const loss = loaded.outputs[graph.outputs.findIndex(({ name }) => name === "loss")][0];
  const { peak, total } = arenaBytes(loaded.segment);

  const step = jit(example.trainStep as never) as unknown as AnyExample["trainStep"];
  const jaxState = tree.map((leaf: HostArray) => leaf.toJax(), state as never) as never;
  const jaxData = data.map((leaf) => leaf.toJax());
  let jaxLoss = 0;
  const theirs = await time(
    async () => {
      const result = step(tree.ref(jaxState) as never, ...jaxData.map((array) => array.ref));
      [jaxLoss] = await result.loss.data();
      await Promise.all((tree.leaves(result.state) as np.Array[]).map((leaf) => leaf.data()));
    },
    3,
    1,
  );
  console.log(
    `${example.name} batch ${batch}: ${text(ours)}, jax-js ${text(theirs)}: ${(theirs.cpu / ours.cpu).toFixed(1)} times; ` +
      `loss ${loss} and ${jaxLoss}\n  workspace ${megabytes(loaded.segment.workspaceBytes)} estimated; the allocator of this process: ` +
      `peak ${megabytes(peak)}, holds ${megabytes(total)}`,
  );
  loaded.release();
}

async function benchCompile(): Promise<void> {
  const example = gpt({ layers: 12, hidden: 768, heads: 12, seq: 128, vocab: 50257 });
  const { graph, milliseconds } = traceExample(example, 1);
  const lower = await time(() => lowerToOnnx(graph), 3, 1);
  const compile = await time(() => ortC.release(ortC.compile(graph, { intraOpThreads: 1 })), 3, 1);
  console.log(
    `GPT-2 small, ${graph.ops.length} ops, ${lowerToOnnx(graph).numNodes} ONNX nodes: trace and simplify ` +
      `${milliseconds.toFixed(0)} ms; lower ${text(lower)}; lower and create the session ${text(compile)}`,
  );
}

const benches: Readonly<Record<string, () => Promise<void>>> = {
  matmul: benchMatmul,
  async mlp() {
    for (const batch of [64, 256]) await benchStep(mlp(), batch);
  },
  gpt: () => benchStep(gpt(), 16),
  moe: () => benchStep(moe(), 16),
  conv: () => benchStep(conv(), 16),
  compile: benchCompile,
};

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(benches)) await benches[name]();
process.exit(0);
