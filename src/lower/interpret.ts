/**
 * @file The reference interpreter of Programs: every device of a mesh in one thread, plain JavaScript, strict about buffers. What
 * lowering is checked with, independent of workers and executors.
 */
import { InternalError, Unsupported } from "../base/errors.ts";
import { evaluateGraph, evaluateOp } from "../ir/evaluate.ts";
import { numElements, type TensorData } from "../ir/types.ts";
import { meshSize } from "../plan/placement.ts";
import { shardOf, wholeOf } from "../plan/shard.ts";
import { baseOf } from "./buffers.ts";
import type { BufferId, Instruction, MeshProgram, Program } from "./program.ts";
import { runCollective } from "./simulated-collectives.ts";

/** The memory of the devices of a mesh: per buffer that is there, each device's array. */
class MeshMemory {
  readonly #program: MeshProgram;
  readonly #arrays = new Map<BufferId, readonly TensorData[]>();

  constructor(program: MeshProgram) {
    this.#program = program;
  }

  /** Each device's array of a buffer; of a view, its part of the buffer it lies in. */
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

function execute(program: MeshProgram, memory: MeshMemory, instruction: Instruction): void {
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
      const add = { kind: "add", attrs: {}, operands: [0, 1], results: [2] } as const;
      const from = memory.read(instruction.from);
      const sums = memory.read(instruction.into).map((into, device) => {
        return evaluateOp(add, [type, type], [type], [into, from[device]])[0];
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
    case "send":
    case "recv":
      throw new Unsupported("interpret", "programs of several meshes are not interpreted yet");
    default: {
      const { kind, attrs, input, output } = instruction;
      memory.write(output, runCollective(kind, attrs, memory.read(input), buffers[input].type, mesh));
    }
  }
}

/**
 * Runs a program once.
 * @param inputs elements of each input, whole
 * @returns elements of each output, whole
 * @throws InternalError when a buffer is read before it is written or after it is freed, or is left behind
 */
export function interpretProgram(program: Program, inputs: readonly TensorData[]): TensorData[] {
  const memories = program.meshes.map((mesh) => new MeshMemory(mesh));
  program.inputs.forEach(({ mesh, buffer, type, placement, batch }, i) => {
    const { mesh: grid } = program.meshes[mesh];
    const devices = Array.from({ length: meshSize(grid) }, (_, device) => device);
    memories[mesh].write(
      buffer,
      devices.map((device) => shardOf(inputs[i], type, placement, grid, device, batch)),
    );
  });
  program.meshes.forEach((mesh, m) => {
    for (const instruction of mesh.instructions) execute(mesh, memories[m], instruction);
    const ports = new Set([...program.inputs, ...program.outputs].map(({ buffer }) => buffer));
    const left = memories[m].held.filter((id) => !ports.has(id));
    if (left.length > 0) throw new InternalError("interpret", `buffers ${left.join(", ")} are never freed`);
  });
  return program.outputs.map(({ mesh, buffer, type, placement, batch }) =>
    wholeOf(memories[mesh].read(buffer), type, placement, program.meshes[mesh].mesh, batch),
  );
}
