/** @file The state of the page as signals: the question, the view, the answer and how planning goes. */
import { effect, signal } from "@preact/signals";
import type { Answer, Picture } from "../answer.ts";
import type { Timeline } from "../bars.ts";
import { firstState, type LinkState, linkOf, stateOfLink, type View } from "../link.ts";
import type { DeviceChoice, Failure, ModelChoice, SearchProgress } from "../messages.ts";
import type { ModelFile, Question } from "../question.ts";
import { emptyLog, type SearchLog } from "../search-log.ts";
import { linkedPlan, readLinkedPlan } from "./linked-plans.ts";

/** The state of planning. `waiting`: the question has changed, and the user has to ask. */
export type Status =
  | { readonly kind: "starting" }
  | { readonly kind: "waiting"; readonly seconds?: number }
  | {
      readonly kind: "planning";
      readonly id: number;
      readonly pass: string;
      readonly progress?: SearchProgress;
      readonly isStopping?: boolean;
    }
  | { readonly kind: "answered"; readonly seconds: number; readonly wasStopped: boolean };

const asked = stateOfLink(location.hash);

export const question = signal<Question>(asked.question);
export const view = signal<View>(asked.view);
export const selectedOp = signal(asked.op);
export const name = signal(asked.name);
export const sweepText = signal(asked.sweep);
export const labText = signal(asked.lab);
export const session = signal(asked.session);
export const mistakes = signal(asked.mistakes);

export const status = signal<Status>({ kind: "starting" });
export const answer = signal<Answer | undefined>(undefined);
/** The answer before this one, its question and its simulated step, to compare with. */
export const before = signal<
  { readonly answer: Answer; readonly question: Question; readonly picture?: Picture } | undefined
>(undefined);
/** The question that `answer` answers. */
export const answered = signal<Question | undefined>(undefined);
export const picture = signal<Picture | undefined>(undefined);
/** False if the plan's program is too large to simulate here. */
export const isPictured = signal(true);
/** A measured step that the user opened, to stand below the simulated one. */
export const measured = signal<{ readonly name: string; readonly timeline: Timeline } | undefined>(undefined);
/** The last search: of the answer, or of what is being planned. */
export const searchLog = signal<SearchLog>(emptyLog);
export const failure = signal<Failure | undefined>(undefined);
export const models = signal<readonly ModelChoice[]>([]);
export const devices = signal<readonly DeviceChoice[]>([]);

/** The model's file that the server of this page has, by its path. */
const files = new Map<string, ModelFile>();

/** The version of the model's file that was read. */
let sessionTag: string | null = null;
/** Milliseconds between two looks at whether the model's file was saved again. */
const lookMs = 1000;

/** Plans again when the model's file is saved: the server of this page traces it. */
export function followSession(): void {
  if (!isSession(session.value)) return;
  let number = 0;
  setInterval(async () => {
    const path = session.value;
    if (document.hidden || !isSession(path)) return;
    const response = await fetch(path, { cache: "no-cache" }).catch(() => undefined);
    const tag = response?.headers.get("etag");
    if (!response?.ok || tag === sessionTag) return;
    sessionTag = tag ?? null;
    const { reason, ...file } = (await response.json()) as Omit<ModelFile, "number"> & { readonly reason?: string };
    mistakes.value = reason === undefined ? [] : [reason];
    if (reason !== undefined) return;
    files.set(path, { ...file, number: --number });
    if (question.value.modelFile) question.value = withFiles(question.value, { session: path, plan: "" });
  }, lookMs);
}

/** A question of a link with the model's file that the link names, and its plan. */
const withFiles = (of: Question, { session: path, plan }: Pick<LinkState, "session" | "plan">): Question => {
  const [modelFile, planFile] = [files.get(path), linkedPlan(plan)];
  return {
    ...of,
    ...(modelFile && { modelFile, ...(modelFile.isModule && { batch: 0 }) }),
    ...(planFile && { planFile }),
  };
};

/** Reads the plan of the link, and the model's file that it names, before the first question is planned. */
export async function readFiles(): Promise<void> {
  await readPlan(asked.plan);
  await readSession();
  question.value = withFiles(question.value, asked);
}

const readPlan = (plan: string): Promise<void> =>
  readLinkedPlan(plan).catch((error: Error) => {
    mistakes.value = [...mistakes.value, error.message];
  });

const isSession = (path: string): boolean => /^[\da-f]+\.json$/.test(path);

async function readSession(): Promise<void> {
  const path = session.value;
  if (!isSession(path)) return;
  const response = await fetch(path).catch(() => undefined);
  if (!response?.ok) {
    mistakes.value = [...mistakes.value, "the model's file is not there any more; start alpa studio with it again"];
    return;
  }
  sessionTag = response.headers.get("etag");
  files.set(path, { ...((await response.json()) as Omit<ModelFile, "number">), number: 0 });
}

/** Changes a part of the question. */
export const ask = (change: Partial<Question>): void => {
  question.value = { ...question.value, ...change };
};

/** Changes within this many milliseconds are one entry of the browser's history. */
const entryMs = 1000;

/** The present state of the page, as a link carries it. */
export const linkState = (): LinkState => ({
  question: question.value,
  view: view.value,
  op: selectedOp.value,
  name: name.value,
  sweep: sweepText.value,
  lab: labText.value,
  session: session.value,
  plan: question.value.planFile?.packed ?? "",
});

/** Keeps the link and the state equal, in both directions. */
export function followLink(): void {
  let written = "";
  let changedAt = Number.NEGATIVE_INFINITY;
  effect(() => {
    const link = linkOf(linkState());
    if (link === written) return;
    const isFirst = written === "";
    written = link;
    if (link === location.hash) return;
    // A link without a state stays as it is until something changes.
    if (isFirst && location.hash === "") return;
    const isSameEntry = isFirst || performance.now() - changedAt < entryMs;
    changedAt = performance.now();
    history[isSameEntry ? "replaceState" : "pushState"](null, "", link);
  });
  addEventListener("popstate", async () => {
    const state = location.hash === "" ? { ...firstState, mistakes: [] } : stateOfLink(location.hash);
    await readPlan(state.plan);
    written = linkOf(state);
    question.value = withFiles(state.question, state);
    view.value = state.view;
    selectedOp.value = state.op;
    name.value = state.name;
    sweepText.value = state.sweep;
    labText.value = state.lab;
    session.value = state.session;
    mistakes.value = state.mistakes;
  });
}

/** Shows the answer to a question; the one before stays to compare with. */
export function showAnswer(shown: Answer, to: Question): void {
  if (answered.value !== to && answer.value && answered.value)
    before.value = { answer: answer.value, question: answered.value, picture: picture.value };
  answer.value = shown;
  answered.value = to;
}
