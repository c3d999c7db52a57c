/** @file Programs as text for people: buffers, segments and instructions of every mesh (`--dump`). */
import type { Op } from "../ir/graph.ts";
import { bytesOf, type TensorData, typeText } from "../ir/types.ts";
import { placementText } from "../plan/placement.ts";
import { type BufferId, type Instruction, type MeshProgram, type Program, placesOf, type Segment } from "./program.ts";

/** The text of a program. Segments are listed once; every instruction names the buffers it reads and writes. */
export function printProgram(program: Program): string {
  const lines = [`program ${program.name}`];
  const ports = [
    ...program.inputs.map((port) => ({ ...port, word: "input", note: "" })),
    ...program.outputs.map((port, i) => {
      const state = program.stateOf[i];
      return { ...port, word: "output", note: state < 0 ? "" : ` replaces ${program.inputs[state].name}` };
    }),
  ];
  for (const { word, note, ...port } of ports) {
    const { name, type, batch } = port;
    const cut = batch ? ` in ${batch.microbatches} microbatches of dim ${batch.dim}` : "";
    const places = placesOf(port).map(({ mesh, buffer, placement }) => {
      return `${placementText(placement)}${cut} mesh ${mesh} %${buffer}`;
    });
    lines.push(`  ${word} ${name}: ${typeText(type)} ${places.join(" and ")}${note}`);
  }
  program.transfers.forEach(({ name, type, from, to }, index) => {
    const [sent, received] = [from, to].map(({ mesh, placement }) => `${placementText(placement)} mesh ${mesh}`);
    lines.push(`  transfer ${index} ${name}: ${typeText(type)} ${sent} -> ${received}`);
  });
  for (const [index, mesh] of program.meshes.entries()) lines.push("", ...printMesh(mesh, index));
  return `${lines.join("\n")}\n`;
}

function printMesh({ mesh, devices, buffers, segments, instructions }: MeshProgram, index: number): string[] {
  const axes = mesh.axes.map(({ name, size }) => `${name}=${size}`).join(", ");
  const lines = [`mesh ${index}: ${axes} on devices ${devices.join(", ")}`, "  buffers"];
  buffers.forEach((buffer, id) => {
    const kind = buffer.kind === "view" ? `view of %${buffer.of} + ${buffer.byteOffset} bytes` : buffer.kind;
    lines.push(`    %${id} ${buffer.name}: ${typeText(buffer.type)} ${bytesOf(buffer.type)} bytes, ${kind}`);
  });
  segments.forEach((segment, id) => {
    lines.push(`  segment ${id} (${segment.kernel})`, ...printSegment(segment));
  });
  lines.push("  instructions");
  let microbatch: number | undefined;
  for (const instruction of instructions) {
    if (instruction.microbatch !== microbatch) {
      microbatch = instruction.microbatch;
      lines.push(microbatch < 0 ? "    update" : `    microbatch ${microbatch}`);
    }
    lines.push(`      ${instructionText(instruction)}`);
  }
  return lines;
}

function printSegment({ graph }: Segment): string[] {
  const list = (values: readonly number[]) => values.map((value) => `v${value}`).join(", ");
  const ops = graph.ops.map((op) => {
    const types = op.results.map((value) => typeText(graph.types[value])).join(", ");
    return `    ${list(op.results)} = ${op.kind}(${list(op.operands)})${attrsText(op)} : ${types}`;
  });
  const inputs = graph.inputs.map(({ value }) => `v${value}: ${typeText(graph.types[value])}`).join(", ");
  return [`    reads ${inputs || "nothing"}`, ...ops, `    makes ${list(graph.outputs.map(({ value }) => value))}`];
}

function attrsText({ attrs }: Op): string {
  const shorten = (_: string, value: unknown) =>
    ArrayBuffer.isView(value) ? `${(value as TensorData).length} elements` : value;
  const text = JSON.stringify(attrs, shorten);
  return text === "{}" ? "" : ` ${text}`;
}

const ids = (buffers: readonly BufferId[]): string => buffers.map((id) => `%${id}`).join(", ");

/** One instruction in one line: `run segment 3 (%1, %4) -> (%9)`. */
export function instructionText(instruction: Instruction): string {
  switch (instruction.kind) {
    case "run":
      return `run segment ${instruction.segment} (${ids(instruction.inputs)}) -> (${ids(instruction.outputs)})`;
    case "accumulate":
      return `accumulate %${instruction.into} ${instruction.reducer === "add" ? "+" : `${instruction.reducer} `}= %${instruction.from}`;
    case "copy":
      return `copy %${instruction.from} -> %${instruction.into}`;
    case "free":
      return `free ${ids(instruction.buffers)}`;
    case "send":
      return `send %${instruction.buffer} as message ${instruction.message} of transfer ${instruction.transfer}`;
    case "recv":
      return `recv message ${instruction.message} of transfer ${instruction.transfer} -> %${instruction.buffer}`;
    default: {
      const { kind, attrs, input, output } = instruction;
      const { axes, groupSize, ...rest } = attrs;
      const details = Object.entries(rest).map(([name, value]) => `, ${name} ${value}`);
      return `${kind} over ${axes.join("+")} (${groupSize})${details.join("")} %${input} -> %${output}`;
    }
  }
}
