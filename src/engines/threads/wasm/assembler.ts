/**
 * @file A small WebAssembly assembler. It assembles functions, given as lists of bytes, into a module that imports one
 * shared memory. It names only the instructions that our kernels use. Source: WebAssembly core specification 2.0,
 * chapter 5.
 */

/** Value types. */
export const I32 = 0x7f;
export const V128 = 0x7b;

export type Code = readonly number[];

export interface WasmFunction {
  readonly name: string;
  /** Value types of the parameters; a kernel returns nothing. */
  readonly params: readonly number[];
  readonly locals: readonly number[];
  readonly body: Code;
}

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const memoryArgument = (byteOffset: number): number[] => [0, ...unsigned(byteOffset)];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

export const getLocal = (index: number): number[] => [0x20, ...unsigned(index)];
export const setLocal = (index: number): number[] => [0x21, ...unsigned(index)];
export const i32Const = (value: number): number[] => [0x41, ...signed(value)];
export const i32Add = [0x6a];
export const i32Sub = [0x6b];
export const i32And = [0x71];
export const i32ShiftRight = [0x76];
export const i32LessUnsigned = [0x49];
export const i32Load = (byteOffset = 0): number[] => [0x28, ...memoryArgument(byteOffset)];
export const i32Load8 = (byteOffset = 0): number[] => [0x2d, ...memoryArgument(byteOffset)];
export const i32Store = (byteOffset = 0): number[] => [0x36, ...memoryArgument(byteOffset)];
export const i32Store8 = (byteOffset = 0): number[] => [0x3a, ...memoryArgument(byteOffset)];
/** Pops destination, source and number of bytes. */
export const memoryCopy = [0xfc, 10, 0, 0];

export const vectorLoad = (byteOffset = 0): number[] => [...simd(0), ...memoryArgument(byteOffset)];
export const vectorStore = (byteOffset = 0): number[] => [...simd(11), ...memoryArgument(byteOffset)];
/** Loads 4 bytes into every lane. */
export const vectorLoad32Splat = (byteOffset = 0): number[] => [...simd(9), ...memoryArgument(byteOffset)];
/** Loads 4 bytes into lane 0, zero elsewhere. */
export const vectorLoad32Zero = (byteOffset = 0): number[] => [...simd(92), ...memoryArgument(byteOffset)];
/** Stores lane 0; pops address and vector. */
export const vectorStoreLane0 = (byteOffset = 0): number[] => [...simd(90), ...memoryArgument(byteOffset), 0];

/** Leaves lane 0 as an i32. */
export const vectorExtractLane0 = [...simd(0x1b), 0];

/** Vector instructions without immediates. */
export const vector = {
  splatI32: simd(0x11),
  eqI32: simd(0x37),
  neI32: simd(0x38),
  ltI32: simd(0x39),
  gtI32: simd(0x3b),
  leI32: simd(0x3d),
  geI32: simd(0x3f),
  eqF32: simd(0x41),
  neF32: simd(0x42),
  ltF32: simd(0x43),
  gtF32: simd(0x44),
  leF32: simd(0x45),
  geF32: simd(0x46),
  not: simd(0x4d),
  and: simd(0x4e),
  or: simd(0x50),
  xor: simd(0x51),
  /** Pops on_true, on_false and a mask. */
  select: simd(0x52),
  /** Pops two vectors, low lanes first. */
  narrowI32: simd(0x86),
  narrowI16: simd(0x66),
  extendLowU8: simd(0x89),
  extendLowU16: simd(0xa9),
  absI32: simd(0xa0),
  negateI32: simd(0xa1),
  addI32: simd(0xae),
  subtractI32: simd(0xb1),
  multiplyI32: simd(0xb5),
  minimumI32: simd(0xb6),
  maximumI32: simd(0xb8),
  absF32: simd(0xe0),
  negateF32: simd(0xe1),
  sqrtF32: simd(0xe3),
  addF32: simd(0xe4),
  subtractF32: simd(0xe5),
  multiplyF32: simd(0xe6),
  divideF32: simd(0xe7),
  minimumF32: simd(0xe8),
  maximumF32: simd(0xe9),
  /** Truncates toward zero, saturating; NaN becomes 0. */
  truncateF32: simd(0xf8),
  convertI32: simd(0xfa),
} as const;

/** Four equal 32-bit lanes. */
export function vectorConst(bits: number): number[] {
  const bytes = [bits & 0xff, (bits >>> 8) & 0xff, (bits >>> 16) & 0xff, bits >>> 24];
  return [...simd(12), ...bytes, ...bytes, ...bytes, ...bytes];
}

/** `if (condition) then else otherwise`; the condition is code that pushes an i32. */
export const ifElse = (condition: Code, then: Code, otherwise: Code = []): number[] => [
  ...condition,
  0x04,
  0x40,
  ...then,
  ...(otherwise.length > 0 ? [0x05, ...otherwise] : []),
  0x0b,
];

/** `while (condition) body`. */
export const whileLoop = (condition: Code, body: Code): number[] =>
  ifElse(condition, [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b]);

const section = (id: number, content: Code): number[] => [id, ...unsigned(content.length), ...content];
const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (value: string): number[] => {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
};

/**
 * The bytes of a module that imports `env.memory` (shared, any size up to 4 GiB) and exports every function by name.
 */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map((f) => [0x60, ...list(f.params.map((type) => [type])), 0]);
  const codes = functions.map((f) => {
    const content = [...list(f.locals.map((type) => [1, type])), ...f.body, 0x0b];
    return [...unsigned(content.length), ...content];
  });
  const sharedLimits = [0x03, 0, ...unsigned(65536)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list([[...text("env"), ...text("memory"), 0x02, ...sharedLimits]])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map((f, index) => [...text(f.name), 0x00, ...unsigned(index)]))),
    ...section(10, list(codes)),
  ]);
}

/** A kernel called from JavaScript; addresses are byte offsets, converted to 32 bits by the call. */
export type Kernel = (...args: number[]) => void;

/** Instantiates a module on `memory`. */
export function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Readonly<Record<string, Kernel>> {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Record<string, Kernel>;
}
