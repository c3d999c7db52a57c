/** @file The form of an op's ONNX lowering. */
import type { Op } from "../../ir/graph.ts";
import type { OpKind } from "../../ir/ops.ts";
import type { LoweringContext } from "./context.ts";

/**
 * Defines the results of `op` in the context.
 * @throws Unsupported naming the op
 */
export type OnnxLowering<K extends OpKind> = (op: Op<K>, context: LoweringContext) => void;
