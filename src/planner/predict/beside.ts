/**
 * @file Collectives beside compute in composed steps: those of data parallelism that come once in a step. Blocks are
 * identical, so the lists of large models are those of small ones with the part of one block repeated.
 */
import { devicesEngine } from "../../cluster/cluster.ts";
import { dataParallelRoles } from "../../lower/data-parallel-roles.ts";
import { besideCompute } from "../../simulate/beside.ts";
import type { Probe } from "./probe.ts";

/** A collective: its seconds, and a time relative to the pass that it belongs to. */
export interface Timed {
  readonly at: number;
  readonly seconds: number;
}

/** Collectives of a mesh, once in a step. */
export interface OnceBeside {
  /** Reductions of gradients, in order; `at` is when each may begin, relative to the end of the last backward pass. */
  readonly reductions: readonly Timed[];
  /** Gathers of new parameters, in order; `at` is when the first forward pass, which begins at 0, needs each. */
  readonly newParameters: readonly Timed[];
}

export const nothingBeside: OnceBeside = { reductions: [], newParameters: [] };

/**
 * The collectives of a simulated mesh; undefined if its engine runs none beside compute.
 * @param pass  the first instruction and the end of the last backward pass, and the begin of the first forward pass
 */
export function onceBeside(
  { program, simulation, cluster }: Pick<Probe, "program" | "simulation" | "cluster">,
  index: number,
  pass: { readonly firstInstruction: number; readonly endSeconds: number; readonly startSeconds: number },
): OnceBeside | undefined {
  const mesh = program.meshes[index];
  const { roles } = dataParallelRoles(program)[index];
  const beside = besideCompute(mesh, roles, devicesEngine(cluster, mesh.devices));
  if (!beside) return undefined;
  const { startSeconds: start, endSeconds: end, beside: simulated } = simulation.meshes[index];
  const reductions = [...beside.startedBy.values()]
    .flat()
    .flatMap(({ reduction }) =>
      reduction < pass.firstInstruction
        ? []
        : [{ at: simulated!.readySeconds[reduction] - pass.endSeconds, seconds: end[reduction] - start[reduction] }],
    );
  return {
    reductions: reductions.sort((a, b) => a.at - b.at),
    newParameters: beside.last.map(({ instruction, firstRead }) => ({
      at: start[firstRead] - pass.startSeconds,
      seconds: end[instruction] - start[instruction],
    })),
  };
}

/** The end of collectives that run one after another. */
export const endOf = (all: readonly Timed[]): number =>
  all.reduce((now, { at, seconds }) => Math.max(now, at) + seconds, Number.NEGATIVE_INFINITY);

/**
 * Seconds that a step waits for parameters, whose gathers run one after another.
 * @param lead  seconds from the begin of the gathers to the begin of the step that reads them
 */
export function waitFor(gathers: readonly Timed[], lead = 0): number {
  let [now, waits] = [-lead, 0];
  for (const { at, seconds } of gathers) {
    now += seconds;
    waits = Math.max(waits, now - at);
  }
  return waits;
}

const shifted = (all: readonly Timed[], by: number): Timed[] => all.map((each) => ({ ...each, at: each.at + by }));

/** The collectives of `blocks` blocks in one stage, from those of one block and of two. */
export function besideOfBlocks(one: OnceBeside, two: OnceBeside, blocks: number): OnceBeside {
  if (blocks === 1) return one;
  return {
    reductions: repeated(one.reductions, two.reductions, blocks - 2, "end"),
    newParameters: repeated(one.newParameters, two.newParameters, blocks - 2, "start"),
  };
}

/** `two` with the part that `one` lacks repeated `times` more times. Times are relative to the `anchor` of the list. */
function repeated(one: readonly Timed[], two: readonly Timed[], times: number, anchor: "start" | "end"): Timed[] {
  const unit = two.length - one.length;
  if (unit <= 0 || one.length === 0) return [...two];
  const isSame = ({ seconds }: Timed, i: number): boolean => Math.abs(seconds - two[i].seconds) <= 1e-9 * seconds;
  const differs = one.findIndex((each, i) => !isSame(each, i));
  const prefix = Math.max(unit, differs < 0 ? one.length : differs);
  const period = anchor === "end" ? one[0].at - two[0].at : two[two.length - 1].at - one[one.length - 1].at;
  const base = anchor === "end" ? -times * period : 0;
  const copies = Array.from({ length: times }, (_, k) =>
    shifted(two.slice(prefix - unit, prefix), base + (k + 1) * period),
  );
  return [
    ...shifted(two.slice(0, prefix), base),
    ...copies.flat(),
    ...shifted(two.slice(prefix), base + times * period),
  ];
}

/**
 * The collectives of a chunk that has `more` blocks in addition to those of `base`.
 * @param unit  those of one block alone
 * @param isFirst  whether the chunk holds the embedding; other chunks may hold the head
 */
export function besideWithMore(
  base: OnceBeside,
  unit: OnceBeside,
  more: number,
  isFirst: boolean,
  periods: { readonly forward: number; readonly backward: number },
): OnceBeside {
  const copies = Array.from({ length: more }, (_, k) => k + 1);
  const gap = (a: Timed | undefined, b: Timed | undefined): number => (a && b ? a.at - b.at : 0);
  const { reductions: ofBase, newParameters: gathersOfBase } = base;
  const { reductions, newParameters } = unit;
  const { forward, backward } = periods;
  // The backward pass goes from the head to the embedding, the forward pass from the embedding to the head.
  if (isFirst) {
    const early = gap(ofBase[0], reductions[0]);
    const late = gap(gathersOfBase.at(-1), newParameters.at(-1));
    return {
      reductions: [...[...copies].reverse().flatMap((k) => shifted(reductions, early - k * backward)), ...ofBase],
      newParameters: [...gathersOfBase, ...copies.flatMap((k) => shifted(newParameters, late + k * forward))],
    };
  }
  return {
    reductions: [
      ...shifted(ofBase, -more * backward),
      ...copies.flatMap((k) => shifted(reductions, (k - more) * backward)),
    ],
    newParameters: [
      ...copies.flatMap((k) => shifted(newParameters, (k - 1) * forward)),
      ...shifted(gathersOfBase, more * forward),
    ],
  };
}
