/** @file A sweep: one question with one number or two varied, by several methods. */
import { InvalidConfig } from "../base/errors.ts";
import { powersOfTwo } from "../base/integers.ts";
import { clusterText, type EqualHosts, equalHosts, type Question, studioMethods } from "./question.ts";

export const sweepVariables = ["devices", "batch", "microbatches", "memory", "network"] as const;
export type SweepVariable = (typeof sweepVariables)[number];

export interface Sweep {
  readonly variable: SweepVariable;
  /** The variable of the rows of a heat map. */
  readonly second?: SweepVariable;
  readonly methods: readonly string[];
}

export const firstSweep: Sweep = { variable: "devices", methods: ["data", "zero3", "tensor", "shard"] };

/** The sweep as a text for links: `devices:data,zero3`, `devices+network:data`. */
export const sweepText = ({ variable, second, methods }: Sweep): string =>
  `${variable}${second ? `+${second}` : ""}:${methods.join(",")}`;

/** The sweep of a text; unknown methods are left out. */
export function sweepOfText(text: string): Sweep {
  const [variables, methods = ""] = text.split(":");
  const [first, second] = variables.split("+").map((name) => sweepVariables.find((each) => each === name));
  const named = methods.split(",").filter((method) => Object.hasOwn(studioMethods, method));
  if (!first) return firstSweep;
  return { variable: first, ...(second && second !== first && { second }), methods: named };
}

/** The numbers of the variables, and their question by one method. */
export interface SweepPoint {
  readonly value: number;
  readonly second?: number;
  readonly method: string;
  readonly question: Question;
}

/** Most values of a variable. */
const maxValues = 9;

/**
 * The points of a sweep, ordered by value. Values are powers of two up to the question's own value, or around it.
 * @throws InvalidConfig for a sweep over devices or network cards of a cluster of several kinds of hosts
 */
export function sweepPoints({ planFile: _, ...base }: Question, { variable, second, methods }: Sweep): SweepPoint[] {
  return valuesOf(base, variable).flatMap(([value, change]) => {
    const changed = change(base);
    const down = second ? valuesOf(base, second) : [undefined];
    return down.flatMap((each) =>
      methods.map((method) => ({
        ...{ value, method, question: { ...(each ? each[1](changed) : changed), pins: [], method } },
        ...(each && { second: each[0] }),
      })),
    );
  });
}

type Value = readonly [value: number, change: (question: Question) => Question];

function valuesOf(question: Question, variable: SweepVariable): Value[] {
  const { batch, microbatches, memoryGB } = question;
  switch (variable) {
    case "devices": {
      const equal = equalOf(question, "devices");
      return powers(equal.hosts * equal.devices)
        .filter((count) => count <= equal.devices || count % equal.devices === 0)
        .map((count) => [
          count,
          withHosts({ hosts: Math.ceil(count / equal.devices), devices: Math.min(equal.devices, count) }),
        ]);
    }
    case "network":
      equalOf(question, "network cards");
      return networkGB.map((value) => [value, withHosts({ network: `${value}GB/s` })]);
    case "batch": {
      const least = Math.max(1, microbatches);
      const start = Math.max(0, Math.floor(Math.log2(batch / least)) - 4);
      return Array.from({ length: 7 }, (_, i) => least * 2 ** (start + i)).map((value) => [value, by("batch", value)]);
    }
    case "microbatches":
      return powers(batch)
        .filter((count) => batch % count === 0)
        .map((value) => [value, by("microbatches", value)]);
    case "memory": {
      const most = memoryGB > 0 ? memoryGB : 128;
      return Array.from({ length: 8 }, (_, i) => most / 2 ** (7 - i)).map((value) => [value, by("memoryGB", value)]);
    }
  }
}

/** Speeds of network cards in 10⁹ bytes a second: 25, 50, 100, 200, 400 and 800 gigabits. */
const networkGB = [3.125, 6.25, 12.5, 25, 50, 100];

const by =
  (field: "batch" | "microbatches" | "memoryGB", value: number) =>
  (question: Question): Question => ({ ...question, [field]: value });

const withHosts =
  (change: Partial<EqualHosts>) =>
  (question: Question): Question => ({
    ...question,
    cluster: clusterText({ ...equalHosts(question.cluster)!, ...change }),
  });

function equalOf({ cluster }: Question, what: string): EqualHosts {
  const equal = equalHosts(cluster);
  if (!equal) throw new InvalidConfig("sweep", `has no series of ${what} in ${cluster}; give equal hosts`);
  return equal;
}

/** The largest `maxValues` powers of two up to `most`. */
const powers = (most: number): number[] => powersOfTwo(most).slice(-maxValues);
