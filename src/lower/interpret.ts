/**
 * @file The reference interpreter of Programs: all devices in one thread, in plain JavaScript, strict about buffers.
 *   Tests check lowering with it, independently of workers and executors.
 */
import { sameBytes } from "../base/bytes.ts";
import { InternalError } from "../base/errors.ts";
import { evaluateGraph, evaluateOp } from "../ir/evaluate.ts";
import { numElements, type TensorData, type TensorType } from "../ir/types.ts";
import { meshSize } from "../plan/placement.ts";
import { shardOf, wholeOf } from "../plan/shard.ts";
import { baseOf } from "./buffers.ts";
import { messageKey, type Transferring } from "./causality.ts";
import { executionOrder } from "./execution-order.ts";
import {
  type BufferId,
  type Instruction,
  type MeshProgram,
  type PortPlace,
  type Program,
  type ProgramPort,
  placesOf,
} from "./program.ts";
import { runCollective } from "./simulated-collectives.ts";

/** The memory of a mesh's devices: by live buffer, each device's array. */
class MeshMemory {
  readonly #program: MeshProgram;
  readonly #arrays = new Map<BufferId, readonly TensorData[]>();

  constructor(program: MeshProgram) {
    this.#program = program;
  }

  /** Each device's array of a buffer, or of the part that a view selects. */
  read(id: BufferId): readonly TensorData[] {
    const buffer = this.#program.buffers[id];
    const arrays = this.#arrays.get(baseOf(this.#program.buffers, id));
    if (!arrays) throw new InternalError("interpret", `buffer ${id} (${buffer.name}) is read before it is written`);
    if (buffer.kind !== "view") return arrays;
    const length = numElements(buffer.type.shape);
    return arrays.map((array) => {
      const start = buffer.byteOffset / array.BYTES_PER_ELEMENT;
      return array.subarray(start, start + length) as TensorData;
    });
  }

  write(id: BufferId, data: readonly TensorData[]): void {
    const { buffers } = this.#program;
    const base = baseOf(buffers, id);
    const length = numElements(buffers[base].type.shape);
    if (!this.#arrays.has(base)) {
      this.#arrays.set(
        base,
        data.map((array) => new (array.constructor as new (n: number) => TensorData)(length)),
      );
    }
    this.read(id).forEach((array, device) => {
      if (array.length !== data[device].length) {
        throw new InternalError("interpret", `buffer ${id} has ${array.length} elements, got ${data[device].length}`);
      }
      array.set(data[device] as never);
    });
  }

  free(id: BufferId): void {
    if (!this.#arrays.delete(id)) throw new InternalError("interpret", `buffer ${id} is freed but not there`);
  }

  get held(): readonly BufferId[] {
    return [...this.#arrays.keys()];
  }
}

function execute(program: MeshProgram, memory: MeshMemory, instruction: Exclude<Instruction, Transferring>): void {
  const { mesh, buffers, segments } = program;
  switch (instruction.kind) {
    case "run": {
      const { graph, kernel } = segments[instruction.segment];
      const bases = new Set(instruction.inputs.map((id) => baseOf(buffers, id)));
      const aliased = instruction.outputs.find((id) => bases.has(baseOf(buffers, id)));
      if (kernel === "general" && aliased !== undefined) {
        throw new InternalError("interpret", `segment ${instruction.segment} writes into its input ${aliased}`);
      }
      const inputs = instruction.inputs.map((id) => memory.read(id));
      const results = Array.from({ length: meshSize(mesh) }, (_, device) =>
        evaluateGraph(
          graph,
          inputs.map((arrays) => arrays[device].slice()),
        ),
      );
      instruction.outputs.forEach((id, position) => {
        memory.write(
          id,
          results.map((own) => own[position]),
        );
      });
      return;
    }
    case "accumulate": {
      const { type } = buffers[instruction.into];
      const op = { kind: instruction.reducer, attrs: {}, operands: [0, 1], results: [2] } as const;
      const from = memory.read(instruction.from);
      const sums = memory.read(instruction.into).map((into, device) => {
        return evaluateOp(op, [type, type], [type], [into, from[device]])[0];
      });
      memory.write(instruction.into, sums);
      return;
    }
    case "copy":
      memory.write(instruction.into, memory.read(instruction.from));
      return;
    case "free":
      instruction.buffers.forEach((id) => {
        memory.free(id);
      });
      return;
    default: {
      const { kind, attrs, input, output } = instruction;
      memory.write(output, runCollective(kind, attrs, memory.read(input), buffers[input].type, mesh));
    }
  }
}

/** The whole value that a message carries. */
function sentValue({ transfers, meshes }: Program, { transfer, buffer }: Transferring, memory: MeshMemory): TensorData {
  const { type, from, name } = transfers[transfer];
  const { mesh } = meshes[from.mesh];
  const shards = memory.read(buffer);
  const whole = wholeOf(shards, type, from.placement, mesh);
  shards.forEach((shard, rank) => {
    // Receivers may read any of the replicas.
    if (sameBytes(shard, shardOf(whole, type, from.placement, mesh, rank))) return;
    throw new InternalError(
      "interpret",
      `rank ${rank} of mesh ${from.mesh} has a replica of its own of transfer ${name}`,
    );
  });
  return whole;
}

/**
 * Runs a program once, in an order that its messages allow.
 * @param inputs elements of each input, whole
 * @returns elements of each output, whole
 * @throws InternalError when a buffer is read before it is written or after it is freed, when a buffer is never freed,
 *   and when messages are not sound (`executionOrder`)
 */
export function interpretProgram(program: Program, inputs: readonly TensorData[]): TensorData[] {
  const memories = program.meshes.map((mesh) => new MeshMemory(mesh));
  const shardsOf = (
    data: TensorData,
    type: TensorType,
    { mesh, placement }: Pick<PortPlace, "mesh" | "placement">,
    batch?: ProgramPort["batch"],
  ) => {
    const grid = program.meshes[mesh].mesh;
    return Array.from({ length: meshSize(grid) }, (_, rank) => shardOf(data, type, placement, grid, rank, batch));
  };
  program.inputs.forEach((port, i) => {
    for (const place of placesOf(port)) {
      memories[place.mesh].write(place.buffer, shardsOf(inputs[i], port.type, place, port.batch));
    }
  });
  const messages = new Map<string, TensorData>();
  for (const { mesh, instruction: index } of executionOrder(program)) {
    const memory = memories[mesh];
    const instruction = program.meshes[mesh].instructions[index];
    if (instruction.kind === "send") messages.set(messageKey(instruction), sentValue(program, instruction, memory));
    else if (instruction.kind === "recv") {
      const { type, to } = program.transfers[instruction.transfer];
      memory.write(instruction.buffer, shardsOf(messages.get(messageKey(instruction))!, type, to));
    } else execute(program.meshes[mesh], memory, instruction);
  }
  const ports = [...program.inputs.flatMap(placesOf), ...program.outputs];
  memories.forEach((memory, mesh) => {
    const lasting = new Set(ports.flatMap((port) => (port.mesh === mesh ? [port.buffer] : [])));
    const left = memory.held.filter((id) => !lasting.has(id));
    if (left.length > 0) throw new InternalError("interpret", `buffers ${left.join(", ")} are never freed`);
  });
  return program.outputs.map(({ mesh, buffer, type, placement, batch }) =>
    wholeOf(memories[mesh].read(buffer), type, placement, program.meshes[mesh].mesh, batch),
  );
}
