/** @file Plans as files: the answered plan is saved, and a plan that is dropped or chosen takes the method's place. */
import { bytesText } from "../../base/units.ts";
import { planNow } from "./planner.ts";
import { saveText } from "./save-text.ts";
import { answered, ask, failure } from "./store.ts";
import { listen, nextId, send } from "./worker-client.ts";

const maxBytes = 64e6;

let lastNumber = 0;

/** Shows the plan of a file in place of the method's. */
export async function openPlan(file: File): Promise<void> {
  if (file.size > maxBytes) {
    const message = `${file.name} has ${bytesText(file.size)}; plan files have at most ${bytesText(maxBytes)}`;
    failure.value = { code: "invalid-config", where: file.name, message };
    return;
  }
  ask({ planFile: { name: file.name, text: await file.text(), number: ++lastNumber } });
  planNow();
}

/** The request for a file to save. */
let asked: number | undefined;

/** Saves the plan that is shown, as `alpa plan --save-plan` does. */
export function savePlan(): void {
  if (!answered.value) return;
  asked = nextId();
  send({ kind: "file", id: asked, question: answered.value });
}

export function followPlanFiles(): void {
  listen({
    onReply(reply) {
      if (reply.kind !== "file" || reply.id !== asked) return;
      saveText("plan.json", reply.text, "application/json");
    },
    onDeath() {
      asked = undefined;
    },
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void openPlan(file);
  });
}
