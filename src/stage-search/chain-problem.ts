/** @file Input and output of the chain solver, which cuts a chain of layers into stages. */
import type { DownstreamRange } from "./memory-rule.ts";

/** One way to run a stage on a number of devices. */
export interface ChainOption {
  /** Seconds that the stage adds to the total. */
  readonly addSeconds: number;
  /** Seconds of which only the maximum over the stages counts. */
  readonly topSeconds: number;
  /** The group of devices. */
  readonly group: number;
  readonly devices: number;
  /** The numbers of stages after this one with which its memory suffices. */
  readonly downstream: DownstreamRange;
}

export interface ChainProblem {
  readonly numLayers: number;
  /** Devices per group. */
  readonly capacities: readonly number[];
  /** Options of each class of intervals; equal intervals share a class. */
  readonly options: readonly (readonly ChainOption[])[];
  /** Class of the layers [begin, end), or −1 for an interval that cannot be a stage. */
  readonly classOf: (begin: number, end: number) => number;
  readonly maxStages: number;
  /** Whether a plan must have exactly `maxStages` stages. */
  readonly exactly: boolean;
}

export interface ChainStage {
  readonly begin: number;
  readonly end: number;
  readonly interval: number;
  readonly option: ChainOption;
}

export interface ChainPlan {
  readonly stages: readonly ChainStage[];
  readonly seconds: number;
}

export interface ChainAnswer {
  /** The best plan below the given limit; undefined if there is none. */
  readonly plan?: ChainPlan;
  /**
   * Lower bound on the seconds of every plan; the limit if no plan is below it. Equals the plan's seconds unless the
   * search was stopped or a gap was allowed.
   */
  readonly lowerBound: number;
}
