/**
 * @file Files of the user. The answered plan is saved as one. An opened plan replaces the method of the question, an
 * opened model that of the catalogue. A measured step is shown below the simulated one.
 */
import { bytesText } from "../../base/units.ts";
import { failureOf } from "../failure.ts";
import type { Question } from "../question.ts";
import { isTrace, timelineOfTrace } from "../trace.ts";
import { withPacked } from "./linked-plans.ts";
import { planNow } from "./planner.ts";
import { saveText } from "./save-text.ts";
import { answered, ask, failure, measured, view } from "./store.ts";
import { listen, nextId, send } from "./worker-client.ts";

const maxBytes = 64e6;

let lastNumber = 0;

/** Shows the plan or the model of a file in place of the question's, or its measured step. */
export async function openFile(file: File): Promise<void> {
  if (file.size > maxBytes) {
    const message = `${file.name} has ${bytesText(file.size)}; files have at most ${bytesText(maxBytes)}`;
    failure.value = { code: "invalid-config", where: file.name, message };
    return;
  }
  const text = await file.text();
  if (isTrace(text)) showMeasured(file.name, text);
  else if (isModuleText(text) || isConfigText(text)) {
    const isModule = isModuleText(text);
    const modelFile = { name: file.name, text, isModule, number: ++lastNumber };
    // A module's shapes have a batch, and their own types.
    ask({ modelFile, pins: [], planFile: undefined, ...(isModule && { batch: 0, microbatches: 0, precision: "f32" }) });
  } else {
    ask({ planFile: await withPacked({ name: file.name, text, number: ++lastNumber }) });
    planNow();
  }
}

/** StableHLO text; a comment or a location may stand before the module. */
const isModuleText = (text: string): boolean => /^\s*(\/\/|#loc|module\b|func\.func\b)/.test(text);
/** The config.json of a model of Hugging Face. */
const isConfigText = (text: string): boolean => /^\s*\{/.test(text) && /"model_type"\s*:/.test(text);

function showMeasured(name: string, text: string): void {
  try {
    measured.value = { name, timeline: timelineOfTrace(text, name) };
    failure.value = undefined;
    view.value = "timeline";
  } catch (error) {
    failure.value = failureOf(error);
  }
}

/** By request: the callback that receives the text of the plan. */
const waiting = new Map<number, (text: string | undefined) => void>();

/** The text of the plan that is shown, as `alpa plan --save-plan` writes it; undefined if the planner has gone. */
function planText(): Promise<string | undefined> {
  const id = nextId();
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    send({ kind: "file", id, question: answered.value! });
  });
}

/** Saves the plan that is shown. */
export async function savePlan(): Promise<void> {
  const text = answered.value && (await planText());
  if (text !== undefined) saveText("plan.json", text, "application/json");
}

/** The answered question with its plan for a link, which shows it without a search; undefined if it is too long. */
export async function withOwnPlan(): Promise<Question | undefined> {
  const now = answered.value;
  const text = now && (await planText());
  if (text === undefined) return undefined;
  const planFile = await withPacked({ name: "the link's plan", text, number: ++lastNumber });
  return planFile.packed === undefined ? undefined : { ...now!, planFile };
}

const giveUp = (): void => {
  for (const resolve of waiting.values()) resolve(undefined);
  waiting.clear();
};

export function followPlanFiles(): void {
  listen({
    onReply(reply) {
      if ((reply.kind !== "file" && reply.kind !== "failed") || !waiting.has(reply.id)) return;
      waiting.get(reply.id)!(reply.kind === "file" ? reply.text : undefined);
      waiting.delete(reply.id);
    },
    onDeath: giveUp,
    onEnd: giveUp,
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void openFile(file);
  });
}
