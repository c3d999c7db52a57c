/** @file The plans of links: read from the links that are opened, and made for those that are copied. */
import { packPlan, unpackPlan } from "../packed-plan.ts";
import type { PlanFile } from "../question.ts";

/** Longer texts are for files; some programs cut links. */
const maxLinkText = 8000;

/** The plans that were read, by their packed text. */
const plans = new Map<string, PlanFile>();
let lastNumber = 0;

/** A plan with its packed text if that fits in a link. */
export async function withPacked(file: PlanFile): Promise<PlanFile> {
  const packed = await packPlan(file.text).catch(() => undefined);
  if (packed === undefined || packed.length > maxLinkText) return file;
  plans.set(packed, { ...file, packed });
  return plans.get(packed)!;
}

export const linkedPlan = (packed: string): PlanFile | undefined => plans.get(packed);

/** Reads the plan of a link, for {@link linkedPlan}. @throws InvalidConfig if there is none in it */
export async function readLinkedPlan(packed: string): Promise<void> {
  if (packed === "" || plans.has(packed)) return;
  const text = await unpackPlan(packed);
  plans.set(packed, { name: "the link's plan", text, packed, number: --lastNumber });
}
