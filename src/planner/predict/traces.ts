/**
 * @file Simplified traces of small models, shared by layouts that need the same model and batch, and their steps, cut
 * into microbatches and with recomputation, shared by those that differ only in their degrees of parallelism.
 */
import { getOrMake } from "../../base/memoize.ts";
import { Recent } from "../../base/recent.ts";
import { type AnyTrainable, exampleSpecs } from "../../frontends/jaxjs/example.ts";
import type { TraceSource } from "../../frontends/trace-source.ts";
import { simplify } from "../../ir/simplify.ts";
import { jaxjsSource } from "../jaxjs-source.ts";
import { type PlannedGraph, type PlanOptions, replan, runPlanning } from "../plan-source.ts";

/** A model of any number of identical blocks between a first layer (embedding) and a last one (head), all marked. */
export type BlockModel = (blocks: number) => AnyTrainable;

/** A model of identical blocks. */
export interface Subject {
  /** Equal for equal models. */
  readonly key: string;
  readonly make: BlockModel;
  /** Marked layers of one block. */
  readonly layersPerBlock: number;
}

/** The number of most recently used traces that are kept. Traces are large: they hold constants such as masks. */
const maxRecent = 12;
/** The number of most recently used steps that are kept, with all that was found about them. */
const maxSteps = 12;

export class Traces {
  readonly #recent = new Recent<string, TraceSource>(maxRecent);
  readonly #planned = new Recent<string, PlannedGraph>(maxSteps);

  /** A plan of the step called `name`, which is made of `source` the first time. */
  async plan(name: string, source: () => TraceSource, options: PlanOptions): Promise<PlannedGraph> {
    const { method, devices, cluster, memoryBytes } = options;
    const known = this.#planned.get(name);
    if (known) return replan(known, { method, devices, cluster, memoryBytes });
    const planned = await runPlanning(source(), options);
    this.#planned.set(name, planned);
    return planned;
  }

  /** The training step of `blocks` blocks on `batch` examples. */
  of({ key, make }: Subject, blocks: number, batch: number): TraceSource {
    return getOrMake(this.#recent, JSON.stringify([key, blocks, batch]), () => traced(make(blocks), batch));
  }
}

function traced(model: ReturnType<Subject["make"]>, batch: number): TraceSource {
  const source = jaxjsSource(model.trainStep, exampleSpecs(model, batch), { batchArgs: model.batchArgs });
  const step = source.trace(1);
  const simplified = { ...step, graph: simplify(step.graph) };
  return { name: source.name, trace: (share) => (share === 1 ? simplified : source.trace(share)) };
}
