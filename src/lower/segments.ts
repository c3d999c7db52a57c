/**
 * @file Segments: ops of a per-device graph, without collectives between them, as graphs that an engine compiles
 * once. Equal segments (of equal layers, of microbatches, of parameters with one shape) are stored once.
 */
import { bytesKey } from "../base/bytes.ts";
import { InternalError } from "../base/errors.ts";
import type { Graph, Op, Port, ValueId } from "../ir/graph.ts";
import { isCollective } from "../ir/ops.ts";
import type { TensorType } from "../ir/types.ts";
import type { Segment } from "./program.ts";
import type { StepView } from "./step-view.ts";

/** A segment, and the values of the graph that it reads and makes. */
export interface BoundSegment {
  readonly segment: number;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
}

/** Collects the distinct segments of a program. */
export class SegmentPool {
  readonly segments: Segment[] = [];
  readonly #known = new Map<string, number>();

  /**
   * Adds the segment of ops `ops` (in order), together with the inlined ops they read.
   * @param isRead true for results that leave the segment
   */
  add(
    view: StepView,
    kernel: Segment["kernel"],
    ops: readonly number[],
    isRead: (value: ValueId) => boolean,
  ): BoundSegment {
    const { graph } = view;
    const types: TensorType[] = [];
    const inputs: ValueId[] = [];
    const inputPorts: Port[] = [];
    const localOps: Op[] = [];
    const local = new Map<ValueId, ValueId>();

    const define = (value: ValueId): ValueId => {
      const id = types.push(graph.types[value]) - 1;
      local.set(value, id);
      return id;
    };
    const emit = ({ kind, attrs, operands, results }: Op): void => {
      const read = operands.map(use);
      localOps.push({ kind, attrs, operands: read, results: results.map(define) } as Op);
    };
    const results = new Set(ops.flatMap((index) => graph.ops[index].results));
    const use = (value: ValueId): ValueId => {
      const known = local.get(value);
      if (known !== undefined) return known;
      const inlined = view.inlinedOp(value);
      if (inlined) {
        emit(inlined);
        return local.get(value)!;
      }
      if (results.has(value)) throw new InternalError("segments", `value ${value} is read before it is made`);
      inputs.push(value);
      const id = define(value);
      inputPorts.push({ value: id, name: `x${inputs.length - 1}` });
      return id;
    };
    for (const index of ops) {
      const op = graph.ops[index];
      if (isCollective(op.kind)) throw new InternalError("segments", `${op.kind} inside a segment`);
      if (!local.has(op.results[0])) emit(op);
    }
    const outputs = [...results].filter(isRead);
    const outputPorts = outputs.map((value, i) => ({ value: local.get(value)!, name: `y${i}` }));

    const segment = this.intern(kernel, { types, inputs: inputPorts, outputs: outputPorts, ops: localOps });
    return { segment, inputs, outputs };
  }

  /** The number of the segment with this graph; adds it if it is new. */
  intern(kernel: Segment["kernel"], graph: Omit<Graph, "name">): number {
    const { types, inputs, outputs, ops } = graph;
    const key = JSON.stringify([kernel, types, inputs, ops, outputs], writeExactly);
    let segment = this.#known.get(key);
    if (segment === undefined) {
      const name = `segment${this.segments.length}`;
      segment = this.segments.push({ kernel, graph: { ...graph, name } }) - 1;
      this.#known.set(key, segment);
    }
    return segment;
  }
}

/** A JSON replacer that writes exactly what JSON loses: elements of typed arrays, −0, infinities and NaN. */
function writeExactly(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}:${bytesKey(value)}`;
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
    return `number:${Object.is(value, -0) ? "-0" : value}`;
  }
  return value;
}
