/**
 * @file Alpa's intra-operator ablation: one host of V100s, one microbatch, no pipeline. Compares what Alpa measured
 * (its solver on each logical mesh, data parallel, ZeRO) with our estimates under the same constraints and with our
 * best unconstrained plan. Fails if the unconstrained plan costs more than a constrained one.
 *
 *     npx tsx bench/alpa-intra.ts [gpt] [moe] [wide-resnet] [--devices 8]
 */
import { parseArgs } from "node:util";
import { gpt } from "../examples/gpt.ts";
import { moe } from "../examples/moe.ts";
import type { Step } from "../src/analysis/step.ts";
import { Infeasible } from "../src/base/errors.ts";
import { parseCluster } from "../src/cluster/parse.ts";
import { type AnyTrainable, exampleSpecs } from "../src/frontends/jaxjs/example.ts";
import { init, nn } from "../src/frontends/jaxjs/jax.ts";
import { dataParallel } from "../src/methods/data-parallel.ts";
import type { Method } from "../src/methods/method.ts";
import { splitBatch } from "../src/methods/search/replicas.ts";
import { searchMethod } from "../src/methods/search/search-method.ts";
import { shard } from "../src/methods/shard.ts";
import { zero } from "../src/methods/zero.ts";
import { wideResnet } from "../src/models/wide-resnet.ts";
import { adafactor, adamw, momentum } from "../src/optim/index.ts";
import type { Mesh } from "../src/plan/placement.ts";
import { planStep } from "../src/planner/compile.ts";
import type { ChoiceFilter } from "../src/sharding/problem/node-choices.ts";
import { type AlpaIntraRow, alpaIntraRows, type Measured } from "./alpa-found.ts";

/** Relative gap at which searches stop. */
const gap = 0.01;

function modelOf({ family, sizes }: AlpaIntraRow): AnyTrainable {
  if (family === "wide-resnet") {
    const shape = { blocks: [3, 4, 6, 3], width: 2, image: 224, classes: 1024, ghostBatch: 32 };
    return wideResnet({ ...shape, channels: sizes.width, optimizer: momentum(0.1) });
  }
  const { width: hidden, heads = 16, experts } = sizes;
  const common = { layers: 8, hidden, heads, seq: 1024 };
  if (family === "gpt") return gpt({ ...common, vocab: 25600, optimizer: adamw(1e-2) });
  const routing = { experts, every: 2, capacityFactor: 1, activation: nn.relu };
  return moe({ ...common, ...routing, inner: 8 * hidden, vocab: 51200, optimizer: adafactor(1e-2) });
}

/** Alpa's solver on one logical mesh; for GPT it puts the batch on the first axis, and only there. */
function onMesh(family: string, [rows, columns]: readonly number[], cluster: ReturnType<typeof parseCluster>): Method {
  const axes = [
    { name: "x", size: rows },
    { name: "y", size: columns },
  ].filter(({ size }) => size > 1);
  const filter = (step: Step, mesh: Mesh): ChoiceFilter => {
    if (family !== "gpt") return {};
    const splits = mesh.axes.map((axis) => ({ split: splitBatch(step, axis), isFirst: axis.name === "x" }));
    return {
      input: (input, placement) =>
        splits.every(({ split, isFirst }) => (split.input(input, placement) ?? isFirst) === isFirst),
      op: (op, strategy) => splits.every(({ split, isFirst }) => (split.op(op, strategy) ?? isFirst) === isFirst),
    };
  };
  return searchMethod("alpa", { cluster, gap, seconds: 20 }, { meshes: () => [{ axes }], filter });
}

/** Text of seconds and peak bytes, or "does not fit". */
type Priced = { readonly seconds: number; readonly peakBytes: number } | undefined;

async function price(row: AlpaIntraRow, method: Method): Promise<Priced> {
  const model = modelOf(row);
  try {
    const { plan } = await planStep(model.trainStep, exampleSpecs(model, row.batch), {
      method,
      devices: row.devices,
      batchArgs: model.batchArgs,
      precision: row.family === "wide-resnet" ? "f32" : "f16",
      remat: row.family === "wide-resnet" ? "none" : "full",
    });
    return plan.estimate;
  } catch (error) {
    if (error instanceof Infeasible) return undefined;
    throw error;
  }
}

const measuredText = (measured: Measured): string =>
  measured === "does not fit" ? measured : `${measured.seconds.toFixed(3)} s ${measured.gib.toFixed(1)} GiB`;
const pricedText = (priced: Priced): string =>
  priced ? `${priced.seconds.toFixed(3)} s ${(priced.peakBytes / 2 ** 30).toFixed(1)} GiB` : "does not fit";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { devices: { type: "string" } } });
await init("wasm");
const failed: string[] = [];
for (const row of alpaIntraRows) {
  if (positionals.length > 0 && !positionals.includes(row.family)) continue;
  if (values.devices && Number(values.devices) !== row.devices) continue;
  const cluster = parseCluster(`1x${row.devices}:v100-16gb`);
  const name = `${row.family} ${row.sizes.width}, ${row.devices} devices`;
  console.log(name);
  const show = async (what: string, method: Method, measured?: Measured): Promise<Priced> => {
    const priced = await price(row, method);
    const text = measured === undefined ? "" : measuredText(measured);
    const ratio =
      priced && measured !== undefined && measured !== "does not fit"
        ? (priced.seconds / measured.seconds).toFixed(2)
        : "";
    console.log(`  ${what.padEnd(12)} ${text.padEnd(18)} ${pricedText(priced).padEnd(18)} ${ratio}`);
    return priced;
  };
  const memoryBytes = cluster.hosts[0].device.memoryBytes;
  const options = { cluster, gap, seconds: 20 };
  const shown: Priced[] = [];
  for (const [shape, measured] of row.solver)
    shown.push(await show(`solver ${shape.join("x")}`, onMesh(row.family, shape, cluster), measured));
  shown.push(await show("data", dataParallel({ ...options, memoryBytes }), row.data));
  shown.push(await show("ZeRO-2", zero({ stage: 2, ...options }), row.zero2));
  shown.push(await show("ZeRO-3", zero({ stage: 3, ...options }), row.zero3));
  const others = shown.flatMap((priced) => priced?.seconds ?? []);
  const ours = await show("ours", shard(options));
  if (others.length > 0 && !(ours && ours.seconds <= (1 + gap) * Math.min(...others))) failed.push(name);
}
if (failed.length > 0) throw new Error(`a plan within constraints is cheaper than ours: ${failed.join("; ")}`);
