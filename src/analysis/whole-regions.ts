/**
 * @file Builds the regions of a Step of one microbatch: the accumulate region holds the ops that sums over the batch
 * and batch outputs need, the update all others. An op that both need runs in both.
 */
import { InternalError } from "../base/errors.ts";
import { definingOps, type Op, type ValueId } from "../ir/graph.ts";
import { signaturesOf } from "../ir/signatures.ts";
import type { TensorType } from "../ir/types.ts";
import type { BatchAnalysis } from "./batch.ts";
import type { BuiltRegions } from "./regions.ts";

/** By op or value of a graph, 1 for members. */
type Marks = Uint8Array;

/** The regions of a step of one microbatch. `sums[v]` is true if the update reads v instead of computing it. */
export function buildWholeRegions({ graph, states }: BatchAnalysis, sums: readonly boolean[]): BuiltRegions {
  const { name, types, inputs, outputs, ops } = graph;
  const definers = definingOps(graph);
  const inLoop: Marks = new Uint8Array(ops.length);
  const inUpdate: Marks = new Uint8Array(ops.length);
  const isAccumulated: Marks = new Uint8Array(types.length);
  const mark = (region: Marks, value: ValueId): void => {
    if (definers[value] >= 0) region[definers[value]] = 1;
  };
  const want = (value: ValueId): void => {
    if (sums[value]) isAccumulated[value] = 1;
    mark(sums[value] ? inLoop : inUpdate, value);
  };
  const isBatchOutput = (value: ValueId): boolean => states[value].kind === "split";
  for (const { value } of outputs) isBatchOutput(value) ? mark(inLoop, value) : want(value);
  for (let index = ops.length - 1; index >= 0; index--) if (inUpdate[index]) ops[index].operands.forEach(want);
  for (let index = ops.length - 1; index >= 0; index--)
    if (inLoop[index]) for (const operand of ops[index].operands) mark(inLoop, operand);

  const written: { types: TensorType[]; ops: Op[]; origins: number[] } = { types: [], ops: [], origins: [] };
  const define = (type: TensorType): ValueId => written.types.push(type) - 1;
  const loopIds = new Int32Array(types.length).fill(-1);
  const ports = inputs.map((port) => {
    loopIds[port.value] = define(types[port.value]);
    return { value: loopIds[port.value], name: port.name };
  });
  const signatures = signaturesOf(graph);
  /** By signature, the types of the results of an op. Equal ops share them, which makes later lookups faster. */
  const resultTypes = new Map<number, readonly TensorType[]>();
  const typesOf = (index: number): readonly TensorType[] => {
    let known = resultTypes.get(signatures[index]);
    if (!known) {
      known = ops[index].results.map((result) => types[result]);
      resultTypes.set(signatures[index], known);
    }
    return known;
  };
  const write = (region: Marks, ids: Int32Array, idOf: (value: ValueId) => ValueId): number => {
    for (let index = 0; index < ops.length; index++) {
      if (!region[index]) continue;
      const { operands, results } = ops[index];
      const ownTypes = typesOf(index);
      const own = results.map((result, position) => {
        ids[result] = define(ownTypes[position]);
        return ids[result];
      });
      written.ops.push({ ...ops[index], operands: operands.map(idOf), results: own } as Op);
      written.origins.push(index);
    }
    return written.ops.length;
  };
  const numAccumulateOps = write(inLoop, loopIds, (value) => idIn(loopIds, value));
  const updateIds = new Int32Array(types.length).fill(-1);
  for (const { value } of inputs) updateIds[value] = loopIds[value];
  const updateIdOf = (value: ValueId): ValueId => idIn(sums[value] ? loopIds : updateIds, value);
  write(inUpdate, updateIds, updateIdOf);

  const accumulated: ValueId[] = [];
  isAccumulated.forEach((isIn, value) => {
    if (isIn) accumulated.push(idIn(loopIds, value));
  });
  const regions = {
    graph: {
      name,
      types: written.types,
      inputs: ports,
      outputs: outputs.map((port) => ({
        value: isBatchOutput(port.value) ? idIn(loopIds, port.value) : updateIdOf(port.value),
        name: port.name,
      })),
      ops: written.ops,
    },
    prologue: [],
    numPrologueOps: 0,
    numAccumulateOps,
    accumulated: accumulated.sort((a, b) => a - b),
    reducers: new Map(),
  };
  return { regions, origins: written.origins };
}

function idIn(ids: Int32Array, value: ValueId): ValueId {
  if (ids[value] < 0) throw new InternalError("microbatches", `value ${value} is missing`);
  return ids[value];
}
