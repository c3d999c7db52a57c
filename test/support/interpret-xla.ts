/**
 * @file Executes a `program.json` in plain JavaScript, strict about arrays, so that tests can check programs of the xla
 * engine without Python. Modules run as graphs on simulated devices.
 */

import { allocateData, numElements, type TensorData } from "../../src/ir/types.ts";
import { evaluateSpmd } from "../../src/lower/evaluate-spmd.ts";
import type { Program } from "../../src/lower/program.ts";
import type { ProgramFile } from "../../src/lower/xla/program-file.ts";
import type { XlaProgram } from "../../src/lower/xla/xla-program.ts";
import { meshSize } from "../../src/plan/placement.ts";
import { shardOf, wholeOf } from "../../src/plan/shard.ts";

type Message = Extract<ProgramFile["meshes"][number]["actions"][number], { readonly kind: "send" | "recv" }>;

/** Copies a box from one row-major array to another. */
function copyBox(
  from: { data: TensorData; shape: readonly number[]; start: readonly number[] },
  to: { data: TensorData; shape: readonly number[]; start: readonly number[] },
  size: readonly number[],
): void {
  const offset = ({ shape, start }: typeof from, at: readonly number[]) =>
    at.reduce((sum, index, dim) => sum * shape[dim] + start[dim] + index, 0);
  for (let i = 0; i < numElements(size); i++) {
    let rest = i;
    const at = size.map(() => 0);
    for (let dim = size.length - 1; dim >= 0; dim--) {
      at[dim] = rest % size[dim];
      rest = Math.floor(rest / size[dim]);
    }
    to.data[offset(to, at)] = from.data[offset(from, at)];
  }
}

/** Devices that keep their arrays from step to step. */
export class XlaInterpreter {
  readonly #program: Program;
  readonly #xla: XlaProgram;
  /** By mesh, then by array: each device's data. */
  readonly #memory: Map<number, TensorData[]>[];

  constructor(program: Program, xla: XlaProgram) {
    this.#program = program;
    this.#xla = xla;
    this.#memory = xla.file.meshes.map(() => new Map());
  }

  write(input: number, data: TensorData): void {
    const { places } = this.#xla.file.inputs[input];
    const port = this.#program.inputs[input];
    const ends = [port, ...(port.copies ?? [])];
    places.forEach(({ mesh, arrays }, i) => {
      const grid = this.#program.meshes[mesh].mesh;
      const shards = Array.from({ length: meshSize(grid) }, (_, rank) =>
        shardOf(data, port.type, ends[i].placement, grid, rank, port.batch),
      );
      arrays.forEach((array, k) => {
        const length = shards[0].length / arrays.length;
        this.#memory[mesh].set(
          array,
          shards.map((shard) => shard.slice(k * length, (k + 1) * length)),
        );
      });
    });
  }

  /** Runs one step. In turn, each mesh executes actions until it waits for a message. */
  step(): void {
    const { meshes } = this.#xla.file;
    const next = meshes.map(() => 0);
    const messages = new Map<string, TensorData[]>();
    for (let isMoving = true; isMoving; ) {
      isMoving = false;
      meshes.forEach(({ actions }, mesh) => {
        while (next[mesh] < actions.length && this.#execute(mesh, next[mesh], messages)) {
          next[mesh]++;
          isMoving = true;
        }
      });
    }
    meshes.forEach(({ actions }, mesh) => {
      if (next[mesh] < actions.length) throw new Error(`mesh ${mesh} waits for ever at action ${next[mesh]}`);
    });
    this.#checkHeld();
  }

  /** Checks that only arrays of ports are left after a step. */
  #checkHeld(): void {
    const { inputs, outputs } = this.#xla.file;
    const places = [...inputs.flatMap((port) => port.places), ...outputs.map(({ place }) => place)];
    this.#memory.forEach((memory, mesh) => {
      const lasting = new Set(places.flatMap((place) => (place.mesh === mesh ? place.arrays : [])));
      const left = [...memory.keys()].filter((array) => !lasting.has(array));
      if (left.length > 0) throw new Error(`arrays ${left} of mesh ${mesh} never end`);
    });
  }

  #execute(mesh: number, index: number, messages: Map<string, TensorData[]>): boolean {
    const { file, modules } = this.#xla;
    const memory = this.#memory[mesh];
    const take = (array: number): TensorData[] => {
      const data = memory.get(array);
      if (!data) throw new Error(`array ${array} of mesh ${mesh} is read before it is written`);
      return data;
    };
    const action = file.meshes[mesh].actions[index];
    const key = ({ transfer, message }: Message) => `${transfer} ${message}`;
    switch (action.kind) {
      case "call": {
        const { donated } = file.modules[action.module];
        const inputs = action.inputs.map(take);
        for (const position of donated) memory.delete(action.inputs[position]);
        const results = evaluateSpmd(modules[action.module].graph, this.#program.meshes[mesh].mesh, inputs);
        action.outputs.forEach((array, i) => {
          memory.set(
            array,
            results[i].map((data) => data.slice()),
          );
        });
        return true;
      }
      case "send":
        messages.set(key(action), take(action.array));
        return true;
      case "recv": {
        const sent = messages.get(key(action));
        if (!sent) return false;
        memory.set(action.array, this.#received(action, sent));
        return true;
      }
      case "drop":
        for (const array of action.arrays)
          if (!memory.delete(array)) throw new Error(`array ${array} of mesh ${mesh} ends twice`);
        return true;
    }
  }

  #received({ transfer, array }: Message, sent: readonly TensorData[]): TensorData[] {
    const { from, to, pieces } = this.#xla.file.transfers[transfer];
    const { devices, arrays } = this.#xla.file.meshes[to];
    const { type } = arrays[array];
    const source = this.#program.transfers[transfer];
    const grid = this.#program.meshes[from].mesh;
    const sentShape = source.type.shape.map(
      (size, dim) =>
        size /
        source.from.placement.dims[dim].reduce(
          (product, name) => product * grid.axes.find((axis) => axis.name === name)!.size,
          1,
        ),
    );
    return devices.map((_, rank) => {
      const data = allocateData(type.dtype, numElements(type.shape));
      for (const piece of pieces)
        if (piece.to === rank)
          copyBox(
            { data: sent[piece.from], shape: sentShape, start: piece.sendStart },
            { data, shape: type.shape, start: piece.recvStart },
            piece.size,
          );
      return data;
    });
  }

  read(output: number): TensorData {
    const { mesh, arrays } = this.#xla.file.outputs[output].place;
    const { type, placement, batch } = this.#program.outputs[output];
    const shards = this.#program.meshes[mesh].devices.map((_, rank) => {
      const parts = arrays.map((array) => this.#memory[mesh].get(array)![rank]);
      const whole = allocateData(type.dtype, parts.length * parts[0].length);
      parts.forEach((part, k) => {
        whole.set(part as never, k * part.length);
      });
      return whole;
    });
    return wholeOf(shards, type, placement, this.#program.meshes[mesh].mesh, batch);
  }
}
