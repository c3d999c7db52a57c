/** @file Input and output of the chain solver, which cuts a chain of layers into stages. */

/** One way to run a stage: some layers on some devices. */
export interface ChainOption {
  /** Seconds added to the total, whatever the other stages take. */
  readonly addSeconds: number;
  /** Seconds of which only the largest among the stages counts. */
  readonly topSeconds: number;
  readonly group: number;
  readonly devices: number;
  /** The most stages that may follow this one; with more its memory does not suffice. */
  readonly maxDownstream: number;
}

export interface ChainProblem {
  readonly numLayers: number;
  /** Devices per group. */
  readonly capacities: readonly number[];
  /** Options of every class of intervals; equal intervals share a class. */
  readonly options: readonly (readonly ChainOption[])[];
  /** Class of the layers [begin, end), or −1 for an interval that may not be a stage. */
  readonly classOf: (begin: number, end: number) => number;
  readonly maxStages: number;
  /** Whether there must be `maxStages` stages, not fewer. */
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
  /** The best plan better than the limit given, or undefined when there is none. */
  readonly plan?: ChainPlan;
  /**
   * No plan takes less (the limit itself when none is better); equals the plan's seconds unless the search was stopped
   * or a gap allowed.
   */
  readonly lowerBound: number;
}
