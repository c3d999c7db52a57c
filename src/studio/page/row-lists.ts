/** @file Asks the worker for rows of several questions: those of the compare view and those of a sweep. */
import { effect, type Signal, signal } from "@preact/signals";
import { alternativesOf } from "../alternatives.ts";
import { failureOf } from "../failure.ts";
import type { PlannedRow } from "../planned-row.ts";
import type { Question } from "../question.ts";
import { type SweepPoint, sweepOfText, sweepPoints } from "../sweep.ts";
import { answer, answered, failure, question, status, sweepText } from "./store.ts";
import { listen, nextId, send } from "./worker-client.ts";

/** A question of a list, with its row once it is planned. */
export interface ListedRow<T> {
  readonly about: T;
  readonly question: Question;
  readonly row?: PlannedRow;
}

/** Questions that the worker plans one after another. */
export class RowList<T> {
  /** Undefined until something is asked. */
  readonly rows: Signal<readonly ListedRow<T>[] | undefined> = signal(undefined);
  readonly isRunning = signal(false);
  /** The running request, and where its questions are in the list. */
  #request: { readonly id: number; readonly places: readonly number[] } | undefined;

  constructor() {
    listen({
      onReply: (reply) => {
        if (!this.#request || !("id" in reply) || reply.id !== this.#request.id) return;
        if (reply.kind === "row") this.#add(this.#request.places[reply.index], reply.row);
        else if (reply.kind === "failed") {
          failure.value = reply.failure;
          this.#end();
        }
      },
      onDeath: () => this.#end(),
      onEnd: () => this.#end(),
    });
  }

  start(rows: readonly ListedRow<T>[]): void {
    this.stop();
    this.rows.value = rows;
    this.resume();
  }

  /** Plans the questions that have no row yet. */
  resume(): void {
    const rows = this.rows.value ?? [];
    const places = rows.flatMap(({ row }, place) => (row ? [] : [place]));
    if (places.length === 0) return;
    this.#request = { id: nextId(), places };
    this.isRunning.value = true;
    send({ kind: "rows", id: this.#request.id, questions: places.map((place) => rows[place].question) });
  }

  stop(): void {
    if (this.#request) send({ kind: "stop", id: this.#request.id });
    this.#end();
  }

  clear(): void {
    this.stop();
    this.rows.value = undefined;
  }

  #add(place: number, row: PlannedRow): void {
    const rows = this.rows.value!.map((each, i) => (i === place ? { ...each, row } : each));
    this.rows.value = rows;
    if (rows.every((each) => each.row)) this.#end();
  }

  #end(): void {
    this.#request = undefined;
    this.isRunning.value = false;
  }
}

/** The answered question by every method; several rows of one method are its layouts. */
export const comparison = new RowList<string>();

export function compareNow(): void {
  if (!answered.value || !answer.value) return;
  comparison.start(
    alternativesOf(answered.value, answer.value.hosts).flatMap(({ method, questions }) =>
      questions.map((each) => ({ about: method, question: each })),
    ),
  );
}

export const sweep = new RowList<Omit<SweepPoint, "question">>();

/** Plans the points of the sweep for the question that stands in the form. */
export function sweepNow(): void {
  try {
    const points = sweepPoints(question.value, sweepOfText(sweepText.value));
    failure.value = undefined;
    sweep.start(points.map(({ question: own, ...about }) => ({ about, question: own })));
  } catch (error) {
    failure.value = failureOf(error);
  }
}

/** Cancels the requests of rows when another question is planned. */
export function followRowLists(): void {
  let compared: Question | undefined;
  effect(() => {
    const [now, isPlanning] = [answered.value, status.value.kind === "planning"];
    if (isPlanning) sweep.stop();
    if (isPlanning || now !== compared) comparison.clear();
    compared = now;
  });
}
