import { expect, test } from "vitest";
import { fromBrainFloat, fromHalf, toBrainFloat, toHalf } from "../../../base/half.ts";
import { type Random, seededRandom } from "../../../base/random.ts";
import { bytesSent } from "../../../ir/bytes-sent.ts";
import { type CollectiveKind, collectiveKinds, type Reducer } from "../../../ir/ops.ts";
import { bytesPerElement, type DType, numElements, type TensorType, viewData } from "../../../ir/types.ts";
import { axesSize, type Mesh, meshSize } from "../../../plan/placement.ts";
import { groupOf } from "../../../plan/shard.ts";
import { assembleModule, instantiateKernels } from "../wasm/assembler.ts";
import { copyKernel } from "../wasm/kernels.ts";
import { bindCollective, type Collective, collectiveKernels } from "./collective.ts";

/** A random mesh of 1–3 axes and at most 8 devices, with sizes that need not be powers of two. */
function randomMesh(random: Random): Mesh {
  const axes: { name: string; size: number }[] = [];
  let left = 8;
  for (const name of ["x", "y", "z"].slice(0, 1 + random.int(3))) {
    const size = 1 + random.int(left);
    axes.push({ name, size });
    left = Math.floor(left / size);
  }
  return { axes };
}

const indexOf = (shape: readonly number[], flat: number): number[] => {
  const index: number[] = [];
  for (let dim = shape.length - 1, rest = flat; dim >= 0; dim--) {
    index[dim] = rest % shape[dim];
    rest = Math.floor(rest / shape[dim]);
  }
  return index;
};
const flatOf = (shape: readonly number[], index: readonly number[]): number =>
  index.reduce((flat, i, dim) => flat * shape[dim] + i, 0);

const reduceNumbers: Record<Reducer, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
};

const localOutputShape = ({ kind, attrs }: Collective, shape: readonly number[]): number[] =>
  shape.map((size, dim) => {
    let result = size;
    if (kind === "all_gather" && attrs.dim === dim) result *= attrs.groupSize;
    if ((kind === "all_slice" || kind === "reduce_scatter") && attrs.dim === dim) result /= attrs.groupSize;
    if (kind === "all_to_all" && attrs.splitDim === dim) result /= attrs.groupSize;
    if (kind === "all_to_all" && attrs.concatDim === dim) result *= attrs.groupSize;
    return result;
  });

/** The expected result of member `position`, computed element by element from StableHLO's definitions. */
function expected(collective: Collective, shape: readonly number[], inputs: number[][], position: number): number[] {
  const { kind, attrs } = collective;
  const outShape = localOutputShape(collective, shape);
  return Array.from({ length: numElements(outShape) }, (_, flat) => {
    const index = indexOf(outShape, flat);
    const at = (member: number, changes: Record<number, number>): number =>
      inputs[member][
        flatOf(
          shape,
          index.map((i, dim) => changes[dim] ?? i),
        )
      ];
    if (kind === "all_reduce") return inputs.map((data) => data[flat]).reduce(reduceNumbers[attrs.reducer]);
    if (kind === "all_gather") {
      return at(Math.floor(index[attrs.dim] / shape[attrs.dim]), { [attrs.dim]: index[attrs.dim] % shape[attrs.dim] });
    }
    if (kind === "all_to_all") {
      const { splitDim, concatDim } = attrs;
      const piece = shape[splitDim] / attrs.groupSize;
      const width = splitDim === concatDim ? piece : shape[concatDim];
      const peer = Math.floor(index[concatDim] / width);
      const within = { [concatDim]: index[concatDim] % width };
      const source = (within[splitDim] ?? index[splitDim]) + position * piece;
      return at(peer, { ...within, [splitDim]: source });
    }
    const moved = { [attrs.dim]: index[attrs.dim] + position * outShape[attrs.dim] };
    if (kind === "all_slice") return at(position, moved);
    return inputs.map((_, member) => at(member, moved)).reduce(reduceNumbers[attrs.reducer]);
  });
}

/** Small integers, which every dtype adds and multiplies exactly. */
const encode: Partial<Record<DType, (x: number) => number | bigint>> = { f16: toHalf, bf16: toBrainFloat, i64: BigInt };
const decode: Partial<Record<DType, (x: number) => number>> = { f16: fromHalf, bf16: fromBrainFloat };

const memory = new WebAssembly.Memory({ initial: 64, maximum: 65536, shared: true });

/** Runs the members one after another: between two barriers, the result must not depend on their order. */
function runMembers(collective: Collective, type: TensorType, inputs: number[][], inPlace: boolean): number[][] {
  const module = new WebAssembly.Module(assembleModule([copyKernel(), ...collectiveKernels(collective, type)]));
  const kernels = instantiateKernels(module, memory);
  const outShape = localOutputShape(collective, type.shape);
  let top = 64;
  const allocate = (shape: readonly number[]): number => {
    const at = top;
    top += Math.ceil((numElements(shape) * bytesPerElement(type.dtype)) / 64) * 64;
    return at;
  };
  const ins = inputs.map(() => allocate(type.shape));
  const outs = inPlace ? ins : inputs.map(() => allocate(outShape));
  ins.forEach((at, member) => {
    const data = viewData(type.dtype, memory.buffer, at, numElements(type.shape));
    inputs[member].forEach((x, i) => {
      data[i] = encode[type.dtype]?.(x) ?? x;
    });
  });
  for (const position of [...inputs.keys()].reverse()) {
    bindCollective(collective, type, { memory, kernels, inputs: ins, outputs: outs, position })();
  }
  return outs.map((at) => {
    const data = viewData(type.dtype, memory.buffer, at, numElements(outShape));
    return Array.from(data as Float64Array, Number).map((bits) => decode[type.dtype]?.(bits) ?? bits);
  });
}

function randomCollective(random: Random, kind: CollectiveKind, mesh: Mesh): [Collective, TensorType] {
  const names = mesh.axes.map((axis) => axis.name).sort(() => random.next() - 0.5);
  const axes = names.slice(0, 1 + random.int(names.length));
  const groupSize = axesSize(mesh, axes);
  const dtype = random.pick<DType>([
    "f32",
    "f32",
    "f32",
    "f64",
    "f16",
    "bf16",
    "i64",
    "i32",
    "i8",
    "ui32",
    "ui8",
    "i1",
  ]);
  const rank = 1 + random.int(3);
  const dim = random.int(rank);
  const concatDim = random.int(rank);
  const shape = Array.from({ length: rank }, () => 1 + random.int(random.pick([3, 20])));
  if (kind !== "all_reduce" && kind !== "all_gather") shape[dim] = groupSize * (1 + random.int(4));
  const reducers: Reducer[] = dtype === "i1" ? ["and", "or"] : ["add", "multiply", "maximum", "minimum"];
  const reducer = random.pick(reducers);
  const attrs = { axes, groupSize, reducer, dim, splitDim: dim, concatDim };
  return [{ kind, attrs } as Collective, { dtype, shape }];
}

test.each(collectiveKinds)("%s on random meshes, axes, shapes and dtypes equals its definition", (kind) => {
  const random = seededRandom(7);
  for (let trial = 0; trial < 150; trial++) {
    const mesh = randomMesh(random);
    const [collective, type] = randomCollective(random, kind, mesh);
    const length = numElements(type.shape);
    const top = type.dtype === "i1" ? 2 : 3;
    const all = Array.from({ length: meshSize(mesh) }, () => Array.from({ length }, () => random.int(top)));
    const inPlace = kind === "all_reduce" && random.int(2) === 0;
    const members = groupOf(mesh, collective.attrs.axes, random.int(meshSize(mesh)));
    const inputs = members.map((rank) => all[rank]);
    const wrap = (x: number): number =>
      (({ i8: (x << 24) >> 24, ui8: x & 0xff }) as Partial<Record<DType, number>>)[type.dtype] ?? x;
    const results = runMembers(collective, type, inputs, inPlace);
    results.forEach((result, position) => {
      const want = expected(collective, type.shape, inputs, position).map(wrap);
      expect(result, JSON.stringify({ mesh, collective, type, position })).toEqual(want);
    });
  }
});

test("long f32 buffers are correct in whole vectors and in the tail", () => {
  for (const length of [15, 16, 17, 1000, 4099]) {
    const collective: Collective = { kind: "all_reduce", attrs: { axes: ["x"], groupSize: 3, reducer: "add" } };
    const inputs = [1, 10, 100].map((scale) => Array.from({ length }, (_, i) => scale * (i % 7)));
    for (const result of runMembers(collective, { dtype: "f32", shape: [length] }, inputs, true)) {
      expect(result).toEqual(Array.from({ length }, (_, i) => 111 * (i % 7)));
    }
  }
});

test("bytes are counted as NCCL counts bus bytes", () => {
  expect(bytesSent("all_reduce", 4, 1000)).toBe(1500);
  expect(bytesSent("reduce_scatter", 4, 1000)).toBe(750);
  expect(bytesSent("all_gather", 4, 250)).toBe(750);
  expect(bytesSent("all_to_all", 4, 1000)).toBe(750);
  expect(bytesSent("all_slice", 4, 1000)).toBe(0);
});
