/**
 * @file Roles of the collectives in a program that data parallelism needs, found by what they depend on and what
 * depends on them: reductions of gradients and gathers of parameters. An engine may run these beside compute.
 */
import { memoize } from "../base/memoize.ts";
import { definingOps, type Graph } from "../ir/graph.ts";
import { isFusable, isSource } from "../ir/ops.ts";
import { accessOf, baseOf } from "./buffers.ts";
import type { BufferId, MeshProgram, Program, Segment } from "./program.ts";

/**
 * - `gradient`: a reduction on which no matmul and no other stage depends: only sums, updates and outputs do.
 * - `parameter`: a gather of state before its use.
 * - `new parameter`: a gather of updated state that nothing reads before the next step.
 * - `update`: ops that read gradients, on whose results no matmul and no other stage depends.
 */
export type DataParallelRole = "gradient" | "parameter" | "new parameter" | "update";

/** The roles of a mesh's instructions. */
export interface MeshRoles {
  /** By instruction: its role; undefined for all others. */
  readonly roles: readonly (DataParallelRole | undefined)[];
  /** By `run` instruction: 1 for inputs, and for outputs, on which a matmul or another stage depends. */
  readonly leading: ReadonlyMap<number, { readonly inputs: Uint8Array; readonly outputs: Uint8Array }>;
}

/** The roles of the instructions of each mesh. */
export const dataParallelRoles = (program: Program): MeshRoles[] =>
  program.meshes.map((mesh, index) => rolesOf(mesh, stateBuffers(program, index)));

function stateBuffers({ inputs, stateOf }: Program, mesh: number): Set<BufferId> {
  const states = [...new Set(stateOf)].filter((input) => input >= 0).map((input) => inputs[input]);
  return new Set(states.filter((port) => port.mesh === mesh).map(({ buffer }) => buffer));
}

function rolesOf(mesh: MeshProgram, states: ReadonlySet<BufferId>): MeshRoles {
  const { instructions, buffers } = mesh;
  const { leadsToProduct, leading } = findLeadingToProducts(mesh);
  const isOfState = findOfState(mesh, states);
  /** By buffer: the last instruction that reads it, but for copies into state at the end. */
  const lastRead = new Map<BufferId, number>();
  instructions.forEach((instruction, i) => {
    if (!(instruction.kind === "copy" && states.has(instruction.into)))
      for (const id of accessOf(instruction, buffers).reads) lastRead.set(id, i);
  });
  const copied = new Set(instructions.map((each) => (each.kind === "copy" ? each.from : -1)));
  const roles = instructions.map((instruction, i): DataParallelRole | undefined => {
    switch (instruction.kind) {
      case "all_reduce":
      case "reduce_scatter":
        return leadsToProduct[i] ? undefined : "gradient";
      case "all_gather": {
        if (leadsToProduct[i]) return isOfState[i] ? "parameter" : undefined;
        const isLast = (lastRead.get(instruction.output) ?? -1) < i;
        const isState = states.has(instruction.output) || copied.has(instruction.output);
        return isLast && isState ? "new parameter" : "update";
      }
      case "run":
      case "accumulate":
      case "copy":
      case "all_slice":
      case "all_to_all":
        return leadsToProduct[i] ? undefined : "update";
      default:
        return undefined;
    }
  });
  return { roles, leading };
}

/** By instruction: 1 if it has a product, or a product or another stage depends on its result. */
function findLeadingToProducts({ instructions, buffers, segments }: MeshProgram): Pick<MeshRoles, "leading"> & {
  readonly leadsToProduct: Uint8Array;
} {
  const leading = new Map<number, { inputs: Uint8Array; outputs: Uint8Array }>();
  const leads = new Uint8Array(buffers.length);
  const found = new Uint8Array(instructions.length);
  const inputsThatLead = segments.map((segment) => memoize((outputs: string) => leadingInputs(segment, outputs)));
  for (let i = instructions.length - 1; i >= 0; i--) {
    const instruction = instructions[i];
    const { reads, writes } = accessOf(instruction, buffers);
    if (instruction.kind === "send") {
      leads[reads[0]] = 1;
      continue;
    }
    if (instruction.kind === "run") {
      const key = writes.map((id) => leads[id]).join("");
      const inputs = inputsThatLead[instruction.segment](key);
      found[i] = Number(inputs.includes(1) || key.includes("1"));
      leading.set(i, { inputs, outputs: Uint8Array.from(writes, (id) => leads[id]) });
      // What is written here is another value before this point, unless it is a part of a buffer.
      for (const id of instruction.outputs) if (buffers[id].kind !== "view") leads[id] = 0;
      reads.forEach((id, position) => {
        if (inputs[position]) leads[id] = 1;
      });
      continue;
    }
    const isLeading = writes.some((id) => leads[id] === 1);
    found[i] = Number(isLeading);
    if (instruction.kind !== "accumulate") for (const id of writes) if (buffers[id].kind !== "view") leads[id] = 0;
    if (isLeading) for (const id of reads) leads[id] = 1;
  }
  return { leadsToProduct: found, leading };
}

/** By input of a segment: 1 if a product of the segment, or an output marked 1 in `outputs`, depends on it. */
function leadingInputs({ graph }: Segment, outputs: string): Uint8Array {
  const leads = new Uint8Array(graph.types.length);
  graph.outputs.forEach(({ value }, position) => {
    if (outputs[position] === "1") leads[value] = 1;
  });
  for (const { kind, operands, results } of [...graph.ops].reverse())
    if (!isFusable(kind) || results.some((value) => leads[value])) for (const operand of operands) leads[operand] = 1;
  return Uint8Array.from(graph.inputs, ({ value }) => leads[value]);
}

/** By instruction: 1 if it is a collective whose operand is computed from state alone. */
function findOfState({ instructions, buffers, segments }: MeshProgram, states: ReadonlySet<BufferId>): Uint8Array {
  const isOfState = new Uint8Array(buffers.length);
  for (const id of states) isOfState[baseOf(buffers, id)] = 1;
  const found = new Uint8Array(instructions.length);
  const outputsOfState = segments.map(({ graph }) => memoize((inputs: string) => outputsOf(graph, inputs)));
  instructions.forEach((instruction, i) => {
    const { reads, writes } = accessOf(instruction, buffers);
    if (instruction.kind === "run") {
      const outputs = outputsOfState[instruction.segment](reads.map((id) => isOfState[id]).join(""));
      writes.forEach((id, position) => {
        isOfState[id] = outputs[position];
      });
      return;
    }
    const value = Number(reads.length > 0 && reads.every((id) => isOfState[id] === 1));
    if ("attrs" in instruction) found[i] = value;
    for (const id of writes) isOfState[id] = value;
  });
  return found;
}

/** By output of a segment: 1 if it is computed from inputs marked 1 in `inputs` alone. */
function outputsOf(graph: Graph, inputs: string): Uint8Array {
  const isOf = new Uint8Array(graph.types.length);
  graph.inputs.forEach(({ value }, position) => {
    isOf[value] = Number(inputs[position]);
  });
  const definers = definingOps(graph);
  const isConstant = (value: number): boolean => definers[value] >= 0 && isSource(graph.ops[definers[value]].kind);
  for (const { operands, results } of graph.ops) {
    const is = operands.some((value) => isOf[value]) && operands.every((value) => isOf[value] || isConstant(value));
    for (const value of results) isOf[value] = Number(is);
  }
  return Uint8Array.from(graph.outputs, ({ value }) => isOf[value]);
}
