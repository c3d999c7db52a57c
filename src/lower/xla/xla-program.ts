/** @file A Program in the form of the xla engine: one file of actions, and the modules that they call. */
import { InternalError } from "../../base/errors.ts";
import type { Graph } from "../../ir/graph.ts";
import { printGraph } from "../../ir/print.ts";
import type { TensorType } from "../../ir/types.ts";
import { meshSize } from "../../plan/placement.ts";
import { shardStart, type TransferEnd, transferPieces } from "../../plan/transfer.ts";
import { type PortPlace, type Program, type ProgramPort, placesOf, type Transfer } from "../program.ts";
import { type ArrayId, ArrayTable } from "./arrays.ts";
import { type PieceGraph, pieceGraph } from "./piece-graph.ts";
import { cutPieces } from "./pieces.ts";
import type { ProgramFile } from "./program-file.ts";

type Mesh = ProgramFile["meshes"][number];
type Place = ProgramFile["outputs"][number]["place"];

export interface XlaModule {
  /** The computation of one device, collectives included. */
  readonly graph: Graph;
  /** The graph in StableHLO. */
  readonly text: string;
}

export interface XlaProgram {
  readonly file: ProgramFile;
  /** By module of the file. */
  readonly modules: readonly XlaModule[];
}

export function xlaProgram(program: Program): XlaProgram {
  const pool = new ModulePool();
  const tables = program.meshes.map(({ buffers }) => new ArrayTable(buffers));
  const meshes = program.meshes.map((mesh, index): Mesh => {
    const table = tables[index];
    const actions: Mesh["actions"] = [];
    for (const piece of cutPieces(mesh)) {
      const { receives, call, sends, drops } = pieceGraph(mesh, piece, table);
      /** Arrays that the piece frees and the module does not. */
      let kept: ArrayId[] = [];
      for (const message of receives) actions.push({ kind: "recv", ...message });
      if (call) {
        const { donated, inputs, outputs, instruction, microbatch } = call;
        const module = pool.add(call, mesh.mesh, piece.label);
        const ends = { inputs: [...inputs], outputs: [...outputs] };
        actions.push({ kind: "call", module, label: piece.label, instruction, microbatch, ...ends });
        const freed = pool.entries[module].donated;
        kept = donated.flatMap((position) => (freed.includes(position) ? [] : [inputs[position]]));
      }
      for (const message of sends) actions.push({ kind: "send", ...message });
      const ended = [...drops, ...kept];
      if (ended.length > 0) actions.push({ kind: "drop", arrays: ended });
    }
    return { devices: [...mesh.devices], arrays: [], actions };
  });
  const place = (port: ProgramPort, at: PortPlace): Place => portPlace(program, port, at, tables[at.mesh]);
  const inputs = program.inputs.map((port) => {
    const { name, type } = port;
    return { name, type: copyType(type), places: placesOf(port).map((at) => place(port, at)) };
  });
  const outputs = program.outputs.map((port) => ({
    name: port.name,
    type: copyType(port.type),
    place: place(port, port),
  }));
  const file: ProgramFile = {
    format: "alpa-xla",
    version: 1,
    name: program.name,
    modules: pool.entries,
    // The ports may have added arrays that no instruction touches.
    meshes: meshes.map((mesh, index) => ({
      ...mesh,
      arrays: tables[index].arrays.map(({ name, type }) => ({ name, type: copyType(type) })),
    })),
    transfers: program.transfers.map((transfer) => transferEntry(program, transfer)),
    inputs,
    outputs,
    stateOf: [...program.stateOf],
  };
  return { file, modules: pool.modules };
}

const copyType = ({ dtype, shape }: TensorType) => ({ dtype, shape: [...shape] });

/** Collects distinct modules. */
class ModulePool {
  readonly modules: XlaModule[] = [];
  readonly entries: ProgramFile["modules"] = [];
  /** Indices of the modules with a text. */
  readonly #known = new Map<string, number[]>();

  /**
   * Returns a module for a call: a known one with the same text, if it frees no more than the call does. The last
   * microbatch, which frees more than those before it, needs no module of its own then.
   */
  add(
    { graph, donated, inputs, outputs }: NonNullable<PieceGraph["call"]>,
    mesh: Program["meshes"][number]["mesh"],
    label: string,
  ): number {
    const text = printGraph(graph, { mesh, devices: "partitions" });
    const numDevices = meshSize(mesh);
    const key = `${numDevices};${text}`;
    const known = this.#known.get(key) ?? [];
    this.#known.set(key, known);
    const mustFree = donated.filter((position) => outputs.includes(inputs[position]));
    const fits = (free: readonly number[]) =>
      free.every((position) => donated.includes(position)) && mustFree.every((position) => free.includes(position));
    const found = known.find((module) => fits(this.entries[module].donated));
    if (found !== undefined) return found;
    const module = this.modules.push({ graph, text }) - 1;
    known.push(module);
    const types = (ports: Graph["inputs"]) => ports.map(({ value }) => copyType(graph.types[value]));
    this.entries.push({
      file: `m${module}.mlir`,
      label,
      numDevices,
      donated: [...donated],
      inputs: types(graph.inputs),
      outputs: types(graph.outputs),
    });
    return module;
  }
}

function portPlace(program: Program, port: ProgramPort, at: PortPlace, table: ArrayTable): Place {
  const { mesh } = program.meshes[at.mesh];
  const { type, batch } = port;
  const arrays = [...table.arraysOf(at.buffer)];
  const numParts = batch?.microbatches ?? 1;
  const part = {
    dtype: type.dtype,
    shape: type.shape.map((size, dim) => (dim === batch?.dim ? size / numParts : size)),
  };
  const starts = Array.from({ length: numParts }, (_, k) =>
    Array.from({ length: meshSize(mesh) }, (__, rank) =>
      shardStart(part, { mesh, placement: at.placement }, rank).map((start, dim) =>
        dim === batch?.dim ? start + k * part.shape[dim] : start,
      ),
    ),
  );
  if (arrays.length !== numParts && arrays.length !== 1)
    throw new InternalError("lower/xla", `${port.name} has ${numParts} microbatches and ${arrays.length} arrays`);
  return { mesh: at.mesh, arrays, starts, isPartial: at.placement.partial.length > 0 };
}

function transferEntry({ meshes }: Program, { name, type, from, to }: Transfer): ProgramFile["transfers"][number] {
  const end = ({ mesh, placement }: Transfer["from"]): TransferEnd => ({ mesh: meshes[mesh].mesh, placement });
  const [sender, receiver] = [end(from), end(to)];
  const relative = (start: readonly number[], side: TransferEnd, rank: number) => {
    const origin = shardStart(type, side, rank);
    return start.map((at, dim) => at - origin[dim]);
  };
  const pieces = transferPieces(type, sender, receiver).map((piece) => ({
    from: piece.from,
    to: piece.to,
    size: [...piece.size],
    sendStart: relative(piece.start, sender, piece.from),
    recvStart: relative(piece.start, receiver, piece.to),
  }));
  return { name, from: from.mesh, to: to.mesh, pieces };
}
