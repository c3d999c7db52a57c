/** @file The messages between the page and its worker. */
import type { PassName } from "../planner/pass-clock.ts";
import type { SearchOutcome } from "../planner/report/search-outcome.ts";
import type { Explanation } from "../sharding/explain.ts";
import type { Answer, Picture } from "./answer.ts";
import type { Change } from "./changes.ts";
import type { OpGroup } from "./op-groups.ts";
import type { PlannedRow } from "./planned-row.ts";
import type { Question } from "./question.ts";

/** A model of the catalogue, for the form. */
export interface ModelChoice {
  readonly name: string;
  readonly about: string;
  readonly parameters: number;
  readonly batch: number;
}

/** A kind of host, for the form. */
export interface DeviceChoice {
  readonly preset: string;
  readonly about: string;
  readonly maxDevices: number;
}

export type Request =
  | { readonly kind: "plan"; readonly id: number; readonly question: Question }
  /** The ops of a planned question. */
  | { readonly kind: "ops"; readonly id: number; readonly question: Question }
  /** Several questions, one after another. */
  | { readonly kind: "rows"; readonly id: number; readonly questions: readonly Question[] }
  /** The plan as a file. */
  | { readonly kind: "file"; readonly id: number; readonly question: Question }
  /** The differences of the plans of two questions. */
  | { readonly kind: "changes"; readonly id: number; readonly before: Question; readonly question: Question }
  /** Why an op of a planned question is split as it is. */
  | { readonly kind: "explain"; readonly id: number; readonly question: Question; readonly op: string }
  /** Ends the search of `id` with its best plan so far, or an explanation with what is known. */
  | { readonly kind: "stop"; readonly id: number };

/** An error as data. */
export interface Failure {
  readonly code: string;
  readonly where: string;
  readonly message: string;
}

/** Numbers of a search; null where none is known yet. */
export interface SearchProgress {
  /** Seconds of the best plan: simulated where plans are chosen by simulation, else predicted. */
  readonly seconds: number | null;
  /** Predicted seconds of the best plan, which the bound is about. */
  readonly predictedSeconds: number | null;
  /** Predicted seconds of the best pipeline as composed of its layers, before its stages are solved as wholes. */
  readonly layersSeconds: number | null;
  readonly boundSeconds: number;
  readonly numSolved: number;
}

export type Reply =
  | { readonly kind: "ready"; readonly models: readonly ModelChoice[]; readonly devices: readonly DeviceChoice[] }
  | { readonly kind: "pass"; readonly id: number; readonly pass: PassName | "simulate" }
  | { readonly kind: "progress"; readonly id: number; readonly progress: SearchProgress }
  /** The outcome of a search over stages. */
  | { readonly kind: "searched"; readonly id: number; readonly outcome: SearchOutcome }
  | { readonly kind: "answer"; readonly id: number; readonly answer: Answer }
  | { readonly kind: "picture"; readonly id: number; readonly answer: Answer; readonly picture: Picture }
  | { readonly kind: "ops"; readonly id: number; readonly groups: readonly OpGroup[] }
  | { readonly kind: "file"; readonly id: number; readonly text: string }
  | { readonly kind: "changes"; readonly id: number; readonly changes: readonly Change[] }
  /** The row of one of the questions. */
  | { readonly kind: "row"; readonly id: number; readonly index: number; readonly row: PlannedRow }
  | {
      readonly kind: "explanation";
      readonly id: number;
      readonly explanation: Explanation;
      readonly isComplete: boolean;
    }
  | { readonly kind: "done"; readonly id: number; readonly isPictured: boolean; readonly wasStopped: boolean }
  | { readonly kind: "failed"; readonly id: number; readonly failure: Failure };
