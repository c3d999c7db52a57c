/** @file Differences of two answers in how parameters and ops are split. Equal differences are one entry. */
import type { PlanReport } from "../planner/report/plan-report.ts";
import type { OpGroup } from "./op-groups.ts";

export interface Change {
  /** A parameter, or a kind of op with the functions that it is in. */
  readonly what: string;
  /** Number of parameters or ops with this difference. */
  readonly count: number;
  readonly before: string;
  readonly after: string;
  /** Additional seconds of a step that the ops take in total, negative if they take fewer; 0 for parameters. */
  readonly moreSeconds: number;
}

/** Parameters with another placement, stage or set of devices; those of most bytes first. */
export function parameterChanges(before: PlanReport, now: PlanReport): Change[] {
  const text = ({ stages }: PlanReport, stage: number, placement: string): string =>
    stages.length > 1 ? `stage ${stage}: ${placement}` : placement;
  const known = new Map<string, Set<string>>();
  for (const { name, type, stage, placement } of before.parameters) {
    const what = `${name} ${type}`;
    known.set(what, (known.get(what) ?? new Set()).add(text(before, stage, placement)));
  }
  return now.parameters.flatMap(({ name, type, count, stage, placement }): Change[] => {
    const [what, after] = [`${name} ${type}`, text(now, stage, placement)];
    const was = known.get(what);
    return !was || was.has(after) ? [] : [{ what, count, before: [...was].join(" or "), after, moreSeconds: 0 }];
  });
}

/**
 * Ops whose split or seconds differ, the largest difference in seconds first. The differences add up to that of the
 * plans. Ops are matched by kind, functions, pass and types, so plans with other stages or another recomputation can be
 * compared.
 */
export function opChanges(before: readonly OpGroup[], now: readonly OpGroup[]): Change[] {
  const [was, is] = [before, now].map(kindsOf);
  return [...new Set([...is.keys(), ...was.keys()])]
    .flatMap((key): Change[] => {
      const [old, own] = [was.get(key), is.get(key)];
      const moreSeconds = (own?.seconds ?? 0) - (old?.seconds ?? 0);
      const [{ what, count }, texts] = [(own ?? old)!, [old, own].map(splitText)];
      if (texts[0] === texts[1] && moreSeconds === 0) return [];
      return [{ what, count, before: texts[0], after: texts[1], moreSeconds }];
    })
    .sort((a, b) => Math.abs(b.moreSeconds) - Math.abs(a.moreSeconds));
}

interface Kind {
  readonly what: string;
  readonly count: number;
  readonly splits: ReadonlySet<string>;
  readonly seconds: number;
}

function kindsOf(groups: readonly OpGroup[]): Map<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const { ops, pass, scope, operands, results, computeSeconds, communicationSeconds } of groups) {
    const kind = ops[0].replace(/\.\d+$/, "");
    const what = [kind, ...(scope ? [`in ${scope}`] : []), ...(pass ? [`(${pass})`] : [])].join(" ");
    const texts = [operands, results].map((values) => values.map(({ placement }) => placement).join(" "));
    const key = JSON.stringify([what, operands.map(({ type }) => type), results.map(({ type }) => type)]);
    const known = kinds.get(key);
    kinds.set(key, {
      what,
      count: (known?.count ?? 0) + ops.length,
      splits: new Set([...(known?.splits ?? []), texts.filter(Boolean).join(" → ")]),
      seconds: (known?.seconds ?? 0) + computeSeconds + communicationSeconds,
    });
  }
  return kinds;
}

const splitText = (kind: Kind | undefined): string => (kind ? [...kind.splits].sort().join(" or ") : "not there");
