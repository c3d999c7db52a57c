/**
 * @file Links: a question and the view as the fragment of a URL, in readable keys. The fragment never reaches a server.
 */
import { rematChoices } from "../plan/plan.ts";
import { firstQuestion, type Question } from "./question.ts";

export const views = ["plan", "timeline", "memory", "sharding", "ops", "search", "compare", "sweep", "lab"] as const;
export type View = (typeof views)[number];

/** All that a link carries. */
export interface LinkState {
  readonly question: Question;
  readonly view: View;
  /** The selected op, such as `dot_general.7`; "" for none. */
  readonly op: string;
  /** Title that the sender gave; "" for none. */
  readonly name: string;
  /** What the sweep varies and by which methods (`sweep.ts`); "" for the default. */
  readonly sweep: string;
  /** The numbers of the schedule lab (`lab.ts`); "" for the defaults. */
  readonly lab: string;
  /** Where the server that gave the page has the model's file; "" for a model of the catalogue. */
  readonly session: string;
  /** The plan that is shown (`packed-plan.ts`); "" for one that the method makes. */
  readonly plan: string;
}

/** Keys of a link's texts; an empty one is left out. */
const textKeys = ["op", "name", "sweep", "lab", "session", "plan"] as const;

export const firstState: LinkState = {
  question: firstQuestion,
  view: "plan",
  op: "",
  name: "",
  sweep: "",
  lab: "",
  session: "",
  plan: "",
};

const version = "1";
const maxText = 200;
const maxNumber = 1e9;
const maxPins = 100;

type Kind = "text" | "count" | "number";
const kinds: Readonly<Record<Exclude<keyof Question, "pins" | "planFile" | "modelFile">, Kind>> = {
  model: "text",
  cluster: "text",
  batch: "count",
  microbatches: "count",
  precision: "text",
  method: "text",
  pipelineParallel: "count",
  tensorParallel: "count",
  remat: "text",
  memoryGB: "number",
  seconds: "number",
};
const choices: Readonly<Partial<Record<string, readonly string[]>>> = {
  precision: ["f32", "bf16", "f16"],
  remat: ["", ...rematChoices],
};
const least: Readonly<Partial<Record<string, number>>> = { batch: 1, pipelineParallel: 1, tensorParallel: 1 };

/** Keys that every link has, so that it reads as a question even where they have their defaults. */
const always = new Set(["model", "cluster", "batch", "microbatches", "precision", "method"]);

/** The fragment of a state, with its `#`. */
export function linkOf({ question, view, ...texts }: LinkState): string {
  const parameters = new URLSearchParams({ v: version });
  // The batch of a module's own shapes is not in a link.
  for (const key of Object.keys(kinds) as (keyof typeof kinds)[])
    if (key !== "batch" || question.batch > 0)
      if (always.has(key) || question[key] !== firstQuestion[key]) parameters.set(key, `${question[key]}`);
  for (const pin of question.pins) parameters.append("pin", pin);
  if (view !== firstState.view) parameters.set("view", view);
  for (const key of textKeys) if (texts[key] !== "") parameters.set(key, texts[key]);
  return `#${parameters.toString().replaceAll("%3A", ":").replaceAll("%2C", ",")}`;
}

/**
 * The state of a fragment. A part that is missing or cannot be read has its default.
 * @returns `mistakes` has one sentence per part that could not be read
 */
export function stateOfLink(fragment: string): LinkState & { readonly mistakes: readonly string[] } {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const mistakes: string[] = [];
  const made = parameters.get("v");
  if (made !== null && made !== version)
    mistakes.push(`this link has version ${made}, the studio reads version ${version}; some of it may be lost`);
  const read: Record<string, unknown> = {};
  for (const [key, kind] of Object.entries(kinds)) {
    const text = parameters.get(key);
    if (text === null) continue;
    const value = kind === "text" ? text : Number(text);
    const refused = refusal(key, kind, value, text);
    if (refused === undefined) read[key] = value;
    else mistakes.push(`link: ${key} is "${text.slice(0, maxText)}"; ${refused}`);
  }
  const pins = parameters.getAll("pin").filter((pin) => pin.length <= maxText);
  if (pins.length > 0) read.pins = pins.slice(0, maxPins);
  const view = parameters.get("view") as View | null;
  if (view !== null && !views.includes(view)) mistakes.push(`link: there is no view "${view}"`);
  return {
    question: { ...firstQuestion, ...read },
    view: view !== null && views.includes(view) ? view : firstState.view,
    ...(Object.fromEntries(textKeys.map((key) => [key, parameters.get(key) ?? ""])) as Pick<
      LinkState,
      (typeof textKeys)[number]
    >),
    mistakes,
  };
}

/** Why a value cannot be used, or undefined. */
function refusal(key: string, kind: Kind, value: string | number, text: string): string | undefined {
  if (typeof value === "string") {
    if (value.length > maxText) return `give at most ${maxText} characters`;
    const known = choices[key];
    return known && !known.includes(value) ? `give ${known.filter(Boolean).join(", ")}` : undefined;
  }
  const min = least[key] ?? 0;
  const isNumber = text !== "" && value >= min && value <= maxNumber && (kind === "number" || Number.isInteger(value));
  return isNumber ? undefined : `give ${kind === "count" ? "an integer" : "a number"} from ${min} to ${maxNumber}`;
}
