import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { RuntimeFailure } from "../../../base/errors.ts";
import { seededRandom } from "../../../base/random.ts";
import { GraphBuilder } from "../../../ir/builder.ts";
import { evaluateGraph } from "../../../ir/evaluate.ts";
import type { Graph } from "../../../ir/graph.ts";
import { addressOf, loadOrtApi } from "./ort-api.ts";
import { arenaBytes, bindOrtC, ortC } from "./ort-c.ts";
import { loadGraph } from "./run-graph.ts";

/** relu(x · w) and the sum of its columns. */
function layerGraph(rows: number, width: number): Graph {
  const builder = new GraphBuilder("layer");
  const x = builder.input("x", { shape: [rows, width], dtype: "f32" });
  const w = builder.input("w", { shape: [width, width], dtype: "f32" });
  const attrs = { lhsBatch: [], rhsBatch: [], lhsContract: [1], rhsContract: [0] };
  const y = builder.op("dot_general", [x, w], attrs);
  const zero = builder.splat({ shape: [rows, width], dtype: "f32" }, 0);
  const h = builder.op("maximum", [y, zero], {});
  const sum = builder.op("reduce", [h], { reducer: "add", dims: [0] });
  return builder.finish([
    { value: h, name: "h" },
    { value: sum, name: "sum" },
  ]);
}

function randomArray(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => 2 * random.next() - 1);
}

test("shared WebAssembly memory keeps its address when it grows", () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 32768, shared: true });
  const before = addressOf(memory.buffer);
  memory.grow(16384);
  expect(addressOf(memory.buffer)).toBe(before);
  expect(memory.buffer.byteLength).toBe(16385 * 65536);
});

test("a bound segment reads and writes shared memory in place", () => {
  const graph = layerGraph(5, 7);
  const loaded = loadGraph(ortC, bindOrtC, graph);
  for (const seed of [1, 2]) {
    const inputs = [randomArray(35, seed), randomArray(49, seed + 10)];
    inputs.forEach((data, i) => {
      loaded.inputs[i].set(data as never);
    });
    loaded.bound.run();
    const expected = evaluateGraph(graph, inputs);
    expected.forEach((data, i) => {
      for (let j = 0; j < data.length; j++) expect(loaded.outputs[i][j]).toBeCloseTo(Number(data[j]), 4);
    });
  }
  loaded.release();
});

test("releasing the last segment frees the workspace of all", () => {
  const holds = [];
  for (const rows of [512, 768]) {
    const loaded = loadGraph(ortC, bindOrtC, layerGraph(rows, 256));
    loaded.bound.run();
    loaded.bound.run();
    holds.push(arenaBytes(loaded.segment).total);
    loaded.release();
  }
  expect(holds[0]).toBeGreaterThan(4 * 512 * 256);
  expect(holds[1] / holds[0]).toBeCloseTo(768 / 512, 1);
});

test("the workspace of segments of many sizes stays near that of the largest", () => {
  const kept = [];
  for (let rows = 64; rows <= 1024; rows += 64) {
    const loaded = loadGraph(ortC, bindOrtC, layerGraph(rows, 256));
    ortC.trim?.();
    loaded.bound.run();
    kept.push(loaded);
  }
  const { total, peak } = arenaBytes(kept[0].segment);
  expect(peak).toBeGreaterThan(4 * 1024 * 256);
  // One workspace per size would add up to more than 8 times the largest.
  expect(total / peak).toBeLessThan(2.3);
  for (const loaded of kept) loaded.release();
});

test("an ONNX Runtime error is thrown with its message", () => {
  const api = loadOrtApi();
  const env = api.make("createEnv", 4, "test");
  const options = api.make("createSessionOptions");
  expect(() => api.make("createSessionFromArray", env, new Uint8Array(8), 8, options)).toThrow(RuntimeFailure);
  expect(() => api.make("createSessionFromArray", env, new Uint8Array(8), 8, options)).toThrow(
    /protobuf parsing failed/,
  );
  api.releaseSessionOptions(options);
});

/**
 * Source of a worker that binds a segment and runs it many times. It registers tsx itself so that it can load
 * TypeScript.
 */
const workerSource = `
  const { parentPort, workerData } = require("node:worker_threads");
  async function main() {
    const { register } = await import("tsx/esm/api");
    register();
    const { bindOrtC } = await import(workerData.module);
    const { segment, memory, inputs, outputs, numRuns } = workerData;
    const bound = bindOrtC(segment, memory, inputs, outputs);
    for (let i = 0; i < numRuns; i++) bound.run();
    bound.release();
    parentPort.postMessage("done");
  }
  main();
`;

function runInWorker(workerData: Record<string, unknown>): Promise<void> {
  const module = new URL("./ort-c.ts", import.meta.url).href;
  const worker = new Worker(workerSource, { eval: true, workerData: { ...workerData, module } });
  return new Promise((resolve, reject) => {
    worker.once("message", () => resolve());
    worker.once("error", reject);
  });
}

test("workers that run one session concurrently get the results of a single run", async () => {
  const [rows, width, numWorkers] = [64, 256, 2];
  const segment = ortC.compile(layerGraph(rows, width), { intraOpThreads: 1 });
  const floats = rows * width + width * width;
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 64, shared: true });
  const [xBytes, wBytes] = [4 * rows * width, 4 * width * width];
  new Float32Array(memory.buffer, 0, floats).set(randomArray(floats, 3));
  const outputsOf = (rank: number) => {
    const h = xBytes + wBytes + rank * (xBytes + 4096);
    return [h, h + xBytes];
  };
  const common = { segment, memory, inputs: [0, xBytes], numRuns: 200 };
  const alone = bindOrtC(segment, memory, common.inputs, outputsOf(numWorkers));
  alone.run();
  await Promise.all([0, 1].map((rank) => runInWorker({ ...common, outputs: outputsOf(rank) })));
  const resultOf = (rank: number) => new Float32Array(memory.buffer, outputsOf(rank)[0], rows * width + width).slice();
  expect(resultOf(0)).toEqual(resultOf(numWorkers));
  expect(resultOf(1)).toEqual(resultOf(numWorkers));
  alone.release();
  ortC.release(segment);
});
