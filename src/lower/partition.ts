/**
 * @file The partitioner: a step and its plan → the step of one device of the mesh (SPMD). Every op becomes its local op on local
 * types; where an operand does not lie as its reader needs it, collectives are put in between. A copy of a value under a
 * placement is made once per region and reused, and each further copy starts from the cheapest one there is.
 */
import type { Step } from "../analysis/step.ts";
import { InternalError, InvalidConfig } from "../base/errors.ts";
import { GraphBuilder } from "../ir/builder.ts";
import { definingOps, type Graph, opName, type Port, type ValueId } from "../ir/graph.ts";
import { localizeAttrs } from "../ir/table.ts";
import { sameType, typeText } from "../ir/types.ts";
import { localType, type Mesh, type Placement, placementText, withoutTrivialAxes } from "../plan/placement.ts";
import type { Plan } from "../plan/plan.ts";
import { checkPlan, onlyMesh, planPlacements } from "../sharding/check-plan.ts";
import { type OpPlacements, zeroValues } from "../sharding/placements.ts";
import { canReshard, planReshard, reshardCost } from "../sharding/reshard.ts";
import { isGatheredLate } from "./gather.ts";

/** Regions of a step: prologue, accumulate, apply. */
type Region = 0 | 1 | 2;

/** A local value that holds a global value under a placement; made in `region`, graph inputs in none. */
interface Copy {
  readonly placement: Placement;
  readonly local: ValueId;
  readonly region?: Region;
}

/**
 * Partitions a step over the mesh of a plan of one stage.
 * @returns the step of every device: local types, collectives in the graph, the same inputs, outputs and regions
 * @throws InvalidConfig when the plan does not suit the step, naming op, axis and sizes
 */
export function partition(step: Step, plan: Plan): Step {
  const mesh = onlyMesh(plan);
  checkPlan(step, plan, mesh);
  const { graph, numPrologueOps, numAccumulateOps } = step;
  const definers = definingOps(graph);
  const perExample = new Set(step.batchOutputs.map(({ output }) => output));
  const isPrologue = (op: number) => op >= 0 && op < numPrologueOps;
  /** Where an output takes its final placement: per-example ones in every microbatch, others once per step. */
  const regionOfOutput = (output: number): Region => {
    if (perExample.has(output)) return isPrologue(definers[graph.outputs[output].value]) ? 0 : 1;
    return step.microbatches === 1 ? 1 : 2;
  };

  const partitioner = new Partitioner(step, plan, mesh);
  const ends = ([0, 1, 2] as const).map((region) => {
    const [begin, end] = [
      [0, numPrologueOps],
      [numPrologueOps, numAccumulateOps],
      [numAccumulateOps, graph.ops.length],
    ][region];
    for (let index = begin; index < end; index++) partitioner.addOp(index, region);
    graph.outputs.forEach((_, output) => {
      if (regionOfOutput(output) === region) partitioner.addOutput(output, region);
    });
    return partitioner.numOps;
  });
  return { ...step, ...partitioner.finish(), numPrologueOps: ends[0], numAccumulateOps: ends[1] };
}

/** Builds the per-device graph op by op. */
class Partitioner {
  readonly #graph: Graph;
  readonly #plan: Plan;
  readonly #mesh: Mesh;
  readonly #placements: readonly OpPlacements[];
  readonly #kept: ReadonlyMap<ValueId, Placement>;
  readonly #zeros: ReadonlySet<ValueId>;
  /** Values summed over the microbatches, and the local values that are. */
  readonly #summed: ReadonlySet<ValueId>;
  readonly #accumulated = new Set<ValueId>();
  readonly #builder: GraphBuilder;
  readonly #inputs = new Map<ValueId, Copy>();
  readonly #outputs: Port[] = [];
  /** Per region, the copies of each value. */
  readonly #copies: readonly Map<ValueId, readonly Copy[]>[] = [new Map(), new Map(), new Map()];
  #gathered: ValueId | undefined;
  #numOps = 0;

  constructor({ graph, accumulated }: Step, plan: Plan, mesh: Mesh) {
    this.#graph = graph;
    this.#plan = plan;
    this.#mesh = mesh;
    this.#placements = planPlacements(graph, plan, mesh);
    this.#kept = new Map(plan.kept?.map(({ value, placement }) => [value, withoutTrivialAxes(placement, mesh)]));
    this.#zeros = zeroValues(graph);
    this.#summed = new Set(accumulated);
    this.#builder = new GraphBuilder(graph.name);
    graph.inputs.forEach(({ value, name }, index) => {
      const placement = withoutTrivialAxes(plan.inputs[index].placement, mesh);
      const local = this.#builder.input(name, localType(graph.types[value], placement, mesh));
      this.#inputs.set(value, { placement, local });
    });
  }

  get numOps(): number {
    return this.#numOps;
  }

  finish(): { graph: Graph; accumulated: ValueId[] } {
    return { graph: this.#builder.finish(this.#outputs), accumulated: [...this.#accumulated] };
  }

  /** The copies of a value that a region can start from: its own, the input, or those an earlier region accumulates. */
  #copiesIn(value: ValueId, region: Region): readonly Copy[] {
    const own = this.#copies[region].get(value);
    if (own) return own;
    const input = this.#inputs.get(value);
    if (input) return [input];
    // Later regions may hold copies too, but of the total: only the region that makes the value can sum it up.
    const maker = this.#copies.slice(0, region).find((map) => map.has(value));
    if (!this.#summed.has(value) || !maker) {
      throw new InternalError("partition", `value ${value} enters a region without being accumulated`);
    }
    return maker.get(value)!;
  }

  /** The local value that holds `value` as `wanted`, made by collectives where no copy lies so. */
  #request(value: ValueId, wanted: Placement, region: Region, where: string, scope?: string): ValueId {
    const type = this.#graph.types[value];
    // Zero is a sum of zeros: it counts as partial on any axis that does not split it.
    const target = this.#zeros.has(value) ? { dims: wanted.dims, partial: [] } : wanted;
    const known = this.#copiesIn(value, region);
    const paths = known
      .filter((copy) => canReshard(copy.placement, target))
      .map((copy) => ({ copy, steps: planReshard(type, copy.placement, target, this.#mesh) }));
    if (paths.length === 0) {
      const actual = known.map((copy) => placementText(copy.placement)).join(", ");
      throw new InvalidConfig(
        where,
        `needs ${typeText(type)} as ${placementText(wanted)}, but it lies as ${actual}, and a whole value is not taken apart into terms; leave the op whole on that axis`,
      );
    }
    const { copy, steps } = paths.reduce((a, b) => (reshardCost(b.steps) < reshardCost(a.steps) ? b : a));
    if (copy.region !== undefined && copy.region !== region) this.#accumulated.add(copy.local);
    let { local } = copy;
    const made = steps.map((step): Copy => {
      local = this.#builder.op(step.kind, [local], step.attrs, scope);
      this.#numOps++;
      return { placement: step.placement, local, region };
    });
    if (made.length === 0) return local;
    this.#copies[region].set(value, [...known, ...made]);
    if (this.#inputs.has(value) && isGatheredLate(this.#builder.typeOf(copy.local), this.#builder.typeOf(local))) {
      // Only the last gathered input is kept: a parameter split over devices is whole for one layer at a time.
      if (this.#gathered !== undefined && this.#gathered !== value) this.#copies[region].delete(this.#gathered);
      this.#gathered = value;
    }
    return local;
  }

  /** Adds the local op of op `index`, with what brings its operands to it. */
  addOp(index: number, region: Region): void {
    const op = this.#graph.ops[index];
    const where = opName(this.#graph, index);
    const { operands: wanted, results: made } = this.#placements[index];
    const operands = op.operands.map((value, i) => this.#request(value, wanted[i], region, where, op.scope));
    const resultTypes = op.results.map((value, i) => localType(this.#graph.types[value], made[i], this.#mesh));
    const operandTypes = operands.map((local) => this.#builder.typeOf(local));
    const attrs = localizeAttrs(op, operandTypes, resultTypes) as never;
    const results = this.#builder.emit(op.kind, operands, attrs, op.scope);
    this.#numOps++;
    op.results.forEach((value, i) => {
      const local = results[i];
      const type = this.#builder.typeOf(local);
      if (!sameType(type, resultTypes[i])) {
        throw new InternalError(where, `its local op gives ${typeText(type)} instead of ${typeText(resultTypes[i])}`);
      }
      this.#copies[region].set(value, [{ placement: made[i], local, region }]);
      const placement = this.#kept.get(value);
      if (!placement) return;
      const keptLocal = this.#request(value, placement, region, `${where} (kept)`, op.scope);
      this.#copies[region].set(value, [{ placement, local: keptLocal, region }]);
    });
  }

  /** Brings an output to where it is wanted. */
  addOutput(output: number, region: Region): void {
    const { value, name } = this.#graph.outputs[output];
    const placement = withoutTrivialAxes(this.#plan.outputs[output].placement, this.#mesh);
    this.#outputs[output] = { value: this.#request(value, placement, region, `output ${name}`), name };
  }
}
