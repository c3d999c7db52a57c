/** @file Loops whose number of iterations depends on data: one op each, which every device computes whole. */
import { countText } from "../../../base/units.ts";
import { Loop } from "../../../ir/loop.ts";
import type { Conversion } from "./conversion.ts";
import type { Handle } from "./emitter.ts";

/** The real tensors that make up values. */
export const partsOf = (values: readonly Handle[]): Handle[] => values.flatMap((value) => value.complex ?? [value]);

/** Values like `values`, made of `parts`. */
export function joined(values: readonly Handle[], parts: readonly Handle[]): Handle[] {
  let at = 0;
  return values.map(({ complex }): Handle => {
    if (!complex) return parts[at++];
    const [real, imag] = [parts[at++], parts[at++]];
    return { complex: [real, imag], type: real.type };
  });
}

export function keepLoop({ converter, emitter, operands, operation }: Conversion): readonly Handle[] {
  const outside = converter.outside(operation.regions, operation);
  const [condition, body] = operation.regions.map((region) => converter.graph(region, operands, outside, operation));
  const captured = partsOf(outside.map(([, value]) => value).filter(({ known }) => !known));
  const loop = new Loop(condition, body);
  const results = emitter.emit("while", [...partsOf(operands), ...captured], { loop });
  converter.note(
    `runs until its data say, so it is kept whole: every device computes all of it, ${countText(loop.flops)} operations a step; its cost is that of one step`,
    operation,
  );
  return joined(operands, results);
}
