import { expect, test } from "vitest";
import { type Random, seededRandom } from "../base/random.ts";
import type { Graph } from "../ir/graph.ts";
import { bytesOf } from "../ir/types.ts";
import { type ArenaPlan, planArena } from "./arena.ts";
import { accessOf, baseOf } from "./buffers.ts";
import type { Buffer, BufferId, Instruction, MeshProgram } from "./program.ts";

const empty: Graph = { name: "empty", types: [], inputs: [], outputs: [], ops: [] };

/**
 * A random program: instructions read live buffers and write new temporaries; every buffer is freed after its last use.
 */
function randomProgram(random: Random): { program: MeshProgram; outputs: BufferId[] } {
  const buffers: Buffer[] = [];
  const newBuffer = (kind: "input" | "temporary", length = 1 + random.int(random.pick([4, 64, 2000]))): BufferId =>
    buffers.push({ kind, type: { dtype: "f32", shape: [length] }, name: `b${buffers.length}` }) - 1;
  for (let i = 0; i < 3; i++) newBuffer("input");
  const alive: BufferId[] = [0, 1, 2];
  const instructions: Instruction[] = [];
  for (let i = 0; i < 40; i++) {
    const from = random.pick(alive);
    const choice = random.int(4);
    const length = buffers[from].type.shape[0];
    if (choice === 0) {
      const output = newBuffer("temporary", length);
      const attrs = { axes: ["x"], groupSize: 2, reducer: "add" } as const;
      instructions.push({ kind: "all_reduce", microbatch: 0, attrs, input: from, output });
      alive.push(output);
    } else {
      const segment = random.int(2);
      const outputs = Array.from({ length: 1 + random.int(2) }, () =>
        newBuffer("temporary", segment ? length : undefined),
      );
      instructions.push({ kind: "run", microbatch: 0, segment, inputs: [from, random.pick(alive)], outputs });
      alive.push(...outputs);
    }
    if (random.int(3) === 0) {
      const of = random.pick(alive.filter((buffer) => buffers[buffer].kind !== "view"));
      const byteOffset = 4 * random.int(buffers[of].type.shape[0]);
      const shape = [buffers[of].type.shape[0] - byteOffset / 4];
      alive.push(buffers.push({ kind: "view", of, byteOffset, type: { dtype: "f32", shape }, name: "view" }) - 1);
    }
    while (alive.length > 8) alive.splice(random.int(alive.length), 1);
  }
  const outputs = alive.filter((buffer) => buffers[buffer].kind === "temporary").slice(0, 2);
  const segments = [
    { kernel: "general", graph: empty },
    { kernel: "elementwise", graph: empty },
  ] as const;
  return {
    program: { mesh: { axes: [{ name: "x", size: 2 }] }, devices: [0, 1], buffers, segments, instructions, tasks: [] },
    outputs,
  };
}

/**
 * Interprets a program on bytes that remember which buffer wrote them: every read must find its own bytes. An
 * instruction reads all its inputs before it writes, so the allowed cases alone decide whether it may share an input's
 * bytes.
 */
function checkPlan(program: MeshProgram, outputs: readonly BufferId[]): { arena: number; live: number } {
  const plan = planArena(program, outputs);
  const { buffers, instructions, segments } = program;
  const owners = buffers.map((buffer) => ({ ...buffer, kind: "temporary" }) as Buffer);
  const owner = new Int32Array(plan.bytes).fill(-1);
  const sizeOf = (b: BufferId): number => bytesOf(buffers[b].type);
  const paint = (b: BufferId): Int32Array => owner.fill(b, plan.offsets[b], plan.offsets[b] + sizeOf(b));
  const holds = (b: BufferId): boolean => {
    const root = baseOf(buffers, b);
    return owner.subarray(plan.offsets[b], plan.offsets[b] + sizeOf(b)).every((o) => o === root);
  };
  buffers.forEach((buffer, b) => {
    expect(plan.offsets[b]).toBeGreaterThanOrEqual(0);
    expect(plan.offsets[b] + sizeOf(b)).toBeLessThanOrEqual(plan.bytes);
    if (buffer.kind !== "view") expect(plan.offsets[b] % 64).toBe(0);
    if (buffer.kind === "input") paint(b);
  });
  const overlap = (a: BufferId, b: BufferId): boolean =>
    plan.offsets[a] < plan.offsets[b] + sizeOf(b) && plan.offsets[b] < plan.offsets[a] + sizeOf(a);
  const lastUse = new Map<BufferId, number>();
  const firstUse = new Map<BufferId, number>();
  instructions.forEach((instruction, index) => {
    const { reads, writes } = accessOf(instruction, owners);
    for (const b of reads) expect(holds(b), `instruction ${index} reads buffer ${b}`).toBe(true);
    for (const out of writes) {
      for (const other of writes) if (other !== out) expect(overlap(out, other)).toBe(false);
      for (const input of reads) {
        if (!overlap(out, input)) continue;
        const elementwise = instruction.kind === "run" && segments[instruction.segment].kernel === "elementwise";
        expect(elementwise || instruction.kind === "all_reduce").toBe(true);
        expect(plan.offsets[out]).toBe(plan.offsets[input]);
        expect(sizeOf(out)).toBe(sizeOf(input));
      }
    }
    for (const b of writes) paint(b);
    for (const b of [...reads, ...writes].map((b) => baseOf(buffers, b))) {
      if (!firstUse.has(b)) firstUse.set(b, index);
      lastUse.set(b, index);
    }
  });
  for (const b of outputs) {
    expect(holds(b), `output ${b}`).toBe(true);
    lastUse.set(b, instructions.length);
  }
  const live = instructions.map((_, index) =>
    buffers.reduce((sum, buffer, b) => {
      const used = buffer.kind === "input" || (firstUse.get(b)! <= index && index <= lastUse.get(b)!);
      return buffer.kind !== "view" && used ? sum + Math.ceil(sizeOf(b) / 64) * 64 : sum;
    }, 0),
  );
  return { arena: plan.bytes, live: Math.max(...live) };
}

test("no two live buffers overlap in random programs, and the arena is close to the live bytes", () => {
  const random = seededRandom(11);
  let [arena, live] = [0, 0];
  for (let trial = 0; trial < 200; trial++) {
    const { program, outputs } = randomProgram(random);
    const sizes = checkPlan(program, outputs);
    arena += sizes.arena;
    live += sizes.live;
  }
  // Overwriting dying inputs may even bring the arena below the sum of live buffers.
  expect(arena / live).toBeLessThan(1.1);
});

test("bytes freed at their last use are used again", () => {
  const temporary = (name: string): Buffer => ({ kind: "temporary", type: { dtype: "f32", shape: [1000] }, name });
  const run = (input: number, output: number): Instruction => ({
    kind: "run",
    microbatch: 0,
    segment: 0,
    inputs: [input],
    outputs: [output],
  });
  const program: MeshProgram = {
    mesh: { axes: [{ name: "x", size: 1 }] },
    devices: [0],
    buffers: [{ ...temporary("in"), kind: "input" }, temporary("a"), temporary("b"), temporary("c"), temporary("d")],
    segments: [{ kernel: "general", graph: empty }],
    instructions: [run(0, 1), run(1, 2), run(2, 3), run(3, 4)],
    tasks: [],
  };
  const plan = planArena(program, [4]);
  expect(plan.inputBytes).toBe(4032);
  expect(plan.bytes).toBe(3 * 4032);
});

test("a sent buffer keeps its bytes until its free, even if an update could reuse them", () => {
  const type = { dtype: "f32", shape: [1000] } as const;
  const buffers: Buffer[] = ["in", "sent", "updated", "later"].map((name, i) => {
    return { kind: i === 0 ? "input" : "temporary", type, name };
  });
  const run = (segment: number, input: number, output: number): Instruction => {
    return { kind: "run", microbatch: 0, segment, inputs: [input], outputs: [output] };
  };
  const send: Instruction = { kind: "send", microbatch: 0, transfer: 0, message: 0, buffer: 1 };
  const free: Instruction = { kind: "free", microbatch: 0, buffers: [1] };
  const placesWith = (instructions: Instruction[]): ArenaPlan => {
    const segments = [
      { kernel: "general", graph: empty },
      { kernel: "elementwise", graph: empty },
    ] as const;
    const mesh = { axes: [{ name: "x", size: 1 }] };
    return planArena({ mesh, devices: [0], buffers, segments, instructions, tasks: [] }, [3]);
  };
  const isReused = ({ offsets }: ArenaPlan) => [2, 3].map((later) => offsets[later] === offsets[1]);
  expect(isReused(placesWith([run(0, 0, 1), run(1, 1, 2), run(0, 2, 3)]))).toEqual([true, false]);
  expect(isReused(placesWith([run(0, 0, 1), send, run(1, 1, 2), free, run(0, 2, 3)]))).toEqual([false, true]);
  expect(isReused(placesWith([run(0, 0, 1), send, run(1, 1, 2), run(0, 2, 3)]))).toEqual([false, false]);
});

test("a read before the write and a use after the free are internal errors", () => {
  const buffers: Buffer[] = [
    { kind: "temporary", type: { dtype: "f32", shape: [4] }, name: "a" },
    { kind: "temporary", type: { dtype: "f32", shape: [4] }, name: "b" },
  ];
  const base = { mesh: { axes: [{ name: "x", size: 1 }] }, devices: [0], buffers, segments: [], tasks: [] };
  const copy: Instruction = { kind: "copy", microbatch: 0, into: 1, from: 0 };
  expect(() => planArena({ ...base, instructions: [copy] }, [])).toThrow(/reads buffer 0 \(a\) before it is written/);
  const free: Instruction = { kind: "free", microbatch: 0, buffers: [1] };
  const write: Instruction = { kind: "copy", microbatch: 0, into: 0, from: 1 };
  const view: Instruction = { kind: "run", microbatch: 0, segment: 0, inputs: [], outputs: [1] };
  expect(() => planArena({ ...base, instructions: [view, free, write] }, [])).toThrow(/after its free/);
});
