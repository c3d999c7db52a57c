/** @file The choices of each node on one mesh: all strategies and placements, or those that a filter allows. */
import type { Step } from "../../analysis/step.ts";
import { Infeasible } from "../../base/errors.ts";
import { memoize } from "../../base/memoize.ts";
import { opName, type ValueId } from "../../ir/graph.ts";
import { type TensorType, typeText } from "../../ir/types.ts";
import type { Mesh, Placement } from "../../plan/placement.ts";
import type { PlacementList } from "../reshard/reshard-seconds.ts";
import { enumeratePlacements } from "../strategies/op-placements.ts";
import type { Strategy } from "../strategies/strategies.ts";
import type { Ties } from "./identical-layers.ts";
import type { MeshTables } from "./mesh-tables.ts";
import type { End, Groups, StructureNode } from "./structure.ts";

/** The choices that a method allows; an omitted member allows all. */
export interface ChoiceFilter {
  readonly input?: (input: number, placement: Placement) => boolean;
  readonly op?: (op: number, strategy: Strategy) => boolean;
  /** The placements allowed for a value with several readers, or for a sum over microbatches. */
  readonly value?: (value: ValueId, placement: Placement) => boolean;
}

/** The choices of a list that a filter allows; `positions` are their places in the list, unless all are allowed. */
interface Allowed<T> {
  readonly allowed: readonly T[];
  readonly positions?: readonly number[];
}

function allowedOf<T>(all: readonly T[], isAllowed: ((choice: T) => boolean) | undefined): Allowed<T> {
  if (!isAllowed) return { allowed: all };
  const positions = [...all.keys()].filter((position) => isAllowed(all[position]));
  return { allowed: positions.map((position) => all[position]), positions };
}

export class NodeChoices {
  readonly #step: Step;
  readonly #ties: Ties;
  readonly #tables: MeshTables;
  readonly #filter: ChoiceFilter;
  /** By node: the placements at each of its ends. */
  readonly #lists: PlacementList[][] = [];

  constructor(step: Step, ties: Ties, tables: MeshTables, filter: ChoiceFilter) {
    this.#step = step;
    this.#ties = ties;
    this.#tables = tables;
    this.#filter = filter;
  }

  /** Members of a tie share a node if the filter allows them the same choices; undefined when it allows all. */
  get groups(): Groups | undefined {
    const { input, op, value } = this.#filter;
    if (!input && !op && !value) return undefined;
    const textOf = ({ positions }: { readonly positions?: readonly number[] }): string => `${positions}`;
    return {
      input: (index) => (input ? textOf(this.#inputPlacements(index)) : ""),
      op: (index) => (op ? textOf(this.strategiesOf(index)) : ""),
      value: (index, sources) => (value ? textOf(this.#valuePlacements(index, sources)) : ""),
    };
  }

  /** All strategies of an op: those of the op that it is tied to. */
  listedOf(op: number): readonly Strategy[] {
    return this.#tables.strategies.of(this.#step.graph, this.#ties.ops[op]);
  }

  /** The strategies of an op that are allowed. */
  readonly strategiesOf = memoize((op: number): { strategies: readonly Strategy[]; positions?: readonly number[] } => {
    const { graph } = this.#step;
    const { op: allows } = this.#filter;
    const { allowed, positions } = allowedOf(this.listedOf(op), allows && ((strategy) => allows(op, strategy)));
    if (allowed.length === 0) refuse(opName(graph, op), graph.types[graph.ops[op].results[0]], this.#tables.mesh);
    return { strategies: allowed, positions };
  });

  /** The placements at an end, one per choice of its node. */
  listOf({ node, place }: End): PlacementList {
    this.#lists[node.number] ??= this.#listsOf(node);
    return this.#lists[node.number][place];
  }

  #listsOf({ kind, first, sources }: StructureNode): PlacementList[] {
    if (kind === "op") return this.#tables.ends(this.strategiesOf(first).strategies);
    const { allowed } = kind === "input" ? this.#inputPlacements(first) : this.#valuePlacements(first, sources);
    return [this.#tables.reshard.list(allowed)];
  }

  #inputPlacements(input: number): Allowed<Placement> {
    const { mesh } = this.#tables;
    const { types, inputs } = this.#step.graph;
    const { input: allows } = this.#filter;
    const type = types[inputs[input].value];
    const found = allowedOf(
      enumeratePlacements(types[inputs[this.#ties.inputs[input]].value].shape, mesh),
      allows && ((placement) => allows(input, placement)),
    );
    if (found.allowed.length === 0) refuse(`input ${inputs[input].name}`, type, mesh);
    return found;
  }

  /** The placements that the op of a value produces or that a reader needs. */
  #valuePlacements(value: ValueId, sources: readonly End[]): Allowed<Placement> {
    const byKey = new Map<string, Placement>();
    for (const { keys, placements } of sources.map((end) => this.listOf(end)))
      keys.forEach((key, at) => {
        byKey.set(key, placements[at]);
      });
    const { value: allows } = this.#filter;
    const found = allowedOf([...byKey.values()], allows && ((placement) => allows(value, placement)));
    if (found.allowed.length === 0) refuse(`value ${value}`, this.#step.graph.types[value], this.#tables.mesh);
    return found;
  }
}

function refuse(where: string, type: TensorType, mesh: Mesh): never {
  const axes = mesh.axes.map(({ name, size }) => `${name}=${size}`).join(", ");
  throw new Infeasible(
    where,
    `no placement of ${typeText(type)} on mesh (${axes}) is left by the constraints; loosen them or change the mesh`,
  );
}
