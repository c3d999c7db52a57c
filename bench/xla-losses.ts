/**
 * @file Losses of the xla engine beside those of the threads engine: every example by every method on 4 devices, in
 * 1, 2 and 4 processes. Prints the worst relative difference of each row as it is known, and the worst of all. Needs
 * a Python with jax (`alpa xla setup`).
 *
 *     npx tsx bench/xla-losses.ts [steps] [example or method …]
 */
import { conv } from "../examples/conv.ts";
import { gpt } from "../examples/gpt.ts";
import { mlp } from "../examples/mlp.ts";
import { moe } from "../examples/moe.ts";
import { xla } from "../src/engines/xla/index.ts";
import type { AnyExample } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { dataParallel, type Method, megatron, pipeshard, shard, tensorParallel, zero } from "../src/index.ts";
import { trainExample } from "../test/support/train-example.ts";

const examples: Readonly<Record<string, { example: AnyExample; batch: number }>> = {
  mlp: { example: mlp({ hidden: 128, layers: 6 }), batch: 16 },
  gpt: { example: gpt({ layers: 4, hidden: 16, heads: 4, seq: 8 }), batch: 16 },
  moe: { example: moe(), batch: 16 },
  conv: { example: conv(), batch: 16 },
};

const methods: Readonly<Record<string, { method: Method; microbatches: number }>> = {
  data: { method: dataParallel(), microbatches: 1 },
  tensor: { method: tensorParallel(), microbatches: 1 },
  zero1: { method: zero({ stage: 1 }), microbatches: 1 },
  zero2: { method: zero({ stage: 2 }), microbatches: 2 },
  zero3: { method: zero({ stage: 3 }), microbatches: 2 },
  shard: { method: shard(), microbatches: 1 },
  "megatron-2x2": { method: megatron({ pipelineParallel: 2, tensorParallel: 2 }), microbatches: 4 },
  "1f1b": { method: pipeshard({ stages: 2, schedule: "1f1b" }), microbatches: 4 },
  "interleaved-1f1b": { method: pipeshard({ stages: 2, schedule: "interleaved-1f1b" }), microbatches: 4 },
  "zb-h1": { method: pipeshard({ stages: 2, schedule: "zb-h1" }), microbatches: 4 },
  "zb-v": { method: pipeshard({ stages: 2, schedule: "zb-v" }), microbatches: 4 },
};

const [first = "", ...others] = process.argv.slice(2);
const steps = Number(first) || 10;
const chosen = new Set(Number(first) ? others : [first, ...others].filter(Boolean));
const wanted = <T>(all: Readonly<Record<string, T>>): [string, T][] => {
  const named = Object.entries(all).filter(([name]) => chosen.has(name));
  return named.length > 0 ? named : Object.entries(all);
};

await init("wasm");
let worst = 0;
console.log(`| example | method | 1 process | 2 processes | 4 processes |\n|---|---|---|---|---|`);
for (const [name, { example, batch }] of wanted(examples))
  for (const [methodName, { method, microbatches }] of wanted(methods)) {
    const training = { method, microbatches, devices: 4, batch, steps, seed: 1 };
    const cells: string[] = [];
    const threads = await trainExample(example, training).catch((error: Error) => error);
    if (threads instanceof Error) {
      console.log(`| ${name} | ${methodName} | not planned: ${threads.message} |`);
      continue;
    }
    try {
      for (const processes of [1, 2, 4]) {
        const { losses } = await trainExample(example, { ...training, engine: xla({ processes }) });
        const difference = Math.max(...losses.map((loss, i) => Math.abs(loss / threads.losses[i] - 1)));
        worst = Math.max(worst, difference);
        cells.push(difference.toExponential(1));
      }
    } catch (error) {
      cells.push((error as Error).message.slice(0, 120));
      worst = Number.NaN;
    }
    console.log(`| ${[name, methodName, ...cells].join(" | ")} |`);
  }
console.log(`\n${steps} steps; worst relative difference of a loss: ${worst.toExponential(1)}`);
process.exitCode = worst <= 1e-5 ? 0 : 1;
