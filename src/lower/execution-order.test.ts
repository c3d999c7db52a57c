import { expect, test } from "vitest";
import { randomStages, withInstruction } from "../../test/support/random-stages.ts";
import { type Random, seededRandom } from "../base/random.ts";
import type { TensorType } from "../ir/types.ts";
import { type Mesh, meshSize, type Placement } from "../plan/placement.ts";
import { overlap, sentBuffers } from "./buffers.ts";
import { messageKey } from "./causality.ts";
import { executionOrder, takenBy } from "./execution-order.ts";
import { interpretProgram } from "./interpret.ts";
import type { Instruction, Program } from "./program.ts";

const line = (size: number): Mesh => ({ axes: [{ name: "x", size }] });

/**
 * Searches every state that the devices can reach, where each executes its mesh's list by itself and a `recv` completes
 * once all devices of the sending mesh have sent. True if a sent buffer can change under a receiver, or all devices can
 * wait.
 */
function findsHarm(program: Program): boolean {
  const { meshes, transfers } = program;
  const devices = meshes.flatMap(({ mesh }, m) => Array.from({ length: meshSize(mesh) }, () => m));
  const positions = (kind: "send" | "recv") =>
    new Map(
      meshes.flatMap(({ instructions }) =>
        instructions.flatMap((each, i) => (each.kind === kind ? [[messageKey(each), i] as const] : [])),
      ),
    );
  const [sends, recvs] = [positions("send"), positions("recv")];
  const seen = new Set<string>();
  const open: number[][] = [devices.map(() => 0)];
  for (let state = open.pop(); state; state = open.pop()) {
    if (seen.has(state.join())) continue;
    seen.add(state.join());
    let [moved, isOver] = [false, true];
    for (const [device, mesh] of devices.entries()) {
      const { buffers, instructions } = meshes[mesh];
      const instruction = instructions[state[device]];
      if (!instruction) continue;
      isOver = false;
      if (instruction.kind === "recv") {
        const sender = transfers[instruction.transfer].from.mesh;
        const send = sends.get(messageKey(instruction))!;
        if (devices.some((on, other) => on === sender && state[other] <= send)) continue;
      }
      const taken = takenBy(program, { mesh, instruction: state[device] });
      for (const each of instructions.slice(0, state[device])) {
        if (each.kind !== "send" || !taken.some((id) => overlap(buffers, id, each.buffer))) continue;
        const receiver = transfers[each.transfer].to.mesh;
        const recv = recvs.get(messageKey(each))!;
        if (devices.some((on, other) => on === receiver && state[other] <= recv)) return true;
      }
      open.push(state.with(device, state[device] + 1));
      moved = true;
    }
    if (!moved && !isOver) return true;
  }
  return false;
}

/**
 * Inserts frees or writes of sent buffers at random places and swaps instructions, so that some programs are unsound.
 */
function disturb(random: Random, program: Program): Program {
  const mesh = random.int(program.meshes.length);
  const { buffers, instructions } = program.meshes[mesh];
  const sent = [...sentBuffers(instructions, buffers)];
  if (sent.length > 0 && random.int(3) > 0) {
    const id = random.pick(sent);
    const first = instructions.findIndex((each) => each.kind === "send" && each.buffer === id);
    const place = first + 1 + random.int(instructions.length - first);
    return withInstruction(program, mesh, place, { kind: "copy", microbatch: -1, into: id, from: id });
  }
  const from = random.int(instructions.length);
  const moved = instructions.toSpliced(from, 1).toSpliced(random.int(instructions.length), 0, instructions[from]);
  return {
    ...program,
    meshes: program.meshes.map((each, m) => (m === mesh ? { ...each, instructions: moved } : each)),
  };
}

test("programs are refused exactly when some order of the devices breaks them", () => {
  const random = seededRandom(17);
  const verdicts = [0, 0];
  for (let trial = 0; trial < 600; trial++) {
    const meshes = random
      .pick([
        [1, 2],
        [2, 2],
        [1, 1, 1],
        [2, 1, 1],
      ])
      .map(line);
    const { program } = randomStages(random, meshes, { kinds: 1, perKind: 2, numHops: 2 });
    const tried = meshes.some((_, m) => program.meshes[m].instructions.length === 0)
      ? program
      : disturb(random, program);
    let refusal = "";
    try {
      executionOrder(tried);
    } catch (error) {
      refusal = (error as Error).message;
    }
    expect(refusal !== "", `trial ${trial}: ${refusal}`).toBe(findsHarm(tried));
    verdicts[Number(refusal !== "")]++;
  }
  expect(Math.min(...verdicts)).toBeGreaterThan(100);
});

test("values sent along random paths of meshes arrive", () => {
  const random = seededRandom(23);
  for (let trial = 0; trial < 60; trial++) {
    const { program, inputs, outputs } = randomStages(random);
    const data = inputs();
    expect(interpretProgram(program, data), `trial ${trial}`).toEqual(outputs(data));
  }
});

const type: TensorType = { dtype: "f32", shape: [4] };
const split: Placement = { dims: [["x"]], partial: [] };
const local: TensorType = { dtype: "f32", shape: [2] };

/** Two meshes of two devices; `a` is sent on transfer 0 and comes back on transfer 1. */
function pair(first: readonly Instruction[], second: readonly Instruction[]): Program {
  const meshes = [first, second].map((instructions, mesh) => ({
    mesh: line(2),
    devices: [2 * mesh, 2 * mesh + 1],
    buffers: ["a", "b"].map((name) => ({ kind: "input", name, type: local }) as const),
    segments: [],
    instructions,
    tasks: [],
  }));
  const end = (mesh: number) => ({ mesh, placement: split });
  return {
    name: "pair",
    meshes,
    transfers: [
      { name: "forth", type, from: end(0), to: end(1) },
      { name: "back", type, from: end(1), to: end(0) },
    ],
    inputs: [],
    outputs: [],
    stateOf: [],
  };
}

const move = (kind: "send" | "recv", transfer: number, message: number, buffer: number): Instruction => ({
  kind,
  microbatch: 0,
  transfer,
  message,
  buffer,
});
const copy = (from: number, into: number): Instruction => ({ kind: "copy", microbatch: 0, from, into });

test("refusals name sender and receiver", () => {
  const refusal = (first: readonly Instruction[], second: readonly Instruction[]) => () =>
    executionOrder(pair(first, second));
  expect(
    refusal([move("recv", 1, 0, 1), move("send", 0, 0, 0)], [move("recv", 0, 0, 1), move("send", 1, 0, 0)]),
  ).toThrow(
    /deadlock: mesh 0, instruction 0 waits for message 0 of transfer 1 \(back\) from mesh 1, mesh 1, instruction 0 waits for message 0 of transfer 0 \(forth\) from mesh 0/,
  );
  expect(refusal([], [move("recv", 0, 3, 1)])).toThrow(
    /waits for message 3 of transfer 0 \(forth\) from mesh 0 \(over\)/,
  );
  expect(refusal([move("send", 0, 0, 0)], [])).toThrow(/mesh 0, instruction 0: message 0#0 is never received/);
  expect(refusal([move("send", 0, 0, 0), move("send", 0, 0, 1)], [move("recv", 0, 0, 1)])).toThrow(/is sent twice/);
  expect(refusal([move("send", 0, 0, 0)], [move("recv", 0, 0, 1), move("recv", 0, 0, 0)])).toThrow(/is received twice/);
  expect(refusal([], [move("send", 0, 0, 0)])).toThrow(/mesh 1, instruction 0: send of .*, which is mesh 0's/);
  expect(refusal([move("send", 0, 0, 0), copy(1, 0)], [move("recv", 0, 0, 1)])).toThrow(
    /mesh 0, instruction 1: copy of buffer 0 \(a\), which mesh 1 need not have received by then/,
  );
});

test("a sent buffer may change after a reply from the receiver", () => {
  const forth = [move("send", 0, 0, 0), move("recv", 1, 0, 1), copy(1, 0)];
  expect(executionOrder(pair(forth, [move("recv", 0, 0, 1), move("send", 1, 0, 0)]))).toHaveLength(5);
  expect(() => executionOrder(pair(forth, [move("send", 1, 0, 0), move("recv", 0, 0, 1)]))).toThrow(/need not have/);
});

test("a message of another type than its transfer is refused", () => {
  const program = pair([move("send", 0, 0, 0)], [move("recv", 0, 0, 1)]);
  const [forth, back] = program.transfers;
  const whole = { ...forth, to: { mesh: 1, placement: { dims: [[]], partial: [] } } };
  expect(() => executionOrder({ ...program, transfers: [whole, back] })).toThrow(
    /mesh 1, instruction 0: recv of message 0 of transfer 0 \(forth\) needs a tensor<4xf32>, buffer 1 is a tensor<2xf32>/,
  );
});

test("replicas that differ are refused when they are sent", () => {
  const whole: Placement = { dims: [[]], partial: [] };
  const program = pair([move("send", 0, 0, 0)], [move("recv", 0, 0, 1)]);
  const ends = { from: { mesh: 0, placement: whole }, to: { mesh: 1, placement: whole } };
  const ports = [0, 1].map((buffer) => ({ name: "x", mesh: 0, buffer, type, placement: split }));
  const differing: Program = {
    ...program,
    transfers: [{ name: "x", type: local, ...ends }],
    inputs: [ports[0]],
    outputs: [{ ...ports[1], mesh: 1 }],
  };
  expect(() => interpretProgram(differing, [Float32Array.of(1, 2, 3, 4)])).toThrow(
    /rank 1 of mesh 0 has a replica of its own/,
  );
  expect(interpretProgram(differing, [Float32Array.of(1, 2, 1, 2)])).toEqual([Float32Array.of(1, 2, 1, 2)]);
});
