/**
 * @file Seconds from a training step to running devices, pass by pass: the 30M MLP (goal < 1 s) and a GPT-2-small step
 * (goal < 5 s).
 *
 *     npx tsx bench/compile.ts [devices]
 */
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { Executable } from "../src/api/executable.ts";
import { type AnyExample, exampleSpecs } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { dataParallel } from "../src/index.ts";
import { compile } from "../src/planner/compile.ts";

const devices = Number(process.argv[2] ?? 1);
await init("wasm");
const small: AnyExample = gpt({ layers: 12, hidden: 768, heads: 12, seq: 128, vocab: 50304 });
const rows: [string, AnyExample, number][] = [
  ["mlp, 30M parameters", mlp(), 64],
  ["GPT-2 small, 124M parameters", small, 2],
];
for (const [name, example, batch] of rows) {
  const start = performance.now();
  const { trainStep, batchArgs } = example;
  const options = { method: dataParallel(), devices, microbatches: 1, batchArgs };
  await using executable = await Executable.start(await compile(trainStep, exampleSpecs(example, batch), options));
  const seconds = (performance.now() - start) / 1e3;
  const passes = Object.entries(executable.seconds).map(([pass, s]) => `${pass} ${s.toFixed(2)}`);
  console.log(`${name}: ${seconds.toFixed(2)} s (${passes.join(", ")}), ${executable.step.graph.ops.length} ops`);
}
