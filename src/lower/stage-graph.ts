/**
 * @file The graph of one device of a stage while the partitioner writes it: its ops and their groups, and which local
 * values hold what.
 */
import { GraphBuilder } from "../ir/builder.ts";
import type { Graph, Port, ValueId } from "../ir/graph.ts";
import type { OpAttrs, OpKind, Reducer } from "../ir/ops.ts";
import type { TensorType } from "../ir/types.ts";
import { localType, type Mesh, type Placement } from "../plan/placement.ts";
import type { Group, PhasePlace } from "./groups.ts";

/** A local value that holds a value of the step under a placement. */
export interface Copy {
  readonly placement: Placement;
  readonly local: ValueId;
  /** The group that makes or receives it; none for what is there before the step begins. */
  readonly group?: Group;
  /** A parameter gathered for its use only (`isGatheredLate`). */
  readonly isLate?: boolean;
  /** Made by collectives for the backward part of this layer, or for what makes nothing again (""). */
  readonly movedFor?: string;
}

/** The source of a graph input of a stage: an input of the step, or a transfer, by number. */
export type StageInput = { readonly input: number } | { readonly transfer: number };

/** The computation of one device of a stage. */
export interface StagePart {
  readonly mesh: Mesh;
  /** Its inputs: those of `inputs`, in order. Its outputs: the step's outputs `outputs`, in order. */
  readonly graph: Graph;
  readonly inputs: readonly (StageInput & { readonly placement: Placement })[];
  readonly outputs: readonly number[];
  /** By op. */
  readonly groups: readonly Group[];
  /** Values of prologue and loop that later phases read, combined over the microbatches, and how. */
  readonly accumulated: ReadonlyMap<ValueId, Reducer>;
}

export class StageGraph {
  readonly mesh: Mesh;
  readonly #builder: GraphBuilder;
  readonly #groups: Group[] = [];
  readonly #inputs: (StageInput & { readonly placement: Placement })[] = [];
  readonly #held = new Map<ValueId, Placement>();
  readonly #outputs: { readonly port: Port; readonly output: number }[] = [];
  readonly #accumulated = new Map<ValueId, Reducer>();
  readonly #copies = new Map<ValueId, readonly Copy[]>();
  readonly #interned = new Map<string, Group>();
  #gathered: ValueId | undefined;

  constructor(name: string, mesh: Mesh) {
    this.mesh = mesh;
    this.#builder = new GraphBuilder(name);
  }

  /** The group of a phase outside of the loop with the given order. */
  group({ phase, pass }: PhasePlace, order: number): Group {
    const key = `${phase} ${pass} ${order}`;
    const known = this.#interned.get(key) ?? { phase, pass, chunk: 0, order };
    this.#interned.set(key, known);
    return known;
  }

  typeOf(local: ValueId): TensorType {
    return this.#builder.typeOf(local);
  }

  /** All copies of a value that were ever made here. */
  copies(value: ValueId): readonly Copy[] {
    return this.#copies.get(value) ?? [];
  }

  addCopy(value: ValueId, copy: Copy): void {
    this.#copies.set(value, [...this.copies(value), copy]);
  }

  /** Readers of a value go on from one copy, as long as there is no other. */
  keepOnly(value: ValueId, copy: Copy): void {
    this.#copies.set(value, [copy]);
  }

  /** Keeps only the parameter gathered last, so that parameters are whole one at a time. */
  keepGathered(value: ValueId): void {
    const last = this.#gathered;
    if (last !== undefined && last !== value) {
      this.#copies.set(
        last,
        this.copies(last).filter(({ isLate }) => !isLate),
      );
    }
    this.#gathered = value;
  }

  addInput(
    value: ValueId,
    name: string,
    type: TensorType,
    placement: Placement,
    from: StageInput,
    group?: Group,
  ): Copy {
    const local = this.#builder.input(name, localType(type, placement, this.mesh));
    this.#inputs.push({ ...from, placement });
    if ("input" in from) this.#held.set(value, placement);
    const copy = { placement, local, group };
    this.addCopy(value, copy);
    return copy;
  }

  /** The placement of an input of the step on this stage, if the stage holds it. */
  heldPlacement(value: ValueId): Placement | undefined {
    return this.#held.get(value);
  }

  emit<K extends OpKind>(
    kind: K,
    operands: readonly ValueId[],
    attrs: OpAttrs[K],
    group: Group,
    scope?: string,
  ): readonly ValueId[] {
    this.#groups.push(group);
    return this.#builder.emit(kind, operands, attrs, scope);
  }

  /** Combines a value over the microbatches, for later phases. */
  accumulate(local: ValueId, reducer: Reducer): void {
    this.#accumulated.set(local, reducer);
  }

  hasOutput(output: number): boolean {
    return this.#outputs.some((known) => known.output === output);
  }

  addOutput(port: Port, output: number): void {
    this.#outputs.push({ port, output });
  }

  finish(): StagePart {
    const outputs = [...this.#outputs].sort((a, b) => a.output - b.output);
    return {
      mesh: this.mesh,
      graph: this.#builder.finish(outputs.map(({ port }) => port)),
      inputs: this.#inputs,
      outputs: outputs.map(({ output }) => output),
      groups: this.#groups,
      accumulated: this.#accumulated,
    };
  }
}
