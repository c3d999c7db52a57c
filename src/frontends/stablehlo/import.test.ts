import { expect, test } from "vitest";
import { evaluateGraph } from "../../ir/evaluate.ts";
import { type TensorData, typeText } from "../../ir/types.ts";
import { importGraph } from "./import.ts";
import { parseModule } from "./parse.ts";

const importText = (text: string) => importGraph(parseModule(text, "t.mlir"));

/** A module of one function; `%r` is what it returns. */
const moduleOf = (args: string, body: string, result: string, count = 1): string =>
  `func.func @main(${args}) -> ${result} {\n${body}\nreturn ${count === 1 ? "%r" : "%r#0, %r#1"} : ${result.replace(/^\((.*)\)$/, "$1")}\n}`;

/** The results of the module. */
function run(text: string, ...inputs: TensorData[]): number[][] {
  return evaluateGraph(importText(text).graph, inputs).map((data) => [...data].map(Number));
}

const f32 = (...values: number[]): Float32Array => Float32Array.from(values);

test("operations that the IR lacks keep their precision", () => {
  const unary = (name: string, ...values: number[]): number[] => {
    const type = `tensor<${values.length}xf32>`;
    const form = name.startsWith("chlo") ? `${type} -> ${type}` : type;
    return run(moduleOf(`%x: ${type}`, `%r = ${name} %x : ${form}`, type), f32(...values))[0];
  };
  const close = (found: number[], wanted: number[]) => {
    found.forEach((value, i) => {
      if (Number.isFinite(wanted[i]))
        expect(Math.abs(value - wanted[i])).toBeLessThanOrEqual(1e-6 * Math.abs(wanted[i]));
      else expect(value).toBe(wanted[i]);
    });
  };
  const x = [-1e30, -3, -1e-6, 0, 1e-7, 0.3, 2, 1e30];
  close(
    unary("stablehlo.exponential_minus_one", ...x),
    x.map((v) => Math.fround(Math.expm1(Math.fround(v)))),
  );
  const y = [-0.9, -1e-6, 0, 1e-7, 0.3, 2, 1e30, Number.POSITIVE_INFINITY];
  close(
    unary("stablehlo.log_plus_one", ...y),
    y.map((v) => Math.log1p(Math.fround(v))),
  );
  close(
    unary("chlo.sinh", -3, 1e-6, 2),
    [-3, 1e-6, 2].map((v) => Math.sinh(Math.fround(v))),
  );
  close(
    unary("chlo.asinh", -3, 1e-6, 2e20),
    [-3, 1e-6, 2e20].map((v) => Math.asinh(Math.fround(v))),
  );
  close(
    unary("chlo.atanh", -0.5, 1e-6, 0.99),
    [-0.5, 1e-6, 0.99].map((v) => Math.atanh(Math.fround(v))),
  );
  expect(unary("stablehlo.round_nearest_even", -2.5, -0.5, 0.5, 1.5, 2.4, 0.49999997)).toEqual([-2, -0, 0, 2, 2, 0]);
  expect(unary("stablehlo.round_nearest_afz", -2.5, -0.5, 0.5, 1.5, 2.4, 0.49999997)).toEqual([-3, -1, 1, 2, 2, 0]);
  const finite = "tensor<4xf32>";
  expect(
    run(
      moduleOf(`%x: ${finite}`, `%r = stablehlo.is_finite %x : (${finite}) -> tensor<4xi1>`, "tensor<4xi1>"),
      f32(1, Number.NaN, Number.POSITIVE_INFINITY, -3e38),
    ),
  ).toEqual([[1, 0, 0, 1]]);
});

test("bits of integers: arithmetic shifts and leading zeros", () => {
  const type = "tensor<4xi32>";
  const x = Int32Array.of(-8, -1, 1, 0x7fffffff);
  const shift = moduleOf(`%x: ${type}, %y: ${type}`, `%r = stablehlo.shift_right_arithmetic %x, %y : ${type}`, type);
  expect(run(shift, x, Int32Array.of(1, 40, 1, 3))).toEqual([[-4, -1, 0, 0x0fffffff]]);
  expect(run(moduleOf(`%x: ${type}`, `%r = stablehlo.count_leading_zeros %x : ${type}`, type), x)).toEqual([
    [0, 0, 31, 1],
  ]);
});

const window = (name: string, sizes: string, body: string, operands: string, types: string, result: string): string =>
  `%r = "stablehlo.${name}"(${operands}) <{${sizes}}> (${body}) : ${types} -> ${result}`;

const adds = `{ ^bb0(%a: tensor<f32>, %b: tensor<f32>): %s = stablehlo.add %a, %b : tensor<f32> stablehlo.return %s : tensor<f32> }`;
const atLeast = `{ ^bb0(%a: tensor<f32>, %b: tensor<f32>): %c = stablehlo.compare GE, %a, %b, FLOAT : (tensor<f32>, tensor<f32>) -> tensor<i1> stablehlo.return %c : tensor<i1> }`;

test("windows of any size combine by doubling, also with strides, padding and dilation", () => {
  for (const [size, stride, low, high, dilation] of [
    [1, 1, 0, 0, 1],
    [7, 1, 6, 0, 1],
    [3, 2, 1, 1, 1],
    [5, 3, 2, 4, 2],
  ]) {
    const x = f32(...Array.from({ length: 11 }, (_, i) => (i * 7) % 5));
    const padded = [...Array(low).fill(0), ...x, ...Array(high).fill(0)];
    const wanted: number[] = [];
    for (let at = 0; at + (size - 1) * dilation < padded.length; at += stride) {
      wanted.push(Array.from({ length: size }, (_, k) => padded[at + k * dilation]).reduce((a, b) => a + b));
    }
    const attributes = `padding = dense<[[${low}, ${high}]]> : tensor<1x2xi64>, window_dilations = array<i64: ${dilation}>, window_dimensions = array<i64: ${size}>, window_strides = array<i64: ${stride}>`;
    const result = `tensor<${wanted.length}xf32>`;
    const body = window("reduce_window", attributes, adds, "%x, %i", "(tensor<11xf32>, tensor<f32>)", result);
    expect(run(moduleOf("%x: tensor<11xf32>, %i: tensor<f32>", body, result), x, f32(10))).toEqual([
      wanted.map((v) => v + 10),
    ]);
  }
});

test("select_and_scatter sends each source to the first of the largest elements of its window", () => {
  const attributes =
    "window_dimensions = array<i64: 3>, window_strides = array<i64: 2>, padding = dense<[[1, 0]]> : tensor<1x2xi64>";
  const types = "(tensor<6xf32>, tensor<3xf32>, tensor<f32>)";
  const body = window("select_and_scatter", attributes, `${atLeast}, ${adds}`, "%x, %s, %i", types, "tensor<6xf32>");
  const args = "%x: tensor<6xf32>, %s: tensor<3xf32>, %i: tensor<f32>";
  // Windows: [·, 1, 5], [5, 2, 2], [2, 7, 7].
  const results = run(moduleOf(args, body, "tensor<6xf32>"), f32(1, 5, 2, 2, 7, 7), f32(10, 20, 30), f32(0));
  expect(results).toEqual([[0, 30, 0, 0, 30, 0]]);
});

test.each(["reduce_window", "select_and_scatter"])("an empty window of %s is refused", (name) => {
  const isReduction = name === "reduce_window";
  const region = isReduction ? adds : `${atLeast}, ${adds}`;
  const operands = isReduction ? "%x, %i" : "%x, %s, %i";
  const types = isReduction ? "(tensor<6xf32>, tensor<f32>)" : "(tensor<6xf32>, tensor<3xf32>, tensor<f32>)";
  const args = "%x: tensor<6xf32>, %s: tensor<3xf32>, %i: tensor<f32>";
  const body = window(name, "window_dimensions = array<i64: 0>", region, operands, types, "tensor<6xf32>");
  expect(() => importText(moduleOf(args, body, "tensor<6xf32>"))).toThrow(
    "needs 1 numbers of 1 or more for window_dimensions, got 0",
  );
});

test("a sort finds its keys in the comparator: several, ascending and descending", () => {
  const scalars = "%a: tensor<i32>, %b: tensor<i32>, %c: tensor<f32>, %d: tensor<f32>";
  const sort = `%r:2 = "stablehlo.sort"(%x, %y) <{dimension = 0 : i64, is_stable = true}> ({ ^bb0(${scalars}):
    %1 = stablehlo.compare EQ, %a, %b, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %2 = stablehlo.compare GT, %c, %d, TOTALORDER : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %3 = stablehlo.compare LT, %a, %b, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %4 = stablehlo.and %1, %2 : tensor<i1>
    %5 = stablehlo.or %3, %4 : tensor<i1>
    stablehlo.return %5 : tensor<i1> }) : (tensor<5xi32>, tensor<5xf32>) -> (tensor<5xi32>, tensor<5xf32>)`;
  const text = moduleOf("%x: tensor<5xi32>, %y: tensor<5xf32>", sort, "(tensor<5xi32>, tensor<5xf32>)", 2);
  expect(run(text, Int32Array.of(2, 1, 2, 1, 0), f32(1, 2, 3, 4, 5))).toEqual([
    [0, 1, 1, 2, 2],
    [5, 4, 2, 3, 1],
  ]);
});

test("top_k takes the largest, the first of equals first", () => {
  const top = "%r:2 = chlo.top_k(%x, k = 3) : tensor<5xf32> -> (tensor<3xf32>, tensor<3xi32>)";
  const text = moduleOf("%x: tensor<5xf32>", top, "(tensor<3xf32>, tensor<3xi32>)", 2);
  expect(run(text, f32(1, 4, -2, 4, 3))).toEqual([
    [4, 4, 3],
    [1, 3, 4],
  ]);
});

test("slices whose place is computed are kept inside", () => {
  const slice = "%r = stablehlo.dynamic_slice %x, %i, sizes = [2] : (tensor<5xf32>, tensor<i32>) -> tensor<2xf32>";
  const text = moduleOf("%x: tensor<5xf32>, %i: tensor<i32>", slice, "tensor<2xf32>");
  expect([-3, 1, 9].map((at) => run(text, f32(0, 1, 2, 3, 4), Int32Array.of(at))[0])).toEqual([
    [0, 1],
    [1, 2],
    [3, 4],
  ]);
  const update =
    "%r = stablehlo.dynamic_update_slice %x, %y, %i : (tensor<5xf32>, tensor<2xf32>, tensor<i32>) -> tensor<5xf32>";
  const updating = moduleOf("%x: tensor<5xf32>, %y: tensor<2xf32>, %i: tensor<i32>", update, "tensor<5xf32>");
  expect([-3, 1, 9].map((at) => run(updating, f32(0, 1, 2, 3, 4), f32(7, 8), Int32Array.of(at))[0])).toEqual([
    [7, 8, 2, 3, 4],
    [0, 7, 8, 3, 4],
    [0, 1, 2, 7, 8],
  ]);
});

const counting = (limit: string): string => `%r = stablehlo.while(%i = %c) : tensor<i32> cond {
    %n = stablehlo.compare LT, %i, ${limit}, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %n : tensor<i1> } do {
    %s = stablehlo.add %i, %i : tensor<i32>
    stablehlo.return %s : tensor<i32> }`;

test("a loop over constants is computed, one whose end is not known is kept", () => {
  const constants =
    "%c = stablehlo.constant dense<1> : tensor<i32>\n%l = stablehlo.constant dense<100> : tensor<i32>\n";
  expect(run(moduleOf("", constants + counting("%l"), "tensor<i32>"))).toEqual([[128]]);
  const text = moduleOf("%x: tensor<i32>", constants + counting("%x"), "tensor<i32>");
  const { graph, notes } = importText(text);
  expect(graph.ops.map(({ kind }) => kind)).toContain("while");
  expect(notes).toEqual([
    "t.mlir:4:1: stablehlo.while: runs until its data say, so it is kept whole: every device computes all of it, 2 operations a step; its cost is that of one step",
  ]);
  expect([0, 9, 64].map((limit) => run(text, Int32Array.of(limit))[0][0])).toEqual([1, 16, 64]);
});

test("a kept loop carries complex numbers, and reads known and unknown values around it", () => {
  // z ← z² + c while |z| < 2 and fewer than 40 steps.
  const text = moduleOf(
    "%re: tensor<f32>, %im: tensor<f32>",
    `%c = stablehlo.complex %re, %im : tensor<complex<f32>>
    %zero = stablehlo.constant dense<0> : tensor<i32>
    %two = stablehlo.constant dense<2.0> : tensor<f32>
    %z0 = stablehlo.constant dense<(0.0, 0.0)> : tensor<complex<f32>>
    %l:2 = stablehlo.while(%z = %z0, %k = %zero) : tensor<complex<f32>>, tensor<i32>
      cond {
        %a = stablehlo.abs %z : (tensor<complex<f32>>) -> tensor<f32>
        %p = stablehlo.compare LT, %a, %two : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %n = stablehlo.constant dense<40> : tensor<i32>
        %q = stablehlo.compare LT, %k, %n : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %r = stablehlo.and %p, %q : tensor<i1>
        stablehlo.return %r : tensor<i1>
      } do {
        %s = stablehlo.multiply %z, %z : tensor<complex<f32>>
        %t = stablehlo.add %s, %c : tensor<complex<f32>>
        %one = stablehlo.constant dense<1> : tensor<i32>
        %next = stablehlo.add %k, %one : tensor<i32>
        stablehlo.return %t, %next : tensor<complex<f32>>, tensor<i32>
      }
    %r = stablehlo.add %l#1, %zero : tensor<i32>`,
    "tensor<i32>",
  );
  const steps = (re: number, im: number): number => {
    let [x, y, k] = [0, 0, 0];
    for (; Math.hypot(x, y) < 2 && k < 40; k++) [x, y] = [x * x - y * y + re, 2 * x * y + im];
    return k;
  };
  for (const [re, im] of [
    [0.5, 0.6],
    [-0.1, 0.1],
    [1, 1],
    [0.3, 0.5],
  ])
    expect(run(text, f32(re), f32(im))[0][0]).toBe(steps(re, im));
});

test("a choice that is known takes its branch, another selects among the results of all", () => {
  const branch = (name: string) => `{ %y = stablehlo.${name} %x : tensor<f32> stablehlo.return %y : tensor<f32> }`;
  const choose = `%r = "stablehlo.case"(%i) (${["negate", "exponential", "abs"].map(branch).join(", ")}) : (tensor<i32>) -> tensor<f32>`;
  const text = moduleOf("%i: tensor<i32>, %x: tensor<f32>", choose, "tensor<f32>");
  expect([0, 1, 2, -5].map((i) => run(text, Int32Array.of(i), f32(-3))[0][0])).toEqual([
    3,
    Math.fround(Math.exp(-3)),
    3,
    3,
  ]);
  expect(importText(text).notes).toEqual([
    "t.mlir:2:1: stablehlo.case: every branch is computed, and the results of one are taken",
  ]);
  const known = moduleOf("%x: tensor<f32>", `%i = stablehlo.constant dense<1> : tensor<i32>\n${choose}`, "tensor<f32>");
  expect(importText(known).graph.ops.map(({ kind }) => kind)).toEqual(["exponential"]);
});

test("composites are what their decomposition computes, called functions are scopes", () => {
  const text = `module @m {
    func.func public @main(%x: tensor<2xf32>) -> tensor<2xf32> {
      %0 = stablehlo.composite "my.double" %x {decomposition = @double} : (tensor<2xf32>) -> tensor<2xf32>
      return %0 : tensor<2xf32>
    }
    func.func private @double(%x: tensor<2xf32>) -> tensor<2xf32> {
      %0 = stablehlo.add %x, %x : tensor<2xf32>
      return %0 : tensor<2xf32>
    }
  }`;
  expect(run(text, f32(1, 2))).toEqual([[2, 4]]);
  expect(importText(text).graph.ops[0].scope).toBe("double");
});

test("batch groups of a convolution are groups of its channels", () => {
  const args = "%x: tensor<4x2x3xf32>, %w: tensor<6x2x2xf32>";
  const convolution = `%r = stablehlo.convolution(%x, %w) dim_numbers = [b, f, 0]x[o, i, 0]->[b, f, 0], window = {stride = [1]}
    {batch_group_count = 2 : i64, feature_group_count = 1 : i64} : (tensor<4x2x3xf32>, tensor<6x2x2xf32>) -> tensor<2x6x2xf32>`;
  const { graph } = importText(moduleOf(args, convolution, "tensor<2x6x2xf32>"));
  expect(typeText(graph.types[graph.outputs[0].value])).toBe("tensor<2x6x2xf32>");
  const x = Float32Array.from({ length: 24 }, (_, i) => i);
  const w = Float32Array.from({ length: 24 }, (_, i) => (i % 5) - 1);
  const wanted: number[] = [];
  for (let n = 0; n < 2; n++) {
    for (let o = 0; o < 6; o++) {
      for (let at = 0; at < 2; at++) {
        let sum = 0;
        const batch = Math.floor(o / 3) * 2 + n;
        for (let f = 0; f < 2; f++)
          for (let k = 0; k < 2; k++) sum += x[batch * 6 + f * 3 + at + k] * w[o * 4 + f * 2 + k];
        wanted.push(sum);
      }
    }
  }
  expect([...evaluateGraph(graph, [x, w])[0]].map(Number)).toEqual(wanted);
});

test.each([
  [moduleOf("%x: tensor<?xf32>", "%r = stablehlo.abs %x : tensor<?xf32>", "tensor<?xf32>"), "sizes must be known"],
  [
    moduleOf(
      "%x: tensor<4xf32>",
      "%r = stablehlo.custom_call @lapack_ssyevd_ffi(%x) : (tensor<4xf32>) -> tensor<4xf32>",
      "tensor<4xf32>",
    ),
    "t.mlir:2:1: stablehlo.custom_call: calls lapack_ssyevd_ffi, code outside of the module",
  ],
  [
    moduleOf("%x: tensor<2xf32>", "%r = chlo.bessel_i1e %x : tensor<2xf32> -> tensor<2xf32>", "tensor<2xf32>"),
    "t.mlir:2:1: chlo.bessel_i1e: has no form in the op set",
  ],
  [
    moduleOf("%x: tensor<4xf32>", "%r = stablehlo.reshape %x : (tensor<4xf32>) -> tensor<5xf32>", "tensor<5xf32>"),
    "t.mlir:2:1: stablehlo.reshape",
  ],
  [
    moduleOf("%x: tensor<4xf32>", "%r = stablehlo.negate %x : (tensor<4xf32>) -> tensor<4xi32>", "tensor<4xi32>"),
    "is written with a result of type tensor<4xi32>",
  ],
  ["func.func private @f()", "needs a function @main, or one public function"],
])("%s is refused", (text, message) => {
  expect(() => importText(text)).toThrow(message);
});

test.each([
  ["%1 = stablehlo.add %a : (tensor<2xf32>) -> tensor<2xf32>", "stablehlo.add: has 1 operand; give 2"],
  [
    '%1 = "stablehlo.select"(%a, %a) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>',
    "stablehlo.select: has 2 operands; give 3",
  ],
  [
    '%1 = "stablehlo.sort"(%a) ({ ^bb0(%x: tensor<f32>): stablehlo.return %x : tensor<f32> }) {dimension = 0 : i64, is_stable = false} : (tensor<2xf32>) -> tensor<2xf32>',
    "stablehlo.sort: has a region with 1 argument; give 2",
  ],
  [
    '%1 = "stablehlo.reduce"(%a, %a, %a) ({ ^bb0(%x: tensor<f32>, %y: tensor<f32>): stablehlo.return %x : tensor<f32> }) {dimensions = array<i64: 0>} : (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>',
    "stablehlo.reduce: has 3 operands; give 2, 4, 6 or so on",
  ],
])("an operation of another form is refused: %s", (line, message) => {
  const text = `func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> {\n${line}\nreturn %1 : tensor<2xf32>\n}`;
  expect(() => importGraph(parseModule(text, "t"))).toThrow(message);
});

test("bits of narrow elements join to wide ones, lowest first, and come apart again", () => {
  const [narrow, wide] = ["tensor<3x2xui32>", "tensor<3xui64>"];
  const join = moduleOf(`%x: ${narrow}`, `%r = stablehlo.bitcast_convert %x : (${narrow}) -> ${wide}`, wide);
  const words = Uint32Array.of(1, 2, 0xffffffff, 0, 7, 0x80000000);
  const joined = evaluateGraph(importText(join).graph, [words])[0] as BigUint64Array;
  expect([...joined]).toEqual([0x200000001n, 0xffffffffn, 0x8000000000000007n]);
  const apart = moduleOf(`%x: ${wide}`, `%r = stablehlo.bitcast_convert %x : (${wide}) -> ${narrow}`, narrow);
  expect(run(apart, joined)[0]).toEqual([...words]);
  const floats = moduleOf(
    "%x: tensor<f64>",
    "%r = stablehlo.bitcast_convert %x : (tensor<f64>) -> tensor<8xui8>",
    "tensor<8xui8>",
  );
  expect(run(floats, Float64Array.of(-1.1))[0]).toEqual([...new Uint8Array(Float64Array.of(-1.1).buffer)]);
});

test("a scan of CHLO carries values along its dim, in either direction", () => {
  const scan = (attributes: string) =>
    moduleOf(
      "%x: tensor<2x3xi32>, %c: tensor<2xi32>",
      `%r:2 = chlo.scan(%x) inits(%c) dimension=1 ${attributes} {
      ^bb0(%a: tensor<2xi32>, %b: tensor<2xi32>):
        %s = stablehlo.add %a, %b : tensor<2xi32>
        stablehlo.return %s, %s : tensor<2xi32>, tensor<2xi32>
      } : (tensor<2x3xi32>, tensor<2xi32>) -> (tensor<2x3xi32>, tensor<2xi32>)`,
      "(tensor<2x3xi32>, tensor<2xi32>)",
      2,
    );
  const inputs = [Int32Array.of(1, 2, 3, 4, 5, 6), Int32Array.of(0, 10)] as const;
  expect(run(scan(""), ...inputs)).toEqual([
    [1, 3, 6, 14, 19, 25],
    [6, 25],
  ]);
  expect(run(scan("attributes {is_reverse = true}"), ...inputs)).toEqual([
    [6, 5, 3, 25, 21, 16],
    [6, 25],
  ]);
});

test("a convolution of 64-bit integers is exact", () => {
  const text = moduleOf(
    "%x: tensor<1x3x1xi64>, %w: tensor<2x1x1xi64>",
    "%r = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x3x1xi64>, tensor<2x1x1xi64>) -> tensor<1x2x1xi64>",
    "tensor<1x2x1xi64>",
  );
  const big = 2n ** 53n + 1n;
  const [result] = evaluateGraph(importText(text).graph, [BigInt64Array.of(big, 1n, 2n), BigInt64Array.of(1n, -3n)]);
  expect([...result]).toEqual([big - 3n, -5n]);
});

test("a loop that cannot end is refused at once", () => {
  const text = moduleOf(
    "%x: tensor<i32>",
    `%c = stablehlo.constant dense<0> : tensor<i32>
    %r:2 = stablehlo.while(%i = %c, %a = %x) : tensor<i32>, tensor<i32>
      cond {
        %n = stablehlo.constant dense<4> : tensor<i32>
        %p = stablehlo.compare LT, %i, %n : (tensor<i32>, tensor<i32>) -> tensor<i1>
        stablehlo.return %p : tensor<i1>
      } do {
        %z = stablehlo.constant dense<0> : tensor<i32>
        %j = stablehlo.add %i, %z : tensor<i32>
        %b = stablehlo.add %a, %a : tensor<i32>
        stablehlo.return %j, %b : tensor<i32>, tensor<i32>
      }`,
    "(tensor<i32>, tensor<i32>)",
    2,
  );
  expect(() => importText(text)).toThrow(/^t.mlir:3:5: stablehlo.while: never ends/);
});

test("operations of complex numbers on real ones are refused by position", () => {
  const conj = moduleOf("%x: tensor<2xf32>", "%r = chlo.conj %x : tensor<2xf32> -> tensor<2xf32>", "tensor<2xf32>");
  expect(() => importText(conj)).toThrow(/^t.mlir:2:1: chlo.conj: is written with a result of type tensor<2xf32>/);
});

test("complex arguments and results hold their parts in a last dim", () => {
  const text = moduleOf(
    "%x: tensor<2xcomplex<f32>>",
    "%r = stablehlo.multiply %x, %x : tensor<2xcomplex<f32>>",
    "tensor<2xcomplex<f32>>",
  );
  const { graph, complexOutputs } = importText(text);
  expect(complexOutputs).toEqual([true]);
  expect(graph.types[graph.inputs[0].value]).toEqual({ shape: [2, 2], dtype: "f32" });
  // (1 + 2i)² and (3 − i)².
  expect(run(text, f32(1, 2, 3, -1))).toEqual([[-3, 4, 8, -6]]);
});
