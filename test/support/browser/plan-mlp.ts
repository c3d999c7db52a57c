/**
 * @file Plans a small model with the public planner. The browser test runs it in Node and in a browser and compares.
 */
import { init, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import {
  auto,
  dataParallel,
  lower,
  type Method,
  megatron,
  parseCluster,
  planStep,
  planToJson,
  shard,
  simulateProgram,
  TensorSpec,
  zero,
} from "alpa-js/planner";

type Params<T> = { w1: T; w2: T; w3: T };

const loss = ({ w1, w2, w3 }: Params<np.Array>, x: np.Array, y: np.Array) =>
  np.mean(np.square(np.dot(nn.relu(np.dot(nn.relu(np.dot(x, w1)), w2)), w3).sub(y)));

function trainStep(params: Params<np.Array>, x: np.Array, y: np.Array) {
  const [value, grads] = valueAndGrad(loss)(tree.ref(params), x, y);
  const { w1, w2, w3 } = params;
  const lr = 0.1;
  return {
    params: { w1: w1.sub(grads.w1.mul(lr)), w2: w2.sub(grads.w2.mul(lr)), w3: w3.sub(grads.w3.mul(lr)) },
    loss: value,
  };
}

/** Plans of several methods as JSON text, each with its estimated and simulated seconds. */
export async function planMlp(): Promise<readonly string[]> {
  await init("wasm");
  const cluster = parseCluster("1x4:a100-80gb");
  const methods: readonly Method[] = [
    dataParallel({ cluster }),
    zero({ stage: 2, cluster }),
    shard({ cluster }),
    megatron({ pipelineParallel: 2, tensorParallel: 2 }),
    auto({ cluster, seconds: 5 }),
  ];
  const shapes = { w1: [256, 1024], w2: [1024, 1024], w3: [1024, 64] } as const;
  const params = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, new TensorSpec(shape)]));
  const args = [params, new TensorSpec([128, 256]), new TensorSpec([128, 64])];
  const results: string[] = [];
  for (const method of methods) {
    const { step, plan } = await planStep(trainStep, args, { method, devices: 4, microbatches: 2, batchArgs: [1, 2] });
    const { seconds } = simulateProgram(lower(step, plan), { cluster });
    results.push(`${method.name}: simulated ${seconds} s, ${planToJson(plan)}`);
  }
  return results;
}
