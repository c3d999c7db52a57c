/** @file The props of every view. */

export interface ViewProps {
  /** Whether there is a planner to ask; a report file has none. */
  readonly canAsk: boolean;
}
