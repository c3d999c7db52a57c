import { afterEach, expect, test } from "vitest";
import { withEvaluate } from "../../../test/support/evaluate-executor.ts";
import { InvalidConfig, RuntimeFailure } from "../../base/errors.ts";
import { GraphBuilder } from "../../ir/builder.ts";
import type { TensorData, TensorType } from "../../ir/types.ts";
import type { Program } from "../../lower/program.ts";
import type { RunningProgram } from "../engine.ts";
import { ThreadTeam } from "./team.ts";
import { loadProgram } from "./threads.ts";

let team: ThreadTeam;
afterEach(() => team.stop());

/** x ← 2·x on every device, `length` elements each. The segment's name selects a behaviour of the test executor. */
function doubling(devices: number, length: number, name = "double"): Program {
  const type: TensorType = { dtype: "f32", shape: [length] };
  const builder = new GraphBuilder(name);
  const x = builder.input("x", type);
  const graph = builder.finish([{ value: builder.op("add", [x, x], {}), name: "y" }]);
  const whole: TensorType = { dtype: "f32", shape: [devices * length] };
  const port = { name: "x", mesh: 0, buffer: 0, type: whole, placement: { dims: [["data"]], partial: [] } };
  return {
    name: "doubling",
    meshes: [
      {
        mesh: { axes: [{ name: "data", size: devices }] },
        devices: Array.from({ length: devices }, (_, i) => i),
        buffers: [
          { kind: "input", type, name: "x" },
          { kind: "temporary", type, name: "y" },
        ],
        segments: [{ kernel: "general", graph }],
        instructions: [
          { kind: "run", microbatch: 0, segment: 0, inputs: [0], outputs: [1] },
          { kind: "copy", microbatch: 0, into: 0, from: 1 },
        ],
        tasks: [],
      },
    ],
    transfers: [],
    inputs: [port],
    outputs: [port],
    stateOf: [0],
  };
}

const floats = (length: number, value: number) => new Float32Array(length).fill(value);
const first = async (program: RunningProgram) => (await program.readInput(0))[0];

test("programs of different sizes take turns on the same threads and memory", async () => {
  team = await ThreadTeam.create(withEvaluate);
  const left: string[] = [];
  const load = (name: string, devices: number, length: number): Promise<RunningProgram> => {
    const made = loadProgram(team, doubling(devices, length), {
      onLeave: () => {
        left.push(`${name} ${(running[name].inputNow(0) as TensorData)[0]}`);
      },
    });
    return made.then((program) => {
      running[name] = program;
      return program;
    });
  };
  const running: Record<string, RunningProgram> = {};
  const small = await load("small", 1, 4);
  await small.step(new Map([[0, floats(4, 1)]]));
  const address = team.memory.buffer;
  // More devices and more memory than before.
  const large = await load("large", 3, 2 ** 16);
  expect(await first(small)).toBe(2);
  expect(team.memory.buffer.byteLength).toBeGreaterThan(address.byteLength);
  await large.step(new Map([[0, floats(3 * 2 ** 16, 5)]]));
  expect(left).toEqual(["small 2"]);
  expect((await large.readInput(0))[3 * 2 ** 16 - 1]).toBe(10);
  expect(() => small.inputNow(0)).toThrow(/x is not in memory any more/);
  await expect(small.step()).rejects.toThrow(/x is not written, its memory was lent/);
  for (let i = 0; i < 20; i++) {
    await small.step(new Map([[0, floats(4, i)]]));
    expect(await first(small)).toBe(2 * i);
    await large.step(new Map([[0, floats(3 * 2 ** 16, i + 1)]]));
    await large.step();
    expect(await first(large)).toBe(4 * i + 4);
  }
  left.length = 0;
  await large.unload();
  expect(left).toEqual(["large 80"]);
  await expect(large.step(new Map([[0, floats(3 * 2 ** 16, 1)]]))).rejects.toThrow(/the program is not loaded/);
  await small.step(new Map([[0, floats(4, 7)]]));
  await team.stop();
  // Values in memory stay readable after the end.
  expect((await small.inputNow(0))[0]).toBe(14);
});

test("a team runs one step at a time over all its programs", async () => {
  team = await ThreadTeam.create(withEvaluate);
  const one = await loadProgram(team, doubling(2, 4));
  const other = await loadProgram(team, doubling(2, 8));
  const step = one.step(new Map([[0, floats(8, 1)]]));
  await expect(other.step(new Map([[0, floats(16, 1)]]))).rejects.toThrow(InvalidConfig);
  await expect(one.step()).rejects.toThrow(/step 1 is still running/);
  await expect(loadProgram(team, doubling(2, 2))).rejects.toThrow(/still running/);
  const unloaded = one.unload();
  await step;
  await unloaded;
  await other.step(new Map([[0, floats(16, 3)]]));
  expect(await first(other)).toBe(6);
});

test("a device that fails ends all programs of the team", async () => {
  team = await ThreadTeam.create(withEvaluate);
  const good = await loadProgram(team, doubling(2, 4));
  const bad = await loadProgram(team, doubling(2, 4, "throw@1"));
  await good.step(new Map([[0, floats(8, 1)]]));
  const failure = await bad.step(new Map([[0, floats(8, 1)]])).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RuntimeFailure);
  expect((failure as Error).message).toMatch(/^device [01]: failed in step 1, segment 0 \(add\): boom/);
  await expect(good.step(new Map([[0, floats(8, 1)]]))).rejects.toBe(failure);
  await expect(loadProgram(team, doubling(1, 4))).rejects.toBe(failure);
  await good.unload();
});
