/** @file A sweep: one question with one number varied, by several methods. */
import { InvalidConfig } from "../base/errors.ts";
import { powersOfTwo } from "../base/integers.ts";
import { clusterText, equalHosts, type Question, studioMethods } from "./question.ts";

export const sweepVariables = ["devices", "batch", "microbatches", "memory"] as const;
export type SweepVariable = (typeof sweepVariables)[number];

export interface Sweep {
  readonly variable: SweepVariable;
  readonly methods: readonly string[];
}

export const firstSweep: Sweep = { variable: "devices", methods: ["data", "zero3", "tensor", "shard"] };

/** The sweep as a text for links: `devices:data,zero3`. */
export const sweepText = ({ variable, methods }: Sweep): string => `${variable}:${methods.join(",")}`;

/** The sweep of a text; unknown methods are left out. */
export function sweepOfText(text: string): Sweep {
  const [variable, methods = ""] = text.split(":");
  const known = sweepVariables.find((each) => each === variable);
  const named = methods.split(",").filter((method) => Object.hasOwn(studioMethods, method));
  return known ? { variable: known, methods: named } : firstSweep;
}

/** One number of the variable, and its question by one method. */
export interface SweepPoint {
  readonly value: number;
  readonly method: string;
  readonly question: Question;
}

/** Most values of a variable. */
const maxValues = 9;

/**
 * The points of a sweep, ordered by value. Values are powers of two up to the question's own value, or around it.
 * @throws InvalidConfig for a sweep over devices of a cluster of several kinds of hosts
 */
export function sweepPoints({ planFile: _, ...question }: Question, { variable, methods }: Sweep): SweepPoint[] {
  return valuesOf(question, variable).flatMap(([value, change]) =>
    methods.map((method) => ({ value, method, question: { ...question, pins: [], method, ...change } })),
  );
}

function valuesOf(question: Question, variable: SweepVariable): (readonly [number, Partial<Question>])[] {
  const { batch, microbatches, memoryGB } = question;
  switch (variable) {
    case "devices": {
      const equal = equalHosts(question.cluster);
      if (!equal) throw new InvalidConfig("sweep", `has no series of devices in ${question.cluster}; give equal hosts`);
      return powers(equal.hosts * equal.devices)
        .filter((count) => count <= equal.devices || count % equal.devices === 0)
        .map((count) => [
          count,
          {
            cluster: clusterText({
              ...equal,
              hosts: Math.ceil(count / equal.devices),
              devices: Math.min(equal.devices, count),
            }),
          },
        ]);
    }
    case "batch": {
      const least = Math.max(1, microbatches);
      const start = Math.max(0, Math.floor(Math.log2(batch / least)) - 4);
      return Array.from({ length: 7 }, (_, i) => least * 2 ** (start + i)).map((value) => [value, { batch: value }]);
    }
    case "microbatches":
      return powers(batch)
        .filter((count) => batch % count === 0)
        .map((value) => [value, { microbatches: value }]);
    case "memory": {
      const most = memoryGB > 0 ? memoryGB : 128;
      return Array.from({ length: 8 }, (_, i) => most / 2 ** (7 - i)).map((value) => [value, { memoryGB: value }]);
    }
  }
}

/** The largest `maxValues` powers of two up to `most`. */
const powers = (most: number): number[] => powersOfTwo(most).slice(-maxValues);
