/** @file Engines that communicate lists of a tensor per device: seconds of their collectives by closed formula. */
import { beforeAll, expect, test } from "vitest";
import { planNow } from "../../test/support/plan-now.ts";
import { mlp, stepOf } from "../../test/support/train-steps.ts";
import { type Cluster, makeCluster } from "../cluster/cluster.ts";
import { type EngineName, engines } from "../cluster/engine.ts";
import { parseCluster } from "../cluster/parse.ts";
import { init } from "../frontends/jaxjs/jax.ts";
import { bytesOf, numElements } from "../ir/types.ts";
import { dataParallelRoles } from "../lower/data-parallel-roles.ts";
import { lower } from "../lower/lower.ts";
import { zero } from "../methods/zero.ts";
import { type Simulation, simulateProgram } from "./simulate.ts";

beforeAll(() => init("wasm"));

const devices = 4;
const clusterWith = (engine: EngineName): Cluster =>
  makeCluster(
    engine,
    parseCluster("2x2:v100-16gb").hosts.map((host) => ({ ...host, device: { ...host.device, engine } })),
  );

test("lists cost a launch and a copy per device, and small parameters stay whole", () => {
  // The first two weights are larger than the 100,000 elements up to which parameters stay whole.
  const step = stepOf(mlp(8, [256, 512, 512, 8]));
  const program = lower(step, planNow(zero({ stage: 3 }), step, devices, { cluster: clusterWith("sequential") }));
  const [{ instructions, buffers }] = program.meshes;
  const [{ roles }] = dataParallelRoles(program);
  const run = (engine: EngineName): Simulation => simulateProgram(program, { cluster: clusterWith(engine) });
  const [plain, listed] = [run("sequential"), run("deepspeed-zero-3")];
  const secondsOf = ({ meshes: [{ startSeconds, endSeconds }] }: Simulation, i: number): number =>
    endSeconds[i] - startSeconds[i];
  const { kernelSeconds, memoryBytesPerSecond, efficiency } = clusterWith("sequential").hosts[0].device;
  const { maxWholeElements } = engines["deepspeed-zero-3"];
  let [numLarge, launched] = [0, 0];
  instructions.forEach((instruction, i) => {
    if (roles[i] !== "parameter" && roles[i] !== "gradient") return;
    if (!("attrs" in instruction) || instruction.kind === "all_slice") return;
    const { input, output } = instruction;
    if (roles[i] === "parameter" && numElements(buffers[output].type.shape) <= maxWholeElements) {
      expect(secondsOf(listed, i)).toBe(0);
      return;
    }
    const bytes = Math.max(bytesOf(buffers[input].type), bytesOf(buffers[output].type));
    const copies = (2 * bytes) / (memoryBytesPerSecond * efficiency.memory.elementwise);
    const launches = devices * kernelSeconds;
    const ofGather = roles[i] === "parameter";
    expect(secondsOf(listed, i)).toBeCloseTo(secondsOf(plain, i) + copies + (ofGather ? 0 : launches), 9);
    if (!ofGather) return;
    numLarge++;
    launched += launches;
  });
  expect(numLarge).toBeGreaterThanOrEqual(2);
  // The device waits for the launches of gathers, whatever runs beside compute.
  const { computeSeconds } = plain.meshes[0].usage;
  expect(listed.seconds).toBeGreaterThan(computeSeconds + launched);
});
