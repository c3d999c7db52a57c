/**
 * @file A process whose worker hangs in a native function while it trains, and that goes on without it. Prints the
 * losses as JSON and ends with exit code 7.
 */
import { mlp } from "../../examples/mlp.ts";
import { type AnyExample, initialState } from "../../src/frontends/jaxjs/example.ts";
import { parallelize, threads } from "../../src/index.ts";
import { injectFault, withFaults } from "./faults.ts";

const example: AnyExample = mlp({ hidden: 16, layers: 2 });
const { trainStep, batchArgs } = example;
injectFault("throw", 0);
const engine = threads({ ...withFaults, stallSeconds: 1.5 });
const step = parallelize(trainStep, { engine, batchArgs, devices: 2, elastic: true, onCompile: () => {} });
const batches = example.batches(1, 8);
let state: unknown = initialState(example, 1);
const losses: number[] = [];
for (let i = 0; i < 4; i++) {
  if (i === 2) injectFault("native", 1);
  const result = await step(state as never, ...(batches.next().value as never[]));
  ({ state } = result);
  losses.push(await result.loss.item());
}
await step.stop();
process.stdout.write(JSON.stringify(losses));
process.exitCode = 7;
