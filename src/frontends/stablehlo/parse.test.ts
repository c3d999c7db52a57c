import { expect, test } from "vitest";
import { stepNames, stepText } from "../../../test/stablehlo/fixtures.ts";
import type { Attribute, Module, Operation, Region, Value } from "./ast.ts";
import { positionOf, typeText } from "./ast.ts";
import { parseModule } from "./parse.ts";

const inMain = (body: string, args = ""): string => `func.func @main(${args}) {\n${body}\nreturn\n}`;

/** The only operation of `text` in a function with arguments `args`. */
const operationOf = (text: string, args = ""): Operation =>
  parseModule(inMain(text, args)).functions.get("main")!.body!.operations[0];

function attributeOf(text: string): Attribute {
  return operationOf(`"test.op"() {value = ${text}} : () -> ()`).attributes.get("value")!;
}

/** An operation without what the two forms may say differently: names of values and places. */
function outline(module: Module): unknown {
  return [...module.functions.values()].map((func) => {
    const numbers = new Map<Value, number>();
    const define = (values: readonly Value[]) =>
      values.map((value) => {
        numbers.set(value, numbers.size);
        return typeText(value.type);
      });
    const attribute = (value: Attribute): unknown => {
      if (value.kind === "dialect" && value.fields) return [value.kind, value.name, ...entries(value.fields)];
      if (value.kind === "dialect") return [value.kind, value.name, value.text.replaceAll(" ", "")];
      if (value.kind === "array") return value.values.map(attribute);
      if (value.kind === "integer") return value.value;
      if (value.kind === "dictionary") return entries(value.entries);
      // A list of numbers is spelled `array<i64: 1>` by itself and `[1]` inside of dialect attributes.
      if (value.kind === "numbers") return value.values;
      return value;
    };
    const entries = (map: ReadonlyMap<string, Attribute>) =>
      [...map].map(([key, value]) => [key, attribute(value)] as const).sort(([a], [b]) => (a < b ? -1 : 1));
    const region = ({ args, operations }: Region): unknown => [define(args), operations.map(operation)];
    const operation = (op: Operation): unknown => [
      op.name,
      op.operands.map((value) => numbers.get(value)),
      entries(op.attributes),
      op.regions.map(region),
      define(op.results),
    ];
    return [func.name, func.isPublic, func.results, func.body && region(func.body)];
  });
}

test.each(stepNames)("the pretty and the generic form of %s say the same", (name) => {
  const [pretty, generic] = (["", ".generic"] as const).map((form) => parseModule(stepText(name, form)));
  expect(outline(pretty)).toEqual(outline(generic));
});

test("locations give arguments and operations their names, also where the text defines them later", () => {
  const { functions } = parseModule(stepText("mlp", ".debug"));
  const { args, body } = functions.get("main")!;
  expect(args.map(({ value }) => value.location?.name)).toEqual([
    "params[0][0]",
    "params[0][1]",
    "params[1][0]",
    "params[1][1]",
    "x",
    "y",
  ]);
  const names = body!.operations.map(({ location }) => location?.name ?? "");
  expect(names).toContain("jit(step)/jvp()/dot_general");
  expect(names).toContain("jit(step)/transpose(jvp())/dot_general");
});

test("constants: splats, lists, bits, strings of bytes, resources, complex and small floats", () => {
  const bytesOf = (text: string, type: string) => {
    const { attributes } = operationOf(`%0 = stablehlo.constant ${text} : tensor<${type}>`);
    const value = attributes.get("value")!;
    return value.kind === "dense" ? [value.isSplat, ...value.bytes] : value;
  };
  expect(bytesOf("dense<1.5>", "4xf32")).toEqual([true, 0, 0, 0xc0, 0x3f]);
  expect(bytesOf("dense<[[1, -1], [0x10, 255]]>", "2x2xi8")).toEqual([false, 1, 255, 16, 255]);
  expect(bytesOf("dense<[0xFF80, 0x7FC0]>", "2xbf16")).toEqual([false, 0x80, 0xff, 0xc0, 0x7f]);
  expect(bytesOf('dense<"0x0000803F00000040">', "2xf32")).toEqual([false, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]);
  expect(bytesOf('dense<"0x0500">', "9xi1")).toEqual([false, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
  expect(bytesOf("dense<[true, false]>", "2xi1")).toEqual([false, 1, 0]);
  expect(bytesOf("dense<>", "0x3xf32")).toEqual([false]);
  expect(bytesOf("dense<18446744073709551615>", "ui64")).toEqual([true, ...Array(8).fill(255)]);
  expect(bytesOf("dense<(1.0, -2.0)>", "complex<f16>")).toEqual([true, 0, 0x3c, 0, 0xc0]);
  // 1.0625 lies halfway between 1 and 1.125 and goes to the even code; 448 is the largest f8E4M3FN.
  expect(bytesOf("dense<[1.0, 1.0625, -448.0]>", "3xf8E4M3FN")).toEqual([false, 0x38, 0x38, 0xfe]);
  const text = `${inMain("%0 = stablehlo.constant dense_resource<blob> : tensor<2xi16>")}
{-# dialect_resources: { builtin: { blob: "0x0400000001000200" } } #-}`;
  const value = parseModule(text).functions.get("main")!.body!.operations[0].attributes.get("value");
  expect(value).toMatchObject({ kind: "dense", bytes: Uint8Array.of(1, 0, 2, 0) });
});

test("attributes of every kind", () => {
  expect(attributeOf("3 : i32")).toEqual({ kind: "integer", value: 3, type: { kind: "scalar", element: "i32" } });
  expect(attributeOf("-9223372036854775808")).toMatchObject({ kind: "integer", value: -(2n ** 63n) });
  expect(attributeOf("2.5e+1 : f64")).toMatchObject({ kind: "float", value: 25 });
  expect(attributeOf('"a\\22\\n\\\\é"')).toEqual({ kind: "string", value: 'a"\n\\é' });
  expect(attributeOf("[unit, true, @f::@g]")).toEqual({
    kind: "array",
    values: [{ kind: "unit" }, { kind: "bool", value: true }, { kind: "symbol", value: "f::g" }],
  });
  expect(attributeOf("array<i64: 1, -2>")).toEqual({ kind: "numbers", element: "i64", values: [1, -2] });
  expect(attributeOf("#stablehlo<precision HIGH>")).toEqual({
    kind: "dialect",
    name: "stablehlo.precision",
    text: "HIGH",
  });
  const gather = attributeOf("#stablehlo.gather<offset_dims = [2], index_vector_dim = 1>");
  expect(gather.kind === "dialect" && [...gather.fields!.keys()]).toEqual(["offset_dims", "index_vector_dim"]);
  expect(attributeOf('#sdy.sharding<@mesh, [{"a", ?}, {}], replicated={"b"}>')).toMatchObject({ name: "sdy.sharding" });
  expect(attributeOf("(tensor<2xf32>, i1) -> tuple<f32>")).toMatchObject({ kind: "type" });
});

test("operations with regions have the arguments of the generic form", () => {
  const args = "%x: tensor<4x3xf32>, %i: tensor<4x3xi32>, %a: tensor<f32>, %b: tensor<i32>";
  const reduce = operationOf(
    `%0:2 = stablehlo.reduce(%x init: %a), (%i init: %b) across dimensions = [1] : (tensor<4x3xf32>, tensor<4x3xi32>, tensor<f32>, tensor<i32>) -> (tensor<4xf32>, tensor<4xi32>)
     reducer(%p: tensor<f32>, %r: tensor<f32>) (%q: tensor<i32>, %s: tensor<i32>) { stablehlo.return %r, %s : tensor<f32>, tensor<i32> }`,
    args,
  );
  expect(reduce.operands.map(({ name }) => name)).toEqual(["%x", "%i", "%a", "%b"]);
  expect(reduce.regions[0].args.map(({ name }) => name)).toEqual(["%p", "%q", "%r", "%s"]);
  const loop = operationOf(
    `%0:2 = stablehlo.while(%c = %b, %y = %x) : tensor<i32>, tensor<4x3xf32> cond {
       %1 = stablehlo.compare LT, %c, %b, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
       stablehlo.return %1 : tensor<i1>
     } do { stablehlo.return %c, %y : tensor<i32>, tensor<4x3xf32> }`,
    args,
  );
  expect(loop.regions.map((region) => region.args.map(({ name }) => name))).toEqual([
    ["%c", "%y"],
    ["%c", "%y"],
  ]);
});

test("names belong to their region: an inner one may be used again outside", () => {
  const text = inMain(
    `%0:2 = "stablehlo.case"(%i) ({ %1 = stablehlo.negate %x : tensor<f32> stablehlo.return %1, %1 : tensor<f32>, tensor<f32> })
       : (tensor<i32>) -> (tensor<f32>, tensor<f32>)
     %1 = stablehlo.add %0#0, %0#1 : tensor<f32>`,
    "%i: tensor<i32>, %x: tensor<f32>",
  );
  const [choice, sum] = parseModule(text).functions.get("main")!.body!.operations;
  expect(sum.operands).toEqual(choice.results);
});

test.each([
  ["func.func @f() {\n  %0 = stablehlo.foo %1 : tensor<f32>\n}", "2:22: the value %1 is not defined"],
  ["func.func @f() { return", "1:24: expected an operation, found the end of the text"],
  ["module @m { func.func @f() }}", '1:29: expected an operation, found "}"'],
  ["func.func @f(%a: tensor<2xq32>)", '1:27: expected a type, found "q32>)"'],
  ['"a.b"() : ()', "1:13: expected '->' and the result types, found the end of the text"],
  ['"a.b', `1:1: the string has no closing '"'`],
  [inMain("%0 = stablehlo.constant dense<[1, 2]> : tensor<3xi32>"), "the list has 2 entries, dim 0 of the type 3"],
  [inMain("%0 = stablehlo.constant dense<1.5> : tensor<3xi32>"), "2:31: 1.5 is not of type i32"],
  [inMain('%0 = stablehlo.constant dense<"0x00"> : tensor<3xi32>'), "1 bytes for 3 elements of 4 bytes"],
  [inMain("%0:2 = stablehlo.iota dim = 0 : tensor<3xi32>"), "stablehlo.iota has 1 results, named are 2"],
  [inMain("%0 = foo.bar %1"), "the pretty form of foo.bar is not known; print the module in generic form"],
  [inMain("%0 = stablehlo.constant dense_resource<x> : tensor<f32>"), "the text has no data for the resource x"],
  [
    inMain("%0 = stablehlo.abs %x : tensor<3xf32>", "%x: tensor<2xf32>"),
    "type tensor<2xf32> is written as tensor<3xf32>",
  ],
  [`#a = ${"[".repeat(100_000)}`, "nested deeper than 200 levels"],
])("%s is refused by position", (text, message) => {
  expect(() => parseModule(text, "t.mlir")).toThrow(message);
});

test("positions count lines and columns from 1", () => {
  const module = parseModule(`// one\n${inMain("  %c = stablehlo.constant dense<1> : tensor<i32>")}`, "t.mlir");
  const [{ offset }] = module.functions.get("main")!.body!.operations;
  expect(positionOf(module, offset)).toBe("t.mlir:3:3");
});

test("a text of a megabyte is read in a fraction of a second", () => {
  const text = new TextDecoder().decode(stepText("gpt_f32"));
  const body = text.slice(text.indexOf("\n") + 1, text.lastIndexOf("}"));
  const copies = Array.from({ length: 10 }, (_, i) => body.replace(/@(\w+)/g, `@$1_${i}`));
  const bytes = new TextEncoder().encode(`module @many {\n${copies.join("")}}\n`);
  expect(bytes.length).toBeGreaterThan(990_000);
  const start = process.cpuUsage();
  parseModule(bytes);
  const { user, system } = process.cpuUsage(start);
  // 100 ms on an idle machine.
  expect((user + system) / 1e6).toBeLessThan(1);
});

test.each(["_", "1.0", "nan"])("%s is no integer", (text) => {
  const module = `func.func @main() -> tensor<2xi64> { %c = stablehlo.constant dense<[${text}, 1]> : tensor<2xi64> return %c : tensor<2xi64> }`;
  expect(() => parseModule(module, "t.mlir")).toThrow(`t.mlir:1:69: ${text} is not of type i64`);
});
