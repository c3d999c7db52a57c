/** @file The verifier: the rules every graph obeys, one message per rule. */
import { InvalidGraph } from "../base/errors.ts";
import { type Graph, opName } from "./graph.ts";
import { inferTypes, opRules } from "./table.ts";
import { sameType, typeText } from "./types.ts";

/**
 * Checks that values are defined once and before use, and that every op obeys its rule and has the types it infers.
 * @throws InvalidGraph naming the graph, the op and the numbers
 */
export function verifyGraph(graph: Graph): void {
  const fail = (where: string, what: string): never => {
    throw new InvalidGraph(`${graph.name}: ${where}`, what);
  };
  const numValues = graph.types.length;
  const defined = new Uint8Array(numValues);
  const define = (value: number, where: () => string): void => {
    if (!(value >= 0 && value < numValues)) fail(where(), `value ${value} has no type, there are ${numValues}`);
    if (defined[value]) fail(where(), `value ${value} is defined twice`);
    defined[value] = 1;
  };

  graph.types.forEach(({ shape, dtype }, value) => {
    const bad = shape.find((size) => !Number.isInteger(size) || size < 0);
    if (bad !== undefined) fail(`value ${value}`, `a dim has size ${bad} in ${typeText({ shape, dtype })}`);
  });
  for (const { value, name } of graph.inputs) define(value, () => `input ${name}`);

  graph.ops.forEach((op, index) => {
    const where = (): string => opName(graph, index);
    if (!Object.hasOwn(opRules, op.kind)) fail(where(), `${op.kind} is not an op kind`);
    for (const operand of op.operands) {
      if (!defined[operand]) fail(where(), `operand ${operand} is not defined before it`);
    }
    const operandTypes = op.operands.map((operand) => graph.types[operand]);
    const inferred = inferTypes(op.kind, operandTypes, op.attrs, () => `${graph.name}: ${where()}`);
    if (inferred.length !== op.results.length) {
      fail(where(), `has ${op.results.length} results, its rule gives ${inferred.length}`);
    }
    op.results.forEach((result, position) => {
      define(result, where);
      if (!sameType(inferred[position], graph.types[result])) {
        fail(
          where(),
          `result ${position} is ${typeText(graph.types[result])}, must be ${typeText(inferred[position])}`,
        );
      }
    });
  });

  for (const { value, name } of graph.outputs) {
    if (!defined[value]) fail(`output ${name}`, `value ${value} is not defined`);
  }
}
