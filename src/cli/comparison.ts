/** @file Code shared by commands that compare methods: the model as blocks, the layouts, the clock, progress. */
import { type Cluster, leastMemoryBytes } from "../cluster/cluster.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import { leastRemat } from "../methods/method.ts";
import { catalogue } from "../models/catalogue.ts";
import type { LayoutSpace } from "../planner/compare/layouts.ts";
import { type Blocks, type Work, workOfBlocks, workOfStep } from "../planner/compare/work.ts";
import type { Subject } from "./subject.ts";

/** A model of the catalogue as identical blocks, if it consists of such. */
export function blocksOf(name: string): Blocks | undefined {
  const { makeBlocks, layers, layersPerBlock = 1 } = catalogue.get(name) ?? {};
  if (!makeBlocks || !layers) return undefined;
  return { key: name, make: makeBlocks, layersPerBlock, count: layers / layersPerBlock };
}

/** The work of a step of a model. Products are counted alike in every precision. */
export async function workOfModel(name: string, subject: Subject): Promise<Work> {
  const blocks = blocksOf(name);
  if (blocks) return workOfBlocks(blocks, subject.batch);
  const memoryBytes = Number.MAX_SAFE_INTEGER;
  return workOfStep((await subject.plan({ method: dataParallel(), devices: 1, memoryBytes })).step);
}

/** The layouts that methods choose from for a model on a cluster. */
export function spaceOf(
  name: string,
  cluster: Cluster,
  asked: Pick<LayoutSpace, "devices" | "batch" | "precision" | "microbatches">,
): LayoutSpace {
  return {
    ...asked,
    leastRemat: leastRemat(cluster),
    perHost: cluster.hosts[0].numDevices,
    blocks: blocksOf(name)?.count,
    parameters: catalogue.get(name)?.parameters,
    limitBytes: leastMemoryBytes(cluster),
  };
}

/** Seconds of this process on a processor. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Writes progress to stderr, at most once a second. */
export function progressPrinter(): (text: string) => void {
  let last = performance.now();
  return (text) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    process.stderr.write(`  ${text}\n`);
  };
}
