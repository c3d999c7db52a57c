/**
 * @file The graph of one device of a stage while the partitioner writes it: its ops and their groups, and the local
 *   copies of every value.
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
  /** The group that makes or receives it; undefined for values that exist before the step begins. */
  readonly group?: Group;
  /** True for a parameter that is gathered just in time (`isDeferredGather`). */
  readonly isGathered?: boolean;
  /** For a copy made by collectives: the rematerialized layer whose backward part made it, or "". */
  readonly movedFor?: string;
}

/** The source of a graph input of a stage: an input of the step, or a transfer, by number. */
export type StageInput = { readonly input: number } | { readonly transfer: number };

/** The computation of one device of a stage. */
export interface StagePart {
  readonly mesh: Mesh;
  /** Its inputs are `inputs` in order; its outputs are the step's outputs `outputs` in order. */
  readonly graph: Graph;
  readonly inputs: readonly (StageInput & { readonly placement: Placement })[];
  readonly outputs: readonly number[];
  /** By op. */
  readonly groups: readonly Group[];
  /** Values of prologue and loop that later phases read, and how they are combined over the microbatches. */
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

  /** The group of a phase outside the loop with this order; the same object for equal arguments. */
  group({ phase, pass }: PhasePlace, order: number): Group {
    const key = `${phase} ${pass} ${order}`;
    const known = this.#interned.get(key) ?? { phase, pass, chunk: 0, order };
    this.#interned.set(key, known);
    return known;
  }

  typeOf(local: ValueId): TensorType {
    return this.#builder.typeOf(local);
  }

  /** All copies of a value on this stage, of all groups. */
  copies(value: ValueId): readonly Copy[] {
    return this.#copies.get(value) ?? [];
  }

  addCopy(value: ValueId, copy: Copy): void {
    this.#copies.set(value, [...this.copies(value), copy]);
  }

  /** Replaces all copies of a value by this one, from which later readers start. */
  keepOnly(value: ValueId, copy: Copy): void {
    this.#copies.set(value, [copy]);
  }

  /** Forgets the gathered copy of the previous parameter, so that only one parameter is whole at a time. */
  keepLastGathered(value: ValueId): void {
    const last = this.#gathered;
    if (last !== undefined && last !== value) {
      this.#copies.set(
        last,
        this.copies(last).filter(({ isGathered }) => !isGathered),
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

  /** The placement of a step input on this stage; undefined if the stage does not hold it. */
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

  /** Marks a value to be combined over the microbatches for later phases. */
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
