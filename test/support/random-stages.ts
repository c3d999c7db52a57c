/**
 * @file Seeded random Programs of several meshes: several values at a time are sent from mesh to mesh and incremented
 * on the way. The results are known in advance, so engines and the interpreter can be tested without lowering.
 */
import { AlpaError } from "../../src/base/errors.ts";
import type { Random } from "../../src/base/random.ts";
import { GraphBuilder } from "../../src/ir/builder.ts";
import type { Graph } from "../../src/ir/graph.ts";
import { numElements, type TensorType } from "../../src/ir/types.ts";
import { freeAtLastUse, sentBuffers } from "../../src/lower/buffers.ts";
import { executionOrder } from "../../src/lower/execution-order.ts";
import type {
  Buffer,
  BufferId,
  Instruction,
  MeshProgram,
  Program,
  ProgramPort,
  Segment,
  TaskSpan,
  Transfer,
} from "../../src/lower/program.ts";
import { localType, type Mesh, meshSize, type Placement } from "../../src/plan/placement.ts";
import { randomMesh, randomPlacement } from "./random-plan.ts";

export interface RandomStages {
  readonly program: Program;
  /** Random values for the inputs. */
  inputs(): Float32Array[];
  /** The exact expected outputs. */
  outputs(inputs: readonly Float32Array[]): Float32Array[];
}

interface Draft {
  readonly mesh: Mesh;
  readonly buffers: Buffer[];
  readonly segments: Segment[];
  instructions: Instruction[];
  spans: readonly TaskSpan[];
}

/** x + 1. */
function incrementGraph(type: TensorType, name: string): Graph {
  const builder = new GraphBuilder(name);
  const x = builder.input("x", type);
  return builder.finish([{ value: builder.op("add", [x, builder.splat(type, 1)], {}), name: "y" }]);
}

/**
 * @param meshes  the meshes; random ones of 1–8 devices when omitted
 * @param numHops average number of sends and increments per value
 */
export function randomStages(
  random: Random,
  meshes: readonly Mesh[] = Array.from({ length: 2 + random.int(2) }, () => randomMesh(random)),
  { kinds = 2, perKind = 3, numHops = 6 } = {},
): RandomStages {
  const drafts: Draft[] = meshes.map((mesh) => ({ mesh, buffers: [], segments: [], instructions: [], spans: [] }));
  const transfers: Transfer[] = [];
  const transferOf = new Map<string, number>();
  const sent = new Map<number, number>();
  const types = Array.from({ length: kinds }, (): TensorType => {
    return { dtype: "f32", shape: Array.from({ length: random.int(4) }, () => random.pick([1, 2, 6, 8, 24])) };
  });
  /** By kind of value and mesh: the placement. */
  const placements = types.map((type) => meshes.map((mesh) => randomPlacement(random, type, mesh)));
  const add = (mesh: number, kind: number, name: string, isInput = false): BufferId => {
    const type = localType(types[kind], placements[kind][mesh], meshes[mesh]);
    return drafts[mesh].buffers.push({ kind: isInput ? "input" : "temporary", name, type }) - 1;
  };
  const values = Array.from({ length: kinds * perKind }, (_, value) => {
    const [kind, mesh] = [value % kinds, random.int(meshes.length)];
    const buffer = add(mesh, kind, `x${value}`, true);
    const port: ProgramPort = {
      name: `x${value}`,
      mesh,
      buffer,
      type: types[kind],
      placement: placements[kind][mesh],
    };
    return { value, kind, mesh, buffer, input: port, added: 0, message: undefined as Instruction | undefined };
  });

  const move = (each: (typeof values)[number]): void => {
    const { value, kind, mesh, message } = each;
    if (message?.kind === "send") {
      each.mesh = transfers[message.transfer].to.mesh;
      each.buffer = add(each.mesh, kind, `x${value}`);
      drafts[each.mesh].instructions.push({ ...message, kind: "recv", buffer: each.buffer });
      each.message = undefined;
      return;
    }
    const { segments, instructions } = drafts[mesh];
    const increment = (into: BufferId): void => {
      const kernel = random.pick(["general", "elementwise"] as const);
      const { type } = drafts[mesh].buffers[each.buffer];
      const segment = segments.push({ kernel, graph: incrementGraph(type, `add${segments.length}`) }) - 1;
      instructions.push({ kind: "run", microbatch: value, segment, inputs: [each.buffer], outputs: [into] });
    };
    if (random.int(3) === 0) {
      const into = add(mesh, kind, `x${value}+${++each.added}`);
      increment(into);
      each.buffer = into;
      return;
    }
    const to = (mesh + 1 + random.int(meshes.length - 1)) % meshes.length;
    const key = `${kind}: ${mesh} to ${to}`;
    const end = (on: number): { mesh: number; placement: Placement } => ({
      mesh: on,
      placement: placements[kind][on],
    });
    const transfer =
      transferOf.get(key) ?? transfers.push({ name: key, type: types[kind], from: end(mesh), to: end(to) }) - 1;
    transferOf.set(key, transfer);
    const number = sent.get(transfer) ?? 0;
    sent.set(transfer, number + 1);
    each.message = { kind: "send", microbatch: value, transfer, message: number, buffer: each.buffer };
    instructions.push(each.message);
    // The sender may read a value again after sending it.
    if (random.int(2) === 0) increment(add(mesh, kind, `x${value} read on`));
  };
  for (let hop = 0; hop < numHops * values.length; hop++) move(random.pick(values));
  for (const each of values) if (each.message) move(each);

  let device = 0;
  const outputs = values.map(({ value, kind, mesh, buffer }): ProgramPort => {
    return { name: `y${value}`, mesh, buffer, type: types[kind], placement: placements[kind][mesh] };
  });
  const program: Program = {
    name: "stages",
    meshes: drafts.map((draft, mesh): MeshProgram => {
      freeAtLastUse(draft, new Set(outputs.filter((port) => port.mesh === mesh).map((port) => port.buffer)));
      const { spans, ...rest } = draft;
      return { ...rest, devices: Array.from({ length: meshSize(draft.mesh) }, () => device++), tasks: spans };
    }),
    transfers,
    inputs: values.map((each) => each.input),
    outputs,
    stateOf: values.map(() => -1),
  };
  return {
    program: freeSent(random, program),
    inputs: () =>
      values.map(({ kind }) => Float32Array.from({ length: numElements(types[kind].shape) }, () => random.int(4096))),
    outputs: (inputs) => inputs.map((data, i) => data.map((x) => x + values[i].added)),
  };
}

/** Returns the program with one more instruction on a mesh. */
export function withInstruction(program: Program, mesh: number, place: number, added: Instruction): Program {
  const meshes = program.meshes.map((each, m) =>
    m === mesh ? { ...each, instructions: each.instructions.toSpliced(place, 0, added) } : each,
  );
  return { ...program, meshes };
}

function isSound(program: Program): boolean {
  try {
    executionOrder(program);
    return true;
  } catch (error) {
    if (error instanceof AlpaError) return false;
    throw error;
  }
}

/** Frees sent buffers, often as early as possible, so that their memory is reused while other meshes still work. */
function freeSent(random: Random, program: Program): Program {
  let result = program;
  program.meshes.forEach(({ buffers }, mesh) => {
    for (const id of sentBuffers(program.meshes[mesh].instructions, buffers)) {
      if (buffers[id].kind !== "temporary") continue;
      const { instructions } = result.meshes[mesh];
      const last = instructions.findLastIndex((each) => each.kind === "send" && each.buffer === id);
      const places = Array.from({ length: instructions.length - last }, (_, i) => last + 1 + i);
      const from = random.int(2) === 0 ? 0 : random.int(places.length);
      for (const place of places.slice(from)) {
        const freed = withInstruction(result, mesh, place, { kind: "free", microbatch: -1, buffers: [id] });
        if (!isSound(freed) && place < instructions.length) continue;
        result = freed;
        break;
      }
    }
  });
  return result;
}
