/** @file The verifier: the rules every graph obeys, one message per rule. */
import { InvalidGraph } from "../base/errors.ts";
import { type Graph, opName } from "./graph.ts";
import { signaturesOf } from "./signatures.ts";
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

  // Inference depends on the signature alone, so it runs once per signature; the elements of a constant are not part of
  // it.
  const signatures = signaturesOf(graph);
  const isObeyed: boolean[] = [];
  graph.ops.forEach((op, index) => {
    if (!Object.hasOwn(opRules, op.kind)) fail(opName(graph, index), `${op.kind} is not an op kind`);
    for (const operand of op.operands) {
      if (!defined[operand]) fail(opName(graph, index), `operand ${operand} is not defined before it`);
    }
    for (const result of op.results) define(result, () => opName(graph, index));
    if (isObeyed[signatures[index]] && op.kind !== "constant") return;
    const operandTypes = op.operands.map((operand) => graph.types[operand]);
    const inferred = inferTypes(op.kind, operandTypes, op.attrs, () => `${graph.name}: ${opName(graph, index)}`);
    if (inferred.length !== op.results.length) {
      fail(opName(graph, index), `has ${op.results.length} results, its rule gives ${inferred.length}`);
    }
    op.results.forEach((result, position) => {
      if (!sameType(inferred[position], graph.types[result])) {
        fail(
          opName(graph, index),
          `result ${position} is ${typeText(graph.types[result])}, must be ${typeText(inferred[position])}`,
        );
      }
    });
    isObeyed[signatures[index]] = true;
  });

  for (const { value, name } of graph.outputs) {
    if (!defined[value]) fail(`output ${name}`, `value ${value} is not defined`);
  }
}
