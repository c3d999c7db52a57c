/** @file Engines that wait for their sends: the seconds of a step by closed formula, and the schedules concerned. */
import { expect, test } from "vitest";
import { exactCluster, pipelineProgram } from "../../test/support/pipeline-programs.ts";
import { type Cluster, makeCluster } from "../cluster/cluster.ts";
import type { EngineName } from "../cluster/engine.ts";
import { scheduleByName } from "../schedules/registry.ts";
import { simulateProgram } from "./simulate.ts";

const [numStages, numMicrobatches, message] = [4, 12, 0.25];
const seconds = { forward: 1, backward: 2, "backward-input": 1.25, "backward-weight": 0.75, update: 0 };

function withEngine(engine: EngineName | undefined): Cluster {
  const { hosts } = exactCluster(numStages, message);
  return makeCluster(
    "exact",
    hosts.map((host) => ({ ...host, device: { ...host.device, engine } })),
  );
}

function step(engine: EngineName | undefined, name: string, numChunks = 1): number {
  const schedule = scheduleByName(name, { numStages, numMicrobatches, numChunks });
  const program = pipelineProgram(schedule, ({ kind }) => seconds[kind]);
  return simulateProgram(program, { cluster: withEngine(engine) }).seconds;
}

test("1F1B waits for two messages in each microbatch of the stages in the middle", () => {
  const { forward, backward } = seconds;
  // The second stage computes 12 microbatches, each with its two sends; before its first task and after its last one,
  // a task of the first stage and its message.
  const middle = numMicrobatches * (forward + backward + 2 * message);
  expect(step("megatron", "1f1b")).toBeGreaterThanOrEqual(middle + forward + backward);
  expect(step("megatron", "1f1b")).toBeLessThan(middle + (numStages - 1) * (forward + backward + 2 * message));
  expect(step("megatron", "gpipe")).toBeGreaterThan(step(undefined, "gpipe"));
});

test.each<[EngineName, string, number, boolean]>([
  ["megatron", "interleaved-1f1b", 2, true],
  ["megatron-core", "interleaved-1f1b", 2, false],
  ["megatron-core", "1f1b", 1, true],
  ["megatron-zero-bubble", "zb-h1", 1, false],
  ["fsdp", "1f1b", 1, false],
])("%s with %s in %d chunks waits for its sends: %s", (engine, schedule, chunks, waits) => {
  const [own, other] = [step(engine, schedule, chunks), step(undefined, schedule, chunks)];
  if (waits) expect(own).toBeGreaterThan(other);
  else expect(own).toBeCloseTo(other, 9);
});
