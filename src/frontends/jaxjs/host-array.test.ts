import { expect, test } from "vitest";
import { InvalidConfig } from "../../base/errors.ts";
import { HostArray, TensorSpec } from "./host-array.ts";

test("data, shapes and types that there are not are refused with what to give", () => {
  const data = new Float32Array(6);
  const cases: [unknown[], string][] = [
    [[[1, 2, 3], [3]], "HostArray: got a list for data; give a typed array, such as Float32Array.from(…)"],
    [[undefined, [3]], "HostArray: got undefined for data; give a typed array"],
    [[new DataView(new ArrayBuffer(4)), [1]], "HostArray: got object for data; give a typed array"],
    [[data, 6], "HostArray: got the shape 6; give a list of sizes, such as [32, 64]"],
    [[data], "HostArray: got the shape undefined; give a list of sizes"],
    [[data, [2.5, 2]], "HostArray: got the shape [2.5,2]; give a list of sizes"],
    [[data, [-6, -1]], "HostArray: got the shape [-6,-1]; give a list of sizes"],
    [[data, [4]], "HostArray: shape [4] holds 4 elements, got 6; give as many"],
    [[data, [6], "float32"], 'HostArray: has no type "float32"'],
    [[data, [6], "f23"], 'HostArray: has no type "f23"; did you mean "f32"?'],
    [
      [new Int32Array(6), [6]],
      "HostArray: f32 is not held in a Int32Array; give a Float32Array, or the data's own type",
    ],
  ];
  for (const [args, message] of cases) {
    const make = () => new HostArray(...(args as [Float32Array, number[]]));
    expect(make).toThrow(InvalidConfig);
    expect(make).toThrow(message);
  }
  expect(() => new TensorSpec([2, Number.NaN])).toThrow("TensorSpec: got the shape [2,NaN]; give a list of sizes");
  expect(() => new TensorSpec([2], "float" as never)).toThrow('TensorSpec: has no type "float"');
  expect(new TensorSpec([]).shape).toEqual([]);
  expect(new HostArray(new Uint8Array(0), [0, 3], "i1").data).toHaveLength(0);
});
